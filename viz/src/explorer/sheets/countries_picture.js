import { sayNumber } from "../../i18n/language.js";
import { sayLand } from "./columns.js";
import { framePicture, PAPER, trim } from "./frame.js";
import { shade } from "./pairs.js";

/**
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("./pairs.js").Meeting} Meeting
 * @typedef {import("./picture.js").Mark} Mark
 */

/** The shades of the page's light mode, from none to the largest. */
const SHADES = [
  "#f2f3f1",
  "#e3eff8",
  "#c6dff0",
  "#a0cae5",
  "#76b2d8",
  "#4c9acb",
  "#0f6ba8",
  "#084a7d",
];
/** From this shade on, figures are white. */
const DEEP = 6;
/** What a cell bears whose count is more, or less, than chance gives. */
export const SIGNS = { over: "+", under: "−" };
const CELL = 26;
const NAMES = 180;

/**
 * Draw the countries' heat map to keep.
 *
 * @param {Model} model
 * @param {Map<string, Meeting>} meetings
 * @param {string[]} ranked codes of the countries
 * @param {Map<string, import("../../record/model.js").Chance>} chances
 * @param {{ title: string, caption: string, origin: string }} said origin: where its facts come
 *   from
 */
export function drawCountries(model, meetings, ranked, chances, { title, caption, origin }) {
  const most = Math.max(0, ...[...meetings.values()].map(({ pairs }) => pairs.length));
  /** @type {Mark[]} */
  const marks = ranked.flatMap((code, row) => [
    {
      mark: "word",
      x: NAMES + (row + 0.5) * CELL,
      y: 12,
      text: code,
      anchor: "middle",
      fill: PAPER.quiet,
      size: 11,
    },
    {
      mark: "word",
      x: NAMES - 8,
      y: 18 + (row + 0.66) * CELL,
      anchor: "end",
      fill: PAPER.ink,
      text: trim(sayLand(model, code), NAMES - 12),
    },
    ...ranked.flatMap((other, column) => {
      const key = `${code}-${other}`;
      const drawn = drawCell(meetings.get(key)?.pairs.length ?? 0, most, column, row);
      return [...drawn, ...drawSign(chances.get(key)?.represented, column, row)];
    }),
  ]);
  return framePicture({
    title,
    caption,
    origin,
    marks,
    width: Math.max(560, NAMES + ranked.length * CELL),
    height: 18 + ranked.length * CELL,
  });
}

/**
 * Frame and sign a cell whose count is more, or less, than chance gives.
 *
 * @param {"over" | "under" | "" | undefined} side
 * @param {number} column
 * @param {number} row
 * @returns {Mark[]}
 */
function drawSign(side, column, row) {
  if (!side) return [];
  const [x, y] = [NAMES + column * CELL, 18 + row * CELL];
  const path = `M1 1H${CELL - 1}V${CELL - 1}H1Z`;
  return [
    { mark: "line", path, x, y, stroke: PAPER.ink },
    {
      mark: "word",
      x: x + CELL - 3,
      y: y + 9,
      text: SIGNS[side],
      size: 10,
      bold: true,
      anchor: "end",
      fill: PAPER.ink,
    },
  ];
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
    mark: "box",
    x: x + 1,
    y: y + 1,
    width: CELL - 2,
    height: CELL - 2,
    fill: SHADES[step],
  };
  return !count
    ? [box]
    : [
        box,
        {
          mark: "word",
          x: x + CELL / 2,
          y: y + 17,
          text: sayNumber(count),
          size: 10,
          anchor: "middle",
          fill: step < DEEP ? PAPER.ink : "#ffffff",
        },
      ];
}
