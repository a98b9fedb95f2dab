import { collate } from "../../i18n/language.js";

/**
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("../../record/model.js").Transfer} Transfer
 * @typedef {"giver" | "learner"} Side
 *
 * @typedef {object} End a city, or a country with all of its cities that are not shown by
 *   themselves
 * @property {string} key country/LV or the city's key
 * @property {Side} side
 * @property {string} country
 * @property {Node | null} node
 * @property {Transfer[]} transfers
 * @property {number} top
 * @property {number} height
 *
 * @typedef {object} Ribbon transfers of one theme from one end to another
 * @property {End} giver
 * @property {End} learner
 * @property {string} group theme of the networks
 * @property {Transfer[]} transfers
 * @property {number} from where it leaves, from the top
 * @property {number} to where it arrives
 * @property {number} width
 *
 * @typedef {{ givers: End[], learners: End[], ribbons: Ribbon[], height: number }} Flow
 */

/** How high a transfer is drawn, and how far at least two ends lie apart. */
export const UNIT = 3;
export const SLOT = 17;

/**
 * Lay out who learns from whom: givers left, learners right, ribbons between.
 *
 * @param {Iterable<Transfer>} transfers
 * @param {(side: Side, node: Node) => boolean} opened whether a member stands for itself rather
 *   than with its country
 * @returns {Flow}
 */
export function layFlow(transfers, opened) {
  const all = [...transfers];
  const givers = listEnds(all, "giver", opened);
  const learners = listEnds(all, "learner", opened);
  const height = Math.max(...[givers, learners].map(measure), SLOT);
  stack(givers, height);
  stack(learners, height);
  return { givers, learners, ribbons: layRibbons(all, givers, learners), height };
}

/**
 * @param {Transfer[]} transfers
 * @param {Side} side
 * @param {(side: Side, node: Node) => boolean} opened
 */
function listEnds(transfers, side, opened) {
  /** @type {Map<string, End>} */
  const ends = new Map();
  for (const transfer of transfers) {
    const member = transfer[side];
    const own = opened(side, member);
    const key = own ? member.key : `country/${member.country}`;
    const end = ends.get(key) ?? {
      key,
      side,
      country: member.country,
      node: own ? member : null,
      transfers: [],
      top: 0,
      height: 0,
    };
    end.transfers.push(transfer);
    ends.set(key, end);
  }
  return sortEnds([...ends.values()]);
}

/**
 * The countries with most transfers first, the cities of one country together.
 *
 * @param {End[]} ends
 */
function sortEnds(ends) {
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const { country, transfers } of ends) {
    totals.set(country, (totals.get(country) ?? 0) + transfers.length);
  }
  const total = (/** @type {End} */ end) => totals.get(end.country) ?? 0;
  return ends.sort(
    (a, b) =>
      total(b) - total(a) ||
      a.country.localeCompare(b.country) ||
      b.transfers.length - a.transfers.length ||
      collate(a.key, b.key),
  );
}

/** @param {End[]} ends */
function measure(ends) {
  return ends.reduce((sum, end) => sum + Math.max(SLOT, UNIT * end.transfers.length + 5), 0);
}

/**
 * Put ends below each other, over the whole height.
 *
 * @param {End[]} ends
 * @param {number} height
 */
function stack(ends, height) {
  const spare = (height - measure(ends)) / Math.max(1, ends.length);
  let top = 0;
  for (const end of ends) {
    const slot = Math.max(SLOT, UNIT * end.transfers.length + 5) + spare;
    end.height = UNIT * end.transfers.length;
    end.top = top + (slot - end.height) / 2;
    top += slot;
  }
}

/**
 * @param {Transfer[]} transfers
 * @param {End[]} givers
 * @param {End[]} learners
 */
function layRibbons(transfers, givers, learners) {
  const giving = new Map(givers.flatMap((end) => end.transfers.map((one) => [one, end])));
  const learning = new Map(learners.flatMap((end) => end.transfers.map((one) => [one, end])));
  /** @type {Map<string, Ribbon>} */
  const ribbons = new Map();
  for (const one of transfers) {
    const giver = /** @type {End} */ (giving.get(one));
    const learner = /** @type {End} */ (learning.get(one));
    const { group } = one.cooperation;
    const key = JSON.stringify([giver.key, learner.key, group]);
    const ribbon = ribbons.get(key) ?? {
      giver,
      learner,
      group,
      transfers: [],
      from: 0,
      to: 0,
      width: 0,
    };
    ribbon.transfers.push(one);
    ribbon.width = UNIT * ribbon.transfers.length;
    ribbons.set(key, ribbon);
  }
  return dock([...ribbons.values()]);
}

/**
 * Give each ribbon its place on both of its ends, so that those of one end cross as little as may
 * be.
 *
 * @param {Ribbon[]} ribbons
 */
function dock(ribbons) {
  /** @type {Map<End, number>} */
  const used = new Map();
  const take = (/** @type {End} */ end, /** @type {number} */ width) => {
    const place = used.get(end) ?? 0;
    used.set(end, place + width);
    return end.top + place;
  };
  const down = (/** @type {Side} */ side) => (/** @type {Ribbon} */ a, /** @type {Ribbon} */ b) =>
    a[side].top - b[side].top || a.group.localeCompare(b.group);
  for (const one of ribbons.sort(down("learner"))) one.from = take(one.giver, one.width);
  for (const one of [...ribbons].sort(down("giver"))) one.to = take(one.learner, one.width);
  return ribbons.sort((a, b) => b.width - a.width || a.from - b.from || a.to - b.to);
}

/**
 * The outline of a ribbon between two upright lines.
 *
 * @param {Ribbon} ribbon
 * @param {number} left
 * @param {number} right
 */
export function drawRibbon({ from, to, width }, left, right) {
  const middle = (left + right) / 2;
  const [a, b, c, d] = [from, to, to + width, from + width].map((one) => Number(one.toFixed(1)));
  return (
    `M${left} ${a}C${middle} ${a} ${middle} ${b} ${right} ${b}L${right} ${c}` +
    `C${middle} ${c} ${middle} ${d} ${left} ${d}Z`
  );
}

/**
 * The transfers between two ends as an address names them: `country/PT` or a city's key.
 *
 * @param {View} view
 * @param {string} giver
 * @param {string} learner
 */
export function findTransfers(view, giver, learner) {
  const fits = (/** @type {Node} */ node, /** @type {string} */ key) =>
    node.key === key || `country/${node.country}` === key;
  return [...view.transfers].filter((one) => fits(one.giver, giver) && fits(one.learner, learner));
}
