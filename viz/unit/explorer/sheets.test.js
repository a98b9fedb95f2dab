import assert from "node:assert/strict";
import test from "node:test";
import {
  columnsOfChronicle,
  columnsOfMembers,
  columnsOfPractices,
} from "../../src/explorer/sheets/columns.js";
import { drawCountries } from "../../src/explorer/sheets/countries_picture.js";
import { drawRibbon, findTransfers, layFlow, UNIT } from "../../src/explorer/sheets/flows.js";
import { framePicture, trim, wrap } from "../../src/explorer/sheets/frame.js";
import {
  countSide,
  findTies,
  gatherMeetings,
  listShades,
  pairCities,
  rankCountries,
  shade,
} from "../../src/explorer/sheets/pairs.js";
import { writePicture } from "../../src/explorer/sheets/picture.js";
import { drawFlow } from "../../src/explorer/sheets/practices_picture.js";
import { bundleSpans, readChronicle } from "../../src/explorer/sheets/spans.js";
import {
  columnsOfEncounters,
  columnsOfMeetings,
  columnsOfMemberships,
  columnsOfTransfers,
} from "../../src/explorer/sheets/tie_columns.js";
import { drawTimeline } from "../../src/explorer/sheets/timeline_picture.js";
import { readAddress, writeAddress } from "../../src/record/address.js";
import { readModel } from "../../src/record/reading.js";
import { writeRows } from "../../src/shared/csv.js";
import { stepGrid, stepLine } from "../../src/shared/roving_tabindex.js";
import { find, makePage } from "../fixture.js";
import { ID, look, makeRecord } from "./happenings.js";

test("two cities in one network are a pair, once, whatever else they share", () => {
  const model = makeRecord();
  const pairs = pairCities(look(model));
  assert.deepEqual(
    pairs.map(({ one, other, shared }) => [one.label, other.label, shared.length]),
    [
      ["Rīga", "Chemnitz", 1],
      ["Rīga", "Alūksne", 1],
    ],
  );
  const tie = { ...model.ties[1], cooperation: find(model, "network/new") };
  for (const list of [model, tie.member, tie.cooperation]) list.ties.push(tie);
  assert.deepEqual(
    pairCities(look(model)).map(({ shared }) => shared.length),
    [2, 1, 1],
  );
});

test("pairs are gathered by their countries in both orders", () => {
  const model = makeRecord();
  const meetings = gatherMeetings(pairCities(look(model)));
  assert.deepEqual(
    [...meetings].map(([key, { pairs }]) => [key, pairs.length]),
    [
      ["LV-DE", 1],
      ["DE-LV", 1],
      ["LV-LV", 1],
    ],
  );
  assert.equal(meetings.get("DE-LV")?.pairs[0].one.label, "Chemnitz");
  assert.deepEqual(rankCountries(meetings), ["LV", "DE"]);
  const meeting = /** @type {import("../../src/explorer/sheets/pairs.js").Meeting} */ (
    meetings.get("LV-DE")
  );
  assert.deepEqual(
    countSide(meeting, "one").map(([city, times]) => [city.label, times]),
    [["Rīga", 1]],
  );
  const [tie] = findTies(look(model), find(model, "city/riga"), find(model, "network/old"));
  assert.equal(tie.sources[0].label, "One source");
});

test("two countries that meet more than by chance are signed in both squares of the picture", () => {
  const model = readModel({
    ...makePage(),
    meetings: [
      ["DE", "LV", 1, 0.25, 0.01, "over"],
      ["LV", "LV", 1, 2.5, 0.02, "under"],
      ["DE", "DE", 0, 0.5, 1, ""],
    ],
  });
  const meetings = gatherMeetings(pairCities(look(model)));
  const { marks } = drawCountries(model, meetings, rankCountries(meetings), model.meetings, {
    title: "T",
    caption: "S",
    origin: "O",
  });
  const signs = marks.flatMap((mark) =>
    mark.mark === "word" && /^[+−]$/.test(mark.text) ? mark.text : [],
  );
  assert.deepEqual(signs.sort(), ["+", "+", "−"]);
  const columns = columnsOfMeetings(model, model.meetings);
  const rows = [...meetings.values()].map((meeting) =>
    columns.slice(4, 7).map(({ read }) => read(meeting)),
  );
  assert.deepEqual(rows, [
    [1, 0.25, "more"],
    [1, 0.25, "more"],
    [1, 2.5, "less"],
  ]);
});

test("a city without a country is of no pair of countries", () => {
  const model = makeRecord();
  find(model, "city/aluksne").country = "";
  const pairs = pairCities(look(model));
  assert.deepEqual([pairs.length, [...gatherMeetings(pairs).keys()]], [2, ["LV-DE", "DE-LV"]]);
});

test("the square root of a count sets its shade, and each shade says its counts", () => {
  assert.deepEqual(
    [0, 1, 50, 100].map((count) => shade(count, 100)),
    [0, 1, 5, 7],
  );
  const ranges = listShades(203);
  assert.deepEqual(
    [ranges[0], ranges.at(-1)],
    [
      [1, 1, 4],
      [7, 150, 203],
    ],
  );
  assert.deepEqual(listShades(2), [
    [5, 1, 1],
    [7, 2, 2],
  ]);
});

test("ribbons carry every transfer from its giver to its learner", () => {
  const model = makeRecord();
  const view = look(model);
  const lands = layFlow(view.transfers, () => false);
  assert.deepEqual(
    lands.givers.map(({ key, transfers }) => [key, transfers.length]),
    [["country/DE", 2]],
  );
  assert.deepEqual(
    lands.learners.map(({ key, height }) => [key, height]),
    [["country/LV", 2 * UNIT]],
  );
  assert.deepEqual(
    lands.ribbons.map(({ group, width }) => [group, width]),
    [
      ["economy", UNIT],
      ["unknown", UNIT],
    ],
  );
  const towns = layFlow(view.transfers, (side) => side === "learner");
  assert.deepEqual(
    towns.learners.map(({ key }) => key),
    ["city/aluksne", "city/riga"],
  );
  for (const { from, to, width, giver, learner } of [...lands.ribbons, ...towns.ribbons]) {
    assert.ok(from >= giver.top && from + width <= giver.top + giver.height + 1e-9);
    assert.ok(to >= learner.top && to + width <= learner.top + learner.height + 1e-9);
  }
  assert.match(drawRibbon(lands.ribbons[0], 0, 100), /^M0 [\d.]+C50 .+L100 .+Z$/);
});

test("an address names the transfers between two ends", () => {
  const view = look(makeRecord());
  const count = (/** @type {string[]} */ ...[from, to]) => findTransfers(view, from, to).length;
  assert.equal(count("country/DE", "country/LV"), 2);
  assert.equal(count("city/chemnitz", "city/riga"), 1);
  assert.equal(count("city/riga", "city/chemnitz"), 0);
});

/**
 * The rows of a table as it reads them.
 *
 * @template T
 * @param {import("../../src/explorer/sheets/grid.js").Column<T>[]} columns
 * @param {T} row
 */
const read = (columns, row) =>
  Object.fromEntries(columns.map((column) => [column.id, column.read(row)]));

test("columns count what passes the filters", () => {
  const model = makeRecord();
  const riga = find(model, "city/riga");
  const whole = read(columnsOfMembers(model, look(model)), riga);
  assert.deepEqual(
    [whole["networks"], whole["led"], whole["partners"], whole["learnt"], whole["taught"]],
    [3, 1, 3, 1, 0],
  );
  const part = read(columnsOfMembers(model, look(model, { from: 2018 })), riga);
  assert.deepEqual([part["networks"], part["led"], part["partners"], part["learnt"]], [1, 0, 2, 0]);
  const [salon, lonely] = ["salon", "lonely"].map((key) =>
    read(columnsOfPractices(model, look(model)), find(model, `practice/${key}`)),
  );
  assert.deepEqual([salon["learners"], lonely["learners"]], [2, 0]);
  assert.deepEqual(salon["source"], [
    { id: `${ID}source/one`, label: "One source", url: "https://example.org/1" },
  ]);
});

test("a row that is a fact has its source", () => {
  const model = makeRecord();
  const [transfer] = model.transfers;
  assert.equal(read(columnsOfTransfers(model), transfer)["source"], transfer.sources);
  const tie = read(columnsOfMemberships(model), model.ties[1]);
  assert.deepEqual([tie["through"], tie["role"]], ['A "fund", of its own', "partner"]);
  const [first, second] = [[model.ties[0]], [model.ties[1]]];
  const row = read(columnsOfEncounters("Latvia", "Germany"), {
    one: first[0].member,
    other: second[0].member,
    cooperation: first[0].cooperation,
    first,
    second,
  });
  assert.deepEqual(
    [row["years"], row["source"], row["source_with"]],
    ["2003–2006", first[0].sources, []],
  );
  const phases = read(columnsOfChronicle(model), find(model, "network/new"))["phases"];
  assert.match(String(phases), /^Phase 1, 4 April 2018, 6 months; .*; Sharing, 6 months$/);
});

test("a picture is kept as XML that says where its facts come from, whatever stands in it", () => {
  const model = makeRecord();
  model.nodes[4].label = "</text><script>alert(1)</script>\u0001";
  const view = look(model);
  const chronicle = readChronicle(model, view);
  const meetings = gatherMeetings(pairCities(view));
  const pictures = [
    drawTimeline(
      model,
      chronicle,
      bundleSpans(model, chronicle.spans, "theme"),
      "<T>",
      "Said & done.",
      "From <here>",
    ),
    drawCountries(model, meetings, rankCountries(meetings), model.meetings, {
      title: "<T>",
      caption: "Said & done.",
      origin: "From <here>",
    }),
    drawFlow(
      model,
      layFlow(view.transfers, () => false),
      (end) => end.key,
      "<T>",
      "Said & done.",
      "From <here>",
    ),
  ];
  for (const picture of pictures) {
    const text = writePicture(picture);
    assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
    assert.match(text, /<title>&lt;T&gt;<\/title>[\s\S]*Said &amp; done\.[\s\S]*From &lt;here&gt;/);
    assert.doesNotMatch(text, /<script|\u0001|NaN|undefined|Infinity/);
    for (const mark of picture.marks) assert.ok((mark.y ?? 0) <= picture.height);
  }
});

test("a timeline, a flow and a map of nothing are pictures too", () => {
  const model = makeRecord();
  const view = look(model, { group: new Set() });
  const chronicle = readChronicle(model, view);
  for (const picture of [
    drawTimeline(model, chronicle, bundleSpans(model, chronicle.spans, "start"), "T", "S", "O"),
    drawCountries(model, new Map(), [], new Map(), { title: "T", caption: "S", origin: "O" }),
    drawFlow(
      model,
      layFlow([], () => true),
      () => "",
      "T",
      "S",
      "O",
    ),
  ])
    assert.doesNotMatch(writePicture(picture), /NaN|undefined|Infinity/);
});

test("texts are cut and parted to a width", () => {
  assert.equal(trim("Bosnia and Herzegovina", 70), "Bosnia an…");
  assert.equal(trim("Latvia", 70), "Latvia");
  assert.deepEqual(wrap("a text of some words", 60), ["a text", "of some", "words"]);
  const picture = framePicture({
    title: "T",
    caption: "C",
    origin: "O",
    width: 10,
    height: 20,
    marks: [],
  });
  assert.deepEqual([picture.width, picture.marks.length], [58, 3]);
});

test("arrows step through lists and grids and stop at their edges", () => {
  const items = /** @type {HTMLElement[]} */ (/** @type {unknown} */ ([..."abcdef"]));
  const line = (/** @type {number} */ at, /** @type {string} */ key) => stepLine(items, at, key);
  assert.deepEqual(
    ["ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => line(1, key)),
    ["c", "a", "a", "f", undefined],
  );
  const step = stepGrid(3);
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"].map((key) =>
      step(items, 2, key),
    ),
    [undefined, "b", "f", undefined, "a", "c"],
  );
});

test("the address keeps how a sheet is shown", () => {
  const model = makeRecord();
  const looks = ["network", "countries"];
  const extra = {
    pair: "LV-ES",
    flow: "country/PT~city/riga",
    open: "giver.PT,learner.ES",
    sort: "-pairs",
  };
  const place = { ...readAddress(model, "", looks), look: "countries", extra };
  const address = writeAddress(model, place, looks);
  assert.equal(
    address,
    "view=countries&open=giver.PT,learner.ES&pair=LV-ES&flow=country/PT~city/riga&sort=-pairs",
  );
  assert.deepEqual(readAddress(model, `#${address}`, looks), place);
  assert.deepEqual(readAddress(model, "#pair=&strange=1", looks).extra, {});
});

test("rows become CSV that no spreadsheet runs", () => {
  const rows = [
    ["a", "b"],
    ["=1+1", 'say "x"'],
  ];
  assert.equal(writeRows(rows, false), 'a,b\r\n=1+1,"say ""x"""\r\n');
  assert.equal(writeRows(rows, true), '\ufeffa,b\r\n\'=1+1,"say ""x"""\r\n');
});
