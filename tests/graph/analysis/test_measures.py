"""Measures equal those of networkx, one by one, and ranks and intervals are what they say."""

from __future__ import annotations

import importlib
import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hanse.analysis import Cooperation, Member, Tie, project
from hanse.analysis.adjacency import get_incidence, read_adjacency, weigh_adjacency
from hanse.analysis.affiliations import gather
from hanse.analysis.bootstrap import lay_interval, resample
from hanse.analysis.measures import MEASURES, Precision, measure_adjacency, measure_graph, rank
from hanse.analysis.nodes import NAMES, Ways, measure_nodes
from hanse.analysis.projection import PROJECTIONS
from hanse.analysis.sampling import count_samples, sample_betweenness

if TYPE_CHECKING:
    from collections.abc import Callable

    from networkx import Graph

    from hanse.analysis import Affiliations

# The types of their stubs are open.
nx: Any = importlib.import_module("networkx")


def _find_eigenvector(graph: Graph[str], weight: str) -> dict[str, float]:
    found: dict[str, float] = nx.eigenvector_centrality(
        graph, max_iter=100_000, tol=1e-13, weight=weight
    )
    return found


# networkx's way for all nodes at once scales by the wrong ends (3.6); for named nodes it does not.
_PEERS: dict[str, Callable[[Graph[str]], Any]] = {
    "degree": lambda graph: dict(graph.degree),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda graph: _find_eigenvector(graph, "weight"),
    "pagerank": lambda graph: nx.pagerank(graph, tol=1e-14, max_iter=10_000),
    "core": nx.core_number,
    "clustering": nx.clustering,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": lambda graph: nx.effective_size(graph, list(graph), weight="weight"),
}
_ROLES = ("coordinator", "gatekeeper", "consultant", "liaison")


def _make_disconnected() -> Graph[str]:
    """Two parts of different size and weights, a third that is alike to the second, one alone."""
    graph: Graph[str] = nx.Graph()
    for a, b, weight in [
        *(("a", "b", 1.0), ("b", "c", 2.0), ("c", "a", 0.5), ("c", "d", 3.0), ("d", "e", 1.0)),
        *(("p", "q", 1.0), ("q", "r", 2.0), ("x", "y", 1.0), ("y", "z", 2.0)),
    ]:
        graph.add_edge(a, b, weight=weight)
    graph.add_node("alone")
    return graph


def _make_twins() -> Graph[str]:
    """Two parts alike, which share the eigenvector, and a weaker one that has none of it."""
    graph: Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(
        [(f"{part}{a}", f"{part}{b}", 2.0) for part in "st" for a, b in ("12", "23", "13", "34")]
    )
    graph.add_edge("u1", "u2", weight=0.5)
    return graph


def _get(which: str, women: Affiliations) -> Graph[str]:
    if which in PROJECTIONS:
        return project(women, which)
    if which == "events":
        return project(women, "newman", onto="cooperations")
    return {"disconnected": _make_disconnected, "twins": _make_twins}[which]()


@pytest.mark.parametrize("which", [*PROJECTIONS, "events", "disconnected", "twins"])
@pytest.mark.parametrize("measure", list(_PEERS))
def test_measures_are_those_of_networkx(women: Affiliations, which: str, measure: str) -> None:
    """Each measure, on connected and disconnected graphs, with each kind of weight."""
    graph = _get(which, women)
    ours = measure_graph(graph, [measure])[measure]
    theirs = _PEERS[measure](graph)
    assert list(ours) == list(graph)
    # The power iteration of networkx comes near its limit only.
    near = 1e-6 if measure == "eigenvector" else 1e-9
    assert ours == pytest.approx(theirs, rel=near, abs=near, nan_ok=True)


def test_every_measure_is_tested() -> None:
    """What is added to MEASURES is compared with networkx, or counted by hand, here."""
    assert list(MEASURES) == [*_PEERS, *_ROLES]


def test_without_weights_all_ties_are_alike(women: Affiliations) -> None:
    """weight=None is networkx's None; so Burt's effective size is Borgatti's."""
    graph = project(women, "newman")
    found = measure_graph(graph, ["strength", "constraint", "effective_size"], weight=None)
    assert found["strength"] == dict(graph.degree)
    assert found["constraint"] == pytest.approx(nx.constraint(graph))
    assert found["effective_size"] == pytest.approx(nx.effective_size(graph, list(graph)))


def test_a_graph_of_one_or_none_is_measured() -> None:
    """Nothing is divided by the pairs that there are not."""
    one: Graph[str] = nx.Graph()
    assert {name: len(found) for name, found in measure_graph(one).items()} == dict.fromkeys(
        MEASURES, 0
    )
    one.add_node("a", country="LV")
    found = {name: values["a"] for name, values in measure_graph(one).items()}
    assert math.isnan(found.pop("constraint"))
    assert math.isnan(found.pop("effective_size"))
    assert (found.pop("eigenvector"), found.pop("pagerank")) == (1, 1)
    assert set(found.values()) == {0}


def test_what_networkx_counts_otherwise_is_refused() -> None:
    """Directed graphs and parallel ties have other measures; a loop is no tie to another."""
    with pytest.raises(TypeError, match="DiGraph: only"):
        read_adjacency(nx.DiGraph([("a", "b")]))
    with pytest.raises(TypeError, match="MultiGraph: only"):
        read_adjacency(nx.MultiGraph([("a", "b")]))
    assert measure_graph(nx.Graph([("a", "a"), ("a", "b")]), ["degree"])["degree"]["a"] == 1


def _count_roles(graph: Graph[str], node: str) -> tuple[int, ...]:
    """Count by the definition: each pair of neighbours that is not tied."""
    counts = dict.fromkeys(_ROLES, 0)
    data: Any = graph.nodes(data="country", default="")
    land: dict[str, str] = dict(data)
    near = [other for other in graph[node] if land[other]]
    for a, b in combinations(near, 2):
        if graph.has_edge(a, b):
            continue
        own = (land[a] == land[node]) + (land[b] == land[node])
        role = ("consultant" if land[a] == land[b] else "liaison", "gatekeeper", "coordinator")[own]
        counts[role] += 1
    return tuple(counts.values())


def test_brokers_are_counted_by_hand() -> None:
    """Roles between countries are those of the definition; who has no country takes no part."""
    graph = nx.gnp_random_graph(60, 0.12, seed=3)
    graph = nx.relabel_nodes(graph, {node: f"n{node}" for node in graph})
    for place, node in enumerate(graph):
        graph.nodes[node]["country"] = ("LV", "EE", "LT", "LV", "")[place % 5]
    found = measure_graph(graph, _ROLES)
    for node in graph:
        ours = tuple(found[role][node] for role in _ROLES)
        if graph.nodes[node]["country"]:
            assert ours == _count_roles(graph, node)
        else:
            assert all(map(math.isnan, ours))
    assert min(sum(v for v in found[role].values() if v > 0) for role in _ROLES) > 0


def test_those_alike_share_the_lowest_rank() -> None:
    """1, 1, 3; undefined values last; rounding makes no difference, a real one does."""
    values = np.array([0.5, 0.1 + 0.2, 0.3, 0.5, np.nan, 0.0, np.nan])
    assert rank(values).tolist() == [1, 3, 3, 1, 6, 5, 6]
    assert rank(values, low_first=True).tolist() == [4, 2, 2, 4, 6, 1, 6]
    assert rank(np.array([1.0, 1.0 + 1e-6])).tolist() == [2, 1]
    assert rank(np.array([np.nan, np.nan])).tolist() == [1, 1]
    assert rank(np.array([])).tolist() == []


@pytest.mark.parametrize("of", ["members", "cooperations"])
def test_a_row_a_node(shipped: Affiliations, of: str) -> None:
    """All nodes of a mode with ids, names, kinds, countries and scores; the most between first."""
    rows = measure_nodes(shipped, Ways(of, "newman"))
    things: Any = shipped.members if of == "members" else shipped.cooperations
    assert sorted(row.id for row in rows) == [one.id for one in things]
    by_id = {row.id: row for row in rows}
    graph: Any = project(shipped, "newman", onto=of)
    bipartite = shipped.to_networkx()
    for one in things:
        row = by_id[one.id]
        assert row[1:4] == (one.label, one.kind, getattr(one, "country", ""))
        assert row.scores["affiliations"].value == bipartite.degree[one.id]
        assert row.scores["degree"].value == graph.degree[one.id]
        assert row.scores["strength"].value == pytest.approx(graph.degree(one.id, weight="weight"))
    between = [row.scores["betweenness"].value or 0 for row in rows]
    assert between == sorted(between, reverse=True)
    assert list(rows[0].scores) == list(NAMES[of])
    least = min(rows, key=lambda row: row.scores["constraint"].value or 9)
    assert least.scores["constraint"].rank == 1


def _make_small() -> Affiliations:
    """Make a hub in all of four cooperations, and a member of each."""
    names = "abcd"
    return gather(
        [Member("hub", "Hub", "city", "LV"), *(Member(n, n, "city", "EE") for n in names)],
        [Cooperation(n.upper(), n.upper()) for n in names],
        [tie for n in names for tie in (Tie("hub", n.upper()), Tie(n, n.upper()))],
    )


def test_the_bootstrap_is_that_of_networks() -> None:
    """Resamples are as many columns with replacement; intervals are those of the definition."""
    small = _make_small()
    matrix = get_incidence(small, "members")
    runs = 200
    by_hand: list[list[float]] = []
    places: list[float] = []
    chance = np.random.default_rng(5)
    for _ in range(runs):
        drawn = chance.integers(4, size=4)
        counts = [float((drawn == column).sum()) for column in range(4)]
        by_hand.append(counts)
        present = sum(count > 0 for count in counts) + 1
        # The strength of a in the resample, then its rank: hub has 4, lost ones come last.
        larger = 1 + sum(count > counts[0] for count in counts)
        places.append(1 + larger if counts[0] else present + 1)
        if counts[0] == 4:
            places[-1] = 1
    ways = Ways(measures=("strength", "constraint"))
    rows = {row.id: row for row in measure_nodes(small, ways, bootstrap=runs, seed=5)}
    hub, a = rows["hub"].scores["strength"], rows["a"].scores["strength"]
    assert (hub.value, hub.low, hub.high, hub.rank_low, hub.rank_high) == (4, 4, 4, 1, 1)
    values = np.array(by_hand)[:, 0]
    low, high = np.percentile(values, (2.5, 97.5)) - values.mean() + 1
    assert (a.low, a.high) == pytest.approx((max(low, 0), high))
    first, last = np.percentile(places, (2.5, 97.5))
    assert (a.rank_low, a.rank_high) == (math.floor(first), math.ceil(last))
    assert [kept.tolist() for _, kept in resample(matrix, 3, 1)] == [
        kept.tolist() for _, kept in resample(matrix, 3, 1)
    ]
    # Of a its constraint is 1 in every resample that has it, and undefined in the others.
    assert rows["a"].scores["constraint"][2:4] == pytest.approx((1, 1))


def test_intervals_lie_about_the_value(shipped: Affiliations) -> None:
    """Degrees of all resamples are too low, since they lack networks; intervals are not."""
    ways = Ways(measures=("degree", "affiliations"))
    rows = measure_nodes(shipped, ways, bootstrap=60, seed=2)
    assert rows == measure_nodes(shipped, ways, bootstrap=60, seed=2)
    assert rows != measure_nodes(shipped, ways, bootstrap=60, seed=3)
    for row in rows:
        for score in row.scores.values():
            assert score.value is not None
            assert score.low is not None
            assert score.high is not None
            assert score.low <= score.value <= score.high
            assert 1 <= (score.rank_low or 0) <= (score.rank_high or 0) <= len(rows)


def test_nothing_is_laid_about_nothing() -> None:
    """What no resample defines has no interval."""
    low, high = lay_interval(np.array([1.0, np.nan]), np.array([[1.0, np.nan], [3.0, np.nan]]))
    assert low[0] == pytest.approx(0.05)
    assert high[0] == pytest.approx(1.95)
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_sampled_betweenness_keeps_its_bound(women: Affiliations, seed: int) -> None:
    """Paths are drawn without bias: the largest error is within the bound, on three graphs."""
    for graph in (project(women), _make_disconnected(), nx.karate_club_graph(), nx.path_graph(9)):
        network = read_adjacency(graph, None)
        exact = np.array(list(nx.betweenness_centrality(graph).values()))
        found = sample_betweenness(network, 0.03, 0.05, seed)
        assert np.abs(found - exact).max() <= 0.03
        # A biased draw would show: the mean over nodes is far nearer than any one must be.
        assert found.sum() == pytest.approx(exact.sum(), abs=0.1)


def test_longer_ways_are_drawn_as_often_as_there_are() -> None:
    """Where three of four shortest paths lead through one node, it is drawn so often."""
    graph = nx.Graph([(f"s{n}", middle) for n in range(4) for middle in ("a", "b", "c", "d")])
    graph.add_edges_from([("a", "m"), ("b", "m"), ("c", "m"), ("d", "n")])
    graph.add_edges_from((middle, f"t{n}") for n in range(20) for middle in "mn")
    exact = np.array(list(nx.betweenness_centrality(graph).values()))
    found = sample_betweenness(read_adjacency(graph, None), 0.03)
    assert np.abs(found - exact).max() <= 0.01
    for few in (0, 1, 2):
        network = read_adjacency(nx.path_graph(few), None)
        assert sample_betweenness(network).tolist() == [0] * few


def test_samples_are_those_of_the_bound() -> None:
    """0.5 / ε² (⌊log2(VD - 2)⌋ + 1 + ln 1/δ), Riondato and Kornaropoulos, theorem 2."""
    assert count_samples(9, 0.01, 0.05) == math.ceil(5000 * (3 + math.log(20)))
    assert count_samples(3, 0.1, 0.1) == math.ceil(50 * (1 + math.log(10)))
    assert count_samples(2, 0.1, 0.1) == math.ceil(50 * math.log(10))


def test_large_networks_are_sampled(women: Affiliations, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the size that is said betweenness is sampled, unless no error is allowed."""
    network = weigh_adjacency(women.matrix, "count")
    monkeypatch.setattr("hanse.analysis.measures.EXACT_WORK", 100)
    groups = [""] * network.size
    exact = measure_adjacency(network, groups, ["betweenness"], Precision(0))["betweenness"]
    near = measure_adjacency(network, groups, ["betweenness"], Precision(0.02))["betweenness"]
    assert not np.array_equal(exact, near)
    assert np.abs(exact - near).max() <= 0.02


def test_closeness_of_many(shipped: Affiliations) -> None:
    """Sets of more than 64 nodes take several words, and hold all."""
    graph = project(shipped)
    found = measure_graph(graph, ["closeness"])["closeness"]
    assert found == pytest.approx(nx.closeness_centrality(graph))
