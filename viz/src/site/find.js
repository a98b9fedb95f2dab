// The search of the static site: words that begin like those typed, in any name and language.
import { fold } from "../shared/fold.js";

/**
 * @typedef {string | [string, string]} Name a text, or a text with its language
 * @typedef {[string, number, number, ...Name[]]} Listed path, kind, times named by others, names
 * @typedef {{ kinds: [string, string][], main: number, things: Listed[] }} Names kinds have a
 *   label and a shape; the first `main` of them are things, the others records and lists
 * @typedef {{ name: string, language: string, folded: string, words: string[] }} Entry
 * @typedef {{ path: string, kind: number, ties: number, label: string, entries: Entry[] }} Thing
 * @typedef {{ thing: Thing, entry: Entry, rank: number[] }} Hit
 */

const MOST_WORDS = 8;
const MOST_NEAR = 3;

/**
 * Read the names that the site lists.
 *
 * @param {Names} names
 * @returns {Thing[]}
 */
export function readThings(names) {
  return names.things.map(([path, kind, ties, ...listed]) => {
    const entries = listed.map((one) => {
      const [name, language] = typeof one === "string" ? [one, ""] : one;
      const folded = fold(name);
      return { name, language, folded, words: folded.split(" ") };
    });
    return { path, kind, ties, label: entries[0].name, entries };
  });
}

/**
 * Compare two ranks, number by number.
 *
 * @param {number[]} a
 * @param {number[]} b
 */
function compare(a, b) {
  for (let place = 0; place < a.length; place++) {
    if (a[place] !== b[place]) return a[place] - b[place];
  }
  return 0;
}

/**
 * Find things with a name of which words begin with each word of a text: the exact name first,
 * then things before records, names that begin with the text, labels, and what is named most.
 *
 * @param {Thing[]} things
 * @param {string} text
 * @param {number} main
 * @returns {Hit[]}
 */
export function findThings(things, text, main) {
  const wanted = fold(text);
  const words = [...new Set(wanted.split(" "))].slice(0, MOST_WORDS);
  if (!wanted) return [];
  /** @type {Hit[]} */
  const hits = [];
  for (const thing of things) {
    /** @type {Hit | null} */
    let best = null;
    thing.entries.forEach((entry, place) => {
      if (!words.every((word) => entry.words.some((own) => own.startsWith(word)))) return;
      const rank = [
        Number(entry.folded !== wanted),
        Number(thing.kind >= main),
        Number(!entry.folded.startsWith(wanted)),
        Number(place > 0),
        -thing.ties,
      ];
      if (!best || compare(rank, best.rank) < 0) best = { thing, entry, rank };
    });
    if (best) hits.push(best);
  }
  return hits.sort(
    (a, b) =>
      compare(a.rank, b.rank) ||
      (a.thing.label < b.thing.label ? -1 : Number(a.thing.label > b.thing.label)),
  );
}

/**
 * Count the letters to change, add or drop between two words, up to a limit.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function measure(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = before[j - 1] + Number(a[i - 1] !== b[j - 1]);
      row.push(Math.min(changed, before[j] + 1, row[j - 1] + 1));
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = row;
  }
  return before[b.length];
}

/**
 * Find up to three things with a name like a text, where nothing fits it.
 *
 * @param {Thing[]} things
 * @param {string} text
 * @param {number} main
 * @returns {Hit[]}
 */
export function findNear(things, text, main) {
  const wanted = fold(text);
  const limit = wanted.length > 7 ? 2 : 1;
  if (wanted.length < 3) return [];
  const hits = things.flatMap((thing) => {
    if (thing.kind >= main) return [];
    const rated = thing.entries.map((entry) => ({
      thing,
      entry,
      rank: [measure(entry.folded, wanted, limit), -thing.ties],
    }));
    const best = rated.reduce((a, b) => (b.rank[0] < a.rank[0] ? b : a));
    return best.rank[0] <= limit ? [best] : [];
  });
  return hits.sort((a, b) => compare(a.rank, b.rank)).slice(0, MOST_NEAR);
}

/**
 * Count hits by kind, in the order of the kinds.
 *
 * @param {Hit[]} hits
 * @returns {[number, number][]} kind and count
 */
export function countKinds(hits) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { thing } of hits) counts.set(thing.kind, (counts.get(thing.kind) ?? 0) + 1);
  return [...counts].sort((a, b) => a[0] - b[0]);
}
