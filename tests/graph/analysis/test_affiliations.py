"""Affiliations as the dataset states them, and what a selection keeps of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from hanse.analysis import Cooperation, Member, Tie, read_affiliations
from hanse.analysis.affiliations import gather
from hanse.namespaces import ID

if TYPE_CHECKING:
    from typing import Any

    from hanse.access import Graph
    from hanse.analysis import Affiliations

_PREFIXES = (
    "PREFIX hanse: <https://w3id.org/hanse/ontology#> PREFIX org: <http://www.w3.org/ns/org#>"
)
SMALL = gather(
    [Member(name, name, "city", country) for name, country in zip("abcd", "XXYY", strict=True)],
    [
        Cooperation("one", "One", "network", "P", themes=("t", "top"), start=2000, end=2003),
        Cooperation("two", "Two", "network", "Q", start=2010),
        Cooperation("three", "Three", "network", "Q"),
        Cooperation("nobody", "Nobody", "network"),
    ],
    [
        Tie("a", "one", lead=True),
        Tie("b", "one"),
        Tie("b", "one", lead=True),
        Tie("b", "two"),
        Tie("c", "two", start=2012, end=2015),
        Tie("c", "three"),
    ],
)


def _count(graph: Graph, pattern: str) -> int:
    ((many,),) = graph.query(f"{_PREFIXES} SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(many)


def _pairs(affiliations: Affiliations) -> set[tuple[str, str]]:
    return {(tie.member, tie.cooperation) for tie in affiliations.ties}


def test_cities_take_part_as_the_dataset_says(shipped: Affiliations, shipped_graph: Graph) -> None:
    """Ties of cities and networks are the pairs of hanse:takesPartIn, each once."""
    pattern = "?a hanse:takesPartIn ?b . ?a a hanse:City . ?b a hanse:Network"
    assert len(shipped.ties) == len(_pairs(shipped)) == _count(shipped_graph, pattern)
    lead = "?b hanse:leadPartner ?a . ?a a hanse:City . ?b a hanse:Network"
    assert sum(tie.lead for tie in shipped.ties) == _count(shipped_graph, lead)


def test_kinds_are_those_asked_for(shipped_graph: Graph) -> None:
    """Organisations come where they are asked for, with the memberships for themselves only."""
    bodies = read_affiliations(shipped_graph, {"organisation", "project"})
    assert {one.kind for one in bodies.members} == {"organisation"}
    assert {one.kind for one in bodies.cooperations} == {"project"}
    pattern = """{ SELECT DISTINCT ?a ?b { ?m a hanse:Membership ; org:member ?a ;
      org:organization ?b . ?a a hanse:Organisation . ?b a hanse:Project
      FILTER NOT EXISTS { ?m hanse:onBehalfOf ?city } } }"""
    assert len(bodies.ties) == _count(shipped_graph, pattern) > 0


def test_facts_of_members_and_cooperations(shipped: Affiliations) -> None:
    """Country, region, population, programme, call, type, themes and years are read."""
    riga = next(one for one in shipped.members if one.id == f"{ID}city/riga")
    assert (riga.label, riga.country, riga.region) == ("Riga", "LV", "Northern Europe")
    assert riga.population == 742572
    network = next(c for c in shipped.cooperations if c.id == f"{ID}network/re-growcity")
    assert (network.programme, network.type, network.start) == (
        "URBACT III",
        "Transfer network",
        2018,
    )
    assert network.call == "URBACT III, transfer networks of 2018"
    undated = next(c for c in shipped.cooperations if c.programme == "URBACT I" and not c.start)
    assert undated.since == 2002
    assert f"{ID}theme/local-economy" in network.themes


def test_each_pair_is_tied_once_and_all_is_tied() -> None:
    """Two memberships are one tie, led if one of them is; what has no tie is left out."""
    assert _pairs(SMALL) == {("a", "one"), ("b", "one"), ("b", "two"), ("c", "two"), ("c", "three")}
    assert [tie.lead for tie in SMALL.ties] == [True, True, False, False, False]
    assert [member.id for member in SMALL.members] == ["a", "b", "c"]
    assert [one.id for one in SMALL.cooperations] == ["one", "three", "two"]
    assert SMALL.matrix.toarray().tolist() == [[1, 0, 0], [1, 0, 1], [0, 1, 1]]


def test_merged_memberships_last_from_the_first_to_the_last() -> None:
    """Years of two memberships are joined where both are known."""
    merged = gather(
        [Member("a", "a")],
        [Cooperation("x", "x")],
        [Tie("a", "x", start=2001, end=2002), Tie("a", "x", start=2000)],
    )
    assert merged.ties == (Tie("a", "x", start=2000, end=None),)


def test_the_graph_is_bipartite(shipped: Affiliations) -> None:
    """As networkx: both kinds of node with what is recorded, nothing empty."""
    graph = shipped.to_networkx()
    assert nx.is_bipartite(graph)
    assert graph.number_of_edges() == len(shipped.ties)
    sides: list[Any] = [side for _, side in graph.nodes(data="bipartite")]
    assert sides.count(0) == len(shipped.members)
    riga = graph.nodes[f"{ID}city/riga"]
    assert (riga["label"], riga["country"], riga["kind"]) == ("Riga", "LV", "city")
    said = [value for _, facts in graph.nodes(data=True) for value in facts.values()]
    assert "" not in said
    assert None not in said
    of_members, of_cooperations = shipped.count_degrees()
    assert np.array_equal(of_members, [graph.degree[one.id] for one in shipped.members])
    assert np.array_equal(of_cooperations, [graph.degree[one.id] for one in shipped.cooperations])
