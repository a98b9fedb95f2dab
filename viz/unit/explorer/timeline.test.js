import assert from "node:assert/strict";
import test from "node:test";
import { addMonths, readMoment } from "../../src/explorer/sheets/moments.js";
import { bundleSpans, listYears, readChronicle } from "../../src/explorer/sheets/spans.js";
import { look, makeRecord } from "./happenings.js";

test("a date is placed as exactly as it is recorded", () => {
  assert.deepEqual(readMoment("2019"), { exact: "year", from: 2019, to: 2020 });
  assert.deepEqual(readMoment("2019-12"), { exact: "month", from: 2019 + 334 / 365, to: 2020 });
  assert.deepEqual(readMoment("2019-01-31"), {
    exact: "day",
    from: 2019 + 30 / 365,
    to: 2019 + 31 / 365,
  });
  assert.equal(readMoment("--05-13"), null);
  assert.equal(readMoment(""), null);
  assert.equal(addMonths("2018-12-04", 24), 2020 + 338 / 366);
  assert.equal(addMonths("2018", 6), 2018 + 181 / 365);
});

test("networks stand by start; one without a start and an event without a year stand aside", () => {
  const model = makeRecord();
  const { spans, undated, happenings, yearless, first, last } = readChronicle(model, look(model));
  assert.deepEqual(
    spans.map(({ node, from, to, open }) => [node.label, from, to, open]),
    [
      ["Old", 2003, 2007, false],
      ["=New", 2018, 2021, true],
    ],
  );
  assert.deepEqual(
    undated.map(({ label }) => label),
    ["Dateless"],
  );
  assert.deepEqual(
    happenings.map(({ node, from }) => [node.label, from.exact]),
    [["Visit", "day"]],
  );
  assert.deepEqual(
    yearless.map(({ label }) => label),
    ["Fair"],
  );
  assert.deepEqual([first, last], [2003, 2020]);
});

test("phases stand on their bar, those at once in lanes of their own", () => {
  const model = makeRecord();
  const [, span] = readChronicle(model, look(model)).spans;
  assert.deepEqual(
    span.stages.map(({ phase, lane }) => [phase.label, lane]),
    [
      ["Phase 1", 0],
      ["Phase 2", 0],
      ["Learning", 1],
    ],
  );
  assert.deepEqual(
    span.loose.map(({ label }) => label),
    ["Sharing"],
  );
});

test("spans are bundled by theme or programme, nothing lost", () => {
  const model = makeRecord();
  const { spans } = readChronicle(model, look(model));
  const named = (/** @type {import("../../src/explorer/sheets/spans.js").Order} */ order) =>
    bundleSpans(model, spans, order).map(({ label, spans: some }) => [label, some.length]);
  assert.deepEqual(named("start"), [["", 2]]);
  assert.deepEqual(named("theme"), [
    ["Economy", 1],
    ["Theme not recorded", 1],
  ]);
  assert.deepEqual(named("programme"), [
    ["First", 1],
    ["Second", 1],
  ]);
});

test("an axis names round years, no more than there is room for", () => {
  assert.deepEqual(listYears(2003, 2006, 4), [2003, 2004, 2005, 2006]);
  assert.deepEqual(listYears(2004, 2028, 8), [2005, 2010, 2015, 2020, 2025]);
});
