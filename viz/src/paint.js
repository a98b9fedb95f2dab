import { FONT } from "./palette.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Spot} Spot
 * @typedef {import("./scene.js").Strand} Strand
 */

/**
 * How strong and how wide a strand of ties is.
 *
 * @param {Scene} scene
 * @param {Strand} strand
 * @param {Palette} palette
 */
export function weigh(scene, strand, palette) {
  const thin = Math.min(1, Math.max(0.6, scene.camera.width / 700));
  const width = thin * (strand.near ? 1.5 : 0.8) * (strand.lead ? 2 : 1);
  if (strand.near) return { width, alpha: 0.9 };
  const few = Math.min(2.2, Math.max(1, 14 / Math.sqrt(scene.spots.length)));
  const alpha = palette.tie * few * (strand.lead ? 1.7 : 1);
  return { width, alpha: scene.lit ? palette.tie * 0.2 : Math.min(0.85, alpha) };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene
 * @param {Palette} palette
 */
export function paintTies(pen, scene, palette) {
  for (const strand of scene.strands) {
    const { width, alpha } = weigh(scene, strand, palette);
    pen.beginPath();
    for (const [x1, y1, x2, y2] of strand.lines) {
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
    }
    pen.globalAlpha = alpha;
    pen.lineWidth = width;
    pen.strokeStyle = strand.colour;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/**
 * The corners of a diamond or a triangle around a spot, as large to the eye as its circle.
 *
 * @param {Spot} spot
 * @returns {number[][]}
 */
export function outline({ node, x, y, radius }) {
  const r = radius * 1.3;
  return node.kind === "organisation"
    ? [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]
    : [[x, y - r], [x + r, y + 0.8 * r], [x - r, y + 0.8 * r]];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Spot} spot
 */
function trace(pen, spot) {
  const { node, x, y, radius } = spot;
  pen.beginPath();
  if (node.kind === "city") {
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (node.kind === "network") {
    pen.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.35);
  } else {
    const [first, ...others] = outline(spot);
    pen.moveTo(first[0], first[1]);
    for (const [a, b] of others) pen.lineTo(a, b);
    pen.closePath();
  }
}

/**
 * How a node is filled: members in one colour, paler where they have few ties.
 *
 * @param {Spot} spot
 * @param {Map<string, string>} colours
 * @param {Palette} palette
 */
export function fill({ node, degree }, colours, palette) {
  if (!node.member) return { colour: colours.get(node.group) ?? "#8C8C8C", alpha: 1 };
  return { colour: palette.member, alpha: degree < 2 ? 0.62 : degree < 3 ? 0.82 : 1 };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene
 * @param {Spot} spot
 * @param {Map<string, string>} colours
 * @param {Palette} palette
 */
export function paintNode(pen, scene, spot, colours, palette) {
  const { colour, alpha } = fill(spot, colours, palette);
  trace(pen, spot);
  pen.globalAlpha = spot.alpha;
  pen.fillStyle = palette.ground;
  if (spot.alpha === 1) pen.fill();
  pen.globalAlpha = spot.alpha * (scene.lit ? 1 : alpha);
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = spot.alpha;
  pen.lineWidth = 1.1;
  pen.strokeStyle = palette.ground;
  pen.stroke();
  if (spot.node === scene.focus) {
    pen.beginPath();
    pen.arc(spot.x, spot.y, spot.radius * (spot.node.kind === "city" ? 1 : 1.3) + 4.5, 0, 7);
    pen.lineWidth = 2.5;
    pen.strokeStyle = palette.ring;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/**
 * @param {Label} label
 */
export function writeFont({ size, bold, slant }) {
  return `${slant ? "italic " : ""}${bold ? 600 : 400} ${size}px ${FONT}`;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Label[]} labels
 * @param {Palette} palette
 */
export function paintLabels(pen, labels, palette) {
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.lineJoin = "round";
  for (const label of labels) {
    pen.font = writeFont(label);
    pen.lineWidth = 3.5;
    pen.strokeStyle = palette.ground;
    pen.strokeText(label.text, label.x, label.y);
    pen.fillStyle = palette.ink;
    pen.fillText(label.text, label.x, label.y);
  }
}

/**
 * Measure text with the fonts the labels are painted in, each text once.
 *
 * @returns {import("./labels.js").Ruler}
 */
export function makeRuler() {
  const pen = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  /** @type {Map<string, number>} */
  const known = new Map();
  return (text, size, bold) => {
    const key = `${size}|${bold}|${text}`;
    let width = known.get(key);
    if (width === undefined) {
      pen.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
      width = pen.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}
