import { AskError, findSpot } from "../endpoint.js";
import { bindQuery } from "./bind.js";
import { completeNames } from "./complete.js";
import { checkQuery } from "./guard.js";
import { readIndex } from "./names.js";

/**
 * @typedef {import("../endpoint.js").Bound} Bound
 * @typedef {import("../endpoint.js").Outline} Outline
 * @typedef {import("../endpoint.js").Place} Place
 * @typedef {import("./bind.js").Query} Query
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./names.js").Index} Index
 *
 * @typedef {object} Inside what the page's data hold more, where the store is inside
 * @property {string[]} languages
 * @property {Record<string, string>} kinds
 * @property {[string, string, string, string[]][]} links IRIs that have a page: their beginning,
 *   what stands before and after their end in the address, and their ends
 * @property {Query[]} queries
 * @property {string} base
 * @property {Record<string, string>} prefixes
 */

/** What the parser would allow and we do not, or SPARQL 1.1 does not know. */
const FOREIGN = new Set(["SERVICE", "LATERAL"]);
const ROWS = "application/sparql-results+";

/** A store inside the page, which answers without any server. */
export class InsideStore {
  /**
   * @param {Inside} data
   * @param {Engine} engine
   * @param {() => Outline} outline
   */
  constructor(data, engine, outline) {
    this.data = data;
    this.engine = engine;
    this.outline = outline;
    this.seconds = 30;
    /** @type {Promise<Index> | null} */
    this.index = null;
    this.links = new Map(
      data.links.flatMap(([start, before, after, ends]) =>
        ends.map((end) => [start + end, before + end + after]),
      ),
    );
  }

  /**
   * @param {string} text
   * @param {string} accept
   * @param {AbortSignal} signal
   */
  async send(text, accept, signal) {
    const type = chooseType(checkQuery(text, this.data.prefixes), accept);
    return { type, ...(await this.#ask(text, type, signal)) };
  }

  /**
   * @param {string} text
   * @param {string} type
   * @param {AbortSignal} signal
   */
  async #ask(text, type, signal) {
    try {
      return await this.engine.ask(text, type, this.seconds, signal);
    } catch (error) {
      if (!(error instanceof AskError)) throw error;
      throw explainSyntax(error);
    }
  }

  /**
   * @param {string} kind
   * @param {string} typed
   */
  async complete(kind, typed) {
    return completeNames(await this.readIndex(), this.data.base, kind, typed);
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} values
   * @returns {Promise<Bound>}
   */
  async bind(name, values) {
    const query = this.data.queries.find((one) => one.name === name);
    if (!query) return { error: `no query of the catalogue is called ${name}`, parameter: "" };
    const { base, languages, kinds } = this.data;
    const named = query.parameters.some(
      ({ type }) => type === "region" || Object.hasOwn(kinds, type),
    );
    const index = named
      ? await this.readIndex()
      : { kinds: new Map(), names: new Map(), hints: new Map() };
    return bindQuery(query, values, { index, base, languages });
  }

  /** Read the names of all things, once. */
  readIndex() {
    if (!this.index) {
      const index = (this.index = readIndex((text) => this.#select(text), this.data));
      // An index that was ended with its worker is read anew when it is next wanted.
      index.catch(() => {
        this.index = null;
      });
    }
    return this.index;
  }

  /** @param {string} text */
  async #select(text) {
    const { body } = await this.engine.ask(text, `${ROWS}json`, 600, new AbortController().signal);
    return JSON.parse(new TextDecoder().decode(body)).results.bindings;
  }

  async readOutline() {
    return this.outline();
  }

  /**
   * Our own things lead to their page, those without one to what is said of them here; others to
   * the web.
   *
   * @param {string} iri
   * @returns {Place | null}
   */
  findPage(iri) {
    const page = this.links.get(iri);
    if (page) return { href: page, own: true };
    if (iri.startsWith(this.data.base)) {
      return { href: `#text=${encodeURIComponent(`DESCRIBE <${iri}>`)}`, own: true };
    }
    return /^https?:\/\/[^\s]/i.test(iri) ? { href: iri, own: false } : null;
  }

  sayLimit() {
    return ` of at most ${this.seconds} s`;
  }
}

/**
 * Choose the first accepted media type that suits what a query answers with.
 *
 * @param {"rows" | "triples"} kind
 * @param {string} accept
 */
function chooseType(kind, accept) {
  const types = accept.split(",").map((part) => part.split(";")[0].trim());
  const isRows = (/** @type {string} */ type) =>
    type.startsWith(ROWS) || /^text\/(csv|tab-separated-values)$/.test(type);
  const type = types.find((one) => isRows(one) === (kind === "rows"));
  if (!type) throw new AskError(`The answer has no form as ${accept}.`);
  return type;
}

/**
 * Say what the parser expected without the sets of signs that it names one by one.
 *
 * @param {AskError} error
 */
export function explainSyntax(error) {
  const found = /^error at (\d+:\d+): (.*)$/s.exec(error.message);
  if (!found) return error;
  const [, place, said] = found;
  const listed = /^expected (?:one of )?(.*)$/s.exec(said)?.[1];
  const words = listed
    ?.replace(/\[(?:'(?:\\.|[^'])*'|[^\]'])*\]/gs, "")
    .match(/"(?:\\.|[^"\\])+"|[A-Z]{2,}[A-Z ]*/g)
    ?.map((word) => word.replace(/^"|"$/g, "").trim())
    .filter((word) => !FOREIGN.has(word));
  const expected = words?.length ? `: expected ${words.join(" ")}` : listed ? "" : `: ${said}`;
  return new AskError(
    `query: the query cannot be parsed: error at ${place}${expected}`,
    findSpot(place),
  );
}
