/**
 * Whom the page asks: a server (server.js) or a store inside the page (store.js). The page itself
 * knows no other difference between the two.
 *
 * @typedef {object} Endpoint
 * @property {(text: string, accept: string, signal: AbortSignal) => Promise<Sent>} send answer a
 *   query in the first of the accepted media types that suits it; an AskError says why not
 * @property {(kind: string, typed: string) => Promise<Named[]>} complete the things of a kind,
 *   "thing" for any, whose names fit
 * @property {(query: string, values: Record<string, string>, signal: AbortSignal) =>
 *   Promise<Bound>} bind put values into a query of the catalogue
 * @property {(signal: AbortSignal) => Promise<Outline>} readOutline of Europe, for maps
 * @property {(iri: string) => Place | null} findPage where a link to an IRI leads
 * @property {() => string} sayLimit when an answer that is awaited will be given up, "" for never
 *
 * @typedef {object} Sent
 * @property {string} type
 * @property {ArrayBuffer} body
 * @property {number} [seconds] that the answer took, where it also had to be waited for
 * @typedef {{ href: string, own: boolean }} Place
 * @typedef {import("./geo.js").Outline} Outline
 *
 * @typedef {object} Named a thing that was found by what was typed
 * @property {string} iri
 * @property {string} id
 * @property {string} label
 * @property {string} name the one of its names that fits
 * @property {string} hint a country or a year
 *
 * @typedef {{ text: string, meant: Record<string, { iri: string, label: string }> } |
 *   { error: string, parameter: string }} Bound
 */

/** @typedef {{ line: number, column: number }} Spot counted from 1 */

/** What the reader is told instead of an answer. */
export class AskError extends Error {
  /**
   * @param {string} message
   * @param {Spot | null} [spot] where in the query it is wrong
   */
  constructor(message, spot = null) {
    super(message);
    this.name = "AskError";
    this.spot = spot;
  }
}

/**
 * Find the line and the column that an error names: "query:3:2: …" or "at 3:2".
 *
 * @param {string} said
 * @returns {Spot | null}
 */
export function findSpot(said) {
  const found = /(?:^|[\s:])(\d{1,6}):(\d{1,6})(?=[\s:.,;)]|$)/.exec(said);
  return found && { line: Number(found[1]), column: Number(found[2]) };
}

/** @param {unknown} error */
export const say = (error) => (error instanceof Error ? error.message : String(error));
