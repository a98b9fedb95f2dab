/**
 * @typedef {object} Canvas a picture that can be moved
 * @property {HTMLElement} element
 * @property {(factor: number, x?: number, y?: number) => void} zoom about a point in pixels
 * @property {(right: number, down: number) => void} pan by pixels
 * @property {() => void} fit
 * @property {(x: number, y: number, reach: number) => any} find what lies under a point
 * @property {(found: any, x?: number, y?: number) => void} light what the pointer is over
 * @property {(found: any) => void} choose
 */

const REACH = { mouse: 5, touch: 16 };
const STEP = 80;
const CLICK = 4;
/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/**
 * Let a pointer, fingers, the wheel and the keyboard move a picture.
 *
 * @param {Canvas} canvas
 */
export function listenGestures(canvas) {
  const { element } = canvas;
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = place(element, event);
      canvas.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), x, y);
    },
    { passive: false },
  );
  element.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && press(canvas, event.key)) {
      event.preventDefault();
    }
  });
  listenPointers(canvas);
}

/**
 * @param {Canvas} canvas
 * @param {string} key
 */
function press(canvas, key) {
  const arrow = ARROWS[key];
  if (key === "+" || key === "=") canvas.zoom(1.4);
  else if (key === "-" || key === "−") canvas.zoom(1 / 1.4);
  else if (key === "0") canvas.fit();
  else if (key === "Escape") canvas.choose(null);
  else if (arrow) canvas.pan(...arrow);
  else return false;
  return true;
}

/** @param {Canvas} canvas */
function listenPointers(canvas) {
  const { element } = canvas;
  /** @type {Map<number, { x: number, y: number }>} */
  const held = new Map();
  let way = 0;
  element.addEventListener("pointerdown", (event) => {
    if (held.size === 0) way = 0;
    held.set(event.pointerId, place(element, event));
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const now = place(element, event);
    const before = held.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") {
        canvas.light(canvas.find(now.x, now.y, REACH.mouse), now.x, now.y);
      }
      return;
    }
    way += Math.hypot(now.x - before.x, now.y - before.y);
    held.set(event.pointerId, now);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(canvas, before, now, other);
    else if (way > CLICK) canvas.pan(before.x - now.x, before.y - now.y);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    const at = held.get(event.pointerId);
    held.delete(event.pointerId);
    if (!at || event.type === "pointercancel" || way > CLICK || held.size) return;
    canvas.choose(
      canvas.find(at.x, at.y, event.pointerType === "mouse" ? REACH.mouse : REACH.touch),
    );
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("pointerleave", () => canvas.light(null));
}

/**
 * @param {Canvas} canvas
 * @param {{ x: number, y: number }} before
 * @param {{ x: number, y: number }} now
 * @param {{ x: number, y: number }} other the finger that rests
 */
function pinch(canvas, before, now, other) {
  const [was, is] = [before, now].map(({ x, y }) => Math.hypot(x - other.x, y - other.y));
  if (was > 0) canvas.zoom(is / was, other.x, other.y);
}

/**
 * @param {HTMLElement} element
 * @param {MouseEvent} event
 */
function place(element, event) {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
