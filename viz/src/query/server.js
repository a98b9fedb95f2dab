import { AskError, findSpot, say } from "./endpoint.js";
import { findPage } from "./terms.js";

/**
 * @typedef {import("./endpoint.js").Bound} Bound
 * @typedef {import("./endpoint.js").Named} Named
 * @typedef {import("./endpoint.js").Sent} Sent
 */

const LONGEST = 4000;
const MOST_KNOWN = 200;

/** A server beside the page: its endpoint, and the helpers that it has for the page. */
export class Server {
  /** @param {string} base the root of the dataset's own IRIs */
  constructor(base) {
    this.base = base;
    /** @type {Map<string, Promise<Named[]>>} */
    this.known = new Map();
  }

  /**
   * @param {string} text
   * @param {string} accept
   * @param {AbortSignal} signal
   * @returns {Promise<Sent>}
   */
  async send(text, accept, signal) {
    const response = await reach(text, accept, signal);
    const type = response.headers.get("content-type") ?? "";
    let body;
    try {
      body = await response.arrayBuffer();
    } catch (error) {
      if (signal.aborted) throw new AskError("Cancelled.");
      throw new AskError(
        "The transfer broke off before the answer was complete, so none of it " +
          `is kept. The server may have stopped at one of its limits (see Limits). ${say(error)}`,
      );
    }
    if (!response.ok) throw explain(response, type, body);
    return { type, body };
  }

  /**
   * @param {string} kind
   * @param {string} typed
   */
  complete(kind, typed) {
    const query = new URLSearchParams({ kind, q: typed }).toString();
    let answer = this.known.get(query);
    if (!answer) {
      if (this.known.size >= MOST_KNOWN) this.known.clear();
      answer = /** @type {Promise<Named[]>} */ (readJson(`complete?${query}`));
      this.known.set(query, answer);
      answer.catch(() => this.known.delete(query));
    }
    return answer;
  }

  /**
   * @param {string} query
   * @param {Record<string, string>} values
   * @param {AbortSignal} signal
   * @returns {Promise<Bound>}
   */
  bind(query, values, signal) {
    const given = Object.entries(values).map(([name, value]) => [`p.${name}`, value]);
    return readJson(`bind?${new URLSearchParams([["query", query], ...given])}`, signal);
  }

  /** @param {AbortSignal} signal */
  readOutline(signal) {
    return readJson("assets/europe.json", signal);
  }

  /** @param {string} iri */
  findPage(iri) {
    return findPage(iri, this.base);
  }

  /** The server's own limits are on its page of limits. */
  sayLimit() {
    return "";
  }
}

/**
 * @param {string} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
async function readJson(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the server answered with status ${response.status}`);
  return response.json();
}

/**
 * @param {string} text
 * @param {string} accept
 * @param {AbortSignal} signal
 */
async function reach(text, accept, signal) {
  const headers = { Accept: accept, "Content-Type": "application/sparql-query" };
  try {
    return await fetch("sparql", { method: "POST", headers, body: text, signal });
  } catch {
    if (signal.aborted) throw new AskError("Cancelled.");
    throw new AskError("The server cannot be reached. Is it still running?");
  }
}

/**
 * @param {Response} response
 * @param {string} type
 * @param {ArrayBuffer} body
 */
function explain({ status }, type, body) {
  const isText = /^(text\/plain|application\/(problem\+)?json)/i.test(type);
  const said = isText ? new TextDecoder().decode(body).slice(0, LONGEST).trim() : "";
  return new AskError(
    said || `The server answered with status ${status} and no explanation.`,
    findSpot(said),
  );
}
