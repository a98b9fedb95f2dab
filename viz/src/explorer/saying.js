import { count, joinNames, say, sayNumber } from "../i18n/language.js";
import { sayLimits, sayView } from "../record/words.js";

/**
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("./picture.js").Picture} Picture
 */

const NAMED = 6;

/**
 * Say what a map shows and cannot show, or what a network is cut down to; "" of a whole network.
 *
 * @param {Model} model
 * @param {Picture} picture
 * @param {Selection} filter
 * @param {boolean} [slow] whether a large network has to be drawn on the canvas
 */
export function sayPicture(model, picture, filter, slow = false) {
  const { ego, chain, look, view } = picture;
  const task = [
    ego ? say("ego.only", { name: ego.label }) : "",
    chain ? say("chain.lit", { names: joinNames(chain.nodes.map((node) => node.label)) }) : "",
  ].filter(Boolean);
  const rule = [sayRule(model, picture), slow && look === "network" ? say("slow.canvas") : ""]
    .join(" ")
    .trim();
  if (look === "network" && !task.length && !rule) return "";
  const parts =
    look === "network"
      ? [...task, sayView(model, filter, view), rule]
      : [...task, ...sayMap(model, picture), rule, sayLimits(model, filter, view)];
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" ");
}

/**
 * Say by which rule lines are left out, and how many; "" where all are drawn.
 *
 * @param {Model} model
 * @param {Picture} picture
 */
function sayRule({ pruned }, { lines, spare }) {
  if (!pruned || !spare.length) return "";
  const values = {
    level: sayNumber(pruned.level),
    pairs: sayNumber(pruned.pairs),
    of: sayNumber(pruned.of),
    drawn: sayNumber(lines.length),
    all: sayNumber(lines.length + spare.length),
  };
  return say(`pruned.${pruned.rule}`, values);
}

/**
 * @param {Model} model
 * @param {Picture} picture
 */
function sayMap(model, { nodes, view, lines, headless, spread }) {
  const flows = lines.filter((line) => line.arrow).length;
  const left = model.nodes.filter((node) => node.member && view.shown[node.index] && !node.place);
  return [
    count(nodes.length, "map.places"),
    spread ? count(flows, "map.passed") : say("map.arcs"),
    flows ? say("map.arrows") : "",
    headless.length ? count(headless.length, "map.headless") : "",
    ...(spread ? [] : sayLeft(left)),
  ];
}

/** @param {Node[]} left members that have no place on the map */
function sayLeft(left) {
  const cities = left.filter((node) => node.kind === "city");
  const lost = listNames(cities.filter((node) => !node.degrees));
  const bodies = left.length - cities.length;
  if (bodies) lost.push(count(bodies, "of.organisation"));
  const far = listNames(cities.filter((node) => node.degrees));
  return [
    lost.length ? say("map.unplaced", { names: joinNames(lost) }) : "",
    far.length ? say("map.outside", { names: joinNames(far) }) : "",
  ];
}

/**
 * The names of nodes, as many as one reads, and how many more there are.
 *
 * @param {Node[]} nodes
 */
function listNames(nodes) {
  const names = nodes.map((node) => node.label);
  const more = names.length - NAMED;
  return more > 0
    ? [count(more, "names.more", { names: names.slice(0, NAMED).join(", ") })]
    : names;
}
