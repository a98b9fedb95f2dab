"""Parameters: a value becomes one RDF term, which takes the place of a variable and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hanse.errors import ParameterError, QueryError
from hanse.namespaces import XSD
from hanse.queries.catalogue import find_query, list_queries
from hanse.queries.header import LITERAL_TYPES, THING_TYPES, parse_query, read_query
from hanse.queries.names import resolve_name
from hanse.queries.parameters import bind_parameters
from hanse.results import read_result
from hanse.store.embedded import EmbeddedStore, load_lines
from hanse.tokens import read_tokens

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph
    from hanse.queries.header import Query

HOSTILE = [
    'z" } UNION { ?s ?p ?o } #',
    "x> } #",
    "> } UNION { ?s ?p ?o } #",
    "?s",
    "$value",
    "{",
    "\\",
    '\\"',
    "'''",
    '"""',
    "\\u0022 . ?s ?p ?o #",
    "a\nb",
    "a\0b",
    "\ud800",
    "\u202e",
    "https://w3id.org/hanse/id/city/riga> ?p ?o . <x",
    "javascript:alert(1)",
    "urn:a b",
    "1; DROP ALL",
    "-1",
    "01",
    "+5",
    "1e3",
    "１２",
    "2024-02-30",
    "en_US",
    "x" * 10_000,
    "x" * 1_000_000,
    "",
    " ",
]
LINES = [
    '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "a" .\n',
    '<urn:b> <http://www.w3.org/2000/01/rdf-schema#label> "?s" .\n',
    '<urn:c> <http://www.w3.org/2000/01/rdf-schema#label> "\\\\" .\n',
    "<urn:c> <urn:p> <urn:a> .\n",
    '<urn:d> <urn:p> "-1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
]


def ask_for(type_: str) -> Query:
    """Write a query with one parameter of a type, which has no default."""
    text = f'# param value: {type_}\nSELECT ?s {{ ?s ?p $value }} # not "$value" here'
    return parse_query(text, "mine", "mine.rq")


@pytest.fixture(scope="module")
def small() -> EmbeddedStore:
    """Hold five triples."""
    return load_lines(LINES)


def check_refusal(message: str) -> None:
    """Say that a refusal names the query and the parameter, on one line."""
    assert message.startswith("mine.rq: parameter value=")
    assert "\n" not in message


@settings(deadline=None, database=None, derandomize=True, max_examples=300)
@given(st.sampled_from(LITERAL_TYPES), st.sampled_from(HOSTILE) | st.text(max_size=20))
@example("text", 'z" } UNION { ?s ?p ?o } #')
@example("iri", "urn:a")
def test_a_value_is_one_term_or_refused(type_: str, value: str) -> None:
    """Whatever is given for a literal or an IRI, the query keeps its shape or is refused."""
    query = ask_for(type_)
    store = load_lines(LINES)
    try:
        bound = bind_parameters(query, {"value": value}, store)
    except ParameterError as error:
        check_refusal(str(error))
        return
    before = [token.text for token in read_tokens(query.text)]
    place = before.index("$value")
    start, end = "".join(before[:place]), "".join(before[place + 1 :])
    assert bound.startswith(start)
    assert bound.endswith(end)
    term = bound[len(start) : len(bound) - len(end)]
    kinds = [token.kind for token in read_tokens(term)]
    assert kinds in (["iri"], ["string"], ["string", "mark", "iri"])
    rows = set(read_result(store.query(bound)).rows)
    assert rows <= set(read_result(store.query(query.text)).rows)


@pytest.mark.parametrize("value", ["a\nb", "a\tb", "a\0", "\x1b[31m", "\ud800"])
def test_control_characters_are_refused(value: str, small: EmbeddedStore) -> None:
    """A text that would not survive a terminal or a file is refused, shown escaped."""
    with pytest.raises(ParameterError, match="control characters and lone surrogates") as caught:
        bind_parameters(ask_for("text"), {"value": value}, small)
    assert str(caught.value).isprintable()


def test_a_value_has_a_largest_size(small: EmbeddedStore) -> None:
    """Ten thousand characters are a value, one more is refused with both sizes."""
    bind_parameters(ask_for("text"), {"value": "x" * 10_000}, small)
    with pytest.raises(ParameterError, match="10001 characters; a value has at most 10000"):
        bind_parameters(ask_for("text"), {"value": "x" * 10_001}, small)


@pytest.mark.parametrize("type_", THING_TYPES)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_mean_nothing(type_: str, value: str, small: EmbeddedStore) -> None:
    """A value that is no name of a thing is refused, whatever it holds."""
    with pytest.raises(ParameterError, match=r"mine\.rq: parameter value="):
        bind_parameters(ask_for(type_), {"value": value}, small)


GATHERING = ("GROUP BY", "CONSTRUCT {")
PLAIN = [q for q in list_queries() if q.parameters and not any(w in q.text for w in GATHERING)]


@pytest.mark.parametrize("query", PLAIN, ids=lambda query: query.name)
def test_a_value_takes_rows_away(query: Query, graph: Graph) -> None:
    """With a value a query gives some of the rows that it gives without, and no others."""
    bound = set(graph.query(query.name).rows)
    assert bound
    assert bound <= set(read_result(graph.store.query(query.text)).rows)


def test_queries_that_gather_are_the_others() -> None:
    """Fourteen queries with parameters list rows; the others count or build."""
    assert len(PLAIN) == 14


BINDINGS = [
    ("partners-of", {"network": "re-growcity"}),
    ("partners-of", {"network": "active-ngos"}),
    ("partners-of", {"network": "REFILL"}),
    ("networks-of", {"city": "riga"}),
    ("networks-of", {"city": "Kemnica"}),
    ("leads-of", {"city": "Barcelona"}),
    ("learning-of-city", {"city": "aluksne"}),
    ("shared-networks", {"city": "riga", "other": "turin"}),
    ("takers-of-practice", {"practice": "ngo-house"}),
    ("events-of", {"cooperation": "re-growcity"}),
    ("phases-of", {"network": "alt-bau"}),
    ("themes-of-city", {"city": "Jūrmala"}),
    ("names-of-city", {"city": "Gent"}),
    ("practices-of-country", {"country": "Spanien"}),
]


@pytest.mark.parametrize(("name", "values"), BINDINGS)
def test_binding_is_what_rdflib_does(
    name: str, values: dict[str, str], graph: Graph, rdf_graph: rdflib.Graph
) -> None:
    """A bound query gives what rdflib gives for the unbound text and initial bindings."""
    query = find_query(name)
    things = {
        parameter: rdflib.URIRef(resolve_name(graph.store, query.parameters[parameter].type, value))
        for parameter, value in values.items()
    }
    answer = rdf_graph.query(query.text, initBindings=things)
    theirs = [["" if term is None else str(term) for term in row] for row in answer]  # type: ignore[union-attr]
    ours = [
        [getattr(term, "value", "") for term in row] for row in graph.query(name, **values).rows
    ]
    assert ours
    assert ours == theirs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# param v: text = a\nSELECT $v { ?s ?p $v }", "v: is projected or assigned"),
        ("# param v: text = a\nSELECT ?s ?v { ?s ?p ?v }", "v: is projected or assigned"),
        ("# param v: text = a\nSELECT (1 AS ?v) { ?s ?p ?o }", "v: is projected or assigned"),
        ("# param v: text = a\nSELECT ?s { ?s ?p $v BIND (1 AS ?v) }", "is projected or assigned"),
        ("# param v: text = a\nSELECT ?s { VALUES ?v { 1 } ?s ?p ?v }", "is projected or assigned"),
        ("# param v: text = a\nSELECT ?s { VALUES (?s ?v) {} }", "is projected or assigned"),
        ("# param v: text = a\nSELECT ?s { { SELECT ?v { ?s ?p ?v } } }", "projected or assigned"),
        (
            "# param v: text = a\nSELECT ?s { ?s ?p ?o }",
            "v: is declared but the query does not use",
        ),
        ('# param v: text = a\nSELECT ?s { ?s ?p "$v" } # $v', "v: is declared but the query does"),
        ("# param v: text = a\nSELECT ?s { ?s ?p <urn:$v> }", "v: is declared but the query does"),
        (
            "# param v: text = a\nSELECT ?s { ?s ?p ?vv }",
            "v: is declared but the query does not use",
        ),
        ("# param v: text\nSELECT ?s { ?s ?p $v }", r"v: missing; give it with -p v=… \(text\)"),
    ],
)
def test_a_query_that_misuses_a_parameter_is_refused(
    text: str, message: str, small: EmbeddedStore
) -> None:
    """A parameter is read in patterns and filters; projected, assigned or unused it is refused."""
    with pytest.raises(ParameterError, match=rf"mine\.rq: parameter .*{message}") as caught:
        bind_parameters(parse_query(text, "mine", "mine.rq"), {}, small)
    assert caught.value.exit_code == 2


def test_a_parameter_is_replaced_wherever_it_is_read(small: EmbeddedStore) -> None:
    """In patterns, filters, functions, subqueries and aggregates the value stands."""
    text = (
        "# param v: integer = -1\nSELECT (SUM(?n + $v) AS ?sum) (COUNT(?v) AS ?all)"
        " { { SELECT ?n { ?s ?p ?n, $v FILTER (?n = ?v) } } MINUS { ?s ?p2 $v } }"
    )
    bound = bind_parameters(parse_query(text, "mine", "mine.rq"), {}, small)
    assert bound.count(f'"-1"^^<{XSD}integer>') == 5
    assert [
        tuple(getattr(term, "value", "") for term in row)
        for row in read_result(small.query(bound)).rows
    ] == [("-2", "1")]


def test_an_unknown_parameter_is_named(graph: Graph) -> None:
    """A parameter that the query does not have is refused, with those it has."""
    with pytest.raises(
        ParameterError,
        match=r"^partners-of\.rq: parameter city: unknown; the query's parameters: network",
    ):
        graph.query("partners-of", city="riga")
    with pytest.raises(ParameterError, match="the query's parameters: none"):
        graph.query("calls", year="2018")


@pytest.mark.parametrize(
    ("type_", "good", "bad", "expected"),
    [
        ("integer", "2018", "2018.5", "expected a whole number such as 2018"),
        ("integer", "-3", "twelve", "expected a whole number such as 2018"),
        ("decimal", "0.5", "0,5", "expected a number such as 0.5"),
        ("boolean", "true", "yes", "expected true or false"),
        ("date", "2018-12-04", "4.12.2018", "expected a date such as 2018-12-04"),
        ("date", "2024-02-29", "2024-02-30", "expected a date such as 2018-12-04"),
        ("language", "en-GB", "en_US", "expected a language tag such as lv"),
        ("iri", "urn:a", "no iri", "IRI"),
    ],
)
def test_a_value_of_another_type_is_refused(
    type_: str, good: str, bad: str, expected: str, small: EmbeddedStore
) -> None:
    """A value that is none of its type is refused, with an example of what is expected."""
    bind_parameters(ask_for(type_), {"value": good}, small)
    with pytest.raises(ParameterError, match=rf"mine\.rq: parameter value={bad}: .*{expected}"):
        bind_parameters(ask_for(type_), {"value": bad}, small)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# param v text", r"mine.rq:1: expected: # param <name>: <type>"),
        ("# title: x\n# param v: town", "mine.rq:2: unknown type town; known are text"),
        ("# param v: text\n# param v: text", "mine.rq:2: parameter v stands twice"),
    ],
)
def test_a_broken_header_is_refused_by_line(header: str, message: str) -> None:
    """A header that cannot be read is refused with file, line and what is expected."""
    with pytest.raises(QueryError, match=message):
        parse_query(f"{header}\nSELECT * {{}}", "mine", "mine.rq")


def test_a_header_is_taken_apart() -> None:
    """Title, paragraph, parameters and example are read off the comments before the query."""
    text = (
        "# title: One\n# Two\n# three.\n# param v: text = a = b -- four -- five\n# example: six\n\n"
        "SELECT ?s { ?s ?p $v } # title: Seven"
    )
    query = parse_query(text, "mine", "mine.rq")
    assert (query.title, query.about, query.example) == ("One", "Two three.", "six")
    assert query.parameters == {"v": ("v", "text", "a = b", "four -- five")}
    assert ("mine", "mine.rq", text) == (query.name, query.path, query.text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A query file that is not UTF-8, or not there, is refused by its name."""
    path = tmp_path / "mine.rq"
    path.write_bytes(b"# title: R\xeega")
    with pytest.raises(QueryError, match=r"mine\.rq: not UTF-8 at byte 10"):
        read_query(path)
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read"):
        read_query(tmp_path / "none.rq")
