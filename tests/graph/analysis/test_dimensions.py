"""Dimensions equal what networkx measures, and come near the published ones."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from hanse.analysis import measure_dimensions
from hanse.analysis.affiliations import gather
from hanse.analysis.dimensions import compare_dimensions

if TYPE_CHECKING:
    from hanse.analysis import Affiliations


@pytest.mark.parametrize("which", ["women", "shipped"])
def test_dimensions_are_those_of_networkx(which: str, request: pytest.FixtureRequest) -> None:
    """Counts, density, components, diameter, means and medians, one by one."""
    affiliations: Affiliations = request.getfixturevalue(which)
    found = measure_dimensions(affiliations)
    graph = affiliations.to_networkx()
    members = [one.id for one in affiliations.members]
    others = [one.id for one in affiliations.cooperations]
    largest = max(nx.connected_components(graph), key=len)
    degrees = [[graph.degree[one] for one in side] for side in (members, others)]
    assert (found.members, found.cooperations, found.ties) == (
        len(members),
        len(others),
        graph.number_of_edges(),
    )
    assert found.density == pytest.approx(nx.bipartite.density(graph, members))
    assert found.components == nx.number_connected_components(graph)
    assert found.diameter == nx.diameter(graph.subgraph(largest))
    assert found.mean_degree_members == pytest.approx(statistics.mean(degrees[0]))
    assert found.mean_degree_cooperations == pytest.approx(statistics.mean(degrees[1]))
    assert found.median_degree_members == statistics.median(degrees[0])
    assert found.median_degree_cooperations == statistics.median(degrees[1])
    assert found.members_in_one_only == degrees[0].count(1)
    assert found.share_in_one_only == pytest.approx(degrees[0].count(1) / len(members))


def test_urbact_to_2019_is_near_what_was_published(shipped: Affiliations) -> None:
    """P. Gourdon's table (thesis, HAL tel-03684225) has 591 cities, 172 networks and 1,509 ties.

    Ours is corrected since, and has networks that his source had not: it is near, not equal.
    """
    programmes = ("URBACT I", "URBACT II", "URBACT III")
    ours = _keep(shipped, *programmes)
    whole = measure_dimensions(ours)
    assert whole.members == pytest.approx(591, rel=0.15)
    assert whole.cooperations == pytest.approx(172, rel=0.15)
    assert whole.ties == pytest.approx(1509, rel=0.15)
    assert whole.density == pytest.approx(0.015, abs=0.002)
    assert whole.components == 1
    assert 8 <= whole.diameter <= 12
    assert (whole.median_degree_members, whole.median_degree_cooperations) == (1, 9)
    twice = measure_dimensions(ours.drop_members_below(2))
    assert twice.members == pytest.approx(278, rel=0.15)
    assert twice.members_in_one_only == 0
    assert twice.median_degree_members == 3


def _keep(shipped: Affiliations, *programmes: str) -> Affiliations:
    kept = {one.id for one in shipped.cooperations if one.programme in programmes}
    return shipped.keep(lambda tie: tie.cooperation in kept)


def test_parts_are_measured_within_themselves(shipped: Affiliations) -> None:
    """A programme's row is what that programme alone gives, members with one network left out."""
    parts = list(compare_dimensions(shipped, lambda one: one.programme, 2))
    assert [part for part, _ in parts] == ["URBACT I", "URBACT II", "URBACT III", "URBACT IV"]
    for part, dimensions in parts:
        alone = _keep(shipped, part).drop_members_below(2)
        assert dimensions == measure_dimensions(alone)
        assert dimensions.members_in_one_only == 0


def test_nothing_has_no_dimensions() -> None:
    """Without a tie everything is 0, and nothing is divided by it."""
    assert set(measure_dimensions(gather([], [], []))) == {0}
