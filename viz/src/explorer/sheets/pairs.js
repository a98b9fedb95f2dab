import { collate } from "../../i18n/language.js";

/**
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Tie} Tie
 *
 * @typedef {{ one: Node, other: Node, shared: Node[] }} Pair two cities and what both take part in
 * @typedef {object} Meeting two countries, or one with itself, whose cities meet
 * @property {string} one code of a country
 * @property {string} other code of a country
 * @property {Pair[]} pairs `one` of each lies in country one
 */

/**
 * Pair the cities that take part in the same cooperation, each pair once.
 *
 * @param {View} view
 * @returns {Pair[]}
 */
export function pairCities(view) {
  /** @type {Map<Node, Set<Node>>} */
  const cooperations = new Map();
  for (const { member, cooperation } of view.ties) {
    if (member.kind !== "city") continue;
    const met = cooperations.get(cooperation) ?? new Set();
    cooperations.set(cooperation, met.add(member));
  }
  /** @type {Map<string, Pair>} */
  const pairs = new Map();
  for (const [cooperation, members] of cooperations) {
    const sorted = [...members].sort((a, b) => a.index - b.index);
    sorted.forEach((one, place) => {
      for (const other of sorted.slice(place + 1)) {
        const key = `${one.index} ${other.index}`;
        const pair = pairs.get(key) ?? { one, other, shared: [] };
        pair.shared.push(cooperation);
        pairs.set(key, pair);
      }
    });
  }
  return [...pairs.values()];
}

/**
 * Gather pairs of cities by the countries they join, under both orders of the countries; a city
 * without a country is passed over.
 *
 * @param {Pair[]} pairs
 * @returns {Map<string, Meeting>} by LV-ES as by ES-LV
 */
export function gatherMeetings(pairs) {
  /** @type {Map<string, Meeting>} */
  const meetings = new Map();
  const add = (
    /** @type {Node} */ one,
    /** @type {Node} */ other,
    /** @type {Node[]} */ shared,
  ) => {
    const key = `${one.country}-${other.country}`;
    const meeting = meetings.get(key) ?? { one: one.country, other: other.country, pairs: [] };
    meeting.pairs.push({ one, other, shared });
    meetings.set(key, meeting);
  };
  for (const { one, other, shared } of pairs) {
    if (!one.country || !other.country) continue;
    add(one, other, shared);
    if (one.country !== other.country) add(other, one, shared);
  }
  return meetings;
}

/**
 * The countries of some meetings, those whose cities have most pairs first.
 *
 * @param {Map<string, Meeting>} meetings
 */
export function rankCountries(meetings) {
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const { one, pairs } of meetings.values()) {
    totals.set(one, (totals.get(one) ?? 0) + pairs.length);
  }
  return [...totals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([code]) => code);
}

/**
 * How often each city of one side of a meeting meets one of the other, the most first.
 *
 * @param {Meeting} meeting
 * @param {"one" | "other"} side
 * @returns {[Node, number][]}
 */
export function countSide({ pairs }, side) {
  /** @type {Map<Node, number>} */
  const counts = new Map();
  for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || collate(a[0].label, b[0].label));
}

/**
 * The ties by which a city takes part in a cooperation.
 *
 * @param {View} view
 * @param {Node} city
 * @param {Node} cooperation
 * @returns {Tie[]}
 */
export function findTies(view, city, cooperation) {
  return city.ties.filter((tie) => tie.cooperation === cooperation && view.ties.has(tie));
}

/** So many shades a count can have. */
export const SHADES = 7;

/**
 * The shade of a count: 0 for none, else 1 to 7 by the square root of its share of the largest.
 *
 * @param {number} count
 * @param {number} most
 */
export function shade(count, most) {
  return count ? Math.max(1, Math.ceil(SHADES * Math.sqrt(count / most))) : 0;
}

/**
 * The counts that each shade stands for; a shade that none can have is left out.
 *
 * @param {number} most
 * @returns {[number, number, number][]} shade, least, largest
 */
export function listShades(most) {
  /** @type {Map<number, [number, number, number]>} */
  const ranges = new Map();
  for (let count = 1; count <= most; count += 1) {
    const step = shade(count, most);
    ranges.set(step, [step, ranges.get(step)?.[1] ?? count, count]);
  }
  return [...ranges.values()];
}
