import { MultiUndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import { el } from "../../shared/dom.js";
import { DIM, scaleNodes } from "../../shared/scene.js";
import { makeGraph } from "./network.js";
import { makeSigns } from "./signs.js";

/**
 * @typedef {import("../../shared/palette.js").Palette} Palette
 * @typedef {import("../../shared/scene.js").Camera} Camera
 * @typedef {import("../over.js").Layer} Layer
 * @typedef {import("../picture.js").Picture} Picture
 */

/**
 * Put sigma below the canvas of an element; null where the browser has no WebGL.
 *
 * @type {import("../over.js").MakeLayer}
 */
export function makeLayer(element, lost) {
  if (!offersWebGl()) return null;
  return new SigmaLayer(element, lost);
}

function offersWebGl() {
  const probe = document.createElement("canvas");
  const gl = probe.getContext("webgl2") ?? probe.getContext("webgl");
  // A browser has few of them: this one is given back.
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return gl !== null;
}

/** @implements {Layer} */
class SigmaLayer {
  /**
   * @param {HTMLElement} element
   * @param {() => void} lost
   */
  constructor(element, lost) {
    this.element = element;
    this.lost = lost;
    this.below = el("div", {});
    this.canvas = el("canvas", {});
    this.under = el("div", { class: "under", "aria-hidden": "true" }, this.below, this.canvas);
    element.append(this.under);
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.look = { ground: [1, 1, 1] };
    /** @type {Sigma | null} */
    this.sigma = null;
    this.total = 0;
    /** By how much nodes are larger than where all is seen. */
    this.growth = 1;
  }

  /**
   * @param {Picture} picture
   * @param {Map<string, string>} colours
   * @param {Palette} palette
   */
  fill(picture, colours, palette) {
    this.total = picture.total;
    const { ground } = palette;
    this.look.ground = [1, 3, 5].map((place) => parseInt(ground.slice(place, place + 2), 16) / 255);
    this.element.classList.add("layered");
    this.sigma ??= this.#open();
    this.sigma.setGraph(makeGraph(picture, colours, palette));
  }

  #open() {
    const sigma = new Sigma(new MultiUndirectedGraph(), this.below, {
      allowInvalidContainer: true,
      defaultEdgeType: "line",
      defaultNodeType: "sign",
      edgeProgramClasses: { line: EdgeLineProgram },
      nodeProgramClasses: { sign: /** @type {any} */ (makeSigns(this.look)) },
      renderLabels: false,
      stagePadding: 0,
      zoomToSizeRatioFunction: () => 1 / this.growth,
    });
    // The plane is sigma's own, and the gestures are ours.
    sigma.setCustomBBox({ x: [0, 1], y: [0, 1] });
    sigma.getMouseCaptor().kill();
    sigma.getTouchCaptor().kill();
    for (const canvas of Object.values(sigma.getCanvases())) {
      canvas.addEventListener("webglcontextlost", () => this.#lose(), { once: true });
    }
    return sigma;
  }

  /** Leave the page to its own canvas. */
  #lose() {
    if (!this.sigma) return;
    this.hide();
    this.sigma = null;
    this.under.remove();
    this.lost();
  }

  /**
   * @param {Camera} camera
   * @param {boolean} dim
   */
  paint(camera, dim) {
    this.element.classList.add("layered");
    this.below.style.opacity = dim ? String(DIM) : "";
    this.#draw(camera);
    return this.#clear(camera);
  }

  /** @param {Camera} camera */
  #draw(camera) {
    if (!this.sigma) return;
    this.growth = scaleNodes(camera, this.total);
    const { x, y, scale, width, height } = camera;
    this.sigma.getCamera().setState({ x, y: -y, ratio: Math.min(width, height) / scale, angle: 0 });
    // What a render that is asked for does at the next frame, done in ours.
    /** @type {any} */ (this.sigma).render();
  }

  /** @param {Camera} camera */
  #clear({ width, height }) {
    const { canvas, pen } = this;
    const density = Math.max(1, window.devicePixelRatio || 1);
    const [wide, high] = [width, height].map((side) => Math.round(side * density));
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  hide() {
    this.element.classList.remove("layered");
  }
}
