import { getLanguage, listLanguages, say, setLanguage, translate } from "../i18n/language.js";
import { readAddress, writeAddress } from "../record/address.js";
import { citeView } from "../record/cite.js";
import { keepEgo } from "../record/ego.js";
import { sayHeading } from "../record/heading.js";
import { sayKind } from "../record/model.js";
import { openSelection } from "../record/selection.js";
import { applySelection } from "../record/view.js";
import { sayRecord, sayTies, sayView } from "../record/words.js";
import { button, get } from "../shared/dom.js";
import { PALETTES } from "../shared/palette.js";
import { Citation } from "./citation.js";
import { Details } from "./details/details.js";
import { Finder } from "./finder.js";
import { listenKeys } from "./keys.js";
import { showNothing } from "./nothing.js";
import { Panel } from "./panel.js";
import { Player } from "./player.js";

/**
 * @typedef {import("../record/address.js").Look} Look
 * @typedef {import("../record/address.js").Place} Place
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../shared/palette.js").Palette} Palette
 *
 * @typedef {{ pick: (node: Node | null) => void, hover: (node: Node | null, x: number, y: number)
 *   => void }} Listener what a drawing tells of the pointer
 *
 * @typedef {object} Sheet a view that is made of elements, such as a table
 * @property {(view: View, place: Place) => void} show
 *
 * @typedef {object} Drawing a view that is drawn
 * @property {(view: View, chosen: Node | null, place: Place, playing?: boolean) => void} show
 *   with `playing` what comes and goes fades, and nothing else moves
 * @property {(moving?: boolean) => void} fit
 * @property {boolean} [held] whether the reader has moved it since it was last fitted
 * @property {(filter: Selection) => string} [say] what is to be known on reading it, "" where nothing
 *   but what every view has
 * @property {(palette: Palette) => void} tint
 * @property {(factor: number) => void} zoom
 * @property {(right: number, down: number) => void} pan
 *
 * @typedef {object} Kit what a page is made of
 * @property {[Look, import("../i18n/language.js").Key][]} looks views by id and phrase, the first
 *   is where the page opens
 * @property {(view: View, listener: Listener, place: Place) =>
 *   Drawing} draw
 * @property {Map<Look, (pick: (node: Node | null) => void, page: Page) => Sheet>} sheets which of
 *   the views are sheets; the others are drawn
 * @property {(page: Page) => void} furnish adds what this page has and others do not
 */

/** The page: holds where the reader is and tells every part when that changes. */
export class Page {
  /**
   * @param {Model} model
   * @param {Kit} kit
   */
  constructor(model, kit) {
    this.model = model;
    this.kit = kit;
    this.looks = kit.looks.map(([look]) => look);
    /** @type {(() => void)[]} what else is brought up to date when the place changes */
    this.shown = [];
    /** @type {Map<Look, Sheet>} */
    this.sheets = new Map();
    /** @type {Place} */
    this.place = readAddress(model, location.hash, this.looks);
    setLanguage(this.place.language);
    this.view = applySelection(model, this.place.filter);
    /** Whether the years pass: then nothing moves but what appears and goes. */
    this.playing = false;
    this.details = new Details(
      model,
      (node) => this.pick(node),
      (part) => {
        this.go(part);
        this.details.focus();
      },
    );
    this.finder = new Finder(model, ({ node, filter }) =>
      node ? this.find(node) : this.narrow(filter),
    );
    this.panel = new Panel(
      model,
      (filter) => this.filter(filter),
      (node) => this.find(node),
    );
    this.player = new Player(this);
    this.drawing = kit.draw(
      this.view,
      {
        pick: (node) => this.pick(node, false),
        hover: (node, x, y) => this.#tip(node, x, y),
      },
      this.place,
    );
    this.#wire();
    this.#setLanguage();
    this.#show(false);
  }

  #wire() {
    this.kit.furnish(this);
    listenKeys(this);
    get("views").append(
      ...this.kit.looks.map(([look, name]) =>
        button({ "data-look": look, "data-say": name }, () => this.go({ look })),
      ),
    );
    this.#offerLanguages();
    get("skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.go({ look: "table" });
      get("tables").focus();
    });
    get("zoom-in").addEventListener("click", () => this.drawing.zoom(1.4));
    get("zoom-out").addEventListener("click", () => this.drawing.zoom(1 / 1.4));
    get("fit").addEventListener("click", () => this.fit());
    get("mode").addEventListener("click", () => this.#turnMode());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paintMode());
    window.addEventListener("hashchange", () => this.#arrive());
    window.addEventListener("beforeprint", () => {
      this.drawing.tint(PALETTES.light);
      get("imprint").textContent = this.cite();
    });
    window.addEventListener("afterprint", () => this.#paintMode());
    new Citation(this);
    get("drawer").addEventListener("click", () =>
      this.slide(!document.body.classList.contains("drawer")),
    );
    get("stage").addEventListener("pointerdown", () => this.slide(false));
  }

  #offerLanguages() {
    const languages = listLanguages();
    get("tongues").hidden = languages.length < 2;
    get("tongues").append(
      ...languages.map(({ language, name }) =>
        button(
          { lang: language, "aria-label": `${language.toUpperCase()}: ${name}`, title: name },
          () => this.go({ language }),
          language.toUpperCase(),
        ),
      ),
    );
  }

  /** Speak the language of the place in all that stands still; what moves is shown anew. */
  #setLanguage() {
    setLanguage(this.place.language);
    document.documentElement.lang = getLanguage();
    translate(document);
    const title = sayHeading(this.model.scope);
    document.title = title;
    get("title").textContent = title;
    get("canvas").setAttribute("aria-label", title);
    get("lede").textContent = sayRecord(this.model);
    for (const made of get("tongues").querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.lang === getLanguage()));
    }
    this.sheets.clear();
    this.#paintMode();
  }

  /** @param {boolean} open */
  slide(open) {
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
    get("mode").textContent = say(dark ? "bar.light" : "bar.dark");
    get("mode").setAttribute("aria-pressed", String(dark));
    this.drawing.tint(PALETTES[dark ? "dark" : "light"]);
  }

  /** @param {Node | null} node @param {boolean} [focus] */
  pick(node, focus = true) {
    const { chosen, other, task } = this.place;
    if (node === chosen && node) return;
    this.slide(false);
    const asked = !other && (task === "compare" || task === "chain");
    // A click in the picture answers the question for a second member.
    if (asked && chosen && node?.member) this.go({ other: node });
    else this.go({ chosen: node, task: "", other: null });
    if (node && focus) this.details.focus();
    if (!node && focus) get(this.isSheet() ? "tables" : "canvas").focus();
  }

  isSheet() {
    return this.kit.sheets.has(this.place.look);
  }

  /** The sheet that is open, null where the view is drawn. */
  sheet() {
    return this.sheets.get(this.place.look) ?? null;
  }

  /** The sheet of the view in which the reader is, made when it is first asked for. */
  #sheet() {
    const { look } = this.place;
    const make = this.kit.sheets.get(look);
    if (make && !this.sheets.has(look)) {
      this.sheets.set(
        look,
        make((node) => this.pick(node), this),
      );
    }
    return this.sheets.get(look);
  }

  /**
   * Go to a node that was searched for, opening the filters where they hide it.
   *
   * @param {Node} node
   */
  find(node) {
    const hidden = !this.view.shown[node.index];
    this.slide(false);
    this.go({
      chosen: node,
      task: "",
      other: null,
      ...(hidden ? { filter: openSelection(this.model) } : {}),
    });
    this.details.focus();
  }

  /** @param {Selection} filter */
  filter(filter) {
    this.place = { ...this.place, filter };
    this.#show(false, !this.playing && !this.drawing.held);
    this.#replaceAddress();
  }

  /**
   * Keep only what was searched for, a theme, a country or a programme.
   *
   * @param {Partial<Selection>} part
   */
  narrow(part) {
    this.slide(false);
    this.go({ filter: { ...this.place.filter, ...part } });
  }

  /**
   * Go to another place, from which the back button leads here.
   *
   * @param {Partial<Place>} part
   */
  go(part) {
    // What one sheet understands says nothing to another.
    const other = part.look !== undefined && part.look !== this.place.look;
    this.place = { ...this.place, ...(other ? { extra: {} } : {}), ...part };
    const address = `#${this.address()}`;
    if (location.hash !== address && !(address === "#" && !location.hash)) {
      // A new entry, so that the back button leads to the view before.
      history.pushState(null, "", address === "#" ? location.pathname + location.search : address);
    }
    this.#show(true);
  }

  /**
   * Keep in the address how the sheet is shown, without a new entry for the back button.
   *
   * @param {Record<string, string>} extra
   */
  note(extra) {
    this.place = { ...this.place, extra };
    this.#replaceAddress();
  }

  #arrive() {
    const place = readAddress(this.model, location.hash, this.looks);
    this.place = place;
    this.#show(true);
  }

  address() {
    return writeAddress(this.model, this.place, this.looks);
  }

  #replaceAddress() {
    const address = this.address();
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
  }

  /**
   * @param {boolean} moving
   * @param {boolean} [fitting]
   */
  #show(moving, fitting = true) {
    const { filter, look, language } = this.place;
    if (language !== getLanguage()) this.#setLanguage();
    this.view = this.#see();
    this.panel.show(filter, this.view);
    this.player.show();
    this.details.show(this.view, this.place);
    for (const made of get("views").querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.dataset["look"] === look));
    }
    const sheet = this.#sheet();
    get("tables").hidden = !sheet;
    get("stage").classList.toggle("behind", Boolean(sheet));
    if (sheet) sheet.show(this.view, this.place);
    else {
      const { chosen } = this.place;
      const seen = chosen && this.view.shown[chosen.index] ? chosen : null;
      this.drawing.show(this.view, seen, this.place, this.playing);
    }
    showNothing(this.model, filter, this.view, (part) => this.narrow(part));
    get("note").textContent = this.say();
    if (!sheet && fitting) this.drawing.fit(moving);
    for (const show of this.shown) show();
  }

  /** What is to be known on reading the picture. */
  say() {
    const { filter } = this.place;
    const own = this.isSheet() ? "" : this.drawing.say?.(filter);
    return own || sayView(this.model, filter, this.view);
  }

  /** Where the view comes from. */
  cite() {
    return citeView(this.model, this.place.filter, this.address());
  }

  /** What the filter leaves, or of that only what is around the chosen node. */
  #see() {
    const { filter } = this.place;
    const view = applySelection(this.model, filter);
    const { chosen } = this.place;
    // While the years pass, the chosen one stays though a year may not know it.
    const kept = chosen && (view.shown[chosen.index] || this.playing) ? chosen : null;
    if (!kept) Object.assign(this.place, { chosen: null, task: "", other: null });
    return kept && this.place.task === "ego" ? keepEgo(this.model, view, kept) : view;
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
    const name = document.createElement("b");
    name.textContent = node.label;
    tip.replaceChildren(
      name,
      document.createElement("br"),
      `${sayKind(this.model, node)}, ${sayTies(this.view, node)}`,
    );
    const room = get("stage").clientWidth;
    tip.style.left = `${Math.max(8, Math.min(x + 14, room - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 18}px`;
  }
}
