import { say, sayTerm } from "../../i18n/language.js";
import { nameCountry } from "../../record/facets.js";
import { sayDates } from "../../shared/dates.js";
import { el } from "../../shared/dom.js";
import {
  drawFacts,
  drawList,
  drawMentions,
  drawNode,
  drawOwnSources,
  drawSources,
  sayNames,
} from "./elements.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./elements.js").Desk} Desk
 */

/**
 * All about an event: when and where it was, what for and who came.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawEvent(desk, node) {
  return [
    drawFacts([
      [say("fact.kind"), sayTerm(node.type)],
      [say("fact.dates"), sayDates(node.from, node.until) || say("date.unknown")],
      [say("fact.place"), drawMentions(desk, node.homes)],
      [say("kind.country"), node.country && nameCountry(desk.model, node.country)],
      [say("fact.names"), sayNames(node.names)],
      [say("fact.id"), node.key],
      [say("fact.source"), drawOwnSources(node.sources)],
    ]),
    ...drawList(
      say("list.cooperations"),
      node.related.map((one) => el("li", {}, drawNode(desk, one, one.programme))),
    ),
    ...drawList(
      say("list.came"),
      node.attendance.map(({ member, role, city, sources }) =>
        el(
          "li",
          {},
          drawNode(desk, member, "", sayTerm(role)),
          city && city !== member && el("p", { class: "through" }, drawMentions(desk, [city])),
          drawSources(sources),
        ),
      ),
    ),
  ];
}
