import { sayDate, sayDates, sayPeriod } from "../../shared/dates.js";
import { nameCountry } from "../../record/filter.js";
import { listTies } from "../../record/ties.js";
import { count, say, sayTerm } from "../../i18n/language.js";

/**
 * @typedef {import("../../record/filter.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Tie} Tie
 * @typedef {import("../../record/model.js").Transfer} Transfer
 */

/**
 * @template T
 * @typedef {import("./grid.js").Column<T>} Column
 */

/**
 * The name of a country, "" where none is recorded.
 *
 * @param {Model} model
 * @param {string} code
 */
export function sayLand(model, code) {
  return code ? nameCountry(model, code) : "";
}

/** @param {Model} model @param {string} group */
function sayGroup(model, group) {
  return sayTerm(model.groups.find(({ id }) => id === group)?.label ?? "");
}

/** @template T @param {Iterable<T>} things @returns {T[]} */
function once(things) {
  return [...new Set(things)];
}

/**
 * @template {{ sources: import("../../record/model.js").Source[] }} T
 * @param {number} [wide]
 * @returns {Column<T>}
 */
function sourceColumn(wide = 2) {
  return { id: "source", name: say("column.source"), wide, read: (row) => row.sources };
}

/**
 * Cities and organisations.
 *
 * @param {Model} model
 * @param {View} view
 * @returns {Column<Node>[]}
 */
export function columnsOfMembers(model, view) {
  const companions = countCompanions(view);
  const joined = (/** @type {Node} */ node) => once(listTies(view, node).map((tie) => tie.cooperation));
  const passed = (/** @type {Node} */ node, /** @type {"giver" | "learner"} */ side) =>
    node.transfers.filter((one) => one[side] === node && view.transfers.has(one)).length;
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    { id: "kind", name: say("fact.kind"), read: ({ kind }) => say(`kind.${/** @type {"city"} */ (kind)}`), wide: 1.3 },
    { id: "country", name: say("column.country"), wide: 1.4, read: (node) => sayLand(model, node.country) },
    { id: "networks", name: say("column.networks"), number: true, wide: 1.3, read: (node) => view.degree[node.index] },
    { id: "led", name: say("column.led"), number: true, wide: 0.9, read: (node) => countLed(view, node) },
    { id: "partners", name: say("column.partners"), number: true, wide: 1.3, read: (node) => companions.get(node) ?? 0 },
    { id: "learnt", name: say("column.learnt"), number: true, read: (node) => passed(node, "learner") },
    { id: "taught", name: say("column.taught"), number: true, read: (node) => passed(node, "giver") },
    { id: "in", name: say("column.in"), wide: 4, read: joined },
  ];
}

/**
 * With how many others each member shares a cooperation.
 *
 * @param {View} view
 * @returns {Map<Node, number>}
 */
function countCompanions(view) {
  /** @type {Map<Node, Set<Node>>} */
  const inside = new Map();
  for (const { member, cooperation } of view.ties) {
    inside.set(cooperation, (inside.get(cooperation) ?? new Set()).add(member));
  }
  /** @type {Map<Node, Set<Node>>} */
  const met = new Map();
  for (const members of inside.values()) {
    for (const member of members) {
      const others = met.get(member) ?? new Set();
      for (const other of members) if (other !== member) others.add(other);
      met.set(member, others);
    }
  }
  return new Map([...met].map(([member, others]) => [member, others.size]));
}

/** @param {View} view @param {Node} node */
function countLed(view, node) {
  return new Set(node.ties.filter((tie) => tie.role === "lead" && view.ties.has(tie))
    .map((tie) => tie.cooperation)).size;
}

/**
 * Networks and projects.
 *
 * @param {Model} model
 * @param {View} view
 * @returns {Column<Node>[]}
 */
export function columnsOfCooperations(model, view) {
  const members = (/** @type {Node} */ node) => once(listTies(view, node).map((tie) => tie.member));
  const leads = (/** @type {Node} */ node) =>
    once(listTies(view, node).filter((tie) => tie.role === "lead").map((tie) => tie.member));
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    ...columnsOfKind(model),
    { id: "members", name: say("column.members"), number: true, wide: 1.3, read: (node) => view.degree[node.index] },
    { id: "countries", name: say("column.countries"), number: true, wide: 1.3, read: (node) => once(members(node).flatMap(({ country }) => country || [])).length },
    { id: "transfers", name: say("column.transfers"), number: true, wide: 1.3, read: (node) => node.transfers.filter((one) => view.transfers.has(one)).length },
    { id: "lead", name: say("column.lead"), wide: 1.5, read: leads },
    sourceColumn(),
  ];
}

/** What kind of cooperation and when. @param {Model} model @returns {Column<Node>[]} */
function columnsOfKind(model) {
  return [
    { id: "type", name: say("fact.kind"), wide: 1.5, read: ({ type }) => sayTerm(type) },
    { id: "theme", name: say("column.theme"), wide: 1.7, read: ({ group }) => sayGroup(model, group) },
    { id: "programme", name: say("column.programme"), wide: 1.6, read: ({ programme }) => programme },
    { id: "start", name: say("column.start"), number: true, read: ({ start }) => start ?? "" },
    { id: "end", name: say("column.end"), number: true, read: ({ end }) => end ?? "" },
  ];
}

/**
 * When cooperations ran, for the table behind the timeline.
 *
 * @param {Model} model
 * @returns {Column<Node>[]}
 */
export function columnsOfChronicle(model) {
  const phases = (/** @type {Node} */ node) => node.phases.map(({ label, start, months }) =>
    [label, start && sayDate(start), months !== null && count(months, "of.month")]
      .filter(Boolean).join(", ")).join("; ");
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    ...columnsOfKind(model),
    { id: "phases", name: say("column.phases"), wide: 3, read: phases },
    { id: "events", name: say("column.events"), wide: 2, read: ({ parts }) => parts.filter(({ kind }) => kind === "event") },
    sourceColumn(),
  ];
}

/**
 * Good practices, whoever learnt them or nobody.
 *
 * @param {Model} model
 * @param {View} view
 * @returns {Column<Node>[]}
 */
export function columnsOfPractices(model, view) {
  const passed = (/** @type {Node} */ node) => node.transfers.filter((one) => view.transfers.has(one));
  const learners = (/** @type {Node} */ node) => once(passed(node).map((one) => one.learner));
  const sources = (/** @type {Node} */ node) =>
    once([...node.sources, ...passed(node).flatMap((one) => one.sources)]);
  return [
    { id: "practice", name: say("column.practice"), wide: 2.2, read: (node) => node },
    { id: "home", name: say("column.home"), wide: 1.3, read: ({ homes }) => homes },
    { id: "country", name: say("column.country"), wide: 1.3, read: (node) => sayLand(model, node.country) },
    { id: "theme", name: say("column.theme"), wide: 1.6, read: ({ group }) => sayGroup(model, group) },
    { id: "since", name: say("column.since"), number: true, read: ({ start }) => start ?? "" },
    { id: "learners", name: say("column.learners"), number: true, wide: 1.3, read: (node) => learners(node).length },
    { id: "by", name: say("column.by"), wide: 3.2, read: learners },
    { id: "networks", name: say("column.through"), wide: 1.5, read: (node) => once(passed(node).map((one) => one.cooperation)) },
    { id: "source", name: say("column.source"), wide: 2.2, read: sources },
  ];
}

/**
 * @param {Model} model
 * @returns {Column<Node>[]}
 */
export function columnsOfEvents(model) {
  return [
    { id: "event", name: say("column.event"), wide: 2.4, read: (node) => node },
    { id: "type", name: say("fact.kind"), wide: 1.2, read: ({ type }) => sayTerm(type) },
    { id: "date", name: say("column.date"), wide: 1.5, read: ({ from, until }) => sayDates(from, until), order: ({ from }) => from },
    { id: "place", name: say("column.place"), wide: 1.2, read: ({ homes }) => homes },
    { id: "country", name: say("column.country"), wide: 1.2, read: (node) => sayLand(model, node.country) },
    { id: "networks", name: say("column.networks"), wide: 3, read: ({ parts }) => parts },
    { id: "came", name: say("column.came"), wide: 2, read: ({ attendance }) => once(attendance.map(({ member }) => member)) },
    sourceColumn(),
  ];
}

/**
 * @param {Model} model
 * @returns {Column<Transfer>[]}
 */
export function columnsOfTransfers(model) {
  return [
    { id: "practice", name: say("column.practice"), wide: 2.2, read: ({ practice }) => practice },
    { id: "from", name: say("column.from"), wide: 1.3, read: ({ giver }) => giver },
    { id: "from_country", name: say("column.country"), wide: 1.3, read: ({ giver }) => sayLand(model, giver.country) },
    { id: "to", name: say("column.to"), wide: 1.5, read: ({ learner }) => learner },
    { id: "to_country", name: say("column.country"), wide: 1.3, read: ({ learner }) => sayLand(model, learner.country) },
    { id: "network", name: say("column.network"), wide: 1.5, read: ({ cooperation }) => cooperation },
    { id: "years", name: say("fact.years"), read: ({ cooperation }) => sayPeriod(cooperation) },
    sourceColumn(),
  ];
}

/**
 * @param {Model} model
 * @returns {Column<Tie>[]}
 */
export function columnsOfMemberships(model) {
  return [
    { id: "member", name: say("column.member"), wide: 1.7, read: ({ member }) => member },
    { id: "country", name: say("column.country"), wide: 1.3, read: ({ member }) => sayLand(model, member.country) },
    { id: "network", name: say("column.network"), wide: 1.7, read: ({ cooperation }) => cooperation },
    { id: "role", name: say("column.role"), read: ({ role }) => sayRole(role) },
    { id: "through", name: say("column.body"), wide: 1.6, read: ({ through }) => through },
    { id: "start", name: say("column.start"), number: true, read: ({ cooperation }) => cooperation.start ?? "" },
    { id: "end", name: say("column.end"), number: true, read: ({ cooperation }) => cooperation.end ?? "" },
    { id: "programme", name: say("column.programme"), wide: 1.6, read: ({ cooperation }) => cooperation.programme },
    sourceColumn(),
  ];
}

/** @param {string} role */
function sayRole(role) {
  return ["lead", "partner", "implementer"].includes(role)
    ? say(`tie.${/** @type {"lead"} */ (role)}`) : sayTerm(role);
}

/**
 * What pairs of countries share, and what chance gives, where it was tested.
 *
 * @param {Map<string, import("../../record/model.js").Chance>} chances
 * @returns {Column<import("./pairs.js").Meeting>[]}
 */
function columnsOfChance(chances) {
  if (!chances.size) return [];
  const find = (/** @type {import("./pairs.js").Meeting} */ { one, other }) => chances.get(`${one}-${other}`);
  const sides = { "": "", over: say("column.chance.over"), under: say("column.chance.under") };
  return [
    { id: "shared", name: say("column.shared"), number: true, wide: 1.2, read: (row) => find(row)?.observed ?? "" },
    { id: "expected", name: say("column.expected"), number: true, wide: 1.2, read: (row) => find(row)?.expected ?? "" },
    { id: "chance", name: say("column.chance"), wide: 1.2, read: (row) => sides[find(row)?.represented ?? ""] },
  ];
}

/**
 * Pairs of countries and how many pairs of their cities met.
 *
 * @param {Model} model
 * @param {Map<string, import("../../record/model.js").Chance>} [chances]
 * @returns {Column<import("./pairs.js").Meeting>[]}
 */
export function columnsOfMeetings(model, chances = new Map()) {
  const cities = (/** @type {import("./pairs.js").Meeting} */ { pairs }, /** @type {"one" | "other"} */ side) =>
    once(pairs.map((pair) => pair[side])).length;
  return [
    { id: "country", name: say("column.country"), wide: 2, read: ({ one }) => sayLand(model, one) },
    { id: "with", name: say("column.with"), wide: 2, read: ({ other }) => sayLand(model, other) },
    { id: "pairs", name: say("column.pairs"), number: true, wide: 1.2, read: ({ pairs }) => pairs.length },
    { id: "networks", name: say("column.networks"), number: true, wide: 1.2, read: ({ pairs }) => once(pairs.flatMap(({ shared }) => shared)).length },
    ...columnsOfChance(chances),
    { id: "cities", name: say("column.cities"), number: true, wide: 1.2, read: (meeting) => meeting.one === meeting.other ? once(meeting.pairs.flatMap(({ one, other }) => [one, other])).length : cities(meeting, "one") + cities(meeting, "other") },
  ];
}

/**
 * @typedef {{ one: Node, other: Node, cooperation: Node, first: Tie[], second: Tie[] }} Encounter two
 *   cities in a cooperation, with the ties by which each takes part
 */

/**
 * Pairs of cities in each cooperation that they share.
 *
 * @param {string} one name of the country
 * @param {string} other
 * @returns {Column<Encounter>[]}
 */
export function columnsOfEncounters(one, other) {
  const cite = (/** @type {Tie[]} */ ties) => once(ties.flatMap(({ sources }) => sources));
  const same = one === other;
  return [
    { id: "city", name: same ? say("column.city") : say("column.city.of", { country: one }), wide: 1.6, read: (row) => row.one },
    { id: "with", name: same ? say("column.city.other") : say("column.city.of", { country: other }), wide: 1.6, read: (row) => row.other },
    { id: "network", name: say("column.network"), wide: 1.8, read: ({ cooperation }) => cooperation },
    { id: "years", name: say("fact.years"), read: ({ cooperation }) => sayPeriod(cooperation) },
    { id: "source", name: say("column.source.one"), wide: 2.2, read: ({ first }) => cite(first) },
    { id: "source_with", name: say("column.source.other"), wide: 2.2, read: ({ second }) => cite(second) },
  ];
}
