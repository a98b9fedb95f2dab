/**
 * The names of all things, read from the dataset once: whoever types then waits for no query.
 *
 * @typedef {{ name: string, tag: string, says: string }} Name
 * @typedef {(text: string) => Promise<Record<string, { value: string, "xml:lang"?: string }>[]>}
 *   Select
 *
 * @typedef {object} Index
 * @property {Map<string, Set<string>>} kinds the things of each kind
 * @property {Map<string, Name[]>} names of each thing
 * @property {Map<string, string>} hints a country or a year
 *
 * @typedef {object} Words the addresses that the queries name, from the page's data
 * @property {string} base
 * @property {Record<string, string>} prefixes
 * @property {Record<string, string>} kinds the class of each kind of thing
 */

/**
 * @param {Select} select answers a query row by row
 * @param {Words} words
 * @returns {Promise<Index>}
 */
export async function readIndex(select, words) {
  const [kinds, names, hints] = await Promise.all([
    select(writeKinds(words)),
    select(writeNames(words)),
    select(writeHints(words)),
  ]);
  return {
    kinds: gatherKinds(kinds, words),
    names: gatherNames(names),
    hints: new Map(hints.map(({ thing, hint }) => [thing.value, hint.value])),
  };
}

/** @param {Words} words */
function writeKinds({ base, prefixes, kinds }) {
  const classes = Object.values(kinds)
    .map((name) => `<${prefixes["hanse"]}${name}>`)
    .join(" ");
  return `SELECT DISTINCT ?thing ?class WHERE {
    { VALUES ?class { ${classes} } ?thing a ?class }
    UNION { VALUES ?class { <${base}id/scheme/region> }
            ?thing <${prefixes["skos"]}inScheme> ?class } }`;
}

/** @param {Words} words */
function writeNames({ prefixes: { hanse, rdfs, skos } }) {
  return `SELECT ?thing ?says ?name WHERE {
    VALUES ?says { <${rdfs}label> <${skos}altLabel> <${skos}notation> <${hanse}alpha3> }
    ?thing ?says ?name }`;
}

/**
 * What tells two things of the same name apart: where they are, or when they began.
 *
 * @param {Words} words
 */
function writeHints({ prefixes: { hanse, rdfs } }) {
  return `SELECT ?thing (MIN(?text) AS ?hint) WHERE {
    { ?thing <${hanse}country> ?country . ?country <${rdfs}label> ?text FILTER (LANG(?text) = "") }
    UNION { ?thing <${hanse}startYear> ?year BIND (STR(?year) AS ?text) } } GROUP BY ?thing`;
}

/**
 * @param {Awaited<ReturnType<Select>>} rows
 * @param {Words} words
 */
function gatherKinds(rows, { prefixes, kinds }) {
  const known = new Map(
    Object.entries(kinds).map(([kind, name]) => [`${prefixes["hanse"]}${name}`, kind]),
  );
  /** @type {Map<string, Set<string>>} */
  const things = new Map([["thing", new Set()]]);
  for (const { thing, class: type } of rows) {
    const kind = known.get(type.value) ?? "region";
    if (!things.has(kind)) things.set(kind, new Set());
    things.get(kind)?.add(thing.value);
    if (kind !== "region") things.get("thing")?.add(thing.value);
  }
  return things;
}

/** @param {Awaited<ReturnType<Select>>} rows */
function gatherNames(rows) {
  /** @type {Map<string, Name[]>} */
  const names = new Map();
  for (const { thing, says, name } of rows) {
    const one = {
      name: name.value,
      tag: name["xml:lang"] ?? "",
      says: says.value.replace(/^.*[#/]/, ""),
    };
    const known = names.get(thing.value);
    if (known) known.push(one);
    else names.set(thing.value, [one]);
  }
  return names;
}

/**
 * The display name of a thing, the one without a language.
 *
 * @param {Index} index
 * @param {string} iri
 */
export function readLabel({ names }, iri) {
  const shown = (names.get(iri) ?? []).filter(({ says, tag }) => says === "label" && !tag);
  return shown.map(({ name }) => name).sort()[0] ?? "";
}

// Letters that Unicode does not take apart, as people without them on the keyboard type them.
const LETTERS = new Map(
  Object.entries({
    ø: "o",
    đ: "d",
    ł: "l",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ı: "i",
    þ: "th",
    ð: "d",
  }),
);

/**
 * Reduce a name to what search compares: no case, no accents, single spaces.
 *
 * @param {string} name
 */
export function foldName(name) {
  return name
    .toLowerCase()
    .replace(/[øđłßæœıþð]/g, (letter) => LETTERS.get(letter) ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ");
}
