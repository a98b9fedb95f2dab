import { collate, say, sayNumber } from "../i18n/language.js";
import { countValues } from "../record/counts.js";
import { FACETS, listValues, nameValue, openFilter } from "../record/filter.js";
import { rankLeads } from "../record/ties.js";
import { button, el, get, swatch } from "../shared/dom.js";
import { Period } from "./period.js";
import { ThemeBox } from "./theme_box.js";

/**
 * @typedef {import("../record/filter.js").Facet} Facet
 * @typedef {import("../record/filter.js").Filter} Filter
 * @typedef {import("../record/filter.js").Role} Role
 * @typedef {import("../record/filter.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 */

/** @type {Role[]} */
const ROLES = ["any", "lead", "partner"];
const LEADS = 5;

/** The legend that is also the filter. */
export class Panel {
  /**
   * @param {Model} model
   * @param {(filter: Filter) => void} change called with the new filter
   * @param {(node: Node) => void} pick
   */
  constructor(model, change, pick) {
    this.model = model;
    this.change = change;
    this.pick = pick;
    this.filter = openFilter(model);
    const set = (/** @type {Partial<Filter>} */ part) => this.#set(part);
    this.period = new Period(model, set);
    this.theme = new ThemeBox(model, set);
    for (const facet of FACETS) this.#addAll(facet);
    get("role").append(
      ...ROLES.map((role) =>
        button({ "data-role": role, "data-say": `role.${role}` }, () => this.#set({ role })),
      ),
    );
    get("clear").addEventListener("click", () => this.#set(openFilter(model)));
  }

  /** @param {Partial<Filter>} part */
  #set(part) {
    this.change({ ...this.filter, ...part });
  }

  /** @param {Facet} facet */
  #addAll(facet) {
    const values = new Set(listValues(this.model, facet));
    const add = (/** @type {"all" | "none"} */ name, /** @type {Set<string>} */ kept) =>
      button(
        {
          class: "plain",
          "data-say": `${name}.${facet}`,
          "data-label": `${name}.${facet}.name`,
        },
        () => this.#set({ [facet]: kept }),
      );
    get(`all-${facet}`).append(add("all", values), add("none", new Set()));
  }

  /**
   * Show a filter as it stands, and what it leaves; nothing is called.
   *
   * @param {Filter} filter
   * @param {View} view
   */
  show(filter, view) {
    this.filter = filter;
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["row"];
    const counts = countValues(this.model, filter);
    for (const facet of FACETS) {
      get(`rows-${facet}`).replaceChildren(
        ...this.#order(facet).map((value) =>
          this.#row(facet, value, counts.get(facet)?.get(value) ?? 0),
        ),
      );
    }
    if (held)
      document
        .querySelector(`[data-row="${CSS.escape(held)}"]`)
        ?.dispatchEvent(new CustomEvent("hold"));
    for (const made of get("role").querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.dataset["role"] === filter.role));
    }
    this.period.show(filter);
    this.theme.show(filter);
    this.#rank(view);
  }

  /** @param {Facet} facet */
  #order(facet) {
    const values = listValues(this.model, facet);
    if (facet === "group" || facet === "programme") return values;
    const name = (/** @type {string} */ value) => nameValue(this.model, facet, value);
    return values.sort((a, b) => Number(a === "") - Number(b === "") || collate(name(a), name(b)));
  }

  /**
   * @param {Facet} facet
   * @param {string} value
   * @param {number} count
   */
  #row(facet, value, count) {
    const on = this.filter[facet].has(value);
    const name = nameValue(this.model, facet, value);
    const group = facet === "group" && this.model.groups.find((one) => one.id === value);
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
      {
        class: "only",
        "aria-label": say("filter.only.name", { name }),
        "data-row": `only/${facet}/${value}`,
      },
      () => this.#set({ [facet]: new Set([value]) }),
      say("filter.only"),
    );
    only.addEventListener("hold", () => only.focus({ preventScroll: true }));
    return el(
      "div",
      { class: `row${on ? "" : " off"}${count ? "" : " empty"}` },
      el(
        "label",
        {},
        box,
        group && swatch("network", group.colour),
        el("span", { class: "name" }, name),
      ),
      only,
      el("span", { class: "count" }, sayNumber(count)),
    );
  }

  /** @param {View} view */
  #rank(view) {
    const ranked = rankLeads(view, LEADS);
    get("leads").hidden = !ranked.length;
    get("ranking").replaceChildren(
      ...ranked.map(([node, led]) =>
        el(
          "li",
          {},
          button(
            { class: "node" },
            () => this.pick(node),
            swatch(node.kind),
            el("span", {}, node.label),
            el("small", {}, sayNumber(led)),
          ),
        ),
      ),
    );
  }
}
