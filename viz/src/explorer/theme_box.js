import { hear, say, sayNumber, sayTerm } from "../i18n/language.js";
import { indexThemes } from "../record/search.js";
import { Combo } from "../shared/combo.js";
import { button, el, get, swatch } from "../shared/dom.js";

/**
 * @typedef {import("../record/filter.js").Filter} Filter
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/search.js").Match} Match
 */

/** The box that keeps one theme, of any level: a list to search, then the theme with its ×. */
export class ThemeBox {
  /**
   * @param {Model} model
   * @param {(part: Partial<Filter>) => void} change
   */
  constructor(model, change) {
    this.model = model;
    this.change = change;
    this.input = /** @type {HTMLInputElement} */ (get("theme"));
    get("theme-part").hidden = model.themes.size === 0;
    new Combo(this.input, get("themes"), {
      search: (text) => this.#search(text),
      draw: drawTheme,
      take: ({ find }) => {
        this.input.value = "";
        change(find.filter);
        get("theme-chip").querySelector("button")?.focus();
      },
      none: () => say("search.none"),
    });
  }

  /** @param {string} text */
  #search(text) {
    // The names and their order are those of the language that is spoken.
    if (this.language !== hear()) this.search = indexThemes(this.model);
    this.language = hear();
    return this.search?.(text) ?? [];
  }

  /** @param {Filter} filter */
  show({ theme }) {
    const name = sayTerm(this.model.themes.get(theme)?.label ?? theme);
    this.input.hidden = theme !== "";
    const remove = button(
      { "aria-label": say("filter.open", { name }) },
      () => {
        this.change({ theme: "" });
        this.input.focus();
      },
      "×",
    );
    get("theme-chip").hidden = theme === "";
    get("theme-chip").replaceChildren(
      ...(theme ? [el("span", {}, say("filter.chip", { name })), remove] : []),
    );
  }
}

/** @param {Match} match */
function drawTheme({ find, name }) {
  return [
    swatch("theme"),
    el("span", {}, find.label, name === find.label ? null : el("em", {}, ` ${name}`)),
    el("small", {}, sayNumber(find.weight)),
  ];
}
