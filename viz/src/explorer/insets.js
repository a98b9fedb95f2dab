/**
 * Parts of Europe that lie far from it, each drawn in a box of its own beside the map.
 *
 * @typedef {object} Region
 * @property {"azores" | "madeira" | "canaries" | "antilles" | "guiana" | "reunion" | "mayotte"} id
 * @property {[number, number]} middle longitude and latitude
 * @property {number} width kilometres from west to east
 */

/** Boxes are so many times as wide as high. */
const ASPECT = 1.45;
/** Kilometres of a degree of latitude, and of one of longitude at the equator (GRS 80). */
const DEGREE = { latitude: 110.6, longitude: 111.32 };

/** @type {Region[]} */
export const REGIONS = [
  { id: "azores", middle: [-28.1, 38.3], width: 680 },
  { id: "madeira", middle: [-16.75, 32.82], width: 170 },
  { id: "canaries", middle: [-15.8, 28.4], width: 560 },
  { id: "antilles", middle: [-61.2, 15.5], width: 420 },
  { id: "guiana", middle: [-53.1, 3.95], width: 620 },
  { id: "reunion", middle: [55.53, -21.13], width: 150 },
  { id: "mayotte", middle: [45.15, -12.83], width: 110 },
];

/** @param {Region} region */
export function measureRegion({ width }) {
  return { width, height: width / ASPECT };
}

/**
 * Project a place to kilometres from the north-western corner of a region's box.
 *
 * @param {Region} region
 * @param {number} longitude in degrees
 * @param {number} latitude
 * @returns {[number, number]}
 */
export function projectInto({ middle, width }, longitude, latitude) {
  const east = (longitude - middle[0]) * DEGREE.longitude * Math.cos((middle[1] * Math.PI) / 180);
  return [width / 2 + east, width / ASPECT / 2 - (latitude - middle[1]) * DEGREE.latitude];
}
