import { count, say, sayNumber, sayTerm } from "../../i18n/language.js";
import { button, el } from "../../shared/dom.js";
import { press, roveTabindex } from "../../shared/roving_tabindex.js";
import { svgElement } from "../../shared/svg_element.js";
import { columnsOfPractices, sayLand } from "./columns.js";
import { drawRibbon, findTransfers, layFlow } from "./flows.js";
import { trim } from "./frame.js";
import { Grid } from "./grid.js";
import { drawFlow } from "./practices_picture.js";
import { Sheet } from "./sheet.js";
import { drawSign, findColour, findSign } from "./signs.js";
import { columnsOfTransfers } from "./tie_columns.js";

/**
 * @typedef {import("./flows.js").End} End
 * @typedef {import("./flows.js").Flow} Flow
 * @typedef {import("./flows.js").Ribbon} Ribbon
 * @typedef {import("./flows.js").Side} Side
 * @typedef {import("../../record/model.js").Node} Node
 */

/** So few cities stand for themselves without being asked. */
const FEW = 60;
const BAR = 9;

/** Who learns from whom: good practices flow from cities to cities. */
export class Practices extends Sheet {
  /**
   * @param {import("../../record/model.js").Model} model
   * @param {import("../page.js").Page} page
   */
  constructor(model, page) {
    super(model, page, "practices");
    this.width = 0;
    this.said = "";
    /** @type {Flow} */
    this.flow = { givers: [], learners: [], ribbons: [], height: 0 };
    this.stage = el("div", { class: "flow" });
    this.watch = new ResizeObserver(() => this.#draw(false));
    this.watch.observe(this.stage);
  }

  title() {
    return say("flow.title");
  }

  fill() {
    const practices = this.model.nodes.filter(
      (node) => node.kind === "practice" && this.view.shown[node.index],
    );
    this.flow = layFlow(this.view.transfers, (side, node) => this.#isOpen(side, node));
    this.grid = new Grid({
      name: say("flow.all"),
      columns: columnsOfPractices(this.model, this.view),
      rows: practices,
      sort: this.place.extra["sort"] || "-learners",
      sorted: (now) => this.note({ sort: now === "-learners" ? "" : now }),
    });
    this.said = this.#said(practices);
    this.#draw(true);
    const [giver, learner] = this.#chosen();
    this.inner = null;
    return [
      ...this.head(this.said),
      ...(this.view.transfers.size
        ? [
            el(
              "div",
              { class: "choices" },
              this.choice("by", say("flow.by"), this.#ways()),
              ...this.#folds(),
            ),
            this.#key(),
            this.stage,
          ]
        : []),
      ...(giver && learner ? [this.#lesson(giver, learner)] : []),
      ...(practices.length ? [el("h3", {}, say("flow.all")), this.grid.element] : []),
    ];
  }

  /** Whether countries or cities are usual depends on how many cities there are. */
  #usual() {
    const ends = new Set(
      [...this.view.transfers].flatMap(({ giver, learner }) => [giver, learner]),
    );
    return ends.size > FEW ? "country" : "city";
  }

  /** @returns {[string, string][]} */
  #ways() {
    const ways = /** @type {const} */ (["country", "city"]);
    return (this.#usual() === "city" ? [ways[1], ways[0]] : ways).map((way) => [
      way,
      say(`flow.by.${way}`),
    ]);
  }

  #way() {
    return this.read(
      "by",
      this.#ways().map(([one]) => one),
    );
  }

  /** @param {Side} side @param {Node} node */
  #isOpen(side, node) {
    return this.#way() === "city" || !node.country || this.#opened().has(`${side}.${node.country}`);
  }

  #opened() {
    return new Set((this.place.extra["open"] ?? "").split(",").filter(Boolean));
  }

  /** Countries that are open, each to be folded again. */
  #folds() {
    const open = this.#opened();
    return [...open].sort().map((key) => {
      const name = sayLand(this.model, key.slice(key.indexOf(".") + 1));
      return button(
        {
          class: "fold",
          "data-key": `fold/${key}`,
          "aria-label": say("flow.fold", { country: name }),
        },
        () => {
          open.delete(key);
          this.turn("open", [...open].join(","));
        },
        `${name} ✕`,
      );
    });
  }

  /** @param {Node[]} practices */
  #said(practices) {
    const all = [...this.view.transfers];
    const number = (/** @type {"practice" | Side} */ part) =>
      new Set(all.map((one) => one[part])).size;
    if (!practices.length) return say("flow.none");
    const unlearnt = practices.length - number("practice");
    return [
      say("flow.said", {
        transfers: count(all.length, "of.transfer"),
        practices: count(number("practice"), "of.practice"),
        givers: count(number("giver"), "of.member"),
        learners: count(number("learner"), "of.member"),
      }),
      unlearnt > 0 && count(unlearnt, "flow.unlearnt"),
      say("flow.how"),
    ]
      .filter(Boolean)
      .join(" ");
  }

  #key() {
    const used = new Set([...this.view.transfers].map(({ cooperation }) => cooperation.group));
    return el(
      "ul",
      { class: "legend", "aria-label": say("sheet.legend") },
      ...this.model.groups
        .filter(({ id }) => used.has(id))
        .map(({ id, label, colour }) =>
          el(
            "li",
            { "data-group": id },
            drawSign(findSign(this.model, id), colour),
            sayTerm(label),
          ),
        ),
    );
  }

  /** @param {boolean} anew also where the width is the same */
  #draw(anew) {
    const width = Math.max(280, Math.round(this.stage.clientWidth || this.region.clientWidth - 48));
    if (!anew && width === this.width) return;
    this.width = width;
    const held = document.activeElement?.getAttribute("data-key");
    this.stage.classList.toggle("lands", this.#way() === "country" && !this.#opened().size);
    this.stage.replaceChildren(this.#paint(width));
    if (held && !anew) {
      /** @type {SVGElement | null} */ (
        this.stage.querySelector(`[data-key="${CSS.escape(held)}"]`)
      )?.focus({ preventScroll: true });
    }
  }

  /** @param {number} width */
  #paint(width) {
    const room = Math.min(220, Math.round(width * 0.3));
    const { givers, learners, ribbons, height } = this.flow;
    const [left, right] = [room + BAR, width - room - BAR];
    const made = svgElement(
      "svg",
      {
        width,
        height: height + 26,
        viewBox: `0 -24 ${width} ${height + 26}`,
        role: "group",
        "aria-label": this.title(),
      },
      svgElement(
        "text",
        { x: room, y: -8, "text-anchor": "end", class: "side" },
        say("flow.givers"),
      ),
      svgElement("text", { x: width - room, y: -8, class: "side" }, say("flow.learners")),
      ...ribbons.map((one) => this.#ribbon(one, left, right)),
      ...givers.map((end) => this.#end(end, room, room - 6, "end", room - 10)),
      ...learners.map((end) => this.#end(end, right, width - room + 6, "start", room - 10)),
    );
    this.#wire(made);
    roveTabindex(made, "[data-end]");
    return made;
  }

  /** @param {Ribbon} ribbon @param {number} left @param {number} right */
  #ribbon(ribbon, left, right) {
    const { giver, learner, group, transfers } = ribbon;
    const name =
      `${this.#name(giver)} → ${this.#name(learner)}: ${count(transfers.length, "of.transfer")}, ` +
      sayTerm(this.model.groups.find(({ id }) => id === group)?.label ?? "");
    const made = svgElement(
      "path",
      {
        d: drawRibbon(ribbon, left, right),
        fill: findColour(this.model, group),
        class: "ribbon",
        "data-giver": giver.key,
        "data-learner": learner.key,
      },
      svgElement("title", {}, name),
    );
    made.addEventListener("click", () => this.#learn(giver, learner));
    return made;
  }

  /**
   * @param {End} end
   * @param {number} x of its bar
   * @param {number} at where its name stands
   * @param {"start" | "end"} anchor
   * @param {number} room for its name
   */
  #end(end, x, at, anchor, room) {
    const number = end.transfers.length;
    // A name may be cut where it has no room; the title is whole.
    const sign = end.node || !end.country ? "" : "+ ";
    const text = trim(`${sign}${this.#name(end)}`, room - 26, 13);
    const middle = end.top + end.height / 2;
    const made = svgElement(
      "g",
      {
        role: "button",
        class: end.node ? "end" : "end land",
        "data-end": `${end.side}/${end.key}`,
        "data-key": `${end.side}/${end.key}`,
      },
      svgElement("title", {}, this.#tell(end)),
      svgElement("rect", {
        x: anchor === "end" ? x - room - 6 : x,
        y: middle - 9,
        width: room + 18,
        height: 18,
        class: "hit",
      }),
      svgElement("rect", {
        x,
        y: end.top,
        width: BAR,
        height: Math.max(2, end.height),
        class: "bar",
      }),
      svgElement(
        "text",
        { x: at, y: middle + 4.5, "text-anchor": anchor, "aria-hidden": "true" },
        text,
        " ",
        svgElement("tspan", { class: "number" }, sayNumber(number)),
      ),
    );
    press(made, () => this.#open(end));
    return made;
  }

  /** @param {End} end */
  #name({ node, country }) {
    return node ? node.label : sayLand(this.model, country) || say("no.country");
  }

  /** @param {End} end */
  #tell(end) {
    const number = count(end.transfers.length, "of.transfer");
    const what = say(end.side === "giver" ? "flow.gave" : "flow.learnt", { number });
    const next = end.node ? "" : ` ${say("flow.expand")}`;
    return `${this.#name(end)}: ${what}.${next}`;
  }

  /** A city leads to its details, a country to its cities. @param {End} end */
  #open(end) {
    if (end.node) {
      this.page.pick(end.node);
      return;
    }
    const open = this.#opened().add(`${end.side}.${end.country}`);
    this.turn("open", [...open].sort().join(","));
  }

  /** @param {End} giver @param {End} learner */
  #learn(giver, learner) {
    this.turn("flow", `${giver.key}~${learner.key}`);
  }

  /** Light what an end or a ribbon joins. @param {SVGElement} made */
  #wire(made) {
    const light = (/** @type {Event} */ event) => {
      const found = /** @type {Element} */ (event.target);
      const end = found.closest("[data-end]")?.getAttribute("data-end");
      const ribbon = found.closest(".ribbon");
      for (const one of made.querySelectorAll(".ribbon")) {
        const ends = [
          `giver/${one.getAttribute("data-giver")}`,
          `learner/${one.getAttribute("data-learner")}`,
        ];
        one.classList.toggle("lit", one === ribbon || Boolean(end && ends.includes(end)));
      }
      made.classList.toggle("dim", Boolean(end || ribbon));
    };
    for (const kind of ["pointerover", "focusin"]) made.addEventListener(kind, light);
    for (const kind of ["pointerleave", "focusout"]) {
      made.addEventListener(kind, () => made.classList.remove("dim"));
    }
  }

  /** The two ends whose transfers are shown. */
  #chosen() {
    const [giver = "", learner = ""] = (this.place.extra["flow"] ?? "").split("~");
    const known = giver && learner && findTransfers(this.view, giver, learner).length;
    return known ? [giver, learner] : ["", ""];
  }

  /** @param {string} giver @param {string} learner */
  #lesson(giver, learner) {
    const rows = findTransfers(this.view, giver, learner);
    const name = (/** @type {string} */ key, /** @type {Node} */ node) =>
      node.key === key ? node.label : sayLand(this.model, node.country) || say("no.country");
    const title = `${name(giver, rows[0].giver)} → ${name(learner, rows[0].learner)}`;
    this.inner = new Grid({
      name: title,
      columns: columnsOfTransfers(this.model),
      rows,
      sort: "practice",
    });
    return el(
      "section",
      { class: "inset", id: "lesson", "aria-labelledby": "lesson-name" },
      button({ class: "close", "aria-label": say("flow.close") }, () => this.turn("flow", ""), "✕"),
      el("h3", { tabindex: -1, id: "lesson-name" }, title),
      el("p", { class: "said" }, count(rows.length, "flow.lesson")),
      this.inner.element,
    );
  }

  /** @param {import("../../record/address.js").Place | null} before */
  settle(before) {
    this.#draw(false);
    const flow = this.place.extra["flow"];
    if (!flow || before?.extra["flow"] === flow) return;
    const made = /** @type {HTMLElement | null} */ (this.root.querySelector("#lesson"));
    made?.scrollIntoView({ block: "nearest" });
    made?.querySelector("h3")?.focus({ preventScroll: true });
  }

  table() {
    return this.inner ?? this.grid ?? null;
  }

  picture() {
    const names = (/** @type {End} */ end) => this.#name(end);
    return drawFlow(this.model, this.flow, names, this.title(), this.said, this.page.cite());
  }
}
