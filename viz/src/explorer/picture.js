import { findChain } from "../record/chain.js";
import { findJoined, keepEgo } from "../record/ego.js";
import { listArcs, listFlows, listSteps, listTieLines } from "./lines.js";
import { pruneLines } from "./prune.js";

/**
 * @typedef {import("../record/address.js").Place} Place
 * @typedef {import("../record/chain.js").Chain} Chain
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("./lines.js").Line} Line
 *
 * @typedef {object} Picture what is drawn, before anybody looks at it from anywhere
 * @property {"network" | "map"} look
 * @property {View} view
 * @property {Node[]} nodes
 * @property {number} total number of nodes among which these stand
 * @property {Line[]} lines
 * @property {Line[]} spare that are drawn only when they belong to what is in focus
 * @property {Set<object>} keys of the lines
 * @property {Set<Node>} held the nodes once more
 * @property {(node: Node) => [number, number]} place
 * @property {(node: Node) => number} count by which a node is sized
 * @property {(node: Node) => number} rank by which it is named
 * @property {boolean} spread whether the arcs are of practices only
 * @property {Node[]} headless cooperations without arcs, for want of a lead on the map
 * @property {Node | null} ego the only one whose ties are drawn
 * @property {Chain | null} chain that is asked for
 */

/**
 * Choose what a view draws at a place: the network, or the map with arcs.
 *
 * @param {Model} model
 * @param {View} selected
 * @param {Place} place
 * @returns {Picture}
 */
export function makePicture(model, selected, place) {
  const { chosen, task, other } = place;
  const ego = task === "ego" ? chosen : null;
  const view = ego ? keepEgo(model, selected, ego) : selected;
  const chain = task === "chain" && chosen && other ? findChain(view, chosen, other) : null;
  const made = place.look === "map" ? drawMap(model, view, place, chain) : drawNetwork(model, view);
  return {
    ...made,
    view,
    ego,
    chain,
    total: made.nodes.length,
    keys: new Set(made.lines.map((line) => line.key)),
    held: new Set(made.nodes),
  };
}

/**
 * @param {Model} model
 * @param {View} view
 */
function drawNetwork(model, view) {
  const count = (/** @type {Node} */ node) => view.degree[node.index];
  return {
    look: /** @type {const} */ ("network"),
    nodes: model.nodes.filter((node) => count(node) > 0),
    ...pruneLines(model, view, listTieLines(view)),
    place: (/** @type {Node} */ node) => /** @type {[number, number]} */ ([node.x, node.y]),
    count,
    rank: count,
    spread: false,
    headless: [],
  };
}

/**
 * @param {Model} model
 * @param {View} view
 * @param {Place} place
 * @param {Chain | null} chain
 */
function drawMap(model, view, { chosen, arcs }, chain) {
  const flows = listFlows(view);
  const { lines, headless } = listArcs(view);
  const spread = arcs === "practices";
  const own = flows.filter(
    ({ from, to, practice }) => chosen && [from, to, practice].includes(chosen),
  );
  const drawn = spread ? flows : [...lines, ...own];
  const ends = new Set(flows.flatMap(({ from, to }) => [from, to]));
  const kept = (/** @type {Node} */ node) =>
    spread ? ends.has(node) || node === chosen : view.shown[node.index];
  const counts = countEnds(spread ? flows : []);
  return {
    look: /** @type {const} */ ("map"),
    nodes: model.nodes.filter((node) => node.member && node.place && kept(node)),
    ...pruneLines(model, view, chain ? [...drawn, ...listSteps(chain.nodes)] : drawn),
    place: (/** @type {Node} */ node) => node.place ?? /** @type {[number, number]} */ ([0, 0]),
    count: (/** @type {Node} */ node) =>
      spread ? (counts.get(node) ?? 0) : Math.max(1, view.degree[node.index]),
    // Readers find their way by the towns that everybody knows.
    rank: (/** @type {Node} */ node) => node.population ?? 0,
    spread,
    headless: spread ? [] : headless,
  };
}

/** @param {Line[]} lines */
function countEnds(lines) {
  /** @type {Map<Node, number>} */
  const counts = new Map();
  for (const { from, to } of lines) {
    for (const end of [from, to]) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return counts;
}

/**
 * The nodes that a focus lights: itself, the ends of its lines, where it is at home, who came.
 *
 * @param {Picture} picture
 * @param {Node | null} focus
 * @returns {Set<Node> | null}
 */
export function lightNodes(picture, focus) {
  if (picture.chain) return new Set(picture.chain.nodes);
  if (!focus || picture.ego) return null;
  const near = [...picture.lines, ...picture.spare].filter(findNear(picture, focus));
  const ends = near.flatMap(({ from, to }) => [from, to]);
  const guests = focus.attendance.map((one) => one.member);
  return new Set([focus, ...ends, ...focus.homes, ...guests]);
}

/**
 * Which lines belong to what is in focus.
 *
 * @param {Picture} picture
 * @param {Node | null} focus
 * @returns {(line: Line) => boolean}
 */
export function findNear({ view, look, ego, chain }, focus) {
  if (chain) return findSteps(chain, look);
  if (!focus || ego) return () => false;
  const joined = new Set(findJoined(view, focus));
  const spread = new Set(
    focus.kind === "practice"
      ? focus.transfers.flatMap(({ giver, learner }) => [giver, learner])
      : [],
  );
  return ({ from, to, of, practice, bent, arrow }) => {
    if (arrow) return [from, to, of, practice].includes(focus);
    if (focus.kind === "practice") return !bent && joined.has(of) && spread.has(to);
    // On the map all of its cooperations are lit, for an arc seldom ends at itself.
    return bent || !focus.member ? joined.has(of) : to === focus;
  };
}

/**
 * @param {Chain} chain
 * @param {Picture["look"]} look
 * @returns {(line: Line) => boolean}
 */
function findSteps({ nodes, ties }, look) {
  /** @type {object[]} */
  const lit = look === "map" ? nodes : ties;
  const keys = new Set(lit);
  return ({ key }) => keys.has(key);
}
