import assert from "node:assert/strict";
import test from "node:test";
import { listSubjects, readAnswer } from "../../src/query/answer.js";
import { searchQueries } from "../../src/query/catalogue.js";
import { mayBeName, readContext } from "../../src/query/context.js";
import { findSpot } from "../../src/query/endpoint.js";
import { readPlace, writePlace } from "../../src/query/place.js";
import {
  compareTerms,
  findPage,
  readMoment,
  readNumber,
  shortenIri,
  showTerm,
} from "../../src/query/terms.js";
import { readTriples } from "../../src/query/triples.js";
import {
  placePrefix,
  suggestPrefixes,
  suggestTerms,
  suggestVariables,
} from "../../src/query/vocabulary.js";
import { ID, iri, number, sendRows, text, VOCABULARY, XSD } from "./answers.js";

test("terms are shown as people read them", () => {
  const { prefixes } = VOCABULARY;
  assert.equal(shortenIri(`${ID}city/riga`, prefixes), "city/riga");
  assert.equal(shortenIri("https://w3id.org/hanse/ontology#City", prefixes), "hanse:City");
  assert.equal(shortenIri("https://example.org/a", prefixes), "https://example.org/a");
  assert.equal(
    shortenIri("https://w3id.org/hanse/ontology#a/b", prefixes),
    "https://w3id.org/hanse/ontology#a/b",
  );
  assert.equal(showTerm(null, prefixes), "");
  assert.equal(showTerm({ type: "bnode", value: "b0" }, prefixes), "_:b0");
});

test("numbers are numbers only by their datatype", () => {
  assert.equal(readNumber(number("12")), 12);
  assert.equal(readNumber(text("12")), null);
  assert.equal(readNumber({ type: "literal", value: "INF", datatype: `${XSD}double` }), null);
  assert.equal(readNumber({ type: "literal", value: "", datatype: `${XSD}integer` }), null);
  assert.equal(readMoment({ type: "literal", value: "2018", datatype: `${XSD}gYear` }), 2018);
  assert.equal(
    readMoment({ type: "literal", value: "2018-07-01", datatype: `${XSD}date` }),
    2018.5,
  );
});

test("sorting puts numbers by value and what is missing last", () => {
  const terms = [null, text("b"), number("10"), number("9"), text("Ā")];
  assert.deepEqual(
    terms.sort(compareTerms).map((term) => term?.value ?? null),
    ["9", "10", "Ā", "b", null],
  );
});

test("only our own pages and the web are linked", () => {
  const page = (/** @type {string} */ value) => findPage(value, VOCABULARY.base);
  assert.deepEqual(page(`${ID}city/riga`), { href: "./id/city/riga", own: true });
  assert.deepEqual(page("https://w3id.org/hanse///evil"), { href: ".///evil", own: true });
  assert.deepEqual(page("https://w3id.org/hanse/javascript:alert(1)"), {
    href: "./javascript:alert(1)",
    own: true,
  });
  assert.deepEqual(page("HTTPS://example.org/"), { href: "HTTPS://example.org/", own: false });
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//a", "https:"]) {
    assert.equal(page(bad), null);
  }
});

test("an answer knows what its columns are and which name which", () => {
  const answer = readAnswer(
    "application/sparql-results+json; charset=utf-8",
    sendRows(
      ["city", "cityName", "other", "startYear", "count", "note", "void"],
      [
        iri("city/riga"),
        text("Riga"),
        iri("city/turin"),
        number("2018"),
        number("3"),
        text("x"),
        null,
      ],
      [
        iri("city/turin"),
        text("Turin"),
        null,
        number("2020"),
        number("4.5", "decimal"),
        number("1"),
        null,
      ],
    ),
  );
  assert.deepEqual(
    answer.columns.map(({ kind }) => kind),
    ["iri", "text", "iri", "year", "number", "text", "empty"],
  );
  assert.equal(answer.columns[0].label, answer.columns[1]);
  assert.deepEqual(
    listSubjects(answer).map(({ name }) => name),
    ["city", "other", "startYear", "count", "note", "void"],
  );
});

test("a lone column of IRIs is named by a column called name", () => {
  const rows = sendRows(["thing", "name"], [iri("city/riga"), text("Riga")]);
  const { columns } = readAnswer("application/sparql-results+json", rows);
  assert.equal(columns[0].label, columns[1]);
  const many = readAnswer(
    "application/sparql-results+json",
    sendRows(["a", "b", "name"], [iri("city/riga"), iri("city/turin"), text("Riga")]),
  );
  assert.equal(many.columns[0].label, null);
});

test("what is no complete answer is none", () => {
  const rows = sendRows(["a"], [text("x")]);
  assert.throws(() => readAnswer("application/sparql-results+json", rows.slice(0, -3)));
  assert.throws(() => readAnswer("application/json", "{}"), /no results/);
  assert.throws(() => readAnswer("text/html", "<p>log in</p>"), /text\/html/);
  assert.throws(
    () => readAnswer("application/n-triples", "<a:a> <a:b> <a:c> .\n<a:a> <a:b>"),
    /not complete/,
  );
  const unbound = readAnswer("application/sparql-results+json", sendRows(["__proto__"], [null]));
  assert.deepEqual(unbound.rows, [[null]]);
  assert.equal(
    readAnswer("application/sparql-results+json", '{"head":{},"boolean":false}').truth,
    false,
  );
});

test("N-Triples are read with their escapes, languages and datatypes", () => {
  const [first, second] = readTriples(
    '<a:s> <a:p> "x\\"\\n\\u00e9\\U0001F600"@lv-x .\n' +
      `_:b1 <a:p> "1"^^<${XSD}integer> . # said\n\n`,
  );
  assert.deepEqual(first[2], { type: "literal", value: 'x"\né😀', lang: "lv-x" });
  assert.deepEqual(
    second.map(({ type, value }) => [type, value]),
    [
      ["bnode", "b1"],
      ["uri", "a:p"],
      ["literal", "1"],
    ],
  );
  assert.throws(() => readTriples("<a:s> <a:p> x .\n"), /line 1/);
});

test("the place that an error names is found", () => {
  assert.deepEqual(findSpot("query:3:12: prefix x: is not declared"), { line: 3, column: 12 });
  assert.deepEqual(findSpot("the query cannot be parsed: error at 1:20: expected }"), {
    line: 1,
    column: 20,
  });
  assert.equal(findSpot("stopped after 5 s; see http://127.0.0.1:8000/limits"), null);
});

test("a link holds the query, its values and the view, and nothing else", () => {
  const place = {
    query: "partners-of",
    values: { network: "active-ngos" },
    text: "",
    view: /** @type {const} */ ("map"),
  };
  assert.equal(writePlace(place), "query=partners-of&p.network=active-ngos&view=map");
  assert.deepEqual(readPlace(`#${writePlace(place)}`), place);
  const own = {
    query: "",
    values: {},
    text: "SELECT * {\n ?s ?p '#&=+%ā' }",
    view: /** @type {const} */ ("table"),
  };
  assert.deepEqual(readPlace(writePlace(own)), own);
  assert.equal(readPlace("#view=map"), null);
  assert.equal(readPlace("#text=x&view=__proto__")?.view, "table");
});

test("examples are found by every word, in their titles first", () => {
  const queries = [
    { name: "b", title: "Networks", about: "of a città", parameters: [] },
    {
      name: "a",
      title: "Cities",
      about: "in networks",
      parameters: [{ name: "c", type: "country", default: "LV", about: "" }],
    },
  ];
  const search = (/** @type {string} */ words) => searchQueries(queries, words).map((q) => q.name);
  assert.deepEqual(search("net"), ["b", "a"]);
  assert.deepEqual(search("citta"), ["b"]);
  assert.deepEqual(search("country"), ["a"]);
  assert.deepEqual(search("etworks"), []);
  assert.deepEqual(search(""), ["b", "a"]);
});

test("what is being typed is told from the line", () => {
  const read = (/** @type {string} */ line) => {
    const context = readContext(line);
    return context && [context.kind, context.prefix, context.local];
  };
  assert.deepEqual(read("PREFIX ha"), ["prefix", "", "ha"]);
  assert.deepEqual(read("SELECT ?ci"), ["variable", "", "?ci"]);
  assert.deepEqual(read("  ?x a hanse:Ci"), ["name", "hanse", "Ci"]);
  assert.deepEqual(read("  ?x hanse:"), ["name", "hanse", ""]);
  assert.deepEqual(read("  ?x ?y <https://w3id.org/hanse/id/city/ri"), ["iri", "", "ri"]);
  assert.deepEqual(read("  ?x ?y Rīg"), ["word", "", "Rīg"]);
  assert.equal(read("  ?x ?y "), null);
  assert.deepEqual(["sel", "FILT", "Rig", "Al", "order"].map(mayBeName), [
    false,
    false,
    true,
    false,
    false,
  ]);
});

test("terms are suggested by name, by label in any language and within a prefix", () => {
  const suggest = (/** @type {string} */ typed, /** @type {any} */ within) =>
    suggestTerms(VOCABULARY, typed, within).map(({ text: one }) => one);
  assert.deepEqual(suggest("ci", { kind: "class" }), ["hanse:City"]);
  assert.deepEqual(suggest("pilseta", {}), ["hanse:City"]);
  assert.deepEqual(suggest("lead", {}), ["hanse:leadPartner"]);
  assert.deepEqual(suggest("", { kind: "property", space: "http://www.w3.org/ns/org#" }), [
    "org:member",
  ]);
  assert.equal(suggestTerms(VOCABULARY, "city")[0].about, "A city, town or municipality.");
  assert.deepEqual(
    suggestPrefixes(VOCABULARY, "o").map(({ text: one }) => one),
    ["org: <http://www.w3.org/ns/org#>"],
  );
});

test("variables are those of the query, not of its strings and comments", () => {
  const query = 'SELECT ?city $count { ?city ?p "?no" . <a?b> ?q ?citizen } # ?never';
  assert.deepEqual(
    suggestVariables(query, "?").map(({ text: one }) => one),
    ["?citizen", "?city", "?count", "?p", "?q"],
  );
  assert.deepEqual(
    suggestVariables(query, "$ci").map(({ text: one }) => one),
    ["$citizen", "$city"],
  );
});

test("a prefix is declared once, under the others or above the query", () => {
  const place = (/** @type {string} */ query) => placePrefix(query, "org", "o:")?.line ?? null;
  assert.equal(place("# title\n\nSELECT * {}"), 2);
  assert.equal(place("# title\nPREFIX a: <a:>\nprefix b: <b:>\nSELECT * {}"), 3);
  assert.equal(place("PREFIX org: <o:>\nSELECT * {}"), null);
  assert.equal(place(""), 0);
});
