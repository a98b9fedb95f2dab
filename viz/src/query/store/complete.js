import { foldName, readLabel } from "./names.js";

/**
 * @typedef {import("../endpoint.js").Named} Named
 * @typedef {import("./names.js").Index} Index
 * @typedef {{ fit: number, length: number, label: string, iri: string, name: string }} Match
 */

const [MOST, LONGEST] = [20, 200];

/**
 * Find the things of a kind by what is typed of a name, at most twenty, the best first: the whole
 * name, its beginning, the beginning of a word, any part of it (as viz/hanse_viz/completing.py).
 *
 * @param {Index} index
 * @param {string} base
 * @param {string} kind
 * @param {string} typed
 * @returns {Named[]}
 */
export function completeNames(index, base, kind, typed) {
  const wanted = foldName([...typed].slice(0, LONGEST).join(""));
  const found = [...(index.kinds.get(kind) ?? [])]
    .map((iri) => rateThing(index, iri, wanted))
    .filter((match) => match !== null);
  return found
    .sort(compareMatches)
    .slice(0, MOST)
    .map(({ iri, label, name }) => ({
      iri,
      id: iri.startsWith(`${base}id/`) ? iri.slice(base.length + 3) : iri,
      label,
      name,
      hint: index.hints.get(iri) ?? "",
    }));
}

/**
 * @param {Index} index
 * @param {string} iri
 * @param {string} wanted
 * @returns {Match | null}
 */
function rateThing(index, iri, wanted) {
  const known = new Set(
    (index.names.get(iri) ?? []).filter(({ says }) => says !== "alpha3").map(({ name }) => name),
  );
  if (!known.size) return null;
  const label = readLabel(index, iri) || [...known].sort()[0];
  const slug = iri.slice(iri.lastIndexOf("/") + 1);
  let best = /** @type {Match | null} */ (null);
  for (const name of [...known, slug]) {
    const fit = compareName(foldName(name), wanted);
    if (fit === null) continue;
    const one = {
      fit: 2 * fit + Number(name !== label),
      length: [...name].length,
      label,
      iri,
      name,
    };
    if (!best || compareFits(one, best) < 0) best = one;
  }
  if (!best) return null;
  const shown = best.name === slug || !wanted ? label : best.name;
  return { ...best, fit: Math.floor(best.fit / 2), length: wanted ? best.length : 0, name: shown };
}

/**
 * How well a name fits, the smaller the better; null where it does not.
 *
 * @param {string} name
 * @param {string} wanted
 */
function compareName(name, wanted) {
  if (name.startsWith(wanted)) return Number(name !== wanted);
  const at = name.indexOf(wanted);
  if (at < 0) return null;
  return /[\p{L}\p{N}]$/u.test(name.slice(0, at)) ? 3 : 2;
}

/**
 * @param {Match} a
 * @param {Match} b
 */
const compareFits = (a, b) => a.fit - b.fit || a.length - b.length || compareTexts(a.name, b.name);

/**
 * @param {Match} a
 * @param {Match} b
 */
const compareMatches = (a, b) =>
  a.fit - b.fit ||
  a.length - b.length ||
  compareTexts(a.label, b.label) ||
  compareTexts(a.iri, b.iri);

/**
 * By code, not by alphabet: as the server sorts.
 *
 * @param {string} a
 * @param {string} b
 */
const compareTexts = (a, b) => Number(a > b) - Number(a < b);
