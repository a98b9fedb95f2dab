// The search page of the static site: reads what the address asks for, shows what is found.
import { button, el, get } from "../shared/dom.js";
import { countKinds, findNear, findThings, readThings } from "./find.js";

const AT_ONCE = 50;
/** @type {import("./find.js").Names} */
const names = /** @type {any} */ (globalThis).hanseNames;
const things = readThings(names);
const input = /** @type {HTMLInputElement} */ (get("query"));
const list = get("found");
const more = get("more");
const help = get("told").textContent ?? "";
let chosen = -1;
let shown = AT_ONCE;

/** @param {import("./find.js").Hit} hit */
function drawHit({ thing, entry }) {
  const [label, shape] = names.kinds[thing.kind];
  const other =
    entry.name !== thing.label &&
    el(
      "span",
      { class: "found" },
      "Found by its name ",
      el("span", { lang: entry.language || null }, entry.name),
      entry.language ? ` (${entry.language})` : null,
    );
  return el(
    "li",
    {},
    el("span", { class: `mark ${shape}`, "aria-hidden": "true" }),
    el("a", { href: `${thing.path}.html` }, thing.label),
    el("span", { class: "kind" }, label),
    other,
  );
}

/** @param {import("./find.js").Hit[]} hits */
function drawKinds(hits) {
  const counts = countKinds(hits);
  /** @param {number} kind @param {string} label @param {number} count */
  const draw = (kind, label, count) =>
    el(
      "li",
      {},
      button(
        { class: "kind-choice", "aria-pressed": String(kind === chosen) },
        () => {
          chosen = kind;
          shown = AT_ONCE;
          show();
        },
        `${label} `,
        el("small", {}, count.toLocaleString("en")),
      ),
    );
  get("kinds").replaceChildren(
    el(
      "ul",
      { class: "kinds" },
      draw(-1, "All kinds", hits.length),
      ...counts.map(([kind, count]) => draw(kind, names.kinds[kind][0], count)),
    ),
  );
  get("kinds").hidden = counts.length < 2;
}

/** @param {string} text @param {number} count @param {boolean} near */
function tell(text, count, near) {
  const thing = count === 1 ? "thing" : "things";
  const guess = near ? " Did you mean one of these?" : "";
  return `${count.toLocaleString("en")} ${thing} with a name that has “${text}”.${guess}`;
}

/** Show what the field asks for. */
function show() {
  const text = input.value.trim();
  const hits = findThings(things, text, names.main);
  if (!hits.some(({ thing }) => thing.kind === chosen)) chosen = -1;
  const kept = hits.filter(({ thing }) => chosen < 0 || thing.kind === chosen);
  const near = text && !hits.length ? findNear(things, text, names.main) : [];
  get("told").textContent = text ? tell(text, kept.length, near.length > 0) : help;
  drawKinds(hits);
  list.replaceChildren(...(near.length ? near : kept.slice(0, shown)).map(drawHit));
  get("found-title").hidden = !text;
  more.hidden = kept.length <= shown;
}

/** Write the search into the address, so that it can be sent to others. */
function remember() {
  const text = input.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
}

input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", () => {
  chosen = -1;
  shown = AT_ONCE;
  show();
});
input.form?.addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  show();
});
more.querySelector("button")?.addEventListener("click", () => {
  const before = list.children.length;
  shown += AT_ONCE;
  show();
  list.children[before]?.querySelector("a")?.focus();
});
show();
