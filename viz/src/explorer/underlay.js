/**
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {import("./motion.js").Motion} Motion
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {object} Underlaid what a drawing tells of what it stands on
 * @property {Picture} picture
 * @property {Scene} scene
 * @property {Camera} camera
 * @property {Palette} palette
 * @property {Ground} ground
 * @property {Motion | null} motion
 */

/**
 * Paint the land under a map, also while a network turns into a map or back.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Underlaid} drawing
 */
export function paintUnder(pen, { picture, scene, camera, palette, ground, motion }) {
  const way = motion?.kind === "turn" ? motion.way : null;
  const map = picture.look === "map";
  if (!map && way?.stand.picture.look !== "map") return;
  pen.globalAlpha = way ? (map ? way.share : 1 - way.share) : 1;
  ground.paint(pen, map ? scene.camera : (way?.stand.camera ?? camera), palette);
  pen.globalAlpha = 1;
}
