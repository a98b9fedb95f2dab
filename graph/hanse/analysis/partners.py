"""Who could be a partner: a model of who came along before, and how well it predicts who will."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from scipy import optimize, stats
from scipy.special import expit

from hanse.analysis.likeness import FEATURES, Past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse.analysis.affiliations import Affiliations, Matrix, Vector

_RIDGE = 1.0
_FIRST = 10  # so many candidates a person looks at
_FEWEST = 20  # networks that make a year worth a test


class Case(NamedTuple):
    """A member in a network that began: how everyone was described before, and who came along.

    `features` has a row for each member who was known by then but the one who asks, `came` tells
    who of them was in the network.
    """

    past: Past
    member: int
    others: Vector
    features: Matrix
    came: Vector


class Model(NamedTuple):
    """Weights of a logistic regression on standardised features."""

    mean: Vector
    spread: Vector
    weights: Vector

    def score(self, features: Matrix) -> Vector:
        """Score rows; a higher score is a likelier partner."""
        return np.asarray((features - self.mean) / self.spread @ self.weights[1:] + self.weights[0])


class HeldOut(NamedTuple):
    """How well an order predicts the networks of a year from the years before it.

    `auc` is the chance that a partner stands before one who was none, the mean of all cases; `hits`
    the share of cases in which one of the first ten was a partner.
    """

    year: str
    method: str
    cases: int
    auc: float
    hits: float


def list_cases(affiliations: Affiliations, year: int) -> Iterator[Case]:
    """Yield each member, known before, of each network of a year, beside everyone known."""
    past = Past(affiliations, year)
    members: dict[str, list[int]] = {}
    for tie in affiliations.ties:
        members.setdefault(tie.cooperation, []).append(past.place[tie.member])
    for one in affiliations.cooperations:
        if one.since != year:
            continue
        present = np.zeros(len(past.members), bool)
        present[members[one.id]] = True
        for member in members[one.id]:
            others = past.known.copy()
            others[member] = False
            # Where all came, or none, nothing tells partners from others.
            if past.known[member] and (present & others).any() and (others & ~present).any():
                features = past.describe(member, one.themes)
                yield Case(past, member, others, features[others], present[others])


def fit_model(cases: list[Case]) -> Model:
    """Fit a logistic regression with a small penalty; partners and others weigh alike in a case.

    Where there is no case to learn from, candidates are scored by their networks.
    """
    if not cases:
        weights = [0.0, *(float(name == "networks") for name in FEATURES)]
        return Model(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), np.array(weights))
    features = np.vstack([case.features for case in cases])
    came = np.concatenate([case.came for case in cases])
    shares = np.concatenate([_weigh(case.came) for case in cases])
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread == 0] = 1.0
    rows = np.column_stack([np.ones(len(features)), (features - mean) / spread])

    ridge = np.diag([0.0, *[_RIDGE] * features.shape[1]])

    def measure_loss(weights: Vector) -> float:
        chance = expit(np.where(came, 1, -1) * (rows @ weights))
        return float(-shares @ np.log(np.clip(chance, 1e-12, None)) + weights @ ridge @ weights / 2)

    def find_slope(weights: Vector) -> Vector:
        return np.asarray(rows.T @ (shares * (expit(rows @ weights) - came)) + ridge @ weights)

    def find_curve(weights: Vector) -> Matrix:
        chance = expit(rows @ weights)
        return np.asarray((rows * (shares * chance * (1 - chance))[:, None]).T @ rows + ridge)

    return Model(mean, spread, _minimize(measure_loss, find_slope, find_curve, rows.shape[1]))


def _minimize(
    loss: Callable[[Vector], float],
    slope: Callable[[Vector], Vector],
    curve: Callable[[Vector], Matrix],
    many: int,
) -> Vector:
    start = np.zeros(many)
    found = cast("Any", optimize.minimize(loss, start, jac=slope, hess=curve, method="trust-exact"))
    return found.x


def _weigh(came: Vector) -> Vector:
    """Give partners and others of a case half of its weight each."""
    many = came.sum()
    return cast("Vector", np.where(came, 0.5 / many, 0.5 / (len(came) - many)))


def score_held_out(affiliations: Affiliations, fewest: int = _FEWEST) -> list[HeldOut]:
    """Predict each year with many networks from the years before, and compare with two rivals.

    The rivals are popularity, candidates by their networks, and common neighbours, candidates by
    the partners that they share with who asks. The last rows are means over all cases.
    """
    years = sorted({one.since for one in affiliations.cooperations if one.since is not None})
    cases = {year: list(list_cases(affiliations, year)) for year in years}
    large = [y for y in years if sum(c.since == y for c in affiliations.cooperations) >= fewest]
    rows: list[HeldOut] = []
    for year in large:
        before = [case for earlier in years if earlier < year for case in cases[earlier]]
        if before and cases[year]:
            model = fit_model(before)
            rows += [_test(str(year), name, cases[year], by) for name, by in _list_orders(model)]
    return [*rows, *_average(rows)]


def _list_orders(model: Model) -> list[tuple[str, Callable[[Case], Vector]]]:
    return [
        ("partner finder", lambda case: model.score(case.features)),
        ("popularity", lambda case: case.past.degrees[case.others]),
        (
            "common neighbours",
            lambda case: case.past.shared[case.member][case.others],
        ),
    ]


def _test(year: str, name: str, cases: list[Case], order: Callable[[Case], Vector]) -> HeldOut:
    scores = [order(case) for case in cases]
    areas = [_measure_area(score, case.came) for score, case in zip(scores, cases, strict=True)]
    hits = [_expect_hit(score, case.came) for score, case in zip(scores, cases, strict=True)]
    return HeldOut(year, name, len(cases), float(np.mean(areas)), float(np.mean(hits)))


def _measure_area(score: Vector, came: Vector) -> float:
    """Measure the area under the curve by ranks (Mann and Whitney), ties counting half."""
    ranks: Any = stats.rankdata(score)
    many, others = came.sum(), (~came).sum()
    return float((ranks[came].sum() - many * (many + 1) / 2) / (many * others))


def _expect_hit(score: Vector, came: Vector) -> float:
    """Tell the chance that a partner is among the first ten, those of equal score in any order."""
    edge = np.sort(score)[::-1][min(_FIRST, len(score)) - 1]
    if came[score > edge].any():
        return 1.0
    level, left = score == edge, _FIRST - int((score > edge).sum())
    partners, others = int(came[level].sum()), int((~came[level]).sum())
    taken = min(left, partners + others)
    return 1.0 - float(stats.hypergeom.pmf(0, partners + others, partners, taken))


def _average(rows: list[HeldOut]) -> list[HeldOut]:
    methods = dict.fromkeys(row.method for row in rows)
    return [_join([row for row in rows if row.method == method]) for method in methods]


def _join(rows: list[HeldOut]) -> HeldOut:
    cases = sum(row.cases for row in rows)
    auc = sum(row.auc * row.cases for row in rows) / cases
    hits = sum(row.hits * row.cases for row in rows) / cases
    return HeldOut("all", rows[0].method, cases, auc, hits)
