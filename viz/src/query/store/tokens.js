/**
 * @typedef {"space" | "comment" | "iri" | "string" | "variable" | "language" | "name" | "blank" |
 *   "number" | "word" | "mark"} Kind
 * @typedef {{ kind: Kind, text: string, start: number }} Token
 */

const WORD = "[\\p{L}\\p{N}_]";
const LOCAL = String.raw`(?:[\p{L}\p{N}_:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=\/?#@%])`;
const INNER = String.raw`(?:[\p{L}\p{N}_:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=\/?#@%])`;
const END = String.raw`(?:[\p{L}\p{N}_:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=\/?#@%])`;

/**
 * The terminals of SPARQL 1.1 (section 19.8) in the order in which they are tried, as
 * graph/hanse/tokens.py has them: a test compares what both make of the same texts.
 *
 * @type {[Kind, string][]}
 */
const SHAPES = [
  ["space", "\\s+"],
  ["comment", "#[^\\n\\r]*"],
  ["iri", '<[^<>"{}|^`\\\\\\u0000-\\u0020]*>'],
  [
    "string",
    String.raw`"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}` +
      String.raw`|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'`,
  ],
  ["variable", `[?$]${WORD}+`],
  ["language", "@[A-Za-z]+(?:-[A-Za-z0-9]+)*"],
  [
    "name",
    String.raw`(?:\p{L}(?:[\p{L}\p{N}_.\-]*[\p{L}\p{N}_\-])?)?:` +
      `(?:${LOCAL}(?:${INNER}*${END})?)?`,
  ],
  ["blank", String.raw`_:${WORD}(?:[\p{L}\p{N}_.\-]*[\p{L}\p{N}_\-])?`],
  ["number", String.raw`(?:\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)(?:[eE][+\-]?\p{Nd}+)?`],
  ["word", `[A-Za-z]${WORD}*`],
  ["mark", String.raw`\^\^|&&|\|\||!=|<=|>=|.`],
];
const TOKEN = new RegExp(SHAPES.map(([kind, shape]) => `(?<${kind}>${shape})`).join("|"), "gsu");

/**
 * Take a query apart, spaces and comments included, so that joined the tokens are it.
 *
 * @param {string} text
 * @returns {Token[]}
 */
export function readTokens(text) {
  return [...text.matchAll(TOKEN)].map((match) => {
    const groups = /** @type {Record<Kind, string | undefined>} */ (match.groups);
    const [kind] = /** @type {[Kind, string][]} */ (SHAPES).find(
      ([name]) => groups[name] !== undefined,
    ) ?? ["mark"];
    return { kind: /** @type {Kind} */ (kind), text: match[0], start: match.index };
  });
}

/**
 * Turn an offset into a line and a column, both counted from 1.
 *
 * @param {string} text
 * @param {number} offset
 */
export function findPlace(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: [.../** @type {string} */ (before.at(-1))].length + 1 };
}
