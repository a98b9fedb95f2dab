"""The dimensions of an affiliation network: the table with which papers on one begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import igraph as ig
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from hanse.analysis.affiliations import Affiliations, Cooperation


class Dimensions(NamedTuple):
    """How large, how dense and how connected; the diameter is that of the largest component.

    Density is the share of all pairs of member and cooperation that are tied; components, and the
    diameter in steps, are those of the bipartite graph.
    """

    members: int
    cooperations: int
    ties: int
    density: float
    components: int
    diameter: int
    mean_degree_members: float
    mean_degree_cooperations: float
    median_degree_members: float
    median_degree_cooperations: float
    members_in_one_only: int
    share_in_one_only: float


def measure_dimensions(affiliations: Affiliations) -> Dimensions:
    """Measure the dimensions of affiliations; without a tie all are 0."""
    of_members, of_cooperations = affiliations.count_degrees()
    members, cooperations = len(of_members), len(of_cooperations)
    ties = len(affiliations.ties)
    if not ties:
        return Dimensions(0, 0, 0, 0.0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0, 0.0)
    components, diameter = _measure_connection(affiliations)
    once = int((of_members == 1).sum())
    return Dimensions(
        members,
        cooperations,
        ties,
        ties / (members * cooperations),
        components,
        diameter,
        ties / members,
        ties / cooperations,
        float(np.median(of_members)),
        float(np.median(of_cooperations)),
        once,
        once / members,
    )


def _measure_connection(affiliations: Affiliations) -> tuple[int, int]:
    """Count the components, and the steps across the largest, the longest of equally large ones."""
    members = {member.id: place for place, member in enumerate(affiliations.members)}
    others = {one.id: len(members) + n for n, one in enumerate(affiliations.cooperations)}
    edges = [(members[tie.member], others[tie.cooperation]) for tie in affiliations.ties]
    graph: Any = ig.Graph(len(members) + len(others), edges)
    parts = graph.connected_components()
    largest = max(parts.sizes())
    return len(parts), max(int(p.diameter()) for p in parts.subgraphs() if p.vcount() == largest)


class PartDimensions(NamedTuple):
    """The dimensions of a part of the cooperations, such as those of a programme."""

    part: str
    dimensions: Dimensions


def compare_dimensions(
    affiliations: Affiliations, name: Callable[[Cooperation], str], lowest: int = 1
) -> Iterator[PartDimensions]:
    """Measure the dimensions of the cooperations of each name, by name; "" is left out.

    In each part members with fewer than `lowest` cooperations in that part are left out.
    """
    for part, kept in affiliations.split(name).items():
        yield PartDimensions(part, measure_dimensions(kept.drop_members_below(lowest)))
