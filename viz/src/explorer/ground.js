import { say } from "../i18n/language.js";
import { FONT } from "../shared/palette.js";
import { WINDOW } from "../shared/window.js";
import { escapeXml, tag } from "../shared/xml.js";
import { placeApart, placeNodes } from "./places.js";

/**
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("./places.js").Inset} Inset
 * @typedef {{ land: string, borders: string, insets: Record<string, string> }} Outline SVG paths in
 *   kilometres; those of insets, by the ids of their regions, in thousandths of their width
 */

const NAME = { size: 11, sign: 6.4 };
/** Kilometres over which the land ends where its outline was cut. */
const MIST = 260;
const LINE = 0.9;
/** In so many parts of its width the land of a box is written. */
const WHOLE = 1000;

/** What lies under a map: land, borders, and boxes for what is far away. */
export class Ground {
  /**
   * @param {Outline} outline
   * @param {Node[]} nodes that get their places on it
   */
  constructor(outline, nodes) {
    this.outline = outline;
    this.far = placeNodes(nodes);
    this.land = new Path2D(outline.land);
    this.borders = new Path2D(outline.borders);
    /** @type {Inset[]} */
    this.insets = [];
    /** @type {Path2D[]} */
    this.boxes = [];
    /** @type {Inset[]} those in which anything stands */
    this.used = [];
    this.arrange({ width: 2, height: 1 }, new Set());
  }

  /**
   * Set the boxes where they take least from the rest of the map.
   *
   * @param {{ width: number, height: number }} size of the window
   * @param {Set<Node>} shown
   */
  arrange({ width, height }, shown) {
    const { insets } = this.outline;
    this.insets = placeApart(this.far, height > width);
    this.boxes = this.insets.map(({ region }) => new Path2D(insets[region.id] ?? ""));
    this.narrow(shown);
  }

  /**
   * Keep of the boxes those in which anything is shown; they stay where they are.
   *
   * @param {Set<Node>} shown
   */
  narrow(shown) {
    const places = this.far.flatMap((node) => (shown.has(node) ? [node.place] : []));
    this.used = this.insets.filter((inset) => places.some((place) => place && holds(inset, place)));
  }

  /** Corners of the boxes: what a look at all of the map has to hold. */
  listCorners() {
    return this.used.flatMap(
      ({ x, y, width, height }) =>
        /** @type {[number, number][]} */ ([
          [x, y],
          [x + width, y + height],
        ]),
    );
  }

  /**
   * @param {CanvasRenderingContext2D} pen whose unit is a pixel of the window
   * @param {Camera} camera
   * @param {Palette} palette
   */
  paint(pen, camera, palette) {
    const { scale } = camera;
    pen.save();
    move(pen, camera, 0, 0, scale);
    pen.fillStyle = palette.land;
    pen.fill(this.land);
    pen.strokeStyle = palette.border;
    pen.lineWidth = LINE / scale;
    pen.stroke(this.borders);
    pen.restore();
    this.#fade(pen, camera, palette);
    for (const inset of this.used) this.#paintBox(pen, camera, palette, inset);
  }

  /**
   * Let the land end in mist where its outline was cut.
   *
   * @param {CanvasRenderingContext2D} pen
   * @param {Camera} camera
   * @param {Palette} palette
   */
  #fade(pen, camera, palette) {
    for (const { x, y, width, height, towards } of listMists(camera)) {
      const mist = pen.createLinearGradient(
        x + width * towards[0],
        y + height * towards[1],
        x + width * towards[2],
        y + height * towards[3],
      );
      mist.addColorStop(0, `${palette.ground}00`);
      mist.addColorStop(1, palette.ground);
      pen.fillStyle = mist;
      pen.fillRect(x, y, width, height);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Camera} camera
   * @param {Palette} palette
   * @param {Inset} inset
   */
  #paintBox(pen, camera, palette, inset) {
    const box = outlineBox(camera, inset);
    pen.save();
    pen.beginPath();
    pen.rect(box.x, box.y, box.width, box.height);
    pen.fillStyle = palette.ground;
    pen.fill();
    pen.clip();
    pen.save();
    move(pen, camera, inset.x, inset.y, (camera.scale * inset.width) / WHOLE);
    pen.fillStyle = palette.land;
    pen.fill(this.boxes[this.insets.indexOf(inset)]);
    pen.restore();
    pen.restore();
    pen.strokeStyle = palette.border;
    pen.lineWidth = LINE;
    pen.strokeRect(box.x, box.y, box.width, box.height);
    if (!hasRoom(box, inset)) return;
    pen.font = `400 ${NAME.size}px ${FONT}`;
    pen.textBaseline = "alphabetic";
    pen.fillStyle = palette.ink;
    const { x, y } = writeAt(box);
    pen.fillText(nameInset(inset), x, y);
  }

  /**
   * The same as SVG.
   *
   * @param {Camera} camera
   * @param {Palette} palette
   */
  write(camera, palette) {
    const { x, y, scale } = origin(camera, 0, 0, camera.scale);
    return (
      tag(
        "g",
        { transform: `translate(${x} ${y}) scale(${scale})` },
        tag("path", { d: this.outline.land, fill: palette.land }) +
          tag("path", {
            d: this.outline.borders,
            fill: "none",
            stroke: palette.border,
            "stroke-width": LINE / scale,
          }),
      ) +
      writeMists(camera, palette) +
      this.used.map((inset) => this.#writeBox(camera, palette, inset)).join("")
    );
  }

  /**
   * @param {Camera} camera
   * @param {Palette} palette
   * @param {Inset} inset
   */
  #writeBox(camera, palette, inset) {
    const { x, y, width, height } = outlineBox(camera, inset);
    const at = writeAt({ x: 0, y: 0, height });
    const land = tag("path", {
      d: this.outline.insets[inset.region.id] ?? "",
      fill: palette.land,
      transform: `scale(${width / WHOLE})`,
    });
    return tag(
      "svg",
      { x, y, width, height, overflow: "hidden" },
      tag("rect", { width, height, fill: palette.ground }) +
        land +
        tag("rect", {
          width,
          height,
          fill: "none",
          stroke: palette.border,
          "stroke-width": 2 * LINE,
        }) +
        (!hasRoom({ width }, inset)
          ? ""
          : tag(
              "text",
              { ...at, "font-size": NAME.size, fill: palette.ink },
              escapeXml(nameInset(inset)),
            )),
    );
  }
}

/**
 * @param {Camera} camera
 * @param {number} x of what becomes the origin
 * @param {number} y
 * @param {number} scale
 */
function origin(camera, x, y, scale) {
  return {
    x: (x - camera.x) * camera.scale + camera.width / 2,
    y: (y - camera.y) * camera.scale + camera.height / 2,
    scale,
  };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Camera} camera
 * @param {number} x
 * @param {number} y
 * @param {number} scale
 */
function move(pen, camera, x, y, scale) {
  const at = origin(camera, x, y, scale);
  pen.translate(at.x, at.y);
  pen.scale(scale, scale);
}

/**
 * @param {Camera} camera
 * @param {Inset} inset
 */
function outlineBox(camera, { x, y, width, height }) {
  const { scale } = camera;
  const at = origin(camera, x, y, scale);
  return { x: at.x, y: at.y, width: width * scale, height: height * scale };
}

/** @param {Inset} inset @param {[number, number]} place */
const holds = ({ x, y, width, height }, place) =>
  place[0] >= x && place[0] <= x + width && place[1] >= y && place[1] <= y + height;

/** @param {{ width: number }} box @param {Inset} inset */
const hasRoom = (box, inset) => box.width > 12 + NAME.sign * nameInset(inset).length;

/** @param {Inset} inset */
const nameInset = ({ region }) => say(`inset.${region.id}`);

/**
 * The strips along the edges of the outline, in pixels, and towards where each fades.
 *
 * @param {Camera} camera
 */
function listMists(camera) {
  const { scale } = camera;
  const { x, y } = origin(camera, 0, 0, scale);
  const [width, height, deep] = [WINDOW.width * scale, WINDOW.height * scale, MIST * scale];
  // A pixel more, for the edge of the land is not quite sharp.
  return [
    { x: x - 1, y: y - 1, width: deep, height: height + 2, towards: [1, 0, 0, 0] },
    { x: x + width - deep + 1, y: y - 1, width: deep, height: height + 2, towards: [0, 0, 1, 0] },
    { x: x - 1, y: y - 1, width: width + 2, height: deep, towards: [0, 1, 0, 0] },
    { x: x - 1, y: y + height - deep + 1, width: width + 2, height: deep, towards: [0, 0, 0, 1] },
  ];
}

/**
 * @param {Camera} camera
 * @param {Palette} palette
 */
function writeMists(camera, palette) {
  return listMists(camera)
    .map(
      ({ towards: [x1, y1, x2, y2], ...box }, place) =>
        tag(
          "linearGradient",
          { id: `mist-${place}`, x1, y1, x2, y2 },
          tag("stop", { offset: 0, "stop-color": palette.ground, "stop-opacity": 0 }) +
            tag("stop", { offset: 1, "stop-color": palette.ground }),
        ) + tag("rect", { ...box, fill: `url(#mist-${place})` }),
    )
    .join("");
}

/** @param {{ x: number, y: number, height: number }} box */
const writeAt = ({ x, y, height }) => ({ x: x + 6, y: y + height - 6 });
