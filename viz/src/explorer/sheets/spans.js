import { collate } from "../../i18n/language.js";
import { endYear } from "../../record/model.js";
import { addMonths, readMoment } from "./moments.js";

/**
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Phase} Phase
 * @typedef {import("./moments.js").Moment} Moment
 *
 * @typedef {{ phase: Phase, from: number, to: number, lane: number }} Stage a phase on its bar
 * @typedef {object} Span a cooperation on the line of years
 * @property {Node} node
 * @property {number} from
 * @property {number} to where it ends, or where the pale bar does
 * @property {boolean} open no end is recorded
 * @property {Stage[]} stages phases that have a start
 * @property {Phase[]} loose phases that have none
 *
 * @typedef {{ node: Node, from: Moment, to: number }} Happening an event on the line of years
 * @typedef {"start" | "theme" | "programme"} Order
 * @typedef {{ id: string, label: string, spans: Span[] }} Bundle
 *
 * @typedef {object} Chronicle what a timeline shows
 * @property {Span[]} spans by start
 * @property {Node[]} undated cooperations without a start
 * @property {Happening[]} happenings by date
 * @property {Node[]} yearless events whose date has no year, or that have none
 * @property {number} first year
 * @property {number} last year, to whose end the line runs
 */

/** @type {Order[]} */
export const ORDERS = ["start", "theme", "programme"];

/**
 * Put what a view leaves on the line of years.
 *
 * @param {Model} model
 * @param {View} view
 * @returns {Chronicle}
 */
export function readChronicle(model, view) {
  const shown = model.nodes.filter((node) => view.shown[node.index]);
  const joins = shown.filter((node) => node.joins);
  const events = shown.filter((node) => node.kind === "event");
  const spans = joins.flatMap((node) => readSpan(node) ?? []).sort(byStart);
  const happenings = events
    .flatMap((node) => readHappening(node) ?? [])
    .sort((a, b) => a.from.from - b.from.from || collate(a.node.label, b.node.label));
  const placed = new Set(happenings.map((one) => one.node));
  const edges = [...spans, ...happenings.map(({ from, to }) => ({ from: from.from, to }))];
  const name = (/** @type {Node} */ a, /** @type {Node} */ b) => collate(a.label, b.label);
  return {
    spans,
    happenings,
    undated: joins.filter((node) => node.start === null).sort(name),
    yearless: events.filter((node) => !placed.has(node)).sort(name),
    first: Math.min(...edges.map(({ from }) => Math.floor(from))),
    last: Math.max(...edges.map(({ to }) => Math.ceil(to) - 1)),
  };
}

/** @param {Span} a @param {Span} b */
function byStart(a, b) {
  return (
    a.from - b.from ||
    a.to - b.to ||
    Number(a.open) - Number(b.open) ||
    collate(a.node.label, b.node.label)
  );
}

/**
 * @param {Node} node
 * @returns {Span | null}
 */
function readSpan(node) {
  const { start, end, phases } = node;
  const last = endYear(node);
  if (start === null || last === null) return null;
  const stages = placeStages(phases);
  return {
    node,
    from: start,
    stages,
    open: end === null,
    to: Math.max(last + (end === null ? 0 : 1), start + 1, ...stages.map((stage) => stage.to)),
    loose: phases.filter((phase) => !readMoment(phase.start)),
  };
}

/**
 * Put phases on a bar, those that run at once in lanes of their own.
 *
 * @param {Phase[]} phases
 */
function placeStages(phases) {
  /** @type {Stage[]} */
  const stages = [];
  for (const phase of phases) {
    const from = readMoment(phase.start);
    if (!from) continue;
    const to = phase.months === null ? from.to : addMonths(phase.start, phase.months);
    const meets = stages.filter((one) => one.from < to && from.from < one.to);
    let lane = 0;
    while (meets.some((one) => one.lane === lane)) lane += 1;
    stages.push({ phase, from: from.from, to, lane });
  }
  return stages;
}

/**
 * @param {Node} node
 * @returns {Happening | null}
 */
function readHappening(node) {
  const from = readMoment(node.from);
  return from && { node, from, to: Math.max(from.to, readMoment(node.until)?.to ?? 0) };
}

/**
 * Part spans by theme or programme, in the order in which the page lists these; by start there is
 * one bundle without a name.
 *
 * @param {Model} model
 * @param {Span[]} spans
 * @param {Order} order
 * @returns {Bundle[]}
 */
export function bundleSpans(model, spans, order) {
  if (order === "start") return [{ id: "", label: "", spans }];
  const kinds =
    order === "theme"
      ? model.groups.map(({ id, label }) => ({ id, label }))
      : model.programmes.map((name) => ({ id: name, label: name }));
  const read = (/** @type {Node} */ node) => (order === "theme" ? node.group : node.programme);
  return kinds
    .map((kind) => ({ ...kind, spans: spans.filter(({ node }) => read(node) === kind.id) }))
    .filter((bundle) => bundle.spans.length);
}

/**
 * The years that an axis names, so far apart that they can be read.
 *
 * @param {number} first
 * @param {number} last
 * @param {number} most so many at most
 */
export function listYears(first, last, most) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => (last - first + 1) / one <= most) ?? 200;
  const years = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.push(year);
  return years;
}
