import { projectPlace } from "../shared/laea.js";
import { WINDOW } from "../shared/window.js";
import { listSubjects } from "./answer.js";
import { makeLegend } from "./graph.js";
import { lookOf } from "./kinds.js";
import { bound } from "./picture.js";
import { findKind, readNumber, showTerm } from "./terms.js";

/**
 * @typedef {{ land: string, borders: string }} Outline of Europe, as paths of SVG
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Column} Column
 * @typedef {import("./answer.js").Row} Row
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./picture.js").Plan} Plan
 * @typedef {import("./terms.js").Term} Term
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 */

export const MOST_PLACES = 20_000;
const NAMED = 5;
const POINT = /^\s*POINT\s*\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)\s*\)\s*$/i;
const [NORTHS, EASTS] = [/^lat(itude)?$/i, /^lon(g|gitude)?$/i];

/**
 * Say what an answer would need to be drawn as a map; "" where it can be.
 *
 * @param {Answer} answer
 */
export function lackForMap(answer) {
  return findPoint(answer)
    ? ""
    : "A map needs coordinates: the columns ?lat and ?long, or one " +
        "with points such as POINT(24.1 56.9). For example: SELECT ?city ?cityName ?lat ?long WHERE " +
        "{ ?city rdfs:label ?cityName ; wgs84:lat ?lat ; wgs84:long ?long }";
}

/**
 * How the coordinates of a row are read.
 *
 * @param {Answer} answer
 * @returns {{ used: Column[], read: (row: Row) => [number, number] | null } | null}
 */
function findPoint({ columns, rows }) {
  const [north, east] = [NORTHS, EASTS].map((name) =>
    columns.find((column) => column.kind === "number" && name.test(column.name)),
  );
  if (north && east) {
    return {
      used: [north, east],
      read: (row) => {
        const [y, x] = [readNumber(row[north.index]), readNumber(row[east.index])];
        return x !== null && y !== null ? check(x, y) : null;
      },
    };
  }
  const point = columns.find(({ index }) =>
    rows.some((row) => row[index] && POINT.test(row[index].value)),
  );
  return point
    ? {
        used: [point],
        read: (row) => {
          const found = POINT.exec(row[point.index]?.value ?? "");
          return found && check(Number(found[1]), Number(found[2]));
        },
      }
    : null;
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {[number, number] | null}
 */
function check(x, y) {
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null;
}

/**
 * Plan the picture of an answer as a map: a mark for each place, its area by the first number.
 *
 * @param {Answer} answer
 * @param {Vocabulary} vocabulary
 * @param {string} title
 * @param {Outline} outline
 * @returns {Plan}
 */
export function planMap(answer, vocabulary, title, outline) {
  const point = findPoint(answer);
  const used = point?.used ?? [];
  const named = findName(answer);
  const value = listSubjects(answer).find((one) => one.kind === "number" && !used.includes(one));
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  const lost = /** @type {Set<string>} */ (new Set());
  const far = /** @type {Set<string>} */ (new Set());
  for (const row of answer.rows) {
    const { iri, label } = nameRow(row, named, vocabulary);
    const at = point?.read(row) ?? null;
    const [x, y] = at ? toWindow(at) : [NaN, NaN];
    if (!at) lost.add(label);
    else if (!isInside(x, y)) far.add(label);
    else
      addMark(
        marks,
        { iri, label, x, y, amount: value ? readNumber(row[value.index]) : null },
        vocabulary,
      );
  }
  const all = [...marks.values()];
  finishMarks(all, value?.name ?? "");
  return {
    title,
    marks: all,
    lines: [],
    ...makeLegend(all),
    note: sayMap(all.length, value?.name ?? "", lost, far),
    ground: { ...outline, frame: frameOf(all) },
  };
}

/** @param {[number, number]} at */
function toWindow(at) {
  const [east, north] = projectPlace(...at);
  return [east / 1000 - WINDOW.west, WINDOW.north - north / 1000];
}

/**
 * @param {number} x
 * @param {number} y
 */
const isInside = (x, y) => x >= 0 && y >= 0 && x <= WINDOW.width && y <= WINDOW.height;

/**
 * The columns that say what a place is: its IRI, its name.
 *
 * @param {Answer} answer
 */
function findName({ columns }) {
  const iri = columns.find(({ kind }) => kind === "iri") ?? null;
  const text = iri?.label ?? columns.find(({ kind }) => kind === "text") ?? null;
  return { iri, text };
}

/**
 * @param {Row} row
 * @param {{ iri: Column | null, text: Column | null }} named
 * @param {Vocabulary} vocabulary
 */
function nameRow(row, { iri, text }, { prefixes }) {
  const [thing, name] = [iri && row[iri.index], text && row[text.index]];
  return { iri: thing?.value ?? "", label: name?.value || showTerm(thing, prefixes) || "a place" };
}

/**
 * @param {Map<string, Mark>} marks
 * @param {{ iri: string, label: string, x: number, y: number, amount: number | null }} place
 * @param {Vocabulary} vocabulary
 */
function addMark(marks, { iri, label, x, y, amount }, { base }) {
  const key = `${iri || label} ${x} ${y}`;
  const known = marks.get(key);
  if (known) {
    known.weight = amount === null ? known.weight + 1 : Math.max(known.weight, amount);
    return;
  }
  const group = findKind(iri, base) || "city";
  const { shape, colour } = lookOf(group);
  marks.set(key, {
    index: marks.size,
    iri,
    label,
    kind: shape,
    member: colour === "",
    group,
    x,
    y,
    size: 4,
    weight: amount ?? 1,
    about: "",
  });
}

/**
 * Give each mark an area in proportion to what it stands for.
 *
 * @param {Mark[]} marks
 * @param {string} name of the number
 */
function finishMarks(marks, name) {
  const most = Math.max(...marks.map(({ weight }) => weight), 1);
  const largest = most > 1 ? 15 : 5;
  for (const mark of marks) {
    mark.size = Math.max(3, largest * Math.sqrt(Math.max(0, mark.weight) / most));
    const amount = mark.weight.toLocaleString("en");
    mark.about = name ? `${name}: ${amount}` : mark.weight > 1 ? `${amount} rows` : "";
  }
}

/**
 * Where to look at first: at all places, and never closer than at a country of middling size.
 *
 * @param {Mark[]} marks
 * @returns {[number, number, number, number]}
 */
function frameOf(marks) {
  if (!marks.length) return [0, 0, WINDOW.width, WINDOW.height];
  const [left, top, right, bottom] = bound(marks);
  const wide = Math.max(120, (700 - (right - left)) / 2, (right - left) * 0.06);
  const high = Math.max(120, (600 - (bottom - top)) / 2, (bottom - top) * 0.06);
  return [left - wide, top - high, right + wide, bottom + high];
}

/**
 * @param {number} count
 * @param {string} name
 * @param {Set<string>} lost
 * @param {Set<string>} far
 */
function sayMap(count, name, lost, far) {
  const size = name ? ` Their area stands for ${name}.` : "";
  const places = `${count.toLocaleString("en")} ${count === 1 ? "place" : "places"}.`;
  return (
    places +
    size +
    sayLeft(lost, "have no coordinates", "has no coordinates") +
    sayLeft(far, "lie outside the map", "lies outside the map")
  );
}

/**
 * @param {Set<string>} labels
 * @param {string} many
 * @param {string} one
 */
function sayLeft(labels, many, one) {
  if (!labels.size) return "";
  const shown = [...labels].slice(0, NAMED).join(", ");
  const more = labels.size > NAMED ? ` and ${(labels.size - NAMED).toLocaleString("en")} more` : "";
  return ` Not drawn: ${shown}${more}, which ${labels.size === 1 ? one : many}.`;
}
