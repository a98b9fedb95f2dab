import { openFilter } from "./filter.js";
import { ASSUMED_YEARS } from "./model.js";

/**
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./filter.js").View} View
 * @typedef {import("./model.js").Kind} Kind
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 */

/** @type {[Kind, string, string, string][]} */
const KINDS = [
  ["city", "city", "cities", "circle"],
  ["organisation", "organisation", "organisations", "diamond"],
  ["network", "network", "networks", "square"],
  ["project", "project", "projects", "triangle"],
];

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function countOf(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * @param {Node[]} nodes
 * @param {Kind[]} kinds
 * @param {boolean} shapes
 */
function countKinds(nodes, kinds, shapes) {
  return KINDS.filter(([kind]) => kinds.includes(kind)).flatMap(([kind, one, many, shape]) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    if (!count) return [];
    return shapes
      ? [countOf(count, `${one} (${shape})`, `${many} (${shape}s)`)]
      : [countOf(count, one, many)];
  });
}

/**
 * Say in one sentence what is in the whole picture, with the years that sources state.
 *
 * @param {Model} model
 */
export function sayWhole({ nodes }) {
  const members = countKinds(nodes, ["city", "organisation"], false).join(" and ");
  const cooperations = countKinds(nodes, ["network", "project"], false).join(" and ");
  const countries = new Set(nodes.flatMap((node) => node.country || []));
  const years = nodes.flatMap((node) => [node.start ?? [], node.end ?? []].flat());
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const when = !years.length ? "" :
    first === last ? ` from ${first}` : ` between ${first} and ${last}`;
  return `${members} of ${countOf(countries.size, "country", "countries")} in ` +
    `${cooperations}${when}. Choose one to see its ties and their sources.`;
}

/**
 * Say what the filters leave, what the shapes mean and what a period leaves out.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {View} view
 */
export function sayView(model, filter, view) {
  const shown = model.nodes.filter((node) => view.degree[node.index] > 0);
  const undated = view.undated + model.leftOut;
  const left = undated ? ` ${undated.toLocaleString("en")} without a recorded start ` +
    `${undated === 1 ? "is" : "are"} left out.` : "";
  const open = openFilter(model);
  const period = filter.from !== open.from || filter.to !== open.to ||
    /--(from|to) /.test(model.query);
  const endless = shown.some((node) => !node.member && node.start !== null && node.end === null);
  const assumed = period && endless ? " Without a recorded end, a network counts for " +
    `${ASSUMED_YEARS} years after its start.` : "";
  if (!shown.length) return `Nothing passes the filters.${left}`;
  const all = view.ties.size === model.ties.length ? "All " : "";
  const kinds = countKinds(shown, ["city", "organisation", "network", "project"], true);
  return `${all}${kinds.join(", ")}, ${countOf(view.ties.size, "membership")}. ` +
    `A thick line joins a lead.${left}${assumed}`;
}
