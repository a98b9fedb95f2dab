import { collate } from "../i18n/language.js";
import { otherEnd } from "./model.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 */

/**
 * The ties of a node in the chosen cooperations: of a member by year, of a cooperation its leads
 * first. Members that are not shown are among them: what is hidden still counts.
 *
 * @param {View} view
 * @param {Node} node
 */
export function listTies(view, node) {
  const ties = node.ties.filter((tie) => view.kept.has(tie));
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
    const ties = cooperation.ties.filter((tie) => view.kept.has(tie));
    for (const member of new Set(ties.map((tie) => tie.member))) {
      if (member !== node) counts.set(member, (counts.get(member) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || collate(a[0].label, b[0].label));
}

/**
 * With how many others each member shares a cooperation.
 *
 * @param {View} view
 * @returns {Map<Node, number>}
 */
export function countAllCompanions(view) {
  /** @type {Map<Node, Set<Node>>} */
  const inside = new Map();
  for (const { member, cooperation } of view.kept) {
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

/**
 * Who of the members that are shown leads the most of the chosen cooperations.
 *
 * @param {View} view
 * @param {number} limit
 * @returns {[Node, number][]}
 */
export function rankLeads(view, limit) {
  const leads = [...view.ties].filter(({ role }) => role === "lead").map(({ member }) => member);
  return [...new Set(leads)]
    .map(
      (node) => /** @type {[Node, number]} */ ([node, listCooperations(view, node, "lead").size]),
    )
    .sort((a, b) => b[1] - a[1] || collate(a[0].label, b[0].label))
    .slice(0, limit);
}
