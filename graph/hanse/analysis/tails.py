"""Tails of Poisson-binomial distributions, and the false discoveries among many tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from hanse.analysis.affiliations import Matrix, Vector


def compute_tails(chances: Matrix, counts: Vector, most: int) -> Matrix:
    """Compute P(X >= t) for t = 0 … `most`, a row for each row of `chances`.

    X is the number of successes where `counts[k]` trials succeed with `chances[row, k]` each. By
    dynamic programming over the distribution below `most` and the whole of what lies above: only
    what is positive is added, so that the smallest tail keeps its digits.
    """
    below = np.zeros((len(chances), most))
    below[:, :1] = 1.0
    above = np.zeros(len(chances)) if most else np.ones(len(chances))
    for chance, count in zip(chances.T, counts, strict=True):
        exactly, at_least = _split_binomial(chance, int(count), most)
        above = above + (below * at_least[:, ::-1]).sum(axis=1)
        sums = np.zeros_like(below)
        for many, likely in enumerate(exactly.T):
            sums[:, many:] += below[:, : most - many] * likely[:, None]
        below = sums
    tails = np.cumsum(np.column_stack([above, below[:, ::-1]]), axis=1)[:, ::-1]
    return np.minimum(tails, 1.0)


def _split_binomial(chance: Vector, count: int, most: int) -> tuple[Matrix, Matrix]:
    """Give P(B = j) for j = 0, 1, … below `most` that B can be, P(B >= j) for j = 1 … most."""
    chance = chance[:, None]
    many = np.arange(min(count + 1, most))
    ways = np.concatenate([[0.0], np.cumsum(np.log((count - many[1:] + 1) / many[1:]))])
    logs = ways[: len(many)] + special.xlogy(many, chance)
    exactly = np.exp(logs + special.xlog1py(count - many, -chance))
    at_least = np.zeros((len(chance), most))
    reached = np.arange(1, min(count, most) + 1)
    at_least[:, : len(reached)] = special.betainc(reached, count - reached + 1, chance)
    return exactly, at_least


def adjust(p: Vector, family: int) -> Vector:
    """Adjust p-values for the false discovery rate among `family` tests.

    Those of the family that are not given have p = 1. Source: Y. Benjamini, Y. Hochberg, J. R.
    Stat. Soc. B 57:289-300 (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * family / np.arange(1, len(p) + 1)
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found
