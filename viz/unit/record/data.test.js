import assert from "node:assert/strict";
import test from "node:test";
import { readAddress, writeAddress } from "../../src/record/address.js";
import { citeView } from "../../src/record/cite.js";
import { listValues } from "../../src/record/facets.js";
import { endYear, sayKind } from "../../src/record/model.js";
import { sayFilter } from "../../src/record/narrowed.js";
import { indexModel } from "../../src/record/search.js";
import { openSelection } from "../../src/record/selection.js";
import { applySelection } from "../../src/record/view.js";
import { sayRecord, sayView } from "../../src/record/words.js";
import { fold } from "../../src/shared/fold.js";
import { find, makeModel } from "../fixture.js";

test("names are compared without accents, case and signs", () => {
  assert.equal(fold("Alūksne"), "aluksne");
  assert.equal(fold("Łódź"), "lodz");
  assert.equal(fold("Straße  in Århus"), "strasse in arhus");
  assert.equal(fold("L'Aquila"), "l aquila");
  assert.equal(fold("İzmir"), "izmir");
  assert.equal(fold("Αθήνα"), "αθηνα");
});

test("a search finds other names and puts the exact one first", () => {
  const search = indexModel(makeModel());
  assert.deepEqual(
    search("kemnica").map(({ find: { label }, name }) => [label, name]),
    [["Chemnitz", "Kemnica"]],
  );
  assert.deepEqual(
    search("aluksne").map(({ find }) => find.label),
    ["Alūksne"],
  );
  assert.deepEqual(search("  ").length, 0);
  assert.deepEqual(search("new")[0].find.label, "=New");
});

test("the page's data become nodes that know their ties", () => {
  const model = makeModel();
  const riga = find(model, "city/riga");
  assert.equal(riga.ties.length, 3);
  assert.equal(riga.ties[0].cooperation, find(model, "network/old"));
  assert.equal(riga.ties[0].sources[0].label, "One source");
  assert.equal(sayKind(model, riga), "City in Latvia");
  assert.deepEqual(model.years, [2003, 2021]);
  assert.deepEqual(model.programmes, ["First", "Second", ""]);
});

test("a missing end counts as three years after the start", () => {
  assert.equal(endYear({ start: 2018, end: null }), 2021);
  assert.equal(endYear({ start: null, end: null }), null);
});

test("an open filter keeps every tie", () => {
  const model = makeModel();
  const view = applySelection(model, openSelection(model));
  assert.equal(view.ties.size, 6);
  assert.equal(view.undated, 0);
  assert.equal(view.degree[0], 3);
});

test("a period keeps what overlaps it and counts what has no start", () => {
  const model = makeModel();
  const view = applySelection(model, { ...openSelection(model), from: 2006, to: 2017 });
  assert.deepEqual(
    [...view.ties].map((tie) => tie.cooperation.label),
    ["Old", "Old"],
  );
  assert.equal(view.undated, 1);
  const later = applySelection(model, { ...openSelection(model), from: 2021 });
  assert.deepEqual([...new Set([...later.ties].map((tie) => tie.cooperation.label))], ["=New"]);
});

test("roles, countries, themes and programmes narrow the picture", () => {
  const model = makeModel();
  const open = openSelection(model);
  assert.equal(applySelection(model, { ...open, role: new Set(["lead"]) }).ties.size, 5);
  assert.equal(applySelection(model, { ...open, role: new Set(["partner"]) }).ties.size, 6);
  assert.equal(applySelection(model, { ...open, country: new Set(["DE"]) }).ties.size, 2);
  assert.equal(applySelection(model, { ...open, group: new Set(["economy"]) }).ties.size, 2);
  assert.equal(applySelection(model, { ...open, programme: new Set(["Second"]) }).ties.size, 3);
  assert.deepEqual(listValues(model, "country"), ["DE", "LV", ""]);
});

const LOOKS = ["picture", "table"];

test("an address leads back to the same place", () => {
  const model = makeModel();
  const filter = { ...openSelection(model), country: new Set(["LV", ""]), from: 2005 };
  const place = /** @type {import("../../src/record/address.js").Place} */ ({
    look: "table",
    chosen: find(model, "city/riga"),
    other: null,
    task: "",
    arcs: "partners",
    language: "en",
    extra: {},
    filter: { ...filter, role: new Set(["lead"]) },
  });
  const address = writeAddress(model, place, LOOKS);
  assert.equal(address, "view=table&at=city/riga&country=LV&country=&role=lead&from=2005");
  assert.deepEqual(readAddress(model, `#${address}`, LOOKS), place);
  assert.equal(writeAddress(model, readAddress(model, "", LOOKS), LOOKS), "");
});

test("of an address that makes no sense nothing is kept, and years are held within the record", () => {
  const model = makeModel();
  const place = readAddress(model, "#at=%E0%A4%A&role=owner&from=1e9&to=99&country=%&x=<b>", LOOKS);
  assert.equal(place.chosen, null);
  assert.equal(place.filter.role?.size, 0);
  assert.equal(place.filter.from, 2003);
  assert.equal(place.filter.to, 2003);
  assert.equal(place.filter.country?.size, 0);
});

test("a citation says version, command, filters and address", () => {
  const model = makeModel();
  const filter = { ...openSelection(model), role: new Set(["lead"]), from: 2010 };
  const text = citeView(model, filter, "#role=lead&from=2010");
  assert.match(text, /version 1\.0/);
  assert.match(text, /hanse viz network --country LV\./);
  assert.match(text, /role: lead; active between 2010 and 2021/);
  assert.match(text, /#role=lead&from=2010$/);
  assert.equal(sayFilter(model, openSelection(model)), "");
});

test("sentences give the figures and what a period leaves out", () => {
  const model = makeModel();
  const open = openSelection(model);
  assert.equal(
    sayRecord(model),
    "3 cities and 1 organisation of 2 countries in 3 networks between " +
      "2003 and 2018. Choose one to see its ties and their sources.",
  );
  assert.equal(
    sayView(model, open, applySelection(model, open)),
    "All 3 cities (circles), " +
      "1 organisation (diamond), 3 networks (squares), 6 memberships. A thick line joins a lead.",
  );
  const late = { ...open, from: 2019 };
  assert.equal(
    sayView(model, late, applySelection(model, late)),
    "2 cities (circles), " +
      "1 organisation (diamond), 1 network (square), 3 memberships. A thick line joins a lead. " +
      "1 network or project does not pass the filters. 1 without a recorded start is left out. Without a recorded end, a network counts for 3 " +
      "years after its start.",
  );
  const none = { ...open, country: /** @type {Set<string>} */ (new Set()) };
  assert.equal(sayView(model, none, applySelection(model, none)), "Nothing passes the filters.");
});
