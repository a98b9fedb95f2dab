import { say } from "../../i18n/language.js";
import {
  columnsOfCooperations,
  columnsOfEvents,
  columnsOfMembers,
  columnsOfPractices,
} from "./columns.js";
import { Grid } from "./grid.js";
import { Sheet } from "./sheet.js";
import { columnsOfMemberships, columnsOfTransfers } from "./tie_columns.js";

/**
 * @typedef {"members" | "cooperations" | "practices" | "events" | "transfers" | "memberships"} List
 */

/** @type {[List, string][]} each with the column by which it is sorted at first */
const LISTS = [
  ["members", "-networks"],
  ["cooperations", "-members"],
  ["practices", "-learners"],
  ["events", "event"],
  ["transfers", "practice"],
  ["memberships", "network"],
];

/** Everything that passes the filters, as rows. */
export class Table extends Sheet {
  /**
   * @param {import("../../record/model.js").Model} model
   * @param {import("../page.js").Page} page
   */
  constructor(model, page) {
    super(model, page, "lists");
    this.grid = this.#make();
  }

  title() {
    return say("rows.title");
  }

  fill() {
    this.grid = this.#make();
    const ways = LISTS.map(
      ([list]) => /** @type {[string, string]} */ ([list, say(`rows.${list}`)]),
    );
    return [
      ...this.head(say("rows.said")),
      this.choice("list", say("rows.which"), ways),
      this.grid.element,
    ];
  }

  /** Another list is sorted its own way. @param {string} part @param {string} value */
  turn(part, value) {
    super.turn(part, value, part === "list" ? { sort: "" } : {});
  }

  #list() {
    return /** @type {List} */ (
      this.read(
        "list",
        LISTS.map(([list]) => list),
      )
    );
  }

  /** @returns {Grid<any>} */
  #make() {
    const list = this.#list();
    const usual = LISTS.find(([name]) => name === list)?.[1] ?? "";
    const sort = this.place.extra["sort"] || usual;
    return new Grid({
      name: say(`rows.${list}`),
      ...this.#describe(list),
      sort,
      sorted: (now) => this.note({ sort: now === usual ? "" : now }),
    });
  }

  /**
   * @param {List} list
   * @returns {{ columns: import("./grid.js").Column<any>[], rows: any[] }}
   */
  #describe(list) {
    const { model, view } = this;
    const shown = model.nodes.filter((node) => view.shown[node.index]);
    if (list === "members") {
      return {
        columns: columnsOfMembers(model, view),
        // Who is shown for a practice alone has networks, though none of those that are chosen.
        rows: shown.filter(
          (node) => node.member && (view.degree[node.index] > 0 || !node.ties.length),
        ),
      };
    }
    if (list === "cooperations") {
      return {
        columns: columnsOfCooperations(model, view),
        rows: shown.filter(({ joins }) => joins),
      };
    }
    if (list === "practices") {
      return {
        columns: columnsOfPractices(model, view),
        rows: shown.filter(({ kind }) => kind === "practice"),
      };
    }
    if (list === "events") {
      return {
        columns: columnsOfEvents(model),
        rows: shown.filter(({ kind }) => kind === "event"),
      };
    }
    return list === "transfers"
      ? { columns: columnsOfTransfers(model), rows: [...view.transfers] }
      : { columns: columnsOfMemberships(model), rows: [...view.ties] };
  }

  table() {
    return this.grid;
  }
}
