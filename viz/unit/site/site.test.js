import assert from "node:assert/strict";
import test from "node:test";
import { countKinds, findNear, findThings, measure, readThings } from "../../src/site/find.js";

/** @type {import("../../src/site/find.js").Names} */
const NAMES = {
  kinds: [
    ["city", "city"],
    ["network", "network"],
    ["concept", "record"],
  ],
  main: 2,
  things: [
    ["city/chemnitz", 0, 9, "Chemnitz", ["Kemnica", "lv"]],
    ["city/aluksne", 0, 3, "Alūksne"],
    ["city/rome", 0, 20, "Rome", ["Roma", "it"]],
    ["network/roma-net", 1, 5, "Roma Net"],
    ["kind/rome", 2, 90, "Rome"],
  ],
};
const THINGS = readThings(NAMES);

/** @param {string} text */
const find = (text) => findThings(THINGS, text, NAMES.main).map(({ thing }) => thing.path);

test("a search of the site is blind to accents and finds every name", () => {
  assert.deepEqual(find("aluk"), ["city/aluksne"]);
  const [hit] = findThings(THINGS, "KEMNICA", NAMES.main);
  assert.deepEqual(
    [hit.thing.label, hit.entry.name, hit.entry.language],
    ["Chemnitz", "Kemnica", "lv"],
  );
  assert.deepEqual(find("  "), []);
  assert.deepEqual(find("net rom"), ["network/roma-net"]);
});

test("the exact name comes first, things before records", () => {
  assert.deepEqual(find("rome"), ["city/rome", "kind/rome"]);
  assert.deepEqual(find("rom"), ["city/rome", "network/roma-net", "kind/rome"]);
  assert.deepEqual(countKinds(findThings(THINGS, "rom", 2)), [
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
});

test("where nothing fits, a name like it is offered", () => {
  assert.deepEqual(find("chemnits"), []);
  assert.deepEqual(
    findNear(THINGS, "Chemnits", 2).map(({ thing }) => thing.label),
    ["Chemnitz"],
  );
  assert.deepEqual(findNear(THINGS, "zz", 2), []);
  assert.equal(measure("riga", "rigas", 2), 1);
  assert.equal(measure("riga", "berlin", 2), 3);
});
