"""The query side of the W3C's SPARQL 1.1 Protocol test suite, case by case, and its graphs.

Source: the suite `protocol` of the W3C's SPARQL 1.1 tests; the names of the cases are its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from hanse.results.media import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Served

DATA = "http://example.org/data/"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK, SELECT = "ASK {}", "SELECT (1 AS ?value) {}"
# Three graphs as the suite has them: each says of itself that it is a document.
DATASET = "".join(
    f"GRAPH <{DATA}data{n}.rdf> {{ <{DATA}data{n}.rdf> a <http://xmlns.com/foaf/0.1/Document> ;"
    f' <http://purl.org/dc/terms/title> "data {n}" . }}\n'
    for n in range(3)
)
DOCUMENTS = "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nASK {{ {} }}"
TWO = "<{d}data1.rdf> a foaf:Document . <{d}data2.rdf> a foaf:Document".replace("{d}", DATA)
NAMED = (
    "GRAPH ?g1 { <{d}data1.rdf> a foaf:Document } GRAPH ?g2 { <{d}data2.rdf> a foaf:Document }"
    " FILTER (?g1 != ?g2)"
).replace("{d}", DATA)
FULL = (
    "<{d}data0.rdf> a foaf:Document . GRAPH ?g { <{d}data1.rdf> a foaf:Document }"
    " FILTER NOT EXISTS { <{d}data2.rdf> a foaf:Document }"
).replace("{d}", DATA)
DESCRIBE = f"DESCRIBE <{DATA}data0.rdf>"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def _graphs(**which: list[int]) -> list[tuple[str, str]]:
    names = {"default": "default-graph-uri", "named": "named-graph-uri"}
    return [(names[k], f"{DATA}data{n}.rdf") for k, numbers in which.items() for n in numbers]


def _documents(pattern: str) -> tuple[str, str]:
    return ("query", DOCUMENTS.format(pattern))


class Case(NamedTuple):
    """A request of the suite and the answer it wants: the first figure of the status, a type."""

    method: str
    fields: list[tuple[str, str]] | None = None
    type: str | None = None
    body: bytes | None = None
    status: int = 2
    answer: str = ""
    true: bool = False


CASES = {
    "bad_query_method": Case("PUT", [("query", ASK)], status=4),
    "bad_multiple_queries": Case("GET", [("query", ASK), ("query", SELECT)], status=4),
    "bad_multiple_queries_post": Case("POST", [("query", ASK), ("query", SELECT)], FORM, status=4),
    "bad_query_wrong_media_type": Case("POST", None, "text/plain", ASK.encode(), 4),
    "bad_query_missing_form_type": Case("POST", None, None, urlencode({"query": ASK}).encode(), 4),
    "bad_query_missing_direct_type": Case("POST", None, None, ASK.encode(), 4),
    "bad_query_non_utf8": Case("POST", None, f"{DIRECT}; charset=UTF-16", ASK.encode("utf-16"), 4),
    "bad_query_non_utf8_unsaid": Case("POST", None, DIRECT, ASK.encode("utf-16"), 4),
    "bad_query_syntax": Case("GET", [("query", "ASK {")], status=4),
    "bad_update_get": Case("GET", [("update", "CLEAR ALL")], status=4),
    "bad_update_form": Case("POST", [("update", "CLEAR ALL")], FORM, status=4),
    "bad_update_direct": Case("POST", None, "application/sparql-update", b"CLEAR ALL", 4),
    "bad_both_ways": Case("POST", [("query", ASK)], DIRECT, ASK.encode(), 4),
    "bad_no_query": Case("POST", [("other", "1")], FORM, status=4),
    "query_get": Case("GET", [("query", ASK)], answer="results"),
    "query_head": Case("HEAD", [("query", ASK)]),
    "query_post_form": Case("POST", [("query", ASK)], FORM, answer="results"),
    "query_post_form_charset": Case("POST", [("query", ASK)], f"{FORM}; charset=utf-8"),
    "query_post_direct": Case("POST", None, DIRECT, ASK.encode(), answer="results"),
    "query_content_type_select": Case("GET", [("query", SELECT)], answer="results"),
    "query_content_type_ask": Case("GET", [("query", ASK)], answer="results"),
    "query_content_type_describe": Case("GET", [("query", DESCRIBE)], answer="graph"),
    "query_content_type_construct": Case("GET", [("query", CONSTRUCT)], answer="graph"),
    "query_dataset_default_graph": Case(
        "GET", [("query", f"ASK {{ <{DATA}data1.rdf> ?p ?o }}"), *_graphs(default=[1])], true=True
    ),
    "query_dataset_default_graphs_get": Case(
        "GET", [_documents(TWO), *_graphs(default=[1, 2])], true=True
    ),
    "query_dataset_default_graphs_post": Case(
        "POST", [_documents(TWO), *_graphs(default=[1, 2])], FORM, true=True
    ),
    "query_dataset_named_graphs_get": Case(
        "GET", [_documents(NAMED), *_graphs(named=[1, 2])], true=True
    ),
    "query_dataset_named_graphs_post": Case(
        "POST", [_documents(NAMED), *_graphs(named=[1, 2])], FORM, true=True
    ),
    "query_dataset_full": Case(
        "GET", [_documents(FULL), *_graphs(default=[0], named=[1, 2])], true=True
    ),
    "query_multiple_dataset": Case(  # the request's graphs go before those of the query
        "GET",
        [
            ("query", f"ASK FROM <{DATA}data0.rdf> {{ <{DATA}data1.rdf> ?p ?o }}"),
            *_graphs(default=[1]),
        ],
        true=True,
    ),
}
RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
GRAPHS = {"text/turtle", "application/rdf+xml", "application/n-triples"}


@pytest.fixture(scope="session")
def named_graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the graphs of the suite to a file."""
    path = tmp_path_factory.mktemp("w3c") / "data.trig"
    path.write_text(DATASET, encoding="utf-8")
    return path


def test_the_suite_is_whole() -> None:
    """No case is lost unseen: those of the suite on the query side, and some of ours."""
    assert len(CASES) == 30


@pytest.mark.parametrize("name", CASES)
def test_protocol_case(name: str, serve: Callable[..., Served], named_graphs: Path) -> None:
    """The case gets the class of status, the type and the answer that the suite asks for."""
    case = CASES[name]
    path, body = "/sparql", case.body
    fields = urlencode(case.fields or [])
    if case.method == "POST" and case.type and case.type.startswith(FORM):
        body = fields.encode()
    elif fields:
        path += f"?{fields}"
    headers = {"Content-Type": case.type} if case.type else {}
    status, found, data = serve(named_graphs).ask(
        path, method=case.method, headers=headers, body=body
    )
    assert (case.status, status // 100) == (case.status, case.status), data
    if case.answer:
        type_ = found["content-type"].partition(";")[0]
        assert type_ in (RESULTS if case.answer == "results" else GRAPHS)
    if case.answer == "graph":
        assert list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    if case.true:
        assert json.loads(data)["boolean"] is True


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("markdown", b"| place | lat | long |"),
        ("geojson", b'{\n "type": "FeatureCollection"'),
        ("arrow", b"ARROW1"),
        ("parquet", b"PAR1"),
    ],
)
def test_the_endpoint_has_the_forms_of_the_command_line(
    form: str, start: bytes, serve: Callable[..., Served]
) -> None:
    """`format=` asks for a form by its name; those that need libraries find them in the worker.

    On a busy machine the libraries take seconds to load, which is why the time is long here.
    """
    query = "SELECT (<urn:x> AS ?place) (57.1 AS ?lat) (24.5 AS ?long) {}"
    fields = urlencode({"query": query, "format": form})
    status, found, body = serve("--timeout", "60").ask(f"/sparql?{fields}", seconds=60)
    assert (status, body[: len(start)]) == (200, start)
    assert found["content-type"].partition(";")[0] == MEDIA_TYPES[form].partition(";")[0]
