import { button, el } from "../shared/dom.js";
import { fold } from "../shared/fold.js";
import { listSubjects } from "./answer.js";
import { compareTerms, findPage, readNumber, showTerm } from "./terms.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Column} Column
 * @typedef {import("./answer.js").Row} Row
 * @typedef {import("./endpoint.js").Endpoint} Endpoint
 * @typedef {import("./terms.js").Term} Term
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 */

/** So many rows stand on a page of the table: more make a browser slow. */
export const PAGE = 200;

/** The answer as a table that sorts, filters and turns pages. */
export class Table {
  /**
   * @param {HTMLElement} parent
   * @param {Answer} answer
   * @param {Vocabulary} vocabulary
   * @param {Endpoint} endpoint
   */
  constructor(parent, answer, vocabulary, endpoint) {
    this.answer = answer;
    this.endpoint = endpoint;
    this.vocabulary = vocabulary;
    this.rows = answer.rows;
    this.page = 0;
    this.sorted = /** @type {{ index: number, down: boolean } | null} */ (null);
    this.plain = false;
    this.filter = el("input", {
      type: "search",
      placeholder: "Filter rows",
      "aria-label": "Filter rows",
      spellcheck: "false",
    });
    this.filter.addEventListener("input", () => this.#arrange());
    this.bar = el("div", { class: "tablebar" });
    this.said = el("span", { role: "status" });
    this.scroller = el("div", {
      class: "scroller",
      tabindex: "0",
      role: "region",
      "aria-label": "Table of the answer",
    });
    this.#furnish();
    parent.replaceChildren(this.bar, this.scroller);
    this.#arrange();
  }

  #furnish() {
    const turn = (/** @type {number} */ step) => () => {
      this.page += step;
      this.#show();
      this.scroller.scrollTo({ top: 0 });
    };
    this.back = button({ class: "button", "aria-label": "Previous page" }, turn(-1), "‹");
    this.next = button({ class: "button", "aria-label": "Next page" }, turn(1), "›");
    const all = el("input", { type: "checkbox", id: "plain" });
    all.addEventListener("change", () => {
      this.plain = all.checked;
      this.#show();
    });
    const named = this.answer.columns.some((column) => column.names);
    const choice = el("label", { class: "tick" }, all, "Every column as it is");
    this.bar.append(
      this.filter,
      ...(named ? [choice] : []),
      el("span", { class: "space" }),
      this.said,
      this.back,
      this.next,
    );
  }

  /** Filter and sort all rows, then show the first page. */
  #arrange() {
    const words = fold(this.filter.value).split(" ").filter(Boolean);
    this.rows = words.length
      ? this.answer.rows.filter((row) => {
          const text = fold(row.map((term) => this.#show1(term)).join(" "));
          return words.every((word) => text.includes(word));
        })
      : this.answer.rows;
    if (this.sorted) {
      const { index, down } = this.sorted;
      const turn = down ? -1 : 1;
      // What is missing stays at the end either way.
      this.rows = [...this.rows].sort(
        (a, b) => (a[index] && b[index] ? turn : 1) * compareTerms(a[index], b[index]),
      );
    }
    this.page = 0;
    this.#show();
  }

  /** @param {Term | null} term */
  #show1(term) {
    return showTerm(term, this.vocabulary.prefixes);
  }

  #show() {
    const from = this.page * PAGE;
    const rows = this.rows.slice(from, from + PAGE);
    const columns = this.plain ? this.answer.columns : listSubjects(this.answer);
    const head = el("tr", {}, ...columns.map((column) => this.#head(column)));
    const body = rows.map((row) =>
      el("tr", {}, ...columns.map((column) => this.#cell(column, row))),
    );
    this.scroller.replaceChildren(el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)));
    this.#say(from, rows.length);
  }

  /**
   * @param {number} from
   * @param {number} count
   */
  #say(from, count) {
    const [all, total] = [this.rows.length, this.answer.rows.length].map((number) =>
      number.toLocaleString("en"),
    );
    const part =
      this.rows.length > PAGE
        ? `${(from + 1).toLocaleString("en")} to ${(from + count).toLocaleString("en")} of `
        : "";
    this.said.textContent =
      all === total
        ? part && `Rows ${part}${all}`
        : `${part || "Rows: "}${all}, filtered from ${total}`;
    const many = this.rows.length > PAGE;
    for (const made of [this.back, this.next]) if (made) made.hidden = !many;
    this.back?.toggleAttribute("disabled", this.page === 0);
    this.next?.toggleAttribute("disabled", from + PAGE >= this.rows.length);
  }

  /** @param {Column} column */
  #head(column) {
    const key = this.plain ? column : (column.label ?? column);
    const sorted = this.sorted?.index === key.index ? this.sorted : null;
    const sort = !sorted ? "none" : sorted.down ? "descending" : "ascending";
    const made = button(
      {},
      () => {
        // Numbers are asked for the largest first, names from A.
        const first = key.kind === "number";
        this.sorted = sorted
          ? { index: key.index, down: !sorted.down }
          : { index: key.index, down: first };
        this.#arrange();
      },
      column.name,
    );
    return el(
      "th",
      { scope: "col", "aria-sort": sort, class: isNumeric(column) && "number" },
      made,
    );
  }

  /**
   * @param {Column} column
   * @param {Row} row
   */
  #cell(column, row) {
    const term = row[column.index];
    const label = !this.plain && column.label ? row[column.label.index] : null;
    return el(
      "td",
      { class: isNumeric(column) && "number", lang: (label ?? term)?.lang },
      this.#content(column, term, label),
    );
  }

  /**
   * @param {Column} column
   * @param {Term | null} term
   * @param {Term | null} label
   */
  #content(column, term, label) {
    if (!term) return label?.value ?? "";
    if (term.type !== "uri") return showValue(column, term, this.#show1(term));
    return linkTerm(
      term.value,
      label?.value ?? this.#show1(term),
      this.endpoint.findPage(term.value),
    );
  }
}

/** @param {Column} column */
const isNumeric = ({ kind }) => kind === "number" || kind === "year";

/**
 * A number with its thousands apart, unless it is a year or has its own fixed form.
 *
 * @param {Column} column
 * @param {Term} term
 * @param {string} text
 */
function showValue(column, term, text) {
  if (column.kind !== "number") {
    return term.datatype?.endsWith("#anyURI")
      ? linkTerm(term.value, text, findPage(term.value, ""))
      : text;
  }
  const number = readNumber(term);
  if (number === null || Math.abs(number) > Number.MAX_SAFE_INTEGER) return text;
  if (Number.isInteger(number)) return number.toLocaleString("en");
  return /^(lat|long|lon|latitude|longitude)$/i.test(column.name) || !/\.\d{5}/.test(text)
    ? text
    : number.toLocaleString("en", { maximumSignificantDigits: 6 });
}

/**
 * A link to the page of an IRI; what leads nowhere stays text.
 *
 * @param {string} iri
 * @param {string} text
 * @param {import("./endpoint.js").Place | null} page where it leads
 */
export function linkTerm(iri, text, page) {
  if (!page) return el("span", { title: iri }, text);
  if (page.own) return el("a", { href: page.href, title: iri }, text);
  return el(
    "a",
    { href: page.href, title: iri, rel: "noopener noreferrer", target: "_blank", class: "away" },
    text,
  );
}
