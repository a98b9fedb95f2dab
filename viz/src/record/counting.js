import { isOwn, LISTED, readOfMember, readOwn } from "./facets.js";
import { chooseCooperations, inRole } from "./selection.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Selection} Selection
 */

/**
 * Count for each value of each listed facet the networks and projects that the value alone would
 * keep beside all the other facets, which is what a click on it does.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @returns {Map<Facet, Map<string, number>>}
 */
export function countValues(model, selection) {
  return new Map(LISTED.map((facet) => [facet, countChosen(model, selection, facet)]));
}

/**
 * The same for one facet; a value that keeps nothing is left out.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {Facet} facet
 * @returns {Map<string, number>}
 */
export function countChosen(model, selection, facet) {
  const others = { ...selection, [facet]: null };
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [node, ties] of chooseCooperations(model, others).kept) {
    const values = isOwn(facet)
      ? readOwn(facet, node)
      : inRole(others, ties).flatMap((tie) => readOfMember(facet, tie));
    for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
