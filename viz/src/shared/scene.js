/**
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {object} Camera
 * @property {number} x the point of the plane in the middle of the window
 * @property {number} y
 * @property {number} scale pixels per unit
 * @property {number} fitScale the scale at which everything fits
 * @property {number} width of the window in pixels
 * @property {number} height
 *
 * @typedef {{ node: Node, x: number, y: number, radius: number, alpha: number, degree: number,
 *   rank?: number }} Spot what has the highest rank, else degree, is named first
 * @typedef {object} Strand ties that are drawn alike
 * @property {string} colour
 * @property {boolean} lead
 * @property {boolean} near tied to the node in focus
 * @property {number[][]} lines [x1, y1, x2, y2], or [x1, y1, towards x, towards y, x2, y2] of an
 *   arc
 * @property {boolean} [arrow] whether its arcs end in arrowheads
 * @property {number} [share] of its strength, while it comes or goes
 *
 * @typedef {object} Scene
 * @property {Camera} camera
 * @property {Spot[]} spots dimmed ones first, then large before small
 * @property {Map<Node, Spot>} spotOf
 * @property {Strand[]} strands those far from the focus first
 * @property {Node | null} focus
 * @property {Set<Node> | null} lit the focus and all it is tied to
 */

/** How much is left of what is not lit. */
export const DIM = 0.14;

/** Of so many nodes each is small until the reader comes near. */
export const MANY = 3000;

/**
 * Zoom changes the size of a node less than the distance between nodes.
 *
 * @param {Camera} camera
 * @param {number} [total] number of nodes in the picture
 */
export function scaleNodes({ scale, fitScale, width, height }, total = 0) {
  const most = total > MANY ? 5 : 2.4;
  const zoomed = Math.min(most, Math.max(0.8, Math.sqrt(scale / fitScale || 1)));
  return zoomed * Math.min(1, Math.max(0.42, Math.min(width, height) / 790));
}

/**
 * The radius of a node in pixels, where everything is seen.
 *
 * @param {Node} node
 * @param {number} degree
 * @param {number} total number of nodes in the picture: few may be larger
 */
export function measure(node, degree, total) {
  const base = node.member ? 1.3 + 1.95 * Math.sqrt(degree) : 3.6 + 0.95 * Math.sqrt(degree);
  return (
    base *
    (total < 40
      ? 2.3
      : total < 100
        ? 1.7
        : total < 300
          ? 1.3
          : total < MANY
            ? 1
            : Math.max(0.2, Math.sqrt(MANY / total) / 1.6))
  );
}

/**
 * @param {Camera} camera
 * @param {{ x: number, y: number }} node
 */
export function project(camera, node) {
  return {
    x: (node.x - camera.x) * camera.scale + camera.width / 2,
    y: (node.y - camera.y) * camera.scale + camera.height / 2,
  };
}

/**
 * The node under a point, the nearest within reach of a finger or a pointer.
 *
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @param {number} reach pixels beyond the edge of a node
 */
export function findSpot(scene, x, y, reach) {
  let best = null;
  let least = reach;
  for (const spot of scene.spots) {
    const gap = Math.hypot(spot.x - x, spot.y - y) - spot.radius;
    if (gap <= least) [best, least] = [spot, gap];
  }
  return best;
}
