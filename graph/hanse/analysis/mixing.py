"""Which countries, regions or sizes of city meet more, or less, often than chance has them meet.

Chance is the fixed degree sequence model (see `curveball`) and not the BiCM: that lets the sizes
of cooperations vary around what they are, and so expects more shared cooperations in all than any
data of these degrees can have, which would show as avoidance where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import numpy as np
from scipy import sparse, stats

from hanse.analysis.curveball import SAMPLES, sample_fdsm
from hanse.analysis.tails import adjust
from hanse.errors import UsageError
from hanse.record.sizes import LARGEST, SIZES, name_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.analysis.affiliations import Affiliations, Matrix, Member, Vector

_FEW = 10  # samples from which on a tail is counted, not drawn
CLASSES = ("country", "region", "size")


class Meeting(NamedTuple):
    """Two classes of members, or one with itself, and how often their members meet.

    `pairs` of members there are; `observed` and `expected` count cooperations shared, a pair that
    shares two twice. `z` is how many standard deviations of chance they are apart, None where
    chance has none; `p` is two-sided, `q` adjusted among all classes; `represented` is "over" or
    "under" where q < alpha, else empty.
    """

    a: str
    b: str
    pairs: int
    observed: int
    expected: float
    z: float | None
    p: float
    q: float
    represented: str


def find_meetings(
    affiliations: Affiliations,
    by: str,
    *,
    alpha: float = 0.05,
    samples: int = SAMPLES,
    seed: int = 1,
) -> list[Meeting]:
    """Test every pair of classes by country, region or size; no p is below 2 / (samples + 1).

    Members whose class is not recorded take part in what chance has, and in no class. Raises
    UsageError where no class has a pair.
    """
    found = find_all_meetings(affiliations, (by,), alpha=alpha, samples=samples, seed=seed)
    if not found:
        raise UsageError(f"--between {by}: no two members have one recorded")
    return found[by]


def find_all_meetings(
    affiliations: Affiliations,
    by: Iterable[str] = CLASSES,
    *,
    alpha: float = 0.05,
    samples: int = SAMPLES,
    seed: int = 1,
) -> dict[str, list[Meeting]]:
    """Test the same for several kinds of classes on the same samples; none without a pair."""
    matrix = affiliations.matrix
    asked = {kind: _Test.of(affiliations, kind) for kind in by}
    tests = {kind: test for kind, test in asked.items() if len(test.where[0])}
    drawn: dict[str, list[Vector]] = {kind: [] for kind in tests}
    for sample in sample_fdsm(matrix, samples, seed) if tests else ():
        for kind, test in tests.items():
            drawn[kind].append(test.count(sample))
    return {
        kind: list(test.compare(test.count(matrix), np.array(drawn[kind]), alpha))
        for kind, test in tests.items()
    }


class _Test(NamedTuple):
    """Classes of members by name, who is within each, and which pairs of them can meet."""

    names: list[str]
    within: Matrix
    pairs: Matrix
    where: Any

    @classmethod
    def of(cls, affiliations: Affiliations, by: str) -> _Test:
        classes = [classify(member, by) for member in affiliations.members]
        names = sorted(set(classes) - {""}, key=_order)
        within = np.array([[one == name for one in classes] for name in names], dtype=np.int64)
        within = within.reshape(len(names), len(classes))
        pairs = _count_pairs(within)
        return cls(names, within, pairs, np.nonzero(np.triu(pairs)))

    def count(self, matrix: Matrix) -> Vector:
        """Count what pairs of classes share."""
        return _count_shared(self.within, matrix)[self.where]

    def compare(self, observed: Vector, drawn: Matrix, alpha: float) -> Iterator[Meeting]:
        """Compare what was observed with the samples."""
        p = compare_with_samples(observed, drawn)
        found = (observed, drawn, p, adjust(p, len(p)))
        yield from _list_meetings(self.names, self.where, self.pairs[self.where], found, alpha)


def classify(member: Member, by: str) -> str:
    """Name the class of a member, "" if it is not recorded; sizes are of inhabitants today."""
    if by != "size":
        return str(getattr(member, by))
    return name_size(member.population)


def _order(name: str) -> tuple[int, str]:
    sizes = [*SIZES.values(), LARGEST]
    return (sizes.index(name) if name in sizes else 0, name)


def _count_pairs(within: Matrix) -> Matrix:
    many = within.sum(axis=1)
    pairs: Matrix = np.outer(many, many)
    np.fill_diagonal(pairs, many * (many - 1) // 2)
    return pairs


def _count_shared(within: Matrix, matrix: Matrix) -> Matrix:
    """Count the cooperations that pairs share, by the classes of both."""
    # Products of whole numbers are exact as floats too, and far quicker.
    present = (sparse.csr_array(within) @ matrix).toarray().astype(float)
    shared: Matrix = np.rint(present @ present.T).astype(np.int64)
    many = present.sum(axis=1).astype(np.int64)
    np.fill_diagonal(shared, (shared.diagonal() - many) // 2)
    return shared


def compare_with_samples(observed: Vector, drawn: Matrix) -> Vector:
    """Give the two-sided p: twice the smaller tail, the observed data one of the samples.

    Where fewer than _FEW samples are as far out, p is read from a curve through their moments, if
    that is smaller: else many tests would drown what no sample comes near.
    """
    more, less = (drawn >= observed).sum(axis=0), (drawn <= observed).sum(axis=0)
    hits = np.minimum(more, less)
    p = np.minimum(2 * (hits + 1) / (len(drawn) + 1), 1.0)
    far = hits < _FEW
    p[far] = np.minimum(p[far], 2 * _fit_tails(observed[far], drawn[:, far]))
    return p


def _fit_tails(observed: Vector, drawn: Matrix) -> Vector:
    """Give the tail beyond each observed count: the heavier of Pearson's curve III and the normal.

    Pearson's has the mean, variance and skewness of the samples (P. W. Mielke, K. J. Berry,
    Permutation Methods, Springer 2007, doi:10.1007/978-0-387-69813-7), but ends on one side. The
    counts are whole: half of one is given to chance. Samples without spread say nothing: 1.
    """
    spread = drawn.std(axis=0)
    known = spread > 0
    skew = np.zeros(len(observed))
    skew[known] = stats.skew(drawn[:, known], axis=0)
    apart = observed - drawn.mean(axis=0)
    scaled = np.divide(np.maximum(np.abs(apart) - 0.5, 0), spread, where=known, out=spread * 0)
    curve = stats.pearson3.sf(scaled, np.sign(apart) * skew)
    return np.where(known, np.maximum(curve, stats.norm.sf(scaled)), 1.0)


def _list_meetings(
    names: list[str],
    where: tuple[Vector, Vector],
    pairs: Vector,
    found: tuple[Vector, Matrix, Vector, Vector],
    alpha: float,
) -> Iterator[Meeting]:
    observed, drawn, p, q = found
    expected, spread = drawn.mean(axis=0), drawn.std(axis=0)
    for n, (a, b) in enumerate(zip(*where, strict=True)):
        apart = float(observed[n] - expected[n])
        yield Meeting(
            names[a],
            names[b],
            int(pairs[n]),
            int(observed[n]),
            float(expected[n]),
            apart / float(spread[n]) if spread[n] > 0 else None,
            float(p[n]),
            float(q[n]),
            "" if q[n] >= alpha else "over" if apart > 0 else "under",
        )


def build_meeting_graph(meetings: Iterable[Meeting]) -> nx.Graph[str]:
    """Build the graph of classes, an edge for each two that could meet, with what was found.

    A class that meets itself has a loop.
    """
    graph: nx.Graph[str] = nx.Graph()
    for meeting in meetings:
        a, b, *found = meeting
        graph.add_edge(a, b, **dict(zip(Meeting._fields[2:], found, strict=True)))
    return graph
