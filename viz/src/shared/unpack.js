/**
 * Unpack what a page carries as gzip in base64.
 *
 * @param {string} text
 */
function unzip(text) {
  return new Blob([decode(text.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
}

/** @param {string} text base64 */
function decode(text) {
  /** @type {any} newer browsers decode by themselves, in a tenth of the time */
  const bytes = Uint8Array;
  if (bytes.fromBase64) return /** @type {Uint8Array<ArrayBuffer>} */ (bytes.fromBase64(text));
  const signs = atob(text);
  const read = new Uint8Array(signs.length);
  for (let at = 0; at < read.length; at += 1) read[at] = signs.charCodeAt(at);
  return read;
}

/**
 * Unpack bytes.
 *
 * @param {string} text gzip in base64
 */
export async function unpackBytes(text) {
  return new Uint8Array(await new Response(unzip(text)).arrayBuffer());
}

/**
 * Unpack and compile a WebAssembly module, which the page's worker and its successors share.
 *
 * @param {string} text gzip in base64
 */
export function compileModule(text) {
  const headers = { "Content-Type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(unzip(text), { headers }));
}
