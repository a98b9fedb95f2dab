import { sayNumber } from "../tongue.js";
import { sayLand } from "./columns.js";
import { framePicture, PAPER, trim } from "./frame.js";
import { shade } from "./pairs.js";

/**
 * @typedef {import("../model.js").Model} Model
 * @typedef {import("./pairs.js").Meeting} Meeting
 * @typedef {import("./picture.js").Mark} Mark
 */

/** The shades of the page's light mode, from none to the largest. */
const SHADES = [
  "#f2f3f1", "#e3eff8", "#c6dff0", "#a0cae5", "#76b2d8", "#4c9acb", "#0f6ba8", "#084a7d",
];
/** From this shade on, figures are white. */
const DEEP = 6;
const CELL = 26;
const NAMES = 180;

/**
 * Draw the countries' heat map to keep.
 *
 * @param {Model} model
 * @param {Map<string, Meeting>} meetings
 * @param {string[]} ranked codes of the countries
 * @param {string} title
 * @param {string} caption
 * @param {string} origin where its facts come from
 */
export function drawCountries(model, meetings, ranked, title, caption, origin) {
  const most = Math.max(0, ...[...meetings.values()].map(({ pairs }) => pairs.length));
  /** @type {Mark[]} */
  const marks = ranked.flatMap((code, row) => [
    {
      mark: "word", x: NAMES + (row + 0.5) * CELL, y: 12, text: code, anchor: "middle",
      fill: PAPER.quiet, size: 11,
    },
    {
      mark: "word", x: NAMES - 8, y: 18 + (row + 0.66) * CELL, anchor: "end", fill: PAPER.ink,
      text: trim(sayLand(model, code), NAMES - 12),
    },
    ...ranked.flatMap((other, column) =>
      drawCell(meetings.get(`${code}-${other}`)?.pairs.length ?? 0, most, column, row)),
  ]);
  return framePicture({
    title, caption, origin, marks,
    width: Math.max(560, NAMES + ranked.length * CELL), height: 18 + ranked.length * CELL,
  });
}

/**
 * @param {number} count
 * @param {number} most
 * @param {number} column
 * @param {number} row
 * @returns {Mark[]}
 */
function drawCell(count, most, column, row) {
  const step = shade(count, most);
  const [x, y] = [NAMES + column * CELL, 18 + row * CELL];
  /** @type {Mark} */
  const box = {
    mark: "box", x: x + 1, y: y + 1, width: CELL - 2, height: CELL - 2, fill: SHADES[step],
  };
  return !count ? [box] : [box, {
    mark: "word", x: x + CELL / 2, y: y + 17, text: sayNumber(count), size: 10, anchor: "middle",
    fill: step < DEEP ? PAPER.ink : "#ffffff",
  }];
}
