import { count, joinNames, say } from "../i18n/language.js";
import { nameValue, SHOWN_FACETS } from "./facets.js";
import { FACETS, isOpen, openAmong, openSelection } from "./selection.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./facets.js").ShownFacet} ShownFacet
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./selection.js").Values} Values
 */

/**
 * What a selection narrows, each with its words and with what would open it again.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {number} [most] from how many values on only their number is said
 * @returns {{ words: string, open: Partial<Selection> }[]}
 */
export function listNarrowed(model, selection, most = Infinity) {
  const open = openSelection(model);
  const { among, from, to } = selection;
  const narrowed = FACETS.filter((facet) => selection[facet]).map((facet) => ({
    words: sayFacet(model, selection, facet, most),
    open: /** @type {Partial<Selection>} */ ({ [facet]: null }),
  }));
  if (from !== open.from || to !== open.to) {
    const words = say(from === to ? "kept.year" : "kept.period", { from, to });
    narrowed.push({ words, open: { from: open.from, to: open.to } });
  }
  if (!isOpen(among)) {
    const names = SHOWN_FACETS.filter((facet) => among[facet])
      .map((facet) => sayValues(model, facet, among[facet], most, ", "))
      .join("; ");
    narrowed.push({ words: say("kept.among", { names }), open: { among: openAmong() } });
  }
  return narrowed;
}

/**
 * @param {Model} model
 * @param {Selection} selection
 * @param {Facet} facet
 * @param {number} most
 */
function sayFacet(model, selection, facet, most) {
  const all = selection.match === "all" && facet !== "group";
  const names = sayValues(model, facet, selection[facet], most, all ? null : ", ");
  return say(`kept.${facet}`, { names });
}

/**
 * @param {Model} model
 * @param {Facet | ShownFacet} facet
 * @param {Values} values
 * @param {number} most
 * @param {string | null} between null where all of them are asked for
 */
function sayValues(model, facet, values, most, between) {
  const names = [...(values ?? [])].map((value) => nameValue(model, facet, value));
  if (names.length > most) return count(names.length, "kept.some");
  return (between === null ? joinNames(names) : names.join(between)) || say("kept.none");
}

/**
 * Say in words what a selection keeps, "" where it keeps everything.
 *
 * @param {Model} model
 * @param {Selection} selection
 */
export function sayFilter(model, selection) {
  return listNarrowed(model, selection)
    .map(({ words }) => words)
    .join("; ");
}
