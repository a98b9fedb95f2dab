"""Betweenness of networks too large for all shortest paths: from a sample, with a bounded error."""

from __future__ import annotations

from math import ceil, floor, log, log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Vector

# The constant of the bound that Riondato and Kornaropoulos take, as do all after them.
_CONSTANT = 0.5
_FEW = 3


def sample_betweenness(
    network: Adjacency, error: float = 0.01, doubt: float = 0.05, seed: int = 0
) -> Vector:
    """Estimate betweenness: off by at most `error` at every node at once, but for a `doubt`.

    Each of `count_samples` times one of the shortest paths between two nodes is drawn, all equally
    likely, and counted at the nodes within it; normalised as `measure_betweenness` (Riondato and
    Kornaropoulos, Data Min. Knowl. Discov. 30, 2016, doi:10.1007/s10618-015-0423-0).
    """
    size = network.size
    if size < _FEW:
        return np.zeros(size)
    chance = np.random.default_rng(seed)
    # The bound holds for a share of all ordered pairs; ours is of the pairs of others.
    scale = size / (size - 2)
    samples = count_samples(_bound_path(network), error / scale, doubt)
    starts = chance.integers(size, size=samples)
    ends = (starts + chance.integers(1, size, size=samples)) % size
    counted = np.zeros(size)
    search = _Search(network, chance)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        counted[search.draw_inner(start, end)] += 1
    return counted * scale / samples


def count_samples(longest: int, error: float, doubt: float) -> int:
    """Count the paths to draw where a shortest path has at most `longest` nodes."""
    dimension = floor(log2(longest - 2)) + 1 if longest >= _FEW else 0
    return ceil(_CONSTANT / error**2 * (dimension + log(1 / doubt)))


def _bound_path(network: Adjacency) -> int:
    """Bound the nodes of the longest shortest path: twice the steps from one node, in each part."""
    graph: Any = network.graph
    longest = 1
    for part in graph.connected_components():
        if len(part) > longest:
            centre = max(part, key=lambda node: network.degrees[node])
            steps = int(graph.eccentricity(vertices=centre))
            longest = max(longest, min(len(part), 2 * steps + 1))
    return longest


class _Side:
    """A search from one end: the steps to each node met (else -1), and how many ways lead there."""

    def __init__(self, size: int) -> None:
        self.steps = np.full(size, -1, np.int64)
        self.ways = np.zeros(size)
        self.levels: list[Vector] = []

    def begin(self, node: int) -> None:
        for level in self.levels:
            self.steps[level] = -1
            self.ways[level] = 0
        self.levels = [np.array([node])]
        self.steps[node], self.ways[node] = 0, 1


class _Search:
    """Draws shortest paths, from both ends towards the middle."""

    def __init__(self, network: Adjacency, chance: np.random.Generator) -> None:
        pattern = network.pattern
        self.first, self.others = pattern.indptr.astype(np.int64), pattern.indices
        self.degrees = np.diff(self.first)
        self.chance = chance
        self.size = network.size
        self.sides = (_Side(self.size), _Side(self.size))

    def draw_inner(self, start: int, end: int) -> list[int]:
        """Draw one of the shortest paths and list the nodes within; none where there is no path."""
        for side, node in zip(self.sides, (start, end), strict=True):
            side.begin(node)
        while True:
            near, far = sorted(self.sides, key=lambda side: self.degrees[side.levels[-1]].sum())
            if not self._advance(near):
                return []
            level = near.levels[-1]
            # No earlier level met the other side, so what meets it now is on a shortest path.
            met = level[far.steps[level] >= 0]
            if len(met):
                break
        middle = self._draw(met, near.ways[met] * far.ways[met])
        inner = [middle, *self._go_back(near, middle), *self._go_back(far, middle)]
        return [node for node in inner if node not in {start, end}]

    def _advance(self, side: _Side) -> bool:
        """Go a step further; tell whether anything new was met."""
        level = side.levels[-1]
        many = self.degrees[level]
        offsets = np.repeat(self.first[level] - (many.cumsum() - many), many)
        heads = self.others[offsets + np.arange(len(offsets))]
        new = side.steps[heads] < 0
        heads = heads[new]
        if not len(heads):
            return False
        ways = np.repeat(side.ways[level], many)[new]
        side.ways += np.bincount(heads, ways, self.size)
        side.steps[heads] = len(side.levels)
        side.levels.append(np.unique(heads))
        return True

    def _go_back(self, side: _Side, node: int) -> list[int]:
        path: list[int] = []
        for steps in range(int(side.steps[node]) - 1, 0, -1):
            near = self.others[self.first[node] : self.first[node + 1]]
            near = near[side.steps[near] == steps]
            node = self._draw(near, side.ways[near])
            path.append(node)
        return path

    def _draw(self, nodes: Vector, chances: Vector) -> int:
        """Draw a node, as likely as its share of the chances."""
        sums = chances.cumsum()
        place = int(sums.searchsorted(self.chance.random() * sums[-1], side="right"))
        return int(nodes[min(place, len(nodes) - 1)])
