import { get } from "../shared/dom.js";

const STEP = 80;
/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/**
 * Make the page work without a pointer: / searches, + − 0 zoom, arrows move, Escape closes.
 *
 * @param {import("./page.js").Page} page
 */
export function listenKeys(page) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") leave(page);
    else if (!isTyping(event.target) && press(page, event)) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]),dialog *");
}

/** @param {import("./page.js").Page} page */
function leave(page) {
  const menu = /** @type {HTMLDetailsElement} */ (get("export"));
  const dialog = /** @type {HTMLDialogElement} */ (get("citation"));
  if (dialog.open) return;
  if (menu.open) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (document.body.classList.contains("drawer")) {
    get("drawer").click();
    get("drawer").focus();
  } else if (page.playing) page.player.pause();
  else if (page.place.task) page.go({ task: "", other: null });
  else if (page.place.chosen) page.pick(null);
}

/**
 * @param {import("./page.js").Page} page
 * @param {KeyboardEvent} event
 */
function press(page, { key, target }) {
  const arrow = ARROWS[key];
  if (key === "/") page.finder.focus();
  else if (key === "+" || key === "=") page.drawing.zoom(1.4);
  else if (key === "-" || key === "−") page.drawing.zoom(1 / 1.4);
  else if (key === "0") page.drawing.fit();
  else if (arrow && (target === get("canvas") || target === document.body)) {
    page.drawing.pan(...arrow);
  } else return false;
  return true;
}
