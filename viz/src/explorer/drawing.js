import { el, get } from "../shared/dom.js";
import { listenGestures } from "../shared/gestures.js";
import { placeLabels } from "../shared/labels.js";
import { makeRuler, paintAll, paintLabels, paintStrands } from "../shared/paint.js";
import { PALETTES } from "../shared/palette.js";
import { findSpot } from "../shared/scene.js";
import { resize, zoomAbout } from "./camera.js";
import { composeStand, lightPicture } from "./compose.js";
import { frameLit } from "./framing.js";
import { Motion } from "./motion.js";
import { composeLit, isSame, Names } from "./over.js";
import { makePicture } from "./picture.js";
import { sayPicture } from "./saying.js";
import { Stamps } from "./stamps.js";
import { paintUnder } from "./underlay.js";

/**
 * @typedef {import("../record/address.js").Place} Place
 * @typedef {import("./page.js").Listener} Listener
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {import("./over.js").Layer} Layer
 * @typedef {import("./over.js").MakeLayer} MakeLayer
 * @typedef {import("./picture.js").Picture} Picture
 */

/** Paper gets a picture of this size in pixels, as dense as a good printer. */
const PAPER = { width: 1040, height: 510, density: 3 };
/** How long nothing moves before the picture is painted with care, in milliseconds. */
const REST = 120;
const INK = { ...PALETTES.light, ground: "#ffffff" };

/** The drawn views: network and map on one canvas, and the way from one to the other. */
export class Drawing {
  /**
   * @param {HTMLElement} element
   * @param {Model} model
   * @param {View} view
   * @param {Listener} listener
   * @param {{ place: Place, ground: Ground, makeLayer?: MakeLayer | null }} options where the page
   *   opens, what lies under a map and what draws a network that is large
   */
  constructor(element, model, view, listener, { place, ground, makeLayer = null }) {
    this.element = element;
    this.model = model;
    this.listener = listener;
    this.ground = ground;
    this.canvas = el("canvas");
    element.append(this.canvas);
    // Where no graphics processor is, a large map painted as if by one takes ten times as long.
    this.pen = /** @type {CanvasRenderingContext2D} */ (
      this.canvas.getContext("2d", { willReadFrequently: makeLayer !== null })
    );
    this.ruler = makeRuler();
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.colours = new Map(model.groups.map((group) => [group.id, group.colour]));
    this.palette = PALETTES.light;
    this.view = view;
    this.filter = place.filter;
    this.picture = makePicture(model, view, place);
    /** @type {Node | null} */
    this.chosen = place.chosen;
    /** @type {Node | null} */
    this.hovered = null;
    this.held = false;
    this.waiting = 0;
    /** Runs out when the reader has ceased to move the picture. */
    this.resting = 0;
    this.density = 1;
    this.stamps = new Stamps();
    this.names = new Names(this.ruler);
    this.printing = false;
    /** Whether there is so much to draw that only the camera may move. */
    this.large = makeLayer !== null;
    this.layer = makeLayer?.(element, () => this.#lose()) ?? null;
    /** @type {Picture | null} what the layer draws */
    this.filled = null;
    /** @type {Motion | null} */
    this.motion = null;
    this.camera = this.#frame();
    this.lit = lightPicture(this.picture, this.focus, this.colours);
    /** @type {Scene | null} */
    this.composed = null;
    this.#listen();
  }

  #listen() {
    listenGestures(this);
    new ResizeObserver(() => this.#resize()).observe(this.element);
    window.addEventListener("beforeprint", () => this.#print());
    window.addEventListener("afterprint", () => {
      this.printing = false;
      this.#resize(true);
    });
  }

  /** What stands where on the screen, composed when it is asked for. */
  get scene() {
    return (this.composed ??= this.#compose());
  }

  /** Go on without the layer, whose WebGL is gone, and say so. */
  #lose() {
    this.layer = null;
    this.redraw();
    if (this.element.clientWidth) get("note").textContent = this.say(this.filter);
  }

  get focus() {
    return this.chosen ?? this.hovered;
  }

  #measure() {
    const { clientWidth, clientHeight } = this.element;
    return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
  }

  /** How high the caption stands above the lower edge. */
  #measureFoot() {
    const height = get("note").offsetHeight;
    return Math.min(this.element.clientHeight / 3, height + 34);
  }

  /**
   * From where all of the picture, or all that is lit, is seen.
   *
   * @param {{ width: number, height: number }} [size]
   * @param {{ top?: number, foot?: number }} [edges] what is covered
   * @returns {Camera}
   */
  #frame(size = this.#measure(), edges = {}) {
    return frameLit(this, size, { top: 64, foot: this.#measureFoot(), ...edges });
  }

  /**
   * @param {View} view
   * @param {Node | null} chosen
   * @param {Place} place
   * @param {boolean} [playing]
   */
  show(view, chosen, place, playing = false) {
    this.settle();
    const from = { picture: this.picture, camera: this.camera };
    const old = this.lit.bundles;
    this.view = view;
    this.filter = place.filter;
    this.chosen = chosen;
    this.hovered = null;
    this.picture = makePicture(this.model, view, place);
    this.lit = lightPicture(this.picture, this.focus, this.colours);
    const turning = from.picture.look !== this.picture.look;
    this.ground.narrow(this.picture.held);
    if (turning) this.camera = this.#frame();
    const moves = (turning || playing) && !this.calm.matches && !this.large;
    if (moves) this.motion = new Motion(turning ? "turn" : "fade", from, old);
    this.redraw();
  }

  /** Whether the reader, or so much to draw on the canvas, lets nothing move by itself. */
  #isStill() {
    return this.calm.matches || (this.large && !(this.layer && this.picture.look === "network"));
  }

  /** @param {boolean} [moving] */
  fit(moving = true) {
    const from = { picture: this.picture, camera: this.camera };
    this.held = false;
    this.camera = this.#frame();
    if (!moving || this.#isStill()) this.motion = null;
    else if (this.motion?.kind !== "turn")
      this.motion = new Motion("glide", from, this.lit.bundles);
    if (!moving) this.#paint();
    this.redraw();
  }

  /** End what is under way. */
  settle() {
    if (!this.motion) return;
    if (this.motion.kind === "glide") this.camera = this.motion.look(this.camera);
    this.motion = null;
    this.composed = null;
  }

  /** @param {Palette} palette */
  tint(palette) {
    this.palette = palette;
    this.filled = null;
    this.redraw();
  }

  /**
   * @param {number} factor
   * @param {number} [x] the point of the window that stays where it is
   * @param {number} [y]
   */
  zoom(factor, x, y) {
    this.settle();
    const from = { picture: this.picture, camera: this.camera };
    const { width, height } = this.camera;
    this.camera = zoomAbout(this.camera, factor, x ?? width / 2, y ?? height / 2);
    // A button makes a step that the eye has to follow; a wheel turns by itself.
    if (x === undefined && !this.#isStill()) {
      this.motion = new Motion("glide", from, this.lit.bundles);
    }
    this.#hold();
  }

  /**
   * @param {number} right pixels
   * @param {number} down
   */
  pan(right, down) {
    this.settle();
    const { x, y, scale } = this.camera;
    this.camera = { ...this.camera, x: x + right / scale, y: y + down / scale };
    this.#hold();
  }

  #hold() {
    this.held = true;
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      this.resting = 0;
      this.redraw();
    }, REST);
    this.listener.hover(null, 0, 0);
    this.redraw();
  }

  /** @param {boolean} [anew] */
  #resize(anew = false) {
    const size = this.#measure();
    const { width, height } = this.camera;
    if (this.printing || (!anew && size.width === width && size.height === height)) return;
    if (this.held) this.camera = { ...this.camera, ...size };
    else this.camera = this.#frame();
    this.#paint();
  }

  redraw() {
    if (!this.waiting) this.waiting = requestAnimationFrame((now) => this.#step(now));
  }

  /** @param {number} now */
  #step(now) {
    this.waiting = 0;
    if (this.printing) return;
    if (this.motion?.advance(now)) this.redraw();
    else this.motion = null;
    this.#paint();
  }

  #compose() {
    const camera = this.motion?.look(this.camera) ?? this.camera;
    const stand = { picture: this.picture, camera };
    return composeStand(stand, this.lit, this.motion?.way);
  }

  #paint() {
    this.composed = null;
    this.density = Math.max(1, window.devicePixelRatio || 1);
    if (this.layer && this.picture.look === "network") {
      this.#paintOver(this.layer);
      return;
    }
    this.layer?.hide();
    this.#size(this.density);
    this.#paintFast();
  }

  /**
   * Let the layer draw, and paint above it what is lit, and the names.
   *
   * @param {Layer} layer
   */
  #paintOver(layer) {
    const { picture, palette, colours, lit, names } = this;
    const camera = this.motion?.look(this.camera) ?? this.camera;
    if (!this.filled || !isSame(this.filled, picture)) layer.fill(picture, colours, palette);
    this.filled = picture;
    const pen = layer.paint(camera, lit.lit !== null);
    const scene = lit.lit && composeLit({ picture, camera }, lit);
    if (scene) paintAll(pen, scene, colours, palette);
    const moving = this.motion !== null || this.resting !== 0;
    paintLabels(
      pen,
      names.place(lit, camera, moving, () => scene ?? this.scene),
      palette,
    );
  }

  /**
   * Paint for the screen: while anything moves lines are thin and strong, or too many and left out.
   */
  #paintFast() {
    const { pen, scene, palette, colours, density } = this;
    const moving = this.motion !== null || this.resting !== 0;
    this.#paintUnder(pen);
    if (!moving || !this.large) paintStrands(pen, scene, palette, moving ? 1 / density : Infinity);
    this.stamps.paint(pen, scene, colours, palette, density);
    this.#paintNames(pen);
  }

  /** @param {number} density pixels of the screen in one of the window */
  #size(density) {
    const { canvas, camera } = this;
    const [width, height] = [camera.width, camera.height].map((side) => Math.round(side * density));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.pen.setTransform(density, 0, 0, density, 0, 0);
  }

  /**
   * Paint with all care, for paper and files.
   *
   * @param {CanvasRenderingContext2D} pen whose unit is a pixel of the window
   */
  paint(pen) {
    const { scene, palette, colours } = this;
    this.#paintUnder(pen);
    paintAll(pen, scene, colours, palette);
    this.#paintNames(pen);
  }

  /** @param {CanvasRenderingContext2D} pen */
  #paintUnder(pen) {
    const { width, height } = this.scene.camera;
    pen.fillStyle = this.palette.ground;
    pen.fillRect(0, 0, width, height);
    paintUnder(pen, this);
  }

  /** @param {CanvasRenderingContext2D} pen */
  #paintNames(pen) {
    // On a turn names would jump from place to place.
    if (this.motion?.kind === "turn") return;
    paintLabels(pen, placeLabels(this.scene, this.ruler), this.palette);
  }

  /** What lies under the picture, as SVG. */
  writeGround() {
    return this.picture.look === "map" ? this.ground.write(this.scene.camera, this.palette) : "";
  }

  /** Paint what the window shows for paper, until printing is over. */
  #print() {
    this.settle();
    const { camera, palette } = this;
    const { width, height } = PAPER;
    this.camera = this.held
      ? resize(camera, { width, height })
      : this.#frame({ width, height }, { top: 8, foot: 8 });
    this.palette = INK;
    this.composed = this.#compose();
    this.#size(PAPER.density);
    this.paint(this.pen);
    this.printing = true;
    [this.camera, this.palette] = [camera, palette];
  }

  /** @param {import("../record/selection.js").Selection} filter */
  say(filter) {
    return sayPicture(this.model, this.picture, filter, this.large && !this.layer);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  find(x, y, reach) {
    return findSpot(this.scene, x, y, reach)?.node ?? null;
  }

  /**
   * @param {Node | null} node
   * @param {number} [x]
   * @param {number} [y]
   */
  light(node, x = 0, y = 0) {
    this.element.classList.toggle("hit", node !== null);
    this.listener.hover(node, x, y);
    if (node === this.hovered) return;
    this.hovered = node;
    if (this.chosen) return;
    this.lit = lightPicture(this.picture, node, this.colours);
    this.redraw();
  }

  /** @param {Node | null} node */
  choose(node) {
    this.listener.pick(node);
  }
}
