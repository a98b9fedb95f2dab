"""The same questions on every engine give the same rows: ours, and those that others run.

An engine is a fixture that gives a Graph; a new one is a name in ENGINES and its fixture.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from docs.snapshots.catalogue import EXPECTED

import hanse
from hanse.access import Graph
from hanse.namespaces import XSD
from hanse.queries.catalogue import list_queries

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Served

    from hanse.dataset import Dataset
    from hanse.queries.header import Query
    from hanse.results import Result
    from hanse.results.answer import Term

ENGINES = ("memory", "store_folder", "our_server", "oxigraph_server", "virtuoso_server")
QUERIES = list_queries()
GRAPH = "https://w3id.org/hanse/data"
TIES = """
PREFIX hanse: <https://w3id.org/hanse/ontology#>
SELECT ?city ?other WHERE { ?city hanse:cooperatesWith ?other }
"""
# Virtuoso has no truth values: what a query computes as true or false comes as 1 or 0.
TRUTH = {str(ox.Literal(value)): str(ox.Literal(int(value))) for value in (True, False)}


@pytest.fixture(scope="session")
def memory(built: Dataset) -> Graph:
    """Open the dataset in memory, as a file is opened."""
    return Graph(built.store, "memory")


@pytest.fixture(scope="session")
def store_folder(build_folder: Path) -> Graph:
    """Open the store folder of a build."""
    return hanse.open(build_folder)


@pytest.fixture(scope="session")
def our_server(serve: Callable[..., Served]) -> Graph:
    """Open our own server; on a busy machine a query may take longer than its default allows."""
    return hanse.open(endpoint=f"{serve('--timeout', '60').url}/sparql")


@pytest.fixture(scope="session")
def oxigraph_server(build_folder: Path, start_oxigraph: Callable[..., str]) -> Graph:
    """Open the Oxigraph server, which has the data in its default graph."""
    return hanse.open(endpoint=f"{start_oxigraph(build_folder / 'hanse.nt')}/query")


@pytest.fixture(scope="session")
def virtuoso_server(virtuoso: str) -> Graph:
    """Open Virtuoso, which has the data in a graph of a name."""
    return hanse.open(endpoint=f"{virtuoso}/sparql", graph=GRAPH)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Graph:
    """Give each engine in turn."""
    graph: Graph = request.getfixturevalue(request.param)
    return graph


def count_rows(result: Result) -> Counter[tuple[str, ...]]:
    """Count rows of terms, each written as engines agree on it."""
    return Counter(tuple(map(write_term, row)) for row in result.rows)


def write_term(term: Term | None) -> str:
    """Write a term so that 1.50 and 1.5 are one, and true is 1."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{XSD}decimal":
        term = ox.Literal(f"{float(term.value):.10g}", datatype=term.datatype)
    return TRUTH.get(str(term), str(term))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_gives_the_rows_on_record(engine: Graph, memory: Graph, query: Query) -> None:
    """With its defaults a query gives the same terms on every engine, and those on record."""
    result = engine.query(query.name)
    with (EXPECTED / f"{query.name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = list(csv.reader(file))
    assert columns == list(result.columns)
    assert len(rows) == len(result)
    assert count_rows(memory.query(query.name)) == count_rows(result)


def test_the_catalogue_is_asked_whole() -> None:
    """All queries are asked, on five engines at least."""
    assert len(QUERIES) >= 51
    assert len(set(ENGINES)) >= 5


def test_things_are_found_by_their_names(engine: Graph, memory: Graph) -> None:
    """A name in any language and case means the same thing on every engine."""
    for city in ("Kemnica", "CHEMNITZ", "city/chemnitz"):
        rows = count_rows(engine.query("networks-of", city=city))
        assert rows == count_rows(memory.query("networks-of", city="chemnitz"))
    with pytest.raises(hanse.HanseError, match="did you mean city/chemnitz"):
        engine.query("networks-of", city="Chemnit")


def test_long_answers_come_whole(engine: Graph, memory: Graph) -> None:
    """More rows than an engine gives at once, in the order that the query asks for or in none."""
    expected = count_rows(memory.query(TIES))
    assert sum(expected.values()) > 10_000
    assert expected == count_rows(engine.query(TIES))
    assert len(engine) == len(memory)


def test_triples_come_whole(engine: Graph, memory: Graph) -> None:
    """A CONSTRUCT of more triples than an engine gives at once has them all."""
    text = TIES.replace("SELECT ?city ?other", "CONSTRUCT { ?city hanse:tie ?other }")
    assert count_rows(memory.query(text)) == count_rows(engine.query(text))


def test_virtuoso_takes_a_push(
    virtuoso: str,
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]],
    small_data: Path,
    tmp_path: Path,
) -> None:
    """With digest authentication, a graph beside, a move, and points as Virtuoso rounds them."""
    hanse.build(str(small_data), str(tmp_path / "build"))
    words = ["push", "--graph", "urn:pushed", "--dataset", str(tmp_path / "build")]
    words += ["--endpoint", f"{virtuoso}/sparql-graph-crud-auth"]
    words += ["--update", f"{virtuoso}/sparql-auth", "--query", f"{virtuoso}/sparql"]
    done = run_hanse(*words, env={"HANSE_ENDPOINT_USER": "dba", "HANSE_ENDPOINT_PASSWORD": "dba"})
    assert "the same but for 1 points, which the engine rounds" in done.stderr.decode()
    assert done.returncode == 0
    pushed = hanse.open(endpoint=f"{virtuoso}/sparql", graph="urn:pushed")
    assert len(pushed) == len(hanse.open(tmp_path / "build"))
