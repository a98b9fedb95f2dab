import { EN } from "./en.js";

/**
 * @typedef {keyof typeof EN} Key
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Phrase a text with {places} to
 *   fill, or one for each plural form of the language
 * @typedef {Record<string, string | number>} Values
 *
 * @typedef {object} Language what the pages say in one language
 * @property {string} name of the language, in itself
 * @property {Record<Key, Phrase>} phrases
 * @property {Record<string, string>} terms names of kinds and types, by what the dataset calls them
 */

/** @type {Map<string, Language>} */
const known = new Map([["en", { name: "English", phrases: EN, terms: {} }]]);
let spoken = "en";
const EUROPEAN = (
  "bg cs da de el en es et fi fr ga hr hu is it lt lv mk mt nb nl pl pt ro sk sl sq " +
  "sr sv tr uk"
).split(" ");
/** @type {Map<string, Intl.DisplayNames>} */
const regions = new Map();

/** English as it is written in Europe: 13 May 2018; a, b and c. */
function locale() {
  return spoken === "en" ? "en-GB" : spoken;
}

/**
 * Add a language to those that the page can speak.
 *
 * @param {string} code
 * @param {Language} language
 */
export function addLanguage(code, language) {
  known.set(code, language);
}

/** The languages that the page can speak, each with its code and its own name. */
export function listLanguages() {
  return [...known].map(([language, { name }]) => ({ language, name }));
}

/**
 * Speak a language from now on; one that was not added changes nothing.
 *
 * @param {string} language
 */
export function setLanguage(language) {
  if (known.has(language)) spoken = language;
}

/** The code of the language that is spoken. */
export function getLanguage() {
  return spoken;
}

function current() {
  return /** @type {Language} */ (known.get(spoken));
}

/**
 * Say a phrase with its places filled.
 *
 * @param {Key} key
 * @param {Values} [values]
 */
export function say(key, values = {}) {
  const phrase = current().phrases[key];
  return fill(typeof phrase === "string" ? phrase : (phrase.other ?? ""), values);
}

/**
 * Make what a language needs once: it is a thousand times dearer to make than to use.
 *
 * @template T
 * @param {(locale: string) => T} make
 * @returns {() => T}
 */
function keep(make) {
  /** @type {Map<string, T>} */
  const kept = new Map();
  return () => {
    const made = kept.get(spoken) ?? make(locale());
    kept.set(spoken, made);
    return made;
  };
}

/** The smallest number that is written out. */
const LEAST = 1e-6;
/** From here on a number is written whole. */
const WHOLE = 10;

const plurals = keep((name) => new Intl.PluralRules(name));
const numbers = keep((name) => new Intl.NumberFormat(name));
const smalls = keep((name) => new Intl.NumberFormat(name, { maximumSignificantDigits: 2 }));
const orders = keep((name) => new Intl.Collator(name));
const lists = keep((name) => new Intl.ListFormat(name));

/**
 * Say a phrase in the form that a number asks for; {n} is the number.
 *
 * @param {number} number
 * @param {Key} key
 * @param {Values} [values]
 */
export function count(number, key, values = {}) {
  const phrase = current().phrases[key];
  const form = plurals().select(number);
  const text = typeof phrase === "string" ? phrase : (phrase[form] ?? phrase.other ?? "");
  return fill(text, { n: sayNumber(number), ...values });
}

/**
 * @param {string} text
 * @param {Values} values
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Write a number as the language does.
 *
 * @param {number} number
 */
export function sayNumber(number) {
  return numbers().format(number);
}

/**
 * Write a number of two digits that count, down to a millionth.
 *
 * @param {number} number from 0 on
 */
export function saySmall(number) {
  if (number >= WHOLE) return sayNumber(Math.round(number));
  if (number > 0 && number < LEAST) return `< ${smalls().format(LEAST)}`;
  return smalls().format(number);
}

/**
 * Name a kind, a type or a role; a name that is not one of ours stays as it is.
 *
 * @param {string} label as the dataset has it
 */
export function sayTerm(label) {
  const { terms } = current();
  return Object.hasOwn(terms, label) ? terms[label] : label;
}

/**
 * Name a country: in English as the dataset does, else as the language does.
 *
 * @param {string} code
 * @param {string} label
 */
export function sayCountry(code, label) {
  return spoken === "en" ? label : (nameRegion(spoken, code) ?? label);
}

/**
 * The names of a country in the languages of the European Union and of its neighbours.
 *
 * @param {string} code
 */
export function listCountryNames(code) {
  return EUROPEAN.flatMap((language) => nameRegion(language, code) ?? []);
}

/**
 * @param {string} language
 * @param {string} code
 */
function nameRegion(language, code) {
  if (!/^[A-Z]{2}$/.test(code)) return;
  const names =
    regions.get(language) ?? new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  regions.set(language, names);
  return names.of(code);
}

/**
 * What the dataset calls a term and what every language that was taught calls it.
 *
 * @param {string} label
 */
export function listTerms(label) {
  const said = [...known.values()].flatMap(({ terms }) =>
    Object.hasOwn(terms, label) ? [terms[label]] : [],
  );
  return [label, ...said];
}

/**
 * Order names as the language does.
 *
 * @param {string} one
 * @param {string} other
 */
export function collate(one, other) {
  return orders().compare(one, other);
}

/**
 * Join names to a list as the language does: a, b and c.
 *
 * @param {string[]} names
 */
export function joinNames(names) {
  return lists().format(names);
}

/**
 * Fill what a part of the page says: `data-say` names the phrase of an element's text, `data-label`
 * that of its accessible name, `data-hint` that of an empty field.
 *
 * @param {ParentNode} part
 */
export function translate(part) {
  for (const found of /** @type {NodeListOf<HTMLElement>} */ (
    part.querySelectorAll("[data-say],[data-label],[data-hint]")
  )) {
    const { say: text, label, hint } = found.dataset;
    if (text) found.textContent = say(/** @type {Key} */ (text));
    if (label) found.setAttribute("aria-label", say(/** @type {Key} */ (label)));
    if (hint) found.setAttribute("placeholder", say(/** @type {Key} */ (hint)));
  }
}
