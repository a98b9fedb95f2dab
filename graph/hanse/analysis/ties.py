"""Which ties of a projection are more than who is in much, and what is large, would give by chance.

The null models keep how much everyone is in and how large everything is (see `nulls` and
`curveball`). Source of the validation: F. Saracco, M. J. Straka, R. Di Clemente, A. Gabrielli,
G. Caldarelli, T. Squartini, New J. Phys. 19:053022 (2017), doi:10.1088/1367-2630/aa6b38; as
backbones: Z. Neal, Soc. Netw. 39:84-97 (2014), doi:10.1016/j.socnet.2014.06.001.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
from scipy import sparse

from hanse.analysis.curveball import SAMPLES, sample_fdsm
from hanse.analysis.nulls import fit_bicm
from hanse.analysis.projection import weigh_pairs
from hanse.analysis.tails import adjust, compute_tails

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from hanse.analysis.affiliations import Affiliations, Matrix, Vector

    # Of a matrix and the pairs of its rows: what each pair is expected to share, and its p.
    Model = Callable[[Matrix, Matrix], tuple[Vector, Vector]]

MODELS = ("bicm", "fdsm")
ALPHA = 0.05
_CHUNK = 1 << 22  # cells of a table of tails that is held at once


class ProjectedTie(NamedTuple):
    """Two that share something: how much, how much by chance, and whether it is more than that.

    `p` is the probability to share as much by chance or more, `q` the same adjusted for false
    discoveries among all pairs, also those that share nothing; `backbone` is q < alpha.
    """

    a: str
    b: str
    observed: int
    expected: float
    p: float
    q: float
    backbone: bool
    a_label: str
    b_label: str


def find_ties(  # noqa: PLR0913 - each option of the command
    affiliations: Affiliations,
    *,
    onto: str = "members",
    model: str = "bicm",
    alpha: float = ALPHA,
    samples: int = SAMPLES,
    seed: int = 1,
) -> Iterator[ProjectedTie]:
    """Test every pair of members, or of cooperations, that share at least one, sorted by ids.

    The model is "bicm", exact, or "fdsm" by `samples` random matrices: there no p is below
    1 / (samples + 1).
    """
    matrix = affiliations.matrix
    matrix = matrix if onto == "members" else sparse.csr_array(matrix.T)
    things: Any = affiliations.members if onto == "members" else affiliations.cooperations
    pairs = weigh_pairs(matrix, "count")
    expected, p = (
        _test_by_bicm(matrix, pairs)
        if model == "bicm"
        else _test_by_fdsm(matrix, pairs, samples, seed)
    )
    q = adjust(p, count_pairs(len(things)))
    values: Any = (*pairs.coords, pairs.data, expected, p, q, q < alpha)
    for a, b, *tested in zip(*(value.tolist() for value in values), strict=True):
        row: Any = (things[a].id, things[b].id, *tested, things[a].label, things[b].label)
        yield ProjectedTie(*row)


def count_pairs(many: int) -> int:
    """Count the family of tests: every pair, whether it shares anything or not."""
    return many * (many - 1) // 2


def _test_by_bicm(matrix: Matrix, pairs: Matrix) -> tuple[Vector, Vector]:
    """Give the expectation and the exact p of each pair; pairs of the same degrees are alike."""
    bicm = fit_bicm(np.asarray(matrix.sum(axis=1)), np.asarray(matrix.sum(axis=0)))
    chances, many = bicm.probabilities, len(bicm.probabilities)
    ends = np.sort(bicm.rows[np.stack(pairs.coords)], axis=0)
    kinds, places = np.unique(ends[0] * many + ends[1], return_inverse=True)
    together = chances[kinds // many], chances[kinds % many]
    expected = ((chances * bicm.counts) @ chances.T).ravel()[kinds][places]
    return expected, _look_up_tails(together, bicm.counts, places, pairs.data)


def _look_up_tails(
    together: tuple[Matrix, Matrix], counts: Vector, places: Vector, observed: Vector
) -> Vector:
    """Give P(X >= observed) of each pair, kinds of pairs with tables of a like length at once."""
    first, second = together
    most = np.zeros(len(first), np.int64)
    np.maximum.at(most, places, observed)
    p = np.empty(len(observed))
    order = np.argsort(most, kind="stable")
    start = 0
    while start < len(order):
        length = int(most[order[start]])
        room = max(1, _CHUNK // (2 * length))
        chosen = order[start : start + room]
        chosen = chosen[most[chosen] <= max(2 * length, 8)]
        tails = compute_tails(first[chosen] * second[chosen], counts, int(most[chosen].max()))
        where = np.full(len(first), -1)
        where[chosen] = np.arange(len(chosen))
        asked = where[places] >= 0
        p[asked] = tails[where[places[asked]], observed[asked]]
        start += len(chosen)
    return p


def _test_by_fdsm(matrix: Matrix, pairs: Matrix, samples: int, seed: int) -> tuple[Vector, Vector]:
    """Give the mean of each pair over the samples, and how often it shares as much or more.

    The observed matrix counts as one of the samples: B. Phipson, G. K. Smyth, Stat. Appl. Genet.
    Mol. Biol. 9:39 (2010), doi:10.2202/1544-6115.1585.
    """
    if not len(pairs.data):
        return np.empty(0), np.empty(0)
    total, reached = np.zeros(len(pairs.data)), np.ones(len(pairs.data))
    for sample in sample_fdsm(matrix, samples, seed):
        product: Matrix = sparse.csr_array(sample @ sample.T)
        shared = np.asarray(product[pairs.coords]).ravel()
        total += shared
        reached += shared >= pairs.data
    return total / samples, reached / (samples + 1)


def build_tie_graph(ties: Iterable[ProjectedTie]) -> nx.Graph[str]:
    """Build the graph of ties, each with observed, expected, p, q and backbone; nodes have labels.

    `hanse.graphs.files` writes it as GraphML or GEXF.
    """
    graph: nx.Graph[str] = nx.Graph()
    for tie in ties:
        graph.add_node(tie.a, label=tie.a_label)
        graph.add_node(tie.b, label=tie.b_label)
        names = ("observed", "expected", "p", "q", "backbone")
        graph.add_edge(tie.a, tie.b, **{name: getattr(tie, name) for name in names})
    return graph
