import { countDegrees } from "./view.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Model} Model
 */

/**
 * Keep of a view one node, the cooperations it takes part in and all their members.
 *
 * @param {Model} model
 * @param {View} view
 * @param {Node} node
 * @returns {View}
 */
export function keepEgo(model, view, node) {
  const joined = new Set(findJoined(view, node));
  const ties = new Set([...view.ties].filter((tie) => joined.has(tie.cooperation)));
  const transfers = new Set(
    [...view.transfers].filter((one) =>
      [one.practice, one.giver, one.learner, one.cooperation].includes(node),
    ),
  );
  const kept = new Set([...view.kept].filter((tie) => joined.has(tie.cooperation)));
  const degree = countDegrees(model, kept, ties);
  const shown = degree.map((count) => count > 0);
  shown[node.index] = true;
  for (const { giver, learner } of transfers)
    for (const { index } of [giver, learner]) shown[index] = true;
  return { ...view, degree, shown, ties, transfers };
}

/**
 * The cooperations of a node: a network is its own, a practice belongs to those that spread it.
 *
 * @param {View} view
 * @param {Node} node
 * @returns {Node[]}
 */
export function findJoined(view, node) {
  if (node.joins) return [node];
  if (node.kind === "event") return node.related.filter((part) => part.joins);
  const spread = node.transfers.filter((one) => view.transfers.has(one));
  return node.member
    ? node.ties.filter((tie) => view.ties.has(tie)).map((tie) => tie.cooperation)
    : spread.map((one) => one.cooperation);
}
