import { Network } from "vis-network/esnext";
import { placeLabels } from "../shared/labels.js";
import { makeRuler, paintLabels, paintNode, paintStrands } from "../shared/paint.js";
import { PALETTES } from "../shared/palette.js";
import { findSpot } from "../shared/scene.js";
import { compose, light } from "./scene.js";

/**
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../explorer/page.js").Listener} Listener
 */

const REACH = { mouse: 5, touch: 16 };
const ZOOM = { least: 0.5, most: 14 };
const MARGIN = { side: 46, top: 64, bottom: 56 };

/**
 * The drawing: vis-network moves and zooms it and calls for each node; ties and names are painted
 * here in one go, since two thousand separate lines would make every movement stutter.
 */
export class Drawing {
  /**
   * @param {HTMLElement} container
   * @param {Model} model
   * @param {View} view
   * @param {Listener} listener
   */
  constructor(container, model, view, listener) {
    this.container = container;
    this.model = model;
    this.view = view;
    this.listener = listener;
    /** @type {Node | null} */
    this.chosen = null;
    /** @type {Node | null} */
    this.hovered = null;
    this.palette = PALETTES.light;
    this.ruler = makeRuler();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.colours = new Map(model.groups.map((group) => [group.id, group.colour]));
    this.network = this.#open();
    this.fitScale = 1;
    this.scene = this.compose();
    this.#listen();
  }

  #open() {
    const nodes = this.model.nodes.map((node) => ({
      id: node.index,
      x: node.x,
      y: node.y,
      shape: "custom",
      ctxRenderer: (/** @type {{ ctx: CanvasRenderingContext2D }} */ { ctx }) => ({
        drawNode: () => this.#paintNode(ctx, node),
        nodeDimensions: { width: 1, height: 1 },
      }),
    }));
    const network = new Network(this.container, /** @type {any} */ ({ nodes, edges: [] }), {
      physics: false,
      layout: { improvedLayout: false },
      interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false },
    });
    const frame = this.container.querySelector(".vis-network");
    frame?.removeAttribute("tabindex");
    network.on("beforeDrawing", (pen) => this.#paintGround(pen));
    network.on("afterDrawing", (pen) => this.#paintNames(pen));
    return network;
  }

  #listen() {
    let reach = REACH.mouse;
    this.container.addEventListener(
      "pointerdown",
      (event) => {
        reach = event.pointerType === "mouse" ? REACH.mouse : REACH.touch;
      },
      true,
    );
    this.network.on("click", ({ pointer }) => {
      const spot = findSpot(this.scene, pointer.DOM.x, pointer.DOM.y, reach);
      this.listener.pick(spot?.node ?? null);
    });
    this.container.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || event.buttons) return;
      const box = this.container.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      this.#hover(findSpot(this.scene, x, y, REACH.mouse)?.node ?? null, x, y);
    });
    this.container.addEventListener("pointerleave", () => this.#hover(null, 0, 0));
    this.network.on("zoom", () => this.#limit());
    this.network.on("resize", () => {
      if (!this.chosen) this.fit(false);
    });
  }

  #limit() {
    const scale = this.network.getScale();
    const kept = Math.min(ZOOM.most * this.fitScale, Math.max(ZOOM.least * this.fitScale, scale));
    if (kept !== scale) this.network.moveTo({ scale: kept });
  }

  /**
   * @param {Node | null} node
   * @param {number} x
   * @param {number} y
   */
  #hover(node, x, y) {
    this.container.classList.toggle("hit", node !== null);
    this.listener.hover(node, x, y);
    if (node === this.hovered) return;
    this.hovered = node;
    if (!this.chosen) this.network.redraw();
  }

  /** @returns {Camera} */
  camera() {
    const { x, y } = this.network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = this.container;
    return { x, y, scale: this.network.getScale(), fitScale: this.fitScale, width, height };
  }

  compose() {
    return compose(this.model, this.view, this.camera(), this.chosen ?? this.hovered);
  }

  /**
   * Paint in pixels of the window rather than in units of the plane.
   *
   * @param {CanvasRenderingContext2D} pen
   * @param {() => void} paint
   */
  #onScreen(pen, paint) {
    const density = pen.canvas.width / (this.container.clientWidth || 1);
    pen.save();
    pen.setTransform(density, 0, 0, density, 0, 0);
    paint();
    pen.restore();
  }

  /** @param {CanvasRenderingContext2D} pen */
  #paintGround(pen) {
    this.scene = this.compose();
    this.#onScreen(pen, () => {
      pen.fillStyle = this.palette.ground;
      pen.fillRect(0, 0, this.scene.camera.width, this.scene.camera.height);
      paintStrands(pen, this.scene, this.palette);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Node} node
   */
  #paintNode(pen, node) {
    const spot = this.scene.spotOf.get(node);
    // What is lit is painted last, above all that is dimmed.
    if (!spot || this.scene.lit?.has(node)) return;
    this.#onScreen(pen, () => paintNode(pen, this.scene, spot, this.colours, this.palette));
  }

  /** @param {CanvasRenderingContext2D} pen */
  #paintNames(pen) {
    this.#onScreen(pen, () => {
      for (const spot of this.scene.lit ? this.scene.spots : []) {
        if (spot.alpha === 1) paintNode(pen, this.scene, spot, this.colours, this.palette);
      }
      paintLabels(pen, placeLabels(this.scene, this.ruler), this.palette);
    });
  }

  /**
   * @param {View} view
   * @param {Node | null} chosen
   */
  show(view, chosen) {
    this.view = view;
    this.chosen = chosen;
    this.hovered = null;
    this.network.redraw();
  }

  /** @param {Palette} palette */
  tint(palette) {
    this.palette = palette;
    this.network.redraw();
  }

  /**
   * Bring everything that is shown, or the chosen node and its ties, into the window.
   *
   * @param {boolean} [moving]
   */
  fit(moving = true) {
    this.network.setSize("100%", "100%");
    const shown = this.model.nodes.filter((node) => this.view.degree[node.index] > 0);
    const all = frame(shown, this.container);
    this.fitScale = all.scale;
    const lit = light(this.view, this.chosen);
    const part = lit ? frame([...lit], this.container) : all;
    const goal = { ...part, scale: Math.min(part.scale, all.scale * 2.6) };
    this.#move(goal, moving);
  }

  /**
   * @param {{ x: number, y: number, scale: number }} goal
   * @param {boolean} moving
   */
  #move({ x, y, scale }, moving) {
    const still = !moving || this.calm.matches;
    this.network.moveTo({
      position: { x, y },
      scale,
      animation: still ? false : { duration: 420, easingFunction: "easeInOutQuad" },
    });
    if (still) this.network.redraw();
  }

  /** @param {number} factor */
  zoom(factor) {
    const { x, y, scale } = this.camera();
    const wanted = scale * factor;
    const kept = Math.min(ZOOM.most * this.fitScale, Math.max(ZOOM.least * this.fitScale, wanted));
    this.#move({ x, y, scale: kept }, true);
  }

  /**
   * @param {number} right pixels
   * @param {number} down
   */
  pan(right, down) {
    const { x, y, scale } = this.camera();
    this.#move({ x: x + right / scale, y: y + down / scale, scale }, false);
  }
}

/**
 * Where to look so that all nodes lie inside the window, clear of what floats over its edges.
 *
 * @param {Node[]} nodes
 * @param {HTMLElement} container
 */
function frame(nodes, { clientWidth, clientHeight }) {
  if (!nodes.length) return { x: 0, y: 0, scale: 1 };
  const xs = nodes.map((node) => node.x);
  const ys = nodes.map((node) => node.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const side = clientWidth < 600 ? 20 : MARGIN.side;
  const width = Math.max(120, clientWidth - 2 * side);
  const height = Math.max(120, clientHeight - MARGIN.top - MARGIN.bottom);
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top), 4);
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2 - (MARGIN.top - MARGIN.bottom) / 2 / scale,
    scale,
  };
}
