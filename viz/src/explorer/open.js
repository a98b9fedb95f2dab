import { addLanguage } from "../i18n/language.js";
import { LV } from "../i18n/lv.js";
import { readModel } from "../record/reading.js";
import { get } from "../shared/dom.js";
import { Drawing } from "./drawing.js";
import { Ground } from "./ground.js";
import { Page } from "./page.js";
import { offerExports } from "./save.js";
import { Countries } from "./sheets/countries.js";
import { offerSheetExports } from "./sheets/exports.js";
import { Practices } from "./sheets/practices.js";
import { Table } from "./sheets/table.js";
import { Timeline } from "./sheets/timeline.js";
import { addSwitch } from "./switch.js";

/**
 * @typedef {import("./sheets/sheet.js").Sheet} Sheet
 * @typedef {import("./over.js").MakeLayer} MakeLayer
 */

/**
 * Open the page.
 *
 * @param {any} data that the page holds
 * @param {MakeLayer | null} makeLayer what draws a network that is too large for the canvas
 */
export function openExplorer(data, makeLayer) {
  addLanguage("lv", LV);
  const model = readModel(data);
  const ground = new Ground(JSON.parse(get("europe").textContent ?? "{}"), model.nodes);
  new Page(model, {
    looks: [
      ["network", "view.network"],
      ["map", "view.map"],
      ["timeline", "view.timeline"],
      ["countries", "view.countries"],
      ["practices", "view.practices"],
      ["table", "view.table"],
    ],
    draw: (view, listener, place) =>
      new Drawing(get("canvas"), model, view, listener, { place, ground, makeLayer }),
    sheets: new Map(
      /** @type {[string, (pick: any, page: Page) => Sheet][]} */ ([
        ["timeline", (_, page) => new Timeline(model, page)],
        ["countries", (_, page) => new Countries(model, page)],
        ["practices", (_, page) => new Practices(model, page)],
        ["table", (_, page) => new Table(model, page)],
      ]),
    ),
    furnish: (page) => {
      offerExports(page);
      offerSheetExports(() => ({
        sheet: /** @type {Sheet | null} */ (page.sheet()),
        look: page.place.look,
      }));
      page.shown.push(addSwitch(page));
    },
  });
  document.documentElement.dataset["ready"] = "true";
  performance.mark("ready");
}
