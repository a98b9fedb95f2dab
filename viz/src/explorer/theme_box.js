import { getLanguage, say, sayNumber } from "../i18n/language.js";
import { countChosen } from "../record/counting.js";
import { nameValue } from "../record/facets.js";
import { indexThemes } from "../record/search.js";
import { openSelection } from "../record/selection.js";
import { Combo } from "../shared/combo.js";
import { button, el, get, swatch } from "../shared/dom.js";

/**
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/search.js").Match} Match
 */

/** The box that keeps one theme, of any level: a list to search, then the theme with its ×. */
export class ThemeBox {
  /**
   * @param {Model} model
   * @param {(part: Partial<Selection>) => void} change
   */
  constructor(model, change) {
    this.model = model;
    this.change = change;
    this.selection = openSelection(model);
    /** What the index was made for. @type {{ language: string, selection: Selection } | null} */
    this.made = null;
    /** @type {(text: string) => Match[]} */
    this.search = () => [];
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
    // The names and their order are those of the language that is spoken, the counts what is kept.
    if (this.made?.language !== getLanguage() || this.made.selection !== this.selection) {
      const counts = countChosen(this.model, this.selection, "theme");
      this.search = indexThemes(this.model, counts);
    }
    this.made = { language: getLanguage(), selection: this.selection };
    return this.search(text);
  }

  /** @param {Selection} selection */
  show(selection) {
    this.selection = selection;
    const themes = [...(selection.theme ?? [])];
    this.input.hidden = themes.length > 0;
    get("theme-chip").hidden = !themes.length;
    get("theme-chip").replaceChildren(...themes.flatMap((theme) => this.#chip(theme)));
  }

  /** The name of a theme that is asked for, and what takes it away. @param {string} theme */
  #chip(theme) {
    const name = nameValue(this.model, "theme", theme);
    const remove = button(
      { "aria-label": say("filter.open", { name }) },
      () => {
        const rest = [...(this.selection.theme ?? [])].filter((one) => one !== theme);
        this.change({ theme: rest.length ? new Set(rest) : null });
        this.input.focus();
      },
      "×",
    );
    return [el("span", {}, say("filter.chip", { name })), remove];
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
