"""Centralities of the nodes of a weighted network, each as networkx defines it.

All take an `Adjacency` and give an array in the order of its nodes. Paths count steps: a weight
here says how much is shared, which is no length. So degree, betweenness, closeness, core and
clustering look at who is tied to whom; strength, eigenvector and PageRank at the weights too.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import linalg

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Matrix, Vector

DAMPING = 0.85
# Sets of nodes are held as bits: how many bits of a byte are set.
_BITS = np.array([byte.bit_count() for byte in range(256)], np.uint8)
_SMALL = 64  # nodes up to which a dense solver is the faster one
_SAME = 1e-9
# The walk is followed until it moves no further; each step leaves 0.85 of what is left at most.
_NEAR = 1e-14
_STEPS = 250


def count_degrees(network: Adjacency) -> Vector:
    """Count the others to whom each node is tied; as `nx.degree`, not divided by n - 1."""
    return network.degrees


def sum_strengths(network: Adjacency) -> Vector:
    """Sum the weights of each node's ties; as `nx.degree(weight=...)`."""
    return np.asarray(network.matrix.sum(axis=1), float)


def measure_betweenness(network: Adjacency) -> Vector:
    """Measure which share of shortest paths leads through each node; `nx.betweenness_centrality`.

    Divided by (n - 1)(n - 2) / 2, the pairs of others in the whole graph, so that parts of a
    disconnected graph can be compared (Freeman, Sociometry 40, 1977, doi:10.2307/3033543).
    """
    pairs = (network.size - 1) * (network.size - 2) / 2
    found: Vector = np.asarray(network.graph.betweenness(directed=False), float)
    return found / pairs if pairs > 0 else found


def measure_closeness(network: Adjacency) -> Vector:
    """Measure how few steps each node is from all it reaches; as `nx.closeness_centrality`.

    With r others in reach at d steps in all: r / d times r / (n - 1), so that nearness within a
    small part counts little (Wasserman and Faust, 1994, eq. 5.22); alone it is 0.
    """
    size, steps = network.size, 0
    reached = _pack(size)
    total, within = np.zeros(size), np.ones(size)
    while True:
        steps += 1
        reached = _join_neighbours(network, reached)
        now = _BITS[reached.view(np.uint8)].sum(axis=1, dtype=np.int64)
        if np.array_equal(now, within):
            break
        total += steps * (now - within)
        within = now
    others = within - 1
    near = np.divide(others, total, out=np.zeros(size), where=total > 0)
    return near * others / max(size - 1, 1)


def _pack(size: int) -> Vector:
    """Make the sets that hold each node alone: a row of bits for each, as words of 64."""
    nodes, wide = np.arange(size), -(-size // 64) * 8
    sets: Vector = np.zeros((size, wide), np.uint8)
    sets[nodes, nodes // 8] = 1 << (nodes % 8)
    return sets.view(np.uint64)


def _join_neighbours(network: Adjacency, reached: Vector) -> Vector:
    """Add to the set of each node those of its neighbours."""
    matrix, joined = network.matrix, reached.copy()
    ends = matrix.indptr.tolist()
    for node, (first, last) in enumerate(pairwise(ends)):
        near = reached[matrix.indices[first:last]]
        joined[node] |= np.bitwise_or.reduce(near, axis=0)
    return joined


def measure_eigenvector(network: Adjacency) -> Vector:
    """Measure how well tied those are to whom each node is tied; `nx.eigenvector_centrality`.

    The vector has length 1. Where a graph is disconnected it is that to which the power iteration
    of networkx tends: the component with the largest eigenvalue has all of it, others 0; equal
    ones share it (Bonacich, J. Math. Sociol. 2, 1972, doi:10.1080/0022250X.1972.9989806).
    """
    values: Vector = np.zeros(network.size)
    best = -np.inf
    bounds = sum_strengths(network)
    parts = [np.asarray(part) for part in network.graph.connected_components()]
    for part in sorted(parts, key=lambda one: -bounds[one].max()):
        # No eigenvalue exceeds the largest row sum; what cannot reach the best is passed over.
        if bounds[part].max() < best * (1 - _SAME):
            break
        value, vector = _find_leading(network.matrix[part][:, part])
        if value > best + _SAME * max(abs(best), 1) or best == -np.inf:
            best, values = value, np.zeros(network.size)
        if value >= best - _SAME * max(abs(best), 1):
            values[part] = vector * vector.sum()
    length = np.sqrt((values**2).sum())
    return values / length if length else values


def _find_leading(matrix: Matrix) -> tuple[float, Vector]:
    size = matrix.shape[0]
    found: Vector
    vectors: Matrix
    if size <= _SMALL:
        found, vectors = np.linalg.eigh(matrix.toarray())
    else:
        start = np.ones(size)  # by itself it would start from chance
        solve = cast("Callable[..., tuple[Vector, Matrix]]", linalg.eigsh)
        found, vectors = solve(matrix, k=1, which="LA", v0=start, tol=1e-12)
    return float(found[-1]), np.abs(vectors[:, -1])


def measure_pagerank(network: Adjacency) -> Vector:
    """Measure how often a walk along the weights is at each node, with jumps; as `nx.pagerank`.

    The damping is 0.85; from a node without a tie the walk jumps anywhere; the sum is 1 (Brin and
    Page, Computer Networks 30, 1998, doi:10.1016/S0169-7552(98)00110-X).
    """
    size, strengths = network.size, sum_strengths(network)
    inverse = np.divide(1.0, strengths, out=np.zeros(size), where=strengths > 0)
    ranks: Vector = np.full(size, 1 / size)
    for _ in range(_STEPS):
        jumps = DAMPING * float(ranks[strengths == 0].sum()) + 1 - DAMPING
        after = DAMPING * (network.matrix @ (ranks * inverse)) + jumps / size
        moved = float(np.abs(after - ranks).sum())
        ranks = after
        if moved < _NEAR:
            break
    return ranks


def number_cores(network: Adjacency) -> Vector:
    """Find the innermost core of each node: the largest k of a k-core with it; `nx.core_number`.

    In a k-core each is tied to k others of it (Seidman, Social Networks 5, 1983,
    doi:10.1016/0378-8733(83)90028-X).
    """
    return np.asarray(network.graph.coreness(), np.int64)


def measure_clustering(network: Adjacency) -> Vector:
    """Measure which share of the pairs of a node's neighbours is tied; as `nx.clustering`.

    Weights do not count; with less than two neighbours it is 0 (Watts and Strogatz, Nature 393,
    1998, doi:10.1038/30918). In a projection every cooperation closes its own triangles.
    """
    graph: Any = network.graph
    return np.asarray(graph.transitivity_local_undirected(mode="zero"), float)
