"""Answers and datasets as networkx graphs, and as the files of other network tools."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from hanse.access import Graph
from hanse.errors import MissingExtraError, QueryError
from hanse.graphs import build_graph, read_graph, write_gexf, write_graphml
from hanse.namespaces import HANSE, ID, PREFIXES
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.dataset import Dataset

RIGA = f"{ID}city/riga"
READERS: dict[str, tuple[Callable[[Any], bytes], Callable[[Any], Any]]] = {
    "graphml": (write_graphml, nx.read_graphml),
    "gexf": (write_gexf, nx.read_gexf),
}


@pytest.fixture(scope="module")
def shipped(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "built")


@pytest.fixture(scope="module")
def network(built: Dataset) -> Any:
    """Read the graph of members and cooperations once."""
    return read_graph(built.store)


def _ask(text: str, *lines: str) -> Any:
    return Graph(load_lines(lines), "test").query(text)


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<http://e/{subject}> <http://e/{predicate}> {value} .\n"


def test_nodes_are_the_things_of_the_dataset(network: Any, built: Dataset) -> None:
    """Every city, organisation, network and project is a node, and nothing else."""
    classes = ("City", "Organisation", "Network", "Project")
    expected = {name.lower(): built.counts[name] for name in classes}
    kinds = [data["kind"] for _, data in network.nodes(data=True)]
    assert expected == {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def test_edges_are_the_memberships(network: Any, built: Dataset) -> None:
    """Every membership is one edge of its member; the city acted for has another one."""
    members = [key for *_, key, d in network.edges(keys=True, data=True) if d["acting"] == "member"]
    assert len(members) == len(set(members)) == built.counts["Membership"]
    acting = sum("ontology#onBehalfOf> " in line for line in built.asserted)
    others = [d for *_, d in network.edges(data=True) if d["acting"] == "acted for"]
    assert acting == len(others) > 0


def test_nodes_tell_what_is_known(network: Any) -> None:
    """A city and a network carry the attributes that the dataset has for them."""
    riga = network.nodes[RIGA]
    assert (riga["label"], riga["country"], riga["kind"]) == ("Riga", "LV", "city")
    assert (type(riga["lat"]), type(riga["population"])) == (float, int)
    active = network.nodes[f"{ID}network/active-ngos"]
    assert (active["type"], active["programme"]) == ("TransferNetwork", "URBACT III")
    assert (active["theme"], active["start_year"]) == ("Inclusion", 2018)


def test_edges_tell_role_period_and_source(network: Any) -> None:
    """A tie carries role, period, and where it is stated."""
    key = f"{ID}membership/2nite/riga"
    tie = network.edges[RIGA, f"{ID}network/2nite", key]
    assert (tie["role"], tie["start"], tie["end"]) == ("partner", "2024-09-01", "2026-08-31")
    assert (tie["start_year"], tie["end_year"]) == (2024, 2026)
    assert (tie["source"], tie["source_url"][:8]) == ("u-torinoeuprojects-it-426826", "https://")


def test_ties_join_members_and_cooperations_only(network: Any) -> None:
    """The graph is bipartite: no tie joins two members or two cooperations."""
    sides = {"city": 0, "organisation": 0, "network": 1, "project": 1}
    ends = {
        (sides[network.nodes[a]["kind"]], sides[network.nodes[b]["kind"]])
        for a, b in network.edges()
    }
    assert ends <= {(0, 1), (1, 0)}


@pytest.mark.parametrize("form", READERS)
def test_files_open_in_networkx_as_they_were(network: Any, form: str) -> None:
    """GraphML and GEXF give every node, edge and typed attribute back."""
    write, read = READERS[form]
    back = read(io.BytesIO(write(network)))
    assert {n: dict(d) for n, d in network.nodes(data=True)} == {
        n: dict(d) for n, d in back.nodes(data=True)
    }
    assert network.number_of_edges() == back.number_of_edges()
    tie = next(iter(back.get_edge_data(RIGA, f"{ID}network/2nite").items()))
    data = tie[1] if isinstance(tie[1], dict) else back.edges[RIGA, f"{ID}network/2nite"]
    assert (data["role"], data["start_year"]) == ("partner", 2024)


@pytest.mark.parametrize("form", READERS)
def test_order_of_making_leaves_no_trace(form: str) -> None:
    """Two graphs that say the same give the same bytes, however they were made."""
    write, _ = READERS[form]
    one: nx.MultiGraph[Any] = nx.MultiGraph()
    other: nx.MultiGraph[Any] = nx.MultiGraph()
    edges: list[tuple[str, str, dict[str, Any]]] = [
        ("a", "b", {"w": 1, "v": "x"}),
        ("b", "c", {"w": 2}),
        ("a", "b", {"w": 3}),
    ]
    for start, end, data in edges:
        one.add_edge(start, end, **data)
    for start, end, data in reversed(edges):
        other.add_edge(end, start, **dict(reversed(data.items())))
    assert write(one) == write(other)


@pytest.mark.parametrize("form", READERS)
def test_attributes_keep_their_types(form: str) -> None:
    """Numbers stay numbers, a mixed attribute becomes text, and None is not written."""
    write, read = READERS[form]
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("a", n=1, f=0.5, b=True, m=1, none=None, mixed=2)
    graph.add_node("b", n=2, f=1, b=False, m="x", mixed=2.5, big=1 << 70)
    graph.add_edge("a", "b", weight=2.5, none=None)
    data = write(graph)
    assert b"none" not in data
    back = read(io.BytesIO(data))
    expected = {"n": 1, "f": 0.5, "b": True, "m": "1", "mixed": 2.0}
    assert expected == {name: back.nodes["a"][name] for name in expected}
    assert back.nodes["b"]["f"] == 1.0
    assert back.nodes["b"]["big"] == str(1 << 70)
    assert back.edges["a", "b"]["weight"] == 2.5


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "text", ["\x00\x01", "a\ufffeb", "]]>", "</node>", '"\r\n\t', "\U0001f600"]
)
def test_any_text_is_valid_xml(form: str, text: str) -> None:
    """What XML cannot hold becomes U+FFFD; all else comes back as it was."""
    write, read = READERS[form]
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("n", note=text)
    expected = "".join("\ufffd" if c in "\x00\x01\ufffe" else c for c in text)
    assert expected == read(io.BytesIO(write(graph))).nodes["n"]["note"]


@pytest.mark.parametrize("form", READERS)
def test_empty_graph_is_a_file(form: str) -> None:
    """A graph without nodes gives a file that opens."""
    write, read = READERS[form]
    assert len(read(io.BytesIO(write(nx.DiGraph())))) == 0


LINES = (
    _line("a", "to", "<http://e/b>"),
    _line("b", "to", "<http://e/a>"),
    _line("a", "to", "<http://e/c>"),
    _line("a", "size", f'"5"^^<{PREFIXES["xsd"]}integer>'),
)


def test_source_and_target_are_the_ends() -> None:
    """Columns called source and target are the ends of a directed edge, whatever stands first."""
    text = (
        "SELECT ?size ?target ?source"
        " { ?source <http://e/to> ?target OPTIONAL { ?source <http://e/size> ?size } }"
    )
    result = _ask(text, *LINES)
    graph = build_graph(result)
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.get_edge_data("http://e/a", "http://e/b") == {0: {"size": 5}}
    assert graph.get_edge_data("http://e/b", "http://e/a") == {0: {}}


def test_city_and_other_tie_without_direction() -> None:
    """Rows of city and other make a simple graph; both orders of a pair are one edge."""
    graph = build_graph(_ask("SELECT ?city ?other { ?city <http://e/to> ?other }", *LINES))
    assert type(graph) is nx.Graph
    assert graph.number_of_edges() == 2


def test_no_row_is_lost_where_pairs_repeat() -> None:
    """Two rows that say different things of one pair are two edges."""
    text = "SELECT ?city ?other ?n { ?city <http://e/to> ?other BIND (STR(?city) AS ?n) }"
    graph = build_graph(_ask(text, *LINES))
    assert (type(graph), graph.number_of_edges()) == (nx.MultiGraph, 3)


def test_first_two_columns_of_iris_are_the_ends() -> None:
    """Without names that say so, the first two columns of IRIs are tied; names are labels."""
    text = (
        "SELECT ?n ?learner ?learnerName ?teacher"
        ' { ?learner <http://e/to> ?teacher BIND ("x" AS ?learnerName) BIND (1 AS ?n) }'
    )
    graph = build_graph(_ask(text, *LINES))
    assert graph.nodes["http://e/a"] == {"label": "x"}
    assert graph.get_edge_data("http://e/a", "http://e/c") == {0: {"n": 1}}


def test_one_column_of_iris_gives_nodes() -> None:
    """A list of things is a graph without edges, its columns the attributes."""
    graph = build_graph(_ask("SELECT ?x ?size { ?x <http://e/size> ?size }", *LINES))
    assert dict(graph.nodes(data=True)) == {"http://e/a": {"size": 5}}


@pytest.mark.parametrize("text", ["ASK { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"])
def test_what_has_no_nodes_is_refused(text: str) -> None:
    """An answer without things is refused with what to ask instead."""
    with pytest.raises(QueryError, match=r"[sS][eE][lL][eE][cC][tT]"):
        build_graph(_ask(text, *LINES))


def test_no_rows_are_an_empty_graph() -> None:
    """A query that finds nothing gives a graph without nodes."""
    assert len(build_graph(_ask("SELECT ?a ?b { ?a <http://e/no> ?b }", *LINES))) == 0


def test_construct_gives_links_and_attributes() -> None:
    """Links of a CONSTRUCT are edges keyed by property, literals attributes of their node."""
    graph = build_graph(_ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", *LINES))
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["http://e/a"] == {"size": 5}
    assert sorted(graph.edges(keys=True)) == [
        ("http://e/a", "http://e/b", "http://e/to"),
        ("http://e/a", "http://e/c", "http://e/to"),
        ("http://e/b", "http://e/a", "http://e/to"),
    ]


def test_city_graph_of_the_catalogue_has_weights(shipped: Graph) -> None:
    """The query city-graph becomes a simple graph of cities with weights and names."""
    graph: Any = shipped.query("city-graph", at_least=4).to_networkx()
    weights = [data["weight"] for *_, data in graph.edges(data=True)]
    assert graph.is_multigraph() is graph.is_directed() is False
    assert weights
    assert min(weights) >= 4
    assert all("label" in data for _, data in graph.nodes(data=True))
    assert all(node.startswith(f"{ID}city/") for node in graph)


def test_tie_without_its_link_is_an_edge() -> None:
    """A statement about a tie that is not itself stated still ties its ends."""
    rdf = PREFIXES["rdf"]
    lines = [
        f"<http://e/t> <{rdf}subject> <http://e/a> .\n",
        f"<http://e/t> <{rdf}predicate> <{HANSE}cooperatesWith> .\n",
        f"<http://e/t> <{rdf}object> <http://e/b> .\n",
    ]
    graph = build_graph(_ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", *lines))
    assert list(graph.edges()) == [("http://e/a", "http://e/b")]


def test_missing_networkx_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without networkx every way to a graph says how to install it."""
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtraError, match="pip install"):
        read_graph(load_lines([]))
    with pytest.raises(MissingExtraError, match="pip install"):
        build_graph(_ask("SELECT ?x { ?x ?p ?o }", *LINES))
