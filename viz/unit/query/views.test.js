import assert from "node:assert/strict";
import test from "node:test";
import { readAnswer } from "../../src/query/answer.js";
import { lackForMap, planMap } from "../../src/query/geo.js";
import { lackForGraph, planGraph } from "../../src/query/graph.js";
import { placeMarks } from "../../src/query/layout.js";
import { composePlan, findMark, frameAll } from "../../src/query/picture.js";
import { chooseColumns, findSteps, gatherSeries, lackForChart } from "../../src/query/series.js";
import { projectPlace } from "../../src/shared/laea.js";
import { ID, iri, number, sendRows, text, VOCABULARY, XSD } from "./answers.js";

const OUTLINE = { land: "M0 0l1 0 0 1z", borders: "M0 0l1 1" };
/**
 * @param {string[]} vars
 * @param {...(import("./answers.js").Term | null)[]} rows
 */
const answerOf = (vars, ...rows) =>
  readAnswer("application/sparql-results+json", sendRows(vars, ...rows));

test("places are projected as EPSG:3035 says", () => {
  assert.deepEqual(projectPlace(10, 52).map(Math.round), [4_321_000, 3_210_000]);
  // Source: the worked example of OGP Publication 373-7-2, section 1.3.12.1 (50° N, 5° E).
  assert.deepEqual(
    projectPlace(5, 50).map((metres) => metres.toFixed(2)),
    ["3962799.45", "2999718.85"],
  );
});

test("rows become edges: repeated pairs once, the weight by the first number", () => {
  const answer = answerOf(
    ["a", "aName", "b", "shared"],
    [iri("city/riga"), text("Riga"), iri("network/x"), number("5")],
    [iri("network/x"), null, iri("city/riga"), number("5")],
    [iri("city/turin"), text("Turin"), iri("network/x"), number("1")],
    [iri("city/lost"), text("Lost"), null, number("1")],
  );
  assert.equal(lackForGraph(answer), "");
  const plan = planGraph(answer, VOCABULARY, "T");
  assert.deepEqual(
    plan.marks.map(({ label, kind, member }) => [label, kind, member]),
    [
      ["Riga", "city", true],
      ["network/x", "network", false],
      ["Turin", "city", true],
    ],
  );
  assert.deepEqual(
    plan.lines.map(({ from, to, heavy }) => [from.label, to.label, heavy]),
    [
      ["Riga", "network/x", true],
      ["Turin", "network/x", false],
    ],
  );
  assert.match(plan.note, /3 things, 2 lines.*5 shared or more.*1 rows with only one end/);
  assert.deepEqual(
    plan.legend.map(({ label, count }) => [label, count]),
    [
      ["cities", 2],
      ["network", 1],
    ],
  );
});

test("triples become edges, statements about them their weight", () => {
  const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  const [s, p, o] = [`<${ID}city/riga>`, "<a:knows>", `<${ID}city/turin>`];
  const lines = [
    `${s} ${p} ${o} .`,
    `${s} <http://www.w3.org/2000/01/rdf-schema#label> "Riga" .`,
    `<a:t> <${rdf}type> <${rdf}Statement> .`,
    `<a:t> <${rdf}subject> ${s} .`,
    `<a:t> <${rdf}object> ${o} .`,
    `<a:t> <${rdf}value> "7"^^<${XSD}integer> .`,
    `${s} <${rdf}type> <a:City> .`,
  ];
  const answer = readAnswer("application/n-triples", `${lines.join("\n")}\n`);
  const { marks, lines: drawn } = planGraph(answer, VOCABULARY, "T");
  assert.deepEqual(
    marks.map(({ label }) => label),
    ["Riga", "city/turin"],
  );
  assert.equal(drawn.length, 1);
});

test("a view says what an answer lacks for it", () => {
  const answer = answerOf(["name"], [text("Riga")]);
  assert.match(lackForGraph(answer), /two columns of IRIs/);
  assert.match(lackForMap(answer), /\?lat and \?long/);
  assert.match(lackForChart(answer), /one of numbers/);
});

test("a map shows each place once and names what it cannot show", () => {
  const answer = answerOf(
    ["city", "cityName", "lat", "long", "people"],
    [
      iri("city/riga"),
      text("Riga"),
      number("56.95", "decimal"),
      number("24.1", "decimal"),
      number("600000"),
    ],
    [
      iri("city/riga"),
      text("Riga"),
      number("56.95", "decimal"),
      number("24.1", "decimal"),
      number("600000"),
    ],
    [
      iri("city/funchal"),
      text("Funchal"),
      number("32.65", "decimal"),
      number("-16.9", "decimal"),
      number("1"),
    ],
    [iri("city/lost"), text("Lost"), null, null, number("1")],
    [iri("city/odd"), text("Odd"), number("99", "decimal"), number("1", "decimal"), number("1")],
  );
  const plan = planMap(answer, VOCABULARY, "T", OUTLINE);
  assert.deepEqual(
    plan.marks.map(({ label, about }) => [label, about]),
    [["Riga", "people: 600,000"]],
  );
  assert.equal(
    plan.note,
    "1 place. Their area stands for people. Not drawn: Lost, Odd, which " +
      "have no coordinates. Not drawn: Funchal, which lies outside the map.",
  );
});

test("a map reads points, and its first look holds them all", () => {
  const points = ["POINT(24.1 56.95)", "point( 7.68  45.07 )", "LINESTRING(0 0, 1 1)"];
  const answer = answerOf(["where"], ...points.map((point) => [text(point)]));
  const { marks, ground } = planMap(answer, VOCABULARY, "T", OUTLINE);
  assert.equal(marks.length, 2);
  assert.ok(ground);
  const [left, top, right, bottom] = ground.frame;
  assert.ok(marks.every(({ x, y }) => x > left && x < right && y > top && y < bottom));
});

test("a chart runs along names, or along years where there are such, and adds up", () => {
  const names = answerOf(
    ["city", "cityName", "startYear", "n"],
    [iri("city/riga"), text("Riga"), number("2018"), number("3")],
    [iri("city/riga"), text("Riga"), number("2019"), number("4")],
    [iri("city/turin"), text("Turin"), number("2020"), number("1")],
  );
  const choice = chooseColumns(names);
  assert.deepEqual(
    [choice?.along.name, choice?.amount.name, choice?.apart?.name],
    ["startYear", "n", "city"],
  );
  assert.ok(choice);
  const lines = gatherSeries(names, choice, {});
  assert.deepEqual(
    lines.series.map(({ name, points }) => [name, points.length]),
    [
      ["Riga", 2],
      ["Turin", 1],
    ],
  );
  const bars = gatherSeries(names, { ...choice, along: names.columns[0], apart: null }, {});
  assert.deepEqual(
    bars.series[0].points.map(({ label, value }) => [label, value]),
    [
      ["Riga", 7],
      ["Turin", 1],
    ],
  );
  assert.match(bars.note, /added up/);
});

test("a chart that cannot show all says so", () => {
  const rows = Array.from({ length: 75 }, (_, place) => [text(`n${place}`), number(`${place}`)]);
  const answer = answerOf(["name", "n"], ...rows, [text("x"), null]);
  const choice = chooseColumns(answer);
  assert.ok(choice);
  const { series, note } = gatherSeries(answer, choice, {});
  assert.equal(series[0].points.length, 60);
  assert.match(note, /first 60 of 75.*1 rows without a value/);
});

test("an axis has round steps that hold every amount", () => {
  assert.deepEqual(findSteps(3, 25, 6), [0, 5, 10, 15, 20, 25]);
  assert.deepEqual(findSteps(-3, 4, 4), [-4, -2, 0, 2, 4]);
  assert.deepEqual(findSteps(0, 0, 5), [0]);
});

test("a layout gives every thing its own place, and the same one every time", async () => {
  const pairs = [
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
    ["d", "e"],
  ];
  const make = async () => {
    const answer = answerOf(
      ["x", "y"],
      ...pairs.map(([a, b]) => [iri(`city/${a}`), iri(`city/${b}`)]),
    );
    const plan = planGraph(answer, VOCABULARY, "T");
    await placeMarks(plan, 1.6, new AbortController().signal);
    return plan;
  };
  const [one, two] = [await make(), await make()];
  const places = one.marks.map(({ x, y }) => `${x} ${y}`);
  assert.deepEqual(
    two.marks.map(({ x, y }) => `${x} ${y}`),
    places,
  );
  assert.equal(new Set(places).size, 5);
  const camera = frameAll(one, { width: 800, height: 600 });
  const scene = composePlan(one, camera, one.marks[0]);
  assert.deepEqual(scene.spots.filter(({ alpha }) => alpha < 1).length, 2);
  for (const spot of scene.spots) {
    assert.ok(spot.x > 0 && spot.x < 800 && spot.y > 0 && spot.y < 600);
    assert.equal(findMark(scene, spot.x, spot.y, 1)?.label, spot.node.label);
  }
});
