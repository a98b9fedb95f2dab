import { otherEnd } from "../record/model.js";
import { DIM, measure, project, scaleNodes } from "../shared/scene.js";

/**
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("../shared/scene.js").Spot} Spot
 * @typedef {import("../shared/scene.js").Strand} Strand
 */

/**
 * The node in focus with every node it is tied to in this view.
 *
 * @param {View} view
 * @param {Node | null} focus
 */
export function light(view, focus) {
  if (!focus) return null;
  const near = focus.ties.filter((tie) => view.ties.has(tie)).map((tie) => otherEnd(tie, focus));
  return new Set([focus, ...near]);
}

/**
 * Work out what stands where on the screen, for the canvas, the SVG and the PNG alike.
 *
 * @param {Model} model
 * @param {View} view
 * @param {Camera} camera
 * @param {Node | null} focus
 * @returns {Scene}
 */
export function compose(model, view, camera, focus) {
  const lit = light(view, focus);
  const zoom = scaleNodes(camera);
  const shown = model.nodes.filter((node) => view.degree[node.index] > 0);
  const spots = shown.map((node) => ({
    node,
    ...project(camera, node),
    radius: measure(node, view.degree[node.index], shown.length) * zoom,
    alpha: lit && !lit.has(node) ? DIM : 1,
    degree: view.degree[node.index],
  }));
  spots.sort((a, b) => a.alpha - b.alpha || b.radius - a.radius);
  const spotOf = new Map(spots.map((spot) => [spot.node, spot]));
  return { camera, spots, spotOf, strands: twist(model, view, spotOf, focus), focus, lit };
}

/**
 * @param {Model} model
 * @param {View} view
 * @param {Map<Node, Spot>} spotOf
 * @param {Node | null} focus
 * @returns {Strand[]}
 */
function twist(model, view, spotOf, focus) {
  const colours = new Map(model.groups.map((group) => [group.id, group.colour]));
  /** @type {Map<string, Strand>} */
  const strands = new Map();
  for (const tie of view.ties) {
    const near = tie.member === focus || tie.cooperation === focus;
    const lead = tie.role === "lead";
    const key = `${tie.cooperation.group}|${lead}|${near}`;
    let strand = strands.get(key);
    if (!strand) {
      const colour = colours.get(tie.cooperation.group) ?? "#8C8C8C";
      strand = { colour, lead, near, lines: [] };
      strands.set(key, strand);
    }
    const from = spotOf.get(tie.cooperation);
    const to = spotOf.get(tie.member);
    if (from && to) strand.lines.push([from.x, from.y, to.x, to.y]);
  }
  return [...strands.values()].sort((a, b) => Number(a.near) - Number(b.near));
}
