import { fold } from "../shared/fold.js";

/**
 * @typedef {object} Vocabulary what the page carries to complete a query
 * @property {string} base
 * @property {Record<string, string>} prefixes
 * @property {OntologyTerm[]} terms
 *
 * @typedef {object} OntologyTerm
 * @property {string} iri
 * @property {"class" | "property"} kind
 * @property {string} label
 * @property {string[]} names in other languages
 * @property {string} [about] its definition
 *
 * @typedef {object} Suggestion
 * @property {string} text what is written into the query
 * @property {string} label what it is called
 * @property {string} about a sentence on it
 * @property {string} prefix that the text needs, "" for none
 */

const MOST = 40;

/**
 * Find terms of the ontology by the beginning of their name, of a word of a label, or of their IRI.
 *
 * @param {Vocabulary} vocabulary
 * @param {string} typed without a prefix
 * @param {{ kind?: "class" | "property" | null, space?: string }} [within] one kind, one namespace
 * @returns {Suggestion[]}
 */
export function suggestTerms(vocabulary, typed, { kind = null, space = "" } = {}) {
  const wanted = fold(typed);
  const found = [];
  for (const term of vocabulary.terms) {
    if (kind && term.kind !== kind) continue;
    if (!term.iri.startsWith(space)) continue;
    const fit = rate(term, wanted);
    if (fit !== null) found.push({ term, fit });
  }
  found.sort((a, b) => a.fit - b.fit);
  return found.slice(0, MOST).map(({ term }) => writeTerm(vocabulary, term));
}

/**
 * How well a term fits, the smaller the better; null where it does not.
 *
 * @param {OntologyTerm} term
 * @param {string} wanted
 */
function rate({ iri, label, names }, wanted) {
  const local = fold(/[^#/]*$/.exec(iri)?.[0] ?? iri);
  if (local.startsWith(wanted)) return local === wanted ? 0 : 1;
  const folded = [label, ...names].map(fold);
  if (folded.some((name) => name.startsWith(wanted))) return 2;
  if (folded.some((name) => name.includes(` ${wanted}`))) return 3;
  return wanted.length > 2 && local.includes(wanted) ? 4 : null;
}

/**
 * @param {Vocabulary} vocabulary
 * @param {OntologyTerm} term
 * @returns {Suggestion}
 */
function writeTerm({ prefixes }, { iri, label, about }) {
  for (const [prefix, space] of Object.entries(prefixes)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && /^[A-Za-z_][\w-]*$/.test(local)) {
      return { text: `${prefix}:${local}`, label, about: about ?? "", prefix };
    }
  }
  return { text: `<${iri}>`, label, about: about ?? "", prefix: "" };
}

/**
 * @param {Vocabulary} vocabulary
 * @param {string} typed
 * @returns {Suggestion[]}
 */
export function suggestPrefixes({ prefixes }, typed) {
  return Object.entries(prefixes)
    .filter(([prefix]) => prefix.startsWith(typed))
    .map(([prefix, space]) => ({
      text: `${prefix}: <${space}>`,
      label: "",
      about: "",
      prefix: "",
    }));
}

/**
 * Find the variables of a query that begin as typed, each once, the one being typed left out.
 *
 * @param {string} query
 * @param {string} typed with its ? or $
 * @returns {Suggestion[]}
 */
export function suggestVariables(query, typed) {
  const bare = query.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#.*/g, " ");
  const names = new Set([...bare.matchAll(/[?$](\w+)/g)].map((found) => found[1]));
  return [...names]
    .sort()
    .map((name) => typed[0] + name)
    .filter((name) => name.startsWith(typed) && name !== typed)
    .map((name) => ({ text: name, label: "", about: "", prefix: "" }));
}

/**
 * Declare a prefix where the query does not: under its other prefixes, else above its first line
 * that is no comment.
 *
 * @param {string} query
 * @param {string} prefix
 * @param {string} space
 * @returns {{ line: number, text: string } | null} the line, counted from 0, before which it goes
 */
export function placePrefix(query, prefix, space) {
  const lines = query.split("\n");
  const declared = lines.map((line) => /^\s*PREFIX\s+([\w.-]*):/i.exec(line)?.[1]);
  if (declared.includes(prefix)) return null;
  const last = declared.findLastIndex((name) => name !== undefined);
  const first = lines.findIndex((line) => !/^\s*(#.*)?$/.test(line));
  const line = last >= 0 ? last + 1 : Math.max(0, first);
  return { line, text: `PREFIX ${prefix}: <${space}>\n` };
}
