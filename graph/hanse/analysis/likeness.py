"""What is known before a year of two members and a theme, as numbers that predict a partnership."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Collection

    from hanse.analysis.affiliations import Affiliations, Matrix, Vector

# What a candidate is weighed by, beside a member who asks and the themes of a network.
FEATURES = (
    "networks on the theme",
    "networks led on the theme",
    "networks",
    "shared partners",
    "networks together",
    "likeness in size",
    "same country",
    "years since the last network",
)
_UNKNOWN_SIZE = 10.0  # the logarithm of 22,000 people, where no population is recorded


class Past:
    """The affiliations of the years before one, ready to compare any two members.

    `members` are all, those who were in nothing yet too; `known` tells who was in something.
    """

    def __init__(self, affiliations: Affiliations, before: int | None = None) -> None:
        self.members = affiliations.members
        self.place = {member.id: at for at, member in enumerate(self.members)}
        self.cooperations = affiliations.cooperations
        self.before = before
        years = [one.since for one in self.cooperations]
        self._kept = np.array([_is_past(year, before) for year in years], bool)
        matrix = affiliations.matrix.astype(float)
        self.incidence: Matrix = matrix * self._kept
        self.degrees: Vector = np.asarray(self.incidence.sum(axis=1))
        self.known: Vector = self.degrees > 0
        self.met: Matrix = (self.incidence @ self.incidence.T).toarray()
        np.fill_diagonal(self.met, 0.0)
        partners = (self.met > 0).astype(float)
        self.shared: Matrix = partners @ partners
        self._on = self._list_themes()
        self._leads = self._lead_matrix(affiliations)
        self.last = self._find_last_years(years)
        self._sizes = np.array([_measure_size(m.population) for m in self.members])
        countries = {code: at for at, code in enumerate(sorted({m.country for m in self.members}))}
        self._countries = np.array([countries[m.country] for m in self.members])

    def _lead_matrix(self, affiliations: Affiliations) -> Matrix:
        columns = {one.id: at for at, one in enumerate(self.cooperations)}
        leads = np.zeros((len(self.members), len(self.cooperations)))
        for tie in affiliations.ties:
            if tie.lead:
                leads[self.place[tie.member], columns[tie.cooperation]] = 1.0
        return sparse.csr_array(leads * self._kept)

    def _find_last_years(self, years: list[int | None]) -> Vector:
        dated = np.array([year or 0 for year in years], float)
        return np.asarray(self.incidence.multiply(dated).max(axis=1).toarray()).ravel()

    def _list_themes(self) -> dict[str, Vector]:
        """Give each theme the cooperations that name it, as a row of 0 and 1."""
        on: dict[str, Vector] = {}
        for place, one in enumerate(self.cooperations):
            for theme in one.themes:
                on.setdefault(theme, np.zeros(len(self.cooperations)))[place] = 1.0
        return on

    def count_on(self, themes: Collection[str]) -> tuple[Vector, Vector]:
        """Count the networks of each member on one of some themes, and those that it led."""
        touched = np.zeros(len(self.cooperations))
        for theme in themes:
            touched = np.maximum(touched, self._on.get(theme, touched))
        return np.asarray(self.incidence @ touched), np.asarray(self._leads @ touched)

    def describe(self, member: int, themes: Collection[str]) -> Matrix:
        """Describe everyone as a partner of a member on some themes: a row each, FEATURES across.

        Counts are taken as logarithms of one more, so that the first weighs most.
        """
        now = self.before or int(self.last.max()) + 1
        idle = np.where(self.known, now - self.last, 0.0)
        joined, led = self.count_on(themes)
        return np.column_stack(
            [
                np.log1p(joined),
                np.log1p(led),
                np.log1p(self.degrees),
                np.log1p(self.shared[member]),
                np.log1p(self.met[member]),
                -np.abs(self._sizes - self._sizes[member]),
                (self._countries == self._countries[member]).astype(float),
                np.log1p(np.clip(idle, 0.0, None)),
            ]
        )


def _is_past(year: int | None, before: int | None) -> bool:
    return before is None or (year is not None and year < before)


def _measure_size(population: int | None) -> float:
    return math.log(population) if population else _UNKNOWN_SIZE
