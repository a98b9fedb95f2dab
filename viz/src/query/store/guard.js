import { AskError } from "../endpoint.js";
import { findPlace, readTokens } from "./tokens.js";

/**
 * @typedef {import("./tokens.js").Token} Token
 * @typedef {[Token, string] | null} Complaint
 */

const MOST_TEXT = 2 ** 20;
const MOST_NESTING = 100;
const MOST_CHAIN = 200;
const MOST_PARTS = 1000;
const MOST_OPERATORS = 2000;
const UPDATES = ["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE"];
const CHAINED = new Set([..."+-*/!^|&=<>", "&&", "||"]);
const AFTER_HAVING = new Set(["{", "}", "ORDER", "LIMIT", "OFFSET", "VALUES"]);
const NAMES_A_GRAPH = new Set(["FROM", "GRAPH", "NAMED"]);
const NO_SERVICE = "SERVICE is disabled: a query contacts no other endpoint";
const KINDS = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);

/**
 * Check a query as graph/hanse/guard.py does, in the same words, and tell what it answers with.
 * The engine contacts nobody and could be broken by depth, but says neither for people.
 *
 * @param {string} text
 * @param {Record<string, string>} prefixes that are known
 * @returns {"rows" | "triples"}
 * @throws {AskError} for what no query here may contain, with its place
 */
export function checkQuery(text, prefixes) {
  const length = [...text].length;
  if (length > MOST_TEXT) {
    throw new AskError(`query: ${length} characters; a query has at most ${MOST_TEXT}`);
  }
  const tokens = readTokens(text).filter(({ kind }) => kind !== "space" && kind !== "comment");
  const complaint =
    findUpdate(tokens) ??
    findService(tokens) ??
    findServiceName(tokens) ??
    findNesting(tokens) ??
    findLength(tokens) ??
    findPrefix(tokens, prefixes);
  if (complaint) {
    const [token, rule] = complaint;
    const spot = findPlace(text, token.start);
    throw new AskError(`query:${spot.line}:${spot.column}: ${rule}`, spot);
  }
  const kind = tokens.find((token) => token.kind === "word" && KINDS.has(upper(token)));
  return kind && /^[CD]/i.test(kind.text) ? "triples" : "rows";
}

/** @param {Token} token */
const upper = ({ text }) => text.toUpperCase();

/**
 * @param {Token[]} tokens
 * @returns {Complaint}
 */
function findUpdate(tokens) {
  const found = tokens.find(
    (token) => token.kind === "word" && UPDATES.some((update) => upper(token).startsWith(update)),
  );
  return found
    ? [found, `${upper(found)} changes data; write a SELECT, ASK, CONSTRUCT or DESCRIBE query`]
    : null;
}

/**
 * @param {Token[]} tokens
 * @returns {Complaint}
 */
function findService(tokens) {
  const found = tokens.find((token) => token.kind === "word" && upper(token).includes("SERVICE"));
  return found ? [found, NO_SERVICE] : null;
}

/**
 * @param {Token[]} tokens
 * @returns {Complaint}
 */
function findServiceName(tokens) {
  let before = "";
  for (const [at, token] of tokens.slice(0, -1).entries()) {
    const prefix = token.kind === "name" ? upper(token).split(":")[0] : "";
    if (prefix.includes("SERVICE") && tokens[at + 1].text === "{" && !NAMES_A_GRAPH.has(before)) {
      return [token, `${NO_SERVICE}; a prefix of this name cannot stand before a brace`];
    }
    before = upper(token);
  }
  return null;
}

/**
 * @param {Token[]} tokens
 * @returns {Complaint}
 */
function findNesting(tokens) {
  let [depth, chain] = [0, 0];
  for (const token of tokens) {
    if (/^[({[]$/.test(token.text)) depth += 1;
    else if (/^[)}\]]$/.test(token.text)) depth -= 1;
    chain = CHAINED.has(token.text) ? chain + 1 : token.kind === "number" ? chain : 0;
    if (depth > MOST_NESTING) return [token, `nested deeper than ${MOST_NESTING} brackets`];
    if (chain > MOST_CHAIN) return [token, `more than ${MOST_CHAIN} operators in a row`];
  }
  return null;
}

/**
 * @param {Token[]} tokens
 * @returns {Complaint}
 */
function findLength(tokens) {
  let [parts, operators] = [0, 0];
  /** @type {string[]} */
  const open = [];
  let having = false;
  for (const token of tokens) {
    const word = upper(token);
    having = word === "HAVING" || (having && !AFTER_HAVING.has(word));
    parts += Number(isPart(word, open) || (having && word === "("));
    operators += Number(CHAINED.has(word));
    if (parts > MOST_PARTS) {
      return [token, `more than ${MOST_PARTS} patterns, filters and assignments`];
    }
    if (operators > MOST_OPERATORS) return [token, `more than ${MOST_OPERATORS} operators`];
    if (/^[({[]$/.test(word)) open.push(word);
    else if (/^[)}\]]$/.test(word)) open.pop();
  }
  return null;
}

/**
 * Tell what adds to a list of patterns; commas between arguments do not.
 *
 * @param {string} word
 * @param {string[]} open brackets
 */
function isPart(word, open) {
  const inArguments = open.at(-1) === "(";
  return (
    word === "{" || /^\p{L}*(AS|FILTER)$/u.test(word) || (/^[.;,]$/.test(word) && !inArguments)
  );
}

/**
 * @param {Token[]} tokens
 * @param {Record<string, string>} prefixes
 * @returns {Complaint}
 */
function findPrefix(tokens, prefixes) {
  const declared = new Set();
  let before = "";
  for (const token of tokens) {
    if (token.kind === "name") {
      const prefix = token.text.split(":")[0];
      if (before === "PREFIX") declared.add(prefix);
      else if (!declared.has(prefix)) return [token, explainPrefix(prefix, prefixes)];
    }
    before = token.kind === "word" ? upper(token) : "";
  }
  return null;
}

/**
 * @param {string} prefix
 * @param {Record<string, string>} prefixes
 */
function explainPrefix(prefix, prefixes) {
  const known = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : "…";
  return `prefix ${prefix}: is not declared; add: PREFIX ${prefix}: <${known}>`;
}
