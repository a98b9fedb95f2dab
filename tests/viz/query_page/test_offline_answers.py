"""Without a server the query page answers as with one: rows, forms, examples and names."""

from __future__ import annotations

import json
import shlex
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from hanse.queries.catalogue import list_queries
from hanse.queries.header import LITERAL_TYPES
from hanse_viz.completing import complete_names
from hanse_viz.query_page import bind_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.queries.header import Query

QUERIES = list_queries()
FORMS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}

_AS_JS: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


def _read_example(query: Query) -> dict[str, str]:
    """Read the values that the example of a query gives."""
    words = shlex.split(query.example)
    given = [after for word, after in pairwise(words) if word == "-p"]
    return dict(pair.split("=", 1) for pair in given)


def _open(reader: Any, query: str, values: dict[str, str]) -> None:
    """Go to a query by its deep link and wait for its answer."""
    reader.page.evaluate("document.getElementById('said').textContent = ''")
    place = {"query": query} | {f"p.{name}": value for name, value in values.items()}
    reader.page.evaluate("address => { location.hash = address }", urlencode(place))
    reader.until(
        "!document.body.classList.contains('asking') &&"
        " / in /.test(document.getElementById('said').textContent)"
    )


def _keep(reader: Any, form: str) -> bytes:
    reader.page.click("#files summary")
    with reader.page.expect_download() as waiting:
        reader.page.click(f"[data-form={form}]")
    body: bytes = waiting.value.path().read_bytes()
    return body


def test_every_query_of_the_catalogue_gives_the_same_rows(
    read_offline: Callable[..., Any], graph: Graph
) -> None:
    """With the values of its example each has the server's text, rows and order."""
    reader = read_offline("#text=ASK+%7B%7D")
    assert len(QUERIES) >= 51
    assert sum(bool(_read_example(query)) for query in QUERIES) >= 20
    for query in QUERIES:
        values = _read_example(query)
        _open(reader, query.name, values)
        given = {"query": query.name} | {f"p.{name}": value for name, value in values.items()}
        assert reader.read_text() == json.loads(bind_query(graph, given))["text"]
        answer = graph.ask(query.name, values)
        if isinstance(answer, ox.QueryTriples):
            lines = (answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"").splitlines()
            assert sorted(_keep(reader, "nt").splitlines()) == sorted(lines), query.name
            assert len(lines) > 0
        else:
            assert isinstance(answer, ox.QuerySolutions)
            rows = answer.serialize(format=ox.QueryResultsFormat.TSV)
            assert _keep(reader, "tsv") == rows, query.name


def test_every_form_of_an_answer_is_the_server_s(
    read_offline: Callable[..., Any], graph: Graph
) -> None:
    """Rows, a yes or no and triples are kept in each form that the page offers."""
    reader = read_offline("#query=partners-of")
    offered = "[...document.querySelectorAll('#forms [data-form]')].map(one => one.dataset.form)"
    assert reader.page.evaluate(offered) == list(FORMS)
    for form, results in FORMS.items():
        answer = graph.ask("partners-of", {})
        assert isinstance(answer, ox.QuerySolutions)
        assert _keep(reader, form) == answer.serialize(format=results)
    reader.write("ASK { ?s ?p ?o }")
    reader.run()
    assert reader.page.inner_text(".truth") == "Yes"
    assert reader.page.evaluate(offered) == ["json", "xml"]
    assert json.loads(_keep(reader, "json")) == {"head": {}, "boolean": True}
    reader.write("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40")
    reader.run()
    assert reader.page.evaluate(offered) == list(SYNTAXES)
    expected = set(graph.lines()) & {
        line + "\n" for line in _keep(reader, "nt").decode().split("\n")
    }
    assert len(expected) == 40
    for form, syntax in SYNTAXES.items():
        store = ox.Store()
        store.load(_keep(reader, form), format=syntax)
        assert {f"{quad.triple} .\n" for quad in store} == expected, form


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("networks-of", "city", "Kemnica"),
        ("networks-of", "city", "ALUKSNE"),
        ("networks-of", "city", "<https://w3id.org/hanse/id/city/riga>"),
        ("networks-of", "city", "id:city/riga"),
        ("networks-of", "city", "Rigga"),
        ("networks-of", "city", "no such town at all"),
        ("networks-of", "city", 'z" } UNION { ?s ?p ?o } #'),
        ("cities-of-country", "country", "Lettland"),
        ("cities-of-country", "country", "LVA"),
        ("cities-of-region", "region", "north"),
        ("busiest-cities", "at_least", "many"),
        ("busiest-cities", "at_least", "+12"),
        ("partners-of", "network", "urbact"),
    ],
)
def test_values_are_bound_or_refused_as_the_server_does(
    read_offline: Callable[..., Any], graph: Graph, query: str, name: str, value: str
) -> None:
    """A value has the server's text and meaning, or its sentence beneath the input."""
    bound = json.loads(bind_query(graph, {"query": query, f"p.{name}": value}))
    reader = read_offline("#" + urlencode({"query": query, f"p.{name}": value}))
    note = reader.page.inner_text(f"#p-{name}-note")
    if "error" in bound:
        assert note == bound["error"]
        return
    assert reader.read_text() == bound["text"]
    label = bound["meant"].get(name, {}).get("label", "")
    assert note == ("" if label.lower() == value.lower() else label)


def test_things_are_offered_as_the_server_offers_them(
    read_offline: Callable[..., Any], graph: Graph
) -> None:
    """For each kind of thing that a query asks for, the same twenty at most, in the same order."""
    reader = read_offline("#text=ASK+%7B%7D")
    kinds = {
        parameter.type: (query.name, parameter.name)
        for query in QUERIES
        for parameter in query.parameters.values()
        if parameter.type not in LITERAL_TYPES
    }
    assert len(kinds) >= 8
    for kind, (query, name) in kinds.items():
        reader.page.evaluate("address => { location.hash = address }", f"query={query}")
        reader.until(f"document.getElementById('p-{name}') !== null")
        for typed in ("", "ri", "žĪ", "-", "2", "la "):
            found = json.loads(complete_names(graph, kind, typed))
            reader.page.fill(f"#p-{name}", "?")
            reader.page.fill(f"#p-{name}", typed)
            rows = [
                one["label"] + (one["name"] != one["label"]) * f" {one['name']}" + one["hint"]
                for one in found
            ]
            shown = (
                f"[...document.querySelectorAll('#p-{name}-list li')].map(row => row.textContent)"
            )
            reader.until(f"JSON.stringify({shown}) === {json.dumps(json.dumps(rows, **_AS_JS))}")
