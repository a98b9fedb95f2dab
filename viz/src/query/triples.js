/**
 * @typedef {import("./terms.js").Term} Term
 */

const IRI = '<([^\\x00-\\x20<>"{}|^`]*)>';
const BLANK = "_:([\\w.:·-]*[\\w:-])";
const LITERAL = '"((?:[^"\\\\\\n\\r]|\\\\.)*)"';
const LINE = new RegExp(
  `^\\s*(?:${IRI}|${BLANK})\\s*${IRI}\\s*(?:${IRI}|${BLANK}|` +
    `${LITERAL}(?:\\^\\^${IRI}|@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?)\\s*\\.\\s*(?:#.*)?$`,
  "u",
);
/** @type {Record<string, string>} */
const SIGNS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** @param {string} text */
function readEscapes(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, sign) =>
    sign === undefined ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (SIGNS[sign] ?? sign),
  );
}

/**
 * Read N-Triples (RDF 1.1) into rows of subject, predicate and object.
 *
 * @param {string} text
 * @returns {Term[][]}
 * @throws {Error} naming the first line that is none, or an end in the middle of a line
 */
export function readTriples(text) {
  const lines = text.split("\n");
  if (lines.at(-1) !== "") throw new Error("the last line is not complete");
  return lines.flatMap((line, place) => {
    if (/^\s*(?:#.*)?$/.test(line)) return [];
    const found = LINE.exec(line.replace(/\r$/, ""));
    if (!found) throw new Error(`line ${place + 1} is no triple`);
    return [readLine(found)];
  });
}

/**
 * @param {RegExpExecArray} found
 * @returns {Term[]}
 */
function readLine([, subject, blank, predicate, object, other, text, datatype, lang]) {
  return [
    resource(subject, blank),
    resource(predicate, ""),
    text === undefined
      ? resource(object, other)
      : {
          type: "literal",
          value: readEscapes(text),
          ...(datatype === undefined ? {} : { datatype: readEscapes(datatype) }),
          ...(lang === undefined ? {} : { lang }),
        },
  ];
}

/**
 * @param {string | undefined} iri
 * @param {string} blank
 * @returns {Term}
 */
function resource(iri, blank) {
  return iri === undefined
    ? { type: "bnode", value: blank }
    : { type: "uri", value: readEscapes(iri) };
}
