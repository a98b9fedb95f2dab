"""Communities are found where they were planted, and what is said of them is so."""

from __future__ import annotations

import importlib
import math
import random
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import sparse

from hanse.analysis import project
from hanse.analysis.communities import (
    Runs,
    find_bipartite_communities,
    find_communities,
    measure_bipartite_modularity,
)
from hanse.analysis.grouping import (
    Grouping,
    group_nodes,
    list_communities,
    list_nodes,
    summarise,
)
from hanse.analysis.partitions import compare_partitions, measure_fidelity, measure_stability

if TYPE_CHECKING:
    from networkx import Graph

    from hanse.analysis import Affiliations

# The types of their stubs are open.
nx: Any = importlib.import_module("networkx")
ig: Any = importlib.import_module("igraph")

_FOUR = 2 * math.log(2)


@pytest.mark.parametrize(
    ("one", "other", "nmi", "vi"),
    [
        ("aabb", "xxyy", 1, 0),
        ("aabb", "yyxx", 1, 0),
        ("aabb", "xyxy", 0, _FOUR),  # independent: both entropies, ln 2 each
        ("aabb", "xxxx", 0, math.log(2)),
        ("aabb", "wxyz", 2 / 3, math.log(2)),  # I = ln 2, H = ln 2 and 2 ln 2
        ("aaaa", "xxxx", 1, 0),
        ("", "", 1, 0),
    ],
)
def test_agreement_by_hand(one: str, other: str, nmi: float, vi: float) -> None:
    """NMI over the mean of both entropies, VI in nats."""
    assert compare_partitions(one, other) == pytest.approx((nmi, vi))
    assert compare_partitions(other, one) == pytest.approx((nmi, vi))


@pytest.mark.parametrize("seed", range(5))
def test_agreement_is_that_of_igraph(seed: int) -> None:
    """On random partitions, by igraph's own formulas."""
    chance = np.random.default_rng(seed)
    one, other = chance.integers(5, size=40).tolist(), chance.integers(7, size=40).tolist()
    found = compare_partitions(one, other)
    assert found.nmi == pytest.approx(ig.compare_communities(one, other, "nmi"))
    assert found.vi == pytest.approx(ig.compare_communities(one, other, "vi"))


_RUNS = ([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 2], [5, 5, 5, 3, 3, 3])


def test_stability_by_hand() -> None:
    """Means over the pairs of runs, and the pairs that none of them parts."""
    found = measure_stability(_RUNS)
    pairs = [compare_partitions(a, b) for a, b in combinations(_RUNS, 2)]
    assert found.mean_nmi == pytest.approx(sum(nmi for nmi, _ in pairs) / 3)
    assert found.mean_vi == pytest.approx(sum(vi for _, vi in pairs) / 3)
    # The first has the pairs 01, 02, 12 and 34; the second parts 02 and 12.
    assert found.pairs_always_together == pytest.approx(2 / 4)
    assert measure_stability(_RUNS[:1]) == (1, 0, 1)
    assert measure_stability([[0, 1, 2]]).pairs_always_together == 1


def test_fidelity_by_hand() -> None:
    """How often each is with the others of its part, or alone where it is a part by itself."""
    # 0 is with 1 in all three runs and with 2 in two; 2 with each of them in two; 5 alone in two.
    expected = [5 / 6, 5 / 6, 2 / 3, 1, 1, 2 / 3]
    assert measure_fidelity(_RUNS).tolist() == pytest.approx(expected)


def _brute_barber(matrix: Any, rows: Any, columns: Any, resolution: float = 1.0) -> float:
    total = matrix.sum()
    found: float = sum(
        (matrix[i, j] - resolution * matrix[i].sum() * matrix[:, j].sum() / total) / total
        for i, j in product(range(matrix.shape[0]), range(matrix.shape[1]))
        if rows[i] == columns[j]
    )
    return found


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
def test_bipartite_modularity_by_its_definition(resolution: float) -> None:
    """The sum over all pairs of member and cooperation, Barber 2007, eq. 15."""
    chance = np.random.default_rng(4)
    dense = (chance.random((7, 5)) < 0.4).astype(int)
    rows, columns = chance.integers(3, size=7).tolist(), chance.integers(3, size=5).tolist()
    found = measure_bipartite_modularity(sparse.csr_array(dense), rows, columns, resolution)
    assert found == pytest.approx(_brute_barber(dense, rows, columns, resolution))
    assert measure_bipartite_modularity(sparse.csr_array((2, 2)), [0, 1], [0, 1]) == 0


@pytest.mark.parametrize("seed", range(4))
def test_bipartite_communities_are_the_best_there_are(seed: int) -> None:
    """On a tiny graph no partition of all has a higher modularity."""
    chance = np.random.default_rng(seed)
    dense = np.zeros((4, 4), int)
    while not (dense.sum(axis=0).all() and dense.sum(axis=1).all()):
        dense = (chance.random((4, 4)) < 0.45).astype(int)
    best = max(
        _brute_barber(dense, labels[:4], labels[4:]) for labels in product(range(4), repeat=8)
    )
    found = find_bipartite_communities("abcd", "wxyz", sparse.csr_array(dense))
    assert found.modularity == pytest.approx(best)
    labels = [found.community[node] for node in "abcdwxyz"]
    assert _brute_barber(dense, labels[:4], labels[4:]) == pytest.approx(best)


def test_southern_women_as_published(women: Affiliations) -> None:
    """0.34554 is the highest that is known (Liu and Murata 2010); Barber's own was 0.321."""
    found = group_nodes(women, Grouping("bipartite"))
    assert found.modularity == pytest.approx(0.34554, abs=5e-6)
    assert len(set(found.community.values())) == 4


def _plant(parts: int, each: int, seed: int) -> tuple[Any, list[int], list[int]]:
    """Members and half as many cooperations in each part; a tie within is far likelier."""
    chance = np.random.default_rng(seed)
    rows, columns = np.repeat(range(parts), each), np.repeat(range(parts), each // 2)
    likely = np.where(rows[:, None] == columns[None, :], 0.6, 0.01)
    dense = (chance.random(likely.shape) < likely).astype(int)
    dense[dense.sum(axis=1) == 0, 0] = 1
    return sparse.csr_array(dense), rows.tolist(), columns.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_planted_communities_are_found(seed: int) -> None:
    """All of them, members and cooperations, and on the projection too."""
    matrix, rows, columns = _plant(4, 20, seed)
    members = [f"m{n}" for n in range(len(rows))]
    cooperations = [f"c{n}" for n in range(len(columns))]
    found = find_bipartite_communities(members, cooperations, matrix)
    labels = [found.community[node] for node in (*members, *cooperations)]
    assert compare_partitions(labels, [*rows, *columns]).nmi == pytest.approx(1)
    graph: Graph[str] = nx.Graph()
    graph.add_nodes_from(members)
    shared = (matrix @ matrix.T).toarray()
    for a, b in combinations(range(len(rows)), 2):
        if shared[a, b]:
            graph.add_edge(members[a], members[b], weight=float(shared[a, b]))
    other = find_communities(graph)
    labels = [other.community[node] for node in members]
    assert compare_partitions(labels, rows).nmi == pytest.approx(1)
    assert set(other.fidelity.values()) == {1.0}
    assert other.stability == pytest.approx((1, 0, 1))


@pytest.mark.parametrize("resolution", [0.7, 1.0, 1.6])
def test_modularity_is_that_of_networkx(women: Affiliations, resolution: float) -> None:
    """What is reported of a partition is what networkx measures on it, weights and all."""
    graph = project(women, "newman")
    found = find_communities(graph, Runs(resolution))
    parts = [
        {node for node, number in found.community.items() if number == part}
        for part in set(found.community.values())
    ]
    theirs = nx.community.modularity(graph, parts, resolution=resolution)
    assert found.modularity == pytest.approx(theirs)
    assert (
        found.modularity
        >= max(
            nx.community.modularity(
                graph,
                nx.community.louvain_communities(graph, resolution=resolution, seed=seed),
                resolution=resolution,
            )
            for seed in range(3)
        )
        - 1e-9
    )


def test_a_higher_resolution_finds_more(shipped: Affiliations) -> None:
    """Of both methods."""
    for method in ("leiden", "bipartite"):
        counts = [
            max(group_nodes(shipped, Grouping(method, runs=Runs(r, 3))).community.values())
            for r in (0.5, 1.0, 3.0)
        ]
        assert counts[0] < counts[1] < counts[2]


@pytest.mark.parametrize("method", ["leiden", "bipartite"])
def test_the_seed_decides(shipped: Affiliations, method: str) -> None:
    """The same seed gives the same, another not, and Python's chance is as it was."""
    random.seed(11)
    expected = [random.random() for _ in range(3)]  # noqa: S311 - no secret
    random.seed(11)
    found = group_nodes(shipped, Grouping(method, runs=Runs(seeds=2)))
    assert [random.random() for _ in range(3)] == expected  # noqa: S311 - as above
    random.seed(12)
    assert group_nodes(shipped, Grouping(method, runs=Runs(seeds=2))) == found
    assert group_nodes(shipped, Grouping(method, runs=Runs(seeds=2, seed=7))) != found
    many = group_nodes(shipped, Grouping(method, runs=Runs(seeds=6)))
    each = [
        group_nodes(shipped, Grouping(method, runs=Runs(seeds=1, seed=seed))).modularity
        for seed in range(6)
    ]
    assert many.modularity == max(each)
    assert min(each) < max(each)


def test_nothing_tied_has_communities_of_one() -> None:
    """Without a tie each is alone, and nothing is divided by it."""
    graph: Graph[str] = nx.Graph()
    graph.add_nodes_from("ab")
    found = find_communities(graph)
    assert found.community == {"a": 1, "b": 2}
    assert found.modularity == 0
    assert find_bipartite_communities("a", "x", sparse.csr_array((1, 1))).modularity == 0


def test_rows_of_nodes_and_of_communities(shipped: Affiliations) -> None:
    """Every node once, largest community first; the rows of communities hold the same."""
    grouping = Grouping("bipartite", runs=Runs(seeds=3))
    rows = list_nodes(shipped, grouping)
    everything: list[Any] = [*shipped.members, *shipped.cooperations]
    assert {row.id: row[1:3] for row in rows} == {
        one.id: (one.label, one.kind) for one in everything
    }
    assert len(rows) == len(everything)
    assert [(row.community, row.id) for row in rows] == sorted(
        (row.community, row.id) for row in rows
    )
    assert all(0 < row.stability <= 1 for row in rows)
    parts = list_communities(shipped, grouping)
    sizes = [part.size for part in parts]
    assert sizes == sorted(sizes, reverse=True)
    assert [part.community for part in parts] == list(range(1, len(parts) + 1))
    for part in parts:
        own = [row for row in rows if row.community == part.community]
        assert part.ids == "; ".join(row.id for row in own)
        assert part.names == "; ".join(row.name for row in own)
        assert part.size == len(own)
        assert part.stability == pytest.approx(sum(row.stability for row in own) / len(own))


def test_the_summary_says_what_is_so(shipped: Affiliations) -> None:
    """Sizes, and agreement with the other method, countries and regions, of whom they are known."""
    grouping = Grouping(runs=Runs(seeds=3))
    found = group_nodes(shipped, grouping)
    other = group_nodes(shipped, Grouping("bipartite", runs=Runs(seeds=3))).community
    told = summarise(shipped, grouping)
    numbers = list(found.community.values())
    assert told[:6] == (
        *("leiden", len(shipped.members), max(numbers), numbers.count(1)),
        *(found.modularity, 3),
    )
    assert told.stability == found.stability
    labels = [found.community[one.id] for one in shipped.members]
    assert told.agreement["other_method"] == compare_partitions(
        labels, [other[one.id] for one in shipped.members]
    )
    for name in ("country", "region"):
        known = [one for one in shipped.members if getattr(one, name)]
        expected = compare_partitions(
            [found.community[one.id] for one in known], [getattr(one, name) for one in known]
        )
        assert told.agreement[name] == expected
    of_networks = summarise(shipped, Grouping(of="cooperations", runs=Runs(seeds=2)))
    assert list(of_networks.agreement) == ["other_method", "programme", "type"]


def test_what_is_not_known_is_not_compared(women: Affiliations) -> None:
    """Women of no country agree with none."""
    told = summarise(women)
    assert told.agreement["country"] is None
    assert told.agreement["other_method"] is not None
