import { fold } from "./fold.js";

/**
 * @typedef {import("./model.js").Node} Node
 * @typedef {{ node: Node, name: string }} Match the node and the name that fits
 */

const EXACT = 4;
const START = 3;
const WORD = 2;
const WITHIN = 1;

/**
 * @param {string} name folded
 * @param {string} wanted folded
 */
function rate(name, wanted) {
  if (name === wanted) return EXACT;
  if (name.startsWith(wanted)) return START;
  if (name.includes(` ${wanted}`)) return WORD;
  return name.includes(wanted) ? WITHIN : 0;
}

/**
 * Prepare a search by any name in any language, blind to accents and case.
 *
 * @param {Node[]} nodes
 * @returns {(text: string, limit?: number) => Match[]} best first, then the best connected
 */
export function indexNames(nodes) {
  const entries = nodes.map((node) => ({
    node,
    names: [node.label, ...node.names].map((name) => ({ name, folded: fold(name) })),
  }));
  return (text, limit = 9) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const found = entries.flatMap(({ node, names }) => {
      const rated = names.map(({ name, folded }) => ({ node, name, rank: rate(folded, wanted) }));
      const best = rated.reduce((a, b) => (b.rank > a.rank ? b : a));
      return best.rank ? [best] : [];
    });
    found.sort((a, b) => b.rank - a.rank || b.node.ties.length - a.node.ties.length ||
      a.node.index - b.node.index);
    return found.slice(0, limit);
  };
}
