import { collate, say, sayNumber } from "../i18n/language.js";
import { countValues } from "../record/counting.js";
import { LISTED, listValues, nameValue } from "../record/facets.js";
import { openSelection } from "../record/selection.js";
import { rankLeads } from "../record/ties.js";
import { button, el, get, swatch } from "../shared/dom.js";
import { MemberChoice } from "./member_choice.js";
import { Period } from "./period.js";
import { ThemeBox } from "./theme_box.js";

/**
 * @typedef {typeof LISTED[number]} Facet
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 */

const LEADS = 5;

/** The legend that is also the filter. */
export class Panel {
  /**
   * @param {Model} model
   * @param {(filter: Selection) => void} change called with the new filter
   * @param {(node: Node) => void} pick
   */
  constructor(model, change, pick) {
    this.model = model;
    this.change = change;
    this.pick = pick;
    this.selection = openSelection(model);
    const set = (/** @type {Partial<Selection>} */ part) => this.#set(part);
    this.period = new Period(model, set);
    this.theme = new ThemeBox(model, set);
    for (const facet of LISTED) this.#addAll(facet);
    this.members = new MemberChoice(() => this.selection, set);
    get("clear").addEventListener("click", () => this.#set(openSelection(model)));
  }

  /** @param {Partial<Selection>} part */
  #set(part) {
    const { among } = this.selection;
    // Who is shown for being of the countries that are chosen stays so when others are chosen.
    const follows = among.country && "country" in part && !("among" in part);
    const shown = follows ? { among: { ...among, country: part.country ?? null } } : {};
    this.change({ ...this.selection, ...part, ...shown });
  }

  /** @param {Facet} facet */
  #addAll(facet) {
    const add = (/** @type {"all" | "none"} */ name, /** @type {Set<string> | null} */ kept) =>
      button(
        {
          class: "plain",
          "data-say": `${name}.${facet}`,
          "data-label": `${name}.${facet}.name`,
        },
        () => this.#set({ [facet]: kept }),
      );
    get(`all-${facet}`).append(add("all", null), add("none", new Set()));
  }

  /**
   * Show a filter as it stands, and what it leaves; nothing is called.
   *
   * @param {Selection} selection
   * @param {View} view
   */
  show(selection, view) {
    this.selection = selection;
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["row"];
    const counts = countValues(this.model, selection);
    for (const facet of LISTED) {
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
    this.members.show(selection);
    this.period.show(selection);
    this.theme.show(selection);
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
    const on = this.selection[facet]?.has(value) ?? true;
    const name = nameValue(this.model, facet, value);
    const group = facet === "group" && this.model.groups.find((one) => one.id === value);
    const box = el("input", { type: "checkbox", "data-row": `${facet}/${value}` });
    box.checked = on;
    box.addEventListener("change", () => {
      const all = listValues(this.model, facet);
      const values = new Set(this.selection[facet] ?? all);
      if (box.checked) values.add(value);
      else values.delete(value);
      this.#set({ [facet]: values.size < all.length ? values : null });
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
