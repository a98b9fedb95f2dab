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
  const share = strand.share ?? 1;
  if (strand.near) return { width, alpha: 0.9 * share };
  const few = Math.min(2.2, Math.max(1, 14 / Math.sqrt(scene.spots.length)));
  const alpha = palette.tie * few * (strand.lead || strand.arrow ? 1.7 : 1);
  return { width, alpha: share * (scene.lit ? palette.tie * 0.2 : Math.min(0.85, alpha)) };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene
 * @param {Palette} palette
 * @param {number} [most] width of a line: those of one pixel of the screen are painted fastest
 */
export function paintStrands(pen, scene, palette, most = Infinity) {
  for (const strand of scene.strands) {
    const weight = weigh(scene, strand, palette);
    const width = Math.min(most, weight.width);
    const alpha = Math.min(1, (weight.alpha * weight.width) / width);
    pen.beginPath();
    for (const [x1, y1, x2, y2, x3, y3] of strand.lines) {
      pen.moveTo(x1, y1);
      if (x3 === undefined) pen.lineTo(x2, y2);
      else pen.quadraticCurveTo(x2, y2, x3, y3);
    }
    pen.globalAlpha = alpha;
    pen.lineWidth = width;
    pen.strokeStyle = strand.colour;
    pen.stroke();
    if (strand.arrow) paintHeads(pen, strand);
  }
  pen.globalAlpha = 1;
}

/**
 * The corners of the arrowheads of a strand, one after the other.
 *
 * @param {Strand} strand
 * @returns {number[][][]}
 */
export function listHeads({ lines, near }) {
  const size = near ? 8 : 6;
  return lines.map(([, , fromX, fromY, x, y]) => {
    const turn = Math.atan2(y - fromY, x - fromX);
    const corner = (/** @type {number} */ side) => [
      x - size * Math.cos(turn + side),
      y - size * Math.sin(turn + side),
    ];
    return [[x, y], corner(0.42), corner(-0.42)];
  });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Strand} strand
 */
function paintHeads(pen, strand) {
  pen.beginPath();
  for (const [tip, left, right] of listHeads(strand)) {
    pen.moveTo(tip[0], tip[1]);
    pen.lineTo(left[0], left[1]);
    pen.lineTo(right[0], right[1]);
    pen.closePath();
  }
  pen.globalAlpha = Math.min(1, 1.6 * pen.globalAlpha);
  pen.fillStyle = strand.colour;
  pen.fill();
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
    ? [
        [x, y - r],
        [x + r, y],
        [x, y + r],
        [x - r, y],
      ]
    : [
        [x, y - r],
        [x + r, y + 0.8 * r],
        [x - r, y + 0.8 * r],
      ];
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
 * Paint all ties and nodes of a scene with care.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene
 * @param {Map<string, string>} colours
 * @param {Palette} palette
 */
export function paintAll(pen, scene, colours, palette) {
  paintStrands(pen, scene, palette);
  for (const spot of scene.spots) paintNode(pen, scene, spot, colours, palette);
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
