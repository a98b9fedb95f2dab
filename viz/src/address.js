import { FACETS, listValues, openFilter } from "./filter.js";

/**
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {"picture" | "table"} Look
 * @typedef {{ look: Look, chosen: Node | null, filter: Filter }} Place
 */

/**
 * Write where the reader is as the part of the address after #; "" is the whole picture.
 *
 * @param {Model} model
 * @param {Place} place
 */
export function writeAddress(model, { look, chosen, filter }) {
  const open = openFilter(model);
  const parts = [];
  if (look === "table") parts.push("view=table");
  if (chosen) parts.push(`at=${encodeURIComponent(chosen.key).replaceAll("%2F", "/")}`);
  for (const facet of FACETS) {
    if (filter[facet].size === open[facet].size) continue;
    const kept = listValues(model, facet).filter((value) => filter[facet].has(value));
    parts.push(`${facet}=${kept.map(encodeURIComponent).join(",")}`);
  }
  if (filter.role !== "any") parts.push(`role=${filter.role}`);
  if (filter.from !== open.from) parts.push(`from=${filter.from}`);
  if (filter.to !== open.to) parts.push(`to=${filter.to}`);
  return parts.join("&");
}

/**
 * Read such an address; what it does not know it ignores.
 *
 * @param {Model} model
 * @param {string} text with or without the #
 * @returns {Place}
 */
export function readAddress(model, text) {
  const filter = openFilter(model);
  const parts = new Map(
    text.replace(/^#/, "").split("&").map((part) => {
      const [name, ...value] = part.split("=");
      return [name, value.join("=")];
    }),
  );
  for (const facet of FACETS) {
    const value = parts.get(facet);
    if (value === undefined) continue;
    const wanted = value.split(",").map(decode);
    filter[facet] = new Set([...filter[facet]].filter((known) => wanted.includes(known)));
  }
  const role = parts.get("role");
  if (role === "lead" || role === "partner") filter.role = role;
  filter.from = readYear(parts.get("from"), filter.from, model.years);
  filter.to = readYear(parts.get("to"), filter.to, model.years);
  const key = decode(parts.get("at") ?? "");
  return {
    look: parts.get("view") === "table" ? "table" : "picture",
    chosen: model.nodes.find((node) => key !== "" && node.key === key) ?? null,
    filter,
  };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string | undefined} text
 * @param {number} otherwise
 * @param {[number, number]} years
 */
function readYear(text, otherwise, [first, last]) {
  return text && /^\d{1,4}$/.test(text)
    ? Math.min(last, Math.max(first, Number(text)))
    : otherwise;
}
