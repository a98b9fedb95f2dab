import { say } from "../i18n/language.js";
import { button, el, get } from "../shared/dom.js";
import { sayYears } from "./period.js";

/**
 * @typedef {import("./page.js").Page} Page
 * @typedef {{ from: number, to: number }} Years
 */

/** How long each year stands, in milliseconds. */
const PACE = 900;

/**
 * The years with which a play begins: of the whole time its first year, else the period that is
 * kept, and where that is over, one as long at the beginning.
 *
 * @param {Years} kept
 * @param {[number, number]} years
 * @returns {Years}
 */
export function beginYears({ from, to }, [first, last]) {
  if (from <= first && to >= last) return { from: first, to: first };
  return to >= last ? { from: first, to: first + to - from } : { from, to };
}

/**
 * The next year, or the next period as long; null where the time is over.
 *
 * @param {Years} shown
 * @param {[number, number]} years
 * @returns {Years | null}
 */
export function passYear({ from, to }, [, last]) {
  return to >= last ? null : { from: from + 1, to: to + 1 };
}

/** Lets the years pass one by one while everything stays in its place. */
export class Player {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Years | null} */
    this.shown = null;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    get("play").addEventListener("click", () => this.toggle());
    this.pill = get("playing");
    this.years = el("b", {});
    this.again = button({ class: "button", id: "pause" }, () => this.toggle());
    this.pill.append(
      this.again,
      this.years,
      button({ class: "button", "data-label": "play.close" }, () => this.end(), "✕"),
    );
  }

  /** Play or pause; who asked for less motion gets one year for each press. */
  toggle() {
    if (this.page.playing) this.pause();
    else {
      const { filter } = this.page.place;
      const { years } = this.page.model;
      const next = this.#isShown()
        ? (passYear(filter, years) ?? beginYears(filter, years))
        : beginYears(filter, years);
      this.page.slide(false);
      this.#show(next);
    }
  }

  pause() {
    clearTimeout(this.timer);
    this.page.playing = false;
    get("note").setAttribute("aria-live", "polite");
    this.show();
  }

  /** End the play and show all the years again. */
  end() {
    this.pause();
    this.shown = null;
    const [from, to] = this.page.model.years;
    this.page.filter({ ...this.page.place.filter, from, to });
    get("play").focus();
  }

  /** Whether the period that is kept is the one that was played last. */
  #isShown() {
    const { from, to } = this.page.place.filter;
    return this.shown?.from === from && this.shown.to === to;
  }

  /** @param {Years} years */
  #show(years) {
    this.shown = years;
    this.page.playing = true;
    // A reader that speaks would be told of every year and hear nothing else.
    get("note").setAttribute("aria-live", "off");
    this.page.filter({ ...this.page.place.filter, ...years });
    const next = passYear(years, this.page.model.years);
    if (this.calm.matches || !next) this.pause();
    else this.timer = setTimeout(() => this.#show(next), PACE);
  }

  /** Show how the play stands; it ends where the reader kept another period meanwhile. */
  show() {
    if (this.shown && !this.#isShown()) {
      this.shown = null;
      if (this.page.playing) return this.pause();
    }
    const { playing } = this.page;
    const name = say(playing ? "pause" : this.calm.matches ? "play.step" : "play");
    this.pill.hidden = !this.shown;
    this.years.textContent = this.shown ? sayYears(this.shown.from, this.shown.to) : "";
    for (const made of [get("play"), this.again]) {
      made.setAttribute("aria-label", name);
      made.textContent = playing ? "❚❚" : this.calm.matches ? "▶❙" : "▶";
    }
  }
}
