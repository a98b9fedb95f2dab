import { say, sayNumber, sayTerm } from "../../i18n/language.js";
import { drawRibbon } from "./flows.js";
import { framePicture, gauge, PAPER, shift, trim } from "./frame.js";
import { findColour, findSign } from "./signs.js";

/**
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("./flows.js").End} End
 * @typedef {import("./flows.js").Flow} Flow
 * @typedef {import("./picture.js").Mark} Mark
 */

const WIDTH = 1000;
const NAMES = 230;
const BAR = 9;

/**
 * Draw the flow of practices to keep.
 *
 * @param {Model} model
 * @param {Flow} flow
 * @param {(end: End) => string} name
 * @param {string} title
 * @param {string} caption
 * @param {string} origin where its facts come from
 */
export function drawFlow(model, flow, name, title, caption, origin) {
  const [left, right] = [NAMES + BAR, WIDTH - NAMES - BAR];
  const key = drawKey(model, flow);
  /** @type {Mark[]} */
  const marks = [
    {
      mark: "word",
      x: NAMES,
      y: -10,
      text: say("flow.givers"),
      anchor: "end",
      bold: true,
      fill: PAPER.ink,
    },
    {
      mark: "word",
      x: WIDTH - NAMES,
      y: -10,
      text: say("flow.learners"),
      bold: true,
      fill: PAPER.ink,
    },
    ...flow.ribbons.map(
      (ribbon) =>
        /** @type {Mark} */ ({
          mark: "line",
          path: drawRibbon(ribbon, left, right),
          fill: findColour(model, ribbon.group),
          opacity: 0.5,
          title: `${name(ribbon.giver)} → ${name(ribbon.learner)}: ${ribbon.transfers.length}`,
        }),
    ),
    ...flow.givers.flatMap((end) => drawEnd(end, name(end), NAMES, NAMES - 7, "end")),
    ...flow.learners.flatMap((end) => drawEnd(end, name(end), right, WIDTH - NAMES + 7, "start")),
  ];
  return framePicture({
    title,
    caption,
    origin,
    width: WIDTH,
    height: flow.height + 64,
    marks: [...key, ...shift(marks, 0, 60)],
  });
}

/**
 * @param {Model} model
 * @param {Flow} flow
 * @returns {Mark[]}
 */
function drawKey(model, { ribbons }) {
  const used = new Set(ribbons.map(({ group }) => group));
  let x = 6;
  return model.groups
    .filter(({ id }) => used.has(id))
    .flatMap(({ id, label, colour }) => {
      const text = sayTerm(label);
      const at = x;
      x += gauge(text) + 34;
      return /** @type {Mark[]} */ ([
        { mark: "line", path: findSign(model, id), x: at, y: 6, fill: colour },
        { mark: "word", x: at + 11, y: 10, text, fill: PAPER.ink },
      ]);
    });
}

/**
 * @param {End} end
 * @param {string} name
 * @param {number} x
 * @param {number} at
 * @param {"start" | "end"} anchor
 * @returns {Mark[]}
 */
function drawEnd(end, name, x, at, anchor) {
  const text = `${trim(name, NAMES - 50)} ${sayNumber(end.transfers.length)}`;
  return [
    { mark: "box", x, y: end.top, width: BAR, height: Math.max(2, end.height), fill: PAPER.ink },
    { mark: "word", x: at, y: end.top + end.height / 2 + 4, text, anchor, fill: PAPER.ink },
  ];
}
