import { getLanguage } from "../../i18n/language.js";
import { writeAddress } from "../../record/address.js";
import { sayLimits } from "../../record/words.js";
import { button, el, get } from "../../shared/dom.js";

/**
 * @typedef {import("../../record/address.js").Place} Place
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../page.js").Page} Page
 * @typedef {import("./grid.js").Grid<any>} Grid
 * @typedef {import("./picture.js").Picture} Picture
 */

/** A sheet: a view made of elements, made again only when what it shows has changed. */
export class Sheet {
  /**
   * @param {Model} model
   * @param {Page} page
   * @param {string} name
   */
  constructor(model, page, name) {
    this.model = model;
    this.page = page;
    this.root = el("div", { class: `leaf ${name}` });
    this.region = get("tables");
    /** @type {string | null} */
    this.key = null;
    /** @type {View} */
    this.view = page.view;
    this.place = page.place;
    this.root.addEventListener("click", (event) => this.#follow(event));
  }

  /**
   * @param {View} view
   * @param {Place} place
   */
  show(view, place) {
    const away = this.root.parentNode !== this.region;
    const key = this.#sign(place);
    const before = this.place;
    this.view = view;
    this.place = place;
    this.region.setAttribute("aria-label", this.title());
    if (key !== this.key) this.#renew();
    if (away) {
      this.region.replaceChildren(this.root);
      this.region.scrollTop = 0;
      // On a phone the names of the views do not all fit.
      get("views")
        .querySelector("[aria-pressed=true]")
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (key !== this.key) this.settle(this.key === null ? null : before);
    this.key = key;
  }

  /** What a place shows in this sheet, in a text. @param {Place} place */
  #sign(place) {
    // What is chosen changes a sheet only where the page shows nothing but what is around it.
    const bare =
      place.task === "ego"
        ? place
        : { ...place, chosen: null, task: /** @type {const} */ (""), other: null };
    return `${getLanguage()} ${writeAddress(this.model, bare, this.page.looks)}`;
  }

  /** Fill again, the focus and the place on the page staying where they are. */
  #renew() {
    const { scrollTop } = this.region;
    const held =
      this.root.contains(document.activeElement) &&
      document.activeElement?.getAttribute("data-key");
    this.root.replaceChildren(...this.fill());
    if (held) {
      /** @type {HTMLElement | null} */ (
        this.root.querySelector(`[data-key="${CSS.escape(held)}"]`)
      )?.focus({ preventScroll: true });
    }
    this.region.scrollTop = scrollTop;
  }

  /** An element that names a node leads to its details. @param {MouseEvent} event */
  #follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const found = /** @type {Element} */ (event.target).closest("[data-node]");
    const node = this.model.nodes[Number(found?.getAttribute("data-node") ?? -1)];
    if (!node) return;
    event.preventDefault();
    this.page.pick(node);
  }

  /** What the sheet is called. @returns {string} */
  title() {
    return "";
  }

  /** The elements of the sheet. @returns {Node[] | any[]} */
  fill() {
    return [];
  }

  /**
   * Called once what changed is in the page.
   *
   * @param {Place | null} before where the reader was, null when the sheet is new
   */
  settle(before) {
    void before;
  }

  /** The sheet as a picture to keep, null where it has none. @returns {Picture | null} */
  picture() {
    return null;
  }

  /** The table that can be kept, null where there is none. @returns {Grid | null} */
  table() {
    return null;
  }

  /** @param {string} text */
  head(text) {
    const limits = sayLimits(this.model, this.place.filter, this.view);
    return [
      el("h2", {}, this.title()),
      el("p", { class: "said" }, text),
      limits ? el("p", { class: "limits" }, limits) : "",
    ];
  }

  /**
   * A choice between ways to show the sheet, which the address keeps.
   *
   * @param {string} part of the address
   * @param {string} name what is chosen
   * @param {[string, string][]} ways values and names, the first being the one without an address
   */
  choice(part, name, ways) {
    const now = this.read(
      part,
      ways.map(([way]) => way),
    );
    return el(
      "div",
      { class: "choice" },
      el("span", { id: `${part}-name` }, name),
      el(
        "div",
        { class: "segments", role: "group", "aria-labelledby": `${part}-name` },
        ...ways.map(([way, label]) =>
          button(
            { "data-key": `${part}/${way}`, "data-way": way, "aria-pressed": String(way === now) },
            () => this.turn(part, way === ways[0][0] ? "" : way),
            label,
          ),
        ),
      ),
    );
  }

  /**
   * What the address says of a part, the first of the known values where it says nothing known.
   *
   * @param {string} part
   * @param {string[]} known
   */
  read(part, known) {
    const value = this.place.extra[part] ?? "";
    return known.includes(value) ? value : known[0];
  }

  /**
   * Show the sheet another way.
   *
   * @param {string} part of the address
   * @param {string} value "" for the usual one
   * @param {Record<string, string>} [others] further parts
   */
  turn(part, value, others = {}) {
    this.page.go({ extra: { ...this.place.extra, ...others, [part]: value } });
  }

  /**
   * Keep in the address what the sheet shows already.
   *
   * @param {Record<string, string>} parts
   */
  note(parts) {
    this.page.note({ ...this.place.extra, ...parts });
    this.place = this.page.place;
    this.key = this.#sign(this.place);
  }
}
