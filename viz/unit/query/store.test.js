import assert from "node:assert/strict";
import test from "node:test";
import { AskError } from "../../src/query/endpoint.js";
import { bindQuery } from "../../src/query/store/bind.js";
import { completeNames } from "../../src/query/store/complete.js";
import { checkQuery } from "../../src/query/store/guard.js";
import { foldName, readIndex, readLabel } from "../../src/query/store/names.js";
import { measureLikeness, suggest } from "../../src/query/store/near.js";
import { explainSyntax, InsideStore } from "../../src/query/store/store.js";
import { findPlace, readTokens } from "../../src/query/store/tokens.js";
import { ID, VOCABULARY } from "./answers.js";

const { base } = VOCABULARY;
const PREFIXES = {
  hanse: `${base}ontology#`,
  id: ID,
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
};
const KINDS = { city: "City", network: "Network", project: "Project", cooperation: "Cooperation" };

/** @param {[string, string, string][]} names thing, name, language */
function makeIndex(names) {
  /** @type {Map<string, Set<string>>} */
  const kinds = new Map([["thing", new Set()]]);
  /** @type {import("../../src/query/store/names.js").Index["names"]} */
  const known = new Map();
  for (const [id, name, tag] of names) {
    const kind = id.split("/")[0];
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(ID + id));
    kinds.get("thing")?.add(ID + id);
    known.set(ID + id, [...(known.get(ID + id) ?? []), { name, tag, says: "label" }]);
  }
  return { kinds, names: known, hints: new Map([[`${ID}city/chemnitz`, "Germany"]]) };
}

const INDEX = makeIndex([
  ["city/chemnitz", "Chemnitz", ""],
  ["city/chemnitz", "Kemnica", "lv"],
  ["city/riga", "Riga", ""],
  ["city/riga", "Rīga", "lv"],
  ["city/aluksne", "Alūksne", ""],
  ["city/twin-a", "Twin", ""],
  ["city/twin-b", "twín", ""],
  ["city/twin-c", "Twin", "ja"],
  ["city/lodz", "Łódź Übersee", ""],
]);
const CONTEXT = { index: INDEX, base, languages: ["lv", "en"] };

/**
 * @param {string} type
 * @param {string | null} [byDefault]
 */
function makeQuery(type, byDefault = null) {
  return {
    name: "q",
    title: "A question",
    about: "",
    pieces: ["ASK { ?s ?p ", "what", " }\n"],
    parameters: [{ name: "what", type, default: byDefault, about: "" }],
  };
}

/**
 * @param {string} type
 * @param {string} value
 * @returns {any}
 */
const bind = (type, value) => bindQuery(makeQuery(type), { what: value }, CONTEXT);

test("tokens joined are the text, and keywords in strings, IRIs and comments are none", () => {
  const text =
    'PREFIX a: <x#SERVICE> # LOAD\nSELECT ?é { a:b\\-c \'SERVICE \\\' \' """x"y""" 1.5e3 @en _:b }';
  const tokens = readTokens(text);
  assert.equal(tokens.map((token) => token.text).join(""), text);
  assert.deepEqual(
    tokens.filter(({ kind }) => kind === "word").map((token) => token.text),
    ["PREFIX", "SELECT"],
  );
  assert.deepEqual(
    tokens.filter(({ kind }) => kind === "variable").map((token) => token.text),
    ["?é"],
  );
  assert.deepEqual(findPlace("a\n🙂b", 4), { line: 2, column: 2 });
});

test("the guard tells rows from triples and refuses with a place", () => {
  assert.equal(checkQuery("# construct\nPREFIX select: <x> SELECT * { ?s ?p 'LOAD' }", {}), "rows");
  assert.equal(checkQuery("describe <a:b>", {}), "triples");
  const refused = (/** @type {string} */ text) => {
    try {
      checkQuery(text, PREFIXES);
    } catch (error) {
      return error instanceof AskError ? { said: error.message, spot: error.spot } : null;
    }
    return null;
  };
  assert.match(
    refused("SELECT * {\n  SERVICE SILENT <http://a> {} }")?.said ?? "",
    /^query:2:3: SERVICE is disabled/,
  );
  assert.match(refused("LOAD <http://a>")?.said ?? "", /^query:1:1: LOAD changes data/);
  assert.deepEqual(refused("ASK { ?s rdfs:label ?o }"), {
    spot: { line: 1, column: 10 },
    said: `query:1:10: prefix rdfs: is not declared; add: PREFIX rdfs: <${PREFIXES.rdfs}>`,
  });
  assert.match(refused(`SELECT * ${"{".repeat(101)}`)?.said ?? "", /nested deeper than 100/);
  assert.match(refused(`ASK { FILTER(${"!".repeat(300)}1) }`)?.said ?? "", /operators in a row/);
  assert.match(refused(`ASK { ${"?s ?p ?o . ".repeat(2000)} }`)?.said ?? "", /more than 1000 pat/);
  assert.match(refused(" ".repeat(2 ** 20 + 1))?.said ?? "", /1048577 characters/);
});

test("a parser's error names the place and keywords, not every sign that a name may hold", () => {
  const said = explainSyntax(
    new AskError(
      "error at 2:9: expected one of \"(\", GRAPH, ['a' ..= 'z' | " +
        "'\\u{00C0}'..='\\u{00D6}'\n| ']'], ['_'], [_]",
    ),
  );
  assert.equal(said.message, "query: the query cannot be parsed: error at 2:9: expected ( GRAPH");
  assert.deepEqual(said.spot, { line: 2, column: 9 });
  const other = new AskError("the answer has 70 MB");
  assert.equal(explainSyntax(other), other);
});

test("names are compared without case and accents", () => {
  assert.equal(foldName("  ŁÓDŹ  Straße "), "lodz strasse");
  assert.equal(readLabel(INDEX, `${ID}city/riga`), "Riga");
  assert.equal(readLabel(INDEX, `${ID}city/none`), "");
});

test("things are found by any name, the best first", () => {
  const find = (/** @type {string} */ typed) => completeNames(INDEX, base, "city", typed);
  assert.deepEqual(find("kemn")[0], {
    iri: `${ID}city/chemnitz`,
    id: "city/chemnitz",
    label: "Chemnitz",
    name: "Kemnica",
    hint: "Germany",
  });
  assert.equal(find("LODZ  u")[0].label, "Łódź Übersee");
  assert.equal(find("ubers")[0].label, "Łódź Übersee");
  assert.equal(find("")[0].label, "Alūksne");
  assert.deepEqual(find("zz"), []);
  assert.deepEqual(completeNames(INDEX, base, "nothing", "riga"), []);
});

test("a value becomes one term, whatever it holds", () => {
  const term = (/** @type {string} */ type, /** @type {string} */ value) =>
    /ASK \{ \?s \?p (.*) \}\n$/.exec(bind(type, value).text ?? "")?.[1];
  assert.equal(term("text", 'z" } UNION { ?s ?p ?o } #\\'), '"z\\" } UNION { ?s ?p ?o } #\\\\"');
  assert.equal(term("integer", "-8"), '"-8"^^<http://www.w3.org/2001/XMLSchema#integer>');
  assert.equal(term("language", "LV"), '"lv"');
  assert.equal(term("date", "2018-12-04"), '"2018-12-04"^^<http://www.w3.org/2001/XMLSchema#date>');
  assert.equal(term("iri", "https://example.org/a"), "<https://example.org/a>");
  for (const [type, value] of [
    ["integer", "8\n} x"],
    ["integer", "١"],
    ["iri", "x> } #"],
    ["date", "2018-02-30"],
    ["date", "0000-01-01"],
    ["boolean", "yes"],
    ["text", "a\u0000"],
    ["text", "\ud800"],
    ["text", "x".repeat(10_001)],
    ["decimal", "1e3"],
  ]) {
    assert.equal(bind(type, value).parameter, "what", `${type} ${value.slice(0, 20)}`);
  }
});

test("a thing is meant by its IRI, its id or any name, and only by what is clear", () => {
  for (const value of [
    "Chemnitz",
    "kemnica",
    "chemnitz",
    "id:city/chemnitz",
    "city/chemnitz",
    `${ID}city/chemnitz`,
    `<${ID}city/chemnitz>`,
  ]) {
    assert.equal(bind("city", value).meant.what.iri, `${ID}city/chemnitz`, value);
  }
  assert.match(
    bind("city", "Rīga").text,
    /^# A question\n# with what = Rīga\nASK \{ \?s \?p <.*riga>/,
  );
  assert.equal(bind("city", "Twin").meant.what.iri, `${ID}city/twin-a`, "before one in Japanese");
  assert.match(bind("city", "TWIN").error, /means more than one city: city\/twin-a, city\/twin-b/);
  assert.match(
    bind("city", "Chemnits").error,
    /^parameter what=Chemnits: no city has .*; did you mean city\/chemnitz\?$/,
  );
  assert.match(bind("network", "Riga").error, /no network has this IRI, id or name$/);
  const none = bindQuery(makeQuery("city"), {}, CONTEXT);
  assert.match("error" in none ? none.error : "", /missing \(city\)/);
  const odd = bindQuery(makeQuery("city", "riga"), { town: "x" }, CONTEXT);
  assert.match("error" in odd ? odd.error : "", /unknown; the query's parameters: what/);
});

test("a period that ends before it begins is refused", () => {
  const query = {
    ...makeQuery("integer"),
    pieces: ["ASK { ", "from", " ", "to", " }"],
    parameters: ["from", "to"].map((name) => ({
      name,
      type: "integer",
      default: "2000",
      about: "",
    })),
  };
  const bound = bindQuery(query, { from: "2001" }, CONTEXT);
  assert.match("error" in bound ? bound.error : "", /from=2001: is after to=2000; exchange them/);
});

test("likeness is that of Ratcliff and Obershelp", () => {
  assert.equal(measureLikeness("chemnitz", "chemnits"), 0.875);
  assert.equal(measureLikeness("abcd", "bcde"), 0.75);
  assert.equal(measureLikeness("a", "abcdefgh"), 0);
  assert.deepEqual(suggest("riga", ["rigas", "riga-2", "x", "irga"]), ["rigas", "riga-2", "irga"]);
});

test("the index is read from three answers", async () => {
  const cell = (/** @type {string} */ value, /** @type {string} */ tag = "") => ({
    value,
    ...(tag && { "xml:lang": tag }),
  });
  const index = await readIndex(
    async (text) => {
      if (text.includes("scheme/region")) {
        return [
          { thing: cell(`${ID}city/riga`), class: cell(`${PREFIXES.hanse}City`) },
          { thing: cell(`${ID}region/north`), class: cell(`${ID}scheme/region`) },
        ];
      }
      return text.includes("?hint")
        ? [{ thing: cell(`${ID}city/riga`), hint: cell("Latvia") }]
        : [
            {
              thing: cell(`${ID}city/riga`),
              says: cell(`${PREFIXES.rdfs}label`),
              name: cell("Rīga", "lv"),
            },
          ];
    },
    { base, prefixes: PREFIXES, kinds: KINDS },
  );
  assert.deepEqual([...index.kinds.keys()], ["thing", "city", "region"]);
  assert.deepEqual([...(index.kinds.get("thing") ?? [])], [`${ID}city/riga`]);
  assert.deepEqual(index.names.get(`${ID}city/riga`), [{ name: "Rīga", tag: "lv", says: "label" }]);
  assert.equal(index.hints.get(`${ID}city/riga`), "Latvia");
});

test("links lead to pages that are there, to what is said here, or to the web", async () => {
  /** @type {any} */
  const engine = { ask: async () => ({ body: new ArrayBuffer(0), seconds: 0 }) };
  const store = new InsideStore(
    {
      base,
      prefixes: PREFIXES,
      languages: [],
      kinds: KINDS,
      queries: [],
      links: [[`${ID}city/`, "id/city/", ".html", ["riga"]]],
    },
    engine,
    () => ({ land: "", borders: "" }),
  );
  assert.deepEqual(store.findPage(`${ID}city/riga`), { href: "id/city/riga.html", own: true });
  assert.deepEqual(store.findPage(`${ID}city/nowhere`), {
    own: true,
    href: `#text=${encodeURIComponent(`DESCRIBE <${ID}city/nowhere>`)}`,
  });
  assert.deepEqual(store.findPage("http://a.example/"), { href: "http://a.example/", own: false });
  assert.equal(store.findPage("javascript:alert(1)"), null);
  const { signal } = new AbortController();
  assert.equal((await store.send("ASK {}", "application/x, text/csv", signal)).type, "text/csv");
  assert.equal(
    (await store.send("DESCRIBE <a:b>", "text/csv, text/turtle", signal)).type,
    "text/turtle",
  );
  await assert.rejects(store.send("ASK {}", "text/turtle", signal), /no form as text\/turtle/);
  assert.match(JSON.stringify(await store.bind("nothing", {})), /no query of the catalogue/);
});
