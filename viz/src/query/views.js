import { button, el, swatch } from "../shared/dom.js";
import { listenGestures } from "../shared/gestures.js";
import { Canvas } from "./canvas.js";
import { drawChart } from "./chart.js";
import { lackForMap, planMap } from "./geo.js";
import { LIMITS, lackForGraph, planGraph } from "./graph.js";
import { placeMarks } from "./layout.js";
import { chooseColumns, gatherSeries, lackForChart, listChoices } from "./series.js";
import { linkTerm, Table } from "./table.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Column} Column
 * @typedef {import("./endpoint.js").Endpoint} Endpoint
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./picture.js").Plan} Plan
 * @typedef {import("./place.js").ViewName} ViewName
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 * @typedef {{ svg: () => string, png: () => Promise<Blob | null> }} Picture what can be kept
 * @typedef {object} Shown
 * @property {Picture | null} picture
 * @property {() => void} close
 *
 * @typedef {object} Task
 * @property {HTMLElement} stage
 * @property {Answer} answer
 * @property {Vocabulary} vocabulary
 * @property {Endpoint} endpoint
 * @property {string} title
 * @property {AbortSignal} signal that ends when another view is chosen
 */

const NOTHING = { picture: null, close: () => undefined };

/** @type {Record<ViewName, { lack: (answer: Answer) => string, show: (task: Task) =>
 *   Promise<Shown> }>} */
const VIEWS = {
  table: { lack: () => "", show: showTable },
  network: { lack: lackForGraph, show: showNetwork },
  map: { lack: lackForMap, show: showMap },
  chart: { lack: lackForChart, show: showChart },
};

/**
 * Show an answer in one of the views, or say what it lacks for it.
 *
 * @param {ViewName} name
 * @param {Task} task
 * @returns {Promise<Shown>}
 */
export async function showAnswer(name, task) {
  const { stage, answer } = task;
  stage.dataset["view"] = name;
  if (answer.truth !== null) {
    stage.replaceChildren(el("p", { class: "truth" }, answer.truth ? "Yes" : "No"));
    return NOTHING;
  }
  if (!answer.rows.length) {
    stage.replaceChildren(
      el("p", { class: "hint" }, "No rows: nothing in the data fits the query."),
    );
    return NOTHING;
  }
  const lack = VIEWS[name].lack(answer);
  if (lack) {
    stage.replaceChildren(el("p", { class: "hint" }, lack));
    return NOTHING;
  }
  return VIEWS[name].show(task);
}

/** @param {Task} task */
async function showTable({ stage, answer, vocabulary, endpoint }) {
  new Table(stage, answer, vocabulary, endpoint);
  return NOTHING;
}

/** @param {Task} task */
async function showNetwork(task) {
  const { stage, answer, vocabulary, title, signal } = task;
  const plan = planGraph(answer, vocabulary, title);
  const [things, edges] = [plan.marks.length, plan.lines.length];
  if (things > LIMITS.things || edges > LIMITS.edges) {
    stage.replaceChildren(
      el(
        "p",
        { class: "hint" },
        `${things.toLocaleString("en")} things and ` +
          `${edges.toLocaleString("en")} lines are more than this picture can show clearly ` +
          `(${LIMITS.things.toLocaleString("en")} and ${LIMITS.edges.toLocaleString("en")}). Narrow ` +
          "the query, or keep the answer as a file and open it in Gephi or networkx.",
      ),
    );
    return NOTHING;
  }
  stage.replaceChildren(el("p", { class: "hint" }, "Placing what is tied side by side…"));
  await placeMarks(plan, stage.clientWidth / (0.68 * window.innerHeight), signal);
  return signal.aborted ? NOTHING : showPlan(task, plan);
}

/** @param {Task} task */
async function showMap(task) {
  const { stage, answer, vocabulary, endpoint, title, signal } = task;
  stage.replaceChildren(el("p", { class: "hint" }, "Loading the outline of Europe…"));
  const outline = await endpoint.readOutline(signal);
  return signal.aborted ? NOTHING : showPlan(task, planMap(answer, vocabulary, title, outline));
}

/**
 * @param {Task} task
 * @param {Plan} plan
 */
function showPlan({ stage, endpoint }, plan) {
  const tip = el("div", { class: "tip", hidden: true });
  const card = el("section", { class: "card", "aria-label": "Chosen", hidden: true });
  const box = el("div", { class: "picture" });
  stage.replaceChildren(box);
  const canvas = new Canvas(
    box,
    plan,
    (mark, x, y) => hover(tip, box, mark, x, y),
    (mark) => fillCard(card, canvas, plan, mark, endpoint),
  );
  listenGestures(canvas);
  box.append(tip, card, makeZoom(canvas), makeKey(plan));
  stage.dataset["drawn"] = String(plan.marks.length);
  return {
    picture: { svg: () => canvas.writeSvg(), png: () => canvas.writePng() },
    close: () => {
      canvas.close();
      delete stage.dataset["drawn"];
    },
  };
}

/**
 * @param {HTMLElement} tip
 * @param {HTMLElement} box
 * @param {Mark | null} mark
 * @param {number} x
 * @param {number} y
 */
function hover(tip, box, mark, x, y) {
  tip.hidden = mark === null;
  if (!mark) return;
  tip.replaceChildren(el("b", {}, mark.label), mark.about ? ` ${mark.about}` : "");
  tip.style.left = `${Math.min(x + 14, box.clientWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(y + 14, box.clientHeight - tip.offsetHeight - 8)}px`;
}

/**
 * Tell of a chosen thing: its page, and what it is tied to in this picture.
 *
 * @param {HTMLElement} card
 * @param {Canvas} canvas
 * @param {Plan} plan
 * @param {Mark | null} mark
 * @param {Endpoint} endpoint
 */
function fillCard(card, canvas, { lines }, mark, endpoint) {
  card.hidden = mark === null;
  if (!mark) return;
  const near = lines
    .flatMap(({ from, to }) => (from === mark ? [to] : to === mark ? [from] : []))
    .sort((a, b) => b.weight - a.weight);
  card.replaceChildren(
    button({ class: "close", "aria-label": "Close" }, () => canvas.choose(null), "✕"),
    el(
      "h3",
      {},
      mark.iri ? linkTerm(mark.iri, mark.label, endpoint.findPage(mark.iri)) : mark.label,
    ),
    el("p", {}, mark.about),
    el(
      "ul",
      {},
      ...near.map((other) =>
        el(
          "li",
          {},
          button({}, () => canvas.choose(other), other.label),
        ),
      ),
    ),
  );
}

/** @param {Canvas} canvas */
function makeZoom(canvas) {
  return el(
    "div",
    { class: "zoom", role: "group", "aria-label": "Zoom" },
    button({ "aria-label": "Zoom in" }, () => canvas.zoom(1.4), "+"),
    button({ "aria-label": "Zoom out" }, () => canvas.zoom(1 / 1.4), "−"),
    button({ "aria-label": "Fit to window" }, () => canvas.fit(), "Fit"),
  );
}

/** @param {Plan} plan */
function makeKey({ legend, note, colours }) {
  const shapes = legend.length > 1 || legend[0]?.group ? legend : [];
  return el(
    "div",
    { class: "key" },
    ...shapes.map(({ group, shape, label, count }) =>
      el(
        "span",
        {},
        swatch(
          shape,
          shape === "city" || group === "organisation" ? undefined : colours.get(group),
        ),
        `${count.toLocaleString("en")} ${label}`,
      ),
    ),
    el("p", {}, note),
  );
}

/** @param {Task} task */
async function showChart({ stage, answer, vocabulary, title }) {
  const choice = /** @type {import("./series.js").Choice} */ (chooseColumns(answer));
  const box = el("div", { class: "chart", tabindex: "0", role: "region", "aria-label": "Chart" });
  const note = el("p", { class: "note" });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => {
    const data = gatherSeries(answer, choice, vocabulary.prefixes);
    const [along, amount] = [choice.along.name, choice.amount.name];
    const width = Math.max(280, box.clientWidth - 4);
    box.replaceChildren(drawChart(data, { title, along, amount, width, dark: dark.matches }));
    note.textContent = `${amount} by ${along}.${data.note} The table view has every value.`;
  };
  stage.replaceChildren(makeChoices(answer, choice, draw), box, note);
  draw();
  const watch = new ResizeObserver(draw);
  watch.observe(stage);
  dark.addEventListener("change", draw);
  const svg = () => new XMLSerializer().serializeToString(/** @type {Node} */ (box.firstChild));
  return {
    picture: { svg, png: () => paintSvg(svg()) },
    close: () => {
      watch.disconnect();
      dark.removeEventListener("change", draw);
    },
  };
}

/**
 * @param {Answer} answer
 * @param {import("./series.js").Choice} choice
 * @param {() => void} draw
 */
function makeChoices(answer, choice, draw) {
  const { along, amount, apart } = listChoices(answer);
  /** @type {[string, "along" | "amount" | "apart", (Column | null)[]][]} */
  const kinds = [
    ["Along", "along", along],
    ["How much", "amount", amount],
    ["Apart by", "apart", [null, ...apart]],
  ];
  return el(
    "div",
    { class: "tablebar" },
    ...kinds.map(([label, key, columns]) => {
      const select = el(
        "select",
        {},
        ...columns.map((column, place) =>
          el(
            "option",
            { value: place, selected: choice[key] === column },
            column?.name ?? "nothing",
          ),
        ),
      );
      select.addEventListener("change", () => {
        // Each list holds what its key may be.
        /** @type {any} */ (choice)[key] = columns[Number(select.value)];
        draw();
      });
      return el("label", {}, `${label} `, select);
    }),
  );
}

/**
 * Paint a drawing at twice its size.
 *
 * @param {string} text
 * @returns {Promise<Blob | null>}
 */
async function paintSvg(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
