"""How much what is measured depends on which cooperations happen to be in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.analysis.affiliations import Matrix, Vector

_INTERVAL = (2.5, 97.5)  # percentiles of an interval of 95 %


def resample(matrix: Matrix, runs: int, seed: int) -> Iterator[tuple[Matrix, Vector]]:
    """Draw as many columns of an incidence matrix as it has, with replacement, `runs` times.

    A column drawn twice counts twice. Gives the rows that still have a column, and which these are
    (Efron, Ann. Statist. 7, 1979, doi:10.1214/aos/1176344552; columns are what is resampled since
    ties of one cooperation do not come about independently).
    """
    chance = np.random.default_rng(seed)
    many = int(matrix.shape[1])
    turned = matrix.tocsc()
    for _ in range(runs):
        drawn = turned[:, np.sort(chance.integers(many, size=many))].tocsr()
        kept = np.flatnonzero(np.diff(drawn.indptr))
        yield drawn[kept], kept


def find_interval(samples: Vector) -> tuple[Vector, Vector]:
    """Find from where to where 95 % of the samples lie, over the first axis; NaN are left out.

    NaN where there is no other.
    """
    shape = samples.shape[1:]
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    missing = np.isnan(samples)
    whole, none = ~missing.any(axis=0), missing.all(axis=0)
    # To leave NaN out takes a call for each place, hence only where there are some.
    for places, find in ((whole, np.percentile), (~whole & ~none, np.nanpercentile)):
        if places.any():
            low[places], high[places] = find(samples[:, places], _INTERVAL, axis=0)
    return low, high


def lay_interval(values: Vector, samples: Vector) -> tuple[Vector, Vector]:
    """Lay the interval of the samples, as it lies about their mean, about the values.

    A resample holds but 63 % of the cooperations, some of them more than once: who is counted once
    each, as in a degree, is fewer in all of them, which is no property of the data. So the spread
    of the resamples is taken and not where they lie (as the standard errors of Snijders and
    Borgatti, Connections 22, 1999). For what adds up, as strengths do, it makes no difference.
    """
    low, high = find_interval(samples)
    some = ~np.isnan(low)
    shift = np.full(len(low), np.nan)
    shift[some] = values[some] - np.nanmean(samples[:, some], axis=0)
    return low + shift, high + shift
