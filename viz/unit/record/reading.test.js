import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { beginYears, passYear } from "../../src/explorer/player.js";
import { addLanguage, setLanguage } from "../../src/i18n/language.js";
import { LV } from "../../src/i18n/lv.js";
import { compareMembers } from "../../src/record/compare.js";
import { countValues } from "../../src/record/counting.js";
import { listNarrowed } from "../../src/record/narrowed.js";
import { indexModel, indexThemes } from "../../src/record/search.js";
import { openSelection } from "../../src/record/selection.js";
import { countCompanions, rankLeads } from "../../src/record/ties.js";
import { applySelection } from "../../src/record/view.js";
import { sayRecord } from "../../src/record/words.js";
import { sayDate, sayDates, sayPeriod } from "../../src/shared/dates.js";
import { find, makeRecord } from "../fixture.js";

addLanguage("lv", LV);
afterEach(() => setLanguage("en"));
const model = makeRecord();
const open = openSelection(model);
const whole = applySelection(model, open);

test("a search finds nodes of every kind, themes, countries in any language and programmes", () => {
  const search = indexModel(model);
  const first = (/** @type {string} */ text) => {
    const [
      {
        find: { kind, label, filter },
      },
    ] = search(text);
    return [kind, label, Object.keys(filter).join()];
  };
  assert.deepEqual(first("mend"), ["practice", "Mend houses", ""]);
  assert.deepEqual(first("a visit"), ["event", "A visit", ""]);
  assert.deepEqual(first("housing"), ["theme", "Housing", "theme"]);
  assert.deepEqual(first("latvija"), ["country", "Latvia", "country"]);
  assert.deepEqual(first("Lettland"), ["country", "Latvia", "country"]);
  assert.deepEqual(first("second"), ["programme", "Second", "programme"]);
  assert.equal(search("atlantis").length, 0);
});

test("themes are listed without a name, and found by one", () => {
  const search = indexThemes(model);
  assert.deepEqual(
    search("").map(({ find: { label, weight } }) => [label, weight]),
    [
      ["Housing", 1],
      ["Living", 1],
    ],
  );
  assert.deepEqual(
    search("hous").map(({ name }) => name),
    ["Housing"],
  );
});

test("a count follows all the other filters and leaves out what would keep nothing", () => {
  const counts = countValues(model, {
    ...open,
    country: new Set(["DE"]),
    programme: new Set(["First"]),
  });
  assert.deepEqual([...(counts.get("programme") ?? [])], [["First", 1]]);
  assert.deepEqual(
    [...(counts.get("country") ?? [])],
    [
      ["LV", 1],
      ["DE", 1],
    ],
  );
  assert.deepEqual([...(counts.get("group") ?? [])], [["economy", 1]]);
});

test("what is narrowed is said with what opens it again", () => {
  const narrowed = listNarrowed(model, {
    ...open,
    theme: new Set(["housing"]),
    role: new Set(["lead"]),
    from: 2018,
    to: 2018,
  });
  assert.deepEqual(
    narrowed.map(({ words }) => words),
    ["theme: Housing", "role: lead", "active in 2018"],
  );
  const again = Object.assign(
    { ...open, theme: new Set(["housing"]) },
    ...narrowed.map((one) => one.open),
  );
  assert.deepEqual(again, open);
});

test("two members are set side by side with what they share", () => {
  const [riga, aluksne] = [find(model, "city/riga"), find(model, "city/aluksne")];
  const { figures, shared, partners, countries } = compareMembers(whole, riga, aluksne);
  assert.deepEqual(figures[0], {
    networks: 3,
    led: 1,
    partners: 3,
    countries: 2,
    learnt: 0,
    taught: 0,
  });
  assert.deepEqual(figures[1], {
    networks: 1,
    led: 1,
    partners: 2,
    countries: 1,
    learnt: 1,
    taught: 0,
  });
  assert.deepEqual(
    shared.map(({ cooperation, ties }) => [cooperation.label, ...ties.map((tie) => tie.role)]),
    [["=New", "partner", "lead"]],
  );
  assert.deepEqual(
    partners.map((node) => node.label),
    ["A body"],
  );
  assert.deepEqual(countries, []);
  const late = applySelection(model, { ...open, from: 2003, to: 2006 });
  assert.deepEqual(compareMembers(late, riga, aluksne).shared, []);
});

test("who leads the most comes first, and who meets most often", () => {
  assert.deepEqual(
    rankLeads(whole, 5).map(([node, led]) => [node.label, led]),
    [
      ["Alūksne", 1],
      ["Rīga", 1],
    ],
  );
  assert.deepEqual(rankLeads(whole, 1).length, 1);
  assert.deepEqual(
    countCompanions(whole, find(model, "city/riga")).map(([node, times]) => [node.label, times]),
    [
      ["A body", 1],
      ["Alūksne", 1],
      ["Chemnitz", 1],
    ],
  );
});

test("dates are said as exactly as they are recorded", () => {
  assert.deepEqual(["2018", "2018-04", "2018-04-04", "--02-29", "", "spring"].map(sayDate), [
    "2018",
    "April 2018",
    "4 April 2018",
    "29 February, year not recorded",
    "",
    "spring",
  ]);
  assert.equal(sayDates("2019-05-02", "2019-05-03"), "2 May 2019 – 3 May 2019");
  assert.equal(sayDates("2019-05-02", "2019-05-02"), "2 May 2019");
  assert.deepEqual(
    [
      { start: 2018, end: null },
      { start: 2018, end: 2021 },
      { start: 2018, end: 2018 },
      { start: null, end: null },
    ].map(sayPeriod),
    ["2018–", "2018–2021", "2018", ""],
  );
  setLanguage("lv");
  assert.equal(sayDate("2018-04-04"), "2018. gada 4. aprīlis");
  assert.equal(sayDate("--05-13"), "13. maijs, gads nav norādīts");
});

test("years pass one by one, or as a window of the length that was kept", () => {
  /** @type {[number, number]} */
  const years = [2003, 2021];
  assert.deepEqual(beginYears({ from: 2003, to: 2021 }, years), { from: 2003, to: 2003 });
  assert.deepEqual(beginYears({ from: 2010, to: 2012 }, years), { from: 2010, to: 2012 });
  assert.deepEqual(beginYears({ from: 2019, to: 2021 }, years), { from: 2003, to: 2005 });
  assert.deepEqual(passYear({ from: 2010, to: 2012 }, years), { from: 2011, to: 2013 });
  assert.equal(passYear({ from: 2019, to: 2021 }, years), null);
});

test("the sentence about the whole record counts its practices and events too", () => {
  assert.equal(
    sayRecord(model),
    "3 cities and 1 organisation of 2 countries, 3 networks between 2003 " +
      "and 2018, 1 good practice and 1 event. Choose one to see its ties and their sources.",
  );
  setLanguage("lv");
  assert.equal(
    sayRecord(model),
    "3 pilsētas un 1 organizācija no 2 valstīm, 3 tīkli no 2003. līdz " +
      "2018. gadam, 1 laba prakse un 1 notikums. Izvēlieties kādu, lai redzētu saites un to avotus.",
  );
});
