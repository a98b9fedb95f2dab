import { say, sayCountry, sayTerm } from "../i18n/language.js";
import { JOINING } from "./model.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 *
 * @typedef {"network" | "group" | "theme" | "programme" | "type" | "kind"} OwnFacet of a cooperation
 *   itself
 * @typedef {"country" | "region" | "size" | "city" | "organisation"} MemberFacet of those who take
 *   part
 * @typedef {OwnFacet | MemberFacet | "role"} Facet by which cooperations are chosen
 * @typedef {MemberFacet | "role" | "kind"} ShownFacet by which members are shown
 */

/** What each facet reads of a cooperation. @type {Record<OwnFacet, (node: Node) => Iterable<string>>} */
const OWN = {
  network: ({ key }) => [key],
  group: ({ group }) => [group],
  theme: ({ topics }) => topics,
  programme: ({ programme }) => [programme],
  type: ({ type }) => [type],
  kind: ({ kind }) => [kind],
};

/** What each facet reads of a membership. @type {Record<ShownFacet, (tie: Tie) => string[]>} */
const OF_MEMBER = {
  country: ({ member }) => [member.country],
  region: ({ member }) => [member.region],
  size: ({ member }) => [member.size],
  city: ({ member }) => (member.kind === "city" ? [member.key] : []),
  // A body that acts for a city is asked for as itself.
  organisation: ({ member, body }) => [
    ...(member.kind === "organisation" ? [member.key] : []),
    ...(body ? [body] : []),
  ],
  role: ({ role }) => [role],
  kind: ({ member }) => [member.kind],
};

/** The facets that the panel lists with all their values. */
export const LISTED = /** @type {const} */ (["group", "programme", "type", "country"]);
export const OWN_FACETS = /** @type {OwnFacet[]} */ (Object.keys(OWN));
/** @type {MemberFacet[]} */
export const MEMBER_FACETS = ["country", "region", "size", "city", "organisation"];
export const SHOWN_FACETS = /** @type {ShownFacet[]} */ (Object.keys(OF_MEMBER));
/** Facets whose values are keys of things, which go by the last part of these too. */
export const KEYED = /** @type {(Facet | ShownFacet)[]} */ (["network", "city", "organisation"]);

/** The last part of the key of a thing: riga. @param {string} key */
export function nameEnd(key) {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** @param {OwnFacet} facet @param {Node} node */
export function readOwn(facet, node) {
  return [...OWN[facet](node)];
}

/** @param {ShownFacet} facet @param {Tie} tie */
export function readOfMember(facet, tie) {
  return OF_MEMBER[facet](tie);
}

/** Whether a facet is one of cooperations. @param {Facet} facet @returns {facet is OwnFacet} */
export function isOwn(facet) {
  return facet in OWN;
}

/**
 * Every value that a facet can take in this record, in the order in which it is listed.
 *
 * @param {Model} model
 * @param {Facet} facet
 * @returns {string[]}
 */
export function listValues(model, facet) {
  if (facet === "group") return model.groups.map((group) => group.id);
  if (facet === "programme") return model.programmes;
  if (facet === "type") return model.types;
  if (facet === "theme") return [...model.themes.keys()];
  if (facet === "kind") return JOINING;
  if (!isOwn(facet)) return listOfMembers(model, facet);
  const joining = model.nodes.filter(({ joins }) => joins);
  return [...new Set(joining.flatMap((node) => readOwn(facet, node)))].filter(Boolean).sort();
}

/**
 * Every value of a facet that some member has.
 *
 * @param {Model} model
 * @param {ShownFacet} facet
 */
export function listOfMembers(model, facet) {
  if (facet === "country") return listCountries(model);
  const found = model.ties.flatMap((tie) => readOfMember(facet, tie));
  return [...new Set(found)].filter(Boolean).sort();
}

/** @param {Model} model */
function listCountries(model) {
  const used = new Set(model.nodes.filter((node) => node.member).map((node) => node.country));
  const label = (/** @type {string} */ code) => model.countries.get(code) ?? (code || "\uffff");
  return [...used].sort((a, b) => label(a).localeCompare(label(b), "en"));
}

/**
 * @param {Model} model
 * @param {string} code
 */
export function nameCountry(model, code) {
  return code ? sayCountry(code, model.countries.get(code) ?? code) : say("no.country");
}

/**
 * A value in words.
 *
 * @param {Model} model
 * @param {Facet | ShownFacet} facet
 * @param {string} value
 */
export function nameValue(model, facet, value) {
  switch (facet) {
    case "country":
      return nameCountry(model, value);
    case "programme":
      return value || say("no.programme");
    case "type":
      return value ? sayTerm(value) : say("no.type");
    case "group":
      return sayTerm(model.groups.find(({ id }) => id === value)?.label ?? value);
    case "theme":
      return sayTerm(model.themes.get(value)?.label ?? value);
    case "role":
      return nameRole(value);
    case "kind":
      return say(`kind.${/** @type {Node["kind"]} */ (value)}`);
    case "city":
    case "network":
    case "organisation":
      return model.nodes.find((node) => node.key === value)?.label ?? value;
    default:
      return sayTerm(value);
  }
}

/** The role of a membership in words. @param {string} role */
export function nameRole(role) {
  return role === "lead" || role === "partner" || role === "implementer"
    ? say(`tie.${role}`)
    : sayTerm(role);
}
