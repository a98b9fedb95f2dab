import { endYear } from "./model.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {"group" | "programme" | "country"} Facet
 * @typedef {"any" | "lead" | "partner"} Role
 * @typedef {object} Filter
 * @property {Set<string>} group
 * @property {Set<string>} programme
 * @property {Set<string>} country
 * @property {Role} role
 * @property {number} from
 * @property {number} to
 *
 * @typedef {object} View what the filter leaves
 * @property {number[]} degree of each node by index: how many others it is tied to; 0 is hidden
 * @property {Set<Tie>} ties
 * @property {number} undated cooperations that only the period leaves out, having no start
 */

/** @type {Facet[]} */
export const FACETS = ["group", "programme", "country"];

/**
 * Every value that a facet can take in this picture.
 *
 * @param {Model} model
 * @param {Facet} facet
 * @returns {string[]}
 */
export function listValues(model, facet) {
  if (facet === "group") return model.groups.map((group) => group.id);
  if (facet === "programme") return model.programmes;
  const used = new Set(model.nodes.filter((node) => node.member).map((node) => node.country));
  return [...used].sort((a, b) => nameCountry(model, a).localeCompare(nameCountry(model, b), "en"));
}

/**
 * @param {Model} model
 * @param {string} code
 */
export function nameCountry(model, code) {
  return model.countries.get(code) ?? (code || "No country");
}

/**
 * The filter that lets everything pass.
 *
 * @param {Model} model
 * @returns {Filter}
 */
export function openFilter(model) {
  return {
    group: new Set(listValues(model, "group")),
    programme: new Set(listValues(model, "programme")),
    country: new Set(listValues(model, "country")),
    role: "any",
    from: model.years[0],
    to: model.years[1],
  };
}

/**
 * Whether a cooperation ran at any time of the period. One without a start passes only the whole.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {Node} node
 */
export function overlaps(model, filter, node) {
  if (filter.from <= model.years[0] && filter.to >= model.years[1]) return true;
  const end = endYear(node);
  return node.start !== null && end !== null && node.start <= filter.to && end >= filter.from;
}

/**
 * @param {Filter} filter
 * @param {Tie} tie
 */
function keepsTie(filter, tie) {
  const lead = tie.role === "lead";
  return filter.country.has(tie.member.country) &&
    (filter.role === "any" || lead === (filter.role === "lead"));
}

/**
 * Apply a filter: which ties remain, and how many others each node is still tied to.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @returns {View}
 */
export function applyFilter(model, filter) {
  /** @type {Set<Tie>} */
  const ties = new Set();
  /** @type {Set<Node>} */
  const undated = new Set();
  const others = model.nodes.map(() => /** @type {Set<Node>} */ (new Set()));
  for (const tie of model.ties) {
    const { member, cooperation } = tie;
    if (!keepsCooperation(filter, cooperation) || !keepsTie(filter, tie)) continue;
    if (!overlaps(model, filter, cooperation)) {
      if (cooperation.start === null) undated.add(cooperation);
      continue;
    }
    ties.add(tie);
    others[member.index].add(cooperation);
    others[cooperation.index].add(member);
  }
  return { degree: others.map((set) => set.size), ties, undated: undated.size };
}

/**
 * @param {Filter} filter
 * @param {Node} node
 */
function keepsCooperation(filter, { group, programme }) {
  return filter.group.has(group) && filter.programme.has(programme);
}

/**
 * Say in words what a filter keeps, "" where it keeps everything.
 *
 * @param {Model} model
 * @param {Filter} filter
 */
export function sayFilter(model, filter) {
  const open = openFilter(model);
  const themes = model.groups.filter((group) => filter.group.has(group.id));
  const lists = {
    group: themes.map((group) => group.label),
    programme: [...filter.programme].map((name) => name || "No programme"),
    country: [...filter.country].map((code) => nameCountry(model, code)),
  };
  const names = { group: "theme", programme: "programme", country: "country" };
  const said = FACETS.filter((facet) => filter[facet].size < open[facet].size).map(
    (facet) => `${names[facet]}: ${lists[facet].join(", ") || "none"}`,
  );
  if (filter.role !== "any") said.push(`role: ${filter.role}`);
  if (filter.from !== open.from || filter.to !== open.to) {
    said.push(`active between ${filter.from} and ${filter.to}`);
  }
  return said.join("; ");
}
