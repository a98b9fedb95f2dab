import { fitBicm } from "./bicm.js";
import { adjust, findTail } from "./tails.js";

/**
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Node} Node
 *
 * @typedef {object} Tested a pair of cities, or of cooperations, beside what chance gives
 * @property {number} observed what both have in common
 * @property {number} expected the same by chance, on average
 * @property {number} p how likely chance gives as much or more
 * @property {number} q p adjusted for false discoveries among all pairs
 * @property {boolean} more whether it is more than chance: q below ALPHA
 *
 * @typedef {Map<Node, Map<Node, Tested>>} TestedPairs each under both of its ends
 */

export const ALPHA = 0.05;
/**
 * More pairs that share something are not tested: that takes seconds, `hanse analyse ties` does it.
 */
export const MOST_PAIRS = 500_000;

/** @type {WeakMap<View, { cities: TestedPairs, cooperations: TestedPairs } | null>} */
const kept = new WeakMap();

/**
 * Test the ties that a view leaves between cities and between networks and projects: which are more
 * than everyone's degree would give by chance. Null for a view too large, or where the model does
 * not arrive.
 *
 * @param {View} view
 */
export function testView(view) {
  const known = kept.get(view);
  if (known !== undefined) return known;
  const tested = testBoth(view);
  kept.set(view, tested);
  return tested;
}

/** @param {View} view */
function testBoth(view) {
  /** @type {Map<Node, Set<Node>>} */
  const joined = new Map();
  /** @type {Map<Node, Set<Node>>} */
  const members = new Map();
  for (const { member, cooperation } of view.kept) {
    if (member.kind !== "city") continue;
    put(joined, member, cooperation);
    put(members, cooperation, member);
  }
  const pairs = [joined, members]
    .flatMap((sets) => [...sets.values()])
    .reduce((total, { size }) => total + (size * (size - 1)) / 2, 0);
  if (pairs > MOST_PAIRS) return null;
  const [cities, cooperations] = [testSide(joined, members), testSide(members, joined)];
  return cities && cooperations && { cities, cooperations };
}

/** @param {Map<Node, Set<Node>>} sets @param {Node} key @param {Node} value */
function put(sets, key, value) {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}

/**
 * @param {Map<Node, Set<Node>>} near what each that is tied is in
 * @param {Map<Node, Set<Node>>} far who is in each of these
 * @returns {TestedPairs | null}
 */
function testSide(near, far) {
  const nodes = [...near.keys()];
  const place = new Map(nodes.map((node, at) => [node, at]));
  const model = fitBicm(
    nodes.map((node) => sizeOf(near, node)),
    [...far.values()].map(({ size }) => size),
  );
  if (!model) return null;
  const pairs = countPairs(far, place);
  const looked = new Map();
  const found = pairs.map(([one, other, observed]) => {
    const [a, b] = [one, other].map((at) => model.rows[at]).sort((i, k) => i - k);
    const key = `${a} ${b} ${observed}`;
    if (!looked.has(key)) looked.set(key, compare(model, a, b, observed));
    return looked.get(key);
  });
  const qs = adjust(
    found.map(({ p }) => p),
    (nodes.length * (nodes.length - 1)) / 2,
  );
  /** @type {TestedPairs} */
  const side = new Map(nodes.map((node) => [node, new Map()]));
  pairs.forEach(([one, other, observed], at) => {
    const tested = { observed, ...found[at], q: qs[at], more: qs[at] < ALPHA };
    side.get(nodes[one])?.set(nodes[other], tested);
    side.get(nodes[other])?.set(nodes[one], tested);
  });
  return side;
}

/** @param {Map<Node, Set<Node>>} sets @param {Node} node */
function sizeOf(sets, node) {
  return sets.get(node)?.size ?? 0;
}

/**
 * Count what each two have in common that have anything.
 *
 * @param {Map<Node, Set<Node>>} far
 * @param {Map<Node, number>} place
 * @returns {[number, number, number][]}
 */
function countPairs(far, place) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  const many = place.size;
  for (const nodes of far.values()) {
    const places = [...nodes].map((node) => place.get(node) ?? 0).sort((a, b) => a - b);
    places.forEach((one, at) => {
      for (const other of places.slice(at + 1)) {
        counts.set(one * many + other, (counts.get(one * many + other) ?? 0) + 1);
      }
    });
  }
  return [...counts].map(([key, number]) => [Math.floor(key / many), key % many, number]);
}

/**
 * What two classes of degree have in common by chance, and how likely as much as observed is.
 *
 * @param {import("./bicm.js").Bicm} model
 * @param {number} a
 * @param {number} b
 * @param {number} observed
 */
function compare({ chances, counts }, a, b, observed) {
  const both = chances[a].map((chance, k) => chance * chances[b][k]);
  const expected = both.reduce((total, chance, k) => total + chance * counts[k], 0);
  return { expected, p: findTail(both, counts, observed) };
}
