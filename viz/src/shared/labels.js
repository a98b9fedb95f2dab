/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Spot} Spot
 * @typedef {{ text: string, x: number, y: number, size: number, bold: boolean, slant: boolean }}
 *   Label x is the left end, y the middle of the line
 * @typedef {(text: string, size: number, bold: boolean) => number} Ruler width in pixels
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 */

const LONGEST = 34;
/** In a picture of fewer nodes networks are named from the start. */
const FEW = 300;
/** In a picture of so many nodes a name covers some wherever it stands. */
const CROWDED = 3000;
/** Of so many times as many nodes as there is room for names, the first that find a place. */
const CANDIDATES = 2;

/**
 * Which nodes deserve a name first: the focus, what it is tied to, then the best connected.
 *
 * @param {Scene} scene
 */
function rank(scene) {
  const { focus, lit } = scene;
  const wanted = lit ? scene.spots.filter((spot) => lit.has(spot.node)) : [...scene.spots];
  const closeUp = scene.camera.scale > 1.7 * scene.camera.fitScale || scene.spots.length < FEW;
  const named = lit || closeUp ? wanted : wanted.filter((spot) => spot.node.member);
  return named.sort(
    (a, b) =>
      Number(b.node === focus) - Number(a.node === focus) ||
      (b.rank ?? b.degree) - (a.rank ?? a.degree) ||
      a.node.index - b.node.index,
  );
}

/** @param {Scene} scene */
function countLabels({ camera, lit, spots }) {
  if (lit) return 70;
  const zoom = camera.scale / camera.fitScale;
  const room = camera.width < 600 ? 60 : 32;
  return spots.length < 120 ? spots.length : Math.round(room * zoom * zoom);
}

/**
 * Choose names to show and where, so that no two overlap and few nodes are covered.
 *
 * @param {Scene} scene
 * @param {Ruler} ruler
 * @returns {Label[]}
 */
export function placeLabels(scene, ruler) {
  const { lit } = scene;
  const limit = countLabels(scene);
  const bright = scene.spots.filter((spot) => spot.alpha === 1);
  /** @type {Box[]} */
  const taken = [];
  const labels = [];
  for (const spot of rank(scene).slice(0, lit ? undefined : CANDIDATES * limit)) {
    if (labels.length >= limit) break;
    const placed = isInside(scene, spot) && fitLabel(scene, spot, ruler, taken, bright);
    if (!placed) continue;
    taken.push(placed.box);
    labels.push(placed.label);
  }
  return labels;
}

/**
 * @param {Scene} scene
 * @param {Spot} spot
 */
function isInside({ camera }, { x, y }) {
  return x > -20 && y > -20 && x < camera.width + 20 && y < camera.height + 20;
}

/**
 * @param {Scene} scene
 * @param {Spot} spot
 * @param {Ruler} ruler
 * @param {Box[]} taken
 * @param {Spot[]} bright
 */
function fitLabel({ focus, camera, lit }, spot, ruler, taken, bright) {
  const { node, radius } = spot;
  const size = node === focus ? 15 : spot.degree > 5 && node.member ? 13.5 : 12.5;
  const bold = node === focus || (node.member && spot.degree > 5);
  const text = node.label.length > LONGEST ? `${node.label.slice(0, LONGEST - 2)}…` : node.label;
  const width = ruler(text, size, bold);
  const gap = radius + 4;
  const places = [
    [spot.x + gap, spot.y],
    [spot.x - gap - width, spot.y],
    [spot.x - width / 2, spot.y - gap - size / 2],
    [spot.x - width / 2, spot.y + gap + size / 2],
  ];
  const least = camera.width < 600 ? 60 : lit || node.member ? 7 : 3;
  const boxes = places.map(([x, y]) => ({ x, y, box: frameText(x, y, width, size) }));
  const free = boxes.filter(
    ({ box }) =>
      box[0] >= 2 && box[2] <= camera.width - 2 && !taken.some((other) => touch(box, other)),
  );
  const best = chooseClear(free, least, (box) =>
    bright.length > CROWDED
      ? 0
      : bright.filter((other) => other !== spot && covers(box, other)).length,
  );
  return (
    best && {
      box: best.box,
      label: { text, x: best.x, y: best.y, size, bold, slant: !node.member },
    }
  );
}

/**
 * The room of a text, with a little air at its sides.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} size
 * @returns {Box}
 */
function frameText(x, y, width, size) {
  return [x - 2, y - size * 0.62, x + width + 2, y + size * 0.62];
}

/**
 * The first place that covers fewest nodes, if it covers fewer than `least`.
 *
 * @template {{ box: Box }} P
 * @param {P[]} places
 * @param {number} least
 * @param {(box: Box) => number} count
 * @returns {P | null}
 */
function chooseClear(places, least, count) {
  let [best, fewest] = [/** @type {P | null} */ (null), least];
  for (const place of places) {
    const covered = count(place.box);
    if (covered < fewest) [best, fewest] = [place, covered];
    if (covered === 0) break;
  }
  return best;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function touch(a, b) {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

/**
 * @param {Box} box
 * @param {Spot} spot
 */
function covers([left, top, right, bottom], { x, y, radius }) {
  const reach = radius * 0.7;
  return x + reach > left && x - reach < right && y + reach > top && y - reach < bottom;
}
