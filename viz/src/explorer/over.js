import { placeLabels } from "../shared/labels.js";
import { composeStand } from "./compose.js";

/**
 * @typedef {import("../shared/labels.js").Label} Label
 * @typedef {import("../shared/labels.js").Ruler} Ruler
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("./compose.js").Light} Light
 * @typedef {import("./compose.js").Stand} Stand
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {object} Layer draws the nodes and ties of a large network below the canvas
 * @property {(picture: Picture, colours: Map<string, string>, palette: Palette) => void} fill
 * @property {(camera: Camera, dim: boolean) => CanvasRenderingContext2D} paint gives the pen for
 *   what stands above; its unit is a pixel of the window
 * @property {() => void} hide
 * @typedef {(element: HTMLElement, lost: () => void) => Layer | null} MakeLayer null without WebGL;
 *   `lost` is called when it goes
 */

/**
 * Compose of a picture only what is lit, to be painted above the rest.
 *
 * @param {Stand} stand
 * @param {Light} light
 * @returns {Scene}
 */
export function composeLit({ picture, camera }, light) {
  const nodes = picture.nodes.filter((node) => light.lit?.has(node));
  const bundles = light.bundles.filter(({ near }) => near);
  return composeStand({ picture: { ...picture, nodes }, camera }, { ...light, bundles });
}

/**
 * Whether two pictures have the same nodes, as large, and the same lines.
 *
 * @param {Picture} one
 * @param {Picture} other
 */
export function isSame(one, other) {
  return (
    one.look === other.look &&
    one.view.ties.size === other.view.ties.size &&
    one.nodes.length === other.nodes.length &&
    one.lines.length === other.lines.length &&
    one.nodes.every(
      (node, place) => node === other.nodes[place] && one.count(node) === other.count(node),
    ) &&
    one.lines.every(({ key }, place) => key === other.lines[place].key)
  );
}

/** The names above a large picture: chosen when it rests, carried along while it moves. */
export class Names {
  /** @param {Ruler} ruler */
  constructor(ruler) {
    this.ruler = ruler;
    /** @type {{ light: Light, camera: Camera, labels: Label[] } | null} */
    this.last = null;
  }

  /**
   * @param {Light} light for which names are chosen anew
   * @param {Camera} camera
   * @param {boolean} moving
   * @param {() => Scene} compose
   * @returns {Label[]}
   */
  place(light, camera, moving, compose) {
    const { last } = this;
    if (last?.light === light && last.camera === camera) return last.labels;
    if (last && moving && last.light === light) return carry(last.labels, last.camera, camera);
    const labels = placeLabels(compose(), this.ruler);
    this.last = { light, camera, labels };
    return labels;
  }
}

/**
 * @param {Label[]} labels
 * @param {Camera} from
 * @param {Camera} to
 */
function carry(labels, from, to) {
  const factor = to.scale / from.scale;
  return labels.map((label) => ({
    ...label,
    x: (label.x - from.width / 2) * factor + (from.x - to.x) * to.scale + to.width / 2,
    y: (label.y - from.height / 2) * factor + (from.y - to.y) * to.scale + to.height / 2,
  }));
}
