import { get } from "../shared/dom.js";
import { openExplorer } from "./open.js";

openExplorer(JSON.parse(get("data").textContent ?? "{}"), null);
