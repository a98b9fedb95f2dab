"""A weighted network as matrices, for measures that networkx takes long for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import igraph as ig
import numpy as np
from scipy import sparse

from hanse.analysis.projection import weigh_pairs

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    import networkx as nx

    from hanse.analysis.affiliations import Affiliations, Matrix, Vector

    Graph: TypeAlias = Any  # of igraph


@dataclass(frozen=True)
class Adjacency:
    """Who is tied to whom, and how strongly: nodes in order, ties once each (row < column).

    `rows`, `columns` and `weights` are arrays of one length, sorted by row, then column.
    """

    size: int
    rows: Vector
    columns: Vector
    weights: Vector

    @cached_property
    def matrix(self) -> Matrix:
        """The weights as a symmetric sparse matrix."""
        shape = (self.size, self.size)
        upper: Matrix = sparse.csr_array((self.weights, (self.rows, self.columns)), shape=shape)
        return sparse.csr_array(upper + upper.T)

    @cached_property
    def pattern(self) -> Matrix:
        """The same matrix with 1 for every tie."""
        pattern = self.matrix.copy()
        pattern.data = np.ones_like(pattern.data)
        return pattern

    @cached_property
    def graph(self) -> Graph:
        """The ties as a graph of igraph."""
        return ig.Graph(self.size, np.column_stack((self.rows, self.columns)))

    @property
    def degrees(self) -> Vector:
        """How many others each node is tied to."""
        return np.diff(self.matrix.indptr)

    def keep(self, kept: Vector) -> Adjacency:
        """Drop the ties of all nodes but those that a vector of truth values keeps."""
        return self.keep_ties(kept[self.rows] & kept[self.columns])

    def keep_ties(self, kept: Vector) -> Adjacency:
        """Drop all ties but those that a vector of truth values keeps; nodes stay."""
        return Adjacency(self.size, self.rows[kept], self.columns[kept], self.weights[kept])


def weigh_adjacency(matrix: Matrix, weight: str) -> Adjacency:
    """Weigh the projection onto the rows of an incidence matrix (see `weigh_pairs`)."""
    pairs = weigh_pairs(matrix, weight)
    rows, columns = (np.asarray(axis, np.int64) for axis in pairs.coords)
    return Adjacency(matrix.shape[0], rows, columns, np.asarray(pairs.data, float))


def read_adjacency(graph: nx.Graph[str], weight: str | None = "weight") -> Adjacency:
    """Read an undirected graph of networkx, nodes in its order; a loop is left out.

    A tie without the attribute `weight` weighs 1, as for networkx; so do all if it is None.
    """
    if graph.is_directed() or graph.is_multigraph():
        raise TypeError(
            f"{type(graph).__name__}: only nx.Graph, undirected and simple, is measured"
        )
    places = {node: place for place, node in enumerate(graph)}
    ties = sorted(
        (*sorted((places[a], places[b])), 1.0 if weight is None else facts.get(weight, 1.0))
        for a, b, facts in graph.edges(data=True)
        if a != b
    )
    found = np.array(ties, float).reshape(-1, 3)
    rows, columns = found[:, 0].astype(np.int64), found[:, 1].astype(np.int64)
    return Adjacency(len(graph), rows, columns, found[:, 2])


def get_incidence(affiliations: Affiliations, of: str) -> Matrix:
    """Get the incidence matrix with the nodes of one mode, members or cooperations, as rows."""
    matrix = affiliations.matrix
    return matrix if of == "members" else sparse.csr_array(matrix.T)
