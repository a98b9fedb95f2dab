import { listSubjects } from "./answer.js";
import { lookOf } from "./kinds.js";
import { findKind, readNumber, shortenIri } from "./terms.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Column} Column
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./picture.js").Plan} Plan
 * @typedef {import("./terms.js").Term} Term
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 * @typedef {{ from: string, to: string, weight: number }} Edge
 */

export const LIMITS = { things: 3000, edges: 20_000 };
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/** Between members: seen on light and on dark ground. */
const LINE = "#4A90C4";

/**
 * Say what an answer would need to be drawn as a network; "" where it can be.
 *
 * @param {Answer} answer
 */
export function lackForGraph(answer) {
  if (answer.kind === "triples") {
    return readEdges(answer).edges.length
      ? ""
      : "A network needs triples whose subject and object are both IRIs.";
  }
  const ends = findEnds(answer);
  return ends
    ? ""
    : "A network needs two columns of IRIs: what a row joins to what. For example: " +
        "SELECT ?city ?network WHERE { … }, or a CONSTRUCT query.";
}

/**
 * The two columns whose things a row joins: the first two of IRIs.
 *
 * @param {Answer} answer
 * @returns {[Column, Column] | null}
 */
function findEnds(answer) {
  const [from, to] =
    answer.kind === "rows" ? listSubjects(answer).filter(({ kind }) => kind === "iri") : [];
  return from && to ? [from, to] : null;
}

/**
 * Read an answer as edges between things, each pair once; its weight is the first number of its
 * rows, or their count.
 *
 * @param {Answer} answer
 * @returns {{ edges: Edge[], names: Map<string, string>, unit: string, alone: number }}
 */
export function readEdges(answer) {
  return answer.kind === "triples" ? readStatements(answer) : readPairs(answer);
}

/** @param {Answer} answer */
function readStatements({ rows }) {
  const names = new Map();
  const about = readReified(rows);
  /** @type {Edge[]} */
  const edges = [];
  for (const [subject, predicate, object] of rows) {
    if (!subject || !predicate || !object || about.has(subject.value)) continue;
    if (predicate.value === LABEL) {
      if (!names.has(subject.value) || !object.lang) names.set(subject.value, object.value);
    } else if (object.type === "uri" && predicate.value !== `${RDF}type`) {
      edges.push({ from: subject.value, to: object.value, weight: 1 });
    }
  }
  const stated = [...about.values()].filter(({ from, to }) => from && to);
  return { edges: merge([...edges, ...stated], stated.length > 0), names, unit: "", alone: 0 };
}

/**
 * Read the statements about triples (rdf:Statement): they are no things of their own, and their
 * rdf:value is the weight of the edge that they are about.
 *
 * @param {Answer["rows"]} rows
 */
function readReified(rows) {
  /** @type {Map<string, Edge>} */
  const about = new Map();
  for (const [subject, predicate, object] of rows) {
    if (subject && predicate?.value === `${RDF}type` && object?.value === `${RDF}Statement`) {
      about.set(subject.value, { from: "", to: "", weight: 1 });
    }
  }
  for (const [subject, predicate, object] of about.size ? rows : []) {
    const edge = about.get(subject?.value ?? "");
    if (!edge || !object) continue;
    if (predicate?.value === `${RDF}subject`) edge.from = object.value;
    else if (predicate?.value === `${RDF}object`) edge.to = object.value;
    else if (predicate?.value === `${RDF}value`) edge.weight = readNumber(object) ?? 1;
  }
  return about;
}

/** @param {Answer} answer */
function readPairs(answer) {
  const names = new Map();
  const ends = findEnds(answer);
  const weigh = answer.columns.find(
    ({ kind, name }) => kind === "number" && !/^(lat|long|lon|latitude|longitude)$/i.test(name),
  );
  /** @type {Edge[]} */
  const edges = [];
  let alone = 0;
  for (const row of ends ? answer.rows : []) {
    const [from, to] = /** @type {[Column, Column]} */ (ends).map((column) => {
      const term = row[column.index];
      const label = column.label && row[column.label.index];
      if (term && label && !names.has(term.value)) names.set(term.value, label.value);
      return term?.value;
    });
    const weight = weigh ? (readNumber(row[weigh.index]) ?? 0) : 1;
    if (from !== undefined && to !== undefined) edges.push({ from, to, weight });
    else alone += 1;
  }
  return { edges: merge(edges, weigh !== undefined), names, unit: weigh?.name ?? "rows", alone };
}

/**
 * Make one edge of those with the same ends: repeated rows count, stated weights are not added up.
 *
 * @param {Edge[]} edges
 * @param {boolean} [stated]
 */
function merge(edges, stated = false) {
  /** @type {Map<string, Edge>} */
  const found = new Map();
  for (const edge of edges) {
    const key = [edge.from, edge.to].sort().join(" ");
    const known = found.get(key);
    if (!known) found.set(key, { ...edge });
    else known.weight = stated ? Math.max(known.weight, edge.weight) : known.weight + edge.weight;
  }
  return [...found.values()];
}

/**
 * Plan the picture of an answer as a network; the marks have no places yet.
 *
 * @param {Answer} answer
 * @param {Vocabulary} vocabulary
 * @param {string} title
 * @returns {Plan}
 */
export function planGraph(answer, vocabulary, title) {
  const { edges, names, unit, alone } = readEdges(answer);
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  const find = (/** @type {string} */ iri) => {
    let mark = marks.get(iri);
    if (!mark) {
      mark = makeMark(iri, marks.size, names.get(iri), vocabulary);
      marks.set(iri, mark);
    }
    return mark;
  };
  const heavy = findHeavy(edges);
  const lines = edges.map(({ from, to, weight }) => {
    const ends = { from: find(from), to: find(to) };
    ends.from.weight += 1;
    ends.to.weight += 1;
    return { ...ends, heavy: weight >= heavy, group: colourLine(ends.from, ends.to) };
  });
  const all = [...marks.values()];
  for (const mark of all) finish(mark, all.length);
  const said =
    heavy < Infinity
      ? ` A thick line stands for ${heavy.toLocaleString("en")} ` +
        `${unit ? `${unit} ` : ""}or more.`
      : "";
  const left = alone ? ` ${alone.toLocaleString("en")} rows with only one end are left out.` : "";
  return {
    title,
    marks: all,
    lines,
    ...makeLegend(all),
    ground: null,
    note:
      `${all.length.toLocaleString("en")} things, ${lines.length.toLocaleString("en")} ` +
      `lines.${said}${left}`,
  };
}

/**
 * @param {string} iri
 * @param {number} index
 * @param {string | undefined} name
 * @param {Vocabulary} vocabulary
 * @returns {Mark}
 */
function makeMark(iri, index, name, { base, prefixes }) {
  const group = findKind(iri, base);
  const { shape, colour } = lookOf(group);
  const label = name ?? shortenIri(iri, prefixes);
  return {
    index,
    iri,
    label,
    kind: shape,
    member: colour === "",
    group,
    x: NaN,
    y: NaN,
    size: 4,
    weight: 0,
    about: "",
  };
}

/**
 * @param {Mark} mark
 * @param {number} total
 */
function finish(mark, total) {
  const few = total < 40 ? 2 : total < 120 ? 1.6 : total < 400 ? 1.2 : 1;
  mark.size = few * (2 + 1.6 * Math.sqrt(mark.weight));
  mark.about = `${mark.weight} ${mark.weight === 1 ? "line" : "lines"}`;
}

/**
 * A line has the colour of what it leads to, where that is no member, as a network has.
 *
 * @param {Mark} from
 * @param {Mark} to
 */
function colourLine(from, to) {
  return !from.member ? from.group : !to.member ? to.group : "line";
}

/**
 * The weight from which a line is thick: that of the heaviest quarter, where they differ.
 *
 * @param {Edge[]} edges
 */
function findHeavy(edges) {
  const weights = edges.map(({ weight }) => weight).sort((a, b) => a - b);
  const limit = weights[Math.floor(weights.length * 0.75)] ?? Infinity;
  return limit > weights[0] ? limit : Infinity;
}

/** @param {Mark[]} marks */
export function makeLegend(marks) {
  /** @type {Map<string, Mark[]>} */
  const groups = new Map();
  for (const mark of marks) groups.set(mark.group, [...(groups.get(mark.group) ?? []), mark]);
  const colours = new Map([["line", LINE]]);
  for (const group of groups.keys()) colours.set(group, lookOf(group).colour || LINE);
  const legend = [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([group, all]) => ({
      group,
      shape: lookOf(group).shape,
      label: all.length === 1 ? group || "other thing" : lookOf(group).many,
      count: all.length,
    }));
  return { colours, legend };
}
