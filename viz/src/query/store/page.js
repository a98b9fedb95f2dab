import { get } from "../../shared/dom.js";
import { compileModule, unpackBytes } from "../../shared/unpack.js";
import { Engine } from "./engine.js";
import { InsideStore } from "./store.js";

/**
 * @typedef {import("./engine.js").State} State
 * @typedef {import("./store.js").Inside} Inside
 */

/**
 * Take the store out of the page's blocks and start it; the page's line of state tells how far it
 * is, and a list how long a query may run.
 *
 * @param {Inside} data
 */
export function openStore(data) {
  const read = (/** @type {string} */ id) => get(id).textContent ?? "";
  const parts = {
    script: read("worker"),
    module: compileModule(read("engine")),
    data: unpackBytes(read("dataset")),
  };
  // Where one of them fails, the line of state says so.
  Promise.all([parts.module, parts.data]).catch(() => undefined);
  const engine = new Engine(parts, showState);
  const store = new InsideStore(data, engine, () => JSON.parse(read("outline")));
  const limit = /** @type {HTMLSelectElement} */ (get("limit"));
  const keep = () => {
    store.seconds = Number(limit.value);
  };
  limit.addEventListener("change", keep);
  keep();
  return store;
}

/** @param {State} state */
function showState({ phase, again, seconds, error }) {
  const line = get("state");
  line.dataset["phase"] = phase;
  const anew = again ? " again" : "";
  line.textContent =
    phase === "loading"
      ? `Loading the dataset${anew}…`
      : phase === "failed"
        ? `The dataset could not be loaded${anew}: ${error}`
        : `Oxigraph is ready${anew}: loaded in ${seconds.toFixed(1)} s`;
}
