import { collate, count, say, sayTerm } from "../../i18n/language.js";
import { nameCountry } from "../../record/facets.js";
import { listTies } from "../../record/ties.js";
import { sayDate, sayDates, sayPeriod } from "../../shared/dates.js";
import { el } from "../../shared/dom.js";
import { badgeChance, drawTested, findTested } from "./chances.js";
import {
  drawFacts,
  drawLinks,
  drawList,
  drawNode,
  drawOwnSources,
  drawSources,
  drawTie,
  drawTransfer,
  listTransfers,
  sayNames,
} from "./elements.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./elements.js").Desk} Desk
 */

const MOST_KIN = 8;

/**
 * All about a network or a project.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawCooperation(desk, node) {
  return [
    drawFacts([
      [say("fact.kind"), sayTerm(node.type)],
      [say("fact.programme"), node.programme],
      [say("fact.years"), sayYears(node)],
      [say("fact.themes"), node.themes.map(sayTerm).join(", ")],
      [say("fact.names"), sayNames(node.names)],
      [say("fact.links"), drawLinks(node)],
      [say("fact.id"), node.key],
      [say("fact.source"), drawOwnSources(node.sources)],
    ]),
    ...drawMembers(desk, node),
    ...drawPhases(node),
    ...drawList(
      say("list.transferred"),
      listTransfers(desk, node).map((one) =>
        drawTransfer(desk, one, one.learner, [one.practice, one.giver]),
      ),
    ),
    ...drawList(
      say("list.events"),
      node.related.map((event) =>
        el(
          "li",
          {},
          drawNode(desk, event, sayDates(event.from, event.until)),
          drawSources(event.sources),
        ),
      ),
    ),
    ...drawKin(desk, node),
  ];
}

/**
 * The networks and projects that have cities in common with one, those with most first.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
function drawKin(desk, node) {
  const ties = findTested(desk, node);
  const kin = [...(ties ?? [])].sort(
    ([one, a], [other, b]) =>
      Number(b.more) - Number(a.more) || b.observed - a.observed || collate(one.label, other.label),
  );
  const rows = kin.map(([other, tested]) => {
    const hint = [count(tested.observed, "of.city"), sayPeriod(other)].filter(Boolean).join(", ");
    return el("li", {}, drawNode(desk, other, hint, badgeChance(tested)));
  });
  return drawTested(desk, node, drawList(say("list.kin"), rows, MOST_KIN));
}

/** @param {Node} node */
function sayYears({ start, end }) {
  if (start === null) return say("years.unknown");
  return end === null ? say("years.open", { start }) : say("years.both", { start, end });
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function drawMembers(desk, node) {
  const ties = listTies(desk.view, node);
  const members = new Set(ties.map((tie) => tie.member));
  const shown = ties.filter((tie) => desk.view.ties.has(tie));
  const hidden = members.size - new Set(shown.map((tie) => tie.member)).size;
  const rows = shown.map((tie) => {
    const { country } = tie.member;
    return drawTie(desk, tie, node, country && nameCountry(desk.model, country));
  });
  const list = drawList(count(members.size, "of.member"), rows, Infinity);
  return hidden ? [...list, el("p", { class: "tested" }, count(hidden, "members.hidden"))] : list;
}

/** @param {Node} node */
function drawPhases(node) {
  return drawList(
    say("list.phases"),
    node.phases.map(({ label, start, months, sources }) => {
      const when = [start && sayDate(start), months && count(months, "of.month")];
      return el(
        "li",
        { class: "plainly" },
        el("span", {}, label),
        el("small", {}, when.filter(Boolean).join(", ")),
        drawSources(sources),
      );
    }),
  );
}
