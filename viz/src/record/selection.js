import { MANY, MEMBER_FACETS, OWN_FACETS, readOfMember, readOwn } from "./facets.js";
import { JOINING } from "./model.js";
import { coversAll, overlapsTie } from "./period.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./facets.js").MemberFacet} MemberFacet
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 *
 * @typedef {Set<string> | null} Values of a facet that are wanted, any of them; null for whatever
 *   there is, an empty set for nothing
 * @typedef {Record<MemberFacet, Values>} Among which members are shown
 * @typedef {Record<Facet, Values> & { match: "any" | "all", among: Among, from: number,
 *   to: number }} Selection which cooperations are chosen, each with all of its members; with match
 *   "all" every value of a facet that can be had several times has to be found
 *
 * @typedef {object} Chosen
 * @property {Map<Node, Tie[]>} kept the chosen cooperations with their ties in the period
 * @property {number} undated cooperations that only the period leaves out, having no start
 * @property {number} outside ties of chosen cooperations that lie outside the period
 */

/** @type {Facet[]} */
export const FACETS = [...OWN_FACETS, ...MEMBER_FACETS];

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
  return /** @type {Among} */ (Object.fromEntries(MEMBER_FACETS.map((facet) => [facet, null])));
}

/**
 * Choose cooperations: those that pass by themselves and in which a member takes part, within the
 * period, that passes all that is asked of members.
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
    if (passesMembers(selection, within)) {
      kept.set(node, within);
      outside += node.ties.length - within.length;
    } else if (node.start === null && passesMembers(selection, node.ties)) undated += 1;
  }
  return { kept, undated, outside };
}

/**
 * Whether a cooperation passes what is asked of it alone.
 *
 * @param {Selection} selection
 * @param {Node} node
 */
function passesOwn(selection, node) {
  return (
    OWN_FACETS.every((facet) => {
      const wanted = selection[facet];
      if (!wanted) return true;
      const found = new Set(readOwn(facet, node));
      return asksAll(selection, facet)
        ? [...wanted].every((value) => found.has(value))
        : [...wanted].some((value) => found.has(value));
    }) && passesKind(selection, node)
  );
}

/** Kinds of cooperations choose among them, those of members among those who take part. */
function passesKind(/** @type {Selection} */ { kind }, /** @type {Node} */ node) {
  const joining = [...(kind ?? [])].filter((one) => JOINING.includes(one));
  return !joining.length || joining.includes(node.kind);
}

/**
 * @param {Selection} selection
 * @param {Facet} facet
 */
function asksAll(selection, facet) {
  return selection.match === "all" && MANY.includes(facet) && (selection[facet]?.size ?? 0) > 1;
}

/**
 * Whether one of the ties passes all facets of members; of one that asks for all, one tie for each
 * of its values.
 *
 * @param {Selection} selection
 * @param {Tie[]} ties
 */
function passesMembers(selection, ties) {
  const wanted = askMembers(selection);
  const passing = ties.filter((tie) => passesAmong(wanted, tie));
  return (
    passing.length > 0 &&
    MEMBER_FACETS.filter((facet) => asksAll(selection, facet)).every((facet) => {
      const found = new Set(passing.flatMap((tie) => readOfMember(facet, tie)));
      return [...(wanted[facet] ?? [])].every((value) => found.has(value));
    })
  );
}

/** What a selection asks of members. @param {Selection} selection @returns {Among} */
export function askMembers(selection) {
  return /** @type {Among} */ (
    Object.fromEntries(
      MEMBER_FACETS.map((facet) => [facet, keepOfMembers(facet, selection[facet])]),
    )
  );
}

/**
 * The values that are those of members: of kinds not all are.
 *
 * @param {MemberFacet} facet
 * @param {Values} wanted
 */
function keepOfMembers(facet, wanted) {
  if (facet !== "kind" || !wanted?.size) return wanted;
  const kept = [...wanted].filter((value) => !JOINING.includes(value));
  return kept.length ? new Set(kept) : null;
}

/**
 * Whether a tie passes all facets of members.
 *
 * @param {Among} among
 * @param {Tie} tie
 */
export function passesAmong(among, tie) {
  return MEMBER_FACETS.every((facet) => {
    const wanted = among[facet];
    return !wanted || readOfMember(facet, tie).some((value) => wanted.has(value));
  });
}

/** Whether all members are shown. @param {Among} among */
export function isOpen(among) {
  return MEMBER_FACETS.every((facet) => among[facet] === null);
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
