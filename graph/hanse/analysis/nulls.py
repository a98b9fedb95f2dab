"""The bipartite configuration model: what is left to chance where everyone keeps their degree.

The null model of maximum entropy under which every member has its number of cooperations, and
every cooperation its number of members, on average: member i takes part in cooperation k with
p = x_i y_k / (1 + x_i y_k), independently of all else. Sources: F. Saracco, R. Di Clemente,
A. Gabrielli, T. Squartini, Sci. Rep. 5:10595 (2015), doi:10.1038/srep10595, after T. Squartini and
D. Garlaschelli, New J. Phys. 13:083001 (2011), doi:10.1088/1367-2630/13/8/083001. It is the
probability model of SDSM: Z. Neal, R. Domagalski, B. Sagan, Sci. Rep. 11:23929 (2021),
doi:10.1038/s41598-021-03238-3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.errors import InputError

if TYPE_CHECKING:
    from hanse.analysis.affiliations import Matrix, Vector

TOLERANCE = 1e-10  # how far a degree may be from its expectation
_STEPS = 20_000


class Bicm(NamedTuple):
    """A bipartite configuration model by classes of degree: who has the same degree is alike.

    `rows` and `columns` give each row's and each column's class, `probabilities` holds a row for
    each class of rows and a column for each class of columns, `counts` the columns of each class.
    """

    rows: Vector
    columns: Vector
    counts: Vector
    probabilities: Matrix

    def expand(self) -> Matrix:
        """Give the probability of every row and column as a dense matrix."""
        return self.probabilities[np.ix_(self.rows, self.columns)]


def fit_bicm(rows: Vector, columns: Vector) -> Bicm:
    """Fit the model to the degrees of rows and columns, each to within TOLERANCE.

    Where degrees force cells, such as those of a member of everything, these have probability 0
    or 1. Raises InputError where the iteration does not arrive, ValueError where no matrix
    of zeros and ones has these degrees.
    """
    degrees, row_classes, many = np.unique(rows, return_inverse=True, return_counts=True)
    sizes, column_classes, counts = np.unique(columns, return_inverse=True, return_counts=True)
    if int(np.sum(rows)) != int(np.sum(columns)):
        raise ValueError("degrees of rows and of columns have different sums")
    # From the highest degree down, as the theorem of Gale and Ryser counts them.
    found = _solve(_Side(degrees[::-1], many[::-1]), _Side(sizes[::-1], counts[::-1]))
    return Bicm(row_classes, column_classes, counts, found[::-1, ::-1])


class _Side(NamedTuple):
    """Classes of rows, or of columns: their degrees, descending, and how many are in each."""

    degrees: Vector
    many: Vector

    def cut(self, first: int, last: int | None, less: int = 0) -> _Side:
        return _Side(self.degrees[first:last] - less, self.many[first:last])


def _solve(rows: _Side, columns: _Side) -> Matrix:
    """Find the probabilities of a block; one with forced cells falls into two smaller blocks.

    If the first s rows have all that the columns allow, they fill the first t columns, and the
    other rows are in none of the other columns. There no finite fitness exists; what is left
    free on either side does not depend on the other.
    """
    found = np.zeros((len(rows.degrees), len(columns.degrees)))
    if not found.size:
        return found
    cut = _find_cut(rows, columns)
    if cut is None:
        return _iterate(rows, columns)
    s, t = cut
    found[:s, :t] = 1.0
    found[:s, t:] = _solve(rows.cut(0, s, int(columns.many[:t].sum())), columns.cut(t, None))
    found[s:, :t] = _solve(rows.cut(s, None), columns.cut(0, t, int(rows.many[:s].sum())))
    return found


def _find_cut(rows: _Side, columns: _Side) -> tuple[int, int] | None:
    """Find classes s, t where the degrees leave no choice (Gale and Ryser with equality)."""
    of_rows = np.concatenate([[0], np.cumsum(rows.degrees * rows.many)])
    of_columns = np.concatenate([[0], np.cumsum(columns.degrees * columns.many)])
    cells = np.outer(
        np.concatenate([[0], np.cumsum(rows.many)]),
        np.concatenate([[0], np.cumsum(columns.many)]),
    )
    slack = cells + (of_columns[-1] - of_columns)[None, :] - of_rows[:, None]
    if slack.min() < 0:
        raise ValueError("no matrix of zeros and ones has these degrees")
    slack[0, -1] = slack[-1, 0] = 1  # nothing, and everything: always equal, and no cut
    tight = np.argwhere(slack == 0)
    return (int(tight[0][0]), int(tight[0][1])) if len(tight) else None


def _iterate(rows: _Side, columns: _Side) -> Matrix:
    """Solve the equations of maximum likelihood by fixed point, rows and columns in turn."""
    total = float((rows.degrees * rows.many).sum())
    x, y = rows.degrees / np.sqrt(total), columns.degrees / np.sqrt(total)
    off = np.inf
    for _ in range(_STEPS):
        x = rows.degrees / ((columns.many * y) / (1.0 + np.outer(x, y))).sum(axis=1)
        y = columns.degrees / ((rows.many * x)[:, None] / (1.0 + np.outer(x, y))).sum(axis=0)
        odds = np.outer(x, y)
        found: Matrix = odds / (1.0 + odds)
        errors = found @ columns.many - rows.degrees, rows.many @ found - columns.degrees
        off = max(float(np.abs(error).max()) for error in errors)
        if off <= TOLERANCE:
            return found
    raise InputError(
        f"the null model did not converge: after {_STEPS} steps a degree is {off:.1g} from its"
        f" expectation, not {TOLERANCE:g}; use --model fdsm"
    )
