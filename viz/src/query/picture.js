import { findSpot, scaleNodes } from "../shared/scene.js";

/**
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("../shared/scene.js").Spot} Spot
 *
 * @typedef {object} Mark a thing in a picture
 * @property {number} index
 * @property {string} iri "" where it has none
 * @property {string} label
 * @property {string} kind of shape: city, organisation, network or project
 * @property {boolean} member drawn in the one colour of members, else in that of its group
 * @property {string} group
 * @property {number} x on the plane
 * @property {number} y
 * @property {number} size radius in pixels, where everything is seen
 * @property {number} weight what its size stands for
 * @property {string} about what is known of it, in a line
 *
 * @typedef {{ from: Mark, to: Mark, heavy: boolean, group: string }} Line
 *
 * @typedef {object} Plan what a picture shows
 * @property {string} title
 * @property {Mark[]} marks
 * @property {Line[]} lines
 * @property {Map<string, string>} colours of the groups
 * @property {{ group: string, shape: string, label: string, count: number }[]} legend
 * @property {string} note what is to be known on reading it
 * @property {Ground | null} ground
 *
 * @typedef {object} Ground an outline under the picture, in units of the plane
 * @property {string} land SVG path to fill
 * @property {string} borders SVG path to stroke
 * @property {[number, number, number, number]} frame left, top, right, bottom: what to show at
 *   first
 */

const DIM = 0.14;

/**
 * Work out what stands where on the screen; everything that is not tied to the focus is dimmed.
 *
 * @param {Plan} plan
 * @param {Camera} camera
 * @param {Mark | null} focus
 * @returns {Scene}
 */
export function composePlan(plan, camera, focus) {
  const near =
    focus && plan.lines.length
      ? new Set([
          focus,
          ...plan.lines.flatMap(({ from, to }) =>
            from === focus ? [to] : to === focus ? [from] : [],
          ),
        ])
      : null;
  const zoom = scaleNodes(camera);
  const largest = plan.marks.reduce((most, { size }) => Math.max(most, size), 1);
  const spots = plan.marks.map((mark) => ({
    node: mark,
    x: (mark.x - camera.x) * camera.scale + camera.width / 2,
    y: (mark.y - camera.y) * camera.scale + camera.height / 2,
    radius: mark.size * zoom,
    alpha: near && !near.has(mark) ? DIM : 1,
    // By this the painters name the larger first and bolder, and none of them is pale.
    degree: Math.max(3, (10 * mark.size) / largest),
  }));
  const spotOf = new Map(spots.map((spot) => [spot.node, spot]));
  const strands = twist(plan, spotOf, focus);
  spots.sort((a, b) => a.alpha - b.alpha || b.radius - a.radius);
  // The explorer's painters read only what a mark has of a node.
  return /** @type {Scene} */ (
    /** @type {unknown} */ ({ camera, spots, spotOf, strands, focus, lit: near })
  );
}

/**
 * @param {Plan} plan
 * @param {Map<Mark, { x: number, y: number }>} spotOf
 * @param {Mark | null} focus
 */
function twist({ lines, colours }, spotOf, focus) {
  /** @type {Map<string, import("../shared/scene.js").Strand>} */
  const strands = new Map();
  for (const { from, to, heavy, group } of lines) {
    const near = from === focus || to === focus;
    const key = `${group}|${heavy}|${near}`;
    let strand = strands.get(key);
    if (!strand) {
      strand = { colour: colours.get(group) ?? "#7d8993", lead: heavy, near, lines: [] };
      strands.set(key, strand);
    }
    const [start, end] = [spotOf.get(from), spotOf.get(to)];
    if (start && end) strand.lines.push([start.x, start.y, end.x, end.y]);
  }
  return [...strands.values()].sort((a, b) => Number(a.near) - Number(b.near));
}

/**
 * Where to look so that all of a plan lies in the window.
 *
 * @param {Plan} plan
 * @param {{ width: number, height: number }} size
 * @returns {Camera}
 */
export function frameAll({ marks, ground }, { width, height }) {
  const [left, top, right, bottom] = ground?.frame ?? bound(marks);
  const side = ground ? 0 : Math.min(70, width / 10);
  // The key lies over the lower edge.
  const foot = ground ? 0 : 54;
  const scale = Math.min(
    (width - 2 * side) / Math.max(1, right - left),
    (ground ? height : Math.max(80, height - 60 - foot)) / Math.max(1, bottom - top),
    ground ? Infinity : 3,
  );
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 + foot / 2 / scale };
  return { ...middle, scale, fitScale: scale, width, height };
}

/**
 * @param {{ x: number, y: number }[]} marks
 * @returns {[number, number, number, number]}
 */
export function bound(marks) {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of marks) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return marks.length ? box : [0, 0, 1, 1];
}

/**
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {Mark | null}
 */
export function findMark(scene, x, y, reach) {
  const spot = findSpot(scene, x, y, reach);
  return spot && /** @type {Mark} */ (/** @type {unknown} */ (spot.node));
}
