import { getLanguage, say, sayTerm } from "../i18n/language.js";
import { nameCountry } from "../record/facets.js";
import { indexModel } from "../record/search.js";
import { Combo } from "../shared/combo.js";
import { el, get, swatch } from "../shared/dom.js";

/**
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../record/search.js").Find} Find
 * @typedef {import("../record/search.js").Match} Match
 */

/** The search box over everything that has a name. */
export class Finder {
  /**
   * @param {Model} model
   * @param {(find: Find) => void} take called with what was found and taken
   */
  constructor(model, take) {
    this.model = model;
    this.input = /** @type {HTMLInputElement} */ (get("query"));
    /** @type {string | null} */
    this.language = null;
    /** @type {import("../record/search.js").Search} made when it is first asked */
    this.search = () => [];
    this.combo = new Combo(this.input, get("matches"), {
      search: (text) => this.#search(text),
      draw: (match) => drawMatch(model, match),
      take: ({ find }) => {
        this.input.value = find.node ? find.label : "";
        take(find);
      },
      none: () => say("search.none"),
    });
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  /** @param {string} text */
  #search(text) {
    // Countries and themes are found by the names of the language that is spoken.
    if (this.language !== getLanguage()) this.search = indexModel(this.model);
    this.language = getLanguage();
    return this.search(text);
  }
}

/**
 * The row of a match: its sign, its name, the other name that was typed and what it is.
 *
 * @param {Model} model
 * @param {Match} match
 */
export function drawMatch(model, { find, name }) {
  const { kind, label, node } = find;
  const group = node && !node.member && model.groups.find((one) => one.id === node.group);
  return [
    swatch(kind, group ? group.colour : undefined),
    el("span", {}, label, name === label ? null : el("em", {}, ` ${name}`)),
    el("small", {}, node ? hint(model, node) : say(`kind.${kind}`)),
  ];
}

/**
 * @param {Model} model
 * @param {Node} node
 */
function hint(model, node) {
  if (node.member && node.country) return nameCountry(model, node.country);
  if (node.member) return say(`kind.${node.kind}`);
  if (node.joins) return String(node.start ?? (node.programme || say(`kind.${node.kind}`)));
  return node.kind === "event" && node.type ? sayTerm(node.type) : say(`kind.${node.kind}`);
}
