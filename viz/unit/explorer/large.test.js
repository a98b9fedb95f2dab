import assert from "node:assert/strict";
import test from "node:test";
import { composeStand, lightPicture } from "../../src/explorer/compose.js";
import { fadeColour, makeGraph, mix } from "../../src/explorer/large/network.js";
import { composeLit, isSame, Names } from "../../src/explorer/over.js";
import { lightNodes, makePicture } from "../../src/explorer/picture.js";
import { FEW_TIES, pruneLines } from "../../src/explorer/prune.js";
import { sayPicture } from "../../src/explorer/saying.js";
import { addLanguage, setLanguage } from "../../src/i18n/language.js";
import { LV } from "../../src/i18n/lv.js";
import { readAddress } from "../../src/record/address.js";
import { span } from "../../src/record/model.js";
import { readModel } from "../../src/record/reading.js";
import { openSelection } from "../../src/record/selection.js";
import { applySelection } from "../../src/record/view.js";
import { PALETTES } from "../../src/shared/palette.js";
import { measure, scaleNodes } from "../../src/shared/scene.js";
import { find, makePage } from "../fixture.js";

const CAMERA = { x: 45, y: 45, scale: 4, fitScale: 4, width: 800, height: 600 };
const COLOURS = new Map([
  ["economy", "#E69F00"],
  ["unknown", "#C4C4C4"],
]);

/**
 * The small picture as often as it takes to have more ties than are drawn whatever the rule.
 *
 * @param {{ rule: string, level: number }} [rule]
 */
function makeMany(rule = { rule: "backbone", level: 0.05 }) {
  const page = makePage();
  const copies = Math.ceil((FEW_TIES + 1) / page.ties.length);
  const nodes = Array.from({ length: copies }, (_, copy) =>
    page.nodes.map((node) => ({ ...node, id: copy ? `${node.id}-${copy}` : node.id })),
  ).flat();
  const ties = Array.from({ length: copies }, (_, copy) =>
    page.ties.map(([from, to, ...more]) => [
      Number(from) + copy * page.nodes.length,
      Number(to) + copy * page.nodes.length,
      ...more,
    ]),
  ).flat();
  // Of each copy the ties of Old are kept.
  const drawn = "110000".repeat(copies);
  return readModel({
    ...page,
    nodes,
    ties,
    pruned: { ...rule, pairs: copies, of: 7 * copies, drawn },
  });
}

const model = makeMany();
const view = applySelection(model, openSelection(model));
const all = view.ties.size;
/** @param {string} address */
const picture = (address) =>
  makePicture(model, view, readAddress(model, address, ["network", "map"]));
const ruler = (/** @type {string} */ text, /** @type {number} */ size) => (text.length * size) / 2;

test("of many ties those are drawn that the rule keeps, and none is lost", () => {
  const { lines, spare, total } = picture("");
  assert.equal(lines.length, all / 3);
  assert.equal(lines.length + spare.length, all);
  assert.ok(lines.every(({ of }) => of.label === "Old"));
  assert.equal(total, model.nodes.length);
  assert.equal(view.ties.size, model.ties.length, "tables and files go by the view");
});

test("of few ties all are drawn, as are arcs that stand for none", () => {
  const few = { ...view, ties: new Set([...view.ties].slice(0, FEW_TIES)) };
  const { lines } = picture("");
  assert.deepEqual(pruneLines(model, few, lines), { lines, spare: [] });
  const step = { ...lines[0], key: lines[0].of };
  assert.deepEqual(pruneLines(model, view, [step]).lines, [step]);
  assert.deepEqual(pruneLines({ ...model, pruned: null }, view, lines).spare, []);
});

test("what is in focus has its ties, kept or not", () => {
  const one = picture("");
  const riga = find(model, "city/riga");
  assert.deepEqual([...(lightNodes(one, riga) ?? [])].map(({ label }) => label).sort(), [
    "=New",
    "Dateless",
    "Old",
    "Rīga",
  ]);
  const light = lightPicture(one, riga, COLOURS);
  const near = light.bundles.filter((bundle) => bundle.near).flatMap(({ lines }) => lines);
  assert.equal(near.length, 3);
  const scene = composeLit({ picture: one, camera: CAMERA }, light);
  assert.equal(scene.spots.length, 4);
  assert.equal(scene.strands.flatMap(({ lines }) => lines).length, 3);
  const whole = composeStand({ picture: one, camera: CAMERA }, light);
  assert.equal(
    scene.spotOf.get(riga)?.radius,
    whole.spotOf.get(riga)?.radius,
    "as large as among all",
  );
});

test("the caption tells the rule with its numbers, in both languages", () => {
  const said = sayPicture(model, picture(""), openSelection(model));
  const kept = (all / 3).toLocaleString("en-GB");
  assert.match(said, /disparity filter, α < 0\.05: 1,667 of 11,669 pairs/);
  assert.ok(said.includes(`; ${kept} of ${all.toLocaleString("en-GB")}.`), said);
  const heavy = makeMany({ rule: "weight", level: 2 });
  const at = readAddress(heavy, "", ["network"]);
  const weighed = makePicture(heavy, applySelection(heavy, openSelection(heavy)), at);
  assert.match(sayPicture(heavy, weighed, openSelection(heavy)), /at least 2 times \(1,667 of/);
  addLanguage("lv", LV);
  setLanguage("lv");
  assert.match(sayPicture(model, picture(""), openSelection(model)), /α < 0,05: 1667 no/);
  setLanguage("en");
});

test("the caption of a picture of few ties tells no rule", () => {
  assert.match(sayPicture(model, picture("at=city/riga&do=ego"), openSelection(model)), /^Only/);
  assert.doesNotMatch(
    sayPicture(model, picture("at=city/riga&do=ego"), openSelection(model)),
    /pairs/,
  );
});

test("sigma gets every node, the lines that are drawn, and large nodes first", () => {
  const one = picture("");
  const graph = makeGraph(one, COLOURS, PALETTES.light);
  assert.equal(graph.order, one.nodes.length);
  assert.equal(graph.size, one.lines.length);
  const sizes = graph.nodes().map((node) => graph.getNodeAttribute(node, "size"));
  assert.deepEqual(
    sizes,
    [...sizes].sort((a, b) => b - a),
  );
  const riga = find(model, "city/riga");
  assert.deepEqual(
    ["x", "y", "shape"].map((name) => graph.getNodeAttribute(String(riga.index), name)),
    [0, -0, 0],
  );
  const { index } = find(model, "organisation/body");
  assert.equal(graph.getNodeAttribute(String(index), "shape"), 3);
  assert.equal(graph.getNodeAttribute(String(index), "y"), -90);
});

test("colours are mixed with the ground, and multiplied with what is left of them", () => {
  assert.equal(mix("#000000", "#ff8040", 0.5), "#804020");
  assert.equal(mix("#123456", "#ff8040", 1), "#ff8040");
  assert.equal(fadeColour("#ff8040", 0.5), "rgba(128,64,32,0.500)");
});

test("what looks the same is not filled in again", () => {
  assert.ok(isSame(picture(""), picture("at=city/riga")));
  assert.equal(isSame(picture(""), picture("view=map")), false);
  assert.equal(isSame(picture(""), picture("at=city/riga&do=ego")), false);
  const heavy = { ...model, pruned: null };
  const other = makePicture(heavy, view, readAddress(model, "", ["network"]));
  assert.equal(isSame(picture(""), other), false, "more lines");
  assert.equal(isSame(picture(""), { ...picture(""), count: () => 1 }), false, "smaller nodes");
});

test("a page without WebGL says so of its network", () => {
  const open = openSelection(model);
  assert.match(sayPicture(model, picture(""), open, true), /no WebGL/);
  assert.doesNotMatch(sayPicture(model, picture(""), open), /WebGL/);
  assert.doesNotMatch(sayPicture(model, picture("view=map"), open, true), /WebGL/);
});

test("names are chosen at rest and carried along while the picture moves", () => {
  const few = readModel(makePage());
  const open = applySelection(few, openSelection(few));
  const one = makePicture(few, open, readAddress(few, "", ["network"]));
  const light = lightPicture(one, null, COLOURS);
  const names = new Names(ruler);
  let made = 0;
  const compose = (/** @type {typeof CAMERA} */ camera) => () => {
    made += 1;
    return composeStand({ picture: one, camera }, light);
  };
  const rest = names.place(light, CAMERA, false, compose(CAMERA));
  assert.ok(rest.length > 3);
  assert.deepEqual(names.place(light, CAMERA, false, compose(CAMERA)), rest);
  const moved = { ...CAMERA, x: CAMERA.x + 10, y: CAMERA.y - 5 };
  const carried = names.place(light, moved, true, compose(moved));
  assert.deepEqual(
    carried.map(({ x, y }) => [x, y]),
    rest.map(({ x, y }) => [x - 40, y + 20]),
  );
  assert.equal(made, 1);
  const nearer = names.place(light, { ...CAMERA, scale: 8 }, true, compose(CAMERA));
  assert.equal(nearer[0].x, (rest[0].x - 400) * 2 + 400);
  names.place(light, moved, false, compose(moved));
  names.place({ ...light }, moved, true, compose(moved));
  assert.equal(made, 3, "anew at rest, and for another focus");
});

test("among many, nodes are small until the reader comes near", () => {
  const riga = find(model, "city/riga");
  assert.ok(measure(riga, 3, 20_000) < measure(riga, 3, 2000) / 2);
  const near = { ...CAMERA, fitScale: 4 / 24 };
  assert.ok(scaleNodes(near, 20_000) > scaleNodes(near, 2000));
});

test("the years of more cooperations than a call has arguments are found", () => {
  assert.deepEqual(span(Array.from({ length: 300_000 }, (_, year) => year)), [0, 299_999]);
});
