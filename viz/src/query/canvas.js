import { el } from "../shared/dom.js";
import { placeLabels } from "../shared/labels.js";
import { makeRuler, paintLabels, paintNode, paintStrands } from "../shared/paint.js";
import { PALETTES } from "../shared/palette.js";
import { writeSvg } from "../shared/svg.js";
import { tag } from "../shared/xml.js";
import { composePlan, findMark, frameAll } from "./picture.js";

/**
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./picture.js").Plan} Plan
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 */

const ZOOM = { least: 0.6, most: 24 };
const DENSITY = 2;

/** A picture that can be moved and zoomed, painted by the same hand as the network explorer's. */
export class Canvas {
  /**
   * @param {HTMLElement} parent
   * @param {Plan} plan
   * @param {(mark: Mark | null, x: number, y: number) => void} hover
   * @param {(mark: Mark | null) => void} pick
   */
  constructor(parent, plan, hover, pick) {
    this.plan = plan;
    this.hover = hover;
    this.pick = pick;
    this.element = el("canvas", {
      tabindex: "0",
      role: "img",
      "aria-label": `${plan.title}. ${plan.note}`,
    });
    parent.append(this.element);
    this.ruler = makeRuler();
    /** @type {Mark | null} */
    this.lit = null;
    /** @type {Mark | null} */
    this.chosen = null;
    this.land = plan.ground && new Path2D(plan.ground.land);
    this.borders = plan.ground && new Path2D(plan.ground.borders);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.camera = frameAll(plan, this.#measure());
    this.scene = composePlan(plan, this.camera, null);
    this.moved = false;
    this.waiting = 0;
    this.dark.addEventListener("change", () => this.redraw());
    this.watch = new ResizeObserver(() => this.#fitAgain());
    this.watch.observe(parent);
    this.#paint();
  }

  close() {
    this.watch.disconnect();
  }

  #measure() {
    const { clientWidth, clientHeight } = this.element;
    return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
  }

  /** Keep the view that somebody chose when the window changes, else show everything. */
  #fitAgain() {
    const size = this.#measure();
    const all = frameAll(this.plan, size);
    this.camera = this.moved ? { ...this.camera, ...size, fitScale: all.fitScale } : all;
    this.#paint();
  }

  redraw() {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.#paint());
  }

  get mode() {
    return this.dark.matches ? /** @type {const} */ ("dark") : /** @type {const} */ ("light");
  }

  #paint() {
    this.waiting = 0;
    const density = Math.max(1, window.devicePixelRatio || 1);
    const { width, height } = this.camera;
    this.element.width = Math.round(width * density);
    this.element.height = Math.round(height * density);
    this.scene = composePlan(this.plan, this.camera, this.chosen ?? this.lit);
    this.#draw(this.element, density);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} density
   */
  #draw(canvas, density) {
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const palette = PALETTES[this.mode];
    const { scene, plan } = this;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.fillStyle = palette.ground;
    pen.fillRect(0, 0, scene.camera.width, scene.camera.height);
    this.#drawGround(pen, scene.camera, density);
    paintStrands(pen, scene, palette);
    for (const spot of scene.spots) paintNode(pen, scene, spot, plan.colours, palette);
    paintLabels(pen, placeLabels(scene, this.ruler), palette);
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Camera} camera
   * @param {number} density
   */
  #drawGround(pen, { x, y, scale, width, height }, density) {
    if (!this.land || !this.borders) return;
    const colours = PALETTES[this.mode];
    pen.save();
    pen.setTransform(
      scale * density,
      0,
      0,
      scale * density,
      (width / 2 - x * scale) * density,
      (height / 2 - y * scale) * density,
    );
    pen.fillStyle = colours.land;
    pen.fill(this.land);
    pen.strokeStyle = colours.border;
    pen.lineWidth = 0.9 / scale;
    pen.stroke(this.borders);
    pen.restore();
  }

  /**
   * @param {number} factor
   * @param {number} [atX] the point of the window that stays where it is
   * @param {number} [atY]
   */
  zoom(factor, atX = this.camera.width / 2, atY = this.camera.height / 2) {
    const { x, y, scale, fitScale, width, height } = this.camera;
    const next = Math.min(ZOOM.most * fitScale, Math.max(ZOOM.least * fitScale, scale * factor));
    const shift = 1 / scale - 1 / next;
    this.#look({
      x: x + (atX - width / 2) * shift,
      y: y + (atY - height / 2) * shift,
      scale: next,
    });
  }

  /**
   * @param {number} right pixels
   * @param {number} down
   */
  pan(right, down) {
    const { x, y, scale } = this.camera;
    this.#look({ x: x + right / scale, y: y + down / scale, scale });
  }

  /** @param {{ x: number, y: number, scale: number }} to */
  #look(to) {
    this.camera = { ...this.camera, ...to };
    this.moved = true;
    this.redraw();
  }

  fit() {
    this.moved = false;
    this.#fitAgain();
  }

  /**
   * @param {number} x pixels of the window
   * @param {number} y
   * @param {number} reach
   */
  find(x, y, reach) {
    return findMark(this.scene, x, y, reach);
  }

  /**
   * @param {Mark | null} mark
   * @param {number} [x]
   * @param {number} [y]
   */
  light(mark, x = 0, y = 0) {
    this.hover(mark, x, y);
    if (mark === this.lit) return;
    this.lit = mark;
    this.element.classList.toggle("hit", mark !== null);
    this.redraw();
  }

  /** @param {Mark | null} mark */
  choose(mark) {
    this.chosen = mark;
    this.pick(mark);
    this.redraw();
  }

  writeSvg() {
    const palette = PALETTES[this.mode];
    const labels = placeLabels(this.scene, this.ruler);
    const { x, y, scale, width, height } = this.camera;
    const colours = PALETTES[this.mode];
    const { ground } = this.plan;
    const under = ground
      ? tag(
          "g",
          {
            transform: `translate(${width / 2 - x * scale} ${height / 2 - y * scale}) scale(${scale})`,
          },
          tag("path", { d: ground.land, fill: colours.land }) +
            tag("path", {
              d: ground.borders,
              fill: "none",
              stroke: colours.border,
              "stroke-width": 0.9 / scale,
            }),
        )
      : "";
    return writeSvg(this.scene, labels, this.plan.colours, palette, this.plan.title, under);
  }

  /** @returns {Promise<Blob | null>} */
  writePng() {
    const canvas = document.createElement("canvas");
    canvas.width = this.camera.width * DENSITY;
    canvas.height = this.camera.height * DENSITY;
    this.#draw(canvas, DENSITY);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
}
