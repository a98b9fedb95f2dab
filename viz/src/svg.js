import { fill, outline, weigh } from "./paint.js";
import { FONT } from "./palette.js";
import { escapeXml, tag } from "./xml.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Spot} Spot
 */

/** @param {number} value */
const short = (value) => Number(value.toFixed(1));

/**
 * Write what the window shows as SVG 1.1.
 *
 * @param {Scene} scene
 * @param {Label[]} labels
 * @param {Map<string, string>} colours of the groups
 * @param {Palette} palette
 * @param {string} title
 */
export function writeSvg(scene, labels, colours, palette, title) {
  const { width, height } = scene.camera;
  const ties = scene.strands.map((strand) => {
    const weight = weigh(scene, strand, palette);
    const path = strand.lines.map(([a, b, c, d]) =>
      `M${short(a)} ${short(b)}L${short(c)} ${short(d)}`);
    return tag("path", {
      d: path.join(""), fill: "none", stroke: strand.colour,
      "stroke-width": weight.width, "stroke-opacity": short(100 * weight.alpha) / 100,
    });
  });
  const nodes = scene.spots.map((spot) => writeNode(scene, spot, colours, palette));
  const names = labels.map((label) => writeLabel(label, palette));
  return tag("svg", {
    xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`,
    "font-family": FONT,
  }, [
    `<title>${escapeXml(title)}</title>`,
    tag("rect", { width: "100%", height: "100%", fill: palette.ground }),
    ...ties, ...nodes, ...names,
  ].join("\n"));
}

/**
 * @param {Scene} scene
 * @param {Spot} spot
 * @param {Map<string, string>} colours
 * @param {Palette} palette
 */
function writeNode(scene, spot, colours, palette) {
  const { colour, alpha } = fill(spot, colours, palette);
  const [x, y, r] = [spot.x, spot.y, spot.radius].map(short);
  const look = {
    fill: colour, opacity: spot.alpha * (scene.lit ? 1 : alpha),
    stroke: spot.node === scene.focus ? palette.ring : palette.ground,
  };
  const title = `<title>${escapeXml(spot.node.label)}</title>`;
  if (spot.node.kind === "city") return tag("circle", { cx: x, cy: y, r, ...look }, title);
  if (spot.node.kind === "network") {
    return tag("rect", {
      x: short(x - r), y: short(y - r), width: short(2 * r), height: short(2 * r),
      rx: short(0.35 * r), ...look,
    }, title);
  }
  const points = outline(spot).map((point) => point.map(short).join(",")).join(" ");
  return tag("polygon", { points, ...look }, title);
}

/**
 * @param {Label} label
 * @param {Palette} palette
 */
function writeLabel(label, palette) {
  return tag("text", {
    x: short(label.x), y: short(label.y), "dominant-baseline": "central",
    "font-size": label.size, "font-weight": label.bold ? 600 : 400,
    "font-style": label.slant ? "italic" : null, fill: palette.ink,
    "paint-order": "stroke", stroke: palette.ground, "stroke-width": 3,
  }, escapeXml(label.text));
}
