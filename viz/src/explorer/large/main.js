import { get } from "../../shared/dom.js";
import { unpackBytes } from "../../shared/unpack.js";
import { openExplorer } from "../open.js";
import { makeLayer } from "./layer.js";

void unpackBytes(get("data").textContent ?? "").then((bytes) =>
  openExplorer(JSON.parse(new TextDecoder().decode(bytes)), makeLayer),
);
