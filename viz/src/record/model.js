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
 * @property {string} region of Europe, "" where unknown
 * @property {string} size class of its population, "" where unknown
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
 * @property {Node[]} related of an event: its cooperations; of a cooperation: its events; of a
 *   member: the practices and events that have their home there
 * @property {Attendance[]} attendance of an event, of a member, and of a city for which it came
 * @property {Phase[]} phases of a cooperation
 *
 * @typedef {object} Tie
 * @property {Node} member
 * @property {Node} cooperation
 * @property {string} role
 * @property {number | null} start year of the membership or of its phase; null for that of the
 *   cooperation
 * @property {number | null} end
 * @property {string} through the body that takes part for the city
 * @property {string} body its key, "" where the member takes part itself
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
 * @property {Map<string, Map<string, string>>} ids by which values of a facet go beside their names
 * @property {string} digest SHA-256 of the dataset
 * @property {string} command that made the page
 * @property {string} language in which the page opens
 * @property {string} pages address of the page of a thing, with {key} for its key; "" without a
 *   site
 * @property {[number, number]} years first and last year in which anything ran
 * @property {Pruned | null} pruned null where every tie is drawn
 * @property {Map<string, Chance>} meetings of countries' cities beside chance, by LV-ES as by ES-LV
 */

/**
 * @typedef {object} Chance how often the cities of two countries meet, and how often by chance
 * @property {number} observed cooperations shared, a pair of cities that shares two counted twice
 * @property {number} expected
 * @property {number} q
 * @property {"" | "over" | "under"} represented whether that is more or less than chance gives
 */

/** How long a cooperation without a recorded end is taken to have run, in years. */
export const ASSUMED_YEARS = 3;

/** The kinds of what joins members. */
export const JOINING = ["network", "project"];

/**
 * The last year in which a cooperation is taken to have run.
 *
 * @param {{ start: number | null, end: number | null }} cooperation
 */
export function endYear({ start, end }) {
  return end ?? (start === null ? null : start + ASSUMED_YEARS);
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
