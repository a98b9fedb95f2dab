/**
 * @typedef {"city" | "organisation" | "network" | "project"} Kind
 * @typedef {{ id: string, label: string, url: string }} Source
 * @typedef {{ id: string, label: string, colour: string }} Group
 * @typedef {object} Node
 * @property {number} index place in the list of nodes
 * @property {string} id its address (IRI)
 * @property {string} key the address without what all have in common: city/riga
 * @property {Kind} kind
 * @property {boolean} member a city or an organisation, else a network or a project
 * @property {string} label
 * @property {string[]} names all other names
 * @property {number} x
 * @property {number} y
 * @property {string} country code, "" where unknown
 * @property {number | null} population
 * @property {string} note
 * @property {string[]} links
 * @property {string} type
 * @property {string} programme
 * @property {string} group
 * @property {string[]} themes
 * @property {number | null} start
 * @property {number | null} end
 * @property {Source[]} sources
 * @property {Tie[]} ties
 *
 * @typedef {object} Tie
 * @property {Node} member
 * @property {Node} cooperation
 * @property {string} role
 * @property {string} through the body that takes part for the city
 * @property {Source[]} sources
 *
 * @typedef {object} Model
 * @property {string} title
 * @property {string} query
 * @property {string} version
 * @property {number} leftOut
 * @property {Group[]} groups
 * @property {Map<string, string>} countries code to name
 * @property {string[]} programmes
 * @property {Node[]} nodes
 * @property {Tie[]} ties
 * @property {[number, number]} years first and last year in which anything ran
 */

const BASE = "https://w3id.org/hanse/id/";
/** How long a cooperation without a recorded end is taken to have run, in years. */
export const ASSUMED_YEARS = 3;
const FACTS = {
  names: [], country: "", population: null, note: "", links: [], type: "", programme: "",
  group: "unknown", themes: [], start: null, end: null,
};

/**
 * The last year in which a cooperation is taken to have run.
 *
 * @param {{ start: number | null, end: number | null }} cooperation
 */
export function endYear({ start, end }) {
  return end ?? (start === null ? null : start + ASSUMED_YEARS);
}

/**
 * Join the page's data into nodes and ties that know each other.
 *
 * @param {any} page what the data block of the page holds
 * @returns {Model}
 */
export function readModel(page) {
  const sources = page.sources ?? [];
  /** @type {Node[]} */
  const nodes = page.nodes.map((/** @type {any} */ raw, /** @type {number} */ index) => ({
    ...FACTS,
    ...raw,
    index,
    key: raw.id.startsWith(BASE) ? raw.id.slice(BASE.length) : raw.id,
    kind: raw.kind ?? "city",
    member: !["network", "project"].includes(raw.kind),
    label: raw.label || raw.id,
    x: raw.at[0],
    y: raw.at[1],
    sources: (raw.sources ?? []).map((/** @type {number} */ place) => sources[place]),
    ties: [],
  }));
  const ties = page.ties.map((/** @type {any[]} */ [from, to, role, through, cited]) => {
    const ends = nodes[from].member ? [nodes[from], nodes[to]] : [nodes[to], nodes[from]];
    const tie = {
      member: ends[0], cooperation: ends[1], role, through,
      sources: cited.map((/** @type {number} */ place) => sources[place]),
    };
    for (const end of ends) end.ties.push(tie);
    return tie;
  });
  const cooperations = nodes.filter((node) => !node.member);
  const starts = cooperations.flatMap((node) => node.start ?? []);
  const ends = cooperations.flatMap((node) => endYear(node) ?? []);
  return {
    title: page.title ?? "",
    query: page.query ?? "",
    version: page.version ?? "",
    leftOut: page.leftOut ?? 0,
    groups: page.groups ?? [],
    countries: new Map(Object.entries(page.countries ?? {})),
    programmes: listProgrammes(cooperations),
    nodes,
    ties,
    years: starts.length ? [Math.min(...starts), Math.max(...ends)] : [0, 0],
  };
}

/**
 * The programmes by name, what has none last.
 *
 * @param {Node[]} cooperations
 */
function listProgrammes(cooperations) {
  const used = [...new Set(cooperations.map((node) => node.programme))];
  return used.sort((a, b) => Number(a === "") - Number(b === "") || a.localeCompare(b, "en"));
}

/**
 * The other end of a tie.
 *
 * @param {Tie} tie
 * @param {Node} node
 */
export function otherEnd(tie, node) {
  return tie.member === node ? tie.cooperation : tie.member;
}

/**
 * What a node is, in words.
 *
 * @param {Model} model
 * @param {Node} node
 */
export function sayKind(model, node) {
  if (!node.member) return node.type || "Network";
  const country = model.countries.get(node.country);
  const kind = node.kind === "city" ? "City" : "Organisation";
  return country ? `${kind} in ${country}` : kind;
}
