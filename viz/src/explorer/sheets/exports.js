import { say } from "../../i18n/language.js";
import { writeRows } from "../../shared/csv.js";
import { button, el, get } from "../../shared/dom.js";
import { paintPicture, writePicture } from "./picture.js";

/**
 * @typedef {import("./sheet.js").Sheet} Sheet
 * @typedef {import("./picture.js").Picture} Picture
 */

/** No browser paints a canvas that is higher. */
const HIGHEST = 16_000;

/** @param {string} name @param {Blob} blob */
function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {string} name @param {Picture} picture */
function savePng(name, picture) {
  const density = Math.min(2, HIGHEST / picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * density);
  canvas.height = Math.round(picture.height * density);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(density, density);
  paintPicture(pen, picture);
  canvas.toBlob((blob) => blob && download(`${name}.png`, blob), "image/png");
}

/**
 * What a sheet gives to be kept: kind, name in the menu, and what to do.
 *
 * @param {Sheet} sheet
 * @param {string} look
 * @returns {[string, string, () => void][]}
 */
function listExports(sheet, look) {
  const name = `hanse-${look}`;
  const picture = sheet.picture();
  const table = sheet.table();
  const save = (/** @type {boolean} */ guarded) => () => {
    const { head, rows } = /** @type {NonNullable<typeof table>} */ (table).list();
    download(`${name}.csv`, new Blob([writeRows([head, ...rows], guarded)], { type: "text/csv" }));
  };
  return [
    ...(picture
      ? /** @type {[string, string, () => void][]} */ ([
          ["sheet-png", say("sheet.png"), () => savePng(name, picture)],
          [
            "sheet-svg",
            say("sheet.svg"),
            () =>
              download(`${name}.svg`, new Blob([writePicture(picture)], { type: "image/svg+xml" })),
          ],
        ])
      : []),
    ...(table
      ? /** @type {[string, string, () => void][]} */ ([
          ["sheet-csv", say("sheet.csv"), save(false)],
          ["sheet-spreadsheet", say("sheet.spreadsheet"), save(true)],
        ])
      : []),
  ];
}

/**
 * Let the menu of exports offer what the sheet that is open gives, in place of the drawing's.
 *
 * @param {() => { sheet: Sheet | null, look: string }} ask what is open
 */
export function offerSheetExports(ask) {
  const menu = /** @type {HTMLDetailsElement} */ (get("export"));
  const own = el("div", { id: "sheet-exports" });
  get("exports").prepend(own);
  menu.querySelector("summary")?.addEventListener("click", () => {
    const { sheet, look } = ask();
    own.hidden = !sheet;
    own.replaceChildren(
      ...(sheet ? listExports(sheet, look) : []).map(([kind, name, save]) =>
        button(
          { "data-export": kind },
          () => {
            save();
            menu.open = false;
          },
          name,
        ),
      ),
    );
    for (const made of get("exports").querySelectorAll("[data-export=png],[data-export=svg]")) {
      /** @type {HTMLElement} */ (made).hidden = Boolean(sheet);
    }
  });
}
