import { makeRuler } from "../shared/paint.js";
import { FONT, PALETTES } from "../shared/palette.js";
import { findSteps } from "./series.js";

/**
 * @typedef {import("./series.js").ChartData} ChartData
 * @typedef {import("./series.js").Series} Series
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {{ title: string, along: string, amount: string, width: number, dark: boolean }} Frame
 */

const COLOURS = {
  light: ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B07A00", "#2E86C1", "#5D6D7E", "#7A4B00"],
  dark: ["#56B4E9", "#FF8A4C", "#2FCB9B", "#E6A3CB", "#F0C04A", "#8FD0F5", "#B8C4CE", "#D9A866"],
};
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "", "6 3", "2 3", "8 3 2 3"];
const BAR = 24;
const SPACE = "http://www.w3.org/2000/svg";

/**
 * Draw a chart as an SVG element that stands by itself: no style but its own attributes.
 *
 * @param {ChartData} data
 * @param {Frame} frame
 */
export function drawChart(data, frame) {
  return data.kind === "bars" ? drawBars(data, frame) : drawLines(data, frame);
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function svg(name, attributes, ...children) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * @param {Frame} frame
 * @param {number} height
 * @param {string} about
 */
function open({ title, width, dark }, height, about) {
  const palette = PALETTES[dark ? "dark" : "light"];
  const root = svg(
    "svg",
    {
      xmlns: SPACE,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": FONT,
      "font-size": 13,
      fill: palette.ink,
      "aria-label": `${title}. ${about}`,
    },
    svg("title", {}, title),
    svg("rect", { width, height, fill: palette.ground }),
  );
  return { root, palette, grid: dark ? "#2d3843" : "#dcdfe1" };
}

/**
 * @param {ChartData} data
 * @param {Frame} frame
 */
function drawBars({ series: [{ points }] }, frame) {
  const { width, amount } = frame;
  const ruler = makeRuler();
  const values = points.map(({ value }) => value);
  const side = Math.min(
    width * 0.42,
    12 + Math.max(...points.map(({ label }) => ruler(label, 13, false))),
  );
  const steps = findSteps(Math.min(...values), Math.max(...values), width < 500 ? 3 : 6);
  const [least, most] = [steps[0], steps[steps.length - 1]];
  const room = width - side - 60;
  const place = (/** @type {number} */ value) => side + ((value - least) / (most - least)) * room;
  const top = 40;
  const height = top + points.length * BAR + 8;
  const { root, grid } = open(frame, height, `Bars of ${amount}, ${points.length} of them`);
  root.append(svg("text", { x: side, y: 14, "font-weight": 600 }, amount));
  for (const step of steps) root.append(...drawStep(place(step), top, height, step, grid));
  points.forEach(({ label, value }, at) => {
    const y = top + at * BAR;
    const [from, to] = [place(Math.min(0, value)), place(Math.max(0, value))];
    root.append(
      svg(
        "g",
        {},
        svg("title", {}, `${label}: ${value.toLocaleString("en")}`),
        svg(
          "text",
          { x: side - 8, y: y + BAR / 2, "text-anchor": "end", "dominant-baseline": "central" },
          cut(label, side - 12, ruler),
        ),
        svg("rect", {
          x: from,
          y: y + 4,
          width: Math.max(1, to - from),
          height: BAR - 8,
          rx: 2,
          fill: COLOURS[frame.dark ? "dark" : "light"][0],
        }),
        svg(
          "text",
          { x: to + 6, y: y + BAR / 2, "dominant-baseline": "central", "font-size": 12 },
          value.toLocaleString("en", { maximumFractionDigits: 3 }),
        ),
      ),
    );
  });
  return root;
}

/**
 * @param {number} x
 * @param {number} top
 * @param {number} height
 * @param {number} step
 * @param {string} grid
 */
function drawStep(x, top, height, step, grid) {
  return [
    svg("line", { x1: x, x2: x, y1: top - 4, y2: height - 6, stroke: grid }),
    svg(
      "text",
      { x, y: top - 9, "text-anchor": "middle", "font-size": 12, opacity: 0.8 },
      step.toLocaleString("en"),
    ),
  ];
}

/**
 * Cut a text so that it fits.
 *
 * @param {string} text
 * @param {number} width
 * @param {ReturnType<typeof makeRuler>} ruler
 */
function cut(text, width, ruler) {
  let kept = text;
  while (kept.length > 1 && ruler(kept, 13, false) > width) kept = `${kept.slice(0, -2)}…`;
  return kept;
}

/**
 * @param {ChartData} data
 * @param {Frame} frame
 */
function drawLines({ series }, frame) {
  const { width, amount } = frame;
  const height = Math.max(300, Math.min(460, width * 0.5));
  const legend = series.length > 1 ? drawLegend(series, frame) : null;
  const all = series.flatMap(({ points }) => points);
  const times = all.map(({ at }) => at ?? 0);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const values = all.map(({ value }) => value);
  const steps = findSteps(Math.min(...values), Math.max(...values), 5);
  const [least, most] = [steps[0], steps[steps.length - 1]];
  const [left, top] = [56, 34 + (legend?.height ?? 0)];
  const [right, bottom] = [width - 24, top + height - 70];
  const x = (/** @type {number} */ at) =>
    left + ((at - first) / (last - first || 1)) * (right - left);
  const y = (/** @type {number} */ value) =>
    bottom - ((value - least) / (most - least)) * (bottom - top);
  const about = `Lines of ${amount} from ${Math.floor(first)} to ${Math.floor(last)}`;
  const { root, grid } = open(frame, bottom + 40, about);
  root.append(svg("text", { x: 8, y: 14, "font-weight": 600 }, amount));
  if (legend) root.append(legend.element);
  for (const step of steps) {
    root.append(
      svg("line", { x1: left, x2: right, y1: y(step), y2: y(step), stroke: grid }),
      svg(
        "text",
        {
          x: left - 8,
          y: y(step),
          "text-anchor": "end",
          "dominant-baseline": "central",
          "font-size": 12,
          opacity: 0.8,
        },
        step.toLocaleString("en"),
      ),
    );
  }
  root.append(...drawYears(first, last, x, bottom, width));
  root.append(...series.map((one, place) => drawSeries(one, place, x, y, frame.dark)));
  return root;
}

/**
 * @param {number} first
 * @param {number} last
 * @param {(at: number) => number} x
 * @param {number} bottom
 * @param {number} width
 */
function drawYears(first, last, x, bottom, width) {
  const [from, to] = [Math.ceil(first), Math.floor(last)];
  const every = Math.max(1, Math.ceil((to - from + 1) / (width / 64)));
  const years = [];
  for (let year = from; year <= to; year += every) {
    years.push(
      svg(
        "text",
        { x: x(year), y: bottom + 20, "text-anchor": "middle", "font-size": 12, opacity: 0.8 },
        String(year),
      ),
    );
  }
  return years;
}

/**
 * @param {Series} series
 * @param {number} place
 * @param {(at: number) => number} x
 * @param {(value: number) => number} y
 * @param {boolean} dark
 */
function drawSeries({ name, points }, place, x, y, dark) {
  const colour = COLOURS[dark ? "dark" : "light"][place];
  const path = points
    .map(
      ({ at, value }, index) =>
        `${index ? "L" : "M"}${x(at ?? 0).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join("");
  return svg(
    "g",
    {},
    svg("path", {
      d: path,
      fill: "none",
      stroke: colour,
      "stroke-width": 2,
      "stroke-dasharray": DASHES[place],
      "stroke-linejoin": "round",
    }),
    ...points.map(({ label, at, value }) =>
      svg(
        "circle",
        {
          cx: x(at ?? 0).toFixed(1),
          cy: y(value).toFixed(1),
          r: 3.5,
          fill: colour,
        },
        svg("title", {}, `${name ? `${name}, ` : ""}${label}: ${value.toLocaleString("en")}`),
      ),
    ),
  );
}

/**
 * @param {Series[]} series
 * @param {Frame} frame
 */
function drawLegend(series, { width, dark }) {
  const ruler = makeRuler();
  const element = svg("g", {});
  let [x, y] = [8, 40];
  series.forEach(({ name }, place) => {
    const shown = cut(name, width - 60, ruler);
    const wide = 44 + ruler(shown, 13, false);
    if (x > 8 && x + wide > width - 8) [x, y] = [8, y + 22];
    element.append(
      svg("line", {
        x1: x,
        x2: x + 24,
        y1: y - 4,
        y2: y - 4,
        "stroke-width": 3,
        stroke: COLOURS[dark ? "dark" : "light"][place],
        "stroke-dasharray": DASHES[place],
      }),
      svg("text", { x: x + 30, y }, shown),
    );
    x += wide;
  });
  return { element, height: y - 14 };
}
