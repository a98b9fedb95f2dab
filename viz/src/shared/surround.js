/**
 * @typedef {import("./labels.js").Ruler} Ruler
 * @typedef {{ text: string, x: number, y: number, size: number, bold: boolean, quiet: boolean }}
 *   Line y is the middle of the line
 * @typedef {{ x: number, y: number, side: number, colour: string }} Patch
 *
 * @typedef {object} Surround what a picture says of itself when it leaves the page
 * @property {string} title
 * @property {string} filter
 * @property {{ label: string, colour: string }[]} legend
 * @property {string} caption
 * @property {string} source
 *
 * @typedef {object} Framed a picture with what stands above and below it
 * @property {number} top height of what stands above
 * @property {number} width
 * @property {number} height of all
 * @property {Line[]} lines
 * @property {Patch[]} patches
 */

const EDGE = 20;
const LEAD = 1.42;
const SIZES = { title: 19, filter: 13, legend: 12, caption: 12, source: 11 };

/**
 * Set title and filter above a picture, legend, caption and source below it.
 *
 * @param {Surround} surround
 * @param {{ width: number, height: number }} picture in pixels
 * @param {Ruler} ruler
 * @returns {Framed}
 */
export function layOut(surround, picture, ruler) {
  const room = picture.width - 2 * EDGE;
  /** @type {Line[]} */
  const lines = [];
  let y = 14;
  const set = (/** @type {keyof typeof SIZES} */ part, /** @type {string} */ text) => {
    const size = SIZES[part];
    const bold = part === "title";
    for (const one of wrap(text, size, bold, room, ruler)) {
      lines.push({
        text: one,
        x: EDGE,
        y: y + (size * LEAD) / 2,
        size,
        bold,
        quiet: part === "filter" || part === "source",
      });
      y += size * LEAD;
    }
  };
  set("title", surround.title);
  set("filter", surround.filter);
  const top = Math.ceil(y + 10);
  const { patches, end } = layLegend(
    surround.legend,
    top + picture.height + 12,
    room,
    ruler,
    lines,
  );
  y = end;
  set("caption", surround.caption);
  set("source", surround.source);
  return { top, width: picture.width, height: Math.ceil(y + 14), lines, patches };
}

/**
 * @param {Surround["legend"]} legend
 * @param {number} from
 * @param {number} room
 * @param {Ruler} ruler
 * @param {Line[]} lines to which the names are added
 */
function layLegend(legend, from, room, ruler, lines) {
  const size = SIZES.legend;
  /** @type {Patch[]} */
  const patches = [];
  let [x, y] = [EDGE, from];
  for (const { label, colour } of legend) {
    const [text] = wrap(label, size, false, room - 18, ruler);
    const width = 18 + ruler(text, size, false);
    if (x > EDGE && x + width > EDGE + room) [x, y] = [EDGE, y + size * 1.6];
    patches.push({ x, y: y + 3, side: 11, colour });
    lines.push({ text, x: x + 17, y: y + 8.5, size, bold: false, quiet: false });
    x += width + 18;
  }
  return { patches, end: legend.length ? y + size * 1.6 + 6 : from };
}

/**
 * Break a text into lines; a word that is wider than the room is cut.
 *
 * @param {string} text
 * @param {number} size
 * @param {boolean} bold
 * @param {number} room
 * @param {Ruler} ruler
 */
function wrap(text, size, bold, room, ruler) {
  const fits = (/** @type {string} */ part) => ruler(part, size, bold) <= room;
  const lines = [""];
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((one) => cut(one, fits))) {
    const last = lines.at(-1);
    const longer = last ? `${last} ${word}` : word;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}

/**
 * @param {string} word
 * @param {(part: string) => boolean} fits
 * @returns {string[]}
 */
function cut(word, fits) {
  const signs = [...word];
  if (signs.length < 2 || fits(word)) return [word];
  let kept = signs.length - 1;
  while (kept > 1 && !fits(signs.slice(0, kept).join(""))) kept -= 1;
  return [signs.slice(0, kept).join(""), ...cut(signs.slice(kept).join(""), fits)];
}
