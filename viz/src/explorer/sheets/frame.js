/**
 * @typedef {import("./picture.js").Mark} Mark
 * @typedef {import("./picture.js").Picture} Picture
 *
 * @typedef {object} Ink colours of a picture that is kept
 * @property {string} ground
 * @property {string} ink
 * @property {string} quiet
 * @property {string} line
 */

/** @type {Ink} */
export const PAPER = { ground: "#ffffff", ink: "#16212c", quiet: "#4d5b68", line: "#dcdfe1" };
const EDGE = 24;
const LEADING = 18;
/** The mean width of a letter, as a share of the size of the type. */
const LETTER = 0.56;

/**
 * About how wide a text is, without asking a browser: the same on every machine.
 *
 * @param {string} text
 * @param {number} [size]
 */
export function gauge(text, size = 12) {
  return text.length * size * LETTER;
}

/**
 * A text cut to a width, … in place of what is left out.
 *
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 */
export function trim(text, width, size = 12) {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/**
 * Part a text into lines.
 *
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 */
export function wrap(text, width, size = 12) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && gauge(`${last} ${word}`, size) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/**
 * Move marks down and to the right.
 *
 * @template {Mark} T
 * @param {T[]} marks
 * @param {number} right
 * @param {number} down
 */
export function shift(marks, right, down) {
  return marks.map((mark) => ({ ...mark, x: (mark.x ?? 0) + right, y: (mark.y ?? 0) + down }));
}

/**
 * Set a drawing under its title and caption and above where its facts come from.
 *
 * @param {{ title: string, caption: string, origin: string, width: number, height: number,
 *   marks: Mark[] }} drawing
 * @returns {Picture}
 */
export function framePicture({ title, caption, origin, width, height, marks }) {
  const room = width;
  const said = wrap(caption, room);
  const from = wrap(origin, room, 10.5);
  const top = EDGE + 24 + said.length * LEADING + 14;
  const bottom = top + height + 26;
  return {
    title,
    ground: PAPER.ground,
    width: Math.ceil(width + 2 * EDGE),
    height: Math.ceil(bottom + from.length * 15 + EDGE - 12),
    marks: [
      { mark: "word", x: EDGE, y: EDGE + 12, text: title, size: 19, bold: true, fill: PAPER.ink },
      ...said.map(
        (text, place) =>
          /** @type {Mark} */ ({
            mark: "word",
            x: EDGE,
            y: EDGE + 38 + place * LEADING,
            text,
            fill: PAPER.quiet,
          }),
      ),
      ...shift(marks, EDGE, top),
      ...from.map(
        (text, place) =>
          /** @type {Mark} */ ({
            mark: "word",
            x: EDGE,
            y: bottom + place * 15,
            text,
            size: 10.5,
            fill: PAPER.quiet,
          }),
      ),
    ],
  };
}
