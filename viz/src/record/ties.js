import { collate } from "../i18n/language.js";
import { otherEnd } from "./model.js";

/**
 * @typedef {import("./filter.js").View} View
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 */

/**
 * The ties of a node that a view leaves: of a member by year, of a cooperation its leads first.
 *
 * @param {View} view
 * @param {Node} node
 */
export function listTies(view, node) {
  const ties = node.ties.filter((tie) => view.ties.has(tie));
  const leads = (/** @type {Tie} */ tie) => Number(!node.member && tie.role === "lead");
  const year = (/** @type {Tie} */ tie) => (node.member ? (tie.cooperation.start ?? 9999) : 0);
  return ties.sort(
    (a, b) =>
      leads(b) - leads(a) ||
      year(a) - year(b) ||
      collate(otherEnd(a, node).label, otherEnd(b, node).label),
  );
}

/**
 * The cooperations that a view leaves a member, all or those it leads.
 *
 * @param {View} view
 * @param {Node} node
 * @param {string} [role]
 */
export function listCooperations(view, node, role) {
  const ties = listTies(view, node).filter((tie) => !role || tie.role === role);
  return new Set(ties.map((tie) => tie.cooperation));
}

/**
 * Who shares cooperations with a member, how many, the most first.
 *
 * @param {View} view
 * @param {Node} node
 * @returns {[Node, number][]}
 */
export function countCompanions(view, node) {
  /** @type {Map<Node, number>} */
  const counts = new Map();
  for (const cooperation of listCooperations(view, node)) {
    const ties = cooperation.ties.filter((tie) => view.ties.has(tie));
    for (const member of new Set(ties.map((tie) => tie.member))) {
      if (member !== node) counts.set(member, (counts.get(member) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || collate(a[0].label, b[0].label));
}

/**
 * Who leads the most cooperations that a view leaves.
 *
 * @param {View} view
 * @param {number} limit
 * @returns {[Node, number][]}
 */
export function rankLeads(view, limit) {
  /** @type {Map<Node, Set<Node>>} */
  const led = new Map();
  for (const { member, cooperation, role } of view.ties) {
    if (role !== "lead") continue;
    led.set(member, (led.get(member) ?? new Set()).add(cooperation));
  }
  return [...led]
    .map(([node, set]) => /** @type {[Node, number]} */ ([node, set.size]))
    .sort((a, b) => b[1] - a[1] || collate(a[0].label, b[0].label))
    .slice(0, limit);
}
