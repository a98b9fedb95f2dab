import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));

/**
 * What each room may import, types included; a room is a folder of src.
 *
 * @type {Record<string, string[]>}
 */
const BELOW = {
  i18n: [],
  shared: ["i18n"],
  record: ["shared", "i18n"],
  chance: ["record"],
  explorer: ["chance", "record", "shared", "i18n"],
  network: ["explorer", "record", "shared", "i18n"],
  query: ["shared"],
  site: ["shared"],
};
// What is drawn is a node of the record, or made to look like one: only its type is named.
const SPARED = new Set(["shared/scene.js → record/model.js"]);

/**
 * Every import of a module of ours, also of a type.
 *
 * @returns {{ from: string, to: string, type: boolean }[]}
 */
function listImports() {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => {
      const text = readFileSync(join(SOURCES, file), "utf8");
      return [...text.matchAll(/(from |import ?\(?)"(\.[^"]+)"/g)].map(([, how, path]) => ({
        from: file,
        to: join(dirname(file), path),
        type: how.endsWith("("),
      }));
    });
}

/** @param {string} file */
function roomOf(file) {
  return file.split("/")[0];
}

test("rooms import only what lies below them", () => {
  const imports = listImports();
  assert.ok(imports.length > 500);
  const wrong = imports
    .filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && !BELOW[roomOf(from)]?.includes(roomOf(to)),
    )
    .map(({ from, to }) => `${from} → ${to}`);
  assert.deepEqual(
    wrong.filter((one) => !SPARED.has(one)),
    [],
  );
  assert.deepEqual(new Set(wrong), SPARED);
});

test("no module imports itself by way of others", () => {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to, type } of listImports()) {
    if (!type) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const walk = (/** @type {string} */ file, /** @type {string[]} */ way) => {
    assert.ok(!way.includes(file), [...way, file].join(" → "));
    for (const to of next.get(file) ?? []) if (!done.has(to)) walk(to, [...way, file]);
    done.add(file);
  };
  /** @type {Set<string>} */
  const done = new Set();
  for (const file of next.keys()) walk(file, []);
  assert.ok(done.size > 100);
});
