import { button, el, get, link, swatch } from "./dom.js";
import { otherEnd, sayKind } from "./model.js";
import { countOf } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Source} Source
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {import("./filter.js").View} View
 * @typedef {(node: Node | null) => void} Pick
 */

const MOST_NAMES = 12;
const MOST_COMPANIONS = 8;

/**
 * The ties of a node that a view leaves, the other ends by name.
 *
 * @param {View} view
 * @param {Node} node
 */
export function listTies(view, node) {
  const ties = node.ties.filter((tie) => view.ties.has(tie));
  const leads = (/** @type {Tie} */ tie) => Number(!node.member && tie.role === "lead");
  const year = (/** @type {Tie} */ tie) => (node.member ? tie.cooperation.start ?? 9999 : 0);
  return ties.sort((a, b) => leads(b) - leads(a) || year(a) - year(b) ||
    otherEnd(a, node).label.localeCompare(otherEnd(b, node).label, "en"));
}

/**
 * Who shares cooperations with a member, how many, the most first.
 *
 * @param {View} view
 * @param {Node} node
 * @returns {[Node, number][]}
 */
export function countCompanions(view, node) {
  /** @type {Map<Node, number>} */
  const counts = new Map();
  const shared = new Set(listTies(view, node).map((tie) => tie.cooperation));
  for (const cooperation of shared) {
    const ties = cooperation.ties.filter((tie) => view.ties.has(tie));
    for (const member of new Set(ties.map((tie) => tie.member))) {
      if (member !== node) counts.set(member, (counts.get(member) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].label.localeCompare(b[0].label, "en"));
}

/** The panel that tells everything about the node that was chosen. */
export class Details {
  /**
   * @param {Model} model
   * @param {Pick} pick
   */
  constructor(model, pick) {
    this.model = model;
    this.pick = pick;
    this.panel = get("details");
    this.colours = new Map(model.groups.map((group) => [group.id, group.colour]));
  }

  /**
   * @param {View} view
   * @param {Node | null} node
   */
  show(view, node) {
    this.panel.hidden = !node;
    document.body.classList.toggle("open", node !== null);
    if (!node) return;
    const parts = node.member ? this.#member(view, node) : this.#cooperation(view, node);
    this.panel.replaceChildren(
      button({ class: "close", "aria-label": "Close details" }, () => this.pick(null), "✕"),
      el("p", { class: "kind" }, this.#sign(node), this.#sayKind(node)),
      el("h2", {}, node.label),
      ...parts,
    );
    this.panel.scrollTop = 0;
  }

  focus() {
    this.panel.focus({ preventScroll: true });
  }

  /** @param {Node} node */
  #sign(node) {
    return swatch(node.kind, node.member ? undefined : this.colours.get(node.group));
  }

  /** @param {Node} node */
  #sayKind(node) {
    if (node.member) return sayKind(this.model, node);
    return this.model.groups.find((group) => group.id === node.group)?.label ?? "";
  }

  /**
   * @param {View} view
   * @param {Node} node
   */
  #member(view, node) {
    const ties = listTies(view, node);
    const cooperations = new Set(ties.map((tie) => tie.cooperation));
    const led = new Set(ties.filter((tie) => tie.role === "lead").map((tie) => tie.cooperation));
    const companions = countCompanions(view, node);
    const leading = led.size ? `, leading ${led.size}` : "";
    return [
      el("p", {}, `In ${countOf(cooperations.size, "network")}${leading}. ` +
        `Meets ${countOf(companions.length, "other member")}.`),
      this.#facts([
        ["Kind", node.note],
        ["Population", node.population === null ? "" : node.population.toLocaleString("en")],
        ["Also", sayNames(node.names)],
        ["Links", this.#links(node)],
        ["Id", node.key],
      ]),
      el("h3", {}, "Networks"),
      el("ul", { class: "ties" }, ...ties.map((tie) =>
        this.#tie(tie, tie.cooperation, String(tie.cooperation.start ?? "")))),
      el("h3", {}, "Meets most often"),
      el("ul", {}, ...companions.slice(0, MOST_COMPANIONS).map(([other, count]) =>
        el("li", {}, this.#button(other, null, `${count}×`)))),
    ];
  }

  /**
   * @param {View} view
   * @param {Node} node
   */
  #cooperation(view, node) {
    const ties = listTies(view, node);
    const members = new Set(ties.map((tie) => tie.member));
    const { start, end } = node;
    const years = start === null ? "not recorded" :
      end === null ? `from ${start}, end not recorded` : `${start} to ${end}`;
    return [
      this.#facts([
        ["Kind", node.type],
        ["Programme", node.programme],
        ["Years", years],
        ["Themes", node.themes.join(", ")],
        ["Also", sayNames(node.names)],
        ["Links", this.#links(node)],
        ["Id", node.key],
        ["Source", this.#sources(node.sources)],
      ]),
      el("h3", {}, countOf(members.size, "member")),
      el("ul", { class: "ties" }, ...ties.map((tie) =>
        this.#tie(tie, tie.member, this.model.countries.get(tie.member.country) ?? ""))),
    ];
  }

  /** @param {[string, string | HTMLElement | null][]} facts */
  #facts(facts) {
    return el("dl", {}, ...facts.flatMap(([name, value]) =>
      value ? [el("dt", {}, name), el("dd", {}, value)] : []));
  }

  /** @param {Node} node */
  #links(node) {
    const links = node.links.map((url) => link(url, nameLink(url)));
    return links.length ? el("span", { class: "links" }, ...links) : null;
  }

  /** @param {Source[]} sources */
  #sources(sources) {
    if (!sources.length) return null;
    return el("span", { class: "links" }, ...sources.map(({ url, label }) => link(url, label)));
  }

  /**
   * @param {Tie} tie
   * @param {Node} other
   * @param {string} hint
   */
  #tie(tie, other, hint) {
    const cited = tie.sources.flatMap(({ url, label }, place) => {
      const made = link(url, label);
      made.title = label;
      return place ? [", ", made] : [made];
    });
    return el("li", {},
      this.#button(other, tie.role === "partner" ? null : tie.role, hint),
      tie.through && el("p", { class: "through" }, `through ${tie.through}`),
      el("p", { class: "source" }, "Source: ", ...(cited.length ? cited : ["not recorded"])));
  }

  /**
   * @param {Node} node
   * @param {string | null} badge
   * @param {string} hint
   */
  #button(node, badge, hint) {
    return button({ class: "node" }, () => this.pick(node), this.#sign(node),
      el("span", {}, node.label), badge && el("span", { class: "badge" }, badge),
      el("small", {}, hint));
  }
}

/** @param {string[]} names */
function sayNames(names) {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** @param {string} url */
function nameLink(url) {
  const known = /** @type {[RegExp, string][]} */ ([
    [/^https?:\/\/www\.wikidata\.org\//, "Wikidata"],
    [/^https?:\/\/sws\.geonames\.org\//, "GeoNames"],
  ]).find(([pattern]) => pattern.test(url));
  return known ? known[1] : url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
