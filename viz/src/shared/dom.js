/**
 * Build an element. Text is only ever text, an attribute is never a handler.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * The element of the page with this id.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function get(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element ${id}`);
  return /** @type {T} */ (element);
}

/**
 * A button that does something.
 *
 * @param {Record<string, string | boolean>} attributes
 * @param {() => void} act
 * @param {...(Node | string | null)} children
 */
export function button(attributes, act, ...children) {
  const made = el("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}

/**
 * A link, only to http and https; any other address stays text.
 *
 * @param {string} url
 * @param {string} text
 */
export function link(url, text) {
  if (!/^https?:\/\/[^\s]/i.test(url)) return el("span", {}, text);
  return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

/**
 * The sign that stands for a node in lists: its shape and colour.
 *
 * @param {string} kind
 * @param {string} [colour]
 */
export function swatch(kind, colour) {
  const sign = el("span", { class: `swatch ${kind}`, "aria-hidden": "true" });
  if (colour) sign.style.backgroundColor = colour;
  return sign;
}
