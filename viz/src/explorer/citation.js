import { say } from "../i18n/language.js";
import { citeView } from "../record/cite.js";
import { get } from "../shared/dom.js";

/** @typedef {import("./page.js").Page} Page */

const SHORT = 12;

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
      get("citation-text").textContent = digest
        ? text.replace(digest, () => `${digest.slice(0, SHORT)}…`)
        : text;
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
    navigator.clipboard?.writeText(text.textContent).then(
      () => {
        get("copy").textContent = say("cite.copied");
      },
      () => undefined,
    );
  }
}
