import { count, joinNames, say } from "../i18n/language.js";
import { ASSUMED_YEARS, otherEnd, span } from "./model.js";
import { openSelection } from "./selection.js";
import { listTies } from "./ties.js";

/**
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./view.js").View} View
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Kind} Kind
 */

/** The kinds that ties join. */
const DRAWN = /** @type {const} */ (["city", "organisation", "network", "project"]);

/**
 * @template {Kind} Counted
 * @param {Node[]} nodes
 * @param {readonly Counted[]} kinds
 * @param {(kind: Counted, number: number) => string} tell
 */
function countKinds(nodes, kinds, tell) {
  return kinds.flatMap((kind) => {
    const number = nodes.filter((node) => node.kind === kind).length;
    return number ? [tell(kind, number)] : [];
  });
}

/**
 * Say in one sentence what is in the whole picture, with the years that sources state.
 *
 * @param {Model} model
 */
export function sayRecord({ nodes }) {
  const members = countKinds(nodes, ["city", "organisation"], (kind, number) =>
    count(number, `of.${kind}`),
  );
  const cooperations = countKinds(nodes, ["network", "project"], (kind, number) =>
    count(number, `record.${kind}`),
  );
  const countries = new Set(nodes.flatMap((node) => (node.member && node.country) || []));
  const others = countKinds(nodes, ["practice", "event"], (kind, number) =>
    count(number, `of.${kind}`),
  );
  return say(others.length ? "record.more" : "record", {
    others: joinNames(others),
    members: joinNames(members),
    countries: count(countries.size, "record.countries"),
    cooperations: joinNames(cooperations),
    when: sayYears(nodes),
    hint: say("record.hint"),
  });
}

/** @param {Node[]} nodes */
function sayYears(nodes) {
  const years = nodes.flatMap((node) =>
    node.joins ? [node.start ?? [], node.end ?? []].flat() : [],
  );
  if (!years.length) return "";
  const [first, last] = span(years);
  return first === last
    ? say("record.in", { year: first })
    : say("record.between", { first, last });
}

/**
 * Say how many others a view ties a node to.
 *
 * @param {View} view
 * @param {Node} node
 */
export function sayTies(view, node) {
  const others = new Set(listTies(view, node).map((tie) => otherEnd(tie, node)));
  return count(others.size, node.member ? "of.network" : "of.member");
}

/**
 * Say what the filters leave, what the shapes mean and what a period leaves out.
 *
 * @param {Model} model
 * @param {Selection} filter
 * @param {View} view
 */
export function sayView(model, filter, view) {
  const shown = model.nodes.filter((node) => view.degree[node.index] > 0);
  const limits = sayLimits(model, filter, view);
  if (!shown.length) return [say("shown.none"), limits].filter(Boolean).join(" ");
  const kinds = countKinds(shown, DRAWN, (kind, number) => count(number, `drawn.${kind}`));
  const figures = `${[...kinds, count(view.ties.size, "of.membership")].join(", ")}.`;
  return [isAll(model, view) && say("shown.all"), figures, say("shown.lead"), limits]
    .filter(Boolean)
    .join(" ");
}

/**
 * Say what is left out or hidden, and what a period assumes; "" where all is shown.
 *
 * @param {Model} model
 * @param {Selection} filter
 * @param {View} view
 */
export function sayLimits(model, filter, view) {
  const undated = view.undated + model.leftOut;
  return [
    view.left && view.ties.size && count(view.left, "shown.left"),
    undated && count(undated, "shown.undated"),
    view.outside && count(view.outside, "shown.outside"),
    view.hidden && count(view.hidden, "shown.hidden"),
    isAssumed(model, filter, view) && count(ASSUMED_YEARS, "shown.assumed"),
  ]
    .filter(Boolean)
    .join(" ");
}

/**
 * Whether a view leaves every tie and nothing in the record has none.
 *
 * @param {Model} model
 * @param {View} view
 */
function isAll({ nodes, ties }, view) {
  return (
    view.ties.size === ties.length &&
    nodes.every((node) => view.degree[node.index] || !(node.member || node.joins))
  );
}

/**
 * Whether it matters for how long cooperations without a recorded end are taken to have run.
 *
 * @param {Model} model
 * @param {Selection} filter
 * @param {View} view
 */
function isAssumed(model, filter, view) {
  const open = openSelection(model);
  const period =
    filter.from !== open.from || filter.to !== open.to || /--(from|to) /.test(model.query);
  return (
    period &&
    model.nodes.some(
      (node) =>
        view.degree[node.index] > 0 && node.joins && node.start !== null && node.end === null,
    )
  );
}
