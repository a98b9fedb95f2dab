import { button, el, get, swatch } from "./dom.js";
import { FACETS, listValues, nameCountry, openFilter, overlaps } from "./filter.js";

/**
 * @typedef {import("./filter.js").Facet} Facet
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./filter.js").Role} Role
 * @typedef {import("./model.js").Model} Model
 */

/** @type {[Role, string][]} */
const ROLES = [["any", "Any"], ["lead", "Lead"], ["partner", "Partner"]];

/** The legend that is also the filter. */
export class Panel {
  /**
   * @param {Model} model
   * @param {(filter: Filter) => void} change called with the new filter
   */
  constructor(model, change) {
    this.model = model;
    this.change = change;
    this.filter = openFilter(model);
    for (const facet of FACETS) this.#addAll(facet);
    get("role").append(...ROLES.map(([role, name]) =>
      button({ "data-role": role }, () => this.#set({ role }), name)));
    get("clear").addEventListener("click", () => this.#set(openFilter(model)));
    this.#addRange();
    this.#addBars();
  }

  /** @param {Partial<Filter>} part */
  #set(part) {
    this.filter = { ...this.filter, ...part };
    this.show(this.filter);
    this.change(this.filter);
  }

  /** @param {Facet} facet */
  #addAll(facet) {
    const values = new Set(listValues(this.model, facet));
    const name = { group: "themes", programme: "programmes", country: "countries" }[facet];
    get(`all-${facet}`).append(
      button({ class: "plain", "aria-label": `All ${name}` },
        () => this.#set({ [facet]: values }), "All"),
      button({ class: "plain", "aria-label": `None of the ${name}` },
        () => this.#set({ [facet]: new Set() }), "None"),
    );
  }

  #addRange() {
    for (const end of /** @type {const} */ (["from", "to"])) {
      const input = /** @type {HTMLInputElement} */ (get(end));
      [input.min, input.max] = this.model.years.map(String);
      input.addEventListener("input", () => {
        const year = Number(input.value);
        const other = end === "from" ? "to" : "from";
        const crossed = end === "from" ? year > this.filter.to : year < this.filter.from;
        this.#set({ [end]: year, ...(crossed ? { [other]: year } : {}) });
      });
    }
  }

  #addBars() {
    const [first, last] = this.model.years;
    const counts = [];
    for (let year = first; year <= last; year += 1) {
      const one = { ...this.filter, from: year, to: year };
      counts.push(this.model.nodes.filter((node) =>
        !node.member && node.start !== null && overlaps(this.model, one, node)).length);
    }
    const most = Math.max(1, ...counts);
    get("bars").append(...counts.map((count) => {
      const bar = el("i");
      bar.style.height = `${Math.round((100 * count) / most)}%`;
      return bar;
    }));
  }

  /**
   * Show a filter as it stands; nothing is called.
   *
   * @param {Filter} filter
   */
  show(filter) {
    this.filter = filter;
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["row"];
    for (const facet of FACETS) {
      get(`rows-${facet}`).replaceChildren(
        ...listValues(this.model, facet).map((value) => this.#row(facet, value)),
      );
    }
    if (held) document.querySelector(`[data-row="${CSS.escape(held)}"]`)?.
      dispatchEvent(new CustomEvent("hold"));
    for (const made of get("role").querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.dataset["role"] === filter.role));
    }
    this.#showYears();
  }

  #showYears() {
    const { from, to } = this.filter;
    get("years").textContent = from === to ? `${from}` : `${from} and ${to}`;
    for (const end of /** @type {const} */ (["from", "to"])) {
      /** @type {HTMLInputElement} */ (get(end)).value = String(this.filter[end]);
    }
    [...get("bars").children].forEach((bar, place) => {
      const year = this.model.years[0] + place;
      bar.classList.toggle("out", year < from || year > to);
    });
  }

  /**
   * @param {Facet} facet
   * @param {string} value
   */
  #row(facet, value) {
    const on = this.filter[facet].has(value);
    const { name, sign, count } = this.#describe(facet, value);
    const box = el("input", { type: "checkbox", "data-row": `${facet}/${value}` });
    box.checked = on;
    box.addEventListener("change", () => {
      const values = new Set(this.filter[facet]);
      if (box.checked) values.add(value);
      else values.delete(value);
      this.#set({ [facet]: values });
    });
    box.addEventListener("hold", () => box.focus({ preventScroll: true }));
    const only = button(
      { class: "only", "aria-label": `Only ${name}`, "data-row": `only/${facet}/${value}` },
      () => this.#set({ [facet]: new Set([value]) }), "only",
    );
    only.addEventListener("hold", () => only.focus({ preventScroll: true }));
    return el("div", { class: on ? "row" : "row off" },
      el("label", {}, box, sign, el("span", { class: "name" }, name)),
      only, el("span", { class: "count" }, count.toLocaleString("en")));
  }

  /**
   * @param {Facet} facet
   * @param {string} value
   */
  #describe(facet, value) {
    const { nodes, groups } = this.model;
    if (facet === "country") {
      const count = nodes.filter((node) => node.member && node.country === value).length;
      return { name: nameCountry(this.model, value), sign: null, count };
    }
    const count = nodes.filter((node) => !node.member && node[facet] === value).length;
    if (facet === "programme") return { name: value || "No programme", sign: null, count };
    const group = groups.find((one) => one.id === value);
    return { name: group?.label ?? value, sign: swatch("network", group?.colour), count };
  }
}
