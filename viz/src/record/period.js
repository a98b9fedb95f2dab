import { endYear } from "./model.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {{ from: number, to: number }} Years both inclusive
 */

/**
 * Whether a period is the whole of the record.
 *
 * @param {Model} model
 * @param {Years} period
 */
export function coversAll({ years }, { from, to }) {
  return from <= years[0] && to >= years[1];
}

/**
 * Whether what has a start and perhaps an end touches a period; without a start only the whole.
 *
 * @param {Model} model
 * @param {Years} period
 * @param {{ start: number | null, end: number | null }} dated
 */
export function overlaps(model, period, dated) {
  if (coversAll(model, period)) return true;
  const end = endYear(dated);
  return dated.start !== null && end !== null && dated.start <= period.to && end >= period.from;
}

/**
 * The years of a membership: its own or its phase's, as the record gives them, else those of its
 * cooperation.
 *
 * @param {Tie} tie
 */
export function datesOf({ start, end, cooperation }) {
  const own = start !== null || end !== null;
  return { start: start ?? cooperation.start, end: own ? end : cooperation.end };
}

/**
 * Whether a membership overlaps a period.
 *
 * @param {Model} model
 * @param {Years} period
 * @param {Tie} tie
 */
export function overlapsTie(model, period, tie) {
  return overlaps(model, period, datesOf(tie));
}
