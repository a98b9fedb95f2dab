import { get } from "../dom.js";
import { openExplorer } from "./open.js";

openExplorer(JSON.parse(get("data").textContent ?? "{}"), null);
