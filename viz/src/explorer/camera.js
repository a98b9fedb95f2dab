/**
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {{ width: number, height: number }} Size of the window in pixels
 * @typedef {{ x: number, y: number, scale: number }} Aim
 */

const ZOOM = { least: 0.5, most: 24 };
/** What stays free at the sides of the picture, in pixels. */
const MARGIN = { side: 46, slim: 20 };

/**
 * Where to look so that all points lie inside the window, clear of what floats over its edges.
 *
 * @param {[number, number][]} points
 * @param {Size} size
 * @param {{ least: number, most: number, top: number, foot: number }} limits units of the plane to
 *   show at least, pixels per unit at most, and pixels that something covers above and below
 * @returns {Aim}
 */
export function frame(points, size, { least, most, top: head, foot }) {
  if (!points.length) return { x: 0, y: 0, scale: Math.min(1, most) };
  const [left, top, right, bottom] = bound(points);
  const side = size.width < 600 ? MARGIN.slim : MARGIN.side;
  const width = Math.max(120, size.width - 2 * side);
  const height = Math.max(120, size.height - head - foot);
  const scale = Math.min(
    width / Math.max(least, right - left),
    height / Math.max(least * 0.8, bottom - top),
    most,
  );
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2 - (head - foot) / 2 / scale,
    scale,
  };
}

/** @param {[number, number][]} points */
function bound(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * Zoom about a point of the window, which stays where it is.
 *
 * @param {Camera} camera
 * @param {number} factor
 * @param {number} atX pixels
 * @param {number} atY
 * @returns {Camera}
 */
export function zoomAbout(camera, factor, atX, atY) {
  const { x, y, scale, fitScale, width, height } = camera;
  const next = Math.min(ZOOM.most * fitScale, Math.max(ZOOM.least * fitScale, scale * factor));
  const shift = 1 / scale - 1 / next;
  return {
    ...camera,
    scale: next,
    x: x + (atX - width / 2) * shift,
    y: y + (atY - height / 2) * shift,
  };
}

/**
 * The camera on the way from one to another; a scale grows by factors, not by steps.
 *
 * @param {Camera} from
 * @param {Camera} to
 * @param {number} share of the way, 0 to 1
 * @returns {Camera}
 */
export function mixCameras(from, to, share) {
  const scale = from.scale * (to.scale / from.scale) ** share;
  // Seen through the lens the way is straight: near the end of a zoom a step is a small one.
  const way =
    Math.abs(to.scale - from.scale) < 1e-9
      ? share
      : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  return { ...to, scale, x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
}

/**
 * Slow at both ends.
 *
 * @param {number} share
 */
export function ease(share) {
  return share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) * (1 - share);
}

/**
 * The same look at a window of another size.
 *
 * @param {Camera} camera
 * @param {Size} size
 * @returns {Camera}
 */
export function resize(camera, size) {
  const factor = Math.min(size.width / camera.width, size.height / camera.height);
  return {
    ...camera,
    ...size,
    scale: camera.scale * factor,
    fitScale: camera.fitScale * factor,
  };
}
