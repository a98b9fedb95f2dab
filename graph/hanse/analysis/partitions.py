"""How alike two partitions of the same nodes are, and how stable several are."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.analysis.affiliations import Vector


class Agreement(NamedTuple):
    """How alike two partitions are: `nmi` from 0 to 1 for the same, `vi` from 0 for the same."""

    nmi: float
    vi: float


def compare_partitions(one: Sequence[object], other: Sequence[object]) -> Agreement:
    """Compare two partitions, a label for each node; as `igraph.compare_communities`.

    NMI is twice the mutual information over the sum of both entropies (Danon et al., J. Stat. Mech.
    P09008, 2005, doi:10.1088/1742-5468/2005/09/P09008); VI the sum less twice the information, in
    nats (Meilă, J. Multivar. Anal. 98, 2007, doi:10.1016/j.jmva.2006.11.013). With everything in
    one part on both sides they are 1 and 0. NMI grows with the number of parts even by chance.
    """
    joint = _count_joint(_number(one), _number(other)) / max(len(one), 1)
    entropies = _sum_entropy(joint.sum(axis=1)) + _sum_entropy(joint.sum(axis=0))
    information = entropies - _sum_entropy(joint.ravel())
    nmi = 2 * information / entropies if entropies > 0 else 1.0
    return Agreement(min(max(nmi, 0.0), 1.0), max(entropies - 2 * information, 0.0))


def _number(labels: Sequence[object]) -> Vector:
    places: dict[object, int] = {}
    return np.array([places.setdefault(label, len(places)) for label in labels], np.int64)


def _count_joint(one: Vector, other: Vector) -> Vector:
    """Count the nodes with each pair of labels."""
    wide = int(other.max(initial=-1)) + 1
    shape = (int(one.max(initial=-1)) + 1, wide)
    return np.bincount(one * wide + other, minlength=shape[0] * wide).reshape(shape)


def _sum_entropy(shares: Vector) -> float:
    some = shares[shares > 0]
    return float(-(some * np.log(some)).sum())


class Stability(NamedTuple):
    """How alike the runs of a method with chance in it are.

    Means over all pairs of runs (1 and 0 with a single run), and the share of the pairs of nodes
    which the first partition puts together that every run puts together (1 without such a pair).
    """

    mean_nmi: float
    mean_vi: float
    pairs_always_together: float


def measure_stability(runs: Sequence[Sequence[int]]) -> Stability:
    """Measure the stability of partitions of the same nodes, the one that counts first."""
    pairs = [compare_partitions(one, other) for one, other in combinations(runs, 2)]
    together = _count_pairs(_number(runs[0]))
    always = _count_pairs(_number(list(zip(*runs, strict=True))))
    return Stability(
        float(np.mean([nmi for nmi, _ in pairs])) if pairs else 1.0,
        float(np.mean([vi for _, vi in pairs])) if pairs else 0.0,
        always / together if together else 1.0,
    )


def _count_pairs(labels: Vector) -> int:
    sizes = np.bincount(labels)
    return int((sizes * (sizes - 1) // 2).sum())


def measure_fidelity(runs: Sequence[Sequence[int]]) -> Vector:
    """Measure how often each node is with those of its part in the first of the runs.

    The mean over the others of that part of the share of runs in which both are together; of a
    node that is a part by itself the share of runs in which it is.
    """
    home = _number(runs[0])
    shares = (_share_together(home, _number(run)).tolist() for run in runs)
    return np.array([sum(of_one) / len(runs) for of_one in zip(*shares, strict=True)])


def _share_together(home: Vector, run: Vector) -> Vector:
    sizes: Vector = np.bincount(home)[home]
    others = _count_joint(home, run)[home, run] - 1
    alone = np.bincount(run)[run] == 1
    shares: Vector = others / np.maximum(sizes - 1, 1)
    shares[sizes == 1] = alone[sizes == 1]
    return shares
