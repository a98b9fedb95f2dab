import { collate, count, joinNames, say, sayNumber } from "../../i18n/language.js";
import { button, el } from "../../shared/dom.js";
import { press, roveTabindex, stepGrid } from "../../shared/roving_tabindex.js";
import { sayLand } from "./columns.js";
import { drawCountries, SIGNS } from "./countries_picture.js";
import { Grid, lead } from "./grid.js";
import {
  countSide,
  findTies,
  gatherMeetings,
  listShades,
  pairCities,
  rankCountries,
  shade,
} from "./pairs.js";
import { Sheet } from "./sheet.js";
import { columnsOfEncounters, columnsOfMeetings } from "./tie_columns.js";

/**
 * @typedef {import("./pairs.js").Meeting} Meeting
 */

/** Which countries' cities meet: how many pairs of cities share a network, and which. */
export class Countries extends Sheet {
  /**
   * @param {import("../../record/model.js").Model} model
   * @param {import("../page.js").Page} page
   */
  constructor(model, page) {
    super(model, page, "countries");
    /** @type {Map<string, Meeting>} */
    this.meetings = new Map();
    /** @type {string[]} */
    this.ranked = [];
    this.most = 0;
    this.pairs = 0;
    /** Pairs of which a country is not recorded. */
    this.homeless = 0;
    /**
     * What chance gives, which was tested for the whole record: nothing where a filter narrows it.
     *
     * @type {Map<string, import("../../record/model.js").Chance>}
     */
    this.chances = new Map();
  }

  title() {
    return say("pairs.title");
  }

  fill() {
    const pairs = pairCities(this.view);
    this.pairs = pairs.length;
    this.homeless = pairs.filter(({ one, other }) => !one.country || !other.country).length;
    this.meetings = gatherMeetings(pairs);
    this.chances = this.view.ties.size === this.model.ties.length ? this.model.meetings : new Map();
    this.ranked = rankCountries(this.meetings);
    this.most = Math.max(0, ...[...this.meetings.values()].map((one) => one.pairs.length));
    this.chosen = this.meetings.get(this.place.extra["pair"] ?? "") ?? null;
    this.encounters = this.chosen && this.#list(this.chosen);
    this.grid = this.#tabulate();
    return [
      ...this.head(`${this.#said()}${this.most ? ` ${say("pairs.choose")}` : ""}`),
      ...(this.most ? [this.#chance(), this.#legend(), this.#heat()] : []),
      ...(this.chosen ? [this.#meeting(this.chosen)] : []),
      ...(this.most ? [el("h3", {}, say("pairs.all")), this.grid.element] : []),
    ];
  }

  #said() {
    const homeless = this.homeless;
    if (!this.pairs) return say("pairs.none");
    return [
      count(this.pairs, "pairs.said"),
      say("pairs.how"),
      homeless && count(homeless, "pairs.left"),
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** How many pairs of countries are marked, or why none can be. */
  #chance() {
    if (!this.model.meetings.size) return "";
    return el("p", { class: "said" }, this.#sayChance());
  }

  #sayChance() {
    if (!this.chances.size) return say("pairs.narrowed");
    const all = new Set(this.chances.values());
    const how = (/** @type {"over" | "under"} */ side) =>
      [...all].filter(({ represented }) => represented === side).length;
    const [over, under] = [how("over"), how("under")];
    const told = { over: sayNumber(over), under: sayNumber(under), all: sayNumber(all.size) };
    return over + under ? say("pairs.marked", told) : say("pairs.unmarked", told);
  }

  #legend() {
    return el(
      "ul",
      { class: "legend shades", "aria-label": say("pairs.legend") },
      el("li", {}, say("pairs.legend")),
      ...listShades(this.most).map(([step, least, largest]) =>
        el(
          "li",
          {},
          el("span", { class: `shade s${step}` }),
          least === largest ? sayNumber(least) : `${sayNumber(least)}–${sayNumber(largest)}`,
        ),
      ),
    );
  }

  #heat() {
    const names = this.ranked.map((code) => sayLand(this.model, code));
    const table = el(
      "table",
      { role: "grid", class: "heat", "aria-label": this.title() },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td"),
          ...this.ranked.map((code, place) =>
            el(
              "th",
              { scope: "col", title: names[place] },
              el("abbr", { title: names[place] }, code),
            ),
          ),
        ),
      ),
      el(
        "tbody",
        {},
        ...this.ranked.map((code, row) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, names[row]),
            ...this.ranked.map((other) => this.#cell(code, other)),
          ),
        ),
      ),
    );
    table.style.setProperty("--countries", String(this.ranked.length));
    roveTabindex(table, "tbody td", stepGrid(this.ranked.length));
    return el("div", { class: "heat-scroll" }, table);
  }

  /** @param {string} one @param {string} other */
  #cell(one, other) {
    const key = `${one}-${other}`;
    const number = this.meetings.get(key)?.pairs.length ?? 0;
    const chosen = this.chosen && key === `${this.chosen.one}-${this.chosen.other}`;
    const side = this.chances.get(key)?.represented ?? "";
    const said = `${this.#sayBoth(one, other)}: ${count(number, "of.pair")}${this.#sayBeside(key)}`;
    const cell = el(
      "td",
      {
        class: `s${shade(number, this.most)}${one === other ? " own" : ""} ${side}`.trim(),
        "data-key": `cell/${key}`,
        "aria-selected": chosen ? "true" : null,
        "aria-label": said,
        title: said,
      },
      number ? sayNumber(number) : null,
      side && el("sup", {}, SIGNS[side]),
    );
    if (number) press(cell, () => this.turn("pair", key));
    return cell;
  }

  /** What chance gives two countries, where they have more or less. @param {string} key */
  #sayBeside(key) {
    const found = this.chances.get(key);
    if (!found?.represented) return "";
    const { observed, expected, represented } = found;
    const told = { observed: sayNumber(observed), expected: sayNumber(expected) };
    return `; ${say(represented === "over" ? "pairs.over" : "pairs.under", told)}`;
  }

  /** @param {string} one @param {string} other */
  #sayBoth(one, other) {
    const names = [one, other].map((code) => sayLand(this.model, code));
    return one === other ? say("pairs.within", { country: names[0] }) : joinNames(names);
  }

  /** @param {Meeting} meeting */
  #list(meeting) {
    const { view } = this;
    return meeting.pairs
      .flatMap(({ one, other, shared }) =>
        shared.map((cooperation) => ({
          one,
          other,
          cooperation,
          first: findTies(view, one, cooperation),
          second: findTies(view, other, cooperation),
        })),
      )
      .sort((a, b) => collate(a.one.label, b.one.label) || collate(a.other.label, b.other.label));
  }

  /** The cities of two countries that met. @param {Meeting} meeting */
  #meeting(meeting) {
    const rows = this.encounters ?? [];
    const networks = new Set(rows.map(({ cooperation }) => cooperation));
    const names = [meeting.one, meeting.other].map((code) => sayLand(this.model, code));
    const both = this.#sayBoth(meeting.one, meeting.other);
    this.inner = new Grid({
      name: both,
      columns: columnsOfEncounters(names[0], names[1]),
      rows,
    });
    return el(
      "section",
      { class: "inset", id: "meeting", "aria-labelledby": "meeting-name" },
      button({ class: "close", "aria-label": say("pairs.close") }, () => this.#close(), "✕"),
      el("h3", { tabindex: -1, id: "meeting-name" }, both),
      el(
        "p",
        { class: "said" },
        say("pairs.meeting", {
          pairs: count(meeting.pairs.length, "of.pair"),
          networks: count(networks.size, "of.network"),
        }),
      ),
      ...this.#sides(meeting, names),
      this.inner.element,
    );
  }

  /** Which cities of each country, how many of the other each met. */
  #sides(/** @type {Meeting} */ meeting, /** @type {string[]} */ names) {
    const sides = meeting.one === meeting.other ? [] : /** @type {const} */ (["one", "other"]);
    return sides.map((side, place) => {
      const cities = countSide(meeting, side);
      return el(
        "p",
        { class: "side" },
        el("b", {}, `${names[place]}: ${count(cities.length, "of.city")}. `),
        ...cities.flatMap(([city, number], at) => [
          at ? " · " : null,
          lead(city),
          ` ${sayNumber(number)}`,
        ]),
      );
    });
  }

  #close() {
    const key = `cell/${this.chosen?.one}-${this.chosen?.other}`;
    this.turn("pair", "");
    /** @type {HTMLElement | null} */ (
      this.root.querySelector(`[data-key="${CSS.escape(key)}"]`)
    )?.focus();
  }

  /** @param {import("../../record/address.js").Place | null} before */
  settle(before) {
    const pair = this.place.extra["pair"];
    if (!pair || before?.extra["pair"] === pair) return;
    const made = /** @type {HTMLElement | null} */ (this.root.querySelector("#meeting"));
    made?.scrollIntoView({ block: "start" });
    made?.querySelector("h3")?.focus({ preventScroll: true });
  }

  /** Each pair of countries once. */
  #tabulate() {
    const met = [...this.meetings.values()].filter(
      ({ one, other }) => this.ranked.indexOf(one) <= this.ranked.indexOf(other),
    );
    return new Grid({
      name: say("pairs.all"),
      rows: met,
      sort: this.place.extra["sort"] || "-pairs",
      columns: columnsOfMeetings(this.model, this.chances),
      sorted: (now) => this.note({ sort: now === "-pairs" ? "" : now }),
    });
  }

  /** The table of the two countries that are open, else that of all. */
  table() {
    return (this.chosen && this.inner) || this.grid || null;
  }

  picture() {
    return drawCountries(this.model, this.meetings, this.ranked, this.chances, {
      title: this.title(),
      origin: this.page.cite(),
      caption: this.chances.size ? `${this.#said()} ${this.#sayChance()}` : this.#said(),
    });
  }
}
