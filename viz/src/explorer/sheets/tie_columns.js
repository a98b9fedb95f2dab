import { say } from "../../i18n/language.js";
import { nameRole } from "../../record/facets.js";
import { sayPeriod } from "../../shared/dates.js";
import { once, sayLand, sourceColumn } from "./columns.js";

/**
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
 * @param {Model} model
 * @returns {Column<Transfer>[]}
 */
export function columnsOfTransfers(model) {
  return [
    { id: "practice", name: say("column.practice"), wide: 2.2, read: ({ practice }) => practice },
    { id: "from", name: say("column.from"), wide: 1.3, read: ({ giver }) => giver },
    {
      id: "from_country",
      name: say("column.country"),
      wide: 1.3,
      read: ({ giver }) => sayLand(model, giver.country),
    },
    { id: "to", name: say("column.to"), wide: 1.5, read: ({ learner }) => learner },
    {
      id: "to_country",
      name: say("column.country"),
      wide: 1.3,
      read: ({ learner }) => sayLand(model, learner.country),
    },
    {
      id: "network",
      name: say("column.network"),
      wide: 1.5,
      read: ({ cooperation }) => cooperation,
    },
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
    {
      id: "country",
      name: say("column.country"),
      wide: 1.3,
      read: ({ member }) => sayLand(model, member.country),
    },
    {
      id: "network",
      name: say("column.network"),
      wide: 1.7,
      read: ({ cooperation }) => cooperation,
    },
    { id: "role", name: say("column.role"), read: ({ role }) => nameRole(role) },
    { id: "through", name: say("column.body"), wide: 1.6, read: ({ through }) => through },
    {
      id: "start",
      name: say("column.start"),
      number: true,
      read: ({ cooperation }) => cooperation.start ?? "",
    },
    {
      id: "end",
      name: say("column.end"),
      number: true,
      read: ({ cooperation }) => cooperation.end ?? "",
    },
    {
      id: "programme",
      name: say("column.programme"),
      wide: 1.6,
      read: ({ cooperation }) => cooperation.programme,
    },
    sourceColumn(),
  ];
}

/**
 * What pairs of countries share, and what chance gives, where it was tested.
 *
 * @param {Map<string, import("../../record/model.js").Chance>} chances
 * @returns {Column<import("./pairs.js").Meeting>[]}
 */
function columnsOfChance(chances) {
  if (!chances.size) return [];
  const find = (/** @type {import("./pairs.js").Meeting} */ { one, other }) =>
    chances.get(`${one}-${other}`);
  const sides = { "": "", over: say("column.chance.over"), under: say("column.chance.under") };
  return [
    {
      id: "shared",
      name: say("column.shared"),
      number: true,
      wide: 1.2,
      read: (row) => find(row)?.observed ?? "",
    },
    {
      id: "expected",
      name: say("column.expected"),
      number: true,
      wide: 1.2,
      read: (row) => find(row)?.expected ?? "",
    },
    {
      id: "chance",
      name: say("column.chance"),
      wide: 1.2,
      read: (row) => sides[find(row)?.represented ?? ""],
    },
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
  const cities = (
    /** @type {import("./pairs.js").Meeting} */ { pairs },
    /** @type {"one" | "other"} */ side,
  ) => once(pairs.map((pair) => pair[side])).length;
  return [
    { id: "country", name: say("column.country"), wide: 2, read: ({ one }) => sayLand(model, one) },
    { id: "with", name: say("column.with"), wide: 2, read: ({ other }) => sayLand(model, other) },
    {
      id: "pairs",
      name: say("column.pairs"),
      number: true,
      wide: 1.2,
      read: ({ pairs }) => pairs.length,
    },
    {
      id: "networks",
      name: say("column.networks"),
      number: true,
      wide: 1.2,
      read: ({ pairs }) => once(pairs.flatMap(({ shared }) => shared)).length,
    },
    ...columnsOfChance(chances),
    {
      id: "cities",
      name: say("column.cities"),
      number: true,
      wide: 1.2,
      read: (meeting) =>
        meeting.one === meeting.other
          ? once(meeting.pairs.flatMap(({ one, other }) => [one, other])).length
          : cities(meeting, "one") + cities(meeting, "other"),
    },
  ];
}

/**
 * @typedef {{ one: Node, other: Node, cooperation: Node, first: Tie[], second: Tie[] }} Encounter
 *   two cities in a cooperation, with the ties by which each takes part
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
    {
      id: "city",
      name: same ? say("column.city") : say("column.city.of", { country: one }),
      wide: 1.6,
      read: (row) => row.one,
    },
    {
      id: "with",
      name: same ? say("column.city.other") : say("column.city.of", { country: other }),
      wide: 1.6,
      read: (row) => row.other,
    },
    {
      id: "network",
      name: say("column.network"),
      wide: 1.8,
      read: ({ cooperation }) => cooperation,
    },
    { id: "years", name: say("fact.years"), read: ({ cooperation }) => sayPeriod(cooperation) },
    { id: "source", name: say("column.source.one"), wide: 2.2, read: ({ first }) => cite(first) },
    {
      id: "source_with",
      name: say("column.source.other"),
      wide: 2.2,
      read: ({ second }) => cite(second),
    },
  ];
}
