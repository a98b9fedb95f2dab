import { testView } from "../../chance/chance.js";
import { count, say, saySmall } from "../../i18n/language.js";
import { el } from "../../shared/dom.js";

/**
 * @typedef {import("../../chance/chance.js").Tested} Tested
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./elements.js").Desk} Desk
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
 * @param {Desk} desk
 * @param {Node} node
 * @param {HTMLElement[]} list with its heading, empty without rows
 */
export function drawTested(desk, node, list) {
  if (!list.length) return list;
  const ties = findTested(desk, node);
  if (ties && !ties.size) return list;
  return [list[0], el("p", { class: "tested" }, sayTested(desk, ties)), ...list.slice(1)];
}

/**
 * What was tested of a node; null where there is too much, nothing for an organisation.
 *
 * @param {Desk} desk
 * @param {Node} node
 * @returns {Map<Node, Tested> | null}
 */
export function findTested({ view }, node) {
  const tested = testView(view);
  return tested && ((node.member ? tested.cities : tested.cooperations).get(node) ?? new Map());
}

/**
 * @param {Desk} desk
 * @param {Map<Node, Tested> | null} ties
 */
function sayTested({ view, model }, ties) {
  if (!ties) return say("chance.untested");
  const more = [...ties.values()].filter((tested) => tested.more).length;
  const said = more ? count(more, "chance.some", { all: ties.size }) : say("chance.none");
  return view.kept.size < model.ties.length ? `${said} ${say("chance.narrowed")}` : said;
}

/**
 * Say of two whether what they have in common can be told from chance.
 *
 * @param {Desk} desk
 * @param {Node} one
 * @param {Node} other
 */
export function drawChance(desk, one, other) {
  const tested = findTested(desk, one)?.get(other);
  if (!tested) return "";
  const { expected, p, q, more } = tested;
  const numbers = { expected: saySmall(expected), p: compare(p), q: compare(q) };
  const narrowed = desk.view.kept.size < desk.model.ties.length ? ` ${say("chance.narrowed")}` : "";
  return el(
    "p",
    { class: "chance" },
    el("b", {}, say(more ? "chance.more" : "chance.no")),
    " ",
    say("chance.pair", numbers),
    narrowed,
  );
}

/** @param {number} chance as it stands after p or q */
function compare(chance) {
  const said = saySmall(chance);
  return said.startsWith("<") ? said : `= ${said}`;
}
