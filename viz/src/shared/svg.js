import { fill, listHeads, outline, weigh } from "./paint.js";
import { FONT } from "./palette.js";
import { escapeXml, tag } from "./xml.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("./surround.js").Framed} Framed
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
 * @param {string} [under] SVG of what lies under the picture, such as a map
 */
export function writeSvg(scene, labels, colours, palette, title, under = "") {
  const { width, height } = scene.camera;
  return wrapSvg(width, height, palette, title, writeScene(scene, labels, colours, palette, under));
}

/**
 * Write a picture with what stands above and below it; what leaves the window is cut off.
 *
 * @param {Framed} framed
 * @param {{ width: number, height: number }} window
 * @param {Palette} palette
 * @param {string} title
 * @param {string} inside SVG of the picture
 */
export function writeFramed(
  { top, width, height, lines, patches },
  window,
  palette,
  title,
  inside,
) {
  const words = lines.map(({ text, x, y, size, bold, quiet }) =>
    tag(
      "text",
      {
        x: short(x),
        y: short(y),
        "dominant-baseline": "central",
        "font-size": size,
        "font-weight": bold ? 600 : 400,
        fill: palette.ink,
        opacity: quiet ? 0.75 : null,
      },
      escapeXml(text),
    ),
  );
  const signs = patches.map(({ x, y, side, colour }) =>
    tag("rect", { x: short(x), y: short(y), width: side, height: side, fill: colour }),
  );
  const picture = tag(
    "svg",
    {
      x: 0,
      y: top,
      width: window.width,
      height: window.height,
      overflow: "hidden",
    },
    inside,
  );
  return wrapSvg(width, height, palette, title, [picture, ...signs, ...words].join("\n"));
}

/**
 * @param {number} width
 * @param {number} height
 * @param {Palette} palette
 * @param {string} title
 * @param {string} inside
 */
function wrapSvg(width, height, palette, title, inside) {
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": FONT,
    },
    [
      `<title>${escapeXml(title)}</title>`,
      tag("rect", { width: "100%", height: "100%", fill: palette.ground }),
      inside,
    ].join("\n"),
  );
}

/**
 * Write what a scene holds as SVG elements.
 *
 * @param {Scene} scene
 * @param {Label[]} labels
 * @param {Map<string, string>} colours of the groups
 * @param {Palette} palette
 * @param {string} [under] SVG of what lies under it
 */
export function writeScene(scene, labels, colours, palette, under = "") {
  const strands = scene.strands.map((strand) => writeStrand(scene, strand, palette));
  const nodes = scene.spots.map((spot) => writeNode(scene, spot, colours, palette));
  const names = labels.map((label) => writeLabel(label, palette));
  return [...(under ? [under] : []), ...strands, ...nodes, ...names].join("\n");
}

/**
 * @param {Scene} scene
 * @param {import("./scene.js").Strand} strand
 * @param {Palette} palette
 */
function writeStrand(scene, strand, palette) {
  const weight = weigh(scene, strand, palette);
  const opacity = short(100 * weight.alpha) / 100;
  const path = strand.lines.map((line) => {
    const [a, b, c, d, e, f] = line.map(short);
    return e === undefined ? `M${a} ${b}L${c} ${d}` : `M${a} ${b}Q${c} ${d} ${e} ${f}`;
  });
  const lines = tag("path", {
    d: path.join(""),
    fill: "none",
    stroke: strand.colour,
    "stroke-width": weight.width,
    "stroke-opacity": opacity,
  });
  if (!strand.arrow) return lines;
  const heads = listHeads(strand).map(
    (corners) => `M${corners.map((corner) => corner.map(short).join(" ")).join("L")}z`,
  );
  return (
    lines +
    tag("path", {
      d: heads.join(""),
      fill: strand.colour,
      "fill-opacity": Math.min(1, 1.6 * opacity),
    })
  );
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
    fill: colour,
    opacity: spot.alpha * (scene.lit ? 1 : alpha),
    stroke: spot.node === scene.focus ? palette.ring : palette.ground,
  };
  const title = `<title>${escapeXml(spot.node.label)}</title>`;
  if (spot.node.kind === "city") return tag("circle", { cx: x, cy: y, r, ...look }, title);
  if (spot.node.kind === "network") {
    return tag(
      "rect",
      {
        x: short(x - r),
        y: short(y - r),
        width: short(2 * r),
        height: short(2 * r),
        rx: short(0.35 * r),
        ...look,
      },
      title,
    );
  }
  const points = outline(spot)
    .map((point) => point.map(short).join(","))
    .join(" ");
  return tag("polygon", { points, ...look }, title);
}

/**
 * @param {Label} label
 * @param {Palette} palette
 */
function writeLabel(label, palette) {
  return tag(
    "text",
    {
      x: short(label.x),
      y: short(label.y),
      "dominant-baseline": "central",
      "font-size": label.size,
      "font-weight": label.bold ? 600 : 400,
      "font-style": label.slant ? "italic" : null,
      fill: palette.ink,
      "paint-order": "stroke",
      stroke: palette.ground,
      "stroke-width": 3,
    },
    escapeXml(label.text),
  );
}
