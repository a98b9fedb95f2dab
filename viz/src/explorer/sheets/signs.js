import { svgElement } from "../../shared/svg_element.js";

/**
 * @typedef {import("../../record/model.js").Model} Model
 */

// Each fills a square of 10 around 0: circle, square, triangle, diamond, cross, saltire, ring, bar.
const SIGNS = [
  "M4.5 0A4.5 4.5 0 1 1-4.5 0A4.5 4.5 0 1 1 4.5 0Z",
  "M-4-4H4V4H-4Z",
  "M0-5L5 4H-5Z",
  "M0-5.2L5.2 0L0 5.2L-5.2 0Z",
  "M-1.6-5H1.6V-1.6H5V1.6H1.6V5H-1.6V1.6H-5V-1.6H-1.6Z",
  "M-4.6-2.4L-2.4-4.6L0-2.2L2.4-4.6L4.6-2.4L2.2 0L4.6 2.4L2.4 4.6L0 2.2L-2.4 4.6L-4.6 2.4L-2.2 0Z",
  "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0ZM2.4 0A2.4 2.4 0 1 0-2.4 0A2.4 2.4 0 1 0 2.4 0Z",
  "M-5-1.8H5V1.8H-5Z",
];

/** The sign of an event. */
export const DIAMOND = SIGNS[3];

/**
 * What tells a theme without its colour: the outline of its sign, around 0.
 *
 * @param {Model} model
 * @param {string} group
 */
export function findSign(model, group) {
  const place = model.groups.findIndex((one) => one.id === group);
  return SIGNS[(place < 0 ? model.groups.length - 1 : place) % SIGNS.length] ?? SIGNS[0];
}

/**
 * The colour of a theme.
 *
 * @param {Model} model
 * @param {string} group
 */
export function findColour(model, group) {
  return model.groups.find((one) => one.id === group)?.colour ?? "#C4C4C4";
}

/**
 * Draw a sign of its own, for text and lists.
 *
 * @param {string} outline
 * @param {string} colour
 */
export function drawSign(outline, colour) {
  return svgElement(
    "svg",
    { class: "sign", viewBox: "-6 -6 12 12", "aria-hidden": "true" },
    svgElement("path", { d: outline, fill: colour }),
  );
}
