import { DIM, measure, project, scaleNodes } from "../shared/scene.js";
import { findNear, lightNodes } from "./picture.js";

/**
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("../shared/scene.js").Camera} Camera
 * @typedef {import("../shared/scene.js").Scene} Scene
 * @typedef {import("../shared/scene.js").Spot} Spot
 * @typedef {import("../shared/scene.js").Strand} Strand
 * @typedef {import("./lines.js").Line} Line
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {{ picture: Picture, camera: Camera }} Stand a picture and from where it is seen
 * @typedef {{ colour: string, thick: boolean, arrow: boolean, near: boolean, lines: Line[] }}
 *   Bundle lines that are drawn alike
 * @typedef {{ focus: Node | null, lit: Set<Node> | null, bundles: Bundle[] }} Light what of a
 *   picture is lit
 */

const BEND = 0.14;

/**
 * Light a picture by its focus.
 *
 * @param {Picture} picture
 * @param {Node | null} focus
 * @param {Map<string, string>} colours of the groups
 * @returns {Light}
 */
export function lightPicture(picture, focus, colours) {
  return { focus, lit: lightNodes(picture, focus), bundles: bundle(picture, focus, colours) };
}

/**
 * Sort lines into bundles that are drawn in one go.
 *
 * @param {Picture} picture
 * @param {Node | null} focus
 * @param {Map<string, string>} colours
 * @returns {Bundle[]}
 */
function bundle(picture, focus, colours) {
  const isNear = findNear(picture, focus);
  /** @type {Map<string, Bundle>} */
  const bundles = new Map();
  for (const line of [...picture.lines, ...picture.spare.filter(isNear)]) {
    const near = isNear(line);
    const key = `${line.of.group}|${line.thick}|${line.arrow}|${near}`;
    let one = bundles.get(key);
    if (!one) {
      const colour = colours.get(line.of.group) ?? "#8C8C8C";
      one = { colour, thick: line.thick, arrow: line.arrow, near, lines: [] };
      bundles.set(key, one);
    }
    one.lines.push(line);
  }
  return [...bundles.values()].sort(
    (a, b) => Number(a.near) - Number(b.near) || Number(a.arrow) - Number(b.arrow),
  );
}

/**
 * Work out what stands where on the screen.
 *
 * On the way from another picture, of which `share` is done, nodes of both move from there to here;
 * what only one of them has fades.
 *
 * @param {Stand} now
 * @param {Light} light
 * @param {{ stand: Stand, bundles: Bundle[], share: number } | null} [way]
 * @returns {Scene}
 */
export function composeStand(now, { focus, lit, bundles }, way = null) {
  const spots = way ? mixSpots(way.stand, now, way.share) : listSpots(now);
  if (lit) for (const spot of spots) if (!lit.has(spot.node)) spot.alpha *= DIM;
  spots.sort((a, b) => a.alpha - b.alpha || b.radius - a.radius);
  const spotOf = new Map(spots.map((spot) => [spot.node, spot]));
  const strands = way
    ? mixStrands(now, bundles, spotOf, way)
    : bundles.map((one) => twist(one, one.lines, spotOf, 1));
  return { camera: now.camera, spots, spotOf, strands, focus, lit };
}

/**
 * @param {Stand} stand
 * @returns {Spot[]}
 */
function listSpots({ picture, camera }) {
  const { nodes, place, count, rank, total } = picture;
  const zoom = scaleNodes(camera, total);
  return nodes.map((node) => {
    const [x, y] = place(node);
    return {
      node,
      ...project(camera, { x, y }),
      radius: measure(node, count(node), total) * zoom,
      alpha: 1,
      degree: count(node),
      rank: rank(node),
    };
  });
}

/**
 * @param {Stand} before
 * @param {Stand} now
 * @param {number} share
 */
function mixSpots(before, now, share) {
  const old = new Map(listSpots(before).map((spot) => [spot.node, spot]));
  const mixed = listSpots(now).map((spot) => {
    const was = old.get(spot.node);
    if (!was) return { ...spot, alpha: share };
    const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * share;
    return {
      ...spot,
      x: mix(was.x, spot.x),
      y: mix(was.y, spot.y),
      radius: mix(was.radius, spot.radius),
    };
  });
  const left = [...old.values()].filter(({ node }) => !now.picture.held.has(node));
  return [...left.map((spot) => ({ ...spot, alpha: 1 - share })), ...mixed];
}

/**
 * @param {Stand} now
 * @param {Bundle[]} bundles
 * @param {Map<Node, Spot>} spotOf
 * @param {{ stand: Stand, bundles: Bundle[], share: number }} way
 */
function mixStrands(now, bundles, spotOf, { stand, bundles: old, share }) {
  const same = stand.picture.look === now.picture.look;
  const stays = (/** @type {Line} */ line) => same && stand.picture.keys.has(line.key);
  const leaves = (/** @type {Line} */ line) => !same || !now.picture.keys.has(line.key);
  return [
    ...old.map((one) => twist(one, one.lines.filter(leaves), spotOf, 1 - share)),
    ...bundles.map((one) => twist(one, one.lines.filter(stays), spotOf, 1)),
    ...bundles.map((one) =>
      twist(
        one,
        one.lines.filter((line) => !stays(line)),
        spotOf,
        share,
      ),
    ),
  ].filter((strand) => strand.lines.length);
}

/**
 * @param {Bundle} bundle
 * @param {Line[]} lines
 * @param {Map<Node, Spot>} spotOf
 * @param {number} share of its strength
 * @returns {Strand}
 */
function twist({ colour, thick, arrow, near }, lines, spotOf, share) {
  const drawn = lines.flatMap((line) => {
    const [from, to] = [spotOf.get(line.from), spotOf.get(line.to)];
    return from && to
      ? [line.bent ? bend(from, to, line.arrow) : [from.x, from.y, to.x, to.y]]
      : [];
  });
  return { colour, lead: thick, near, arrow, share, lines: drawn };
}

/**
 * An arc to the left of the way; one with an arrowhead ends at the edge of what it points to.
 *
 * @param {Spot} from
 * @param {Spot} to
 * @param {boolean} arrow
 */
function bend(from, to, arrow) {
  const [right, down] = [to.x - from.x, to.y - from.y];
  const [x, y] = [from.x + right / 2 + down * BEND, from.y + down / 2 - right * BEND];
  const length = Math.hypot(to.x - x, to.y - y);
  const gap = arrow && length > 0 ? Math.min(0.8, (to.radius + 1.5) / length) : 0;
  return [from.x, from.y, x, y, to.x + (x - to.x) * gap, to.y + (y - to.y) * gap];
}
