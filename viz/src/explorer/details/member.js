import { count, say, sayNumber, sayTerm } from "../../i18n/language.js";
import { countCompanions, listCooperations, listTies } from "../../record/ties.js";
import { sayDates, sayPeriod } from "../../shared/dates.js";
import { el } from "../../shared/dom.js";
import { badgeChance, drawTested, findTested } from "./chances.js";
import {
  drawFacts,
  drawLinks,
  drawList,
  drawNode,
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

const MOST_COMPANIONS = 8;

/**
 * All about a city or an organisation.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawMember(desk, node) {
  return [
    el("p", {}, saySum(desk, node)),
    ...sayAll(desk, node),
    drawFacts([
      [say("fact.kind"), sayTerm(node.note)],
      [say("fact.population"), node.population === null ? "" : sayNumber(node.population)],
      [say("fact.names"), sayNames(node.names)],
      [say("fact.links"), drawLinks(node)],
      [say("fact.id"), node.key],
    ]),
    ...drawTransfers(desk, node),
    ...drawNetworks(desk, node),
    ...drawList(
      say("list.home"),
      node.related
        .filter((one) => one.kind === "practice")
        .map((one) =>
          el("li", {}, drawNode(desk, one, String(one.start ?? "")), drawSources(one.sources)),
        ),
    ),
    ...drawEvents(desk, node),
    ...drawCompanions(desk, node),
  ];
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function saySum({ view }, node) {
  const led = listCooperations(view, node, "lead").size;
  return say("member.sum", {
    in: count(listCooperations(view, node).size, "member.in"),
    leading: led ? say("member.leading", { n: sayNumber(led) }) : "",
    meets: count(countCompanions(view, node).length, "member.meets"),
  });
}

/**
 * In how many networks it takes part altogether, where the filters leave fewer.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
function sayAll({ view }, node) {
  const all = new Set(node.ties.map((tie) => tie.cooperation)).size;
  if (all === listCooperations(view, node).size) return [];
  return [el("p", { class: "tested" }, count(all, "member.all"))];
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function drawNetworks(desk, node) {
  const ties = listTies(desk.view, node);
  const rows = (/** @type {boolean} */ lead) =>
    ties
      .filter((tie) => (tie.role === "lead") === lead)
      .map((tie) => drawTie(desk, tie, node, sayPeriod(tie.cooperation)));
  const [led, joined] = [rows(true), rows(false)];
  return [
    ...drawList(count(led.length, "list.led"), led),
    ...drawList(count(joined.length, "list.joined"), joined),
  ];
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function drawTransfers(desk, node) {
  const transfers = listTransfers(desk, node);
  const learnt = transfers.filter((one) => one.learner === node);
  const taught = transfers.filter((one) => one.giver === node);
  return [
    ...drawList(
      say("list.learned"),
      learnt.map((one) => drawTransfer(desk, one, one.giver, [one.practice, one.cooperation])),
    ),
    ...drawList(
      say("list.taught"),
      taught.map((one) => drawTransfer(desk, one, one.learner, [one.practice, one.cooperation])),
    ),
  ];
}

/**
 * Events to which a member came, and those that were held there.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
function drawEvents(desk, node) {
  const rows = node.attendance.map(({ event, member, role, sources }) =>
    el(
      "li",
      {},
      drawNode(desk, event, sayDates(event.from, event.until), sayTerm(role)),
      member !== node && el("p", { class: "through" }, say("through", { name: member.label })),
      drawSources(sources),
    ),
  );
  const came = new Set(node.attendance.map(({ event }) => event));
  const held = node.related.filter((one) => one.kind === "event" && !came.has(one));
  return drawList(say("list.events"), [
    ...rows,
    ...held.map((event) =>
      el(
        "li",
        {},
        drawNode(desk, event, sayDates(event.from, event.until)),
        drawSources(event.sources),
      ),
    ),
  ]);
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function drawCompanions(desk, node) {
  const ties = findTested(desk, node);
  const all = countCompanions(desk.view, node);
  const shown = all.filter(([other]) => desk.view.shown[other.index]);
  const rows = shown.map(([other, times]) =>
    el("li", {}, drawNode(desk, other, `${sayNumber(times)}×`, badgeChance(ties?.get(other)))),
  );
  const list = drawTested(desk, node, drawList(say("list.companions"), rows, MOST_COMPANIONS));
  const hidden = all.length - shown.length;
  return hidden ? [...list, el("p", { class: "tested" }, count(hidden, "members.hidden"))] : list;
}
