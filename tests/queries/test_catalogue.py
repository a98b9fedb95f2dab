"""The query catalogue: every file of queries/ is complete, portable, in order and right."""

from __future__ import annotations

import random
import re
import shlex
from typing import TYPE_CHECKING

import pytest
from docs.snapshots.catalogue import EXPECTED, read_example, write_cells, write_rows

from hanse.guard import check_query
from hanse.namespaces import ID, PREFIXES
from hanse.queries.catalogue import find_query, list_queries
from hanse.queries.parameters import bind_parameters
from hanse.resources import locate
from hanse.results import read_result
from hanse.store.embedded import load_lines
from hanse.tokens import read_tokens

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

    from hanse.access import Graph
    from hanse.dataset import Dataset
    from hanse.queries.header import Query
    from hanse.results import Result
    from hanse.store.embedded import EmbeddedStore

QUERIES = list_queries()
SELECTS = [query for query in QUERIES if "CONSTRUCT {" not in query.text]
STALE = "run make renew, and look at the diff before you commit it"
FORMATS = {"table", "csv", "tsv", "json", "xml", "markdown", "arrow", "geojson"}
FORMATS_OF_GRAPHS = {"turtle", "ntriples", "jsonld"}
# What depends on the engine's order, on the hour or on extensions has no place in the catalogue;
# nor has EXISTS, which Oxigraph answers a hundred times more slowly than MINUS.
UNPORTABLE = {"EXISTS", "GROUP_CONCAT", "LATERAL", "NOW", "RAND", "SAMPLE", "SERVICE", "UUID"}
# rdflib answers these too, but takes from one second to ten.
SLOW_IN_RDFLIB = {
    "bridge-cities",
    "bridges-between-regions",
    "busiest-cities",
    "cities-by-region",
    "cities-of-region",
    "cities-that-meet-most",
    "cities-without-geonames",
    "cities-without-network",
    "city-graph",
    "lead-share",
    "lead-share-by-programme",
    "learning-between-countries",
    "newcomers-by-call",
    "newcomers-of-call",
    "organisations-in-networks",
}

for_each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
for_each_select = pytest.mark.parametrize("query", SELECTS, ids=lambda query: query.name)


def words_of(query: Query, kind: str) -> list[str]:
    """List the tokens of a kind, comments left out."""
    return [token.text for token in read_tokens(query.text) if token.kind == kind]


@pytest.mark.wheel
def test_the_catalogue_is_found_whole() -> None:
    """Fifty-one queries or more are in the catalogue, each found by its name."""
    assert len(QUERIES) >= 51
    assert [query.name for query in QUERIES] == [find_query(q.name).name for q in QUERIES]


@for_each_query
def test_a_header_tells_what_the_query_answers(query: Query) -> None:
    """Every header has a title, one paragraph of sentences and lines that fit a terminal."""
    assert re.fullmatch(r"[A-Z].{8,70}[^.]", query.title)
    assert re.fullmatch(r"[A-Z].{80,450}\.", query.about)
    assert max(map(len, query.text.splitlines())) <= 100


@for_each_query
def test_parameters_have_a_type_a_default_and_a_meaning(query: Query) -> None:
    """Every parameter can be left out, says what it means, and is written with a dollar sign."""
    used = {name[1:] for name in words_of(query, "variable") if name.startswith("$")}
    free = {name[1:] for name in words_of(query, "variable") if name.startswith("?")}
    assert used == set(query.parameters)
    assert not used & free
    for parameter in query.parameters.values():
        assert parameter.default
        assert parameter.about


@for_each_query
def test_the_example_asks_this_query(query: Query) -> None:
    """The command line of the header names the query and options that the command has."""
    command, subcommand, name, *options = shlex.split(query.example)
    assert ["hanse", "query", query.name] == [command, subcommand, name]
    formats = FORMATS if query in SELECTS else FORMATS_OF_GRAPHS
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert set(given) <= {"-p", "--format"}
    assert given.get("--format", "table") in formats | {"table"}


@for_each_query
def test_prefixes_are_those_used(query: Query) -> None:
    """Every query declares the prefixes it uses, no others, with the namespaces of the ontology."""
    declared = re.findall(r"^PREFIX (\w+): <(.+)>$", query.text, re.MULTILINE)
    used = {name.partition(":")[0] for name in words_of(query, "name") if not name.endswith(":")}
    assert used == {prefix for prefix, _ in declared}
    assert declared == [(prefix, iri) for prefix, iri in PREFIXES.items() if prefix in used]


@for_each_query
def test_a_query_runs_on_any_engine(query: Query) -> None:
    """No query uses an extension, another endpoint, or a form that is slow on some engine."""
    check_query(query.text, query.name)
    assert not UNPORTABLE & {word.upper() for word in words_of(query, "word")}
    assert "?" not in words_of(query, "mark")


@for_each_query
def test_a_query_runs_unbound(query: Query, graph: Graph) -> None:
    """Without values for its parameters the file still gives an answer, for every value at once."""
    assert len(read_result(graph.store.query(query.text))) > 0


@for_each_select
def test_rows_have_a_total_order(query: Query, graph: Graph) -> None:
    """No two rows tie: what ORDER BY names tells every row from every other."""
    head, _, keys = query.text.rpartition("ORDER BY")
    assert head
    result = graph.query(query.name)
    named = re.findall(r"\?(\w+)", keys)
    columns = [result.columns.index(name) for name in named if name in result.columns]
    sorted_by = [tuple(row[column] for column in columns) for row in result.rows]
    assert len(sorted_by) == len(set(sorted_by))


@for_each_select
def test_labels_stand_beside_addresses(query: Query, graph: Graph) -> None:
    """Where a column holds things of ours, another holds their names; sources stand alone."""
    result = graph.query(query.name)
    for place, column in enumerate(result.columns):
        if column != "source" and any(is_thing(row[place]) for row in result.rows):
            assert {f"{column}Name", "name"} & set(result.columns), column


def is_thing(term: object) -> bool:
    """Tell an address of ours from other terms."""
    return str(term).startswith(f"<{ID}")


@pytest.fixture(scope="module")
def shuffled(built: Dataset) -> EmbeddedStore:
    """Load the same triples in another order."""
    lines = list(built.lines)
    random.Random(7).shuffle(lines)  # noqa: S311 - no secret
    return load_lines(lines)


@for_each_query
def test_rows_do_not_depend_on_the_order_of_triples(
    query: Query, graph: Graph, shuffled: EmbeddedStore
) -> None:
    """The same triples in another order give the same rows in the same order."""
    text = bind_parameters(query, {}, shuffled)
    assert graph.query(query.name).rows == read_result(shuffled.query(text)).rows


def compare_rows(path: Path, result: Result) -> None:
    """Compare an answer with the file of expected rows, which `make renew` writes."""
    assert path.read_text("utf-8").splitlines() == write_rows(result).splitlines(), STALE
    assert len(result) > 0


@for_each_query
def test_rows_are_the_expected_ones(query: Query, graph: Graph) -> None:
    """With its defaults every query gives the rows on record."""
    compare_rows(EXPECTED / f"{query.name}.csv", graph.query(query.name))


WITH_PARAMETERS = [query for query in QUERIES if query.parameters]


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=lambda query: query.name)
def test_the_example_gives_the_expected_rows(query: Query, graph: Graph) -> None:
    """The example, whose values are others than the defaults, gives the rows on record."""
    values = read_example(query)
    assert values.items() - {(p.name, p.default) for p in query.parameters.values()}
    path = EXPECTED / "examples" / f"{query.name}.csv"
    compare_rows(path, graph.query(query.name, **values))


def test_every_expected_file_has_a_query() -> None:
    """No expected rows are left over from a query that is gone."""
    assert {query.name for query in QUERIES} == {path.stem for path in EXPECTED.glob("*.csv")}
    examples = {path.stem for path in (EXPECTED / "examples").glob("*.csv")}
    assert {query.name for query in WITH_PARAMETERS} == examples


@pytest.mark.parametrize(
    "query",
    [query for query in SELECTS if query.name not in SLOW_IN_RDFLIB],
    ids=lambda query: query.name,
)
def test_rdflib_gives_the_same_rows(query: Query, graph: Graph, rdf_graph: rdflib.Graph) -> None:
    """Another engine gives the same rows in the same order."""
    answer = rdf_graph.query(bind_parameters(query, {}, graph.store))
    rows = [["" if term is None else str(term) for term in row] for row in answer]  # type: ignore[union-attr]
    assert write_cells(graph.query(query.name))[1:] == rows


def test_slow_queries_are_queries() -> None:
    """The list of what rdflib is too slow for names queries of the catalogue only."""
    assert {query.name for query in QUERIES} >= SLOW_IN_RDFLIB


def test_the_graph_of_cities_can_be_read_back(graph: Graph) -> None:
    """Each tie of the graph of cities has two ends, a weight, and a triple between the ends."""
    result = graph.query("city-graph", at_least=5)
    triples = {tuple(map(str, row)) for row in result.rows}
    rdf = PREFIXES["rdf"]
    ties = {s for s, p, o in triples if (p, o) == (f"<{rdf}type>", f"<{rdf}Statement>")}
    pairs = graph.query("cities-that-meet-most", at_least=5)
    assert len(ties) == len(pairs)
    for city, _, other, _, networks in pairs.rows:
        tie = find_subject(triples, f"<{rdf}subject>", city, f"<{rdf}object>", other)
        assert (tie, f"<{rdf}value>", str(networks)) in triples
        assert (str(city), f"<{PREFIXES['hanse']}cooperatesWith>", str(other)) in triples


def find_subject(triples: set[tuple[str, ...]], *terms: object) -> str:
    """Find the one subject that has these pairs of predicate and object."""
    wanted = set(zip(map(str, terms[::2]), map(str, terms[1::2]), strict=True))
    said: dict[str, set[tuple[str, ...]]] = {}
    for subject, *pair in triples:
        said.setdefault(subject, set()).add(tuple(pair))
    (found,) = {subject for subject, pairs in said.items() if wanted <= pairs}
    return found


def test_queries_lie_where_people_look(graph: Graph) -> None:
    """The contract's example works: the partners of a network by its name."""
    result = graph.query("partners-of", network="re-growcity")
    assert result.columns[:3] == ("partner", "partnerName", "roleName")
    assert result.values()[0][1] == "Altena"
    assert (locate("queries") / "partners-of.rq").is_file()
