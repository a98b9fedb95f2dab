/** How alike a name must be, between 0 and 1, and how many are offered. */
const [CUTOFF, MOST, SHORTEST] = [0.6, 3, 3];

/**
 * List up to three known names near a wanted one, the nearest first: those that begin alike, then
 * those spelt alike, as graph/hanse/suggestions.py finds them.
 *
 * @param {string} wanted
 * @param {Iterable<string>} known
 */
export function suggest(wanted, known) {
  const names = [...new Set(known)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const begun = names.filter((name) => wanted.length >= SHORTEST && name.startsWith(wanted));
  const close = names
    .map((name) => ({ name, fit: measureLikeness(name, wanted) }))
    .filter(({ fit }) => fit >= CUTOFF)
    .sort((a, b) => b.fit - a.fit || (a.name < b.name ? 1 : -1))
    .slice(0, MOST);
  return [...new Set([...begun, ...close.map(({ name }) => name)])].slice(0, MOST);
}

/**
 * How much of two texts agrees, between 0 and 1 (Ratcliff and Obershelp, 1988).
 *
 * @param {string} a
 * @param {string} b
 */
export function measureLikeness(a, b) {
  const length = a.length + b.length;
  // So much could agree at most, which spares most names the work.
  if (2 * Math.min(a.length, b.length) < CUTOFF * length) return 0;
  return length ? (2 * countShared(a, b)) / length : 1;
}

/**
 * Count the signs in the longest part that two texts share and, again, in what stands on its left
 * and on its right.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function countShared(a, b) {
  const { at, other, size } = findLongest(a, b);
  if (!size) return 0;
  return (
    size +
    countShared(a.slice(0, at), b.slice(0, other)) +
    countShared(a.slice(at + size), b.slice(other + size))
  );
}

/**
 * @param {string} a
 * @param {string} b
 */
function findLongest(a, b) {
  const best = { at: 0, other: 0, size: 0 };
  /** @type {number[]} how long a shared part ends at each sign of b */
  let row = [];
  for (let i = 0; i < a.length; i += 1) {
    /** @type {number[]} */
    const next = [];
    for (let j = 0; j < b.length; j += 1) {
      if (a[i] !== b[j]) continue;
      const size = (next[j] = (row[j - 1] ?? 0) + 1);
      if (size > best.size) Object.assign(best, { at: i - size + 1, other: j - size + 1, size });
    }
    row = next;
  }
  return best;
}
