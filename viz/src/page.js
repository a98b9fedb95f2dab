import { readAddress, writeAddress } from "./address.js";
import { Drawing } from "./canvas.js";
import { citeView } from "./cite.js";
import { Details } from "./details.js";
import { button, get } from "./dom.js";
import { applyFilter, openFilter } from "./filter.js";
import { Finder } from "./finder.js";
import { listenKeys } from "./keys.js";
import { sayKind } from "./model.js";
import { PALETTES } from "./palette.js";
import { Panel } from "./panel.js";
import { offerExports } from "./save.js";
import { Tables } from "./tables.js";
import { countOf, sayView, sayWhole } from "./words.js";

/**
 * @typedef {import("./address.js").Look} Look
 * @typedef {import("./address.js").Place} Place
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 */

/** The page: holds where the reader is and tells every part when that changes. */
export class Page {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Place} */
    this.place = readAddress(model, location.hash);
    this.view = applyFilter(model, this.place.filter);
    this.details = new Details(model, (node) => this.pick(node));
    this.tables = new Tables(model, (node) => this.pick(node));
    this.finder = new Finder(model, (node) => this.find(node));
    this.panel = new Panel(model, (filter) => this.filter(filter));
    this.drawing = new Drawing(get("canvas"), model, this.view, {
      pick: (node) => this.pick(node, false),
      hover: (node, x, y) => this.#tip(node, x, y),
    });
    this.#wire();
    this.#paintMode();
    get("lede").textContent = sayWhole(model);
    this.#show(false);
  }

  #wire() {
    offerExports(this.model, this.drawing);
    listenKeys(this);
    const looks = /** @type {[Look, string][]} */ ([["picture", "Network"], ["table", "Tables"]]);
    get("views").append(...looks.map(([look, name]) =>
      button({ "data-look": look }, () => this.#go({ look }), name)));
    get("skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.#go({ look: "table" });
      get("tables").focus();
    });
    get("zoom-in").addEventListener("click", () => this.drawing.zoom(1.4));
    get("zoom-out").addEventListener("click", () => this.drawing.zoom(1 / 1.4));
    get("fit").addEventListener("click", () => this.fit());
    get("mode").addEventListener("click", () => this.#turnMode());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paintMode());
    window.addEventListener("hashchange", () => this.#arrive());
    window.addEventListener("beforeprint", () => this.drawing.tint(PALETTES.light));
    window.addEventListener("afterprint", () => this.#paintMode());
    this.#wireCitation();
    get("drawer").addEventListener("click", () =>
      this.#slide(!document.body.classList.contains("drawer")));
    get("stage").addEventListener("pointerdown", () => this.#slide(false));
  }

  #wireCitation() {
    const dialog = /** @type {HTMLDialogElement} */ (get("citation"));
    const text = get("citation-text");
    get("cite").addEventListener("click", () => {
      text.textContent = citeView(this.model, this.place.filter, this.#address());
      dialog.showModal();
    });
    get("citation-close").addEventListener("click", () => dialog.close());
    get("copy").addEventListener("click", () => {
      getSelection()?.selectAllChildren(text);
      navigator.clipboard?.writeText(text.textContent ?? "").catch(() => undefined);
    });
  }

  /** @param {boolean} open */
  #slide(open) {
    document.body.classList.toggle("drawer", open);
    get("drawer").setAttribute("aria-expanded", String(open));
  }

  #isDark() {
    const mode = document.documentElement.dataset["mode"];
    return mode ? mode === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  #turnMode() {
    document.documentElement.dataset["mode"] = this.#isDark() ? "light" : "dark";
    this.#paintMode();
  }

  #paintMode() {
    const dark = this.#isDark();
    get("mode").textContent = dark ? "Light" : "Dark";
    get("mode").setAttribute("aria-pressed", String(dark));
    this.drawing.tint(PALETTES[dark ? "dark" : "light"]);
  }

  /** @param {Node | null} node @param {boolean} [focus] */
  pick(node, focus = true) {
    if (node === this.place.chosen) return;
    this.#slide(false);
    this.#go({ chosen: node });
    if (node && focus) this.details.focus();
    if (!node && focus) get(this.place.look === "table" ? "tables" : "canvas").focus();
  }

  /**
   * Go to a node that was searched for, opening the filters where they hide it.
   *
   * @param {Node} node
   */
  find(node) {
    const hidden = this.view.degree[node.index] === 0;
    this.#slide(false);
    this.#go({ chosen: node, ...(hidden ? { filter: openFilter(this.model) } : {}) });
    this.details.focus();
  }

  /** @param {Filter} filter */
  filter(filter) {
    const { chosen } = this.place;
    const view = applyFilter(this.model, filter);
    const kept = chosen && view.degree[chosen.index] > 0 ? chosen : null;
    this.place = { ...this.place, filter, chosen: kept };
    this.#replaceAddress();
    this.#show(false);
  }

  /** @param {Partial<Place>} part */
  #go(part) {
    this.place = { ...this.place, ...part };
    const address = `#${this.#address()}`;
    if (location.hash !== address && !(address === "#" && !location.hash)) {
      // A new entry, so that the back button leads to the view before.
      history.pushState(null, "", address === "#" ? location.pathname + location.search : address);
    }
    this.#show(true);
  }

  #arrive() {
    const place = readAddress(this.model, location.hash);
    this.place = place;
    this.#show(true);
  }

  #address() {
    return writeAddress(this.model, this.place);
  }

  #replaceAddress() {
    const address = this.#address();
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
  }

  /** @param {boolean} moving */
  #show(moving) {
    const { filter, look } = this.place;
    this.view = applyFilter(this.model, filter);
    const { chosen } = this.place;
    this.place.chosen = chosen && this.view.degree[chosen.index] > 0 ? chosen : null;
    this.panel.show(filter);
    this.details.show(this.view, this.place.chosen);
    for (const made of get("views").querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.dataset["look"] === look));
    }
    get("tables").hidden = look !== "table";
    get("stage").classList.toggle("behind", look === "table");
    if (look === "table") this.tables.show(this.view);
    this.drawing.show(this.view, this.place.chosen);
    this.drawing.fit(moving);
    get("note").textContent = sayView(this.model, filter, this.view);
  }

  fit() {
    if (this.place.chosen) this.pick(null);
    else this.drawing.fit();
  }

  /**
   * @param {Node | null} node
   * @param {number} x
   * @param {number} y
   */
  #tip(node, x, y) {
    const tip = get("tip");
    tip.hidden = !node;
    if (!node) return;
    const others = countOf(this.view.degree[node.index], node.member ? "network" : "member");
    const name = document.createElement("b");
    name.textContent = node.label;
    tip.replaceChildren(name, document.createElement("br"),
      `${sayKind(this.model, node)}, ${others}`);
    const room = get("stage").clientWidth;
    tip.style.left = `${Math.max(8, Math.min(x + 14, room - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 18}px`;
  }
}
