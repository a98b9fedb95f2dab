/**
 * The probability that `least` or more succeed of trials that are unlike, `counts[k]` of them with
 * `chances[k]` each (Poisson-binomial). Only what is positive is added: small tails keep digits.
 *
 * @param {number[]} chances
 * @param {number[]} counts
 * @param {number} least at least 1
 */
export function findTail(chances, counts, least) {
  const below = new Float64Array(least);
  below[0] = 1;
  let above = 0;
  chances.forEach((chance, k) => {
    for (let trial = 0; trial < counts[k] && chance; trial += 1) {
      above += below[least - 1] * chance;
      for (let many = least - 1; many; many -= 1) {
        below[many] = below[many] * (1 - chance) + below[many - 1] * chance;
      }
      below[0] *= 1 - chance;
    }
  });
  return Math.min(above, 1);
}

/**
 * Adjust p for false discoveries among `family` tests; those not given have p = 1. Source: Y.
 * Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57:289-300 (1995).
 *
 * @param {number[]} ps
 * @param {number} family
 * @returns {number[]} q of each
 */
export function adjust(ps, family) {
  const order = ps.map((_, at) => at).sort((a, b) => ps[b] - ps[a]);
  const found = ps.map(() => 1);
  let least = 1;
  order.forEach((at, place) => {
    least = Math.min(least, (ps[at] * family) / (ps.length - place));
    found[at] = least;
  });
  return found;
}
