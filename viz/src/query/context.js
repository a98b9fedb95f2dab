/**
 * @typedef {object} Context what is being typed at the cursor
 * @property {"prefix" | "variable" | "name" | "iri" | "word"} kind
 * @property {string} typed from its first sign to the cursor
 * @property {string} prefix of a prefixed name, without the colon
 * @property {string} local what is searched for
 */

const PREFIX = /\bPREFIX\s+([\w.-]*):?\s*(?:<[^>]*)?$/i;
const SHAPES = /** @type {[Context["kind"], RegExp][]} */ ([
  ["variable", /[?$]\w*$/],
  ["iri", /<[^<>"{}|^`\\\s]*$/],
  ["name", /(?<![\w?$:])[A-Za-z]?[\w.-]*:[\w.-]*$/],
  ["word", /(?<![\p{L}\p{N}_?$:@"'<.-])[\p{L}][\p{L}\p{N}'_-]*$/u],
]);
const KEYWORDS = `
  a ask asc as avg base bind bound by ceil coalesce concat construct contains count datatype day
  desc describe distinct exists false filter floor from graph group having hours if in iri isblank
  isiri isliteral isnumeric lang langmatches lcase limit max md5 min minus minutes month named not
  now offset optional order prefix rand reduced regex replace round sameterm sample select separator
  service sha1 str strafter strbefore strdt strends strlang strlen strstarts substr sum true tz
  ucase undef union uuid values where year`
  .split(/\s+/)
  .filter(Boolean);

/**
 * Tell from a line, up to the cursor, what is being typed there.
 *
 * @param {string} line up to the cursor
 * @returns {Context | null}
 */
export function readContext(line) {
  const declared = PREFIX.exec(line);
  if (declared) {
    const typed = line.slice(declared.index).replace(/^PREFIX\s+/i, "");
    return { kind: "prefix", typed, prefix: "", local: declared[1] };
  }
  for (const [kind, shape] of SHAPES) {
    const typed = shape.exec(line)?.[0];
    if (typed === undefined) continue;
    if (kind !== "name") {
      return { kind, typed, prefix: "", local: kind === "iri" ? readSlug(typed) : typed };
    }
    const [prefix, local] = typed.split(":");
    return { kind, typed, prefix, local };
  }
  return null;
}

/**
 * What of an IRI that is being typed is searched for: its last step.
 *
 * @param {string} typed
 */
const readSlug = (typed) => /[^/#<]*$/.exec(typed)?.[0] ?? "";

/**
 * Tell whether a word may be the name of something, rather than a keyword in the making.
 *
 * @param {string} word
 */
export function mayBeName(word) {
  const small = word.toLowerCase();
  return word.length > 2 && !KEYWORDS.some((keyword) => keyword.startsWith(small));
}
