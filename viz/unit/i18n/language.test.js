import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { EN } from "../../src/i18n/en.js";
import {
  addLanguage,
  count,
  joinNames,
  listLanguages,
  say,
  sayCountry,
  sayNumber,
  sayTerm,
  setLanguage,
} from "../../src/i18n/language.js";
import { LV } from "../../src/i18n/lv.js";

/** @typedef {import("../../src/i18n/language.js").Key} Key */

addLanguage("lv", LV);
afterEach(() => setLanguage("en"));

/** @param {import("../../src/i18n/language.js").Phrase} phrase */
function listPlaces(phrase) {
  const forms = typeof phrase === "string" ? [phrase] : Object.values(phrase);
  return forms.map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join());
}

test("both languages say the same phrases, with the same places to fill", () => {
  assert.deepEqual(Object.keys(LV.phrases), Object.keys(EN));
  for (const [key, phrase] of Object.entries(EN)) {
    const other = LV.phrases[/** @type {Key} */ (key)];
    assert.equal(typeof other, typeof phrase, key);
    assert.equal(new Set([...listPlaces(phrase), ...listPlaces(other)]).size, 1, key);
  }
});

test("a phrase that is counted has every form that its language knows", () => {
  for (const [language, phrases] of [
    ["en", EN],
    ["lv", LV.phrases],
  ]) {
    const forms = new Intl.PluralRules(/** @type {string} */ (language)).resolvedOptions();
    for (const [key, phrase] of Object.entries(phrases)) {
      if (typeof phrase === "string") continue;
      assert.deepEqual(Object.keys(phrase).sort(), [...forms.pluralCategories].sort(), key);
    }
  }
});

test("Latvian counts in three forms, English in two", () => {
  assert.equal(count(1, "of.city"), "1 city");
  assert.equal(count(0, "of.city"), "0 cities");
  setLanguage("lv");
  const said = [0, 1, 2, 10, 11, 21, 22].map((number) => count(number, "of.city"));
  assert.deepEqual(said, [
    "0 pilsētu",
    "1 pilsēta",
    "2 pilsētas",
    "10 pilsētu",
    "11 pilsētu",
    "21 pilsēta",
    "22 pilsētas",
  ]);
});

test("numbers, countries and lists are written as the language does", () => {
  assert.equal(sayNumber(12_345), "12,345");
  assert.equal(sayCountry("LV", "Republic of Latvia"), "Republic of Latvia");
  assert.equal(joinNames(["a", "b", "c"]), "a, b and c");
  setLanguage("lv");
  assert.equal(sayNumber(12_345), "12\u00a0345");
  assert.equal(sayCountry("LV", "Latvia"), "Latvija");
  assert.equal(sayCountry("XX", "Nowhere"), "Nowhere");
  assert.equal(sayCountry("<b>", "<b>"), "<b>");
  assert.equal(joinNames(["a", "b", "c"]), "a, b un c");
});

test("terms of ours are translated, names of the dataset stay", () => {
  setLanguage("lv");
  assert.equal(sayTerm("Transfer network"), "Pārneses tīkls");
  assert.equal(sayTerm("Re-growCity"), "Re-growCity");
  assert.equal(sayTerm("constructor"), "constructor");
});

test("a place that nothing fills stays, and what fills it is not read again", () => {
  assert.equal(say("filter.only.name", {}), "Only {name}");
  assert.equal(say("filter.only.name", { name: "{name} $& <b>" }), "Only {name} $& <b>");
});

test("a language that was not added is not spoken", () => {
  setLanguage("de");
  assert.equal(say("bar.cite"), "Cite");
  assert.deepEqual(
    listLanguages().map(({ name }) => name),
    ["English", "Latviešu"],
  );
});
