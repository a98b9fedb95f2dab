import { collate, count, joinNames, say, sayNumber } from "../../i18n/language.js";
import { findChain } from "../../record/chain.js";
import { compareMembers } from "../../record/compare.js";
import { nameCountry, nameRole } from "../../record/facets.js";
import { sayPeriod } from "../../shared/dates.js";
import { button, el } from "../../shared/dom.js";
import { drawChooser } from "./actions.js";
import { drawChance } from "./chances.js";
import { drawList, drawNode, drawSources } from "./elements.js";

/**
 * @typedef {import("../../record/compare.js").Figures} Figures
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Tie} Tie
 * @typedef {import("./elements.js").Desk} Desk
 */

/** @type {(keyof Figures)[]} */
const FIGURES = ["networks", "led", "partners", "countries", "learnt", "taught"];

/**
 * Two members side by side, or the chain between them, or the box that asks for the second.
 *
 * @param {Desk} desk
 * @param {Node} node
 * @returns {(HTMLElement | string)[]}
 */
export function drawPair(desk, node) {
  const { other, task } = desk.place;
  const asked = task === "chain" ? "chain" : "compare";
  const back = button(
    { class: "plain" },
    () => desk.go({ task: "", other: null }),
    say("pair.back", { name: node.label }),
  );
  if (!other) {
    const label = say(`${asked}.ask`, { name: node.label });
    return [el("p", {}, label), drawChooser(desk, node), back];
  }
  const drawn =
    asked === "chain" ? drawChain(desk, node, other) : drawComparison(desk, node, other);
  const turn = asked === "chain" ? "compare" : "chain";
  return [
    ...drawn,
    el(
      "div",
      { class: "actions" },
      button({ class: "button" }, () => desk.go({ task: turn }), say(`pair.${turn}`)),
      button({ class: "button" }, () => desk.go({ other: null }), say("pair.other")),
      back,
    ),
  ];
}

/**
 * @param {Desk} desk
 * @param {Node} one
 * @param {Node} other
 */
function drawComparison(desk, one, other) {
  const { figures, shared, partners, countries } = compareMembers(desk.view, one, other);
  return [
    drawFigures([one, other], figures),
    shared.length ? "" : el("p", {}, say("compare.none", { one: one.label, other: other.label })),
    ...drawList(
      count(shared.length, "compare.shared"),
      shared.map(({ cooperation, ties }) =>
        el("li", {}, drawNode(desk, cooperation, sayPeriod(cooperation)), ...drawRoles(ties)),
      ),
    ),
    drawChance(desk, one, other),
    ...drawList(
      count(partners.length, "compare.partners"),
      partners.map((partner) =>
        el(
          "li",
          {},
          drawNode(desk, partner, partner.country && nameCountry(desk.model, partner.country)),
        ),
      ),
      8,
    ),
    ...(countries.length
      ? [
          el("h3", {}, count(countries.length, "compare.countries")),
          el(
            "p",
            {},
            joinNames(countries.map((code) => nameCountry(desk.model, code)).sort(collate)),
          ),
        ]
      : []),
  ];
}

/**
 * The roles that two members have in what they share and where that comes from, once where it is
 * the same source.
 *
 * @param {Tie[]} ties
 */
function drawRoles(ties) {
  const [one, other] = ties.map((tie) => `${tie.member.label}: ${nameRole(tie.role)}`);
  const [mine, theirs] = ties.map((tie) => tie.sources);
  const same = mine.length === theirs.length && mine.every((source, at) => source === theirs[at]);
  const line = (/** @type {string} */ text) => el("p", { class: "through" }, text);
  return same
    ? [line(`${one} · ${other}`), drawSources(mine)]
    : [line(one), drawSources(mine), line(other), drawSources(theirs)];
}

/**
 * @param {Node[]} nodes
 * @param {Figures[]} figures
 */
function drawFigures(nodes, figures) {
  return el(
    "table",
    { class: "figures" },
    el(
      "thead",
      {},
      el("tr", {}, el("td"), ...nodes.map((node) => el("th", { scope: "col" }, node.label))),
    ),
    el(
      "tbody",
      {},
      ...FIGURES.map((name) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, say(`figure.${name}`)),
          ...figures.map((one) => el("td", { class: "number" }, sayNumber(one[name]))),
        ),
      ),
    ),
  );
}

/**
 * @param {Desk} desk
 * @param {Node} one
 * @param {Node} other
 */
function drawChain(desk, one, other) {
  const chain = findChain(desk.view, one, other);
  const ends = { one: one.label, other: other.label };
  if (!chain) return [el("p", { class: "answer" }, say("chain.none", ends))];
  const { nodes, ties } = chain;
  const between = nodes.filter((node) => node.member).length - 2;
  const sentence =
    between > 0
      ? count(between, "chain.found", ends)
      : say("chain.direct", { ...ends, network: nodes[1]?.label ?? "" });
  const steps = nodes.map((node, place) => {
    if (node.member) return el("li", {}, drawNode(desk, node, nameOf(desk, node)));
    return el(
      "li",
      { class: "link" },
      drawNode(desk, node, sayPeriod(node)),
      ...drawRoles(ties.slice(place - 1, place + 1)),
    );
  });
  return [el("p", { class: "answer" }, sentence), el("ol", { class: "ties chain" }, ...steps)];
}

/**
 * @param {Desk} desk
 * @param {Node} node
 */
function nameOf({ model }, node) {
  return node.country && nameCountry(model, node.country);
}
