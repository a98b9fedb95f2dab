import { MultiUndirectedGraph } from "graphology";
import { fill } from "../../shared/paint.js";
import { measure } from "../../shared/scene.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../shared/palette.js").Palette} Palette
 * @typedef {import("../picture.js").Picture} Picture
 */

/** How the kinds look, as the shader of the signs numbers them. */
const SHAPES = { city: 0, network: 1, project: 2, organisation: 3, practice: 0, event: 0 };

/**
 * Make a picture a graph as sigma draws it: y goes upwards, and small nodes lie on large ones.
 *
 * @param {Picture} picture
 * @param {Map<string, string>} colours of the groups
 * @param {Palette} palette
 */
export function makeGraph(picture, colours, palette) {
  const graph = new MultiUndirectedGraph();
  for (const [node, size] of rankNodes(picture)) {
    const [x, y] = picture.place(node);
    graph.addNode(node.index, {
      x,
      y: -y,
      size,
      shape: SHAPES[node.kind],
      color: paintFlat(picture, node, colours, palette),
    });
  }
  for (const [place, line] of picture.lines.entries()) {
    const colour = colours.get(line.of.group) ?? "#8C8C8C";
    const alpha = Math.min(0.85, 0.8 * palette.tie * (line.thick ? 1.7 : 1));
    graph.addEdgeWithKey(place, line.from.index, line.to.index, {
      color: fadeColour(colour, alpha),
    });
  }
  return graph;
}

/**
 * The nodes with their radii, large ones first.
 *
 * @param {Picture} picture
 * @returns {[Node, number][]}
 */
function rankNodes({ nodes, count, total }) {
  return nodes
    .map((node) => /** @type {[Node, number]} */ ([node, measure(node, count(node), total)]))
    .sort(([a, one], [b, other]) => other - one || a.index - b.index);
}

/**
 * The colour of a node without transparency, under which ties would show.
 *
 * @param {Picture} picture
 * @param {Node} node
 * @param {Map<string, string>} colours
 * @param {Palette} palette
 */
function paintFlat({ count }, node, colours, palette) {
  const spot = { node, degree: count(node), x: 0, y: 0, radius: 0, alpha: 1 };
  const { colour, alpha } = fill(spot, colours, palette);
  return mix(palette.ground, colour, alpha);
}

/**
 * @param {string} ground as #rrggbb
 * @param {string} colour
 * @param {number} share of the colour
 */
export function mix(ground, colour, share) {
  const under = readHex(ground);
  const parts = readHex(colour).map((part, place) =>
    Math.round(under[place] + (part - under[place]) * share),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * A transparent colour as sigma takes it, which blends colours that are multiplied already.
 *
 * @param {string} colour as #rrggbb
 * @param {number} alpha
 */
export function fadeColour(colour, alpha) {
  return `rgba(${readHex(colour)
    .map((part) => Math.round(part * alpha))
    .join(",")},${alpha.toFixed(3)})`;
}

/** @param {string} colour */
function readHex(colour) {
  return [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
}
