"""Answers: each form is read back by a reader that is not ours, and holds the same rows."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib

from hanse.errors import QueryError, UsageError
from hanse.namespaces import GEO, HANSE, ID, PREFIXES, RDF, XSD
from hanse.results import read_result
from hanse.results.forms import FORMS, write_answer
from hanse.results.table import write_markdown, write_table
from hanse.store.embedded import EmbeddedStore, load_lines

if TYPE_CHECKING:
    from hanse.results import Result
    from hanse.store.base import Answer

NAMES = ["Rīga", 'a "b", c', "x|y\nz", "=1+1", "", "漢字", "</td><script>"]
LINES = [
    f'<{ID}city/c{number}> <{HANSE}population> "{number}"^^<{XSD}integer> .\n'
    for number in range(len(NAMES))
] + [
    f"<{ID}city/c{number}> <http://www.w3.org/2000/01/rdf-schema#label> {ox.Literal(name)} .\n"
    for number, name in enumerate(NAMES)
]
SELECT = (
    f"PREFIX hanse: <{HANSE}> SELECT ?city ?name ?number ?none WHERE {{ ?city hanse:population"
    " ?number ; <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?number"
)
CONSTRUCT = f"CONSTRUCT {{ ?s <{HANSE}p> ?o }} WHERE {{ ?s <{HANSE}population> ?o }}"
ROWS = [(f"{ID}city/c{number}", name, number, None) for number, name in enumerate(NAMES)]
TRIPLE_FORMS = {"turtle", "ntriples", "jsonld"}
ROW_FORMS = {"csv", "tsv", "json", "xml"}


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """Load a few cities whose names are hard to write."""
    return load_lines(LINES)


def _read(store: EmbeddedStore, query: str) -> Result:
    return read_result(store.query(query))


def _ask(text: str) -> Answer:
    return load_lines([]).query(text)


def _read_arrow(data: bytes) -> Any:
    arrow: Any = import_module("pyarrow")
    return arrow.ipc.open_file(data).read_all()


def test_csv_is_read_by_the_csv_module(store: EmbeddedStore) -> None:
    """CSV has a header and every value as it is, quoted where it must be."""
    data = write_answer(store.query(SELECT), "csv").decode()
    rows = list(csv.reader(io.StringIO(data, newline=""), strict=True))
    assert rows[0] == ["city", "name", "number", "none"]
    assert rows[1:] == [[city, name, str(number), ""] for city, name, number, _ in ROWS]


def test_tsv_holds_terms(store: EmbeddedStore) -> None:
    """TSV has a term in each cell and a variable in each head, tabs and breaks escaped."""
    head, *lines = write_answer(store.query(SELECT), "tsv").decode().splitlines()
    assert head.split("\t") == ["?city", "?name", "?number", "?none"]
    assert [line.split("\t")[0] for line in lines] == [f"<{city}>" for city, *_ in ROWS]
    assert {len(line.split("\t")) for line in lines} == {4}


def test_json_is_the_standard_form(store: EmbeddedStore) -> None:
    """JSON follows SPARQL 1.1 Query Results JSON: a missing value has no binding."""
    data = json.loads(write_answer(store.query(SELECT), "json"))
    assert data["head"]["vars"] == ["city", "name", "number", "none"]
    bindings = data["results"]["bindings"]
    assert [b["name"]["value"] for b in bindings] == NAMES
    assert {b["number"]["datatype"] for b in bindings} == {f"{XSD}integer"}
    assert not [b for b in bindings if "none" in b]


def test_xml_is_the_standard_form(store: EmbeddedStore) -> None:
    """XML follows SPARQL Query Results XML, markup in names escaped."""
    root = ET.fromstring(write_answer(store.query(SELECT), "xml"))  # noqa: S314 - our own output
    space = "{http://www.w3.org/2005/sparql-results#}"
    names = root.findall(f".//{space}binding[@name='name']/{space}literal")
    assert root.tag == f"{space}sparql"
    assert [name.text or "" for name in names] == NAMES


def test_arrow_keeps_types(store: EmbeddedStore) -> None:
    """Arrow has numbers as numbers, texts as texts and nothing as null."""
    table = _read_arrow(write_answer(store.query(SELECT), "arrow"))
    assert [tuple(row.values()) for row in table.to_pylist()] == ROWS
    assert [str(field.type) for field in table.schema] == ["string", "string", "int64", "null"]


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ([1.0, 2.5], "1 2.5"),
        (["1", "x"], "1 'x'"),
        (["99999999999999999999", "1"], "99999999999999999999 1"),
        ([True, False], "true false"),
        ([None, 1], "UNDEF 1"),
    ],
)
def test_an_arrow_column_has_one_type(expected: list[object], values: str) -> None:
    """Mixed columns become texts, whole numbers beyond 64 bits too."""
    data = write_answer(_ask(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}"), "arrow")
    table = _read_arrow(data)
    assert table.column("x").to_pylist() == expected


POINT = f'"POINT(24.1 56.9)"^^<{GEO}wktLiteral>'


@pytest.mark.parametrize(
    ("point", "properties", "columns"),
    [
        ([24.1, 56.9], {"n": "a"}, "(56.9 AS ?lat) (24.1 AS ?long) ('a' AS ?n)"),
        ([24.0, 56.0], {}, "(56 AS ?latitude) (24 AS ?longitude)"),
        ([24.1, 56.9], {"n": 1}, f"({POINT} AS ?where) (1 AS ?n)"),
        ([0.5, -1.0], {}, f'(" point ( .5 -1e0 ) "^^<{GEO}wktLiteral> AS ?where)'),
        (
            [24.0, 56.0],
            {"x": "nan", "y": "inf"},
            f"(56 AS ?lat) (24 AS ?long) ('NaN'^^<{XSD}double> AS ?x) ('INF'^^<{XSD}double> AS ?y)",
        ),
    ],
)
def test_geojson_has_a_point_a_row(
    point: list[float], properties: dict[str, object], columns: str
) -> None:
    """A row is a feature at longitude, latitude; other columns are its properties; strict JSON."""
    data = write_answer(_ask(f"SELECT {columns} {{}}"), "geojson")

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    collection = json.loads(data, parse_constant=refuse)
    (feature,) = collection["features"]
    assert collection["type"] == "FeatureCollection"
    assert feature["geometry"] == {"type": "Point", "coordinates": point}
    assert feature["properties"] == properties


@pytest.mark.parametrize(
    "columns",
    [
        "(1 AS ?x)",
        "(1 AS ?lat)",
        f"('1e400'^^<{XSD}double> AS ?lat) (1 AS ?long)",
        "('north' AS ?lat) ('east' AS ?long)",
        f"('POINT(1.2.3 4)'^^<{GEO}wktLiteral> AS ?where)",
        f"('POLYGON((0 0, 1 1, 1 0, 0 0))'^^<{GEO}wktLiteral> AS ?where)",
    ],
)
def test_geojson_needs_coordinates(columns: str) -> None:
    """An answer in which no row has a place is refused with what is expected."""
    with pytest.raises(UsageError, match="geojson needs coordinates"):
        write_answer(_ask(f"SELECT {columns} {{}}"), "geojson")


def test_rows_without_a_place_stay_in_geojson() -> None:
    """Where some rows have a place, the others have a null geometry; no rows are no fault."""
    query = "SELECT ?lat ?long { VALUES (?lat ?long) { (1 2) (UNDEF UNDEF) } }"
    features = json.loads(write_answer(_ask(query), "geojson"))["features"]
    assert sorted(feature["geometry"] is None for feature in features) == [False, True]
    assert json.loads(write_answer(_ask("SELECT ?x { ?x ?y ?z }"), "geojson"))["features"] == []


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_triples_are_read_back(store: EmbeddedStore, form: str, syntax: ox.RdfFormat) -> None:
    """Turtle, N-Triples and JSON-LD of a CONSTRUCT hold its triples, in the same bytes always."""
    data = write_answer(store.query(CONSTRUCT), form)
    parsed = {(t.subject, t.predicate, t.object) for t in ox.parse(data, format=syntax)}
    expected = {(t.subject, t.predicate, t.object) for t in store.query(CONSTRUCT)}  # type: ignore[union-attr] # a CONSTRUCT gives triples
    assert parsed == expected
    assert len(parsed) == len(NAMES)
    assert write_answer(load_lines(LINES[::-1]).query(CONSTRUCT), form) == data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", ["SELECT ?s { ?s ?p ?o }", "ASK {}", "SELECT * {}", CONSTRUCT])
def test_a_form_fits_the_answer_or_is_refused(form: str, query: str) -> None:
    """A form that cannot hold the answer is a UsageError that names one that can."""
    triples = query == CONSTRUCT
    wrong = ROW_FORMS if triples else TRIPLE_FORMS
    hint = "try turtle" if triples else "try csv"
    if form in wrong:
        with pytest.raises(UsageError, match=hint):
            write_answer(_ask(query), form)
    elif form == "geojson" and query in {"ASK {}", "SELECT * {}"}:
        with pytest.raises(UsageError, match="geojson needs coordinates"):
            write_answer(_ask(query), form)
    else:
        data = write_answer(_ask(query), form, 80)
        end = {"arrow": b"ARROW1", "parquet": b"PAR1", "ntriples": b""}.get(form, b"\n")
        assert data.endswith(end)


@pytest.mark.parametrize(
    ("expected", "form"),
    [
        ("true", "csv"),
        ("true", "tsv"),
        ('{"head":{},"boolean":true}', "json"),
        ("answer\n──────\ntrue", "table"),
        ("| answer |\n| --- |\n| true |", "markdown"),
    ],
)
def test_an_ask_is_answered_in_every_row_form(expected: str, form: str) -> None:
    """The answer to ASK is true or false."""
    assert write_answer(_ask("ASK {}"), form).decode().rstrip() == expected


def _measure(line: str) -> int:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return len(line) + wide - sum(bool(unicodedata.combining(letter)) for letter in line)


@pytest.mark.parametrize("width", [24, 40, 60, 200])
def test_a_table_fits_its_width(store: EmbeddedStore, width: int) -> None:
    """No line is wider than the terminal, wide letters counted as two, combining ones as none."""
    query = "SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ('漢字漢字漢字漢字' 12345678901 'é́é́é́é́é́é́') } }"
    lines = write_table(_read(store, query), width).splitlines()
    assert max(map(_measure, lines)) <= width
    assert any("…" in line for line in lines) == (width < 30)


def test_a_table_without_width_is_whole(store: EmbeddedStore) -> None:
    """A pipe gets every cell whole, one line a row, numbers to the right."""
    lines = write_table(_read(store, SELECT), None).splitlines()
    assert len(lines) == 2 + len(NAMES)
    assert "x|y z" in lines[4]
    assert lines[2].startswith("id:city/c0")
    assert [line.split()[-1] for line in lines[2:]] == list("0123456")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('a\u202eb\u200bc\u001bd' AS ?x) {}",
        "SELECT (<http://e/\u202eabc> AS ?x) {}",
    ],
)
def test_a_table_shows_no_control_characters(store: EmbeddedStore, query: str) -> None:
    """Escapes for the terminal and marks that turn text around become blanks, in IRIs too."""
    for shown in (write_table(_read(store, query), None), write_markdown(_read(store, query))):
        assert all(line.isprintable() for line in shown.splitlines())


def test_markdown_cannot_be_broken(store: EmbeddedStore) -> None:
    """Bars, breaks, tags and marks of Markdown in a cell are text."""
    lines = write_markdown(_read(store, SELECT)).splitlines()
    assert lines[1] == "| --- | --- | ---: | --- |"
    assert len(lines) == 2 + len(NAMES)
    assert "x\\|y z" in lines[4]
    assert "\\</td\\>\\<script\\>" in lines[-1]
    entity = write_markdown(_read(store, "SELECT ('&lt;b&gt;' AS ?x) {}"))
    assert "\\&lt;b\\&gt;" in entity


@pytest.mark.parametrize(
    ("expected", "term"),
    [
        (7, "7"),
        (-7, f"'-7'^^<{XSD}int>"),
        (1.5, "1.5"),
        (100.0, "1e2"),
        (True, "true"),
        (True, f"'1'^^<{XSD}boolean>"),
        (False, "false"),
        ("2018-12-04", f"'2018-12-04'^^<{XSD}date>"),
        ("2018", f"'2018'^^<{XSD}gYear>"),
        ("x", "'x'@lv"),
        ("x", f"'x'^^<{XSD}integer>"),
        ("urn:a", "<urn:a>"),
        (None, "UNDEF"),
    ],
)
def test_values_are_python_values(expected: object, term: str) -> None:
    """Numbers, truth, texts and nothing come as int, float, bool, str and None."""
    result = read_result(_ask(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"))
    ((value,),) = result.values()
    assert (value, type(value)) == (expected, type(expected))
    assert list(result) == [(expected,)]


def test_a_result_can_be_read_again(store: EmbeddedStore) -> None:
    """Rows, length, truth and values of a result stay."""
    result = _read(store, SELECT)
    assert (result.kind, result.columns, len(result)) == (
        "rows",
        ("city", "name", "number", "none"),
        7,
    )
    assert result.values() == result.values() == ROWS
    assert bool(result)
    assert not _read(store, "SELECT ?x { ?x <urn:none> ?y }")
    assert not _read(store, "ASK { <urn:none> ?x ?y }")
    assert _read(store, "ASK {}")


def test_triples_stand_once_and_sorted(store: EmbeddedStore) -> None:
    """A CONSTRUCT that makes a triple twice gives it once; rows are in the order of their terms."""
    query = f"CONSTRUCT {{ ?s <{RDF}type> <urn:c> }} WHERE {{ ?s ?p ?o }}"
    result = _read(store, query)
    assert result.columns == ("subject", "predicate", "object")
    assert [row[0] for row in result.values()] == [city for city, *_ in ROWS]


def test_pandas_gets_python_values(store: EmbeddedStore) -> None:
    """A DataFrame has a column a variable, and no rows are an empty frame with its columns."""
    frame = _read(store, SELECT).to_pandas()
    assert list(frame.columns) == ["city", "name", "number", "none"]
    assert list(frame["number"]) == [number for _, _, number, _ in ROWS]
    assert str(frame["number"].dtype) == "int64"
    empty = _read(store, "SELECT ?x { ?x <urn:none> ?y }").to_pandas()
    assert (list(empty.columns), len(empty)) == (["x"], 0)


def test_rdflib_gets_triples_only(store: EmbeddedStore) -> None:
    """A CONSTRUCT becomes an rdflib graph with our prefixes; rows are refused."""
    graph = _read(store, CONSTRUCT).to_rdflib()
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == len(NAMES)
    assert {prefix for prefix, _ in graph.namespaces()} == set(PREFIXES)
    with pytest.raises(QueryError, match="this query gives rows"):
        _read(store, SELECT).to_rdflib()
