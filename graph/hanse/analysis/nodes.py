"""Rows of measures: one for each member or cooperation, with ranks and confidence."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis.adjacency import get_incidence, weigh_adjacency
from hanse.analysis.bootstrap import find_interval, lay_interval, resample
from hanse.analysis.brokerage import Roles
from hanse.analysis.measures import LOW_FIRST, MEASURES, Precision, measure_adjacency, rank_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from hanse.analysis.affiliations import Affiliations, Matrix, Vector

# The degree in the bipartite graph, before any projection.
AFFILIATIONS = "affiliations"
ROLES = frozenset(Roles._fields)
# What is measured of each mode: cooperations are of no country.
NAMES = {
    "members": (AFFILIATIONS, *MEASURES),
    "cooperations": (AFFILIATIONS, *(name for name in MEASURES if name not in ROLES)),
}
# What is a number of something, though an array that holds NaN too has it as a float.
_COUNTS = ROLES | {AFFILIATIONS, "degree", "core"}
USUAL = "betweenness"


class Score(NamedTuple):
    """The value of a measure and its rank, and where 95 % of the resamples lie, if there are some.

    None is what is not defined.
    """

    value: float | None
    rank: int | None
    low: float | None = None
    high: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None


class NodeMeasures(NamedTuple):
    """A member or a cooperation, and its score in each measure."""

    id: str
    name: str
    kind: str
    country: str
    scores: dict[str, Score]


class Ways(NamedTuple):
    """How nodes are measured: `of` members or cooperations, `weight` one of PROJECTIONS.

    `measures` are some of `NAMES` of the mode; none means all.
    """

    of: str = "members"
    weight: str = "count"
    measures: Sequence[str] = ()
    precision: Precision = Precision()


def measure_nodes(
    affiliations: Affiliations, ways: Ways | None = None, *, bootstrap: int = 0, seed: int = 0
) -> list[NodeMeasures]:
    """Measure all nodes of one mode on their projection; the most between first, then by id.

    Without betweenness the first of the measures is the one they are sorted by. `affiliations` is
    the degree in the bipartite graph: a member's cooperations or a cooperation's members; all else
    is as `measure_graph` has it. `bootstrap` resamples that often what ties the nodes: the
    cooperations, or for cooperations the members. A node that a resample loses counts 0 in it, and
    ranks after all others; its constraint, which is not defined then, is left out. The interval of
    a value is laid about it (see `lay_interval`), that of a rank is where the resamples rank it.
    """
    ways = ways or Ways()
    ways = ways._replace(measures=ways.measures or NAMES[ways.of])
    things: Any = affiliations.members if ways.of == "members" else affiliations.cooperations
    groups = np.array([getattr(one, "country", "") for one in things], dtype=str)
    matrix = get_incidence(affiliations, ways.of)
    found = _measure(matrix, groups, ways)
    columns = {name: [values, ranks] for name, (values, ranks) in found.items()}
    if bootstrap:
        for name, samples in _bootstrap(matrix, groups, ways, (bootstrap, seed)).items():
            low, high = lay_interval(columns[name][0], samples[:, 0])
            first, last = find_interval(samples[:, 1])
            columns[name] += [np.maximum(low, 0), high, np.floor(first), np.ceil(last)]
    return _make_rows(things, columns, USUAL if USUAL in columns else ways.measures[0])


def is_exact(affiliations: Affiliations, ways: Ways) -> bool:
    """Tell whether betweenness, if it is measured, is not sampled."""
    if ways.measures and USUAL not in ways.measures:
        return True
    network = weigh_adjacency(get_incidence(affiliations, ways.of), "count")
    return ways.precision.is_exact(network)


def _make_rows(
    things: Sequence[Any], columns: dict[str, list[Vector]], first: str
) -> list[NodeMeasures]:
    scores = {name: list(_list_scores(name, arrays)) for name, arrays in columns.items()}
    rows = [
        NodeMeasures(
            *(one.id, one.label, one.kind, getattr(one, "country", "")),
            {name: scores[name][place] for name in columns},
        )
        for place, one in enumerate(things)
    ]
    return sorted(rows, key=lambda row: row.scores[first].rank or len(rows))  # of equals by id


def _list_scores(name: str, arrays: list[Vector]) -> Iterator[Score]:
    for value, place, *interval in zip(*(array.tolist() for array in arrays), strict=True):
        if isnan(value):
            yield Score(None, None)
            continue
        counted = int(value) if name in _COUNTS else value
        if not interval:
            yield Score(counted, place)
            continue
        low, high, first, last = interval
        yield Score(counted, place, _none(low), _none(high), int(first), int(last))


def _none(value: float) -> float | None:
    return None if isnan(value) else value


def _measure(matrix: Matrix, groups: Vector, ways: Ways) -> dict[str, tuple[Vector, Vector]]:
    """Measure the rows of an incidence matrix: for each measure their values and ranks."""
    network = weigh_adjacency(matrix, ways.weight)
    others = [name for name in ways.measures if name != AFFILIATIONS]
    found = measure_adjacency(network, groups.tolist(), others, ways.precision)
    found[AFFILIATIONS] = np.asarray(matrix.sum(axis=1))
    ranks = rank_measures(found)
    return {name: (found[name], ranks[name]) for name in ways.measures}


def _bootstrap(
    matrix: Matrix, groups: Vector, ways: Ways, runs: tuple[int, int]
) -> dict[str, Vector]:
    """Measure resamples: for each measure an array of samples by (value, rank) by nodes."""
    found: dict[str, list[Vector]] = {name: [] for name in ways.measures}
    for sample, kept in resample(matrix, *runs):
        for name, measured in _measure(sample, groups[kept], ways).items():
            whole = np.empty((2, len(groups)))
            whole[0] = _count_lost(name, groups)
            whole[1] = len(kept) + 1
            whole[:, kept] = measured
            found[name].append(whole)
    return {name: np.array(samples) for name, samples in found.items()}


def _count_lost(name: str, groups: Vector) -> Vector:
    """Say what a lost node counts: 0, or NaN where it has no such measure at all."""
    if name in LOW_FIRST:
        return np.full(len(groups), np.nan)
    return np.where(groups == "", np.nan, 0.0) if name in ROLES else np.zeros(len(groups))
