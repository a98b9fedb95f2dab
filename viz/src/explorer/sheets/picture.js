import { FONT } from "../../shared/palette.js";
import { escapeXml, tag } from "../../shared/xml.js";

/**
 * @typedef {object} Box
 * @property {"box"} mark
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string} fill
 * @property {number} [opacity]
 * @property {string} [title]
 *
 * @typedef {object} Line an outline, filled, drawn or both
 * @property {"line"} mark
 * @property {string} path of SVG, around its place
 * @property {number} [x]
 * @property {number} [y]
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [opacity]
 * @property {string} [title]
 *
 * @typedef {object} Word
 * @property {"word"} mark
 * @property {number} x
 * @property {number} y of the line on which it stands
 * @property {string} text
 * @property {string} fill
 * @property {number} [size]
 * @property {boolean} [bold]
 * @property {"start" | "middle" | "end"} [anchor]
 *
 * @typedef {Box | Line | Word} Mark
 *
 * @typedef {object} Picture what a sheet gives to be kept: drawn the same as SVG and as PNG
 * @property {string} title
 * @property {number} width
 * @property {number} height
 * @property {string} ground
 * @property {Mark[]} marks
 */

const SIZE = 12;

/** @param {number} value */
const short = (value) => Number(value.toFixed(1));

/**
 * Write a picture as SVG 1.1 that stands by itself.
 *
 * @param {Picture} picture
 */
export function writePicture({ title, width, height, ground, marks }) {
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": FONT,
      "font-size": SIZE,
      role: "img",
    },
    [
      `<title>${escapeXml(title)}</title>`,
      tag("rect", { width: "100%", height: "100%", fill: ground }),
      ...marks.map(writeMark),
    ].join("\n"),
  );
}

/** @param {Mark} mark */
function writeMark(mark) {
  if (mark.mark === "word") {
    return tag(
      "text",
      {
        x: short(mark.x),
        y: short(mark.y),
        fill: mark.fill,
        "font-size": mark.size ?? null,
        "font-weight": mark.bold ? 600 : null,
        "text-anchor": mark.anchor ?? null,
      },
      escapeXml(mark.text),
    );
  }
  const inside = mark.title ? `<title>${escapeXml(mark.title)}</title>` : "";
  const opacity = mark.opacity ?? null;
  if (mark.mark === "box") {
    return tag(
      "rect",
      {
        x: short(mark.x),
        y: short(mark.y),
        width: short(mark.width),
        height: short(mark.height),
        rx: 2,
        fill: mark.fill,
        opacity,
      },
      inside,
    );
  }
  const moved = mark.x !== undefined ? `translate(${short(mark.x)} ${short(mark.y ?? 0)})` : null;
  return tag(
    "path",
    {
      d: mark.path,
      fill: mark.fill ?? "none",
      stroke: mark.stroke ?? null,
      opacity,
      transform: moved,
    },
    inside,
  );
}

/**
 * Paint a picture.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Picture} picture
 */
export function paintPicture(pen, { width, height, ground, marks }) {
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  for (const mark of marks) {
    pen.save();
    if (mark.mark === "word") paintWord(pen, mark);
    else paintShape(pen, mark);
    pen.restore();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Word} word */
function paintWord(pen, { x, y, text, fill, size = SIZE, bold, anchor = "start" }) {
  pen.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  pen.textAlign = anchor === "middle" ? "center" : anchor;
  pen.fillStyle = fill;
  pen.fillText(text, x, y);
}

/** @param {CanvasRenderingContext2D} pen @param {Box | Line} mark */
function paintShape(pen, mark) {
  pen.globalAlpha = mark.opacity ?? 1;
  if (mark.fill) pen.fillStyle = mark.fill;
  if (mark.mark === "box") {
    pen.beginPath();
    pen.roundRect(mark.x, mark.y, mark.width, mark.height, 2);
    pen.fill();
    return;
  }
  pen.translate(mark.x ?? 0, mark.y ?? 0);
  const path = new Path2D(mark.path);
  if (mark.fill) pen.fill(path);
  if (mark.stroke) {
    pen.strokeStyle = mark.stroke;
    pen.stroke(path);
  }
}
