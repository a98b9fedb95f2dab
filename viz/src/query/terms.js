/**
 * @typedef {object} Term an RDF term as SPARQL 1.1 Query Results JSON writes it
 * @property {"uri" | "bnode" | "literal" | "triple"} type
 * @property {string} value
 * @property {string} [datatype]
 * @property {string} [lang]
 */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  [
    "integer",
    "decimal",
    "double",
    "float",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "nonPositiveInteger",
    "negativeInteger",
    "unsignedInt",
    "unsignedLong",
  ].map((name) => XSD + name),
);
const MOMENTS = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));

/**
 * The number that a term is, or null where it is none or no finite one.
 *
 * @param {Term | null} term
 */
export function readNumber(term) {
  if (term?.type !== "literal" || !NUMBERS.has(term.datatype ?? "")) return null;
  const number = term.value.trim() === "" ? NaN : Number(term.value);
  return Number.isFinite(number) ? number : null;
}

/**
 * The year, with its fraction, that a date stands for, or null.
 *
 * @param {Term | null} term
 */
export function readMoment(term) {
  if (term?.type !== "literal" || !MOMENTS.has(term.datatype ?? "")) return null;
  const found = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(term.value);
  if (!found) return null;
  return Number(found[1]) + (Number(found[2] ?? 1) - 1) / 12 + (Number(found[3] ?? 1) - 1) / 365;
}

/**
 * An IRI as people read it: with its prefix, or from the dataset's own root.
 *
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 */
export function shortenIri(iri, prefixes) {
  let best = "";
  let name = "";
  for (const [prefix, space] of Object.entries(prefixes)) {
    if (iri.startsWith(space) && space.length > best.length && iri.length > space.length) {
      [best, name] = [space, prefix];
    }
  }
  if (!best) return iri;
  const rest = iri.slice(best.length);
  return name === "id" ? rest : /^[\w.-]+$/.test(rest) ? `${name}:${rest}` : iri;
}

/**
 * A term as text, without quotation marks.
 *
 * @param {Term | null} term
 * @param {Record<string, string>} prefixes
 */
export function showTerm(term, prefixes) {
  if (!term) return "";
  if (term.type === "uri") return shortenIri(term.value, prefixes);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/**
 * Where a link to an IRI leads: to our own page of it, else to the web, else nowhere.
 *
 * @param {string} iri
 * @param {string} base the root of the dataset's own IRIs, "" where no IRI is its own
 * @returns {{ href: string, own: boolean } | null}
 */
export function findPage(iri, base) {
  if (base && iri.startsWith(base) && iri.length > base.length) {
    return { href: `./${iri.slice(base.length)}`, own: true };
  }
  return /^https?:\/\/[^\s]/i.test(iri) ? { href: iri, own: false } : null;
}

/**
 * The kind of thing that one of our IRIs names: "city" for …/id/city/riga; "" for any other IRI.
 *
 * @param {string} iri
 * @param {string} base
 */
export function findKind(iri, base) {
  const start = `${base}id/`;
  return iri.startsWith(start) ? iri.slice(start.length).split("/")[0] : "";
}

/**
 * Compare two terms for sorting: numbers and dates by value, text by the reader's alphabet,
 * nothing last.
 *
 * @param {Term | null} a
 * @param {Term | null} b
 */
export function compareTerms(a, b) {
  if (!a || !b) return Number(!a) - Number(!b);
  const [x, y] = [readNumber(a), readNumber(b)];
  if (x !== null && y !== null) return x - y;
  if (x !== null || y !== null) return Number(x === null) - Number(y === null);
  return ALPHABET.compare(a.value, b.value);
}

const ALPHABET = new Intl.Collator("en", { numeric: true });
