"""Projections weigh as networkx does where it does, and as the formulas say elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from hanse.analysis import PROJECTIONS, Cooperation, Member, Tie, project
from hanse.analysis.affiliations import gather

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis import Affiliations

_PEERS: dict[str, Callable[..., nx.Graph[str]]] = {
    "count": nx.bipartite.weighted_projected_graph,
    "newman": nx.bipartite.collaboration_weighted_projected_graph,
    "jaccard": nx.bipartite.overlap_weighted_projected_graph,
}


@pytest.mark.parametrize("onto", ["members", "cooperations"])
@pytest.mark.parametrize("weight", list(_PEERS))
def test_weights_are_those_of_networkx(women: Affiliations, weight: str, onto: str) -> None:
    """The same ties with the same weights, on either side."""
    ours = project(women, weight, onto=onto)
    nodes = [one.id for one in (women.members if onto == "members" else women.cooperations)]
    theirs: Any = _PEERS[weight](women.to_networkx(), nodes)
    assert set(ours) == set(theirs)
    assert {frozenset(edge) for edge in ours.edges} == {frozenset(edge) for edge in theirs.edges}
    for a, b, value in theirs.edges(data="weight"):
        assert ours.edges[a, b]["weight"] == pytest.approx(value)
        common = set(women.to_networkx()[a]) & set(women.to_networkx()[b])
        assert ours.edges[a, b]["shared"] == len(common)


def test_hyperbolic_shares_each_cooperation_among_its_members() -> None:
    """A cooperation of k members adds 1 / k, and Newman's 1 / (k - 1), to each of its pairs."""
    ties = [Tie(name, "big") for name in "abcd"] + [Tie(name, "small") for name in "ab"]
    affiliations = gather(
        [Member(name, name) for name in "abcd"],
        [Cooperation(name, name) for name in ("big", "small")],
        ties,
    )
    assert project(affiliations, "hyperbolic").edges["a", "b"]["weight"] == pytest.approx(3 / 4)
    assert project(affiliations, "newman").edges["a", "b"]["weight"] == pytest.approx(4 / 3)
    assert project(affiliations, "hyperbolic").edges["c", "d"]["weight"] == pytest.approx(1 / 4)


@pytest.mark.parametrize("weight", list(PROJECTIONS))
def test_who_meets_nobody_stays_alone(weight: str) -> None:
    """A cooperation of one member ties nobody and is no division by zero."""
    alone = gather([Member("a", "A")], [Cooperation("x", "X")], [Tie("a", "x")])
    graph = project(alone, weight)
    assert list(graph) == ["a"]
    assert graph.number_of_edges() == 0
    assert graph.nodes["a"]["label"] == "A"
