import { el } from "./dom.js";

/**
 * @template Match
 * @typedef {object} Choice what a combobox chooses from
 * @property {(text: string) => Match[]} search
 * @property {(match: Match) => (Node | null)[]} draw the content of a row
 * @property {(match: Match) => void} take called with the match that was taken
 * @property {() => string} none what is said when nothing has the name
 */

/**
 * A box to type in, with a list of matches (combobox of the WAI-ARIA Authoring Practices 1.2).
 *
 * @template Match
 */
export class Combo {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {Choice<Match>} choice
   */
  constructor(input, list, choice) {
    this.input = input;
    this.list = list;
    this.choice = choice;
    /** @type {Match[]} */
    this.matches = [];
    this.at = 0;
    input.addEventListener("input", () => this.#look());
    input.addEventListener("focus", () => this.#look());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.#press(event));
  }

  close() {
    this.matches = [];
    this.#show(false);
  }

  #look() {
    this.matches = this.choice.search(this.input.value);
    this.at = 0;
    this.#show(this.matches.length > 0 || this.input.value.trim() !== "");
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = Math.max(0, Math.min(this.matches.length - 1, this.at + step));
      this.#show(this.matches.length > 0);
    } else if (event.key === "Enter" && this.matches[this.at]) {
      this.#choose(this.matches[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {Match} match */
  #choose(match) {
    this.close();
    this.choice.take(match);
  }

  /** @param {boolean} open */
  #show(open) {
    const { input, list, matches } = this;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(matches.length > 0));
    list.replaceChildren(...matches.map((match, place) => this.#row(match, place)));
    if (matches.length) input.setAttribute("aria-activedescendant", `${list.id}-${this.at}`);
    else input.removeAttribute("aria-activedescendant");
    if (open && !matches.length) {
      list.append(
        el("li", { role: "option", "aria-disabled": "true", class: "none" }, this.choice.none()),
      );
    }
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Match} match
   * @param {number} place
   */
  #row(match, place) {
    const row = el(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${place}`,
        "aria-selected": String(place === this.at),
      },
      ...this.choice.draw(match),
    );
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#choose(match);
    });
    return row;
  }
}
