import { collate, listCountryNames, listTerms, sayTerm } from "../i18n/language.js";
import { fold } from "../shared/fold.js";
import { countChosen } from "./counting.js";
import { listValues, nameValue } from "./facets.js";
import { openSelection } from "./selection.js";

/**
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {object} Find what a search can find
 * @property {"theme" | "country" | "programme" | Node["kind"]} kind
 * @property {string} label
 * @property {Node | null} node to open
 * @property {Partial<Selection>} filter to set, where it is no node
 * @property {number} weight how many ties it has, or networks it keeps: the better connected first
 *
 * @typedef {{ find: Find, name: string }} Match what was found and the name that fits
 * @typedef {(text: string, limit?: number) => Match[]} Search best first
 */

const EXACT = 4;
const START = 3;
const WORD = 2;
const WITHIN = 1;

/**
 * @param {string} name folded
 * @param {string} wanted folded
 */
function rate(name, wanted) {
  if (name === wanted) return EXACT;
  if (name.startsWith(wanted)) return START;
  if (name.includes(` ${wanted}`)) return WORD;
  return name.includes(wanted) ? WITHIN : 0;
}

/**
 * Prepare a search by any name in any language, blind to accents and case.
 *
 * @param {{ find: Find, names: string[] }[]} entries
 * @returns {Search}
 */
function indexNames(entries) {
  const folded = entries.map(({ find, names }) => ({
    find,
    names: names.map((name) => ({ name, key: fold(name) })),
  }));
  return (text, limit = 12) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const found = folded.flatMap(({ find, names }, place) => {
      const rated = names.map(({ name, key }) => ({ find, name, place, rank: rate(key, wanted) }));
      const best = rated.reduce((a, b) => (b.rank > a.rank ? b : a));
      return best.rank ? [best] : [];
    });
    found.sort((a, b) => b.rank - a.rank || b.find.weight - a.find.weight || a.place - b.place);
    return found.slice(0, limit);
  };
}

/** @param {Node} node */
function describeNode(node) {
  const { kind, label } = node;
  const weight = node.ties.length + node.transfers.length;
  /** @type {Find} */
  const find = { kind, label, node, filter: {}, weight };
  return { find, names: [label, ...node.names] };
}

/**
 * Prepare the search for nodes, all or some.
 *
 * @param {Node[]} nodes
 */
export function indexNodes(nodes) {
  return indexNames(nodes.map(describeNode));
}

/**
 * Prepare the search for themes; without a name it finds them all, those with most first.
 *
 * @param {Model} model
 * @param {Map<string, number>} [counts] networks that each theme keeps
 */
export function indexThemes(model, counts) {
  const themes = listThemes(model, counts);
  const all = themes
    .map(({ find }) => ({ find, name: find.label }))
    .sort((a, b) => b.find.weight - a.find.weight || collate(a.name, b.name));
  const search = indexNames(themes);
  return (/** @type {string} */ text) => (fold(text) ? search(text, Infinity) : all);
}

/**
 * @param {Model} model
 * @param {Map<string, number>} [counts] networks that each theme keeps
 */
function listThemes(model, counts = countChosen(model, openSelection(model), "theme")) {
  return [...model.themes.values()].map(({ id, label }) => {
    const weight = counts.get(id) ?? 0;
    const said = sayTerm(label);
    /** @type {Find} */
    const find = {
      kind: "theme",
      label: said,
      node: null,
      filter: { theme: new Set([id]) },
      weight,
    };
    return { find, names: listTerms(label) };
  });
}

/**
 * @param {Model} model
 * @param {"country" | "programme"} facet
 */
function listFacet(model, facet) {
  const counts = countChosen(model, openSelection(model), facet);
  return listValues(model, facet)
    .filter(Boolean)
    .map((value) => {
      const label = nameValue(model, facet, value);
      const filter = { [facet]: new Set([value]) };
      const weight = counts.get(value) ?? 0;
      /** @type {Find} */
      const find = { kind: facet, label, node: null, filter, weight };
      const names = facet === "country" ? listCountryNames(value) : [];
      return { find, names: [...new Set([label, model.countries.get(value) ?? value, ...names])] };
    });
}

/**
 * Prepare the search over everything that the page knows a name of.
 *
 * @param {Model} model
 */
export function indexModel(model) {
  return indexNames([
    ...model.nodes.map(describeNode),
    ...listThemes(model),
    ...listFacet(model, "country"),
    ...listFacet(model, "programme"),
  ]);
}
