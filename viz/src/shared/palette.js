/**
 * @typedef {object} Palette colours of the canvas, the SVG and the PNG
 * @property {string} ground
 * @property {string} ink
 * @property {string} member
 * @property {string} ring around the node in focus
 * @property {number} tie opacity of a tie
 * @property {string} land under a map
 * @property {string} border of countries
 */

/** @type {Record<"light" | "dark", Palette>} */
export const PALETTES = {
  light: {
    ground: "#fbfaf7",
    ink: "#16212c",
    member: "#33475b",
    ring: "#0b5c8f",
    tie: 0.27,
    land: "#ecebe4",
    border: "#c9c8bf",
  },
  dark: {
    ground: "#10161c",
    ink: "#eef2f5",
    member: "#c3cfda",
    ring: "#7cc4f0",
    tie: 0.34,
    land: "#1c2630",
    border: "#3a4753",
  },
};

export const FONT = '"Inter","Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif';
