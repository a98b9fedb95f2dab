import { listTongues } from "../i18n/language.js";
import { FACETS, listValues, openFilter } from "./filter.js";

/**
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {string} Look one of the page's views; the first is where it opens
 * @typedef {object} Place where the reader is
 * @property {Look} look
 * @property {Node | null} chosen
 * @property {Node | null} other what the chosen one is compared with or led to
 * @property {"" | "compare" | "chain" | "ego"} task what is done with them
 * @property {"partners" | "practices"} arcs what the arcs of a map stand for
 * @property {Filter} filter
 * @property {string} language of the page
 * @property {Record<string, string>} extra how the sheet is shown, as it understands it: by what it
 *   is sorted, which pair of countries is open
 */

const TASKS = ["compare", "chain", "ego"];
const EXTRAS = ["list", "by", "open", "pair", "flow", "sort"];

/**
 * Write where the reader is as the part of the address after #; "" is the whole picture.
 *
 * @param {Model} model
 * @param {Place} place
 * @param {Look[]} looks
 */
export function writeAddress(model, place, looks) {
  const { look, chosen, other, task, arcs, filter, language, extra } = place;
  const open = openFilter(model);
  const parts = [];
  if (look !== looks[0]) parts.push(`view=${look}`);
  if (arcs === "practices") parts.push("arcs=practices");
  if (chosen) parts.push(`at=${writeKey(chosen)}`);
  if (chosen && task) parts.push(`do=${task}`);
  if (chosen && task && other) parts.push(`with=${writeKey(other)}`);
  for (const facet of FACETS) {
    if (filter[facet].size === open[facet].size) continue;
    const kept = listValues(model, facet).filter((value) => filter[facet].has(value));
    parts.push(`${facet}=${kept.map(encodeURIComponent).join(",")}`);
  }
  if (filter.theme) parts.push(`theme=${encodeURIComponent(filter.theme)}`);
  if (filter.role !== "any") parts.push(`role=${filter.role}`);
  if (filter.from !== open.from) parts.push(`from=${filter.from}`);
  if (filter.to !== open.to) parts.push(`to=${filter.to}`);
  for (const name of EXTRAS) if (extra[name]) parts.push(`${name}=${writeText(extra[name])}`);
  if (language !== model.language) parts.push(`lang=${language}`);
  return parts.join("&");
}

/** @param {Node} node */
function writeKey(node) {
  return writeText(node.key);
}

/**
 * Write a text as it can stand in an address, readable where it may be.
 *
 * @param {string} text
 */
export function writeText(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/**
 * Read such an address; what it does not know it ignores.
 *
 * @param {Model} model
 * @param {string} text with or without the #
 * @param {Look[]} looks
 * @returns {Place}
 */
export function readAddress(model, text, looks) {
  const filter = openFilter(model);
  const parts = new Map(
    text
      .replace(/^#/, "")
      .split("&")
      .map((part) => {
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
  const theme = decode(parts.get("theme") ?? "");
  if (model.themes.has(theme)) filter.theme = theme;
  const chosen = findNode(model, parts.get("at"));
  const task = TASKS.includes(parts.get("do") ?? "") && chosen ? parts.get("do") : "";
  return {
    look: looks.find((look) => look === parts.get("view")) ?? looks[0],
    chosen,
    other: task ? findNode(model, parts.get("with")) : null,
    task: /** @type {Place["task"]} */ (task),
    arcs: parts.get("arcs") === "practices" ? "practices" : "partners",
    filter,
    language: findTongue(parts.get("lang")) ?? model.language,
    extra: Object.fromEntries(
      EXTRAS.flatMap((name) => {
        const value = decode(parts.get(name) ?? "");
        return value ? [[name, value]] : [];
      }),
    ),
  };
}

/**
 * @param {Model} model
 * @param {string | undefined} text
 */
function findNode(model, text) {
  const key = decode(text ?? "");
  return model.nodes.find((node) => key !== "" && node.key === key) ?? null;
}

/** @param {string | undefined} text */
function findTongue(text) {
  return listTongues().find(({ language }) => language === text)?.language;
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
  return text && /^\d{1,4}$/.test(text) ? Math.min(last, Math.max(first, Number(text))) : otherwise;
}
