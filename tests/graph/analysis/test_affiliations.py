"""Affiliations as the dataset states them, and what a selection keeps of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from hanse.analysis import Cooperation, Member, Selection, Tie, read_affiliations, select
from hanse.analysis.affiliations import gather
from hanse.analysis.selection import resolve_selection
from hanse.errors import UsageError
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
    """Organisations and projects come where they are asked for, with their own memberships only."""
    bodies = read_affiliations(shipped_graph, {"organisation", "project"})
    assert {one.kind for one in bodies.members} == {"organisation"}
    assert {one.kind for one in bodies.cooperations} == {"project"}
    pattern = """{ SELECT DISTINCT ?a ?b { ?m a hanse:Membership ; org:member ?a ;
      org:organization ?b . ?a a hanse:Organisation . ?b a hanse:Project } }"""
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


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), "a-one b-one b-two c-three c-two"),
        (Selection(city=("a",)), "a-one b-one"),
        (Selection(country=("Y",)), "b-two c-three c-two"),
        (Selection(network=("two", "three")), "b-two c-three c-two"),
        (Selection(programme=("P",)), "a-one b-one"),
        (Selection(theme=("top",)), "a-one b-one"),
        (Selection(role="lead"), "a-one b-one"),
        (Selection(role="partner"), "b-two c-three c-two"),
        (Selection(end=2009), "a-one b-one"),
        (Selection(start=2013), "b-two c-two"),  # two is taken to end in 2013
        (Selection(start=2014), "c-two"),
        (Selection(end=2011), "a-one b-one b-two"),  # c joined in 2012
        (Selection(lowest=2), "b-one b-two c-three c-two"),
    ],
)
def test_a_selection_keeps_what_passes_every_filter(selection: Selection, kept: str) -> None:
    """Cities and countries keep whole cooperations; years are those of the tie, if it has some."""
    assert sorted(f"{a}-{b}" for a, b in _pairs(select(SMALL, selection))) == kept.split()


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(city=("z",)), "no tie passes"),
        (Selection(start=2020, end=2010), "--from 2020 is after --to 2010"),
    ],
)
def test_nothing_left_is_told(selection: Selection, words: str) -> None:
    """A selection that keeps nothing, or never could, is an error that says so."""
    with pytest.raises(UsageError, match=words):
        select(SMALL, selection)


def test_names_are_resolved(shipped_graph: Graph) -> None:
    """Any name of any language stands for a thing; what nothing bears is asked back."""
    named = Selection(city=("Rīga",), country=("Lettland",), programme=("urbact-iii",))
    found = resolve_selection(shipped_graph, named)
    assert found == Selection(city=(f"{ID}city/riga",), country=("LV",), programme=("URBACT III",))
    with pytest.raises(UsageError, match=r"--city Rigga: .*did you mean .*riga"):
        resolve_selection(shipped_graph, Selection(city=("Rigga",)))


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
