import { KEYED, listOfMembers, listValues, nameEnd, SHOWN_FACETS } from "./facets.js";
import { FACETS, openSelection } from "./selection.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./facets.js").ShownFacet} ShownFacet
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./selection.js").Values} Values
 * @typedef {[name: string, value: string][]} Params of an address, as they are written
 */

/** What stands for a facet of which nothing is wanted; "" is the value of what has none. */
const NOTHING = "none";

/**
 * Write a text as it can stand in an address, readable where it may be.
 *
 * @param {string} text
 */
export function writeText(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** @param {string} text */
export function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The parts of an address after its #.
 *
 * @param {string} text with or without the #
 * @returns {Params}
 */
export function readParams(text) {
  return text
    .replace(/^#/, "")
    .split("&")
    .map((part) => {
      const [name, ...value] = part.split("=");
      return [name, value.join("=")];
    });
}

/**
 * Write a selection by the words of the commands' options; "" of what is open.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @returns {string[]} parts of an address
 */
export function writeSelection(model, selection) {
  const open = openSelection(model);
  const { match, among, from, to } = selection;
  return [
    ...FACETS.flatMap((facet) => writeValues(listValues(model, facet), selection[facet], facet)),
    ...(match === "all" ? ["match=all"] : []),
    ...SHOWN_FACETS.flatMap((facet) =>
      writeValues(listOfMembers(model, facet), among[facet], `among=${facet}`),
    ),
    ...(from === open.from ? [] : [`from=${from}`]),
    ...(to === open.to ? [] : [`to=${to}`]),
  ];
}

/**
 * @param {string[]} known values in their order
 * @param {Values} wanted
 * @param {string} name
 */
function writeValues(known, wanted, name) {
  if (!wanted) return [];
  if (!wanted.size) return [`${name}=${NOTHING}`];
  const kept = known.filter((value) => wanted.has(value));
  return kept.map((value) => `${name}=${encodeURIComponent(value).replaceAll("%2F", "/")}`);
}

/**
 * Read a selection; what it does not know it ignores. Values may also stand in one part, with commas
 * between them, as addresses had them before.
 *
 * @param {Model} model
 * @param {Params} params
 * @returns {Selection}
 */
export function readSelection(model, params) {
  const selection = openSelection(model);
  for (const facet of FACETS) {
    selection[facet] = readValues(model, listValues(model, facet), facet, params);
  }
  const among = params
    .filter(([name]) => name === "among")
    .map(([, part]) => readParams(part.replace(":", "="))[0]);
  // A kind of cooperations chooses, a kind of members is shown.
  const kinds = params.filter(([name]) => name === "kind");
  if (readValues(model, listOfMembers(model, "kind"), "kind", kinds)?.size) {
    among.push(...kinds);
    if (!selection.kind?.size) selection.kind = null;
  }
  for (const facet of SHOWN_FACETS) {
    selection.among[facet] = readValues(model, listOfMembers(model, facet), facet, among);
  }
  const named = new Map(params);
  if (named.get("match") === "all") selection.match = "all";
  selection.from = readYear(named.get("from"), selection.from, model.years);
  selection.to = readYear(named.get("to"), selection.to, model.years);
  return selection;
}

/**
 * @param {Model} model
 * @param {string[]} values that are known
 * @param {Facet | ShownFacet} facet
 * @param {Params} params
 * @returns {Values} null where none is named, nothing where none of those is known
 */
function readValues(model, values, facet, params) {
  const named = params.filter(([name]) => name === facet).map(([, value]) => value);
  if (!named.length) return null;
  const wanted = new Set(named.flatMap((value) => value.split(",").map(decode)));
  return new Set(values.filter((value) => isNamed(model, facet, value, wanted)));
}

/**
 * Whether a value is one of those that an address names: by itself, by its id, and a thing that has a
 * page also by the end of its key.
 *
 * @param {Model} model
 * @param {Facet | ShownFacet} facet
 * @param {string} value
 * @param {Set<string>} wanted
 */
function isNamed({ ids }, facet, value, wanted) {
  const id = KEYED.includes(facet) ? nameEnd(value) : ids.get(facet)?.get(value);
  return wanted.has(value) || (id !== undefined && wanted.has(id));
}

/**
 * @param {string | undefined} text
 * @param {number} otherwise
 * @param {[number, number]} years
 */
function readYear(text, otherwise, [first, last]) {
  return text && /^\d{1,4}$/.test(text) ? Math.min(last, Math.max(first, Number(text))) : otherwise;
}
