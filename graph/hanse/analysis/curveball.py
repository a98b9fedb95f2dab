"""Random affiliations with exactly the same degrees: the fixed degree sequence model (FDSM).

The algorithm is Curveball: two rows trade what only one of them has. Source: G. Strona, D. Nappo,
F. Boccacci, S. Fattorini, J. San-Miguel-Ayanz, Nat. Commun. 5:4114 (2014), doi:10.1038/ncomms5114.
That it draws every matrix alike is shown by C. J. Carstens, Phys. Rev. E 91:042812 (2015),
doi:10.1103/PhysRevE.91.042812. All rows trade at once, in random couples, which draws every matrix
alike too: C. J. Carstens, M. Hamann, U. Meyer, M. Penschuck, H. Tran, D. Wagner, ESA 2018, 11,
doi:10.4230/LIPIcs.ESA.2018.11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.analysis.affiliations import Matrix, Vector

SAMPLES = 1000
_TRADES = 10  # of each row between two samples: 5 for each couple, as in the paper of 2014


def sample_fdsm(matrix: Matrix, samples: int = SAMPLES, seed: int = 1) -> Iterator[Matrix]:
    """Yield random matrices of zeros and ones with the row and column sums of `matrix`.

    The same seed gives the same matrices. They are steps of one walk, far enough from each other
    to be taken as independent.
    """
    chance = np.random.default_rng(seed)
    placed: Matrix = sparse.coo_array(matrix)
    rows, columns = (np.asarray(axis, np.int64) for axis in placed.coords)
    tall = matrix.shape[0] > matrix.shape[1]
    if tall:  # trades among fewer and longer rows walk further
        rows, columns = columns, rows
    shape = matrix.shape[::-1] if tall else matrix.shape
    ones = np.ones(len(rows), np.int64)
    for step in range(samples + 1):
        for _ in range(_TRADES):
            rows, columns = _trade(rows, columns, shape, chance)
        if step:  # the first steps lead away from where the walk begins
            where = (columns, rows) if tall else (rows, columns)
            yield sparse.csr_array((ones, where), shape=matrix.shape)


def _trade(
    rows: Vector, columns: Vector, shape: tuple[int, int], chance: np.random.Generator
) -> tuple[Vector, Vector]:
    """Let the rows of each random couple shuffle what only one of them has, keeping its number."""
    seats = chance.permutation(shape[0])  # 2c and 2c + 1 sit together; of an odd number one idles
    sides = np.empty_like(seats)
    sides[seats] = np.arange(shape[0])
    mine = seats[rows]
    # No two are equal; the stable way of sorting takes half the time of numpy's usual one.
    order = np.argsort(((mine >> 1) * shape[1] + columns) * 2 + (mine & 1), kind="stable")
    rows, columns, mine = rows[order], columns[order], mine[order]
    couples = mine >> 1
    apart = (columns[1:] != columns[:-1]) | (couples[1:] != couples[:-1])
    lonely = np.ones(len(rows), bool)
    lonely[1:] &= apart
    lonely[:-1] &= apart
    alone = np.flatnonzero(lonely)
    couples, first = couples[alone], (mine[alone] & 1) == 0
    of_first = np.bincount(couples[first], minlength=shape[0])
    shuffled = np.argsort(couples + chance.random(len(alone)), kind="stable")  # within couples
    many = np.bincount(couples, minlength=shape[0])
    ends = np.cumsum(many) - many + of_first  # where those of the first of a couple end
    second = np.arange(len(alone)) >= ends[couples]
    rows[alone[shuffled]] = sides[2 * couples + second]
    return rows, columns
