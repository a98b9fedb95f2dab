/**
 * @typedef {HTMLElement | SVGElement} Item
 * @typedef {(items: Item[], at: number, key: string) => Item | undefined} Step which item a key
 *   leads to, undefined where it leads nowhere
 */

/**
 * Make many elements one stop of the Tab key: within them, arrows, Home and End move.
 *
 * @param {HTMLElement | SVGElement} root
 * @param {string} selector of the items
 * @param {Step} [step]
 */
export function roveTabindex(root, selector, step = stepLine) {
  const list = () => /** @type {Item[]} */ ([...root.querySelectorAll(selector)]);
  const hold = (/** @type {Item} */ item) => {
    for (const one of list()) if (one !== item && one.tabIndex === 0) one.tabIndex = -1;
    item.tabIndex = 0;
  };
  const items = list();
  for (const item of items) item.tabIndex = -1;
  if (items.length) items[0].tabIndex = 0;
  root.addEventListener("focusin", (event) => {
    const item = /** @type {Item | null} */ (
      /** @type {Element} */ (event.target).closest(selector)
    );
    if (item) hold(item);
  });
  root.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = /** @type {KeyboardEvent} */ (event);
    if (ctrlKey || metaKey || altKey) return;
    const now = list();
    const at = now.findIndex((item) => item === target);
    const next = at < 0 ? undefined : step(now, at, key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  });
}

/** @type {Step} */
export function stepLine(items, at, key) {
  if (key === "ArrowDown" || key === "ArrowRight") return items[at + 1];
  if (key === "ArrowUp" || key === "ArrowLeft") return items[at - 1];
  if (key === "Home") return items[0];
  return key === "End" ? items.at(-1) : undefined;
}

/**
 * Steps in a grid whose rows are all so many items wide.
 *
 * @param {number} wide
 * @returns {Step}
 */
export function stepGrid(wide) {
  return (items, at, key) => {
    const column = at % wide;
    if (key === "ArrowRight") return column < wide - 1 ? items[at + 1] : undefined;
    if (key === "ArrowLeft") return column ? items[at - 1] : undefined;
    if (key === "ArrowDown") return items[at + wide];
    if (key === "ArrowUp") return items[at - wide];
    if (key === "Home") return items[at - column];
    return key === "End" ? items[at - column + wide - 1] : undefined;
  };
}

/**
 * Let Enter and Space do what a click does, on an element that is no button by itself.
 *
 * @param {Item} item
 * @param {() => void} act
 */
export function press(item, act) {
  item.addEventListener("click", act);
  item.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    act();
  });
}
