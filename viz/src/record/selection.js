import { MEMBER_FACETS, OWN_FACETS, readOfMember, readOwn, SHOWN_FACETS } from "./facets.js";
import { coversAll, datesOf, overlapsTie } from "./period.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./facets.js").ShownFacet} ShownFacet
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 *
 * @typedef {Set<string> | null} Values of a facet that are wanted, any of them; null for whatever
 *   there is, an empty set for nothing
 * @typedef {Record<ShownFacet, Values>} Among which members are shown
 * @typedef {Record<Facet, Values> & { match: "any" | "all", among: Among, from: number,
 *   to: number }} Selection which cooperations are chosen, each with all of its members; with match
 *   "all" every value of a facet has to be found
 *
 * @typedef {object} Chosen
 * @property {Map<Node, Tie[]>} kept the chosen cooperations with their ties in the period
 * @property {number} undated cooperations that only the period leaves out, no year being known
 * @property {number} outside ties of chosen cooperations that lie outside the period
 */

/** @type {Facet[]} */
export const FACETS = [...OWN_FACETS, ...MEMBER_FACETS, "role"];

/**
 * The selection that lets everything pass.
 *
 * @param {Model} model
 * @returns {Selection}
 */
export function openSelection(model) {
  return /** @type {Selection} */ ({
    ...Object.fromEntries(FACETS.map((facet) => [facet, null])),
    match: "any",
    among: openAmong(),
    from: model.years[0],
    to: model.years[1],
  });
}

/** All members. @returns {Among} */
export function openAmong() {
  return /** @type {Among} */ (Object.fromEntries(SHOWN_FACETS.map((facet) => [facet, null])));
}

/**
 * Choose cooperations: those that pass by themselves and by who takes part within the period.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @returns {Chosen}
 */
export function chooseCooperations(model, selection) {
  /** @type {Map<Node, Tie[]>} */
  const kept = new Map();
  let [undated, outside] = [0, 0];
  for (const node of model.nodes) {
    if (!node.joins || !passesOwn(selection, node)) continue;
    const within = node.ties.filter((tie) => overlapsTie(model, selection, tie));
    if (within.length && hasMembers(selection, within)) {
      kept.set(node, within);
      outside += node.ties.length - within.length;
    } else if (isUndated(node) && hasMembers(selection, node.ties)) undated += 1;
  }
  return { kept, undated, outside };
}

/** Whether no year of a cooperation and of those who take part is known. @param {Node} node */
function isUndated({ ties }) {
  return ties.length > 0 && ties.every((tie) => datesOf(tie).start === null);
}

/**
 * Whether a cooperation passes what is asked of it alone.
 *
 * @param {Selection} selection
 * @param {Node} node
 */
function passesOwn(selection, node) {
  return OWN_FACETS.every((facet) => isMet(selection, facet, () => readOwn(facet, node)));
}

/**
 * Whether the values that are found of a facet are those that are wanted.
 *
 * @param {Selection} selection
 * @param {Facet} facet
 * @param {() => string[]} find
 */
function isMet(selection, facet, find) {
  const wanted = selection[facet];
  if (!wanted) return true;
  const found = new Set(find());
  // What a legend lists is its own theme, of which each cooperation has one.
  return selection.match === "all" && wanted.size > 0 && facet !== "group"
    ? [...wanted].every((value) => found.has(value))
    : [...wanted].some((value) => found.has(value));
}

/**
 * Whether members as asked for take part, in the roles that are asked for.
 *
 * @param {Selection} selection
 * @param {Tie[]} ties
 */
function hasMembers(selection, ties) {
  const asked = MEMBER_FACETS.filter((facet) => selection[facet]);
  if (!asked.length) return isMet(selection, "role", () => ties.map(({ role }) => role));
  const acting = inRole(selection, ties);
  return asked.every((facet) =>
    isMet(selection, facet, () => acting.flatMap((tie) => readOfMember(facet, tie))),
  );
}

/**
 * The ties in the roles that are asked for.
 *
 * @param {Selection} selection
 * @param {Tie[]} ties
 */
export function inRole({ role }, ties) {
  return role ? ties.filter((tie) => role.has(tie.role)) : ties;
}

/**
 * Whether a member is shown by one of its ties.
 *
 * @param {Among} among
 * @param {Tie} tie
 */
export function passesAmong(among, tie) {
  return SHOWN_FACETS.every((facet) => {
    const wanted = among[facet];
    return !wanted || readOfMember(facet, tie).some((value) => wanted.has(value));
  });
}

/** Whether all members are shown. @param {Among} among */
export function isOpen(among) {
  return SHOWN_FACETS.every((facet) => among[facet] === null);
}

/**
 * Whether nothing but these facets narrows a selection.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {Facet[]} spared
 */
export function narrowsOnly(model, selection, spared) {
  return (
    FACETS.every((facet) => selection[facet] === null || spared.includes(facet)) &&
    coversAll(model, selection)
  );
}
