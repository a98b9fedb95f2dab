import { get } from "../../dom.js";
import { unpackBytes } from "../../store/unpack.js";
import { openExplorer } from "../open.js";
import { makeLayer } from "./layer.js";

void unpackBytes(get("data").textContent ?? "").then((bytes) =>
  openExplorer(JSON.parse(new TextDecoder().decode(bytes)), makeLayer));
