import assert from "node:assert/strict";
import test from "node:test";
import { readAddress, writeAddress } from "../../src/record/address.js";
import { countChosen, countValues } from "../../src/record/counting.js";
import { keepEgo } from "../../src/record/ego.js";
import { LISTED } from "../../src/record/facets.js";
import { listNarrowed, sayFilter } from "../../src/record/narrowed.js";
import { readModel } from "../../src/record/reading.js";
import { openAmong, openSelection } from "../../src/record/selection.js";
import { countAllCompanions, countCompanions, listTies, rankLeads } from "../../src/record/ties.js";
import { applySelection } from "../../src/record/view.js";
import { sayView } from "../../src/record/words.js";
import { find, makePage, makeRecord } from "../fixture.js";

const LOOKS = ["network", "table"];

/** Rīga, Chemnitz, Alūksne and a body; Old ran with phases, and Chemnitz joined it for its end. */
function makeDated() {
  const page = makePage();
  const ties = page.ties.map((tie, place) =>
    place === 1 ? [...tie, 2006, null, "organisation/fund"] : tie,
  );
  return readModel({
    ...page,
    ids: { programme: { Second: "second-programme" } },
    themes: [
      { id: "living", label: "Living", broader: [] },
      { id: "housing", label: "Housing", broader: ["living"] },
    ],
    nodes: page.nodes.map((node) => ({
      ...node,
      ...(node.id.endsWith("/new") ? { themes: ["housing"] } : {}),
      ...(node.id.endsWith("/old") ? { themes: [] } : {}),
    })),
    ties,
  });
}

const model = makeDated();
const open = openSelection(model);
const at = (/** @type {string} */ address) => readAddress(model, address, LOOKS).filter;
const select = (/** @type {string} */ address) => applySelection(model, at(address));
const chosen = (/** @type {string} */ address) =>
  model.nodes
    .filter((node) => node.joins && select(address).degree[node.index])
    .map(({ label }) => label);

test("a country chooses cooperations, and each keeps all of its members", () => {
  assert.deepEqual(chosen("country=DE"), ["Old"]);
  const view = select("country=LV");
  const riga = find(model, "city/riga");
  assert.equal(countCompanions(view, riga).length, 3, "partners from abroad are partners");
  assert.equal(view.degree[find(model, "city/chemnitz").index], 1);
  assert.deepEqual(chosen("country=LV"), ["Old", "=New", "Dateless"]);
});

test("of several values any will do, with match=all each is needed", () => {
  assert.deepEqual(chosen("country=LV&country=DE"), ["Old", "=New", "Dateless"]);
  assert.deepEqual(chosen("country=LV&country=DE&match=all"), ["Old"]);
  assert.deepEqual(chosen("city=city/riga&city=city/aluksne&match=all"), ["=New"]);
  assert.deepEqual(chosen("programme=First&programme=Second&match=all"), []);
  assert.deepEqual(chosen("programme=First&programme=Second"), ["Old", "=New"]);
  assert.deepEqual(chosen("group=economy&group=unknown&match=all"), ["Old", "=New", "Dateless"]);
});

test("a role is asked of the members that are asked for, else of any", () => {
  assert.deepEqual(chosen("role=lead"), ["Old", "=New"]);
  assert.deepEqual(chosen("country=DE&role=lead"), [], "Chemnitz leads nothing");
  assert.deepEqual(chosen("city=aluksne&role=lead"), ["=New"]);
  assert.deepEqual(chosen("role=lead&role=partner&match=all"), ["Old", "=New"]);
  assert.deepEqual(chosen("organisation=body"), ["=New"]);
  assert.deepEqual(chosen("organisation=fund"), ["Old"], "it acts for Chemnitz");
  assert.deepEqual(chosen("city=body"), [], "a body is no city");
});

test("a kind of cooperations chooses, a kind of members is shown", () => {
  assert.deepEqual(chosen("kind=project"), [], "there is none");
  assert.deepEqual(chosen("kind=network"), ["Old", "=New", "Dateless"]);
  const bodies = select("kind=organisation");
  assert.deepEqual(
    [...bodies.ties].map(({ member }) => member.label),
    ["A body"],
  );
  assert.equal(bodies.hidden, 3);
  assert.equal(select("kind=network&kind=city").hidden, 1);
  assert.deepEqual(chosen("kind=project&kind=city"), []);
});

test("a theme keeps all that are narrower, several of them any", () => {
  assert.deepEqual(chosen("theme=living"), ["=New"]);
  assert.deepEqual(chosen("theme=housing"), ["=New"]);
  assert.deepEqual(chosen("network=old"), ["Old"]);
});

test("among hides members that still count", () => {
  const view = select("among=country=LV");
  const [riga, chemnitz] = [find(model, "city/riga"), find(model, "city/chemnitz")];
  assert.equal(view.shown[chemnitz.index], false);
  assert.equal(view.hidden, 2);
  assert.equal(countCompanions(view, riga).length, 3);
  assert.equal(view.degree[find(model, "network/old").index], 2, "Old has two members");
  assert.match(sayView(model, at("among=country=LV"), view), /2 members are hidden/);
  const leads = select("among=role=lead");
  const dateless = find(model, "network/dateless").index;
  assert.deepEqual(
    [leads.degree[dateless], leads.shown[dateless]],
    [0, true],
    "chosen all the same",
  );
  assert.deepEqual(
    [...leads.ties].map(({ member }) => member.label),
    ["Rīga", "Alūksne"],
  );
});

test("who is hidden comes to no event and passes nothing on, but is counted", () => {
  const record = makeRecord();
  const asked = (/** @type {string} */ address) =>
    applySelection(record, readAddress(record, address, LOOKS).filter);
  const german = asked("among=country=DE");
  assert.equal(german.shown[find(record, "event/visit").index], true);
  assert.equal(german.shown[find(record, "city/riga").index], false, "a guest");
  const latvian = asked("among=country=LV");
  assert.deepEqual([latvian.transfers.size, latvian.keptTransfers.size], [0, 1]);
  const ego = keepEgo(record, latvian, find(record, "city/riga"));
  assert.equal(ego.degree[find(record, "network/old").index], 2);
  assert.equal(ego.degree[find(record, "city/chemnitz").index], 0);
});

test("a membership counts in its own years, else in those of its cooperation", () => {
  assert.deepEqual(
    [...select("to=2004").ties].map(({ member }) => member.label),
    ["Rīga"],
    "Chemnitz joined in 2006",
  );
  assert.equal(select("to=2004").outside, 1);
  assert.deepEqual(chosen("country=DE&to=2004"), [], "no German took part by then");
  assert.deepEqual(chosen("country=DE&from=2006&to=2006"), ["Old"]);
  assert.equal(select("to=2004").undated, 1);
  assert.deepEqual(
    [...select("from=2009&to=2009").ties].map(({ member }) => member.label),
    ["Chemnitz"],
    "without an end of its own a membership counts for three years more",
  );
});

test("what is left out is counted", () => {
  assert.equal(select("country=DE").left, 2);
  assert.match(
    sayView(model, at("country=DE"), select("country=DE")),
    /2 networks and projects do/,
  );
  assert.equal(select("").left, 0);
});

test("a count is what a click keeps, for every value of every listed facet", () => {
  let clicks = 0;
  for (const address of ["", "country=DE", "role=lead", "from=2006&to=2019", "group=economy"]) {
    const selection = at(address);
    const counts = countValues(model, selection);
    for (const facet of LISTED) {
      for (const [value, count] of counts.get(facet) ?? []) {
        const view = applySelection(model, { ...selection, [facet]: new Set([value]) });
        const kept = model.nodes.filter((node) => node.joins && view.degree[node.index]);
        assert.equal(kept.length, count, `${address} ${facet} ${value}`);
        clicks += 1;
      }
    }
  }
  assert.ok(clicks > 30);
  assert.equal(countChosen(model, open, "theme").get("living"), 1);
});

test("a lead is one who leads, in the ranking as in the list", () => {
  const view = select("country=LV");
  assert.deepEqual(
    rankLeads(view, 5).map(([node, led]) => [node.label, led]),
    [
      ["Alūksne", 1],
      ["Rīga", 1],
    ],
  );
  assert.deepEqual(
    listTies(view, find(model, "network/dateless")).map(({ role }) => role),
    ["partner"],
  );
});

test("partners of all members at once are those of each", () => {
  for (const address of ["", "country=DE", "among=country=LV", "from=2006&to=2006"]) {
    const view = select(address);
    const all = countAllCompanions(view);
    for (const node of model.nodes.filter(({ member }) => member)) {
      assert.equal(all.get(node) ?? 0, countCompanions(view, node).length, node.label);
    }
  }
});

test("addresses lead back to their selection, old ones with commas too", () => {
  const address =
    "theme=living&programme=Second&country=DE&country=LV&role=lead&match=all" +
    "&among=country=LV&among=role=lead&from=2004&to=2019";
  assert.equal(writeAddress(model, readAddress(model, address, LOOKS), LOOKS), address);
  assert.deepEqual(at("country=LV,DE"), at("country=LV&country=DE"));
  assert.deepEqual(at("programme=second-programme"), at("programme=Second"));
  assert.deepEqual(at("among=country:LV"), at("among=country=LV"));
  const none = { ...readAddress(model, "", LOOKS), filter: { ...open, country: new Set() } };
  const written = writeAddress(model, /** @type {any} */ (none), LOOKS);
  assert.equal(written, "country=none");
  assert.deepEqual(at(written), none.filter);
});

test("each filter is said and can be opened again", () => {
  const selection = at("country=LV&country=DE&match=all&among=role=lead");
  assert.equal(sayFilter(model, selection), "country: Germany and Latvia; shown members: lead");
  const opened = Object.assign({}, selection, ...listNarrowed(model, selection).map((o) => o.open));
  assert.deepEqual({ ...opened, match: "any" }, { ...open, among: openAmong() });
});
