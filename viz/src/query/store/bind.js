import { foldName, readLabel } from "./names.js";
import { suggest } from "./near.js";

/**
 * @typedef {import("../catalogue.js").Parameter} Parameter
 * @typedef {import("../endpoint.js").Bound} Bound
 * @typedef {import("./names.js").Index} Index
 *
 * @typedef {object} Query a query of the catalogue with its text
 * @property {string} name
 * @property {string} title
 * @property {Parameter[]} parameters
 * @property {string[]} pieces of its text, at every second place the name of a parameter instead
 *
 * @typedef {object} Context
 * @property {Index} index
 * @property {string} base
 * @property {string[]} languages in which a name is looked for first
 */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const LITERALS = ["text", "integer", "decimal", "boolean", "date", "language", "iri"];
/** @type {Record<string, [RegExp, string]>} */
const FORMS = {
  integer: [/^[+-]?[0-9]{1,18}$/, "a whole number such as 2018"],
  decimal: [/^[+-]?[0-9]{1,18}(\.[0-9]{1,18})?$/, "a number such as 0.5"],
  boolean: [/^(true|false)$/, "true or false"],
  date: [/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, "a date such as 2018-12-04"],
  language: [/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "a language tag such as lv"],
  iri: [
    /^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020<>"{}|\\^`]*$/,
    "an IRI such as https://example.org/a",
  ],
};
const [MOST_VALUE, MOST_SHOWN, FEW] = [10_000, 80, 8];

/** What is wrong with the value of a parameter. */
class ValueError extends Error {
  /**
   * @param {string} parameter
   * @param {string} value
   * @param {string} rule
   */
  constructor(parameter, value, rule) {
    const given = value ? `${parameter}=${value}` : parameter;
    const shown = given.length > MOST_SHOWN ? `${given.slice(0, MOST_SHOWN - 1)}…` : given;
    super(`parameter ${shown}: ${rule}`);
    this.parameter = parameter;
  }
}

/**
 * Put values into a query, as graph/hanse/queries/parameters.py does: each becomes one RDF term,
 * whose text takes the place of the parameter.
 *
 * @param {Query} query
 * @param {Record<string, string>} given
 * @param {Context} context
 * @returns {Bound}
 */
export function bindQuery(query, given, context) {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim()));
  /** @type {Record<string, { iri: string, label: string }>} */
  const meant = {};
  try {
    checkNames(query, values);
    checkPeriod(query, values);
    const terms = Object.fromEntries(
      query.parameters.map((parameter) => {
        const value = values[parameter.name] ?? parameter.default;
        if (value === null) throw new ValueError(parameter.name, "", `missing (${parameter.type})`);
        if (LITERALS.includes(parameter.type))
          return [parameter.name, writeLiteral(parameter, value)];
        const iri = resolveName(parameter, value, context);
        meant[parameter.name] = { iri, label: readLabel(context.index, iri) };
        return [parameter.name, `<${iri}>`];
      }),
    );
    return { text: writeText(query, values, terms), meant };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { error: error.message, parameter: error.parameter };
  }
}

/**
 * @param {Query} query
 * @param {Record<string, string>} values
 */
function checkNames({ parameters }, values) {
  const known = parameters.map(({ name }) => name);
  const odd = Object.keys(values).find((name) => !known.includes(name));
  if (odd === undefined) return;
  throw new ValueError(odd, "", `unknown; the query's parameters: ${known.join(", ") || "none"}`);
}

/**
 * Refuse a period that ends before it begins: its answer would be empty without a word.
 *
 * @param {Query} query
 * @param {Record<string, string>} values
 */
function checkPeriod({ parameters }, values) {
  const [from, to] = ["from", "to"].map((name) => {
    const parameter = parameters.find((one) => one.name === name);
    return parameter ? (values[name] ?? parameter.default ?? "") : "";
  });
  if (/^\d+$/.test(from) && /^\d+$/.test(to) && Number(from) > Number(to)) {
    throw new ValueError("from", from, `is after to=${to}; exchange them`);
  }
}

/**
 * @param {Parameter} parameter
 * @param {string} value
 */
function checkValue({ name }, value) {
  const { length } = [...value];
  if (length > MOST_VALUE) {
    throw new ValueError(name, value, `${length} characters; a value has at most ${MOST_VALUE}`);
  }
  if (/[\u0000-\u001f]|\p{Cs}/u.test(value)) {
    throw new ValueError(name, value, "control characters and lone surrogates are refused");
  }
}

/**
 * @param {Parameter} parameter
 * @param {string} value
 */
function writeLiteral(parameter, value) {
  checkValue(parameter, value);
  const { name, type } = parameter;
  const [form, expected] = FORMS[type] ?? [/^.*$/s, "text"];
  if (!form.test(value) || (type === "date" && !isDay(value))) {
    throw new ValueError(name, value, `expected ${expected}`);
  }
  if (type === "iri") return `<${value}>`;
  const text = type === "language" ? value.toLowerCase() : value;
  const quoted = `"${text.replace(/["\\]/g, "\\$&")}"`;
  return type === "text" || type === "language" ? quoted : `${quoted}^^<${XSD}${type}>`;
}

/**
 * Tell a day of the calendar from one such as 30 February.
 *
 * @param {string} value
 */
function isDay(value) {
  const day = new Date(`${value}T00:00:00Z`);
  return (
    !value.startsWith("0000") && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
  );
}

/**
 * Find the thing of a kind that is meant by an IRI, an id or any of its names. Case and accents do
 * not matter, unless only they tell two things apart.
 *
 * @param {Parameter} parameter
 * @param {string} value
 * @param {Context} context
 */
function resolveName(parameter, value, { index, base, languages }) {
  checkValue(parameter, value);
  const { name, type: kind } = parameter;
  const things = [...(index.kinds.get(kind) ?? [])].filter((iri) => index.names.has(iri));
  const wanted = foldName(value);
  const tries = /** @type {((iri: string) => boolean)[]} */ ([
    (
      (addresses) => (iri) =>
        addresses.includes(iri)
    )(listAddresses(kind, value, base)),
    (iri) =>
      namesOf(iri).some((one) => one.name === value && (!one.tag || languages.includes(one.tag))),
    (iri) => namesOf(iri).some((one) => one.name === value),
    (iri) => namesOf(iri).some((one) => foldName(one.name) === wanted),
  ]);
  const namesOf = (/** @type {string} */ iri) => index.names.get(iri) ?? [];
  for (const fits of tries) {
    const found = things.filter(fits);
    if (found.length === 1) return found[0];
    if (found.length) throw new ValueError(name, value, explainMany(kind, found, base));
  }
  throw new ValueError(name, value, explainNone(kind, things, wanted, { index, base }));
}

/**
 * The IRIs that a value means where it is an IRI or an id: in angle brackets, as SPARQL writes it,
 * or beginning with id:, as tables show it.
 *
 * @param {string} kind
 * @param {string} value
 * @param {string} base
 */
function listAddresses(kind, value, base) {
  const kinds = kind === "cooperation" ? ["network", "project"] : [kind];
  const slug = [...new TextEncoder().encode(value)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9_~-]/.test(sign)
        ? sign
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
  return [
    value.replace(/^<(.*)>$/s, "$1"),
    `${base}id/${value.replace(/^id:/, "")}`,
    ...kinds.map((one) => `${base}id/${one}/${slug}`),
  ];
}

/**
 * @param {string} iri
 * @param {string} base
 */
const shortenId = (iri, base) => (iri.startsWith(`${base}id/`) ? iri.slice(base.length + 3) : iri);

/**
 * @param {string} kind
 * @param {string[]} found
 * @param {string} base
 */
function explainMany(kind, found, base) {
  const ids = found
    .sort()
    .map((iri) => shortenId(iri, base))
    .slice(0, FEW);
  return `means more than one ${kind}: ${ids.join(", ")}; give the id`;
}

/**
 * @param {string} kind
 * @param {string[]} things
 * @param {string} wanted
 * @param {{ index: Index, base: string }} context
 */
function explainNone(kind, things, wanted, { index, base }) {
  const folded = new Map(
    things.flatMap((iri) => (index.names.get(iri) ?? []).map(({ name }) => [foldName(name), iri])),
  );
  const near = new Set(
    suggest(wanted, folded.keys()).map((name) => shortenId(folded.get(name) ?? "", base)),
  );
  const question = near.size ? `; did you mean ${[...near].join(" or ")}?` : "";
  return `no ${kind} has this IRI, id or name${question}`;
}

/**
 * Put the title and the values above the text, in place of its header: a text that still declared
 * parameters would ask for them again.
 *
 * @param {Query} query
 * @param {Record<string, string>} values
 * @param {Record<string, string>} terms
 */
function writeText({ title, parameters, pieces }, values, terms) {
  const given = parameters.map(
    (parameter) => `# with ${parameter.name} = ${values[parameter.name] ?? parameter.default}\n`,
  );
  const body = pieces.map((piece, place) => (place % 2 ? terms[piece] : piece));
  return `# ${title}\n${given.join("")}${body.join("")}`;
}
