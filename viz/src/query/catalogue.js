import { el, get } from "../shared/dom.js";
import { fold } from "../shared/fold.js";

/**
 * @typedef {{ name: string, type: string, default: string | null, about: string }} Parameter
 * @typedef {{ name: string, title: string, about: string, parameters: Parameter[] }} Query
 */

/**
 * Find the queries of which every word of a search is a part, those whose title fits first.
 *
 * @param {Query[]} queries
 * @param {string} search
 */
export function searchQueries(queries, search) {
  const words = fold(search).split(" ").filter(Boolean);
  const fits = (/** @type {string} */ text) => {
    const folded = ` ${fold(text)}`;
    return words.every((word) => folded.includes(` ${word}`));
  };
  const titled = queries.filter(({ title, name }) => fits(`${title} ${name}`));
  const others = queries.filter(
    ({ title, name, about, parameters }) =>
      !fits(`${title} ${name}`) &&
      fits(`${title} ${name} ${about} ${parameters.map((one) => one.type).join(" ")}`),
  );
  return [...titled, ...others];
}

/** The list of the catalogue's queries with its search. */
export class Catalogue {
  /**
   * @param {Query[]} queries
   * @param {(query: Query) => void} choose
   */
  constructor(queries, choose) {
    this.queries = [...queries].sort((a, b) => a.title.localeCompare(b.title, "en"));
    this.choose = choose;
    this.chosen = "";
    this.input = /** @type {HTMLInputElement} */ (get("search"));
    this.list = get("queries");
    this.input.addEventListener("input", () => this.#show());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") this.list.querySelector("button")?.focus();
      else if (event.key === "Enter") this.list.querySelector("button")?.click();
      else if (event.key === "Escape" && this.input.value) {
        this.input.value = "";
        this.#show();
      } else return;
      event.preventDefault();
    });
    this.list.addEventListener("keydown", (event) => this.#move(event));
    this.#show();
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  /** @param {string} name */
  mark(name) {
    this.chosen = name;
    for (const made of this.list.querySelectorAll("button")) {
      const current = made.dataset["query"] === name;
      made.setAttribute("aria-current", String(current));
      if (current) made.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...this.list.querySelectorAll("button")];
    const at = all.findIndex((made) => made === document.activeElement);
    event.preventDefault();
    (all[at + step] ?? (step < 0 ? this.input : all[at])).focus();
  }

  #show() {
    const found = searchQueries(this.queries, this.input.value);
    this.list.replaceChildren(...found.map((query) => this.#row(query)));
    get("found").textContent =
      found.length === this.queries.length
        ? `${found.length} examples`
        : `${found.length} of ${this.queries.length} examples`;
  }

  /** @param {Query} query */
  #row(query) {
    const asks = query.parameters.map(({ name }) => name.replaceAll("_", " ")).join(", ");
    const made = el(
      "button",
      {
        type: "button",
        "data-query": query.name,
        title: query.about,
        "aria-current": String(query.name === this.chosen),
      },
      query.title,
      asks ? el("small", {}, ` ${asks}`) : null,
    );
    made.addEventListener("click", () => this.choose(query));
    return el("li", {}, made);
  }
}
