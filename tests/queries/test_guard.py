"""The guard: a query contacts nobody, changes nothing and cannot crash the engine."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanse.access import Graph
from hanse.errors import QueryError
from hanse.guard import MAX_CHAIN, MAX_NESTING, MAX_OPERATORS, MAX_PARTS, MAX_TEXT, check_query
from hanse.results import read_result
from hanse.store.embedded import EmbeddedStore
from hanse.tokens import find_place, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BODY = "{ ?s ?p ?o }"
# Each reaches out from the engine, which needs no space behind a keyword; none may pass the guard.
DISGUISES = {
    "plain": f"SELECT * {{ SERVICE <URL> {BODY} }}",
    "no space": f"SELECT*{{SERVICE<URL>{BODY}}}",
    "mixed case": f"SELECT * {{ sErViCe <URL> {BODY} }}",
    "a comment between": f"SELECT * {{ SERVICE # none\n <URL> {BODY} }}",
    "behind a comment": f"SELECT * {{ # none\r SERVICE <URL> {BODY} }}",
    "silent": f"SELECT * {{ SERVICE SILENT <URL> {BODY} }}",
    "silent, glued": f"SELECT * {{ SERVICESILENT<URL>{BODY} }}",
    "glued to a value": f"SELECT * {{ ?s ?p trueSERVICE <URL> {BODY} }}",
    "glued to a prefix": f"PREFIX SERVICEp: <urn:x> PREFIX p: <URL> SELECT*{{SERVICEp: {BODY}}}",
    "glued to no prefix": f"PREFIX SERVICE: <urn:x> PREFIX : <URL> SELECT * {{ SERVICE: {BODY} }}",
    "all glued": f"PREFIX p: <URL> SELECT * {{ ?s ?p trueSERVICESILENTp: {BODY} }}",
    "in a filter": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <URL> {BODY} }} }}",
    "in an order": f"SELECT * {BODY} ORDER BY EXISTS {{ SERVICE <URL> {BODY} }}",
    "in a union": f"SELECT * {{ {{}} UNION {{ SERVICE <URL> {BODY} }} }}",
    "behind a comparison": f"SELECT * {{ ?s ?p ?o FILTER (1<2)SERVICE <URL> {BODY} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE <URL> {BODY} }} LIMIT 0 }} }}",
}


class Canary(NamedTuple):
    """A server that notes who asks it."""

    url: str
    asked: list[str]


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    """Serve on this machine alone and note every request."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        """Refuses every request."""

        def do_POST(self) -> None:
            """Note the request."""
            asked.append(self.path)
            self.send_error(503)

        do_GET = do_POST  # noqa: N815 - the name is the server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
            """Keep the terminal clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Canary(f"http://127.0.0.1:{server.server_port}/sparql", asked)
        server.shutdown()
        thread.join()


@pytest.fixture
def engine() -> ox.Store:
    """Hold one triple, so that every pattern is reached."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(True)))  # noqa: FBT003 - the value
    return store


@pytest.mark.parametrize("name", DISGUISES)
def test_service_is_refused_in_every_disguise(name: str, canary: Canary, engine: ox.Store) -> None:
    """The guard refuses SERVICE wherever the engine, left alone, contacts the server."""
    query = DISGUISES[name].replace("URL", canary.url)
    canary.asked.clear()
    with pytest.raises(QueryError, match="SERVICE is disabled"):
        Graph(EmbeddedStore(engine), "one triple").query(query)
    assert canary.asked == []
    with contextlib.suppress(OSError, QueryError):
        read_result(engine.query(query))
    assert canary.asked, "the disguise does not work any more: take it off the list"


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?s { ?s ?p "SERVICE <http://x/> {}" }',
        'SELECT ?s { ?s ?p """a "SERVICE" b""" , \'SERVICE\' }',
        "# SERVICE <http://x/>\nSELECT ?s { ?s ?p ?o } # SERVICE",
        "SELECT ?s { ?s <http://example.org/SERVICE> ?o }",
        "SELECT ?SERVICE { ?SERVICE ?p $service }",
        "PREFIX SERVICE: <urn:x:> SELECT ?s { ?s a SERVICE:SERVICE }",
        "PREFIX service: <urn:x:> SELECT ?s { GRAPH service:a { ?s ?p service:b } }",
        "PREFIX x: <urn:x:> SELECT ?s { ?s x:SERVICE _:SERVICE }",
        'SELECT ?s { ?s ?p "x"@service }',
        'SELECT ?s { ?s ?p "INSERT DATA { }", "DROP ALL" }',
        "SELECT ?insert { ?insert <urn:delete> <urn:CLEAR> }",
    ],
)
def test_words_are_allowed_where_they_mean_nothing(query: str, engine: ox.Store) -> None:
    """The word in a literal, comment, IRI, variable, tag or prefixed name is no keyword."""
    check_query(query, "query")
    read_result(engine.query(query))


@pytest.mark.parametrize(
    ("query", "place", "word"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "1:1", "INSERT"),
        ("PREFIX x: <urn:x>\n\n  delete where { ?s ?p ?o }", "3:3", "DELETE"),
        ("LOAD <http://example.org/>", "1:1", "LOAD"),
        ("LOADSILENT <http://example.org/>", "1:1", "LOADSILENT"),
        ("# none\nCLEAR ALL", "2:1", "CLEAR"),
        ("DROP ALL", "1:1", "DROP"),
        ("CREATE GRAPH <urn:g>", "1:1", "CREATE"),
        ("SELECT * { ?s ?p ?o };\tCOPY <urn:a> TO <urn:b>", "1:24", "COPY"),
        ("MOVE <urn:a> TO <urn:b>", "1:1", "MOVE"),
        ("ADD <urn:a> TO <urn:b>", "1:1", "ADD"),
    ],
)
def test_updates_are_refused_by_line_and_column(query: str, place: str, word: str) -> None:
    """A text that changes data is refused before any engine sees it, naming word and place."""
    with pytest.raises(QueryError, match=f"^mine.rq:{place}: {word} changes data"):
        check_query(query, "mine.rq")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "SELECT * {\n  ?s rdfs:label ?o }",
            r"2:6: prefix rdfs: is not declared; add: PREFIX rdfs: <http://www.w3.org/2000/01/rdf",
        ),
        ("SELECT * { ?s ?p brick:x }", "1:18: prefix brick: is not declared"),
        ("PREFIX a: <urn:a> SELECT * { a:x b:y ?o }", "1:34: prefix b: is not declared"),
        ('SELECT * { ?s ?p "1"^^xsd:integer }', "1:23: prefix xsd: is not declared"),
    ],
)
def test_an_undeclared_prefix_is_named(query: str, message: str) -> None:
    """A prefix that the query does not declare is named with its place, and how to mend it."""
    with pytest.raises(QueryError, match=message):
        check_query(query, "query")


def test_a_prefix_of_the_query_wins(graph: Graph) -> None:
    """A query may give a prefix of ours another meaning, which then holds."""
    query = "PREFIX schema: <https://w3id.org/hanse/ontology#> SELECT ?n { ?n a schema:Network }"
    named = "SELECT ?n { ?n a <https://w3id.org/hanse/ontology#Network> }"
    assert len(graph.query(query)) == len(graph.query(named)) > 200


def nest(opening: str, closing: str, inside: str = "") -> Callable[[int], str]:
    """Make a writer of queries that open brackets so many times."""
    return lambda times: "SELECT * " + opening * times + inside + closing * times


def repeat(before: str, part: str, after: str) -> Callable[[int], str]:
    """Make a writer of queries that repeat a part, numbered where it has a place for a number."""
    return lambda times: (
        before + "".join(part.replace("@", str(number)) for number in range(times)) + after
    )


# How a query kills the engine's process, and how often the part must be repeated for that.
DEADLY = {
    "groups": (nest("{", "}"), 20_000),
    "subqueries": (nest("{ SELECT * ", "}", "{}"), 20_000),
    "brackets": (repeat("SELECT (", "(", "1 AS ?x) {}"), 20_000),
    "signs": (repeat("SELECT (", "!", "1 AS ?x) {}"), 20_000),
    "sums": (repeat("SELECT (", "1+", "1 AS ?x) {}"), 20_000),
    "sums of variables": (repeat("SELECT * { ?s ?p ?x FILTER (", "?x + ", "1) }"), 20_000),
    "conditions": (repeat("SELECT * { ?s ?p ?x FILTER (", "?x && ", "?x) }"), 30_000),
    "alternatives": (repeat("SELECT * { ?s ", "a|", "a ?o }"), 30_000),
    "options": (repeat("SELECT * { ", "OPTIONAL {} ", "}"), 10_000),
    "subtractions": (repeat("SELECT * { ?s ?p ?o ", "MINUS { ?s ?p 1 } ", "}"), 10_000),
    "unions": (repeat("SELECT * { {} ", "UNION {} ", "}"), 30_000),
    "assignments": (repeat("SELECT * { ", "BIND (1 AS ?v@) ", "}"), 10_000),
    "columns": (repeat("SELECT ", "(1 AS ?v@) ", "{}"), 10_000),
    "glued columns": (repeat("SELECT ", "(trueAS?v@)", "{}"), 10_000),
    "filters": (repeat("SELECT * { ?s ?p ?o ", "FILTER (?o > 1) ", "}"), 30_000),
    "group conditions": (repeat("SELECT ?s {} GROUP BY ?s HAVING ", "(1 = 1) ", ""), 30_000),
}
ASK_ENGINE = "import sys, pyoxigraph; list(pyoxigraph.Store().query(sys.stdin.read()))"


@pytest.mark.parametrize("name", DEADLY)
def test_what_kills_the_engine_is_refused(name: str) -> None:
    """A query that overflows the engine's stack, which nothing can catch, never reaches it."""
    write, times = DEADLY[name]
    query = write(times)
    assert len(query) <= MAX_TEXT
    done = subprocess.run(
        [sys.executable, "-c", ASK_ENGINE],
        input=query.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode < 0, "this does not kill the engine any more: take it off the list"
    with pytest.raises(QueryError, match=r"deeper than|more than"):
        check_query(query, "query")


@pytest.mark.parametrize(
    ("write", "most"),
    [
        (nest("{", "}"), MAX_NESTING),
        (repeat("SELECT (", "!", "1 AS ?x) {}"), MAX_CHAIN),
        (repeat("SELECT ?s { ?s ?p ?x FILTER (", "?x && ", "?x) }"), MAX_OPERATORS),
        (repeat("SELECT * { ", "BIND (1 AS ?v@) ", "}"), MAX_PARTS - 1),
        (repeat("SELECT ?s {} GROUP BY ?s HAVING ", "(true) ", ""), MAX_PARTS - 1),
    ],
)
def test_limits_are_where_they_say(write: Callable[[int], str], most: int) -> None:
    """A query at a limit is answered, one past it is refused."""
    check_query(write(most), "query")
    ox.Store().query(write(most))
    with pytest.raises(QueryError):
        check_query(write(most + 1), "query")


@pytest.mark.parametrize(
    "query",
    [
        repeat("SELECT * { ?s ?p ?o FILTER (?o IN (", "@, ", "0)) }")(20_000),
        repeat("SELECT * { VALUES (?a ?b) {", "(@ 1) ", "} }")(20_000),
        repeat("SELECT * { VALUES ?a {", "<urn:a:@> ", "} }")(20_000),
    ],
)
def test_long_lists_of_values_are_allowed(query: str) -> None:
    """Tens of thousands of values are no nesting: the engine takes them, and so does the guard."""
    check_query(query, "query")
    assert len(read_result(ox.Store().query(query))) in {0, 20_000}


def test_a_text_has_a_largest_size() -> None:
    """A text above one mebibyte is refused, with both sizes."""
    with pytest.raises(QueryError, match="1048577 characters; a query has at most 1048576"):
        check_query(" " * (MAX_TEXT + 1), "query")


SPARQL_BITS = st.sampled_from(
    [
        *"<>{}\\\"' \n\0.é",
        *("?x", "$y", "<urn:a>", '"a"', "'b'", '"""c"d"""', "#e\n", "@en", "a:b", "&&", "SELECT"),
    ]
)


@settings(deadline=None, database=None, derandomize=True)
@given(st.lists(SPARQL_BITS | st.text(max_size=5), max_size=30).map("".join))
def test_tokens_are_the_text(text: str) -> None:
    """The tokens of any text, joined, are the text, each at the offset it names."""
    tokens = list(read_tokens(text))
    assert text == "".join(token.text for token in tokens)
    assert all(text.startswith(token.text, token.start) for token in tokens)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?a<?b", "variable mark variable"),
        ("<urn:a>/<urn:b>", "iri mark iri"),
        ('"a#b"#c', "string comment"),
        ("<urn:a#b>", "iri"),
        (r'"a\"b"', "string"),
        ('"""a"""', "string"),
        ('"a"@en-gb', "string language"),
        ("'1'^^a:b.", "string mark name mark"),
        (r"a:b\/c%20d.e", "name"),
        ("a:b.", "name mark"),
        (":", "name"),
        ("_:b1 $x", "blank space variable"),
        ("1.5e3.", "number mark"),
        ("COUNT(*)", "word mark mark mark"),
        ("#a\r\nb", "comment space word"),
    ],
)
def test_tokens_have_their_kind(text: str, kinds: str) -> None:
    """Terminals of the grammar are told apart, the longest first."""
    assert kinds == " ".join(str(token.kind) for token in read_tokens(text))


def test_a_place_is_a_line_and_a_column() -> None:
    """An offset becomes a line and a column that an editor shows."""
    assert [find_place("ab\ncd\n", offset) for offset in (0, 1, 3, 4)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    ]
