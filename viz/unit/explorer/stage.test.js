import assert from "node:assert/strict";
import test from "node:test";
import { frame, mixCameras, resize, zoomAbout } from "../../src/explorer/camera.js";
import { composeStand, lightPicture } from "../../src/explorer/compose.js";
import { listArcs, listFlows } from "../../src/explorer/lines.js";
import { lightNodes, makePicture } from "../../src/explorer/picture.js";
import { placeApart, placeNodes } from "../../src/explorer/places.js";
import { readAddress } from "../../src/record/address.js";
import { findChain } from "../../src/record/chain.js";
import { keepEgo } from "../../src/record/ego.js";
import { readModel } from "../../src/record/reading.js";
import { openAmong, openSelection } from "../../src/record/selection.js";
import { applySelection } from "../../src/record/view.js";
import { layOut } from "../../src/shared/surround.js";
import { find, makePage } from "../fixture.js";

const BASE = "https://w3id.org/hanse/id/";
const LIMITS = { least: 1, most: 4, top: 64, foot: 56 };
const SIZE = { width: 800, height: 600 };
const COLOURS = new Map([
  ["economy", "#E69F00"],
  ["unknown", "#C4C4C4"],
]);

/** The small picture with places on Earth and a practice that Alūksne learnt from Chemnitz. */
function makePlaced() {
  /** @type {any} */
  const page = makePage();
  const places = [
    [24.1, 56.95],
    [12.92, 50.83],
    [27.05, 57.42],
  ];
  for (const [index, degrees] of places.entries()) Object.assign(page.nodes[index], { degrees });
  page.nodes.push({ id: `${BASE}practice/one`, kind: "practice", label: "One", group: "economy" });
  page.transfers = [
    [7, 1, 2, 5, [0]],
    [7, 1, 2, 5, [0]],
    [7, 3, 2, 5, [0]],
  ];
  const model = readModel(page);
  placeNodes(model.nodes);
  return model;
}

const model = makePlaced();
const view = applySelection(model, openSelection(model));
const [riga, chemnitz, aluksne] = ["city/riga", "city/chemnitz", "city/aluksne"].map((key) =>
  find(model, key),
);
/** @param {string} address */
const picture = (address) =>
  makePicture(model, view, readAddress(model, address, ["network", "map", "table"]));
/** @param {{ label: string }[]} nodes */
const names = (nodes) => nodes.map(({ label }) => label);

test("cities stand where the European projection puts them, in kilometres of the map", () => {
  // Source: PROJ 9.5.1, EPSG:4326 to EPSG:3035: 5173451 m east, 3845077 m north.
  assert.deepEqual(riga.place?.map(Math.round), [2823, 1755]);
  assert.equal(find(model, "organisation/body").place, null);
});

test("what lies overseas stands in a box of its own, what no box holds stays without a place", () => {
  const raw = { kind: "city", label: "x" };
  const page = {
    ...makePage(),
    ties: [],
    nodes: [
      { ...raw, id: "a:1", degrees: [-16.25, 28.47] },
      { ...raw, id: "a:2", degrees: [55.45, -20.88] },
      { ...raw, id: "a:3", degrees: [-74, 40.7] },
    ],
  };
  const { nodes } = readModel(page);
  const far = placeNodes(nodes);
  assert.deepEqual(far, nodes);
  for (const high of [false, true]) {
    const insets = placeApart(far, high);
    assert.deepEqual(
      insets.map(({ region }) => region.id),
      ["canaries", "reunion"],
    );
    insets.forEach(({ x, y, width, height }, index) => {
      const [left, top] = nodes[index].place ?? [NaN, NaN];
      assert.ok(left > x && left < x + width && top > y && top < y + height);
    });
    assert.ok(
      high
        ? insets[0].x + insets[0].width < insets[1].x
        : insets[0].y + insets[0].height < insets[1].y,
      "boxes do not overlap",
    );
  }
  assert.equal(nodes[2].place, null);
});

test("arcs go from the lead and from nobody else", () => {
  const { lines, headless } = listArcs(view);
  assert.deepEqual(
    lines.map(({ from, to }) => [from.label, to.label]),
    [
      ["Rīga", "Chemnitz"],
      ["Alūksne", "Rīga"],
    ],
  );
  assert.deepEqual(headless, []);
  const among = { ...openAmong(), role: new Set(["partner"]) };
  const partners = listArcs(applySelection(model, { ...openSelection(model), among }));
  assert.deepEqual(partners.lines, [], "a lead that is not shown begins no arc");
});

test("a network without a lead on the map has no arcs and is told of", () => {
  const lost = makePlaced();
  find(lost, "city/riga").place = null;
  const nobody = listArcs(applySelection(lost, openSelection(lost)));
  assert.deepEqual(
    nobody.lines.map(({ from }) => from.label),
    [],
  );
  const other = makePlaced();
  find(other, "organisation/body").place = [1, 1];
  find(other, "city/aluksne").place = null;
  const { lines, headless } = listArcs(applySelection(other, openSelection(other)));
  assert.deepEqual(
    lines.map(({ from, to }) => [from.label, to.label]),
    [["Rīga", "Chemnitz"]],
  );
  assert.deepEqual(names(headless), ["=New"]);
});

test("who learnt a practice is reached by one arrow from who gave it", () => {
  const flows = listFlows(view);
  assert.deepEqual(
    flows.map(({ from, to, arrow }) => [from.label, to.label, arrow]),
    [["Chemnitz", "Alūksne", true]],
  );
});

test("the map draws partners or practices, and of the chosen city both", () => {
  const count = (/** @type {string} */ address) =>
    [false, true].map(
      (arrow) => picture(address).lines.filter((one) => one.arrow === arrow).length,
    );
  assert.deepEqual(count("view=map"), [2, 0]);
  assert.deepEqual(count("view=map&at=city/chemnitz"), [2, 1]);
  assert.deepEqual(count("view=map&at=practice/one"), [2, 1]);
  assert.deepEqual(count("view=map&arcs=practices"), [0, 1]);
  assert.deepEqual(names(picture("view=map&arcs=practices").nodes), ["Chemnitz", "Alūksne"]);
  assert.deepEqual(names(picture("view=map").nodes), ["Rīga", "Chemnitz", "Alūksne"]);
});

test("a focus lights what it is tied to: networks in the network, partners on the map", () => {
  const lit = (/** @type {string} */ address, /** @type {any} */ focus) =>
    names([...(lightNodes(picture(address), focus) ?? [])]).sort();
  assert.deepEqual(lit("", chemnitz), ["Chemnitz", "Old"]);
  assert.deepEqual(lit("view=map", chemnitz), ["Chemnitz", "Rīga"]);
  assert.deepEqual(lit("view=map&arcs=practices", chemnitz), ["Alūksne", "Chemnitz"]);
  assert.deepEqual(lit("view=map", find(model, "network/new")), ["=New", "Alūksne", "Rīga"]);
});

test("an ego network is one node, its cooperations and their members", () => {
  const ego = keepEgo(model, view, chemnitz);
  assert.deepEqual(
    [...ego.ties].map((tie) => tie.member.label),
    ["Rīga", "Chemnitz"],
  );
  assert.deepEqual(names(picture("at=city/chemnitz&do=ego").nodes), ["Rīga", "Chemnitz", "Old"]);
  assert.equal(ego.degree[riga.index], 1, "counted within the ego network");
  assert.deepEqual(names(picture("at=network/new&do=ego").nodes), [
    "Rīga",
    "Alūksne",
    "A body",
    "=New",
  ]);
});

test("the shortest chain runs through what two cities share, and none where nothing joins them", () => {
  const chain = findChain(view, chemnitz, aluksne);
  assert.deepEqual(names(chain?.nodes ?? []), ["Chemnitz", "Old", "Rīga", "=New", "Alūksne"]);
  assert.equal(chain?.ties.length, 4);
  assert.deepEqual(findChain(view, riga, riga)?.nodes, [riga]);
  const narrow = applySelection(model, { ...openSelection(model), programme: new Set(["First"]) });
  assert.equal(findChain(narrow, chemnitz, aluksne), null);
});

test("of chains of one length the one through more members wins, then the first name", () => {
  /** @param {string} id @param {string} kind */
  const node = (id, kind) => ({ id: `${BASE}${kind}/${id}`, kind, label: id });
  const make = (/** @type {number[][]} */ ties) =>
    readModel({
      nodes: [
        node("a", "city"),
        node("b", "city"),
        node("c", "city"),
        node("z", "network"),
        node("y", "network"),
      ],
      groups: [{ id: "unknown", label: "", colour: "" }],
      ties: ties.map(([from, to]) => [from, to, "partner", "", []]),
      sources: [],
    });
  const both = [
    [0, 3],
    [1, 3],
    [0, 4],
    [1, 4],
  ];
  const through = (/** @type {number[][]} */ ties) => {
    const made = make(ties);
    const all = applySelection(made, openSelection(made));
    return findChain(all, made.nodes[0], made.nodes[1])?.nodes[1].label;
  };
  assert.equal(through(both), "y");
  assert.equal(through([...both, [2, 3]]), "z");
});

test("a chain lights its own ties, and on the map an arc for each step", () => {
  const address = "at=city/chemnitz&do=chain&with=city/aluksne";
  for (const [look, count] of /** @type {const} */ ([
    ["network", 4],
    ["map", 2],
  ])) {
    const made = picture(`view=${look}&${address}`);
    const near = lightPicture(made, chemnitz, COLOURS).bundles.filter((one) => one.near);
    assert.equal(near.flatMap((one) => one.lines).length, count, look);
  }
});

test("a frame holds all points, clear of what floats over the edges", () => {
  const { x, y, scale } = frame(
    [
      [0, 0],
      [100, 50],
    ],
    SIZE,
    LIMITS,
  );
  assert.equal(scale, 4);
  assert.equal(x, 50);
  // 25 in the middle of what is left between 64 pixels above and 56 below.
  assert.equal((25 - y) * scale + SIZE.height / 2, 64 + (600 - 64 - 56) / 2);
  const wide = frame(
    [
      [0, 0],
      [10_000, 10],
    ],
    SIZE,
    LIMITS,
  );
  assert.ok(wide.scale * 10_000 <= SIZE.width - 2 * 46);
});

test("zoom keeps the point under the pointer and stays within bounds", () => {
  const camera = { x: 10, y: 20, scale: 2, fitScale: 2, ...SIZE };
  const seen = (/** @type {typeof camera} */ { x, y, scale }) =>
    [x + (650 - 400) / scale, y + (120 - 300) / scale].map((value) => value.toFixed(6));
  const near = zoomAbout(camera, 3, 650, 120);
  assert.equal(near.scale, 6);
  assert.deepEqual(seen(near), seen(camera));
  assert.equal(zoomAbout(camera, 1e9, 0, 0).scale, 48);
  assert.equal(zoomAbout(camera, 1e-9, 0, 0).scale, 1);
});

test("a camera on its way begins at the one end and arrives at the other", () => {
  const from = { x: 0, y: 0, scale: 1, fitScale: 1, ...SIZE };
  const to = { ...from, x: 100, scale: 4 };
  assert.deepEqual(mixCameras(from, to, 0), from);
  assert.deepEqual(mixCameras(from, to, 1), to);
  assert.equal(mixCameras(from, to, 0.5).scale, 2);
  const half = resize(to, { width: 400, height: 300 });
  assert.deepEqual([half.scale, half.fitScale, half.x], [2, 0.5, 100]);
});

test("on the way to the map cities move, networks fade out and arcs fade in", () => {
  const camera = { x: 50, y: 50, scale: 4, fitScale: 4, ...SIZE };
  const [network, map] = [picture(""), picture("view=map")].map((one) => ({
    picture: one,
    camera: { ...camera, ...frame(one.nodes.map(one.place), SIZE, LIMITS) },
  }));
  const light = (/** @type {typeof network} */ stand) => lightPicture(stand.picture, null, COLOURS);
  const ends = [network, map].map((stand) => composeStand(stand, light(stand)).spotOf.get(riga));
  const scene = composeStand(map, light(map), {
    stand: network,
    bundles: light(network).bundles,
    share: 0.25,
  });
  const spot = scene.spotOf.get(riga);
  assert.ok(spot && ends[0] && ends[1]);
  assert.ok(Math.abs(spot.x - (0.75 * ends[0].x + 0.25 * ends[1].x)) < 1e-9);
  assert.equal(scene.spotOf.get(find(model, "network/old"))?.alpha, 0.75);
  assert.deepEqual(new Set(scene.strands.map(({ share }) => share)), new Set([0.75, 0.25]));
});

test("while years pass what stays does not stir, what comes and goes fades", () => {
  const camera = { x: 50, y: 50, scale: 4, fitScale: 4, ...SIZE };
  const later = applySelection(model, { ...openSelection(model), from: 2010 });
  const place = readAddress(model, "", ["network"]);
  const [before, now] = [view, later].map((one) => ({
    picture: makePicture(model, one, place),
    camera,
  }));
  const { bundles } = lightPicture(before.picture, null, COLOURS);
  const scene = composeStand(now, lightPicture(now.picture, null, COLOURS), {
    stand: before,
    bundles,
    share: 0.5,
  });
  assert.equal(scene.spotOf.get(riga)?.alpha, 1);
  assert.equal(scene.spotOf.get(chemnitz)?.alpha, 0.5);
  const count = (/** @type {number} */ strength) =>
    scene.strands.filter(({ share }) => share === strength).flatMap(({ lines }) => lines).length;
  assert.deepEqual([count(1), count(0.5)], [3, 3]);
});

test("a picture that leaves the page carries its title, legend, caption and source", () => {
  const ruler = (/** @type {string} */ text, /** @type {number} */ size) =>
    text.length * size * 0.5;
  const framed = layOut(
    {
      title: "A title ".repeat(20),
      filter: "x".repeat(300),
      caption: "Few",
      source: "Where from",
      legend: [
        { label: "Economy", colour: "#E69F00" },
        { label: "y".repeat(200), colour: "#000" },
      ],
    },
    { width: 390, height: 500 },
    ruler,
  );
  for (const { text, x, size } of framed.lines) {
    assert.ok(x + ruler(text, size) <= 390, text);
  }
  assert.equal(
    framed.lines
      .map(({ text }) => text)
      .join("")
      .match(/x/g)?.length,
    300,
  );
  assert.equal(framed.patches.length, 2);
  const ys = framed.lines.map(({ y }) => y);
  assert.ok(Math.max(...ys) < framed.height);
  assert.ok(ys.every((y) => y < framed.top || y > framed.top + 500));
});
