import { readMoment, readNumber } from "./terms.js";
import { readTriples } from "./triples.js";

/**
 * @typedef {import("./terms.js").Term} Term
 * @typedef {(Term | null)[]} Row
 * @typedef {"iri" | "number" | "year" | "date" | "text" | "mixed" | "empty"} ColumnKind
 * @typedef {object} Column
 * @property {string} name of the variable
 * @property {number} index
 * @property {ColumnKind} kind what all its values are
 * @property {Column | null} label the column that names the things of this one
 * @property {boolean} names whether it names the things of another column
 *
 * @typedef {object} Answer
 * @property {"rows" | "triples" | "boolean"} kind
 * @property {Column[]} columns
 * @property {Row[]} rows
 * @property {boolean | null} truth what an ASK says
 */

/**
 * Read what the server sent, whole or not at all.
 *
 * @param {string} type media type
 * @param {string} text
 * @returns {Answer}
 * @throws {Error} saying in which way it is no complete answer
 */
export function readAnswer(type, text) {
  const kind = type.split(";")[0].trim().toLowerCase();
  if (kind === "application/n-triples") {
    return describe("triples", ["subject", "predicate", "object"], readTriples(text));
  }
  if (!kind.endsWith("json")) throw new Error(`it is ${kind || "of no known type"}`);
  return readResults(JSON.parse(text));
}

/** @param {any} sent SPARQL 1.1 Query Results JSON */
function readResults(sent) {
  if (typeof sent?.boolean === "boolean") {
    return { kind: /** @type {const} */ ("boolean"), columns: [], rows: [], truth: sent.boolean };
  }
  const names = sent?.head?.vars;
  const rows = sent?.results?.bindings;
  if (!Array.isArray(names) || !Array.isArray(rows)) throw new Error("it holds no results");
  return describe(
    "rows",
    names,
    rows.map((row) => names.map((name) => (Object.hasOwn(row, name) ? readTerm(row[name]) : null))),
  );
}

/**
 * @param {any} sent
 * @returns {Term | null}
 */
function readTerm(sent) {
  if (!sent) return null;
  if (sent.type === "triple") {
    const parts = ["subject", "predicate", "object"].map((name) => readTerm(sent.value[name]));
    return { type: "triple", value: `<< ${parts.map((term) => term?.value).join(" ")} >>` };
  }
  const term = /** @type {Term} */ ({ type: "literal", value: String(sent.value) });
  if (sent.type === "uri" || sent.type === "bnode") term.type = sent.type;
  if (sent.datatype) term.datatype = String(sent.datatype);
  if (sent["xml:lang"]) term.lang = String(sent["xml:lang"]);
  return term;
}

/**
 * @param {"rows" | "triples"} kind
 * @param {string[]} names
 * @param {Row[]} rows
 * @returns {Answer}
 */
function describe(kind, names, rows) {
  const columns = names.map((name, index) => ({
    name,
    index,
    kind: findColumnKind(
      name,
      rows.map((row) => row[index]),
    ),
    label: /** @type {Column | null} */ (null),
    names: false,
  }));
  pairNames(columns);
  return { kind, columns, rows, truth: null };
}

/**
 * @param {string} name
 * @param {(Term | null)[]} values
 * @returns {ColumnKind}
 */
function findColumnKind(name, values) {
  const terms = /** @type {Term[]} */ (values.filter((term) => term !== null));
  if (!terms.length) return "empty";
  if (terms.every((term) => term.type === "uri")) return "iri";
  const numbers = terms.map(readNumber);
  if (numbers.every((number) => number !== null)) {
    return /year$/i.test(name) && numbers.every((one) => one > 999 && one < 3000)
      ? "year"
      : "number";
  }
  if (terms.every((term) => readMoment(term) !== null)) {
    return terms.every((term) => term.datatype?.endsWith("gYear")) ? "year" : "date";
  }
  return terms.every((term) => term.type === "literal") ? "text" : "mixed";
}

/**
 * Find for each column of IRIs the one that names its things: partner and partnerName.
 *
 * @param {Column[]} columns
 */
function pairNames(columns) {
  const iris = columns.filter((column) => column.kind === "iri");
  const texts = columns.filter((column) => column.kind === "text");
  for (const column of iris) {
    const wanted = new RegExp(`^${escapeLabel(column.name)}_?(name|label|title)$`, "i");
    const alone = iris.length === 1 ? /^(name|label|title)$/i : /^$/;
    column.label =
      texts.find((one) => wanted.test(one.name)) ??
      texts.find((one) => alone.test(one.name)) ??
      null;
    if (column.label) column.label.names = true;
  }
}

/** @param {string} text */
const escapeLabel = (text) => text.replace(/[^\w]/g, "\\$&");

/**
 * The columns that stand for themselves: those that only name things of another are left out.
 *
 * @param {Answer} answer
 */
export function listSubjects(answer) {
  return answer.columns.filter((column) => !column.names);
}
