import { el } from "../shared/dom.js";

/**
 * @typedef {import("./endpoint.js").Named} Named
 */

const WAIT = 120;

/** An input that offers the things of a kind by any of their names (WAI-ARIA combobox). */
export class Combo {
  /**
   * @param {HTMLInputElement} input
   * @param {string} kind of thing
   * @param {(kind: string, typed: string) => Promise<Named[]>} complete finds things
   * @param {() => void} changed called when a thing was taken
   */
  constructor(input, kind, complete, changed) {
    this.input = input;
    this.kind = kind;
    this.complete = complete;
    this.changed = changed;
    this.list = el("ul", {
      id: `${input.id}-list`,
      role: "listbox",
      class: "offers",
      hidden: true,
      "aria-label": `Each ${kind} that fits`,
    });
    this.element = el("div", { class: "combo" }, input, this.list);
    /** @type {Named[]} */
    this.offers = [];
    this.at = -1;
    this.asked = 0;
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
    }))
      input.setAttribute(name, value);
    input.addEventListener("input", () => this.#look(input.value, WAIT));
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.#press(event));
  }

  close() {
    this.asked += 1;
    this.offers = [];
    this.#show();
  }

  /**
   * @param {string} typed
   * @param {number} wait milliseconds
   */
  async #look(typed, wait) {
    this.asked += 1;
    const turn = this.asked;
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (turn !== this.asked) return;
    const offers = await this.complete(this.kind, typed).catch(() => []);
    if (turn !== this.asked) return;
    this.offers = offers;
    this.at = -1;
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.offers.length) {
      this.#look("", 0);
    } else if (step) {
      const last = this.offers.length - 1;
      this.at = Math.max(-1, Math.min(last, this.at + step));
      this.#show();
    } else if (event.key === "Enter" && this.offers[this.at]) {
      this.#take(this.offers[this.at]);
    } else if (event.key === "Escape" && this.offers.length) {
      this.close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {Named} named */
  #take({ id }) {
    this.input.value = id.slice(id.indexOf("/") + 1);
    if (this.kind === "cooperation" || this.kind === "thing") this.input.value = id;
    this.close();
    this.changed();
  }

  #show() {
    const open = this.offers.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.list.replaceChildren(...this.offers.map((named, place) => this.#row(named, place)));
    if (this.at >= 0) {
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
      this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {Named} named
   * @param {number} place
   */
  #row(named, place) {
    const { label, name, hint } = named;
    const row = el(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${place}`,
        "aria-selected": String(place === this.at),
      },
      el("span", {}, label, name === label ? null : el("em", {}, ` ${name}`)),
      el("small", {}, hint),
    );
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#take(named);
    });
    return row;
  }
}
