import { el } from "../shared/dom.js";
import { mayBeName, readContext } from "./context.js";
import { placePrefix, suggestPrefixes, suggestTerms, suggestVariables } from "./vocabulary.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./endpoint.js").Endpoint["complete"]} Complete
 * @typedef {import("./vocabulary.js").Suggestion} Suggestion
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 */

const TYPES = new Set([
  "a",
  "rdf:type",
  "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
  "rdfs:domain",
  "rdfs:range",
  "rdfs:subClassOf",
]);

/**
 * What is being typed, null inside comments and strings.
 *
 * @param {any} code
 * @returns {(Context & { line: number, ch: number }) | null}
 */
function readCursor(code) {
  const { line, ch } = code.getCursor();
  const { type } = code.getTokenAt({ line, ch }, true);
  if (type === "comment" || type === "string") return null;
  const context = readContext(code.getLine(line).slice(0, ch));
  return context && { ...context, line, ch };
}

/**
 * Which kind of term the grammar wants at the cursor, null where it may be either.
 *
 * @param {any} code
 * @param {{ line: number, ch: number, typed: string }} at
 * @returns {"class" | "property" | null}
 */
function readWanted(code, { line, ch, typed }) {
  const from = Math.max(0, ch - typed.length);
  const before = code.getPreviousNonWsToken(line, code.getTokenAt({ line, ch: from + 1 }, true));
  if (TYPES.has(before?.state?.lastProperty)) return "class";
  const start = code.getTokenAt({ line, ch: from }, true);
  return start.state?.possibleNext?.includes("a") ? "property" : null;
}

/**
 * Whether the list should open by itself as somebody types.
 *
 * @param {any} code the editor
 */
export function mayStart(code) {
  const context = readCursor(code);
  if (!context) return false;
  if (context.kind === "word") return mayBeName(context.typed);
  return context.kind === "prefix" || context.kind === "name" || context.typed.length > 1;
}

/**
 * Complete what stands at the cursor, for CodeMirror's list.
 *
 * @param {any} code the editor
 * @param {Vocabulary} vocabulary
 * @param {Complete} complete finds things by their names
 */
export async function completeAt(code, vocabulary, complete) {
  const at = readCursor(code);
  if (!at) return null;
  const found = await findAll(code, vocabulary, complete, at);
  const from = { line: at.line, ch: at.ch - at.typed.length };
  const list = found
    .filter(({ text }) => text !== at.typed)
    .map((one) => ({
      text: one.text,
      render: (/** @type {HTMLElement} */ row) => {
        row.parentElement?.setAttribute("aria-label", "Completions");
        row.append(...renderRow(one));
      },
      hint: () => take(code, vocabulary, one, from, { line: at.line, ch: at.ch }),
    }));
  return { list, from, to: { line: at.line, ch: at.ch } };
}

/**
 * @param {any} code
 * @param {Vocabulary} vocabulary
 * @param {Complete} complete
 * @param {Context & { line: number, ch: number }} at
 * @returns {Promise<Suggestion[]>}
 */
async function findAll(code, vocabulary, complete, at) {
  if (at.kind === "prefix") return suggestPrefixes(vocabulary, at.local);
  if (at.kind === "variable") return suggestVariables(code.getValue(), at.typed);
  const kind = readWanted(code, at);
  if (at.kind === "name") {
    const declared = code.getPrefixesFromQuery()?.[at.prefix];
    const space = declared ?? vocabulary.prefixes[at.prefix];
    if (space === undefined) return [];
    if (space === `${vocabulary.base}id/`) return suggestThings(complete, at.local);
    const narrow = suggestTerms(vocabulary, at.local, { kind, space });
    const found = narrow.length ? narrow : suggestTerms(vocabulary, at.local, { space });
    return found.map((one) => ({
      ...one,
      text: `${at.prefix}:${one.text.replace(/^.*?:/, "")}`,
      prefix: declared === undefined ? at.prefix : "",
    }));
  }
  const terms = at.local ? suggestTerms(vocabulary, at.local, { kind }) : [];
  const things =
    kind === null && at.local.length > 1 ? await suggestThings(complete, at.local) : [];
  return [...things, ...terms];
}

/**
 * Find things by any of their names; their IRIs are written out, since a prefixed name may hold
 * no slash.
 *
 * @param {Complete} complete
 * @param {string} typed
 * @returns {Promise<Suggestion[]>}
 */
async function suggestThings(complete, typed) {
  const found = await complete("thing", typed).catch(() => []);
  return found.map(({ iri, id, label, name, hint }) => ({
    text: `<${iri}>`,
    label: name === label ? label : `${label} (${name})`,
    about: [id.split("/")[0], hint].filter(Boolean).join(", "),
    prefix: "",
  }));
}

/** @param {Suggestion} suggestion */
function renderRow({ text, label, about }) {
  const shown = text.startsWith("<") && label ? label : text;
  const more = [shown === label ? "" : label, about].filter(Boolean).join(": ");
  return [el("b", {}, shown), el("span", {}, more)];
}

/**
 * Write a suggestion into the query and declare the prefix it needs.
 *
 * @param {any} code
 * @param {Vocabulary} vocabulary
 * @param {Suggestion} suggestion
 * @param {{ line: number, ch: number }} from
 * @param {{ line: number, ch: number }} to
 */
function take(code, vocabulary, { text, prefix }, from, to) {
  code.operation(() => {
    code.replaceRange(text, from, to, "complete");
    const place = prefix && placePrefix(code.getValue(), prefix, vocabulary.prefixes[prefix]);
    if (place) code.replaceRange(place.text, { line: place.line, ch: 0 }, undefined, "complete");
  });
}
