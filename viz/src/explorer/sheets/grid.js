import { collate, count, say, sayNumber } from "../../i18n/language.js";
import { writeText } from "../../record/selection_address.js";
import { button, el, link } from "../../shared/dom.js";
import { fold } from "../../shared/fold.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Source} Source
 * @typedef {string | number | Node | Node[] | Source[]} Cell a text, a number, things of the page
 *   or sources
 * @typedef {{ cells: Cell[], order: (string | number | undefined)[] }} Line
 */

/**
 * @template T
 * @typedef {object} Column
 * @property {string} id as the address and the file name it
 * @property {string} name
 * @property {(row: T) => Cell} read
 * @property {(row: T) => string | number} [order] by what to sort, where not by what is read
 * @property {number} [wide] its share of the width, 1 where not said
 * @property {boolean} [number] figures: set to the right, the largest first
 */

/** How many things a cell lists before it is opened. */
const MOST = 5;
/** So many rows are shown at once, the others while nothing else is to do. */
const FIRST = 80;
const SLICE = 250;

/**
 * A table whose rows can be sorted and narrowed.
 *
 * @template T
 */
export class Grid {
  /**
   * @param {object} kit
   * @param {string} kit.name of the table, for readers and files
   * @param {Column<T>[]} kit.columns the first names the row
   * @param {T[]} kit.rows in their usual order
   * @param {string} [kit.sort] id of a column, after - where the largest comes first
   * @param {(sort: string) => void} [kit.sorted] called when the reader sorts
   */
  constructor({ name, columns, rows, sort = "", sorted }) {
    this.name = name;
    this.columns = columns;
    /** @type {Line[]} */
    this.all = rows.map((row) => ({
      cells: columns.map((column) => column.read(row)),
      order: columns.map((column) => column.order?.(row)),
    }));
    this.rows = this.all;
    this.sorted = sorted;
    this.turn = 0;
    this.body = el("tbody");
    this.tally = el("span", { role: "status" });
    this.heads = columns.map((column) => this.#head(column));
    this.sort(sort);
    this.element = this.#build();
  }

  #build() {
    const total = this.columns.reduce((sum, { wide = 1 }) => sum + wide, 0);
    const widths = this.columns.map(({ wide = 1 }) => {
      const column = el("col");
      column.style.width = `${(100 * wide) / total}%`;
      return column;
    });
    const table = el(
      "table",
      { "aria-label": this.name },
      el("colgroup", {}, ...widths),
      el("thead", {}, el("tr", {}, ...this.heads)),
      this.body,
    );
    table.style.minWidth = `${total * 66}px`;
    return el(
      "div",
      { class: "grid" },
      this.#narrower(),
      el("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": this.name }, table),
    );
  }

  #narrower() {
    const input = el("input", {
      type: "text",
      class: "narrow",
      "aria-label": say("grid.find.name", { name: this.name }),
      placeholder: say("grid.find"),
      autocomplete: "off",
      spellcheck: "false",
    });
    input.addEventListener("input", () => this.narrow(input.value));
    return el("div", { class: "over" }, this.tally, this.all.length > 12 && input);
  }

  /** @param {Column<T>} column */
  #head(column) {
    const head = el("th", { scope: "col", class: column.number ? "number" : null });
    head.append(
      button(
        { "data-key": `sort/${this.name}/${column.id}` },
        () => {
          const now = head.ariaSort;
          const falls = now ? now === "ascending" : Boolean(column.number);
          const sort = `${falls ? "-" : ""}${column.id}`;
          this.sort(sort);
          this.sorted?.(sort);
        },
        column.name,
      ),
    );
    return head;
  }

  /**
   * Sort by a column; one that is not known leaves the rows in their usual order.
   *
   * @param {string} sort
   */
  sort(sort) {
    const falls = sort.startsWith("-");
    const place = this.columns.findIndex(({ id }) => id === sort.replace(/^-/, ""));
    this.heads.forEach((head, index) => {
      head.ariaSort = index === place ? (falls ? "descending" : "ascending") : null;
    });
    if (place >= 0) {
      this.all = sortLines(this.all, place, falls);
    }
    this.narrow(this.needle ?? "");
  }

  /**
   * Keep only the rows in which each of these words stands.
   *
   * @param {string} needle
   */
  narrow(needle) {
    this.needle = needle;
    const words = fold(needle).split(" ").filter(Boolean);
    this.rows = !words.length
      ? this.all
      : this.all.filter(({ cells }) => {
          const text = fold(cells.map(sayCell).join(" "));
          return words.every((word) => text.includes(word));
        });
    this.tally.textContent =
      this.rows.length === this.all.length
        ? count(this.rows.length, "of.row")
        : say("grid.some", { some: sayNumber(this.rows.length), all: sayNumber(this.all.length) });
    this.#paint();
  }

  #paint() {
    this.turn += 1;
    this.body.replaceChildren(...this.rows.slice(0, FIRST).map((line) => this.#row(line)));
    if (this.rows.length > FIRST) this.#more(FIRST, this.turn);
  }

  /**
   * Add the rows that follow, in slices, so that the page answers in between.
   *
   * @param {number} from
   * @param {number} turn
   */
  #more(from, turn) {
    setTimeout(() => {
      if (turn !== this.turn) return;
      const slice = this.rows.slice(from, from + SLICE);
      this.body.append(...slice.map((line) => this.#row(line)));
      if (from + SLICE < this.rows.length) this.#more(from + SLICE, turn);
    });
  }

  /** @param {Line} line */
  #row({ cells }) {
    return el(
      "tr",
      {},
      ...cells.map((cell, place) =>
        place
          ? el("td", { class: this.columns[place].number ? "number" : null }, ...showCell(cell))
          : el("th", { scope: "row" }, ...showCell(cell)),
      ),
    );
  }

  /**
   * The rows that are shown, as they are sorted, for a file: things by name and by address, sources
   * by name and page.
   *
   * @returns {{ head: string[], rows: (string | number)[][] }}
   */
  list() {
    const kinds = this.columns.map(
      (_, place) =>
        this.all
          .map(({ cells }) => cells[place])
          .map(findKind)
          .find(Boolean) ?? "",
    );
    const head = this.columns.flatMap(({ id }, place) =>
      kinds[place] === "thing"
        ? [id, `${id}_id`]
        : kinds[place] === "source"
          ? [id, `${id}_url`]
          : [id],
    );
    const rows = this.rows.map(({ cells }) =>
      cells.flatMap((cell, place) => {
        if (!kinds[place]) return [typeof cell === "number" ? cell : sayCell(cell)];
        return [
          sayCell(cell),
          listCell(cell)
            .map((one) => ("key" in one ? one.id : one.url))
            .join(" "),
        ];
      }),
    );
    return { head, rows };
  }
}

/** @param {Cell} cell @returns {(Node | Source)[]} */
function listCell(cell) {
  return typeof cell === "object" ? (Array.isArray(cell) ? cell : [cell]) : [];
}

/** @param {Cell} cell */
function findKind(cell) {
  const [first] = listCell(cell);
  return first && ("key" in first ? "thing" : "source");
}

/**
 * A cell as text.
 *
 * @param {Cell} cell
 * @returns {string}
 */
export function sayCell(cell) {
  if (typeof cell !== "object") return String(cell);
  return listCell(cell)
    .map((one) => one.label)
    .join("; ");
}

/**
 * A link to the details of a node, which the sheet follows without leaving.
 *
 * @param {Node} node
 * @param {string} [text]
 */
export function lead(node, text = node.label) {
  return el(
    "a",
    { class: "to", href: `#at=${writeText(node.key)}`, "data-node": node.index },
    text,
  );
}

/** A source, told in full where only its beginning has room. @param {Source} source */
function cite({ url, label }) {
  const made = link(url ?? "", label);
  made.className = "cited";
  made.title = label;
  return made;
}

/**
 * What a cell shows: of a long list its beginning, and the rest on demand, so that rows stay low.
 *
 * @param {Cell} cell
 * @returns {(HTMLElement | string)[]}
 */
function showCell(cell) {
  if (typeof cell !== "object") return [String(cell)];
  const all = listCell(cell).map((one) => ("key" in one ? lead(one) : cite(one)));
  const rest = all.length > MOST + 1 ? all.splice(MOST) : [];
  const shown = all.flatMap((made, place) => (place ? [", ", made] : [made]));
  if (!rest.length) return shown;
  const more = button(
    { class: "rest" },
    () => {
      more.replaceWith(...rest.flatMap((made, place) => (place ? [", ", made] : [made])));
      rest[0].focus();
    },
    count(rest.length, "list.more"),
  );
  return [...shown, ", ", more];
}

/**
 * Sort lines by a column, then by the first one; where nothing is recorded they come last.
 *
 * @param {Line[]} lines
 * @param {number} place of the column
 * @param {boolean} falls
 */
function sortLines(lines, place, falls) {
  const keyed = lines.map((line) => ({
    line,
    key: weigh(line.order[place] ?? line.cells[place]),
    name: weigh(line.cells[0]),
  }));
  keyed.sort(
    (a, b) =>
      Number(a.key === "") - Number(b.key === "") ||
      compareKeys(a.key, b.key) * (falls ? -1 : 1) ||
      compareKeys(a.name, b.name),
  );
  return keyed.map(({ line }) => line);
}

/** @param {Cell} cell */
function weigh(cell) {
  return typeof cell === "number" ? cell : sayCell(cell);
}

/** @param {string | number} a @param {string | number} b */
function compareKeys(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a === b ? 0 : collate(String(a), String(b));
}
