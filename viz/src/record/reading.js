import { endYear, JOINING, span } from "./model.js";

/**
 * @typedef {import("./model.js").Chance} Chance
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./model.js").Pruned} Pruned
 * @typedef {import("./model.js").Source} Source
 * @typedef {import("./model.js").Theme} Theme
 * @typedef {import("./model.js").Tie} Tie
 * @typedef {import("./model.js").Transfer} Transfer
 */

const BASE = "https://w3id.org/hanse/id/";
const FACTS = {
  names: [],
  country: "",
  region: "",
  size: "",
  population: null,
  note: "",
  links: [],
  type: "",
  programme: "",
  group: "unknown",
  themes: [],
  start: null,
  end: null,
  degrees: null,
  place: null,
  from: "",
  until: "",
  issued: null,
};
const OTHERS = ["practice", "event"];

/**
 * Join the page's data into nodes and ties that know each other.
 *
 * @param {any} page what the data block of the page holds
 * @returns {Model}
 */
export function readModel(page) {
  const sources = page.sources ?? [];
  const themes = new Map(
    (page.themes ?? []).map((/** @type {Theme} */ theme) => [theme.id, theme]),
  );
  /** @type {Node[]} */
  const nodes = page.nodes.map((/** @type {any} */ raw, /** @type {number} */ index) =>
    readNode(raw, index, sources, themes),
  );
  const ties = readTies(page, nodes);
  const cooperations = nodes.filter((node) => node.joins);
  const starts = cooperations.flatMap((node) => node.start ?? []);
  const ends = cooperations.flatMap((node) => endYear(node) ?? []);
  readHappenings(page, nodes);
  return {
    title: page.title ?? "",
    scope: {
      about: "",
      names: [],
      codes: [],
      themes: [],
      programmes: [],
      start: null,
      end: null,
      ...page.scope,
    },
    query: page.query ?? "",
    version: page.version ?? "",
    digest: page.digest ?? "",
    command: page.command ?? "network",
    language: page.language ?? "en",
    pages: page.pages ?? "",
    leftOut: page.leftOut ?? 0,
    groups: page.groups ?? [],
    countries: new Map(Object.entries(page.countries ?? {})),
    programmes: listUsed(cooperations, (node) => node.programme),
    types: listUsed(cooperations, (node) => node.type),
    themes,
    ids: readIds(page),
    nodes,
    ties,
    transfers: readTransfers(page, nodes),
    years: starts.length ? [span(starts)[0], span(ends)[1]] : [0, 0],
    pruned: readPruned(page, ties),
    meetings: readMeetings(page),
  };
}

/** @param {any} page @returns {Map<string, Map<string, string>>} */
function readIds({ ids = {} }) {
  return new Map(Object.entries(ids).map(([facet, own]) => [facet, new Map(Object.entries(own))]));
}

/**
 * @param {any} page
 * @returns {Map<string, Chance>}
 */
function readMeetings({ meetings = [] }) {
  return new Map(
    meetings.flatMap((/** @type {any[]} */ [one, other, ...found]) => {
      const [observed, expected, q, represented] = found;
      const chance = { observed, expected, q, represented };
      return [
        [`${one}-${other}`, chance],
        [`${other}-${one}`, chance],
      ];
    }),
  );
}

/**
 * @param {any} page
 * @param {Tie[]} ties in the order of the page
 * @returns {Pruned | null}
 */
function readPruned({ pruned }, ties) {
  return pruned
    ? { ...pruned, drawn: new Set(ties.filter((_, place) => pruned.drawn[place] === "1")) }
    : null;
}

/**
 * @param {any} raw
 * @param {number} index
 * @param {Source[]} sources
 * @param {Map<string, Theme>} themes
 * @returns {Node}
 */
function readNode(raw, index, sources, themes) {
  const kind = raw.kind ?? "city";
  const joins = JOINING.includes(kind);
  return {
    ...FACTS,
    ...raw,
    index,
    key: raw.id.startsWith(BASE) ? raw.id.slice(BASE.length) : raw.id,
    kind,
    member: !joins && !OTHERS.includes(kind),
    joins,
    label: raw.label || raw.id,
    x: raw.at?.[0] ?? 0,
    y: raw.at?.[1] ?? 0,
    themes: (raw.themes ?? []).map((/** @type {string} */ one) => themes.get(one)?.label ?? one),
    topics: climb(raw.themes ?? [], themes),
    sources: (raw.sources ?? []).map((/** @type {number} */ place) => sources[place]),
    ties: [],
    transfers: [],
    homes: [],
    related: [],
    attendance: [],
    phases: [],
  };
}

/**
 * Themes and all above them; a circle is walked once.
 *
 * @param {string[]} own
 * @param {Map<string, Theme>} themes
 */
function climb(own, themes) {
  const found = new Set(own);
  for (const one of found) for (const above of themes.get(one)?.broader ?? []) found.add(above);
  return found;
}

/**
 * @param {any} page
 * @param {Node[]} nodes
 * @returns {Tie[]}
 */
function readTies(page, nodes) {
  return page.ties.map(
    (/** @type {any[]} */ [from, to, role, through, cited, start, end, body]) => {
      const ends = nodes[to].joins ? [nodes[from], nodes[to]] : [nodes[to], nodes[from]];
      const tie = {
        member: ends[0],
        cooperation: ends[1],
        role,
        through,
        start: start ?? null,
        end: end ?? null,
        body: body ?? "",
        sources: cite(page, cited),
      };
      for (const end of ends) end.ties.push(tie);
      return tie;
    },
  );
}

/**
 * @param {any} page
 * @param {number[]} places
 * @returns {Source[]}
 */
function cite(page, places) {
  return places.map((place) => page.sources[place]);
}

/**
 * @param {any} page
 * @param {Node[]} nodes
 * @returns {Transfer[]}
 */
function readTransfers(page, nodes) {
  return (page.transfers ?? []).map(
    (/** @type {any[]} */ [practice, giver, learner, within, cited]) => {
      const transfer = {
        practice: nodes[practice],
        giver: nodes[giver],
        learner: nodes[learner],
        cooperation: nodes[within],
        sources: cite(page, cited),
      };
      const { sources, ...ends } = transfer;
      for (const end of new Set(Object.values(ends))) end.transfers.push(transfer);
      return transfer;
    },
  );
}

/**
 * Join practices and events with their cities, events with who came, networks with their phases.
 *
 * @param {any} page
 * @param {Node[]} nodes
 */
function readHappenings(page, nodes) {
  for (const [thing, home] of page.homes ?? []) {
    nodes[thing].homes.push(nodes[home]);
    nodes[home].related.push(nodes[thing]);
  }
  for (const [event, cooperation] of page.occasions ?? []) {
    nodes[event].related.push(nodes[cooperation]);
    nodes[cooperation].related.push(nodes[event]);
  }
  for (const [event, member, role, city, cited] of page.attendance ?? []) {
    const one = {
      event: nodes[event],
      member: nodes[member],
      role,
      city: nodes[city] ?? null,
      sources: cite(page, cited),
    };
    // A city is told of those who came for it.
    for (const end of new Set([event, member, city < 0 ? member : city])) {
      nodes[end].attendance.push(one);
    }
  }
  for (const [cooperation, label, start, months, cited] of page.phases ?? []) {
    nodes[cooperation].phases.push({ label, start, months, sources: cite(page, cited) });
  }
}

/**
 * The values that are used, by name, what has none last.
 *
 * @param {Node[]} cooperations
 * @param {(node: Node) => string} read
 */
function listUsed(cooperations, read) {
  const used = [...new Set(cooperations.map(read))];
  return used.sort((a, b) => Number(a === "") - Number(b === "") || a.localeCompare(b, "en"));
}
