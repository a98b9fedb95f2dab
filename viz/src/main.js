import { readModel } from "./model.js";
import { Page } from "./page.js";
import { get } from "./dom.js";

new Page(readModel(JSON.parse(get("data").textContent ?? "{}")));
document.documentElement.dataset["ready"] = "true";
performance.mark("ready");
