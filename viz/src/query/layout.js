import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

/**
 * @typedef {import("./picture.js").Plan} Plan
 */

const SLICE = 14;
const ROUNDS = 300;

/**
 * Give the marks of a plan their places, so that what is tied stands near; the same plan gives the
 * same picture. The work is done in slices, so that the page stays awake.
 *
 * @param {Plan} plan
 * @param {number} aspect width of the window by its height, which the picture should fill
 * @param {AbortSignal} signal
 */
export async function placeMarks({ marks, lines }, aspect, signal) {
  const links = lines.map(({ from, to }) => ({ source: from.index, target: to.index }));
  const pull = marks.length > 400 ? 0.06 : 0.08;
  const wide = Math.sqrt(Math.min(2, Math.max(0.5, aspect)));
  const simulation = forceSimulation(marks)
    .force("links", forceLink(links).distance(marks.length > 400 ? 26 : 46))
    .force(
      "apart",
      forceManyBody()
        .strength(marks.length > 400 ? -60 : -120)
        .distanceMax(900),
    )
    .force("x", forceX(0).strength(pull / wide))
    .force("y", forceY(0).strength(pull * wide))
    .force(
      "room",
      forceCollide((/** @type {any} */ mark) => mark.size + 3),
    )
    .stop();
  let start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    simulation.tick();
    if (performance.now() - start < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return;
    start = performance.now();
  }
}
