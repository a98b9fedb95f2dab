/**
 * @typedef {import("../../src/query/terms.js").Term} Term
 * @typedef {import("../../src/query/vocabulary.js").Vocabulary} Vocabulary
 */

export const ID = "https://w3id.org/hanse/id/";
export const XSD = "http://www.w3.org/2001/XMLSchema#";

/** @type {Vocabulary} */
export const VOCABULARY = {
  base: "https://w3id.org/hanse/",
  prefixes: { hanse: "https://w3id.org/hanse/ontology#", id: ID, org: "http://www.w3.org/ns/org#" },
  terms: [
    {
      iri: "https://w3id.org/hanse/ontology#City",
      kind: "class",
      label: "City",
      names: ["Pilsēta"],
      about: "A city, town or municipality.",
    },
    {
      iri: "https://w3id.org/hanse/ontology#leadPartner",
      kind: "property",
      label: "lead partner",
      names: [],
    },
    { iri: "http://www.w3.org/ns/org#member", kind: "property", label: "", names: [] },
  ],
};

/**
 * @param {string} id
 * @returns {Term}
 */
export const iri = (id) => ({ type: "uri", value: ID + id });

/**
 * @param {string} value
 * @returns {Term}
 */
export const text = (value) => ({ type: "literal", value });

/**
 * @param {string} value
 * @param {string} [type]
 * @returns {Term}
 */
export const number = (value, type = "integer") => ({
  type: "literal",
  value,
  datatype: XSD + type,
});

/**
 * Write rows as a server sends them.
 *
 * @param {string[]} vars
 * @param {...(Term | null)[]} rows
 */
export function sendRows(vars, ...rows) {
  const bindings = rows.map((row) =>
    Object.fromEntries(row.flatMap((term, place) => (term ? [[vars[place], term]] : []))),
  );
  return JSON.stringify({ head: { vars }, results: { bindings } });
}
