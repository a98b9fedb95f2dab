"""How long ties last over the years of calls, and how members rank as the years pass."""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import stats

from hanse.analysis.measures import rank

if TYPE_CHECKING:
    from hanse.analysis.affiliations import Affiliations


class Survival(NamedTuple):
    """The share of ties that still meet again after so many rounds, with its interval of 95 %.

    `at_risk` are the ties that met again at least until then and could be followed so far,
    `ended` those that never met again after it, `censored` those that met last in the last round.
    """

    rounds: int
    at_risk: int
    ended: int
    censored: int
    survival: float
    low: float
    high: float


class RankInYear(NamedTuple):
    """The place of a member by the cooperations it had been in by the end of a year."""

    id: str
    name: str
    year: int
    degree: int
    rank: int


def list_rounds(affiliations: Affiliations) -> list[int]:
    """List the years in which cooperations began, each a round of calls."""
    return sorted({one.since for one in affiliations.cooperations if one.since is not None})


def measure_survival(affiliations: Affiliations) -> list[Survival]:
    """Estimate how long two members who met go on meeting: Kaplan and Meier (JASA 53, 1958).

    A tie is born in the round in which two members first share a cooperation and lives until the
    last in which they do; time is counted in rounds, the years in which any cooperation began. One
    that met in the last round is censored: nobody knows whether it meets again. The interval is
    Greenwood's on the log-log scale; where all or none still meet it is the share itself.
    """
    lives = list(_follow_ties(affiliations).values())
    if not lives:
        return []
    last = len(list_rounds(affiliations)) - 1
    ended = [end - birth for birth, end in lives if end < last]
    censored = [end - birth for birth, end in lives if end == last]
    sample: Any = stats.CensoredData(uncensored=ended, right=censored)
    curve: Any = stats.ecdf(sample).sf
    with warnings.catch_warnings():  # of where it is undefined
        warnings.simplefilter("ignore", RuntimeWarning)
        band = curve.confidence_interval(0.95, method="log-log") if ended else None
    return [
        Survival(
            int(time),
            sum(end - birth >= time for birth, end in lives),
            ended.count(int(time)),
            censored.count(int(time)),
            float(share),
            _read_bound(band.low if band else curve, time, share),
            _read_bound(band.high if band else curve, time, share),
        )
        for time, share in zip(curve.quantiles, curve.probabilities, strict=True)
    ]


def _read_bound(curve: Any, time: float, share: float) -> float:  # noqa: ANN401 - scipy has no types
    bound = float(curve.evaluate(time))
    return float(share) if math.isnan(bound) else bound


def _follow_ties(affiliations: Affiliations) -> dict[tuple[str, str], tuple[int, int]]:
    """Give each pair that met its first and its last round, as places in the list of rounds."""
    place = {year: at for at, year in enumerate(list_rounds(affiliations))}
    since = {one.id: one.since for one in affiliations.cooperations}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for tie in affiliations.ties:
        members[tie.cooperation].append(tie.member)
    lives: dict[tuple[str, str], tuple[int, int]] = {}
    for cooperation, some in members.items():
        year = since[cooperation]
        if year is None:
            continue
        at = place[year]
        for pair in combinations(sorted(some), 2):
            birth, end = lives.get(pair, (at, at))
            lives[pair] = min(birth, at), max(end, at)
    return lives


def rank_over_time(affiliations: Affiliations, top: int = 10) -> list[RankInYear]:
    """Rank members by cooperations up to the end of each year, those that ever were in the top.

    A rank clock (Batty, Nature 444, 2006) in numbers: equal members share the lowest rank, and one
    that was in no cooperation yet has none and no row.
    """
    names = {member.id: member.label for member in affiliations.members}
    since = {one.id: one.since for one in affiliations.cooperations}
    rows: list[RankInYear] = []
    for year in list_rounds(affiliations):
        degrees: defaultdict[str, int] = defaultdict(int)
        for tie in affiliations.ties:
            begun = since[tie.cooperation]
            degrees[tie.member] += begun is not None and begun <= year
        ranks = _rank(degrees)
        rows += [RankInYear(who, names[who], year, degrees[who], ranks[who]) for who in ranks]
    ever = {row.id for row in rows if row.rank <= top}
    kept = [row for row in rows if row.id in ever]
    return sorted(kept, key=lambda row: (row.year, row.rank, row.id))


def _rank(degrees: dict[str, int]) -> dict[str, int]:
    joined = {who: degree for who, degree in degrees.items() if degree}
    return dict(zip(joined, rank(np.array([*joined.values()])).tolist(), strict=True))
