import { el } from "../dom.js";
import { count, say, saySmall } from "../tongue.js";

/**
 * @typedef {import("../chance/chance.js").Tested} Tested
 */

/**
 * The badge of a tie that is more than chance gives.
 *
 * @param {Tested | undefined} tested
 */
export function badgeChance(tested) {
  return tested?.more ? say("chance.badge") : null;
}

/**
 * Say below the heading of a list of ties how many of them are more than chance gives.
 *
 * @param {Map<unknown, Tested> | undefined} ties undefined where nothing was tested
 * @param {HTMLElement[]} list with its heading, empty without rows
 */
export function drawTested(ties, list) {
  if (!ties || !list.length) return list;
  const more = [...ties.values()].filter((tested) => tested.more).length;
  const said = more ? count(more, "chance.some", { all: ties.size }) : say("chance.none");
  return [list[0], el("p", { class: "tested" }, said), ...list.slice(1)];
}

/**
 * Say of two whether what they have in common is more than chance gives.
 *
 * @param {Tested | undefined} tested
 */
export function drawChance(tested) {
  if (!tested) return "";
  const { expected, p, q, more } = tested;
  const numbers = { expected: saySmall(expected), p: saySmall(p), q: saySmall(q) };
  return el("p", { class: "chance" }, el("b", {}, say(more ? "chance.more" : "chance.no")), " ",
    say("chance.pair", numbers));
}
