"""An answer that a remote engine cuts off comes whole all the same, or is an error."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from hanse.errors import QueryError, RemoteError
from hanse.results import read_result
from hanse.store.embedded import EmbeddedStore, load_lines
from hanse.store.remote import open_endpoint
from hanse.store.remote.parts import take_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = list[dict[str, dict[str, str]]]
    Change = Callable[[str, Rows], Rows]

SIZE = 3456
CAP = 1000
EVERYTHING = "SELECT ?s ?o WHERE { ?s <urn:p> ?o }"


@pytest.fixture(scope="module")
def numbers() -> EmbeddedStore:
    """Load some thousand triples, every third object the same."""
    return load_lines(f'<urn:s{i:04}> <urn:p> "{i if i % 3 else 0}" .\n' for i in range(SIZE))


class Cutting:
    """An engine that answers as it should and sends the first thousand rows only."""

    def __init__(self, store: EmbeddedStore, *, says_so: bool = False, late: int = 0) -> None:
        self.store = store
        self.says_so = says_so
        self.most = CAP + late
        self.asked: list[str] = []
        self.change: Change = lambda _text, rows: rows

    def respond(self, request: Any) -> bytes:
        """Answer a request with at most so many rows or triples."""
        text = request.parameters["query"]
        self.asked.append(text)
        result = read_result(self.store.query(text))
        if result.kind == "triples":
            lines = [f"{s} {p} {o} .\n" for s, p, o in result.rows[: self.most]]
            return write("application/n-triples", "".join(lines))
        rows = [
            {name: write_term(term) for name, term in zip(result.columns, row, strict=True)}
            for row in result.rows
        ]
        bindings = self.change(text, rows)[: self.most]
        body = json.dumps({"head": {"vars": result.columns}, "results": {"bindings": bindings}})
        hint = "X-SPARQL-MaxRows: 1000\r\n" if self.says_so and len(rows) > self.most else ""
        return write("application/sparql-results+json", body, hint)


def write(type_: str, text: str, more: str = "") -> bytes:
    """Write an answer of HTTP."""
    body = text.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def write_term(term: Any) -> dict[str, str]:
    """Write a term as SPARQL JSON."""
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}


def as_rows(store: Any, text: str) -> list[tuple[Any, ...]]:
    """Ask, and give the rows of values."""
    return read_result(store.query(text)).values()


CUT = [
    EVERYTHING,
    f"{EVERYTHING} ORDER BY ?o",
    "SELECT ?s ?o WHERE { ?s <urn:p> ?o } ORDER BY DESC(?o) DESC(STR(?s)) LIMIT 2500 OFFSET 7",
    "PREFIX u: <urn:> # a { brace\nSELECT DISTINCT ?s { ?s u:p ?o FILTER(?o != '}') } ORDER BY ?s",
    "SELECT (STR(?o) AS ?text) WHERE { ?s <urn:p> ?o }",
    "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?o) > 0) ORDER BY ?n",
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s VALUES ?p { <urn:p> <urn:q> }",
    "SELECT * FROM <urn:none> FROM NAMED <urn:x> { ?s ?p ?o }",
]


@pytest.mark.parametrize("text", CUT)
@pytest.mark.parametrize("says_so", [True, False])
def test_a_cut_answer_comes_whole_in_pages(
    fakes: Any, numbers: EmbeddedStore, text: str, *, says_so: bool
) -> None:
    """Whether the engine says so or not, all rows are there, each as often as it should be."""
    engine = Cutting(numbers, says_so=says_so)
    remote = open_endpoint(fakes.start(engine.respond).url)
    expected, found = as_rows(numbers, text), as_rows(remote, text)
    assert sorted(expected) == sorted(found)
    if "ORDER BY ?s" in text or "DESC(STR" in text:
        assert expected == found
    assert (len(engine.asked) > 3) == (len(expected) > CAP)


def test_what_is_not_cut_is_asked_once(fakes: Any, numbers: EmbeddedStore) -> None:
    """A small answer, an odd number and a LIMIT of the query's own need no counting."""
    engine = Cutting(numbers)
    remote = open_endpoint(fakes.start(engine.respond).url)
    for limit in (0, 10, 100, 512, 999, 1000):
        assert len(as_rows(remote, f"{EVERYTHING} LIMIT {limit}")) == limit
    engine.most = 10_000
    assert len(as_rows(remote, EVERYTHING)) == SIZE
    assert len(engine.asked) == 7


def test_a_round_number_that_is_the_whole_is_counted_and_given(fakes: Any) -> None:
    """Exactly a thousand rows are taken once the engine has counted them."""
    store = load_lines(f"<urn:s{i}> <urn:p> <urn:o> .\n" for i in range(CAP))
    engine = Cutting(store)
    assert len(as_rows(open_endpoint(fakes.start(engine.respond).url), EVERYTHING)) == CAP
    assert ["COUNT" in text for text in engine.asked] == [False, True]


def test_pages_that_do_not_fit_are_an_error(fakes: Any, numbers: EmbeddedStore) -> None:
    """Rows that come twice in the place of others, missing pages and a changed count are told."""
    changes: dict[str, Change] = {
        r"pages do not fit together": lambda text, rows: (
            rows[:1] * len(rows) if "OFFSET 1000" in text else rows
        ),
        r"gave 2000 rows of 3456: its pages end": lambda text, rows: (
            [] if "OFFSET 2000" in text else rows
        ),
        r"gave 1000 rows of 7: did the data change": lambda text, rows: (
            [{"hanseRows": {"type": "literal", "value": "7"}}] if "COUNT" in text else rows
        ),
    }
    for told, change in changes.items():
        engine = Cutting(numbers)
        engine.change = change
        with pytest.raises(RemoteError, match=told):
            open_endpoint(fakes.start(engine.respond).url).query(EVERYTHING)


def test_blank_nodes_cannot_be_paged(fakes: Any) -> None:
    """Their names hold in one answer only, so that pages of them are refused."""
    store = load_lines(f"_:b{i} <urn:p> <urn:o> .\n" for i in range(CAP + 1))
    with pytest.raises(RemoteError, match="blank nodes have other names on each page"):
        open_endpoint(fakes.start(Cutting(store).respond).url).query(EVERYTHING)


CONSTRUCTS = [
    "CONSTRUCT { ?s <urn:q> ?o . ?t <urn:r> ?s } { ?s <urn:p> ?o BIND(IRI(CONCAT('u:',?o)) AS ?t)}",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "PREFIX u: <urn:> CONSTRUCT { ?s u:q ?o } WHERE { ?s u:p ?o } ORDER BY ?s LIMIT 3000",
]  # fmt: skip


@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize("text", CONSTRUCTS)
def test_cut_triples_are_made_from_counted_rows(
    fakes: Any, numbers: EmbeddedStore, text: str, late: int
) -> None:
    """A CONSTRUCT of many triples has them all, whatever the engine sent of them."""
    engine = Cutting(numbers, late=late)
    remote = open_endpoint(fakes.start(engine.respond).url)
    assert as_rows(numbers, text) == as_rows(remote, text)


def test_the_whole_graph_comes_whole(fakes: Any, numbers: EmbeddedStore) -> None:
    """Length and lines of a remote graph are those of all its triples."""
    engine = Cutting(numbers)
    remote = open_endpoint(fakes.start(engine.respond).url)
    assert len(remote) == SIZE
    assert remote.lines() == numbers.lines()


def test_a_description_that_may_be_cut_is_refused(fakes: Any, numbers: EmbeddedStore) -> None:
    """DESCRIBE cannot be counted; the sentence says what to write instead."""
    engine = Cutting(numbers)
    remote = open_endpoint(fakes.start(engine.respond).url)
    assert len(as_rows(remote, "DESCRIBE <urn:s0001>")) == 1
    with pytest.raises(RemoteError, match="a DESCRIBE cannot be counted; use CONSTRUCT"):
        remote.query("DESCRIBE ?s { ?s ?p ?o }")


def test_parts_of_a_query_are_its_own_text() -> None:
    """Put together again, the parts are the query."""
    for text in (*CUT, *CONSTRUCTS):
        assert re.sub(r"\s+|WHERE|#.*\n", "", text) == re.sub(
            r"\s+|WHERE|#.*\n", "", take_apart(text, "query").write()
        )
    with pytest.raises(QueryError, match="opened and not closed"):
        take_apart("SELECT * { ?s ?p", "query")
