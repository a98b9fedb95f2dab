import { collate, count, say, sayTerm } from "../i18n/language.js";
import { nameCountry } from "../record/facets.js";
import { listCooperations, listTies } from "../record/ties.js";
import { sayLimits } from "../record/words.js";
import { button, el, get } from "../shared/dom.js";

/**
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../record/view.js").View} View
 * @typedef {string | number} Cell
 * @typedef {{ name: string, number?: boolean, read: (node: Node) => Cell }} Column
 */

/** The same as the picture, as two tables: members and cooperations. */
export class Tables {
  /**
   * @param {Model} model
   * @param {(node: Node) => void} pick
   */
  constructor(model, pick) {
    this.model = model;
    this.pick = pick;
    this.region = get("tables");
  }

  /**
   * @param {View} view
   * @param {import("../record/address.js").Place} place
   */
  show(view, { filter }) {
    const shown = this.model.nodes.filter(({ joins, index }) =>
      joins ? view.shown[index] : view.degree[index] > 0,
    );
    this.region.replaceChildren(
      el("p", {}, sayLimits(this.model, filter, view)),
      ...this.#table(
        say("table.members"),
        this.#memberColumns(view),
        2,
        shown.filter((node) => node.member),
      ),
      ...this.#table(
        say("table.networks"),
        this.#networkColumns(view),
        5,
        shown.filter((node) => node.joins),
      ),
    );
  }

  /** @param {View} view @returns {Column[]} */
  #memberColumns(view) {
    return [
      { name: say("column.name"), read: (node) => node.label },
      {
        name: say("column.country"),
        read: (node) => node.country && nameCountry(this.model, node.country),
      },
      {
        name: say("column.networks"),
        number: true,
        read: (node) => listCooperations(view, node).size,
      },
      {
        name: say("column.led"),
        number: true,
        read: (node) => listCooperations(view, node, "lead").size,
      },
      { name: say("column.in"), read: (node) => listNames(view, node) },
    ];
  }

  /** @param {View} view @returns {Column[]} */
  #networkColumns(view) {
    const groups = new Map(this.model.groups.map((group) => [group.id, group.label]));
    return [
      { name: say("column.name"), read: (node) => node.label },
      {
        name: say("column.theme"),
        read: (node) => sayTerm(node.themes[0] ?? groups.get(node.group) ?? ""),
      },
      { name: say("column.programme"), read: (node) => node.programme },
      { name: say("column.start"), number: true, read: (node) => node.start ?? "" },
      { name: say("column.end"), number: true, read: (node) => node.end ?? "" },
      {
        name: say("column.members"),
        number: true,
        read: (node) => new Set(listTies(view, node).map((tie) => tie.member)).size,
      },
      { name: say("column.lead"), read: (node) => nameLead(view, node) },
    ];
  }

  /**
   * @param {string} title
   * @param {Column[]} columns
   * @param {number} first column to sort by, largest first
   * @param {Node[]} nodes
   */
  #table(title, columns, first, nodes) {
    const body = el("tbody");
    const heads = columns.map((column, place) => {
      const head = el("th", { scope: "col", class: column.number ? "number" : null });
      // Figures start with the largest, names with A.
      const falls = () => (head.ariaSort ? head.ariaSort === "ascending" : Boolean(column.number));
      head.append(button({}, () => sort(place, falls()), column.name));
      return head;
    });
    const rows = nodes.map((node) => {
      const cells = columns.map((column) => column.read(node));
      return { cells, row: this.#row(node, cells, columns) };
    });
    const sort = (/** @type {number} */ place, /** @type {boolean} */ down) => {
      rows.sort(
        (a, b) =>
          compare(a.cells[place], b.cells[place]) * (down ? -1 : 1) ||
          compare(a.cells[0], b.cells[0]),
      );
      heads.forEach((head, index) => {
        head.ariaSort = index === place ? (down ? "descending" : "ascending") : null;
      });
      body.replaceChildren(...rows.map(({ row }) => row));
    };
    sort(first, true);
    const caption = el("caption", {}, count(nodes.length, "of.row"));
    const scroll = el(
      "div",
      { class: "scroller" },
      el("table", {}, caption, el("thead", {}, el("tr", {}, ...heads)), body),
    );
    return [el("h2", {}, title), scroll];
  }

  /**
   * @param {Node} node
   * @param {Cell[]} cells
   * @param {Column[]} columns
   */
  #row(node, cells, columns) {
    const [name, ...others] = cells;
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        button({}, () => this.pick(node), String(name)),
      ),
      ...others.map((cell, place) =>
        el("td", { class: columns[place + 1].number ? "number" : null }, String(cell)),
      ),
    );
  }
}

/**
 * @param {Cell} a
 * @param {Cell} b
 */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? 1 : -1;
  return collate(String(a), String(b));
}

/** @param {View} view @param {Node} node */
function listNames(view, node) {
  return [...new Set(listTies(view, node).map((tie) => tie.cooperation.label))].join(", ");
}

/** @param {View} view @param {Node} node */
function nameLead(view, node) {
  return listTies(view, node).find((tie) => tie.role === "lead")?.member.label ?? "";
}
