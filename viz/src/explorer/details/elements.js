import { count, say } from "../../i18n/language.js";
import { nameRole } from "../../record/facets.js";
import { otherEnd } from "../../record/model.js";
import { sayPeriod } from "../../shared/dates.js";
import { button, el, link, swatch } from "../../shared/dom.js";

/**
 * @typedef {import("../../record/address.js").Place} Place
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Source} Source
 * @typedef {import("../../record/model.js").Tie} Tie
 * @typedef {import("../../record/model.js").Transfer} Transfer
 * @typedef {globalThis.Node | null} Part
 *
 * @typedef {object} Desk what the elements of the details are made from
 * @property {Model} model
 * @property {View} view
 * @property {Place} place
 * @property {(node: Node | null) => void} pick
 * @property {(part: Partial<Place>) => void} go
 */

const MOST_NAMES = 12;
/** How many rows a long list shows before it is opened. */
const MOST_ROWS = 12;

/**
 * A list of facts; one without a value is left out.
 *
 * @param {[string, string | HTMLElement | null | undefined][]} facts name and value
 */
export function drawFacts(facts) {
  return el(
    "dl",
    {},
    ...facts.flatMap(([name, value]) => (value ? [el("dt", {}, name), el("dd", {}, value)] : [])),
  );
}

/**
 * A list under its heading; without rows there is none. A long one opens on demand.
 *
 * @param {string} heading
 * @param {HTMLElement[]} rows
 * @param {number} [most]
 * @returns {HTMLElement[]}
 */
export function drawList(heading, rows, most = MOST_ROWS) {
  if (!rows.length) return [];
  const list = el("ul", { class: "ties" }, ...rows.slice(0, most));
  const made = [el("h3", {}, heading), list];
  const rest = rows.slice(most);
  if (!rest.length) return made;
  const more = button(
    { class: "plain more" },
    () => {
      list.append(...rest);
      more.remove();
      rest[0].querySelector("button")?.focus();
    },
    count(rest.length, "list.more"),
  );
  return [...made, more];
}

/**
 * The sign of a node: its shape, and the colour of its theme.
 *
 * @param {Model} model
 * @param {Node} node
 */
export function drawSign(model, node) {
  const colour = model.groups.find((group) => group.id === node.group)?.colour;
  return swatch(node.kind, node.member ? undefined : colour);
}

/**
 * A row that leads to a node.
 *
 * @param {Desk} desk
 * @param {Node} node
 * @param {string} hint
 * @param {string | null} [badge]
 */
export function drawNode({ model, pick }, node, hint, badge) {
  return button(
    { class: "node" },
    () => pick(node),
    drawSign(model, node),
    el("span", {}, node.label),
    badge ? el("span", { class: "badge" }, badge) : null,
    hint ? el("small", {}, hint) : null,
  );
}

/**
 * A node named within a line, which leads to it.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawMention({ pick }, node) {
  return button({ class: "mention" }, () => pick(node), node.label);
}

/**
 * Nodes named in one line.
 *
 * @param {Desk} desk
 * @param {Node[]} nodes
 */
export function drawMentions(desk, nodes) {
  if (!nodes.length) return null;
  return el("span", { class: "links" }, ...nodes.map((node) => drawMention(desk, node)));
}

/**
 * Where a fact comes from: title, publisher, and a link where the source has one.
 *
 * @param {Source[]} sources
 */
export function drawSources(sources) {
  return el("p", { class: "source" }, say("source"), " ", ...citeSources(sources));
}

/**
 * The same without a word before it, for a list of facts.
 *
 * @param {Source[]} sources
 */
export function drawOwnSources(sources) {
  return el("span", {}, ...citeSources(sources));
}

/** @param {Source[]} sources */
function citeSources(sources) {
  if (!sources.length) return [say("source.none")];
  return sources.flatMap(({ url, label, publisher }, place) => {
    const made = link(url ?? "", label);
    const said = publisher ? `${label}, ${publisher}` : label;
    made.title = said;
    return [place ? "; " : "", made, publisher ? `, ${publisher}` : ""];
  });
}

/** @param {Node} node */
export function drawLinks(node) {
  const links = node.links.map((url) => link(url, nameLink(url)));
  return links.length ? el("span", { class: "links" }, ...links) : null;
}

/** @param {string} url */
function nameLink(url) {
  const known = /** @type {[RegExp, string][]} */ ([
    [/^https?:\/\/www\.wikidata\.org\//, "Wikidata"],
    [/^https?:\/\/sws\.geonames\.org\//, "GeoNames"],
  ]).find(([pattern]) => pattern.test(url));
  return known ? known[1] : url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

/** @param {string[]} names */
export function sayNames(names) {
  const more = names.length - MOST_NAMES;
  const said = names.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? count(more, "names.more", { names: said }) : said;
}

/**
 * A membership, seen from one of its ends.
 *
 * @param {Desk} desk
 * @param {Tie} tie
 * @param {Node} from
 * @param {string} hint
 */
export function drawTie(desk, tie, from, hint) {
  const badge = tie.role === "partner" ? null : nameRole(tie.role);
  return el(
    "li",
    {},
    drawNode(desk, otherEnd(tie, from), hint, badge),
    tie.through && el("p", { class: "through" }, say("through", { name: tie.through })),
    drawSources(tie.sources),
  );
}

/**
 * A transfer, seen from one of the nodes that it joins: who is at the other end, and the rest of
 * practice, giver and network in a line below.
 *
 * @param {Desk} desk
 * @param {Transfer} transfer
 * @param {Node} head the node that heads the row
 * @param {Node[]} rest
 */
export function drawTransfer(desk, transfer, head, rest) {
  const line = rest.flatMap((node, place) => [place ? " · " : "", drawMention(desk, node)]);
  return el(
    "li",
    {},
    drawNode(desk, head, sayPeriod(transfer.cooperation)),
    line.length ? el("p", { class: "through" }, ...line) : null,
    drawSources(transfer.sources),
  );
}

/**
 * The transfers of a node that the view leaves, by year and name.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function listTransfers({ view }, node) {
  return node.transfers
    .filter((one) => view.keptTransfers.has(one))
    .sort(
      (a, b) =>
        (a.cooperation.start ?? 9999) - (b.cooperation.start ?? 9999) ||
        a.practice.index - b.practice.index ||
        a.learner.index - b.learner.index,
    );
}
