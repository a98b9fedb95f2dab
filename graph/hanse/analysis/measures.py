"""Measures of nodes with their ranks: of members or of cooperations, on the projection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis import brokerage, centrality
from hanse.analysis.adjacency import read_adjacency
from hanse.analysis.sampling import sample_betweenness

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Vector

# Nodes times ties up to which betweenness is exact: what takes about ten seconds.
EXACT_WORK = 200_000_000
# Two values that differ by less, as a share of the largest, differ by rounding alone.
_SAME = 1e-9


class Precision(NamedTuple):
    """How exactly betweenness is measured where it is sampled: beyond `EXACT_WORK`, nodes x ties.

    It is off by at most `error` (0: exact at any size) at all nodes, but for a chance of `doubt`.
    """

    error: float = 0.01
    doubt: float = 0.05
    seed: int = 0

    def is_exact(self, network: Adjacency) -> bool:
        """Tell whether betweenness is not sampled."""
        return self.error == 0 or network.size * len(network.rows) <= EXACT_WORK


@dataclass(frozen=True)
class _Task:
    network: Adjacency
    groups: Sequence[str]
    precision: Precision

    @cached_property
    def roles(self) -> brokerage.Roles:
        return brokerage.count_roles(self.network, self.groups)


def _measure_betweenness(task: _Task) -> Vector:
    if task.precision.is_exact(task.network):
        return centrality.measure_betweenness(task.network)
    return sample_betweenness(task.network, *task.precision)


def _get_role(role: str) -> Callable[[_Task], Vector]:
    return lambda task: getattr(task.roles, role)


# Each measure, in the order of the columns; ranks begin at the largest, but for LOW_FIRST.
MEASURES: dict[str, Callable[[_Task], Vector]] = {
    "degree": lambda task: centrality.count_degrees(task.network),
    "strength": lambda task: centrality.sum_strengths(task.network),
    "betweenness": _measure_betweenness,
    "closeness": lambda task: centrality.measure_closeness(task.network),
    "eigenvector": lambda task: centrality.measure_eigenvector(task.network),
    "pagerank": lambda task: centrality.measure_pagerank(task.network),
    "core": lambda task: centrality.number_cores(task.network),
    "clustering": lambda task: centrality.measure_clustering(task.network),
    "constraint": lambda task: brokerage.measure_constraint(task.network),
    "effective_size": lambda task: brokerage.measure_effective_size(task.network),
    **{role: _get_role(role) for role in brokerage.Roles._fields},
}
# Little constraint is what a broker has.
LOW_FIRST = frozenset({"constraint"})


def measure_adjacency(
    network: Adjacency,
    groups: Sequence[str],
    measures: Sequence[str] = tuple(MEASURES),
    precision: Precision | None = None,
) -> dict[str, Vector]:
    """Measure every node: an array for each measure; `groups` are for the roles of brokers.

    NaN is what is not defined: constraint and effective size of a node without a tie, and the
    roles of one without a group.
    """
    if not network.size:
        return {name: np.zeros(0) for name in measures}
    task = _Task(network, groups, precision or Precision())
    return {name: MEASURES[name](task) for name in measures}


def measure_graph(
    graph: nx.Graph[str],
    measures: Sequence[str] = tuple(MEASURES),
    *,
    weight: str | None = "weight",
    group: str = "country",
    precision: Precision | None = None,
) -> dict[str, dict[str, float]]:
    """Measure the nodes of an undirected graph: for each of `MEASURES` the value of each node.

    `weight` is the attribute of ties that says how strong they are (None: all alike), `group` that
    of nodes by which brokers are told apart. Definitions are those of networkx; see `centrality`
    and `brokerage`. Raises TypeError for a directed graph and for one with parallel ties.
    """
    groups = [str(name or "") for _, name in graph.nodes(data=group)]
    found = measure_adjacency(read_adjacency(graph, weight), groups, measures, precision)
    return {name: dict(zip(graph, values.tolist(), strict=True)) for name, values in found.items()}


def rank(values: Vector, *, low_first: bool = False) -> Vector:
    """Rank from 1, the largest first; those alike share the lowest rank, NaN come last.

    Values that differ by rounding alone are alike.
    """
    keys = np.where(np.isnan(values), np.inf, values if low_first else -np.asarray(values, float))
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    many = int(np.isfinite(ordered).sum())  # what is not defined stands behind them
    noise = _SAME * np.abs(ordered[:many]).max(initial=0)
    rises = np.zeros(len(ordered), bool)
    rises[1:many] = np.diff(ordered[:many]) > noise
    rises[many : many + 1] = True
    rises[:1] = True
    ranks = np.empty(len(ordered), np.int64)
    ranks[order] = np.maximum.accumulate(np.where(rises, np.arange(1, len(ordered) + 1), 0))
    return ranks


def rank_measures(found: Mapping[str, Vector]) -> dict[str, Vector]:
    """Rank the nodes by each measure; 1 is the most central, of constraint the least."""
    return {name: rank(values, low_first=name in LOW_FIRST) for name, values in found.items()}
