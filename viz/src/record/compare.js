import { collate } from "../i18n/language.js";
import { countCompanions, listCooperations, listTies } from "./ties.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Tie} Tie
 *
 * @typedef {object} Figures what a view says of a member in numbers
 * @property {number} networks
 * @property {number} led
 * @property {number} partners
 * @property {number} countries from which its partners come
 * @property {number} learnt practices
 * @property {number} taught practices
 *
 * @typedef {object} Comparison
 * @property {[Figures, Figures]} figures
 * @property {{ cooperation: Node, ties: [Tie, Tie] }[]} shared cooperations, by year
 * @property {Node[]} partners of both
 * @property {string[]} countries from which both have other partners, codes
 */

/**
 * Count what a view says of a member.
 *
 * @param {View} view
 * @param {Node} node
 * @returns {Figures}
 */
export function measure(view, node) {
  const partners = countCompanions(view, node).map(([other]) => other);
  const transfers = node.transfers.filter((one) => view.keptTransfers.has(one));
  const practices = (/** @type {"giver" | "learner"} */ end) =>
    new Set(transfers.filter((one) => one[end] === node).map((one) => one.practice)).size;
  return {
    networks: listCooperations(view, node).size,
    led: listCooperations(view, node, "lead").size,
    partners: partners.length,
    countries: listCountries(partners).size,
    learnt: practices("learner"),
    taught: practices("giver"),
  };
}

/** @param {Node[]} nodes */
function listCountries(nodes) {
  return new Set(nodes.map((node) => node.country).filter(Boolean));
}

/**
 * Set two members side by side: what each has and what they share.
 *
 * @param {View} view
 * @param {Node} one
 * @param {Node} other
 * @returns {Comparison}
 */
export function compareMembers(view, one, other) {
  const tieOf = new Map(listTies(view, other).map((tie) => [tie.cooperation, tie]));
  const shared = [...listCooperations(view, one)].flatMap((cooperation) => {
    const own = listTies(view, one).find((tie) => tie.cooperation === cooperation);
    const its = tieOf.get(cooperation);
    return own && its ? [{ cooperation, ties: /** @type {[Tie, Tie]} */ ([own, its]) }] : [];
  });
  const [mine, theirs] = [one, other].map((node) =>
    countCompanions(view, node)
      .map(([companion]) => companion)
      .filter((companion) => companion !== one && companion !== other),
  );
  const partners = mine.filter((node) => theirs.includes(node));
  const abroad = listCountries(theirs);
  const countries = [...listCountries(mine)].filter((code) => abroad.has(code));
  return {
    figures: [measure(view, one), measure(view, other)],
    shared,
    partners: partners.sort((a, b) => collate(a.label, b.label)),
    countries: countries.sort(),
  };
}
