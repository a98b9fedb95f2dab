import { say, sayCountry, sayTerm } from "../i18n/language.js";

/**
 * @typedef {"city" | "organisation" | "network" | "project" | "practice" | "event"} Kind
 * @typedef {{ id: string, label: string, url?: string, publisher?: string }} Source
 * @typedef {{ id: string, label: string, colour: string }} Group
 * @typedef {object} Node
 * @property {number} index place in the list of nodes
 * @property {string} id its address (IRI)
 * @property {string} key the address without what all have in common: city/riga
 * @property {Kind} kind
 * @property {boolean} member a city or an organisation
 * @property {boolean} joins a network or a project, which joins members
 * @property {string} label
 * @property {string[]} names all other names
 * @property {number} x
 * @property {number} y
 * @property {[number, number] | null} degrees longitude and latitude
 * @property {[number, number] | null} place on the map, kilometres from its corner
 * @property {string} country code, "" where unknown
 * @property {number | null} population
 * @property {string} note
 * @property {string[]} links
 * @property {string} type
 * @property {string} programme
 * @property {string} group
 * @property {string[]} themes
 * @property {Set<string>} topics ids of its themes and of those above them
 * @property {number | null} start
 * @property {number | null} end
 * @property {string} from date as exact as its source, of an event
 * @property {string} until
 * @property {number | null} issued year of a practice's label
 * @property {Source[]} sources
 * @property {Tie[]} ties
 * @property {Transfer[]} transfers in which it is practice, giver, learner or cooperation
 * @property {Node[]} homes of a practice: where it is practised; of an event: its city
 * @property {Node[]} parts of an event: its cooperations; of a cooperation: its events; of a
 *   member: the practices and events that have their home there
 * @property {Attendance[]} attendance of an event, of a member, and of a city for which it came
 * @property {Phase[]} phases of a cooperation
 *
 * @typedef {object} Tie
 * @property {Node} member
 * @property {Node} cooperation
 * @property {string} role
 * @property {string} through the body that takes part for the city
 * @property {Source[]} sources
 *
 * @typedef {object} Transfer one member that takes up a practice of another
 * @property {Node} practice
 * @property {Node} giver
 * @property {Node} learner
 * @property {Node} cooperation
 * @property {Source[]} sources
 *
 * @typedef {{ event: Node, member: Node, role: string, city: Node | null, sources: Source[] }}
 *   Attendance
 * @typedef {{ label: string, start: string, months: number | null, sources: Source[] }} Phase
 * @typedef {{ id: string, label: string, broader: string[] }} Theme
 *
 * @typedef {object} Scope what of the dataset the page shows, by names
 * @property {"" | "network" | "city" | "country"} about
 * @property {string[]} names
 * @property {string[]} codes of countries, one for each name
 * @property {string[]} themes
 * @property {string[]} programmes
 * @property {number | null} start
 * @property {number | null} end
 *
 * @typedef {object} Pruned which ties of a large network are drawn before anything is chosen: those
 *   of members who meet, in the cooperation, one with whom they are a pair that the rule keeps
 * @property {"backbone" | "weight"} rule
 * @property {number} level an alpha that pairs are below, or a number of cooperations they reach
 * @property {number} pairs how many the rule keeps
 * @property {number} of how many there are
 * @property {Set<Tie>} drawn
 *
 * @typedef {object} Model
 * @property {string} title in English
 * @property {Scope} scope
 * @property {string} query
 * @property {string} version
 * @property {number} leftOut
 * @property {Group[]} groups
 * @property {Map<string, string>} countries code to name
 * @property {string[]} programmes
 * @property {Node[]} nodes
 * @property {Tie[]} ties
 * @property {Transfer[]} transfers
 * @property {Map<string, Theme>} themes by id
 * @property {string[]} types of cooperations
 * @property {string} digest SHA-256 of the dataset
 * @property {string} command that made the page
 * @property {string} language in which the page opens
 * @property {string} pages address of the page of a thing, with {key} for its key; "" without a
 *   site
 * @property {[number, number]} years first and last year in which anything ran
 * @property {Pruned | null} pruned null where every tie is drawn
 * @property {Map<string, Chance>} meetings of countries' cities beside chance, by LV-ES as by ES-LV
 */

const BASE = "https://w3id.org/hanse/id/";
/**
 * @typedef {object} Chance how often the cities of two countries meet, and how often by chance
 * @property {number} observed cooperations shared, a pair of cities that shares two counted twice
 * @property {number} expected
 * @property {number} q
 * @property {"" | "over" | "under"} represented whether that is more or less than chance gives
 */

/** How long a cooperation without a recorded end is taken to have run, in years. */
export const ASSUMED_YEARS = 3;
const FACTS = {
  names: [],
  country: "",
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
const JOINING = ["network", "project"];
const OTHERS = ["practice", "event"];

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
    nodes,
    ties,
    transfers: readTransfers(page, nodes),
    years: starts.length ? [span(starts)[0], span(ends)[1]] : [0, 0],
    pruned: readPruned(page, ties),
    meetings: readMeetings(page),
  };
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
 * The least and the greatest of a list, which may be longer than a call can have arguments.
 *
 * @param {number[]} numbers one at least
 * @returns {[number, number]}
 */
export function span(numbers) {
  return [
    numbers.reduce((one, other) => Math.min(one, other)),
    numbers.reduce((one, other) => Math.max(one, other)),
  ];
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
    parts: [],
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
  return page.ties.map((/** @type {any[]} */ [from, to, role, through, cited]) => {
    const ends = nodes[to].joins ? [nodes[from], nodes[to]] : [nodes[to], nodes[from]];
    const tie = {
      member: ends[0],
      cooperation: ends[1],
      role,
      through,
      sources: cite(page, cited),
    };
    for (const end of ends) end.ties.push(tie);
    return tie;
  });
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
    nodes[home].parts.push(nodes[thing]);
  }
  for (const [event, cooperation] of page.occasions ?? []) {
    nodes[event].parts.push(nodes[cooperation]);
    nodes[cooperation].parts.push(nodes[event]);
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
  const kind = node.type ? sayTerm(node.type) : say(`kind.${node.kind}`);
  const label = model.countries.get(node.country);
  const country = label && sayCountry(node.country, label);
  return country && !node.joins ? say("kind.in", { kind, country }) : kind;
}
