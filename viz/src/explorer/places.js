import { projectPlace } from "../shared/laea.js";
import { WINDOW } from "../shared/window.js";
import { measureRegion, projectInto, REGIONS } from "./insets.js";

/**
 * @typedef {import("../record/model.js").Node} Node
 * @typedef {import("./insets.js").Region} Region
 *
 * @typedef {object} Inset a box on the map that shows a region from far away
 * @property {Region} region
 * @property {number} x of its corner in the north-west, in the map's kilometres
 * @property {number} y
 * @property {number} width in the map's kilometres
 * @property {number} height
 * @property {number} scale of the map's kilometres to those of the region
 */

/** Boxes stand one above the other in the ocean off Portugal and Morocco, or side by side below. */
const COLUMN = { x: -640, y: 4400, width: 520, gap: 45 };
const ROW = { x: 130, y: 4830, width: 620, gap: 40 };

/**
 * Give nodes with coordinates their places on the map.
 *
 * @param {Node[]} nodes
 * @returns {Node[]} those that lie outside it and have none
 */
export function placeNodes(nodes) {
  return nodes.filter((node) => node.degrees && !(node.place = projectToMap(node)));
}

/**
 * Give nodes from outside the map their places in boxes.
 *
 * @param {Node[]} far
 * @param {boolean} high whether the window is higher than wide
 * @returns {Inset[]} the boxes that are needed
 */
export function placeApart(far, high) {
  const insets = stack(
    REGIONS.filter((region) => far.some((node) => lies(region, node))),
    high,
  );
  for (const node of far) {
    const inset = insets.find(({ region }) => lies(region, node));
    if (inset) node.place = projectToInset(inset, node);
  }
  return insets;
}

/**
 * @param {Node} node
 * @returns {[number, number] | null}
 */
function projectToMap({ degrees }) {
  if (!degrees) return null;
  const [east, north] = projectPlace(...degrees);
  const [x, y] = [east / 1000 - WINDOW.west, WINDOW.north - north / 1000];
  return x >= 0 && y >= 0 && x <= WINDOW.width && y <= WINDOW.height ? [x, y] : null;
}

/**
 * @param {Region} region
 * @param {Node} node
 */
function lies(region, { degrees }) {
  if (!degrees) return false;
  const [x, y] = projectInto(region, ...degrees);
  const { width, height } = measureRegion(region);
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/**
 * @param {Region[]} regions
 * @param {boolean} high
 * @returns {Inset[]}
 */
function stack(regions, high) {
  const { x, y, width, gap } = high ? ROW : COLUMN;
  return regions.map((region, place) => {
    const size = measureRegion(region);
    const height = (width * size.height) / size.width;
    const below = regions.length - place;
    return {
      region,
      width,
      height,
      scale: width / size.width,
      x: high ? x + place * (width + gap) : x,
      y: high ? y - height : y - below * (height + gap) + gap,
    };
  });
}

/**
 * @param {Inset} inset
 * @param {Node} node
 * @returns {[number, number] | null}
 */
function projectToInset({ region, x, y, scale }, { degrees }) {
  if (!degrees) return null;
  const [east, south] = projectInto(region, ...degrees);
  return [x + east * scale, y + south * scale];
}
