"""Communities: parts of a network with more ties inside than chance would give them.

Two methods: on the weighted projection (`find_communities`), and on the affiliations themselves,
members and cooperations together (`find_bipartite_communities`). Both are Leiden's algorithm, run
from several seeds; the partition of the highest modularity counts, and the others tell how far to
trust it.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import igraph as ig
import numpy as np

from hanse.analysis.adjacency import read_adjacency
from hanse.analysis.partitions import Stability, measure_fidelity, measure_stability

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from typing import Any

    import networkx as nx

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Matrix


class Runs(NamedTuple):
    """How a method is run: the resolution of modularity, how many seeds, from which on."""

    resolution: float = 1.0
    seeds: int = 10
    seed: int = 0


class Communities(NamedTuple):
    """A partition: the community of each node, from 1, the largest first, and what it is worth.

    `fidelity` is the share of runs in which a node is with those of its community (see
    `measure_fidelity`), `modularity` that of the method, at its resolution.
    """

    community: dict[str, int]
    fidelity: dict[str, float]
    modularity: float
    stability: Stability


def find_communities(
    graph: nx.Graph[str], runs: Runs | None = None, weight: str | None = "weight"
) -> Communities:
    """Find communities of a weighted graph by Leiden's algorithm with modularity.

    Each run goes on until nothing improves (Traag, Waltman, van Eck, Sci. Rep. 9, 5233, 2019,
    doi:10.1038/s41598-019-41695-z; resolution of Reichardt and Bornholdt, Phys. Rev. E 74, 016110,
    2006, doi:10.1103/PhysRevE.74.016110). The modularity is that of `nx.community.modularity`.
    The same seed gives the same communities; Python's `random` is left as it was.
    """
    return detect(list(graph), read_adjacency(graph, weight), runs)


def detect(nodes: Sequence[str], network: Adjacency, runs: Runs | None = None) -> Communities:
    """Find communities as `find_communities` does, of nodes in the order of a network."""
    runs = runs or Runs()
    weights = network.weights.tolist()

    def run() -> tuple[list[int], float]:
        parts = network.graph.community_leiden(
            "modularity", weights=weights, resolution=runs.resolution, n_iterations=-1
        )
        quality = network.graph.modularity(parts, weights=weights, resolution=runs.resolution)
        return parts.membership, quality if weights else 0.0

    return _choose(nodes, run, runs)


def find_bipartite_communities(
    members: Sequence[str], cooperations: Sequence[str], matrix: Matrix, runs: Runs | None = None
) -> Communities:
    """Find communities of members and cooperations together, by bipartite modularity.

    That is Barber's, whose chance ties members to cooperations only (Phys. Rev. E 76, 066102,
    2007, doi:10.1103/PhysRevE.76.066102; see `measure_bipartite_modularity`). Leiden's algorithm
    maximises it on ties directed from members to cooperations, with a member's degree as its
    weight out and a cooperation's as its weight in. `matrix` is the incidence matrix.
    """
    runs = runs or Runs()
    graph, out, into = _direct(matrix)
    ties = max(sum(out), 1)

    def run() -> tuple[list[int], float]:
        parts = graph.community_leiden(
            "CPM",
            resolution=runs.resolution / ties,
            node_weights=out,
            node_in_weights=into,
            n_iterations=-1,
        )
        found: list[int] = parts.membership
        where = found[: len(members)], found[len(members) :]
        return found, measure_bipartite_modularity(matrix, *where, runs.resolution)

    return _choose([*members, *cooperations], run, runs)


def _direct(matrix: Matrix) -> tuple[Any, list[int], list[int]]:
    """Direct ties from rows to columns; with the weights out and in of rows, then columns."""
    rows, columns = matrix.nonzero()
    many, others = matrix.shape
    graph: Any = ig.Graph(many + others, np.column_stack((rows, columns + many)), directed=True)
    return graph, graph.outdegree(), graph.indegree()


def measure_bipartite_modularity(
    matrix: Matrix, rows: Sequence[int], columns: Sequence[int], resolution: float = 1.0
) -> float:
    """Measure Barber's modularity of labels of the rows and the columns of an incidence matrix.

    The share of ties within communities, less resolution times what chance gives: the product of
    both degrees over the number of ties. 0 without a tie.
    """
    total = float(matrix.sum())
    if not total:
        return 0.0
    ends, heads = matrix.nonzero()
    labels, codes = np.unique(np.concatenate((rows, columns)), return_inverse=True)
    of_rows, of_columns = codes[: len(rows)], codes[len(rows) :]
    within = float((of_rows[ends] == of_columns[heads]).sum())
    sums = [
        np.bincount(places, np.asarray(matrix.sum(axis=axis), float), len(labels))
        for places, axis in ((of_rows, 1), (of_columns, 0))
    ]
    return within / total - resolution * float(sums[0] @ sums[1]) / total**2


def _choose(
    nodes: Sequence[str], run: Callable[[], tuple[list[int], float]], runs: Runs
) -> Communities:
    """Run from each seed, and take the best, of equals that of the first seed."""
    found: list[tuple[list[int], float]] = []
    for seed in range(runs.seed, runs.seed + runs.seeds):
        with _seeded(seed):
            found.append(run())
    best = max(range(len(found)), key=lambda place: (round(found[place][1], 12), -place))
    partitions = [found[best][0], *(one for n, (one, _) in enumerate(found) if n != best)]
    return Communities(
        dict(zip(nodes, _number_by_size(found[best][0]), strict=True)),
        dict(zip(nodes, measure_fidelity(partitions).tolist(), strict=True)),
        found[best][1],
        measure_stability(partitions),
    )


@contextmanager
def _seeded(seed: int) -> Generator[None]:
    """Let igraph, which draws from Python's `random`, draw the same each time, and nobody else."""
    state = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(state)


def _number_by_size(labels: Sequence[int]) -> list[int]:
    """Give communities numbers from 1: the largest first, of equals that of the first node."""
    sizes: dict[int, int] = {}
    for label in labels:
        sizes[label] = sizes.get(label, 0) + 1
    ordered = sorted(sizes, key=lambda label: -sizes[label])  # stable: first met, first numbered
    numbers = {label: place for place, label in enumerate(ordered, 1)}
    return [numbers[label] for label in labels]
