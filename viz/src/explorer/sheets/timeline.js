import { count, say, sayNumber, sayTerm } from "../../i18n/language.js";
import { sayDate, sayDates } from "../../shared/dates.js";
import { el } from "../../shared/dom.js";
import { roveTabindex } from "../../shared/roving_tabindex.js";
import { columnsOfChronicle } from "./columns.js";
import { Grid, lead } from "./grid.js";
import { Sheet } from "./sheet.js";
import { DIAMOND, drawSign, findColour, findSign } from "./signs.js";
import { bundleSpans, listYears, ORDERS, readChronicle } from "./spans.js";
import { drawTimeline } from "./timeline_picture.js";

/**
 * @typedef {import("./spans.js").Bundle} Bundle
 * @typedef {import("./spans.js").Chronicle} Chronicle
 * @typedef {import("./spans.js").Happening} Happening
 * @typedef {import("./spans.js").Order} Order
 * @typedef {import("./spans.js").Span} Span
 * @typedef {import("./spans.js").Stage} Stage
 * @typedef {import("../../record/model.js").Node} Node
 */

/** When networks ran: a bar for each, their phases on it, events above. */
export class Timeline extends Sheet {
  /**
   * @param {import("../../record/model.js").Model} model
   * @param {import("../page.js").Page} page
   */
  constructor(model, page) {
    super(model, page, "timeline");
    this.chronicle = readChronicle(model, page.view);
    /** @type {Grid<Node> | null} */
    this.grid = null;
  }

  title() {
    return say("time.title");
  }

  fill() {
    this.chronicle = readChronicle(this.model, this.view);
    const { spans, undated } = this.chronicle;
    const bundles = bundleSpans(this.model, spans, this.#order());
    this.grid = null;
    return [
      ...this.head(this.#said("time.left")),
      this.choice(
        "by",
        say("time.by"),
        ORDERS.map((order) => [order, say(`time.by.${order}`)]),
      ),
      this.#key(),
      ...(spans.length ? [this.#chart(bundles)] : []),
      ...this.#list("time.yearless", this.chronicle.yearless, (node) => sayWhen(node)),
      ...this.#list("time.undated", undated, (node) => sayTerm(node.type)),
      this.#twin(),
    ];
  }

  #order() {
    return /** @type {Order} */ (this.read("by", ORDERS));
  }

  /** @param {"time.left" | "time.out"} left what is said of those without a start */
  #said(left) {
    const { spans, undated } = this.chronicle;
    const open = spans.filter((span) => span.open).length;
    return [
      spans.length ? count(spans.length, "time.said") : say("shown.none"),
      open && count(open, "time.open"),
      undated.length && count(undated.length, left),
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** What the signs mean. */
  #key() {
    const used = new Set(this.chronicle.spans.map(({ node }) => node.group));
    const groups = this.model.groups.filter(({ id }) => used.has(id));
    const sample = (/** @type {string} */ kind, /** @type {HTMLElement | SVGElement} */ sign) =>
      el("li", {}, sign, say(`time.key.${/** @type {"open"} */ (kind)}`));
    return el(
      "ul",
      { class: "legend", "aria-label": say("sheet.legend") },
      ...groups.map(({ id, label, colour }) =>
        el("li", {}, drawSign(findSign(this.model, id), colour), sayTerm(label)),
      ),
      sample("open", el("span", { class: "sample pale" })),
      sample("phase", el("span", { class: "sample stage" })),
      sample("event", drawSign(DIAMOND, "currentColor")),
    );
  }

  /** @param {Bundle[]} bundles */
  #chart(bundles) {
    const { first, last, happenings } = this.chronicle;
    const chart = el(
      "div",
      { class: "chart" },
      this.#axis(),
      ...(happenings.length
        ? [
            el("h3", {}, say("time.events")),
            el("ul", { class: "spans" }, ...happenings.map((one) => this.#happening(one))),
          ]
        : []),
      ...bundles.flatMap((bundle) => this.#bundle(bundle)),
    );
    chart.style.setProperty("--years", String(last + 1 - first));
    chart.style.setProperty("--shift", String((5 - (first % 5)) % 5));
    roveTabindex(chart, "button.span");
    return chart;
  }

  #axis() {
    const { first, last } = this.chronicle;
    const few = new Set(listYears(first, last, 8));
    return el(
      "div",
      { class: "axis", "aria-hidden": "true" },
      ...listYears(first, last, 26).map((year) => {
        const tick = el("span", { class: few.has(year) ? null : "minor" }, String(year));
        tick.style.left = this.#place(year);
        return tick;
      }),
    );
  }

  /** Where a moment lies, as CSS. @param {number} moment */
  #place(moment) {
    const { first, last } = this.chronicle;
    return `${((100 * (moment - first)) / (last + 1 - first)).toFixed(3)}%`;
  }

  /** @param {Bundle} bundle */
  #bundle({ id, label, spans }) {
    const order = this.#order();
    const name = label
      ? sayTerm(label)
      : say(order === "programme" ? "no.programme" : "time.networks");
    const sign =
      order === "theme" && drawSign(findSign(this.model, id), findColour(this.model, id));
    return [
      el("h3", {}, sign, name, " ", el("small", {}, sayNumber(spans.length))),
      el("ul", { class: "spans" }, ...spans.map((span) => this.#span(span))),
    ];
  }

  /** @param {Span} span */
  #span(span) {
    const { node, from, to, open, stages } = span;
    const colour = findColour(this.model, node.group);
    const bar = el("span", { class: open ? "stretch open" : "stretch" });
    bar.style.left = this.#place(from);
    bar.style.width = this.#wide(from, to);
    const lanes = Math.max(1, ...stages.map((stage) => stage.lane + 1));
    const sign = drawSign(findSign(this.model, node.group), colour);
    sign.style.left = this.#place(from);
    const line = this.#line(
      node,
      this.#tell(span),
      to,
      from,
      bar,
      ...stages.map((stage) => this.#stage(stage, lanes)),
      sign,
    );
    line.style.setProperty("--tint", colour);
    return line;
  }

  /** @param {number} from @param {number} to */
  #wide(from, to) {
    const { first, last } = this.chronicle;
    return `${((100 * (to - from)) / (last + 1 - first)).toFixed(3)}%`;
  }

  /** @param {Stage} stage @param {number} lanes */
  #stage({ phase, from, to, lane }, lanes) {
    const mark = el("span", { class: "stage", title: this.#sayPhase(phase) });
    mark.style.left = this.#place(from);
    mark.style.width = this.#wide(from, to);
    mark.style.top = `${3 + (14 * lane) / lanes}px`;
    mark.style.height = `${14 / lanes - (lanes > 1 ? 1 : 0)}px`;
    return mark;
  }

  /** @param {import("../../record/model.js").Phase} phase */
  #sayPhase({ label, start, months, sources }) {
    const when = start
      ? say("time.phase.from", { date: sayDate(start) })
      : say("time.phase.undated");
    const long = months === null ? "" : `, ${count(months, "of.month")}`;
    const cited = sources.map((source) => source.label).join("; ") || say("source.none");
    return `${label}: ${when}${long}. ${say("source")} ${cited}`;
  }

  /** @param {Happening} happening */
  #happening({ node, from, to }) {
    const middle = from.exact === "day" ? from.from : (from.from + to) / 2;
    const stretch = el("span", { class: "moment" });
    stretch.style.left = this.#place(from.from);
    stretch.style.width = this.#wide(from.from, to);
    const sign = drawSign(DIAMOND, "currentColor");
    sign.classList.add("diamond");
    sign.style.left = this.#place(middle);
    return this.#line(node, sayWhen(node), Math.max(to, middle + 0.2), from.from, stretch, sign);
  }

  /**
   * @param {Node} node
   * @param {string} told what the marks say, in words
   * @param {number} to where the marks end
   * @param {number} from where they start
   * @param {...(Element | null)} marks
   */
  #line(node, told, to, from, ...marks) {
    const { first, last } = this.chronicle;
    const left = last + 1 - to < (from - first) * 0.75 && last + 1 - to < (last + 1 - first) * 0.3;
    const label = el("span", { class: left ? "label left" : "label" }, node.label);
    if (left) label.style.right = this.#place(first + last + 1 - from);
    else label.style.left = this.#place(to);
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "span",
          title: `${node.label}: ${told}`,
          "data-node": node.index,
          "data-key": node.key,
        },
        ...marks,
        label,
        el("span", { class: "unseen" }, `: ${told}`),
      ),
    );
  }

  /** @param {Span} span */
  #tell({ node, open, loose }) {
    const group = this.model.groups.find(({ id }) => id === node.group)?.label ?? "";
    const years = open
      ? say("years.open", { start: String(node.start) })
      : say("years.both", { start: String(node.start), end: String(node.end) });
    return [
      sayTerm(node.type),
      years,
      sayTerm(group),
      node.phases.length ? count(node.phases.length, "of.phase") : "",
      ...loose.map((phase) => this.#sayPhase(phase)),
    ]
      .filter(Boolean)
      .join(", ");
  }

  /**
   * What has no place on the line of years.
   *
   * @param {"time.yearless" | "time.undated"} key
   * @param {Node[]} nodes
   * @param {(node: Node) => string} tell
   */
  #list(key, nodes, tell) {
    if (!nodes.length) return [];
    return [
      el("h3", {}, count(nodes.length, key)),
      el(
        "ul",
        { class: "aside" },
        ...nodes.map((node) => el("li", {}, lead(node), el("small", {}, tell(node)))),
      ),
    ];
  }

  /** The same as a table, made when it is opened. */
  #twin() {
    const rest = el("details", { class: "twin" }, el("summary", {}, say("sheet.twin")));
    rest.addEventListener("toggle", () => {
      if (rest.open && rest.children.length < 2) rest.append(this.table().element);
    });
    return rest;
  }

  table() {
    const { spans, undated } = this.chronicle;
    this.grid ??= new Grid({
      name: this.title(),
      columns: columnsOfChronicle(this.model),
      rows: [...spans.map(({ node }) => node), ...undated],
    });
    return this.grid;
  }

  picture() {
    const bundles = bundleSpans(this.model, this.chronicle.spans, this.#order());
    const said = this.#said("time.out");
    return drawTimeline(this.model, this.chronicle, bundles, this.title(), said, this.page.cite());
  }
}

/** @param {Node} node an event */
function sayWhen(node) {
  const said = sayDates(node.from, node.until) || say("date.unknown");
  return [sayTerm(node.type), said].filter(Boolean).join(", ");
}
