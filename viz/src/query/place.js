/**
 * @typedef {"table" | "network" | "map" | "chart"} ViewName
 * @typedef {object} Place what a link reproduces
 * @property {string} query name in the catalogue, "" for a text of one's own
 * @property {Record<string, string>} values of the query's parameters
 * @property {string} text of one's own, "" for a query of the catalogue
 * @property {ViewName} view
 */

/** @type {ViewName[]} */
export const VIEW_NAMES = ["table", "network", "map", "chart"];

/**
 * Write a place as the part of the address after #, which no browser sends to a server.
 *
 * @param {Place} place
 */
export function writePlace({ query, values, text, view }) {
  const parts = new URLSearchParams();
  if (query) parts.set("query", query);
  for (const [name, value] of query ? Object.entries(values) : []) parts.set(`p.${name}`, value);
  if (!query) parts.set("text", text);
  if (view !== "table") parts.set("view", view);
  return parts.toString();
}

/**
 * Read such an address; null where it names neither a query nor a text.
 *
 * @param {string} hash with or without the #
 * @returns {Place | null}
 */
export function readPlace(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const query = parts.get("query") ?? "";
  const text = parts.get("text") ?? "";
  if (!query && !text) return null;
  const values = [...parts]
    .filter(([name]) => query && name.startsWith("p."))
    .map(([name, value]) => [name.slice(2), value]);
  const view = VIEW_NAMES.find((name) => name === parts.get("view")) ?? "table";
  return { query, values: Object.fromEntries(values), text: query ? "" : text, view };
}
