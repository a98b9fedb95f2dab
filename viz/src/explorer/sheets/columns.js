import { count, say, sayTerm } from "../../i18n/language.js";
import { nameCountry } from "../../record/facets.js";
import { countAllCompanions, listCooperations, listTies } from "../../record/ties.js";
import { sayDate, sayDates } from "../../shared/dates.js";

/**
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
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
export function once(things) {
  return [...new Set(things)];
}

/**
 * @template {{ sources: import("../../record/model.js").Source[] }} T
 * @param {number} [wide]
 * @returns {Column<T>}
 */
export function sourceColumn(wide = 2) {
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
  const companions = countAllCompanions(view);
  const joined = (/** @type {Node} */ node) =>
    once(listTies(view, node).map((tie) => tie.cooperation));
  const passed = (/** @type {Node} */ node, /** @type {"giver" | "learner"} */ side) =>
    node.transfers.filter((one) => one[side] === node && view.keptTransfers.has(one)).length;
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    {
      id: "kind",
      name: say("fact.kind"),
      read: ({ kind }) => say(`kind.${/** @type {"city"} */ (kind)}`),
      wide: 1.3,
    },
    {
      id: "country",
      name: say("column.country"),
      wide: 1.4,
      read: (node) => sayLand(model, node.country),
    },
    {
      id: "networks",
      name: say("column.networks"),
      number: true,
      wide: 1.3,
      read: (node) => joined(node).length,
    },
    {
      id: "led",
      name: say("column.led"),
      number: true,
      wide: 0.9,
      read: (node) => listCooperations(view, node, "lead").size,
    },
    {
      id: "partners",
      name: say("column.partners"),
      number: true,
      wide: 1.3,
      read: (node) => companions.get(node) ?? 0,
    },
    {
      id: "learnt",
      name: say("column.learnt"),
      number: true,
      read: (node) => passed(node, "learner"),
    },
    {
      id: "taught",
      name: say("column.taught"),
      number: true,
      read: (node) => passed(node, "giver"),
    },
    { id: "in", name: say("column.in"), wide: 4, read: joined },
  ];
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
    once(
      listTies(view, node)
        .filter((tie) => tie.role === "lead")
        .map((tie) => tie.member),
    );
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    ...columnsOfKind(model),
    {
      id: "members",
      name: say("column.members"),
      number: true,
      wide: 1.3,
      read: (node) => members(node).length,
    },
    {
      id: "countries",
      name: say("column.countries"),
      number: true,
      wide: 1.3,
      read: (node) => once(members(node).flatMap(({ country }) => country || [])).length,
    },
    {
      id: "transfers",
      name: say("column.transfers"),
      number: true,
      wide: 1.3,
      read: (node) => node.transfers.filter((one) => view.keptTransfers.has(one)).length,
    },
    { id: "lead", name: say("column.lead"), wide: 1.5, read: leads },
    sourceColumn(),
  ];
}

/** What kind of cooperation and when. @param {Model} model @returns {Column<Node>[]} */
function columnsOfKind(model) {
  return [
    { id: "type", name: say("fact.kind"), wide: 1.5, read: ({ type }) => sayTerm(type) },
    {
      id: "theme",
      name: say("column.theme"),
      wide: 1.7,
      read: ({ group }) => sayGroup(model, group),
    },
    {
      id: "programme",
      name: say("column.programme"),
      wide: 1.6,
      read: ({ programme }) => programme,
    },
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
  const phases = (/** @type {Node} */ node) =>
    node.phases
      .map(({ label, start, months }) =>
        [label, start && sayDate(start), months !== null && count(months, "of.month")]
          .filter(Boolean)
          .join(", "),
      )
      .join("; ");
  return [
    { id: "name", name: say("column.name"), wide: 2, read: (node) => node },
    ...columnsOfKind(model),
    { id: "phases", name: say("column.phases"), wide: 3, read: phases },
    {
      id: "events",
      name: say("column.events"),
      wide: 2,
      read: ({ related }) => related.filter(({ kind }) => kind === "event"),
    },
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
  const passed = (/** @type {Node} */ node) =>
    node.transfers.filter((one) => view.keptTransfers.has(one));
  const learners = (/** @type {Node} */ node) => once(passed(node).map((one) => one.learner));
  const sources = (/** @type {Node} */ node) =>
    once([...node.sources, ...passed(node).flatMap((one) => one.sources)]);
  return [
    { id: "practice", name: say("column.practice"), wide: 2.2, read: (node) => node },
    { id: "home", name: say("column.home"), wide: 1.3, read: ({ homes }) => homes },
    {
      id: "country",
      name: say("column.country"),
      wide: 1.3,
      read: (node) => sayLand(model, node.country),
    },
    {
      id: "theme",
      name: say("column.theme"),
      wide: 1.6,
      read: ({ group }) => sayGroup(model, group),
    },
    { id: "since", name: say("column.since"), number: true, read: ({ start }) => start ?? "" },
    {
      id: "learners",
      name: say("column.learners"),
      number: true,
      wide: 1.3,
      read: (node) => learners(node).length,
    },
    { id: "by", name: say("column.by"), wide: 3.2, read: learners },
    {
      id: "networks",
      name: say("column.through"),
      wide: 1.5,
      read: (node) => once(passed(node).map((one) => one.cooperation)),
    },
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
    {
      id: "date",
      name: say("column.date"),
      wide: 1.5,
      read: ({ from, until }) => sayDates(from, until),
      order: ({ from }) => from,
    },
    { id: "place", name: say("column.place"), wide: 1.2, read: ({ homes }) => homes },
    {
      id: "country",
      name: say("column.country"),
      wide: 1.2,
      read: (node) => sayLand(model, node.country),
    },
    { id: "networks", name: say("column.networks"), wide: 3, read: ({ related }) => related },
    {
      id: "came",
      name: say("column.came"),
      wide: 2,
      read: ({ attendance }) => once(attendance.map(({ member }) => member)),
    },
    sourceColumn(),
  ];
}
