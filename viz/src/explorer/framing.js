import { frame } from "./camera.js";
import { lightNodes } from "./picture.js";

/**
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {import("./picture.js").Picture} Picture
 */

/** Units of the plane that a window shows at least, and pixels per unit at most. */
const LIMITS = { network: { least: 1, most: 4 }, map: { least: 420, most: 4 } };
/** What is chosen is brought so many times as near as the fitScale, at most. */
const NEARER = { network: 2.6, map: 3.2 };

/**
 * From where all of a picture, or all that is lit of it, is seen.
 *
 * @param {{ picture: Picture, chosen: Node | null, ground: Ground }} seen
 * @param {{ width: number, height: number }} size of the window
 * @param {{ top: number, foot: number }} edges what is covered
 * @returns {Camera}
 */
export function frameLit({ picture, chosen, ground }, size, edges) {
  const limits = { ...LIMITS[picture.look], ...edges };
  if (picture.look === "map") ground.arrange(size, picture.held);
  const corners = picture.look === "map" ? ground.listCorners() : [];
  const all = frame([...picture.nodes.map(picture.place), ...corners], size, limits);
  const lit = [...(lightNodes(picture, chosen) ?? [])].filter((node) => picture.held.has(node));
  const near = lit.length ? frame(lit.map(picture.place), size, limits) : all;
  const scale = Math.min(near.scale, all.scale * NEARER[picture.look]);
  return { ...near, scale, fitScale: all.scale, ...size };
}
