import assert from "node:assert/strict";
import test from "node:test";
import { compose } from "../../src/network/scene.js";
import { writeCsv } from "../../src/record/csv.js";
import { writeGexf } from "../../src/record/gexf.js";
import { openAmong, openSelection } from "../../src/record/selection.js";
import { applySelection } from "../../src/record/view.js";
import { placeLabels } from "../../src/shared/labels.js";
import { PALETTES } from "../../src/shared/palette.js";
import { findSpot } from "../../src/shared/scene.js";
import { writeSvg } from "../../src/shared/svg.js";
import { escapeXml } from "../../src/shared/xml.js";
import { find, makeModel } from "../fixture.js";

const CAMERA = { x: 45, y: 45, scale: 4, fitScale: 4, width: 800, height: 600 };
const model = makeModel();
const view = applySelection(model, openSelection(model));
const ruler = (/** @type {string} */ text, /** @type {number} */ size) => (text.length * size) / 2;

test("the middle of the plane that is looked at stands in the middle of the window", () => {
  const scene = compose(model, view, { ...CAMERA, x: 0, y: 0 }, null);
  const spot = scene.spotOf.get(find(model, "city/riga"));
  assert.deepEqual([spot?.x, spot?.y], [400, 300]);
  assert.equal(scene.spots.length, 7);
  assert.equal(
    scene.strands.reduce((sum, strand) => sum + strand.lines.length, 0),
    6,
  );
});

test("a node in focus keeps its neighbours bright and dims the rest", () => {
  const scene = compose(model, view, CAMERA, find(model, "network/old"));
  const bright = scene.spots.filter((spot) => spot.alpha === 1).map((spot) => spot.node.key);
  assert.deepEqual(bright.sort(), ["city/chemnitz", "city/riga", "network/old"]);
  assert.equal(scene.strands.filter((strand) => strand.near).length, 2);
});

test("what a filter hides is not drawn", () => {
  const among = { ...openAmong(), role: new Set(["lead"]) };
  const lead = applySelection(model, { ...openSelection(model), among });
  const scene = compose(model, lead, CAMERA, null);
  assert.equal(scene.spotOf.has(find(model, "city/chemnitz")), false);
});

test("a pointer finds the nearest node within its reach", () => {
  const scene = compose(model, view, { ...CAMERA, x: 0, y: 0 }, null);
  assert.equal(findSpot(scene, 402, 301, 5)?.node.key, "city/riga");
  assert.equal(findSpot(scene, 402, 560, 5), null);
});

test("no two names overlap and the focus is named first", () => {
  const scene = compose(model, view, CAMERA, find(model, "city/riga"));
  const labels = placeLabels(scene, ruler);
  assert.equal(labels[0].text, "Rīga");
  assert.equal(labels.length, 4);
  for (const [place, a] of labels.entries()) {
    for (const b of labels.slice(place + 1)) {
      const apart =
        a.x + ruler(a.text, a.size) < b.x ||
        b.x + ruler(b.text, b.size) < a.x ||
        Math.abs(a.y - b.y) > (a.size + b.size) * 0.6;
      assert.ok(apart, `${a.text} and ${b.text}`);
    }
  }
});

test("CSV keeps values as they are, a spreadsheet's copy disarms formulas", () => {
  const plain = writeCsv(view, false).split("\r\n");
  assert.equal(plain.length, 8);
  assert.match(plain[2], /,partner,"A ""fund"", of its own",,$/);
  assert.match(plain[3], /,=New,/);
  assert.match(writeCsv(view, true).split("\r\n")[3], /,'=New,/);
  assert.equal(writeCsv(view, true).charCodeAt(0), 0xfe_ff);
});

test("GEXF holds every shown node and tie and no date", () => {
  const text = writeGexf(model, view);
  assert.equal(text.match(/<node /g)?.length, 7);
  assert.equal(text.match(/<edge /g)?.length, 6);
  assert.doesNotMatch(text, /lastmodified/);
});

test("SVG holds shapes for every kind and text only as text", () => {
  const scene = compose(model, view, CAMERA, null);
  const labels = placeLabels(scene, ruler);
  const text = writeSvg(scene, labels, new Map([["economy", "#E69F00"]]), PALETTES.light, "<b>");
  assert.equal(text.match(/<circle /g)?.length, 3);
  assert.equal(text.match(/<polygon /g)?.length, 1);
  assert.match(text, /<title>&lt;b&gt;<\/title>/);
});

test("XML gets neither markup nor characters it cannot hold", () => {
  assert.equal(
    escapeXml("<a b='\"'>&\u0000\u0008\ufffe\ud800x"),
    "&lt;a b=&apos;&quot;&apos;&gt;&amp;x",
  );
});
