import { get } from "../shared/dom.js";
import { sayFilter } from "./filter.js";
import { hear, say, sayTerm } from "../i18n/language.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("../explorer/page.js").Page} Page
 */

const SHORT = 12;

/**
 * Say where a view comes from, so that another reader can make it again: the dataset with its
 * version and hash, the command, what the page's own filters keep, the address of the view and the
 * day on which it was seen.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {string} address of the page, or the part after #
 * @param {Date | null} [seen]
 */
export function citeView(model, filter, address, seen = null) {
  const { title, version, digest, command, query } = model;
  const kept = sayFilter(model, filter);
  return [
    `“${sayTerm(title)}”.`,
    version ? say("cite.version", { version }) : say("cite.dataset"),
    digest && say("cite.digest", { digest }),
    say("cite.command", { command: ["hanse viz", command, query].filter(Boolean).join(" ") }),
    kept && say("cite.kept", { kept }),
    seen && say("cite.seen", { date: sayDay(seen) }),
    address && say("cite.address", { address }),
  ].filter(Boolean).join(" ");
}

/** @param {Date} day by the reader's clock */
function sayDay(day) {
  const language = hear() === "en" ? "en-GB" : hear();
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(day);
}

/** The dialogue that says how to cite what is seen. */
export class Citation {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const dialog = /** @type {HTMLDialogElement} */ (get("citation"));
    get("cite").addEventListener("click", () => {
      const { digest } = page.model;
      // Shown short so that the text stays legible; copied whole.
      const text = this.#write();
      get("citation-text").textContent = digest ?
        text.replace(digest, () => `${digest.slice(0, SHORT)}…`) : text;
      get("copy").textContent = say("cite.copy");
      dialog.showModal();
    });
    get("citation-close").addEventListener("click", () => dialog.close());
    get("copy").addEventListener("click", () => this.#copy());
  }

  #write() {
    const { model, place } = this.page;
    const address = this.page.address();
    // The address of a file tells of the reader's own machine and leads nobody else here.
    const base = /^https?:$/.test(location.protocol) ? location.href.replace(/#.*/, "") : "";
    const whole = address ? `${base}#${address}` : base;
    return citeView(model, place.filter, whole, new Date());
  }

  #copy() {
    const text = get("citation-text");
    text.textContent = this.#write();
    getSelection()?.selectAllChildren(text);
    navigator.clipboard?.writeText(text.textContent).then(() => {
      get("copy").textContent = say("cite.copied");
    }, () => undefined);
  }
}
