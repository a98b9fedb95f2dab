import { writeCsv } from "../record/csv.js";
import { writeGexf } from "../record/gexf.js";
import { sayHeading } from "../record/heading.js";
import { sayFilter } from "../record/narrowed.js";
import { button, el, get } from "../shared/dom.js";
import { placeLabels } from "../shared/labels.js";
import { paintAll, paintLabels } from "../shared/paint.js";
import { FONT } from "../shared/palette.js";
import { layOut } from "../shared/surround.js";
import { writeFramed, writeScene } from "../shared/svg.js";

/**
 * @typedef {import("../shared/labels.js").Ruler} Ruler
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("../shared/palette.js").Palette} Palette
 * @typedef {import("../shared/surround.js").Surround} Surround
 * @typedef {import("../shared/surround.js").Framed} Framed
 * @typedef {import("../shared/scene.js").Scene} Scene
 *
 * @typedef {object} Drawn what of a drawing can be saved
 * @property {Scene} scene
 * @property {Palette} palette
 * @property {Map<string, string>} colours
 * @property {Ruler} ruler
 * @property {() => void} [settle] ends what is under way
 * @property {(pen: CanvasRenderingContext2D) => void} [paint] instead of painting the scene alone
 * @property {() => string} [writeGround] SVG of what lies under the picture
 */

const DENSITY = 2;

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Blob} data
 */
function download(name, type, data) {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * What a picture says of itself.
 *
 * @param {Page} page
 * @param {Scene} scene
 * @returns {Surround}
 */
function describe(page, scene) {
  const { model, place } = page;
  const used = new Set(scene.strands.flatMap(({ lines, colour }) => (lines.length ? colour : [])));
  return {
    title: sayHeading(model.scope),
    filter: [place.chosen?.label, sayFilter(model, place.filter)].filter(Boolean).join("; "),
    legend: model.groups.filter(({ colour }) => used.has(colour)),
    caption: page.say(),
    source: page.cite(),
  };
}

/**
 * @param {Drawn} drawing
 * @param {Framed} framed
 * @returns {Promise<Blob | null>}
 */
function paintPng(drawing, framed) {
  const {
    scene: { camera },
    palette,
  } = drawing;
  const canvas = document.createElement("canvas");
  canvas.width = framed.width * DENSITY;
  canvas.height = framed.height * DENSITY;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(DENSITY, DENSITY);
  pen.fillStyle = palette.ground;
  pen.fillRect(0, 0, framed.width, framed.height);
  paintFramed(pen, framed, palette);
  pen.beginPath();
  pen.rect(0, framed.top, camera.width, camera.height);
  pen.clip();
  pen.translate(0, framed.top);
  paintPicture(pen, drawing);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Drawn} drawing
 */
function paintPicture(pen, drawing) {
  const { scene, palette, colours, ruler } = drawing;
  if (drawing.paint) {
    drawing.paint(pen);
    return;
  }
  paintAll(pen, scene, colours, palette);
  paintLabels(pen, placeLabels(scene, ruler), palette);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Framed} framed
 * @param {Palette} palette
 */
function paintFramed(pen, { lines, patches }, palette) {
  pen.textBaseline = "middle";
  for (const { x, y, side, colour } of patches) {
    pen.fillStyle = colour;
    pen.fillRect(x, y, side, side);
  }
  for (const { text, x, y, size, bold, quiet } of lines) {
    pen.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
    pen.fillStyle = palette.ink;
    pen.globalAlpha = quiet ? 0.75 : 1;
    pen.fillText(text, x, y);
  }
  pen.globalAlpha = 1;
}

/**
 * @param {Drawn} drawing
 * @param {Framed} framed
 * @param {string} title
 */
function writeDrawing(drawing, framed, title) {
  const { scene, colours, palette, ruler } = drawing;
  const labels = placeLabels(scene, ruler);
  const inside = writeScene(scene, labels, colours, palette, drawing.writeGround?.());
  return writeFramed(framed, scene.camera, palette, title, inside);
}

/**
 * Fill the menu of exports. Files are named after the view they come from.
 *
 * @param {Page} page
 */
export function offerExports(page) {
  const menu = /** @type {HTMLDetailsElement} */ (get("export"));
  const name = (/** @type {string} */ ending) =>
    `hanse-${page.place.look === "picture" ? "network" : page.place.look}.${ending}`;
  const open = () => {
    const drawing = /** @type {Drawn} */ (/** @type {unknown} */ (page.drawing));
    drawing.settle?.();
    const surround = describe(page, drawing.scene);
    return { drawing, framed: layOut(surround, drawing.scene.camera, drawing.ruler) };
  };
  /** @type {["png" | "svg" | "gexf" | "csv" | "spreadsheet", () => void][]} */
  const kinds = [
    [
      "png",
      () => {
        const { drawing, framed } = open();
        void paintPng(drawing, framed).then(
          (blob) => blob && download(name("png"), "image/png", blob),
        );
      },
    ],
    [
      "svg",
      () => {
        const { drawing, framed } = open();
        download(
          name("svg"),
          "image/svg+xml",
          writeDrawing(drawing, framed, sayHeading(page.model.scope)),
        );
      },
    ],
    [
      "gexf",
      () => download(name("gexf"), "application/gexf+xml", writeGexf(page.model, page.view)),
    ],
    ["csv", () => download("hanse-memberships.csv", "text/csv", writeCsv(page.view, false))],
    ["spreadsheet", () => download("hanse-memberships.csv", "text/csv", writeCsv(page.view, true))],
  ];
  get("exports").append(
    ...kinds.map(([kind, save]) =>
      button({ "data-export": kind, "data-say": `export.${kind}` }, () => {
        save();
        menu.open = false;
      }),
    ),
  );
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(/** @type {globalThis.Node} */ (event.target))) menu.open = false;
  });
}
