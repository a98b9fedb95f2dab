import { listSubjects } from "./answer.js";
import { readMoment, readNumber, showTerm } from "./terms.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Column} Column
 * @typedef {import("./answer.js").Row} Row
 * @typedef {{ along: Column, amount: Column, apart: Column | null }} Choice
 * @typedef {{ label: string, at: number | null, value: number }} Point
 * @typedef {{ name: string, points: Point[], total: number }} Series
 * @typedef {object} ChartData
 * @property {"bars" | "lines"} kind
 * @property {Series[]} series
 * @property {string} note
 */

export const MOST_BARS = 60;
export const MOST_SERIES = 8;

/** @param {Column} column */
const isTime = ({ kind }) => kind === "year" || kind === "date";

/**
 * The columns that a chart can run along, show the amount of, and be taken apart by.
 *
 * @param {Answer} answer
 */
export function listChoices(answer) {
  const columns = listSubjects(answer).filter(({ kind }) => kind !== "empty");
  return {
    along: columns.filter(({ kind }) => kind !== "number"),
    amount: columns.filter(
      ({ kind, name }) => kind === "number" && !/^(lat|long|lon|latitude|longitude)$/i.test(name),
    ),
    apart: columns.filter(({ kind }) => kind === "text" || kind === "iri"),
  };
}

/**
 * What a chart shows at first: the first number along the years, where there are any, else along
 * the first names.
 *
 * @param {Answer} answer
 * @returns {Choice | null}
 */
export function chooseColumns(answer) {
  const { along, amount, apart } = listChoices(answer);
  const years = along.filter(isTime);
  const names = along.filter((column) => !isTime(column));
  // A year that only describes each row, such as a start, is no axis: its values would be summed.
  const first =
    years.length && names.length <= 1 && hasTimes(answer, years[0])
      ? years[0]
      : (names[0] ?? years[0]);
  if (!first || !amount.length) return null;
  const other = isTime(first) ? (apart.find((column) => column !== first) ?? null) : null;
  return { along: first, amount: amount[0], apart: other };
}

/**
 * @param {Answer} answer
 * @param {Column} column
 */
function hasTimes({ rows }, { index }) {
  return new Set(rows.map((row) => row[index]?.value)).size > 2;
}

/**
 * Say what an answer would need to be drawn as a chart; "" where it can be.
 *
 * @param {Answer} answer
 */
export function lackForChart(answer) {
  return chooseColumns(answer)
    ? ""
    : "A chart needs a column of names, years or dates and one of " +
        "numbers. For example: SELECT ?year (COUNT(?network) AS ?networks) WHERE { … } GROUP BY ?year";
}

/**
 * Gather what a chart draws; amounts of the same place on the axis are added up.
 *
 * @param {Answer} answer
 * @param {Choice} choice
 * @param {Record<string, string>} prefixes
 * @returns {ChartData}
 */
export function gatherSeries(answer, choice, prefixes) {
  const lines = isTime(choice.along);
  /** @type {Map<string, Map<string, Point>>} */
  const groups = new Map();
  let blank = 0;
  let added = 0;
  for (const row of answer.rows) {
    const value = readNumber(row[choice.amount.index]);
    const at = readPlace(row, choice.along);
    if (value === null || (lines && at === null)) {
      blank += 1;
      continue;
    }
    const name = choice.apart ? nameOf(row, choice.apart, prefixes) : "";
    const group = groups.get(name) ?? new Map();
    groups.set(name, group);
    const label = lines
      ? (row[choice.along.index]?.value ?? "")
      : nameOf(row, choice.along, prefixes);
    const key = lines ? label : (row[choice.along.index]?.value ?? "");
    const known = group.get(key);
    if (known) {
      known.value += value;
      added += 1;
    } else group.set(key, { label, at, value });
  }
  const all = [...groups].map(([name, points]) => makeSeries(name, [...points.values()], lines));
  return lines ? limitLines(all, blank, added) : limitBars(all, blank, added);
}

/**
 * @param {Row} row
 * @param {Column} column
 */
function readPlace(row, column) {
  return readMoment(row[column.index]) ?? readNumber(row[column.index]);
}

/**
 * @param {Row} row
 * @param {Column} column
 * @param {Record<string, string>} prefixes
 */
function nameOf(row, column, prefixes) {
  return (
    (column.label && row[column.label.index]?.value) ||
    showTerm(row[column.index], prefixes) ||
    "none"
  );
}

/**
 * @param {string} name
 * @param {Point[]} points
 * @param {boolean} sorted
 */
function makeSeries(name, points, sorted) {
  if (sorted) points.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return { name, points, total: points.reduce((sum, { value }) => sum + Math.abs(value), 0) };
}

/**
 * @param {Series[]} all
 * @param {number} blank
 * @param {number} added
 * @returns {ChartData}
 */
function limitLines(all, blank, added) {
  all.sort((a, b) => b.total - a.total);
  const left = all.slice(MOST_SERIES).length;
  const note = left ? ` The ${MOST_SERIES} largest of ${all.length} are drawn.` : "";
  return { kind: "lines", series: all.slice(0, MOST_SERIES), note: note + sayLeft(blank, added) };
}

/**
 * @param {Series[]} all
 * @param {number} blank
 * @param {number} added
 * @returns {ChartData}
 */
function limitBars(all, blank, added) {
  const points = all[0]?.points ?? [];
  const note =
    points.length > MOST_BARS
      ? ` The first ${MOST_BARS} of ${points.length.toLocaleString("en")} are drawn, in the order ` +
        "of the answer."
      : "";
  const series = [{ name: "", points: points.slice(0, MOST_BARS), total: 0 }];
  return { kind: "bars", series, note: note + sayLeft(blank, added) };
}

/**
 * @param {number} blank
 * @param {number} added
 */
function sayLeft(blank, added) {
  return (
    (added ? " Amounts with the same place on the axis are added up." : "") +
    (blank ? ` ${blank.toLocaleString("en")} rows without a value are left out.` : "")
  );
}

/**
 * Round steps for an axis from 0, or below it, to the largest amount: 0, 5, 10, 15.
 *
 * @param {number} least
 * @param {number} most
 * @param {number} wanted number of steps
 */
export function findSteps(least, most, wanted) {
  const [from, to] = [Math.min(0, least), Math.max(0, most)];
  const raw = (to - from || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10) * power;
  const steps = [];
  for (let at = Math.floor(from / step); at * step < to + step; at += 1) steps.push(at * step);
  return steps;
}
