// Makes the outline of Europe for maps: Natural Earth 1:50m (npm world-atlas), projected and
// clipped once, as SVG paths in kilometres east and south of the window's corner; and so the parts
// of Europe that lie overseas, each in a box of its own.
import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";
import { measureRegion, projectInto, REGIONS } from "./src/explorer/insets.js";
import { projectPlace } from "./src/shared/laea.js";
import { WINDOW } from "./src/shared/window.js";

/** @typedef {[number, number]} Point */

/** What lies farther away would be drawn inside out by a projection of the whole globe. */
const NEAR = { west: -60, east: 85, south: 15 };

/**
 * @param {number[]} place longitude and latitude
 * @returns {Point}
 */
function project([longitude, latitude]) {
  const [east, north] = projectPlace(longitude, latitude);
  return [east / 1000 - WINDOW.west, WINDOW.north - north / 1000];
}

/**
 * Clip a ring to one side of a line (Sutherland and Hodgman).
 *
 * @param {Point[]} ring
 * @param {0 | 1} axis
 * @param {number} limit
 * @param {1 | -1} side which side stays: 1 what is greater
 */
function clipSide(ring, axis, limit, side) {
  /** @type {Point[]} */
  const kept = [];
  ring.forEach((point, place) => {
    const before = ring[(place + ring.length - 1) % ring.length];
    const [inside, was] = [point, before].map((one) => side * (one[axis] - limit) >= 0);
    if (inside !== was) {
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const cut = before.map((value, at) => value + share * (point[at] - value));
      kept.push(/** @type {Point} */ (cut));
    }
    if (inside) kept.push(point);
  });
  return kept;
}

/**
 * @param {Point[]} ring
 * @param {{ width: number, height: number }} box
 */
function clipRing(ring, { width, height }) {
  let kept = clipSide(ring, 0, 0, 1);
  kept = clipSide(kept, 0, width, -1);
  kept = clipSide(kept, 1, 0, 1);
  return clipSide(kept, 1, height, -1);
}

/**
 * Write points as a path of whole kilometres in relative steps; a point that adds none is dropped.
 *
 * @param {Point[]} points
 * @param {boolean} closed
 */
function writePath(points, closed) {
  let [x, y] = points[0].map(Math.round);
  const steps = [`M${x} ${y}l`];
  let count = 0;
  for (const point of points.slice(1)) {
    const [nextX, nextY] = point.map(Math.round);
    if (nextX === x && nextY === y) continue;
    steps.push(`${count ? " " : ""}${nextX - x} ${nextY - y}`.replaceAll(" -", "-"));
    [x, y] = [nextX, nextY];
    count += 1;
  }
  if (count < (closed ? 3 : 1)) return "";
  return steps.join("") + (closed ? "z" : "");
}

/** @param {Point} point */
const isInside = ([x, y]) => x >= 0 && y >= 0 && x <= WINDOW.width && y <= WINDOW.height;

/**
 * Cut a line where it leaves the window.
 *
 * @param {Point[]} line
 */
function clipLine(line) {
  /** @type {Point[][]} */
  const pieces = [[]];
  for (const point of line) {
    if (isInside(point)) pieces[pieces.length - 1].push(point);
    else if (pieces[pieces.length - 1].length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

/**
 * The land of each box, finer than that of the map in the measure in which the box is larger.
 *
 * @param {Point[][]} rings longitudes and latitudes
 */
function drawInsets(rings) {
  return Object.fromEntries(
    REGIONS.map((region) => {
      const size = measureRegion(region);
      const scale = 1000 / region.width;
      const box = { width: 1000, height: size.height * scale };
      const kept = rings.map((ring) =>
        clipRing(
          ring.map(([longitude, latitude]) => {
            const [x, y] = projectInto(region, longitude, latitude);
            return /** @type {Point} */ ([x * scale, y * scale]);
          }),
          box,
        ),
      );
      return [
        region.id,
        kept
          .filter((ring) => ring.length > 2)
          .map((ring) => writePath(ring, true))
          .join(""),
      ];
    }),
  );
}

/**
 * Make the outline: `land` to be filled, `borders` to be stroked, and the land of each inset in
 * thousandths of the width of its box.
 *
 * @returns {{ land: string, borders: string, insets: Record<string, string> }}
 */
export function drawEurope() {
  const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
  /** @type {import("geojson").FeatureCollection<import("geojson").MultiPolygon>} */
  const land = /** @type {any} */ (feature(atlas, atlas.objects.land));
  const all = /** @type {Point[][]} */ (
    land.features.flatMap(({ geometry }) => geometry.coordinates.flat())
  );
  const rings = all.filter((ring) =>
    ring.some(
      ([longitude, latitude]) =>
        longitude > NEAR.west && longitude < NEAR.east && latitude > NEAR.south,
    ),
  );
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates;
  return {
    land: rings
      .map((ring) => clipRing(ring.map(project), WINDOW))
      .filter((ring) => ring.length > 2)
      .map((ring) => writePath(ring, true))
      .join(""),
    insets: drawInsets(all),
    borders: borders
      .flatMap((line) => clipLine(line.map(project)))
      .map((line) => writePath(line, false))
      .join(""),
  };
}

// The part that the small maps of pages show (hanse_viz.pages.atlas), in the units of the outline:
// 4,200 km from 1,850 km west and 1,850 km north of the centre of the projection.
const SMALL = { west: 121, north: 540, width: 4200, height: 3801 };
const COLOURS = `.l{fill:#e9e9e3}.b{fill:none;stroke:#fff;stroke-width:7}
@media(prefers-color-scheme:dark){.l{fill:#2a3541}.b{stroke:#182029}}`.replace("\n", "");

/**
 * Draw the ground of the small maps as a picture that styles lay under them.
 *
 * @param {{ land: string, borders: string }} outline
 */
export function drawGround({ land, borders }) {
  const box = `${SMALL.west} ${SMALL.north} ${SMALL.width} ${SMALL.height}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" preserveAspectRatio="none">` +
    `<style>${COLOURS}</style><path class="l" d="${land}"/><path class="b" d="${borders}"/></svg>\n`
  );
}
