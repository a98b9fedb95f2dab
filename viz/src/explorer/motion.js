import { ease, mixCameras } from "./camera.js";

/**
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("./compose.js").Bundle} Bundle
 * @typedef {import("./compose.js").Stand} Stand
 */

/** How long things are under way, in milliseconds. */
export const SPAN = { glide: 420, turn: 900, fade: 260 };

/** The way from one picture, or from one look at it, to the next. */
export class Motion {
  /**
   * @param {"glide" | "turn" | "fade"} kind a glide moves the camera, a turn goes from the network
   *   to the map or back, on a fade all stands still and nodes come and go
   * @param {Stand} from
   * @param {Bundle[]} bundles of the picture it comes from
   */
  constructor(kind, from, bundles) {
    this.kind = kind;
    this.from = from;
    this.bundles = bundles;
    this.start = -1;
    this.done = 0;
  }

  /**
   * Go on to a moment; false once the way is over.
   *
   * @param {number} now in milliseconds
   */
  advance(now) {
    if (this.start < 0) this.start = now;
    this.done = Math.min(1, (now - this.start) / SPAN[this.kind]);
    return this.done < 1;
  }

  /**
   * From where a goal is seen by now.
   *
   * @param {Camera} goal
   */
  look(goal) {
    return this.kind === "glide" ? mixCameras(this.from.camera, goal, ease(this.done)) : goal;
  }

  /** What composing needs to know of the way, null where only the camera moves. */
  get way() {
    return this.kind === "glide"
      ? null
      : { stand: this.from, bundles: this.bundles, share: ease(this.done) };
  }
}
