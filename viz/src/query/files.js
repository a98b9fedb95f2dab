import { button, el, get } from "../shared/dom.js";
import { fetchForm } from "./ask.js";

/**
 * @typedef {import("./ask.js").Asked} Asked
 * @typedef {import("./views.js").Picture} Picture
 * @typedef {[string, string, string]} Form ending, media type, what it is called
 */

/** @type {Form[]} */
const ROWS = [
  ["csv", "text/csv", "Table (CSV)"],
  ["tsv", "text/tab-separated-values", "Table with RDF terms (TSV)"],
  ["json", "application/sparql-results+json", "Results (JSON)"],
  ["xml", "application/sparql-results+xml", "Results (XML)"],
];
/** @type {Form[]} */
const TRIPLES = [
  ["ttl", "text/turtle", "Turtle"],
  ["nt", "application/n-triples", "N-Triples"],
  ["jsonld", "application/ld+json", "JSON-LD"],
  ["rdf", "application/rdf+xml", "RDF/XML"],
];

/** The menu that keeps an answer, or its picture, as a file. */
export class Files {
  /**
   * @param {import("./endpoint.js").Endpoint} endpoint
   * @param {(error: unknown) => void} fail told what went wrong
   */
  constructor(endpoint, fail) {
    this.endpoint = endpoint;
    this.fail = fail;
    this.menu = /** @type {HTMLDetailsElement} */ (get("files"));
    this.list = get("forms");
    document.addEventListener("pointerdown", (event) => {
      if (!this.menu.contains(/** @type {Node} */ (event.target))) this.menu.open = false;
    });
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.menu.open) return;
      this.menu.open = false;
      this.menu.querySelector("summary")?.focus();
      event.stopPropagation();
    });
  }

  /**
   * @param {Asked | null} asked
   * @param {Picture | null} picture
   * @param {string} name of the files, without an ending
   */
  offer(asked, picture, name) {
    this.menu.hidden = asked === null;
    if (!asked) return;
    const forms =
      asked.answer.kind === "triples"
        ? TRIPLES
        : asked.answer.kind === "boolean"
          ? ROWS.slice(2)
          : ROWS;
    const drawn = picture
      ? [
          this.#row(
            "svg",
            "Drawing (SVG)",
            name,
            async () => new Blob([picture.svg()], { type: "image/svg+xml" }),
          ),
          this.#row("png", "Picture (PNG)", name, () => picture.png()),
        ]
      : [];
    this.list.replaceChildren(
      ...drawn,
      ...forms.map(([ending, type, label]) =>
        this.#row(ending, label, name, () =>
          fetchForm(this.endpoint, asked.text, type, AbortSignal.timeout(120_000)),
        ),
      ),
    );
  }

  /**
   * @param {string} ending
   * @param {string} label
   * @param {string} name
   * @param {() => Promise<Blob | null>} make
   */
  #row(ending, label, name, make) {
    return button(
      { "data-form": ending },
      async () => {
        this.menu.open = false;
        try {
          const blob = await make();
          if (!blob) throw new Error("this browser cannot paint a picture of this size");
          keep(`${name}.${ending}`, blob);
        } catch (error) {
          this.fail(error);
        }
      },
      label,
    );
  }
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
function keep(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
