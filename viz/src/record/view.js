import { readOfMember, SHOWN_FACETS } from "./facets.js";
import { chooseCooperations, isOpen, narrowsOnly, passesAmong } from "./selection.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {import("./model.js").Transfer} Transfer
 * @typedef {import("./selection.js").Among} Among
 * @typedef {import("./selection.js").Selection} Selection
 *
 * @typedef {object} View what a selection leaves
 * @property {number[]} degree of each node by index: of a member that is shown in how many chosen
 *   cooperations it takes part, of a chosen cooperation how many members it has, hidden ones too;
 *   0 is not drawn
 * @property {boolean[]} shown each node by index: whether anything of it passes, ties or not
 * @property {Set<Tie>} kept the ties of the chosen cooperations, of whichever member
 * @property {Set<Tie>} ties those of members that are shown
 * @property {Set<Transfer>} keptTransfers those within the chosen cooperations
 * @property {Set<Transfer>} transfers those of them whose ends are both shown
 * @property {number} undated cooperations that only the period leaves out, having no start
 * @property {number} outside ties of chosen cooperations that the period leaves out
 * @property {number} hidden members of chosen cooperations that are not shown
 * @property {number} left networks and projects that are not chosen
 */

/**
 * Apply a selection: which cooperations are chosen, and which of their members are shown.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @returns {View}
 */
export function applySelection(model, selection) {
  const { kept: chosen, undated, outside } = chooseCooperations(model, selection);
  const within = new Set([...chosen.values()].flat());
  // In the order of the record, which is that of its files.
  const kept = new Set(model.ties.filter((tie) => within.has(tie)));
  const all = isOpen(selection.among);
  const ties = all ? kept : new Set([...kept].filter((tie) => passesAmong(selection.among, tie)));
  const joins = model.nodes.filter(({ joins: joining, ties: own }) => joining && own.length);
  const keptTransfers = new Set(model.transfers.filter((one) => chosen.has(one.cooperation)));
  const transfers = new Set([...keptTransfers].filter((one) => showsTransfer(selection, one)));
  const degree = countDegrees(model, kept, ties);
  const drawn = model.nodes.map((node, at) => degree[at] > 0 || chosen.has(node));
  const shown = listShown(model, selection, drawn, transfers);
  const left = joins.length - chosen.size - undated;
  return {
    degree,
    shown,
    kept,
    ties,
    keptTransfers,
    transfers,
    undated,
    outside,
    left,
    hidden: countHidden(kept, ties),
  };
}

/**
 * @param {Model} model
 * @param {Set<Tie>} kept
 * @param {Set<Tie>} ties
 */
export function countDegrees(model, kept, ties) {
  const others = model.nodes.map(() => /** @type {Set<Node>} */ (new Set()));
  const drawn = new Set([...ties].map(({ cooperation }) => cooperation));
  for (const { member, cooperation } of ties) others[member.index].add(cooperation);
  for (const { member, cooperation } of kept) {
    if (drawn.has(cooperation)) others[cooperation.index].add(member);
  }
  return others.map((set) => set.size);
}

/**
 * @param {Set<Tie>} kept
 * @param {Set<Tie>} ties
 */
function countHidden(kept, ties) {
  const members = (/** @type {Set<Tie>} */ some) => new Set([...some].map(({ member }) => member));
  return members(kept).size - members(ties).size;
}

/**
 * Where only some members are shown, both of its ends have to be.
 *
 * @param {Selection} selection
 * @param {Transfer} transfer
 */
function showsTransfer({ among }, { giver, learner }) {
  return [giver, learner].every((node) => showsMember(among, node));
}

/**
 * Whether a member may be shown, whatever its roles.
 *
 * @param {Among} among
 * @param {Node} member
 */
function showsMember(among, member) {
  const tie = /** @type {Tie} */ ({ member });
  return SHOWN_FACETS.filter((facet) => facet !== "role").every((facet) => {
    const wanted = among[facet];
    return !wanted || readOfMember(facet, tie).some((value) => wanted.has(value));
  });
}

/**
 * @param {Model} model
 * @param {Selection} selection
 * @param {boolean[]} drawn whether a node is a chosen cooperation or one of its members that are shown
 * @param {Set<Transfer>} transfers
 */
function listShown(model, selection, drawn, transfers) {
  const shown = [...drawn];
  const show = (/** @type {Node} */ node) => {
    if (!node.member || showsMember(selection.among, node)) shown[node.index] = true;
  };
  for (const { practice, giver, learner } of transfers) [practice, giver, learner].forEach(show);
  for (const node of model.nodes) if (keepsHappening(model, selection, node, shown)) show(node);
  for (const node of model.nodes) if (shown[node.index]) listPlaces(node).forEach(show);
  return shown;
}

/**
 * Whether a practice passes by itself, an event by its cooperations.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {Node} node
 * @param {boolean[]} shown
 */
function keepsHappening(model, selection, node, shown) {
  if (node.kind === "event") return node.related.some((part) => shown[part.index]);
  return node.kind === "practice" && keepsPractice(model, selection, node);
}

/** Where a practice or an event is at home, and who came to it. @param {Node} node */
function listPlaces(node) {
  if (node.member) return [];
  return [...node.homes, ...node.attendance.map(({ member }) => member)];
}

/**
 * A practice that nobody learnt within what is kept belongs to no programme, type or period; it
 * passes by its own theme and the city that gives it.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {Node} node
 */
function keepsPractice(model, selection, node) {
  const { group, theme, country, city } = selection;
  const has = (/** @type {Set<string> | null} */ wanted, /** @type {Iterable<string>} */ values) =>
    !wanted || [...values].some((value) => wanted.has(value));
  const homes = node.homes.flatMap((home) =>
    readOfMember("city", /** @type {Tie} */ ({ member: home })),
  );
  return (
    narrowsOnly(model, selection, ["group", "theme", "country", "city"]) &&
    has(group, [node.group]) &&
    has(theme, node.topics) &&
    has(country, [node.country]) &&
    has(city, homes)
  );
}
