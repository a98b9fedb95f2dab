/** How kinds of things look: shape and, where they are no members, a colour (Okabe–Ito). */
const LOOKS = /** @type {Record<string, [string, string, string]>} */ ({
  city: ["city", "", "cities"],
  organisation: ["organisation", "", "organisations"],
  network: ["network", "#0072B2", "networks"],
  project: ["project", "#E69F00", "projects"],
  practice: ["network", "#009E73", "practices"],
  theme: ["project", "#CC79A7", "themes"],
  programme: ["network", "#D55E00", "programmes"],
  call: ["project", "#D55E00", "calls"],
  event: ["project", "#56B4E9", "events"],
  source: ["network", "#8C8C8C", "sources"],
  country: ["organisation", "#D55E00", "countries"],
  region: ["organisation", "#56B4E9", "regions"],
});
const OTHER = /** @type {[string, string, string]} */ (["project", "#8C8C8C", "other things"]);

/**
 * @param {string} kind of thing, "" where it is not known
 * @returns {{ shape: string, colour: string, many: string }} colour "" for members
 */
export function lookOf(kind) {
  const [shape, colour, many] = Object.hasOwn(LOOKS, kind) ? LOOKS[kind] : OTHER;
  return { shape, colour, many };
}
