import { el } from "../shared/dom.js";
import { Combo } from "./combo.js";

/**
 * @typedef {import("./catalogue.js").Query} Query
 * @typedef {import("./catalogue.js").Parameter} Parameter
 * @typedef {{ change: () => void, submit: () => void, complete: Complete }} Listener
 * @typedef {import("./endpoint.js").Endpoint["complete"]} Complete
 */

/** @type {Record<string, Record<string, string>>} */
const INPUTS = {
  integer: { inputmode: "numeric", pattern: "[+\\-]?[0-9]{1,18}" },
  decimal: { inputmode: "decimal", pattern: "[+\\-]?[0-9]{1,18}([.][0-9]{1,18})?" },
  date: { type: "date" },
  language: { pattern: "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*" },
  text: {},
  iri: { inputmode: "url" },
};

/** The form for the parameters of a query, an input for each with what it means beneath. */
export class Form {
  /**
   * @param {HTMLElement} parent
   * @param {Listener} listener
   */
  constructor(parent, listener) {
    this.parent = parent;
    this.listener = listener;
    /** @type {Query | null} */
    this.query = null;
    /** @type {Map<string, { field: HTMLElement, input: HTMLInputElement | HTMLSelectElement,
     *   note: HTMLElement, parameter: Parameter }>} */
    this.fields = new Map();
  }

  /**
   * @param {Query | null} query
   * @param {Record<string, string>} values
   */
  show(query, values) {
    this.query = query;
    this.fields.clear();
    for (const parameter of query?.parameters ?? []) {
      this.#add(parameter, values[parameter.name] ?? parameter.default ?? "");
    }
    this.parent.replaceChildren(...[...this.fields.values()].map(({ field }) => field));
    this.parent.hidden = this.fields.size === 0;
  }

  /**
   * @param {Parameter} parameter
   * @param {string} value
   */
  #add(parameter, value) {
    const { name, type, about } = parameter;
    const id = `p-${name}`;
    const input = type === "boolean" ? makeChoice(id) : el("input", { id, ...INPUTS[type] });
    input.value = value;
    input.setAttribute("aria-describedby", `${id}-note`);
    const known = type in INPUTS || type === "boolean";
    const field = known
      ? input
      : new Combo(
          /** @type {HTMLInputElement} */ (input),
          type,
          this.listener.complete,
          this.listener.change,
        ).element;
    const note = el("p", { id: `${id}-note`, class: "meant" });
    const box = el(
      "div",
      { class: "field" },
      el("label", { for: id, title: about }, name.replaceAll("_", " "), el("small", {}, about)),
      field,
      note,
    );
    input.addEventListener(type === "boolean" ? "change" : "input", this.listener.change);
    input.addEventListener("keydown", (event) => {
      const key = /** @type {KeyboardEvent} */ (event);
      if (key.key !== "Enter" || key.defaultPrevented) return;
      key.preventDefault();
      this.listener.submit();
    });
    this.fields.set(name, { field: box, input, note, parameter });
  }

  /** The values that differ from what the query takes without them. */
  getValues() {
    return Object.fromEntries(
      [...this.fields]
        .map(([name, { input }]) => [name, input.value.trim()])
        .filter(
          ([name, value]) => value !== "" && value !== this.fields.get(name)?.parameter.default,
        ),
    );
  }

  /**
   * Say beneath each input what thing its value means, or what is wrong with it.
   *
   * @param {Record<string, { iri: string, label: string }>} meant
   * @param {{ parameter: string, error: string } | null} fault
   */
  tell(meant, fault) {
    for (const [name, { input, note }] of this.fields) {
      const wrong = fault?.parameter === name;
      const label = meant[name]?.label ?? "";
      const said = label.toLowerCase() === input.value.trim().toLowerCase() ? "" : label;
      note.textContent = wrong ? fault.error : said;
      note.classList.toggle("wrong", wrong);
      input.setAttribute("aria-invalid", String(wrong));
    }
  }
}

/** @param {string} id */
function makeChoice(id) {
  return el(
    "select",
    { id },
    el("option", { value: "true" }, "yes"),
    el("option", { value: "false" }, "no"),
  );
}
