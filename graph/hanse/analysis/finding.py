"""Candidates for a partnership, in order and with reasons that a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis.likeness import Past
from hanse.analysis.partners import fit_model, list_cases

if TYPE_CHECKING:
    from collections.abc import Collection

    from hanse.analysis.affiliations import Affiliations, Member
    from hanse.analysis.partners import HeldOut

_ALIKE = 2.0  # populations within this factor are called alike


class Wanted(NamedTuple):
    """Which candidates are wanted: of some regions, of a size in people, never met."""

    regions: Collection[str] = ()
    smallest: int | None = None
    largest: int | None = None
    never_met: bool = False


class Candidate(NamedTuple):
    """A member who could be a partner; the higher the score, the likelier by what was before.

    Counts are of networks: on the themes, led on them, together with who asks; `shared_partners`
    of members whom both met; `last_year` is when a network of the candidate last began.
    """

    rank: int
    id: str
    name: str
    country: str
    population: int | None
    score: float
    on_theme: int
    led_on_theme: int
    together: int
    shared_partners: int
    last_year: int | None
    reasons: str


def rank_partners(
    affiliations: Affiliations, member: str, themes: Collection[str], wanted: Wanted | None = None
) -> list[Candidate]:
    """Rank everyone who was in a network as a partner of a member, for a network on some themes.

    The order is that of a regression on all networks that began so far (see `fit_model`). With no
    theme candidates are taken as for a network without one. Raises KeyError for a member who is
    not there.
    """
    past = Past(affiliations)
    asks = past.place[member]
    years = sorted({one.since for one in affiliations.cooperations if one.since is not None})
    model = fit_model([case for year in years for case in list_cases(affiliations, year)])
    scores = model.score(past.describe(asks, themes))
    joined, led = (counts.astype(int) for counts in past.count_on(themes))
    order = np.lexsort((np.arange(len(scores)), -scores))
    chosen = [at for at in order if at != asks and _is_wanted(past, asks, at, wanted or Wanted())]
    return [
        Candidate(
            rank,
            past.members[at].id,
            past.members[at].label,
            past.members[at].country,
            past.members[at].population,
            float(scores[at]),
            int(joined[at]),
            int(led[at]),
            int(past.met[asks, at]),
            int(past.shared[asks, at]),
            int(past.last[at]) or None,
            _give_reasons(past, asks, at, int(joined[at]), int(led[at])),
        )
        for rank, at in enumerate(chosen, 1)
    ]


def _is_wanted(past: Past, asks: int, at: int, wanted: Wanted) -> bool:
    member = past.members[at]
    people = member.population
    sized = wanted.smallest is None and wanted.largest is None
    fits = sized or (
        people is not None
        and (wanted.smallest is None or people >= wanted.smallest)
        and (wanted.largest is None or people <= wanted.largest)
    )
    met = wanted.never_met and past.met[asks, at] > 0
    return bool(fits and not met and (not wanted.regions or member.region in wanted.regions))


def _give_reasons(past: Past, asks: int, at: int, joined: int, led: int) -> str:
    who, other = past.members[asks], past.members[at]
    met, shared = int(past.met[asks, at]), int(past.shared[asks, at])
    told = [
        f"led {_count(led, 'network')} on it" if led else "",
        f"was in {_count(joined, 'network')} on it" if joined else "",
        f"met {who.label} in {_count(met, 'network')}" if met else f"never met {who.label}",
        f"shares {_count(shared, 'partner')}" if shared else "",
        "of like size" if _are_alike(who, other) else "",
        f"last joined in {int(past.last[at])}" if past.last[at] else "",
    ]
    return "; ".join(reason for reason in told if reason)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _are_alike(one: Member, other: Member) -> bool:
    if not one.population or not other.population:
        return False
    return 1 / _ALIKE <= one.population / other.population <= _ALIKE


def judge(rows: list[HeldOut]) -> str:
    """Say in a sentence how well the order predicted past calls, and where it did not do better."""
    whole = {row.method: row for row in rows if row.year == "all"}
    if not whole:
        return "There are too few years to tell how well this order predicts."
    ours, *rivals = whole.values()
    told = (
        f"Over {ours.cases} cases of past calls a later partner stood before another member"
        f" {ours.auc:.0%} of the time, and {ours.hits:.0%} had one among the first ten"
    )
    beside = ", ".join(f"{row.method} {row.auc:.0%} and {row.hits:.0%}" for row in rivals)
    lost = [row.method for row in rivals if row.auc >= ours.auc or row.hits >= ours.hits]
    verdict = f"; it does not beat {' or '.join(lost)}: trust it no more than that" if lost else ""
    return f"{told} ({beside}){verdict}."
