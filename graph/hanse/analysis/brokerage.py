"""Who stands between others that are not tied: Burt's structural holes, and brokers of countries.

All take an `Adjacency` and give arrays in the order of its nodes; weights are strengths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Matrix, Vector

_CHUNK = 512  # rows whose product is held at once; bounds the memory


def measure_constraint(network: Adjacency) -> Vector:
    """Measure how much of a node's ties lead back to the same others; as `nx.constraint`.

    The sum over neighbours v of (p_uv + sum over w of p_uw p_wv)², where p is the share of a tie
    in the weights of the first; NaN without a tie (Burt, Structural Holes, 1992;
    doi:10.1086/421787).
    """
    shares = _share(network)
    found = np.zeros(network.size)
    for rows in _list_chunks(network.size):
        both = shares[rows] + shares[rows] @ shares
        held = both.multiply(network.pattern[rows])  # of neighbours alone
        found[rows] = np.asarray(held.multiply(held).sum(axis=1)).ravel()
    return _leave_out_the_alone(network, found)


def measure_effective_size(network: Adjacency) -> Vector:
    """Measure how many of a node's neighbours are not redundant; as `nx.effective_size`.

    The sum over neighbours v of 1 - sum over w of p_uw m_vw, where p is the share of a tie in the
    weights of u and m the weight of a tie over the largest of v; NaN without a tie (Burt 1992).
    It is what networkx defines and gives for `nodes` that are named; its short cut for all nodes
    divides by the largest of w in 3.6. With all weights alike it is the measure of Borgatti.
    """
    matrix, shares = network.matrix, _share(network)
    largest = np.asarray(matrix.max(axis=1).todense(), float).ravel()
    scaled = sparse.csr_array(matrix.multiply(_invert(largest)[:, np.newaxis]))
    redundant = _sum_products(shares, scaled, network.pattern)
    return _leave_out_the_alone(network, network.degrees - redundant)


class Roles(NamedTuple):
    """How many pairs of neighbours that are not tied each node stands between, by their groups.

    Arrays, with NaN for a node without a group: both neighbours of its own group (coordinator);
    one of them (gatekeeper, which without direction is also representative); both of one other
    group (consultant); each of another (liaison).
    """

    coordinator: Vector
    gatekeeper: Vector
    consultant: Vector
    liaison: Vector


def count_roles(network: Adjacency, groups: Sequence[str]) -> Roles:
    """Count the roles of Gould and Fernandez between groups, such as countries, without direction.

    Nodes whose group is "" take no part (Gould and Fernandez, Sociological Methodology 19, 1989,
    doi:10.2307/270949). What networkx has not; open pairs are counted once each.
    """
    _, codes = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    known = np.array([group != "" for group in groups], bool)
    kept = network.keep(known)
    same = kept.keep_ties(codes[kept.rows] == codes[kept.columns]).pattern
    other = kept.keep_ties(codes[kept.rows] != codes[kept.columns]).pattern
    home, away = (np.asarray(part.sum(axis=1)).ravel() for part in (same, other))
    # Pairs abroad of one country, then those closed by a tie, by where their ends are.
    indicator = sparse.csr_array((np.ones(len(codes)), (np.arange(len(codes)), codes)))
    abroad = other @ indicator
    alike = np.asarray((abroad.multiply(abroad)).sum(axis=1)).ravel() / 2 - away / 2
    counts = Roles(
        home * (home - 1) / 2 - _sum_products(same, same, same) / 2,
        home * away - _sum_products(same, other, other),
        alike - _sum_products(other, same, other) / 2,
        away * (away - 1) / 2 - alike - _sum_products(other, other, other) / 2,
    )
    return Roles(*(np.where(known, np.abs(np.rint(part)), np.nan) for part in counts))


def _sum_products(left: Matrix, right: Matrix, mask: Matrix) -> Vector:
    """Sum each row of (left @ right.T) where the mask has 1; `right` is read by its rows."""
    found = np.zeros(left.shape[0])
    turned = sparse.csr_array(right.T)
    for rows in _list_chunks(left.shape[0]):
        found[rows] = np.asarray((left[rows] @ turned).multiply(mask[rows]).sum(axis=1)).ravel()
    return found


def _share(network: Adjacency) -> Matrix:
    sums = np.asarray(network.matrix.sum(axis=1), float)
    return sparse.csr_array(network.matrix.multiply(_invert(sums)[:, np.newaxis]))


def _invert(values: Vector) -> Vector:
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)


def _list_chunks(size: int) -> list[slice]:
    return [slice(first, first + _CHUNK) for first in range(0, size, _CHUNK)]


def _leave_out_the_alone(network: Adjacency, values: Vector) -> Vector:
    return np.where(network.degrees > 0, values, np.nan)
