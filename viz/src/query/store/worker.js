import init, { Store } from "oxigraph/web.js";

/**
 * @typedef {{ id: number, duty: "load", module: WebAssembly.Module, data: Uint8Array }} Load
 * @typedef {{ id: number, duty: "ask", text: string, type: string }} Ask
 * @typedef {{ id: number, value: any } | { id: number, error: string, broken: boolean }} Reply
 */

/** So many bytes of an answer a page can still read and show; more is refused, never cut. */
const MOST_BYTES = 64 * 1024 * 1024;

let store = /** @type {Store | null} */ (null);

/** @param {Load} task */
async function load({ module, data }) {
  await init({ module_or_path: module });
  store = new Store();
  // Whoever wrote the page has checked the data; checking them again would take half as long more.
  store.load(data, { format: "text/turtle", lenient: true, no_transaction: true });
}

/** @param {Ask} task */
function ask({ text, type }) {
  if (!store) throw new Error("the dataset is not loaded");
  const start = performance.now();
  const answer = String(store.query(text, { results_format: type }));
  const body = new TextEncoder().encode(answer).buffer;
  const seconds = (performance.now() - start) / 1000;
  if (body.byteLength > MOST_BYTES) {
    throw new Error(
      `the answer has ${Math.round(body.byteLength / 1e6)} MB, and this page holds ` +
        `${Math.round(MOST_BYTES / 1e6)} MB at most: narrow the query or give it a LIMIT`,
    );
  }
  return { body, seconds };
}

self.onmessage = async (/** @type {MessageEvent<Load | Ask>} */ { data: task }) => {
  const { id } = task;
  try {
    if (task.duty === "load") {
      await load(task);
      send({ id, value: null });
    } else {
      const value = ask(task);
      send({ id, value }, [value.body]);
    }
  } catch (error) {
    // After a trap the engine's memory is in no known state.
    const broken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    send({ id, error: error instanceof Error ? error.message : String(error), broken });
  }
};

/**
 * @param {Reply} reply
 * @param {Transferable[]} [transfer]
 */
function send(reply, transfer = []) {
  self.postMessage(reply, { transfer });
}
