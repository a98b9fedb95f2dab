import { writeCsv } from "./csv.js";
import { button, el, get } from "./dom.js";
import { writeGexf } from "./gexf.js";
import { placeLabels } from "./labels.js";
import { paintLabels, paintNode, paintTies } from "./paint.js";
import { writeSvg } from "./svg.js";

/**
 * @typedef {import("./canvas.js").Drawing} Drawing
 * @typedef {import("./model.js").Model} Model
 */

const NAME = "hanse-network";
const DENSITY = 2;

/**
 * @param {string} ending
 * @param {Blob} blob
 */
function download(ending, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = el("a", { href: url, download: `${NAME}.${ending}` });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * @param {Drawing} drawing
 */
function savePng({ scene, palette, colours, ruler }) {
  const canvas = document.createElement("canvas");
  canvas.width = scene.camera.width * DENSITY;
  canvas.height = scene.camera.height * DENSITY;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(DENSITY, DENSITY);
  pen.fillStyle = palette.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  paintTies(pen, scene, palette);
  for (const spot of scene.spots) paintNode(pen, scene, spot, colours, palette);
  paintLabels(pen, placeLabels(scene, ruler), palette);
  canvas.toBlob((blob) => blob && download("png", blob), "image/png");
}

/**
 * Fill the menu of exports.
 *
 * @param {Model} model
 * @param {Drawing} drawing
 */
export function offerExports(model, drawing) {
  const menu = /** @type {HTMLDetailsElement} */ (get("export"));
  const text = (/** @type {string} */ type, /** @type {string} */ data) =>
    new Blob([data], { type });
  /** @type {[string, string, () => void][]} */
  const kinds = [
    ["png", "Picture (PNG)", () => savePng(drawing)],
    ["svg", "Drawing (SVG)", () => {
      const { scene, colours, palette, ruler } = drawing;
      const labels = placeLabels(scene, ruler);
      download("svg", text("image/svg+xml", writeSvg(scene, labels, colours, palette, model.title)));
    }],
    ["gexf", "Graph for Gephi (GEXF)", () =>
      download("gexf", text("application/gexf+xml", writeGexf(model, drawing.view)))],
    ["csv", "Memberships (CSV)", () =>
      download("csv", text("text/csv", writeCsv(drawing.view, false)))],
    ["spreadsheet", "Memberships for a spreadsheet (CSV)", () =>
      download("csv", text("text/csv", writeCsv(drawing.view, true)))],
  ];
  get("exports").append(...kinds.map(([kind, name, save]) =>
    button({ "data-export": kind }, () => {
      save();
      menu.open = false;
    }, name)));
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(/** @type {globalThis.Node} */ (event.target))) menu.open = false;
  });
}
