"""Ties are tested against chance: exact where it can be, calibrated, and powerful."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from hanse.analysis import (
    Cooperation,
    Member,
    Tie,
    build_tie_graph,
    find_ties,
    fit_bicm,
    project,
    sample_fdsm,
)
from hanse.analysis.affiliations import gather
from hanse.analysis.tails import compute_tails
from hanse.graphs.files import write_gexf, write_graphml

if TYPE_CHECKING:
    from typing import Any

    from hanse.analysis import Affiliations


def _hold(values: Any) -> Any:
    return np.asarray(values)


def _name(matrix: Any) -> Affiliations:
    """Make affiliations of a matrix; the names sort as the rows and columns do."""
    dense = _hold(matrix.toarray() if hasattr(matrix, "toarray") else matrix)
    where = _hold(np.argwhere(dense)).tolist()
    return gather(
        [Member(f"m{n:04}", f"M{n:04}") for n in range(len(dense))],
        [Cooperation(f"c{n:04}", f"C{n:04}") for n in range(len(dense.T))],
        [Tie(f"m{a:04}", f"c{b:04}") for a, b in where],
    )


def _test_all_pairs(affiliations: Affiliations) -> Any:
    """Give p of every pair, by plain loops: all trials one by one, all pairs that share nothing."""
    p = fit_bicm(*affiliations.count_degrees()).expand()
    shared = (affiliations.matrix @ affiliations.matrix.T).toarray()
    found: Any = []
    for a, b in itertools.combinations(range(len(p)), 2):
        below: Any = np.array([1.0])
        for chance in p[a] * p[b]:
            below = np.convolve(below, [1 - chance, chance])
        found.append(below[shared[a, b] :].sum())
    return np.minimum(found, 1.0)


@pytest.mark.parametrize("onto", ["members", "cooperations"])
def test_ties_are_those_of_plain_loops(women: Affiliations, onto: str) -> None:
    """Observed, expected, p and q of each pair, on either side, q by scipy over all pairs."""
    affiliations = women
    if onto == "cooperations":
        affiliations = _name(women.matrix.T)
    chances = fit_bicm(*affiliations.count_degrees()).expand()
    p = _test_all_pairs(affiliations)
    q = stats.false_discovery_control(p)
    ids = [one.id for one in affiliations.members]
    places = {pair: n for n, pair in enumerate(itertools.combinations(ids, 2))}
    graph = project(affiliations)
    ties = list(find_ties(women, onto=onto))
    if onto == "cooperations":
        new = dict(zip([one.id for one in women.cooperations], ids, strict=True))
        ties = [tie._replace(a=new[tie.a], b=new[tie.b]) for tie in ties]
    assert [(tie.a, tie.b) for tie in ties] == sorted(tuple(sorted(edge)) for edge in graph.edges)
    for tie in ties:
        place = places[tie.a, tie.b]
        assert tie.observed == graph.edges[tie.a, tie.b]["shared"]
        assert tie.expected == pytest.approx(chances[ids.index(tie.a)] @ chances[ids.index(tie.b)])
        assert tie.p == pytest.approx(p[place])
        assert tie.q == pytest.approx(q[place])
        assert tie.backbone == (tie.q < 0.05)


def test_the_family_is_all_pairs() -> None:
    """Two that always meet among many that never do are tested among all pairs, not among ties."""
    matrix = _hold(np.zeros((30, 40), int))
    matrix[:2, :9] = 1
    matrix[np.arange(2, 30), np.arange(10, 38)] = 1
    affiliations = _name(matrix)
    (tie,) = find_ties(affiliations)
    assert tie.observed == 9
    assert tie.q == pytest.approx(tie.p * 30 * 29 / 2)
    assert tie.q < 1


def test_fdsm_agrees_with_bicm(women: Affiliations) -> None:
    """By sampling p is near the exact one, rank by rank, and counts the data as a sample."""
    exact = list(find_ties(women))
    drawn = list(find_ties(women, model="fdsm", samples=2000, seed=3))
    assert [tie[:3] for tie in drawn] == [tie[:3] for tie in exact]
    ranks: Any = stats.spearmanr([tie.p for tie in exact], [tie.p for tie in drawn])
    assert ranks.statistic > 0.95
    for one, other in zip(exact, drawn, strict=True):
        assert other.p == pytest.approx(one.p, abs=0.25)
        assert other.expected == pytest.approx(one.expected, abs=0.6)
        assert 1 / 2001 <= other.p <= 1
    assert list(find_ties(women, model="fdsm", samples=50)) == list(
        find_ties(women, model="fdsm", samples=50, seed=1)
    )


def test_fdsm_is_exact_where_all_matrices_are_known() -> None:
    """On a tiny case p and expectation are those over every matrix of these degrees."""
    (tie,) = find_ties(
        _name([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
        model="fdsm",
        samples=2000,
    )
    assert tie.observed == 2
    # Rows (2, 2, 1, 1), columns (2, 2, 1, 1): counted over all fillings.
    every = _hold(_count_fillings((2, 2, 1, 1), (2, 2, 1, 1)))
    assert tie.p == pytest.approx((every >= 2).mean(), abs=0.04)
    assert tie.expected == pytest.approx(every.mean(), abs=0.05)


def _count_fillings(rows: tuple[int, ...], columns: tuple[int, ...]) -> list[int]:
    """Count what the first two rows share in every matrix of these degrees."""
    choices = [list(itertools.combinations(range(len(columns)), degree)) for degree in rows]
    found: list[int] = []
    for filling in itertools.product(*choices):
        placed = [sum(column in row for row in filling) for column in range(len(columns))]
        if tuple(placed) == columns:
            found.append(len(set(filling[0]) & set(filling[1])))
    return found


def _plant(times: int) -> tuple[Affiliations, set[tuple[str, str]]]:
    """Let eight pairs meet so many times more amid 200 members that meet by chance."""
    chance = np.random.default_rng(4)
    matrix = np.zeros((200, 250), int)
    for column in range(250):
        matrix[chance.choice(200, chance.integers(3, 12), replace=False), column] = 1
    for pair in range(8):
        where = chance.choice(250, times, replace=False)
        matrix[2 * pair : 2 * pair + 2, where] = 1
    return _name(matrix), {(f"m{2 * pair:04}", f"m{2 * pair + 1:04}") for pair in range(8)}


def test_planted_ties_are_found() -> None:
    """Eight pairs that meet sixteen times amid chance are the backbone, and no other."""
    affiliations, planted = _plant(16)
    assert {(tie.a, tie.b) for tie in find_ties(affiliations) if tie.backbone} == planted


def test_alpha_draws_the_line() -> None:
    """The backbone are the ties whose q is below alpha; some ties pass a higher one only."""
    affiliations, _ = _plant(11)
    strict, lenient = (list(find_ties(affiliations, alpha=alpha)) for alpha in (0.01, 0.2))
    assert [tie.backbone for tie in strict] == [tie.q < 0.01 for tie in strict]
    assert [tie.backbone for tie in lenient] == [tie.q < 0.2 for tie in lenient]
    assert 0 < sum(tie.backbone for tie in strict) < sum(tie.backbone for tie in lenient) < 20


@pytest.mark.parametrize("onto", ["members", "cooperations"])
def test_chance_is_rarely_taken_for_more(shipped: Affiliations, onto: str) -> None:
    """Of random data with the degrees of the shipped ones p is at least uniform over all pairs."""
    levels = np.array([0.001, 0.01, 0.05, 0.1, 0.25, 0.5])
    shares, backbone = [], 0
    for sample in sample_fdsm(shipped.matrix, 5, seed=11):
        ties = list(find_ties(_name(sample), onto=onto))
        many = sample.shape[0 if onto == "members" else 1]
        p = np.array([tie.p for tie in ties])
        shares.append([(p <= level).sum() / (many * (many - 1) / 2) for level in levels])
        backbone += sum(tie.backbone for tie in ties)
    assert (_hold(shares).mean(axis=0) <= levels * 1.1).all()
    assert _hold(shares).mean(axis=0)[2] <= 0.05
    assert backbone == 0


def test_degenerate_affiliations_are_tested() -> None:
    """What is in everything is shared for certain; who is alone has no tie."""
    one, _, other = find_ties(_name([[1, 1, 1], [1, 1, 0], [1, 0, 1]]))
    assert (one.observed, other.observed) == (2, 1)
    assert (one.p, other.p) == pytest.approx((3 / 4, 1))
    assert (one.expected, other.expected) == pytest.approx((2, 3 / 2))
    assert list(find_ties(_name([[1, 1]]))) == []
    assert list(find_ties(_name([[1, 1]]), model="fdsm", samples=3)) == []
    ((*_, p, q, backbone, _a, _b),) = find_ties(_name([[1], [1]]), model="fdsm", samples=3)
    assert (p, q, backbone) == (1.0, 1.0, False)


def test_tables_of_tails_may_be_cut_anywhere(
    women: Affiliations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory that is held at once changes no figure, and is as little as is asked for."""
    whole = list(find_ties(women))
    held: list[int] = []

    def watch(chances: Any, counts: Any, most: int) -> Any:
        held.append(len(chances))
        return compute_tails(chances, counts, most)

    monkeypatch.setattr("hanse.analysis.ties.compute_tails", watch)
    monkeypatch.setattr("hanse.analysis.ties._CHUNK", 1)
    pieces = list(find_ties(women))
    assert set(held) == {1}
    assert [tie.p for tie in pieces] == pytest.approx([tie.p for tie in whole], rel=1e-12)


def test_the_graph_carries_the_test(women: Affiliations, tmp_path: Path) -> None:
    """Edges have all five values, nodes their names, in memory, in GraphML and in GEXF."""
    ties = list(find_ties(women))
    graph = build_tie_graph(ties)
    names = ("observed", "expected", "p", "q", "backbone")
    graphml, gexf = tmp_path / "t.graphml", tmp_path / "t.gexf"
    graphml.write_bytes(write_graphml(graph))
    gexf.write_bytes(write_gexf(graph))
    graphs: Any = (graph, nx.read_graphml(graphml), nx.read_gexf(gexf))
    for one in graphs:
        assert one.number_of_edges() == len(ties)
        for tie in ties:
            data: Any = one.edges[tie.a, tie.b]
            assert [data[name] for name in names] == [getattr(tie, name) for name in names]
            assert one.nodes[tie.a]["label"] == tie.a_label


def test_shipped_ties_are_quick(shipped: Affiliations) -> None:
    """The shipped data take well below two seconds of work."""
    start = time.process_time()
    ties = list(find_ties(shipped))
    assert time.process_time() - start < 2
    assert len(ties) == project(shipped).number_of_edges()


def test_the_bench_agrees_with_its_peers() -> None:
    """On a small input the bench runs, and networkx and plain loops find what it measures."""
    root = Path(__file__).resolve().parents[3]
    words = [sys.executable, "-m", "bench.analysis", "60", "80", "400", "2", "20"]
    done = subprocess.run(words, cwd=root, capture_output=True, check=True, timeout=60)
    told = json.loads(done.stdout)
    assert (told["counts"]["cities"], told["counts"]["ties"]) == (60, 400)
    parts = ["projection", "degrees", "betweenness", "communities", "ties"]
    assert list(told["seconds"]) == parts
    pairs = [pair for part in parts for pair in told["seconds"][part]]
    assert len(pairs) == 2 * len(parts)
    assert all(ours > 0 and theirs > 0 for ours, theirs in pairs)


def test_no_tail_without_success() -> None:
    """To share nothing or more is certain."""
    assert compute_tails(np.array([[0.2, 0.3]]), np.array([5, 5]), 0).tolist() == [[1.0]]
