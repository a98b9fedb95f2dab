import { Page } from "../explorer/page.js";
import { offerExports } from "../explorer/save.js";
import { readModel } from "../record/reading.js";
import { get } from "../shared/dom.js";
import { Drawing } from "./canvas.js";
import { Tables } from "./tables.js";

const model = readModel(JSON.parse(get("data").textContent ?? "{}"));
new Page(model, {
  looks: [
    ["picture", "view.network"],
    ["table", "view.tables"],
  ],
  draw: (view, listener) => new Drawing(get("canvas"), model, view, listener),
  sheets: new Map([["table", (pick) => new Tables(model, pick)]]),
  furnish: offerExports,
});
document.documentElement.dataset["ready"] = "true";
performance.mark("ready");
