"""Whether communities last: those of one programme beside those of another, and beside chance."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis.grouping import Grouping, group_nodes
from hanse.analysis.layers import split
from hanse.analysis.partitions import compare_partitions
from hanse.analysis.tails import adjust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.analysis.affiliations import Affiliations

SHUFFLES = 999
_ROUNDING = 1e-9  # the same table in another order sums to another last digit


class Continuity(NamedTuple):
    """How alike the communities of two parts are, on the members that both have.

    `communities_a` and `communities_b` are those that these members are in. `expected` is the mean
    NMI where the members keep the communities' sizes and are in them by lot; `p` is the probability
    to be as alike or more by lot, `q` the same adjusted among all pairs of parts. None where fewer
    than two members are in both.
    """

    a: str
    b: str
    members_both: int
    communities_a: int
    communities_b: int
    nmi: float | None
    vi: float | None
    expected: float | None
    p: float | None
    q: float | None = None


def compare_communities(  # noqa: PLR0913 - each option of the command
    affiliations: Affiliations,
    by: str = "programme",
    grouping: Grouping | None = None,
    *,
    lowest: int = 1,
    shuffles: int = SHUFFLES,
    seed: int = 0,
) -> list[Continuity]:
    """Compare the communities that each part has by itself, each pair of parts; `by` as in LAYERS.

    In each part members with fewer than `lowest` cooperations in it are left out. The data count as
    one of the shuffles, so that no p is below 1 / (shuffles + 1): B. Phipson, G. K. Smyth, Stat.
    Appl. Genet. Mol. Biol. 9:39 (2010), doi:10.2202/1544-6115.1585.
    """
    found = {
        name: group_nodes(part.drop_members_below(lowest), grouping or Grouping()).community
        for name, part in split(affiliations, by).items()
    }
    chance = np.random.default_rng(seed)
    rows = [
        _compare(a, b, (found[a], found[b]), chance, shuffles) for a, b in combinations(found, 2)
    ]
    ps = [row.p for row in rows if row.p is not None]
    qs = iter(adjust(np.array(ps), len(ps)).tolist())
    return [row if row.p is None else row._replace(q=next(qs)) for row in rows]


def _compare(
    a: str,
    b: str,
    communities: tuple[dict[str, int], dict[str, int]],
    chance: np.random.Generator,
    shuffles: int,
) -> Continuity:
    both = sorted(communities[0].keys() & communities[1].keys())
    ours, theirs = ([of[node] for node in both] for of in communities)
    sizes = len(both), len(set(ours)), len(set(theirs))
    if len(both) < 2:  # noqa: PLR2004 - one member is with nobody
        return Continuity(a, b, *sizes, None, None, None, None)
    nmi, vi = compare_partitions(ours, theirs)
    drawn = _shuffle(ours, theirs, chance, shuffles)
    reached = sum(one >= nmi - _ROUNDING for one in drawn)
    expected = float(np.mean(drawn)) if drawn else None
    return Continuity(a, b, *sizes, nmi, vi, expected, (reached + 1) / (shuffles + 1))


def _shuffle(
    ours: Sequence[int], theirs: Sequence[int], chance: np.random.Generator, shuffles: int
) -> list[float]:
    """Give the NMI of partitions of the same sizes whose members are drawn by lot."""
    return [
        compare_partitions(ours, chance.permutation(theirs).tolist()).nmi for _ in range(shuffles)
    ]
