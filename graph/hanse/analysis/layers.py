"""The multiplex network: one layer of ties for each programme, call, type or kind."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from hanse.analysis.projection import project

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.analysis.affiliations import Affiliations, Cooperation

# By what cooperations fall into layers, and how each layer is named.
LAYERS: dict[str, Callable[[Cooperation], str]] = {
    "programme": lambda one: one.programme,
    "call": lambda one: one.call,
    "type": lambda one: one.type,
    "kind": lambda one: one.kind,
}


class LayerOverlap(NamedTuple):
    """How much of one layer is in another: members and ties of each, and of both.

    `members_jaccard` and `ties_jaccard` are what both have over what either has.
    """

    a: str
    b: str
    members_a: int
    members_b: int
    members_both: int
    members_jaccard: float
    ties_a: int
    ties_b: int
    ties_both: int
    ties_jaccard: float


def split(affiliations: Affiliations, by: str = "programme") -> dict[str, Affiliations]:
    """Split affiliations into layers, by name; cooperations without a name are in none.

    `by` is one of LAYERS.
    """
    return affiliations.split(LAYERS[by])


def project_layers(
    affiliations: Affiliations, by: str = "programme", weight: str = "count"
) -> nx.MultiGraph[str]:
    """Project each layer onto members: an edge a layer in which two meet, the layer its key.

    Edges carry `layer` beside what `project` gives them, `weight` and `shared`.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for layer, part in split(affiliations, by).items():
        projected: Any = project(part, weight)
        graph.add_nodes_from(projected.nodes(data=True))
        for a, b, facts in projected.edges(data=True):
            graph.add_edge(a, b, key=layer, layer=layer, **facts)
    return graph


def compare_layers(affiliations: Affiliations, by: str = "programme") -> list[LayerOverlap]:
    """Compare each pair of layers: who is in both, and which pairs meet in both."""
    members: dict[str, set[str]] = {}
    ties: dict[str, set[frozenset[str]]] = {}
    for layer, part in split(affiliations, by).items():
        members[layer] = {member.id for member in part.members}
        projected: Any = project(part)
        ties[layer] = {frozenset(edge) for edge in projected.edges}
    return [
        LayerOverlap(a, b, *_overlap(members[a], members[b]), *_overlap(ties[a], ties[b]))
        for a, b in combinations(members, 2)
    ]


def _overlap(one: set[Any], other: set[Any]) -> tuple[int, int, int, float]:
    both, either = len(one & other), len(one | other)
    return len(one), len(other), both, both / either if either else 0.0
