import { count, say, sayCountry, sayTerm } from "../i18n/language.js";
import { endYear } from "./model.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {import("./model.js").Transfer} Transfer
 * @typedef {"group" | "programme" | "type" | "country"} Facet
 * @typedef {"any" | "lead" | "partner"} Role
 * @typedef {object} Filter
 * @property {Set<string>} group
 * @property {Set<string>} programme
 * @property {Set<string>} type
 * @property {Set<string>} country
 * @property {string} theme id of the one theme that is asked for, with those below it; "" for any
 * @property {Role} role
 * @property {number} from
 * @property {number} to
 *
 * @typedef {object} View what the filter leaves
 * @property {number[]} degree of each node by index: how many others it is tied to; 0 is hidden
 * @property {boolean[]} shown each node by index: whether anything of it passes, ties or not
 * @property {Set<Tie>} ties
 * @property {Set<Transfer>} transfers
 * @property {number} undated cooperations that only the period leaves out, having no start
 */

/** @type {Facet[]} */
export const FACETS = ["group", "programme", "type", "country"];

/**
 * Every value that a facet can take in this picture.
 *
 * @param {Model} model
 * @param {Facet} facet
 * @returns {string[]}
 */
export function listValues(model, facet) {
  if (facet === "group") return model.groups.map((group) => group.id);
  if (facet === "programme") return model.programmes;
  if (facet === "type") return model.types;
  const used = new Set(model.nodes.filter((node) => node.member).map((node) => node.country));
  const label = (/** @type {string} */ code) => model.countries.get(code) ?? (code || "\uffff");
  return [...used].sort((a, b) => label(a).localeCompare(label(b), "en"));
}

/**
 * @param {Model} model
 * @param {string} code
 */
export function nameCountry(model, code) {
  return code ? sayCountry(code, model.countries.get(code) ?? code) : say("no.country");
}

/**
 * The filter that lets everything pass.
 *
 * @param {Model} model
 * @returns {Filter}
 */
export function openFilter(model) {
  return {
    group: new Set(listValues(model, "group")),
    programme: new Set(listValues(model, "programme")),
    type: new Set(listValues(model, "type")),
    country: new Set(listValues(model, "country")),
    theme: "",
    role: "any",
    from: model.years[0],
    to: model.years[1],
  };
}

/**
 * Whether a cooperation ran at any time of the period. One without a start passes only the whole.
 *
 * @param {Model} model
 * @param {{ from: number, to: number }} filter
 * @param {Node} node
 */
export function overlaps(model, filter, node) {
  if (filter.from <= model.years[0] && filter.to >= model.years[1]) return true;
  const end = endYear(node);
  return node.start !== null && end !== null && node.start <= filter.to && end >= filter.from;
}

/**
 * @param {Filter} filter
 * @param {Tie} tie
 */
function keepsTie(filter, tie) {
  const lead = tie.role === "lead";
  return (
    filter.country.has(tie.member.country) &&
    (filter.role === "any" || lead === (filter.role === "lead"))
  );
}

/**
 * Apply a filter: which ties and transfers remain, and how many others each node is still tied to.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @returns {View}
 */
export function applyFilter(model, filter) {
  /** @type {Set<Tie>} */
  const ties = new Set();
  /** @type {Set<Node>} */
  const undated = new Set();
  const others = model.nodes.map(() => /** @type {Set<Node>} */ (new Set()));
  for (const tie of model.ties) {
    const { member, cooperation } = tie;
    if (!keepsCooperation(filter, cooperation) || !keepsTie(filter, tie)) continue;
    if (!overlaps(model, filter, cooperation)) {
      if (cooperation.start === null) undated.add(cooperation);
      continue;
    }
    ties.add(tie);
    others[member.index].add(cooperation);
    others[cooperation.index].add(member);
  }
  const transfers = new Set(model.transfers.filter((one) => keepsTransfer(model, filter, one)));
  const degree = others.map((set) => set.size);
  const shown = listShown(model, filter, degree, transfers);
  return { degree, shown, ties, transfers, undated: undated.size };
}

/**
 * @param {Filter} filter
 * @param {Node} node
 */
function keepsCooperation(filter, { group, programme, type, topics }) {
  return (
    filter.group.has(group) &&
    filter.programme.has(programme) &&
    filter.type.has(type) &&
    (filter.theme === "" || topics.has(filter.theme))
  );
}

/**
 * Either end may be of a country that is kept: who learns from abroad is asked for as often.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {Transfer} transfer
 */
function keepsTransfer(model, filter, { giver, learner, cooperation }) {
  return (
    keepsCooperation(filter, cooperation) &&
    overlaps(model, filter, cooperation) &&
    (filter.country.has(giver.country) || filter.country.has(learner.country))
  );
}

/**
 * @param {Model} model
 * @param {Filter} filter
 * @param {number[]} degree
 * @param {Set<Transfer>} transfers
 */
function listShown(model, filter, degree, transfers) {
  const shown = degree.map((count) => count > 0);
  const show = (/** @type {Node} */ { index }) => {
    shown[index] = true;
  };
  for (const { practice, giver, learner } of transfers) [practice, giver, learner].forEach(show);
  for (const node of model.nodes) if (keepsHappening(model, filter, node, shown)) show(node);
  for (const node of model.nodes) if (shown[node.index]) listPlaces(node).forEach(show);
  return shown;
}

/**
 * Whether a practice passes by itself, an event by its cooperations.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {Node} node
 * @param {boolean[]} shown
 */
function keepsHappening(model, filter, node, shown) {
  if (node.kind === "event") return node.parts.some((part) => shown[part.index]);
  return node.kind === "practice" && keepsPractice(model, filter, node);
}

/** Where a practice or an event is at home, and who came to it. @param {Node} node */
function listPlaces(node) {
  if (node.member) return [];
  return [...node.homes, ...node.attendance.map(({ member }) => member)];
}

/**
 * A practice that nobody learnt within what is kept belongs to no programme, type or period.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {Node} node
 */
function keepsPractice(model, filter, node) {
  const whole =
    filter.programme.size === model.programmes.length &&
    filter.type.size === model.types.length &&
    filter.role === "any" &&
    filter.from <= model.years[0] &&
    filter.to >= model.years[1];
  return (
    whole &&
    filter.group.has(node.group) &&
    filter.country.has(node.country) &&
    (filter.theme === "" || node.topics.has(filter.theme))
  );
}

/**
 * @param {Model} model
 * @param {Facet} facet
 * @param {string} value
 */
export function nameValue(model, facet, value) {
  if (facet === "country") return nameCountry(model, value);
  if (facet === "programme") return value || say("no.programme");
  if (facet === "type") return value ? sayTerm(value) : say("no.type");
  return sayTerm(model.groups.find((one) => one.id === value)?.label ?? value);
}

/**
 * What a filter narrows, each with its words and with what would open it again.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {number} [most] from how many values on only their number is said
 * @returns {{ words: string, open: Partial<Filter> }[]}
 */
export function listNarrowed(model, filter, most = Infinity) {
  const open = openFilter(model);
  const kept = (/** @type {Facet} */ facet) => {
    const names = [...filter[facet]].map((value) => nameValue(model, facet, value));
    if (names.length > most) return count(names.length, "kept.some");
    return names.join(", ") || say("kept.none");
  };
  const narrowed = FACETS.filter((facet) => filter[facet].size < open[facet].size).map((facet) => ({
    words: say(`kept.${facet}`, { names: kept(facet) }),
    open: /** @type {Partial<Filter>} */ ({ [facet]: open[facet] }),
  }));
  const { theme, role, from, to } = filter;
  if (theme) {
    const names = sayTerm(model.themes.get(theme)?.label ?? theme);
    narrowed.push({ words: say("kept.theme", { names }), open: { theme: "" } });
  }
  if (role !== "any") {
    narrowed.push({
      words: say("kept.role", { names: say(`tie.${role}`) }),
      open: { role: "any" },
    });
  }
  if (from !== open.from || to !== open.to) {
    const words = say(from === to ? "kept.year" : "kept.period", { from, to });
    narrowed.push({ words, open: { from: open.from, to: open.to } });
  }
  return narrowed;
}

/**
 * Say in words what a filter keeps, "" where it keeps everything.
 *
 * @param {Model} model
 * @param {Filter} filter
 */
export function sayFilter(model, filter) {
  return listNarrowed(model, filter)
    .map(({ words }) => words)
    .join("; ");
}
