import { say, sayNumber, sayTerm } from "../../i18n/language.js";
import { sayDates } from "../../shared/dates.js";
import { framePicture, gauge, PAPER, trim } from "./frame.js";
import { DIAMOND, findColour, findSign } from "./signs.js";
import { listYears } from "./spans.js";

/**
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./spans.js").Bundle} Bundle
 * @typedef {import("./spans.js").Chronicle} Chronicle
 * @typedef {import("./spans.js").Happening} Happening
 * @typedef {import("./spans.js").Span} Span
 * @typedef {(moment: number) => number} Scale
 */

const WIDTH = 1100;
/** Left of the first year, for the sign of what started then. */
const GUTTER = 16;
const ROW = 17;
const BAR = 13;

/**
 * Draw a timeline to keep.
 *
 * @param {Model} model
 * @param {Chronicle} chronicle
 * @param {Bundle[]} bundles
 * @param {string} title
 * @param {string} caption
 * @param {string} origin where its facts come from
 */
export function drawTimeline(model, chronicle, bundles, title, caption, origin) {
  const { first, last, happenings } = chronicle;
  /** @type {Scale} */
  const scale = (moment) => GUTTER + ((WIDTH - GUTTER) * (moment - first)) / (last + 1 - first);
  /** @type {Mark[]} */
  const marks = [];
  let down = drawKey(model, chronicle, marks) + 30;
  const top = down;
  const head = (/** @type {string} */ text) => {
    marks.push({ mark: "word", x: 0, y: down + 22, text, bold: true, fill: PAPER.ink });
    down += 32;
  };
  if (happenings.length) head(say("time.events"));
  for (const one of happenings) marks.push(...drawHappening(one, scale, (down += ROW) - ROW));
  for (const { label, spans } of bundles) {
    head(`${label ? sayTerm(label) : say("time.networks")} · ${sayNumber(spans.length)}`);
    for (const span of spans) marks.push(...drawSpan(model, span, scale, (down += ROW) - ROW));
  }
  const lines = Number.isFinite(first) ? drawYears(first, last, scale, top, down) : [];
  return framePicture({
    title,
    caption,
    origin,
    width: WIDTH,
    height: down,
    marks: [...lines, ...marks],
  });
}

/**
 * @param {Model} model
 * @param {Chronicle} chronicle
 * @param {Mark[]} marks filled with the key
 * @returns {number} how high it is
 */
function drawKey(model, { spans }, marks) {
  const used = new Set(spans.map(({ node }) => node.group));
  let [x, y] = [6, 6];
  for (const { id, label, colour } of model.groups.filter((one) => used.has(one.id))) {
    const text = sayTerm(label);
    if (x + gauge(text) + 16 > WIDTH) [x, y] = [6, y + 20];
    marks.push(
      { mark: "line", path: findSign(model, id), x, y, fill: colour },
      { mark: "word", x: x + 11, y: y + 4, text, fill: PAPER.ink },
    );
    x += gauge(text) + 34;
  }
  return y + 12;
}

/**
 * @param {number} first
 * @param {number} last
 * @param {Scale} scale
 * @param {number} top
 * @param {number} bottom
 * @returns {Mark[]}
 */
function drawYears(first, last, scale, top, bottom) {
  return listYears(first, last, 26).flatMap(
    (year) =>
      /** @type {Mark[]} */ ([
        { mark: "line", path: `M0 0V${bottom - top}`, x: scale(year), y: top, stroke: PAPER.line },
        {
          mark: "word",
          x: scale(year),
          y: top - 6,
          text: String(year),
          anchor: "middle",
          fill: PAPER.quiet,
        },
      ]),
  );
}

/**
 * @param {Model} model
 * @param {Span} span
 * @param {Scale} scale
 * @param {number} y
 * @returns {Mark[]}
 */
function drawSpan(model, { node, from, to, open, stages }, scale, y) {
  const colour = findColour(model, node.group);
  const lanes = Math.max(1, ...stages.map((stage) => stage.lane + 1));
  const years = open
    ? say("years.open", { start: String(node.start) })
    : say("years.both", { start: String(node.start), end: String(node.end) });
  return [
    {
      mark: "box",
      x: scale(from),
      y: y + 2,
      width: scale(to) - scale(from) - 1,
      height: BAR,
      fill: colour,
      opacity: open ? 0.3 : 1,
      title: `${node.label}: ${years}`,
    },
    ...stages.map(
      (stage) =>
        /** @type {Mark} */ ({
          mark: "box",
          x: scale(stage.from),
          y: y + 2 + (BAR * stage.lane) / lanes,
          width: scale(stage.to) - scale(stage.from) - 1,
          height: BAR / lanes - (lanes > 1 ? 1 : 0),
          fill: colour,
          opacity: 0.75,
          title: stage.phase.label,
        }),
    ),
    {
      mark: "line",
      path: findSign(model, node.group),
      x: scale(from) - 8,
      y: y + 2 + BAR / 2,
      fill: colour,
    },
    ...drawLabel(node.label, scale(from) - 12, scale(to), y),
  ];
}

/**
 * @param {Happening} happening
 * @param {Scale} scale
 * @param {number} y
 * @returns {Mark[]}
 */
function drawHappening({ node, from, to }, scale, y) {
  const x = scale(from.exact === "day" ? from.from : (from.from + to) / 2);
  const text = `${node.label}, ${sayDates(node.from, node.until)}`;
  return [
    {
      mark: "box",
      x: scale(from.from),
      y: y + 7,
      fill: PAPER.quiet,
      height: 2,
      width: Math.max(1, scale(to) - scale(from.from)),
    },
    { mark: "line", path: DIAMOND, x, y: y + 8, fill: PAPER.ink },
    ...drawLabel(text, Math.min(scale(from.from), x - 6), Math.max(scale(to), x + 6), y),
  ];
}

/**
 * A name right of its bar, or left where there is more room.
 *
 * @param {string} text
 * @param {number} left
 * @param {number} right
 * @param {number} y
 * @returns {Mark[]}
 */
function drawLabel(text, left, right, y) {
  const before = WIDTH - right < gauge(text) && left > WIDTH - right;
  const room = (before ? left : WIDTH - right) - 6;
  return [
    {
      mark: "word",
      text: trim(text, room),
      fill: PAPER.ink,
      y: y + 13,
      x: before ? left - 6 : right + 6,
      anchor: before ? "end" : "start",
    },
  ];
}
