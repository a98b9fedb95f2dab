import { count, say, sayTerm } from "../../i18n/language.js";
import { nameCountry } from "../../record/facets.js";
import { el } from "../../shared/dom.js";
import {
  drawFacts,
  drawList,
  drawMentions,
  drawOwnSources,
  drawTransfer,
  listTransfers,
  sayNames,
} from "./elements.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./elements.js").Desk} Desk
 */

/**
 * All about a good practice: where it is at home and who learnt it.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawPractice(desk, node) {
  const transfers = listTransfers(desk, node);
  const learners = new Set(transfers.map((one) => one.learner)).size;
  return [
    el("p", {}, learners ? count(learners, "practice.learnt") : say("practice.alone")),
    drawFacts([
      [say("fact.home"), drawMentions(desk, node.homes)],
      [say("kind.country"), node.country && nameCountry(desk.model, node.country)],
      [say("fact.since"), node.start === null ? "" : String(node.start)],
      [say("fact.label"), node.issued === null ? "" : String(node.issued)],
      [say("fact.themes"), node.themes.map(sayTerm).join(", ")],
      [say("fact.names"), sayNames(node.names)],
      [say("fact.id"), node.key],
      [say("fact.source"), drawOwnSources(node.sources)],
    ]),
    ...drawList(
      say("list.learnt"),
      transfers.map((one) => drawTransfer(desk, one, one.learner, [one.giver, one.cooperation])),
    ),
  ];
}
