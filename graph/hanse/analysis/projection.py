"""One-mode projections: who meets whom, with weights that count in four ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import networkx as nx

    from hanse.analysis.affiliations import Affiliations, Matrix

    Weights = Callable[[Matrix], Matrix]


def _count(matrix: Matrix) -> Matrix:
    return matrix @ matrix.T


def _share(matrix: Matrix, less: int) -> Matrix:
    """Let each cooperation of k members give each pair 1 / (k - less)."""
    sizes = np.asarray(matrix.sum(axis=0), float) - less
    shares = np.divide(1.0, sizes, out=np.zeros_like(sizes), where=sizes > 0)
    return (matrix * shares) @ matrix.T


def _newman(matrix: Matrix) -> Matrix:
    return _share(matrix, 1)


def _hyperbolic(matrix: Matrix) -> Matrix:
    return _share(matrix, 0)


def _jaccard(matrix: Matrix) -> Matrix:
    shared: Matrix = sparse.coo_array(_count(matrix))
    degrees: Any = matrix.sum(axis=1)
    rows, columns = shared.coords
    unions = degrees[rows] + degrees[columns] - shared.data
    return sparse.csr_array((shared.data / unions, (rows, columns)), shape=shared.shape)


# How a tie is weighed by what two members share.
PROJECTIONS: dict[str, Weights] = {
    "count": _count,
    "newman": _newman,
    "hyperbolic": _hyperbolic,
    "jaccard": _jaccard,
}


def weigh_pairs(matrix: Matrix, weight: str) -> Matrix:
    """Weigh each pair of rows that share a column: the part above the diagonal, sorted.

    `weight` is one of PROJECTIONS: `count`, shared columns; `newman`, each adds 1 / (k - 1) where
    it holds k rows (Newman, Phys. Rev. E 64, 016132, 2001); `hyperbolic`, each adds 1 / k;
    `jaccard`, shared columns over those of either.
    """
    upper: Matrix = sparse.coo_array(sparse.triu(PROJECTIONS[weight](matrix), k=1))
    upper.sum_duplicates()
    upper.eliminate_zeros()
    order = np.lexsort((upper.coords[1], upper.coords[0]))
    rows, columns = (axis[order] for axis in upper.coords)
    return sparse.coo_array((upper.data[order], (rows, columns)), shape=upper.shape)


def project(
    affiliations: Affiliations, weight: str = "count", *, onto: str = "members"
) -> nx.Graph[str]:
    """Project onto members, or onto cooperations, which are tied where they share members.

    The attribute `weight` of a tie is one of PROJECTIONS (see `weigh_pairs`), and `shared` the
    number of what both share; nodes are ids, with `label` and what else is recorded. Nodes that
    share nothing stay, alone.
    """
    matrix = affiliations.matrix
    things: Any = affiliations.members if onto == "members" else affiliations.cooperations
    matrix = matrix if onto == "members" else sparse.csr_array(matrix.T)
    graph: nx.Graph[str] = affiliations.to_networkx().subgraph(one.id for one in things).copy()
    weights = _list_pairs(weigh_pairs(matrix, weight))
    for (a, b), shared in _list_pairs(weigh_pairs(matrix, "count")).items():
        weighed = {"weight": weights.get((a, b), 0.0), "shared": shared}
        graph.add_edge(things[a].id, things[b].id, **weighed)
    return graph


def _list_pairs(pairs: Matrix) -> dict[tuple[int, int], Any]:
    rows, columns = (axis.tolist() for axis in pairs.coords)
    return dict(zip(zip(rows, columns, strict=True), pairs.data.tolist(), strict=True))
