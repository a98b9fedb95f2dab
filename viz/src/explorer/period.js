import { overlaps } from "../record/period.js";
import { el, get } from "../shared/dom.js";

/**
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/model.js").Model} Model
 */

const ENDS = /** @type {const} */ (["from", "to"]);

/** The years: how many networks ran in each, and the two ends of the period that is kept. */
export class Period {
  /**
   * @param {Model} model
   * @param {(part: Partial<Selection>) => void} change
   */
  constructor(model, change) {
    this.model = model;
    this.change = change;
    this.kept = { from: model.years[0], to: model.years[1] };
    this.#addRange();
    this.#addBars();
  }

  #addRange() {
    for (const end of ENDS) {
      const input = /** @type {HTMLInputElement} */ (get(end));
      [input.min, input.max] = this.model.years.map(String);
      input.addEventListener("input", () => {
        const year = Number(input.value);
        const other = end === "from" ? "to" : "from";
        const crossed = end === "from" ? year > this.kept.to : year < this.kept.from;
        this.change({ [end]: year, ...(crossed ? { [other]: year } : {}) });
      });
    }
  }

  #addBars() {
    const counts = countRunning(this.model);
    const most = Math.max(1, ...counts);
    get("bars").append(
      ...counts.map((count) => {
        const bar = el("i");
        bar.style.height = `${Math.round((100 * count) / most)}%`;
        return bar;
      }),
    );
  }

  /** @param {Selection} filter */
  show({ from, to }) {
    this.kept = { from, to };
    get("years").textContent = sayYears(from, to);
    for (const end of ENDS) {
      /** @type {HTMLInputElement} */ (get(end)).value = String(this.kept[end]);
    }
    [...get("bars").children].forEach((bar, place) => {
      const year = this.model.years[0] + place;
      bar.classList.toggle("out", year < from || year > to);
    });
  }
}

/**
 * How many cooperations ran in each year of the picture.
 *
 * @param {Model} model
 */
function countRunning(model) {
  const [first, last] = model.years;
  const dated = model.nodes.filter((node) => node.joins && node.start !== null);
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const one = { from: first + place, to: first + place };
    return dated.filter((node) => overlaps(model, one, node)).length;
  });
}

/**
 * @param {number} from
 * @param {number} to
 */
export function sayYears(from, to) {
  return from === to ? String(from) : `${from}–${to}`;
}
