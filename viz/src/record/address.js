import { listLanguages } from "../i18n/language.js";
import {
  decode,
  readParams,
  readSelection,
  writeSelection,
  writeText,
} from "./selection_address.js";

/**
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {string} Look one of the page's views; the first is where it opens
 * @typedef {object} Place where the reader is
 * @property {Look} look
 * @property {Node | null} chosen
 * @property {Node | null} other what the chosen one is compared with or led to
 * @property {"" | "compare" | "chain" | "ego"} task what is done with them
 * @property {"partners" | "practices"} arcs what the arcs of a map stand for
 * @property {Selection} filter
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
  const parts = [];
  if (look !== looks[0]) parts.push(`view=${look}`);
  if (arcs === "practices") parts.push("arcs=practices");
  if (chosen) parts.push(`at=${writeKey(chosen)}`);
  if (chosen && task) parts.push(`do=${task}`);
  if (chosen && task && other) parts.push(`with=${writeKey(other)}`);
  parts.push(...writeSelection(model, filter));
  for (const name of EXTRAS) if (extra[name]) parts.push(`${name}=${writeText(extra[name])}`);
  if (language !== model.language) parts.push(`lang=${language}`);
  return parts.join("&");
}

/** @param {Node} node */
function writeKey(node) {
  return writeText(node.key);
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
  const named = readParams(text);
  const parts = new Map(named);
  const chosen = findNode(model, parts.get("at"));
  const task = TASKS.includes(parts.get("do") ?? "") && chosen ? parts.get("do") : "";
  return {
    look: looks.find((look) => look === parts.get("view")) ?? looks[0],
    chosen,
    other: task ? findNode(model, parts.get("with")) : null,
    task: /** @type {Place["task"]} */ (task),
    arcs: parts.get("arcs") === "practices" ? "practices" : "partners",
    filter: readSelection(model, named),
    language: findLanguage(parts.get("lang")) ?? model.language,
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
function findLanguage(text) {
  return listLanguages().find(({ language }) => language === text)?.language;
}
