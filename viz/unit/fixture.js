import { readModel } from "../src/record/reading.js";

const BASE = "https://w3id.org/hanse/id/";

/** A picture small enough to count by hand: three cities and a body in two networks. */
export function makePage() {
  return {
    title: "A small picture",
    query: "--country LV",
    version: "1.0",
    leftOut: 0,
    groups: [
      { id: "economy", label: "Economy", colour: "#E69F00" },
      { id: "unknown", label: "Theme not recorded", colour: "#C4C4C4" },
    ],
    countries: { LV: "Latvia", DE: "Germany" },
    sources: [{ id: `${BASE}source/one`, label: "One source", url: "https://example.org/1" }],
    nodes: [
      { id: `${BASE}city/riga`, at: [0, 0], kind: "city", label: "Rīga", country: "LV" },
      {
        id: `${BASE}city/chemnitz`,
        at: [90, 0],
        kind: "city",
        label: "Chemnitz",
        names: ["Kemnica"],
        country: "DE",
      },
      { id: `${BASE}city/aluksne`, at: [0, 90], kind: "city", label: "Alūksne", country: "LV" },
      { id: `${BASE}organisation/body`, at: [50, 90], kind: "organisation", label: "A body" },
      {
        id: `${BASE}network/old`,
        at: [40, 0],
        kind: "network",
        label: "Old",
        type: "Thematic network",
        group: "economy",
        themes: ["Economy"],
        programme: "First",
        start: 2003,
        end: 2006,
        sources: [0],
      },
      {
        id: `${BASE}network/new`,
        at: [0, 40],
        kind: "network",
        label: "=New",
        group: "unknown",
        programme: "Second",
        start: 2018,
      },
      {
        id: `${BASE}network/dateless`,
        at: [10, 10],
        kind: "network",
        label: "Dateless",
        group: "unknown",
      },
    ],
    ties: [
      [0, 4, "lead", "", [0]],
      [1, 4, "partner", 'A "fund", of its own', []],
      [0, 5, "partner", "", []],
      [2, 5, "lead", "", []],
      [3, 5, "partner", "", []],
      [0, 6, "partner", "", []],
    ],
  };
}

export function makeModel() {
  return readModel(makePage());
}

/** @param {import("../src/record/model.js").Model} model @param {string} key */
export function find(model, key) {
  const node = model.nodes.find((one) => one.key === key);
  if (!node) throw new Error(`no node ${key}`);
  return node;
}

/** The same with a practice that Chemnitz taught Alūksne, an event and two themes. */
export function makeRecord() {
  const page = makePage();
  return readModel({
    ...page,
    language: "en",
    themes: [
      { id: "living", label: "Living", broader: [] },
      { id: "housing", label: "Housing", broader: ["living"] },
    ],
    sources: [...page.sources, { id: `${BASE}source/two`, label: "Two", publisher: "A paper" }],
    nodes: [
      ...page.nodes.map((node) =>
        node.id.endsWith("/new") ? { ...node, themes: ["housing"] } : node,
      ),
      {
        id: `${BASE}practice/mend`,
        kind: "practice",
        label: "Mend houses",
        country: "DE",
        group: "economy",
        themes: ["housing"],
        issued: 2017,
        start: 2010,
        sources: [1],
      },
      {
        id: `${BASE}event/visit`,
        kind: "event",
        label: "A visit",
        type: "Exchange visit",
        country: "LV",
        from: "2019-05-02",
        until: "2019-05-03",
        sources: [1],
      },
    ],
    transfers: [[7, 1, 2, 5, [1]]],
    homes: [
      [7, 1],
      [8, 2],
    ],
    occasions: [[8, 5]],
    attendance: [[8, 0, "Visitor", -1, [1]]],
    phases: [[5, "First phase", "2018-04", 6, [0]]],
  });
}
