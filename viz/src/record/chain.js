import { otherEnd } from "./model.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 *
 * @typedef {object} Chain
 * @property {Node[]} nodes from one end to the other, members and cooperations in turn
 * @property {Tie[]} ties one between each two
 */

/**
 * Find the shortest chain of cooperation between two nodes; null where nothing joins them.
 *
 * Of chains of one length that wins whose cooperations have more members, then the one whose names
 * come first, so that the same view always gives the same chain.
 *
 * @param {View} view
 * @param {Node} from
 * @param {Node} to
 * @returns {Chain | null}
 */
export function findChain(view, from, to) {
  const steps = measureSteps(view, to);
  if (!steps.has(from)) return null;
  const score = scoreNodes(view, steps);
  const nodes = [from];
  const ties = [];
  for (let at = from; at !== to; at = nodes[nodes.length - 1]) {
    const tie = listShownTies(view, at)
      .filter((one) => steps.get(otherEnd(one, at)) === Number(steps.get(at)) - 1)
      .sort((a, b) => compare(score, otherEnd(a, at), otherEnd(b, at)))[0];
    ties.push(tie);
    nodes.push(otherEnd(tie, at));
  }
  return { nodes, ties };
}

/** @param {View} view @param {Node} node */
function listShownTies(view, node) {
  return node.ties.filter((tie) => view.ties.has(tie));
}

/**
 * How many ties each node is away from one, in the order in which they are reached.
 *
 * @param {View} view
 * @param {Node} goal
 */
function measureSteps(view, goal) {
  const steps = new Map([[goal, 0]]);
  for (const [node, count] of steps) {
    for (const tie of listShownTies(view, node)) {
      const next = otherEnd(tie, node);
      if (!steps.has(next)) steps.set(next, count + 1);
    }
  }
  return steps;
}

/**
 * The most members that cooperations on a shortest way from each node to the goal have, together.
 *
 * @param {View} view
 * @param {Map<Node, number>} steps
 */
function scoreNodes(view, steps) {
  /** @type {Map<Node, number>} */
  const score = new Map();
  for (const [node, count] of steps) {
    const next = listShownTies(view, node)
      .map((tie) => otherEnd(tie, node))
      .filter((other) => steps.get(other) === count - 1);
    const best = Math.max(0, ...next.map((other) => score.get(other) ?? 0));
    score.set(node, best + (node.joins ? view.degree[node.index] : 0));
  }
  return score;
}

/**
 * @param {Map<Node, number>} score
 * @param {Node} a
 * @param {Node} b
 */
function compare(score, a, b) {
  return (
    (score.get(b) ?? 0) - (score.get(a) ?? 0) ||
    a.label.localeCompare(b.label, "en") ||
    a.index - b.index
  );
}
