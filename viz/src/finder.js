import { el, get, swatch } from "./dom.js";
import { sayKind } from "./model.js";
import { indexNames } from "./search.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./search.js").Match} Match
 */

/** The search box: a combobox with a list of matches (WAI-ARIA Authoring Practices 1.2). */
export class Finder {
  /**
   * @param {Model} model
   * @param {(node: Node) => void} take called with the match that was taken
   */
  constructor(model, take) {
    this.model = model;
    this.take = take;
    this.find = indexNames(model.nodes);
    this.colours = new Map(model.groups.map((group) => [group.id, group.colour]));
    this.input = /** @type {HTMLInputElement} */ (get("query"));
    this.list = get("matches");
    /** @type {Match[]} */
    this.matches = [];
    this.at = 0;
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("focus", () => this.#look());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.#press(event));
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  close() {
    this.matches = [];
    this.#show();
  }

  #look() {
    this.matches = this.find(this.input.value);
    this.at = 0;
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = Math.max(0, Math.min(this.matches.length - 1, this.at + step));
      this.#show();
    } else if (event.key === "Enter" && this.matches[this.at]) {
      this.#choose(this.matches[this.at].node);
    } else if (event.key === "Escape" && this.matches.length) {
      this.close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {Node} node */
  #choose(node) {
    this.input.value = node.label;
    this.close();
    this.take(node);
  }

  #show() {
    const open = this.matches.length > 0 || this.#isFruitless();
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(this.matches.length > 0));
    this.list.replaceChildren(...this.matches.map((match, place) => this.#row(match, place)));
    if (this.matches.length) this.input.setAttribute("aria-activedescendant", `match-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
    if (open && !this.matches.length) {
      this.list.append(el("li", { role: "option", "aria-disabled": "true", class: "none" },
        "No city, organisation or network has this name"));
    }
  }

  #isFruitless() {
    return document.activeElement === this.input && this.input.value.trim() !== "" &&
      this.find(this.input.value, 1).length === 0;
  }

  /**
   * @param {Match} match
   * @param {number} place
   */
  #row({ node, name }, place) {
    const also = name === node.label ? null : el("em", {}, ` ${name}`);
    const hint = node.member ? this.model.countries.get(node.country) ?? "" :
      String(node.start ?? node.programme);
    const row = el("li", {
      role: "option", id: `match-${place}`, "aria-selected": String(place === this.at),
      title: sayKind(this.model, node),
    }, swatch(node.kind, this.colours.get(node.member ? "" : node.group)),
    el("span", {}, node.label, also), el("small", {}, hint));
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#choose(node);
    });
    return row;
  }
}
