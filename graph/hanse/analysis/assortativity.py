"""Whether those who are alike work together: assortativity by what is recorded of nodes."""

from __future__ import annotations

from math import log10
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis.adjacency import get_incidence, read_adjacency, weigh_adjacency
from hanse.analysis.bootstrap import lay_interval, resample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import networkx as nx

    from hanse.analysis.adjacency import Adjacency
    from hanse.analysis.affiliations import Affiliations, Member, Vector

# A correlation of values that vary no more than rounding lets them is none.
_SAME = 1e-12


class Assortativity(NamedTuple):
    """How alike tied nodes are: 1 only like with like, 0 as if by chance, below 0 unlike.

    `nodes` are those of which the attribute is known, `ties` those among them. `low` and `high` are
    an interval of 95 %; None is what is not defined, as where all nodes are alike.
    """

    attribute: str
    nodes: int
    ties: int
    coefficient: float | None
    low: float | None = None
    high: float | None = None


def correlate_categories(graph: nx.Graph[str], attribute: str) -> float:
    """Measure assortativity by a category; as `nx.attribute_assortativity_coefficient`.

    The trace of the mixing matrix less what chance gives, over the most it could be (Newman,
    Phys. Rev. E 67, 026126, 2003, doi:10.1103/PhysRevE.67.026126, eq. 2). Ties count once each,
    whatever their weight; nodes without the attribute, and their ties, are left out, while
    networkx takes them for a category. NaN where all ties are within one category.
    """
    values = [str(value or "") for _, value in graph.nodes(data=attribute)]
    return _correlate_categories(read_adjacency(graph), values)


def correlate_numbers(graph: nx.Graph[str], attribute: str) -> float:
    """Measure assortativity by a number; as `nx.numeric_assortativity_coefficient`.

    Pearson's correlation over the two ends of all ties, each in both directions (Newman 2003,
    eq. 21); nodes without the attribute are left out. NaN where all values are alike.
    """
    data: Any = graph.nodes(data=attribute)
    values = [np.nan if value is None else float(value) for _, value in data]
    return _correlate_numbers(read_adjacency(graph), values)


def _correlate_categories(network: Adjacency, values: Sequence[str]) -> float:
    kept = network.keep(np.array([value != "" for value in values], bool))
    if not len(kept.rows):
        return float("nan")
    names, codes = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    ends = codes[kept.rows], codes[kept.columns]
    within = float((ends[0] == ends[1]).mean())
    shares = np.bincount(np.concatenate(ends), minlength=len(names)) / (2 * len(kept.rows))
    chance = float((shares**2).sum())
    return (within - chance) / (1 - chance) if chance < 1 - _SAME else float("nan")


def _correlate_numbers(network: Adjacency, values: Sequence[float]) -> float:
    numbers = np.asarray(values, float)
    kept = network.keep(~np.isnan(numbers))
    ends = np.concatenate((numbers[kept.rows], numbers[kept.columns]))
    if not len(ends):
        return float("nan")
    mean = ends.mean()
    spread = ((ends - mean) ** 2).mean()
    if spread <= _SAME * max(mean**2, 1):
        return float("nan")
    product = ((numbers[kept.rows] - mean) * (numbers[kept.columns] - mean)).mean()
    return float(product / spread)


class _Attribute(NamedTuple):
    """How an attribute is read of a member or a cooperation, and how it is correlated."""

    read: Callable[[Any], Any]
    correlate: Callable[[Adjacency, Any], float]


def _read_size(member: Member) -> float:
    return log10(member.population) if member.population else float("nan")


_BY: dict[str, dict[str, _Attribute]] = {
    "members": {
        "country": _Attribute(attrgetter("country"), _correlate_categories),
        "region": _Attribute(attrgetter("region"), _correlate_categories),
        "size": _Attribute(_read_size, _correlate_numbers),
    },
    "cooperations": {
        "programme": _Attribute(attrgetter("programme"), _correlate_categories),
        "type": _Attribute(attrgetter("type"), _correlate_categories),
    },
}
DEGREE = "degree"
ATTRIBUTES = {of: (*by, DEGREE) for of, by in _BY.items()}


def measure_assortativity(
    affiliations: Affiliations, of: str = "members", *, bootstrap: int = 0, seed: int = 0
) -> list[Assortativity]:
    """Measure assortativity on the projection, by each of `ATTRIBUTES` of the mode.

    Members by country, region, size (the decimal logarithm of the population) and degree in the
    projection; cooperations by programme, type and degree. `bootstrap` resamples that often the
    cooperations (of cooperations: the members).
    """
    things: Any = affiliations.members if of == "members" else affiliations.cooperations
    values = {name: [by.read(one) for one in things] for name, by in _BY[of].items()}
    matrix = get_incidence(affiliations, of)
    network = weigh_adjacency(matrix, "count")
    found = _correlate_all(of, network, values)
    samples = np.empty((bootstrap, len(found)))
    for run, (sample, kept) in enumerate(resample(matrix, bootstrap, seed)):
        there = {name: [listed[place] for place in kept] for name, listed in values.items()}
        samples[run] = _correlate_all(of, weigh_adjacency(sample, "count"), there)
    nothing = np.full(len(found), np.nan)
    low, high = lay_interval(np.array(found), samples) if bootstrap else (nothing, nothing)
    figures = zip(found, low.tolist(), high.tolist(), strict=True)
    return [
        Assortativity(name, *_count_known(network, values.get(name)), *map(_none, figure))
        for name, figure in zip(ATTRIBUTES[of], figures, strict=True)
    ]


def _correlate_all(of: str, network: Adjacency, values: dict[str, list[Any]]) -> list[float]:
    found = [by.correlate(network, values[name]) for name, by in _BY[of].items()]
    return [*found, _correlate_numbers(network, network.degrees.astype(float).tolist())]


def _count_known(network: Adjacency, values: list[Any] | None) -> tuple[int, int]:
    if values is None:
        return network.size, len(network.rows)
    # NaN alone differs from itself.
    known: Vector = np.array([value not in ("", None) and value == value for value in values])  # noqa: PLR0124
    return int(known.sum()), len(network.keep(known).rows)


def _none(value: float) -> float | None:
    return None if np.isnan(value) else value
