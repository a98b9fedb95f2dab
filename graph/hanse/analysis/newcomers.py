"""Who is new in a call, who comes back, and who stays away."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hanse.record.model import CityNetwork
from hanse.record.reading import read_activities, read_network

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hanse.analysis.affiliations import Affiliations
    from hanse.record.asking import Dataset
    from hanse.record.model import Tie


class CallTurnover(NamedTuple):
    """The members of a call: new ones, those of the call before, and those who came back.

    A member is new without a cooperation of an earlier year, one that stayed took part in the year
    of calls before, and a returner in an earlier one but not in that. `left` are members of the
    year before that are not here; `jaccard` the shared part of both.
    """

    call: str
    year: int
    members: int
    newcomers: int
    share_new: float
    stayed: int
    returners: int
    left: int
    jaccard: float


class Newcomers(NamedTuple):
    """How many partners of a call are new, as three ways of counting see it.

    A partner is a membership. By city it is new where its city took part in no network of an
    earlier year; by institution where the body did not that takes part for it, or the city itself
    where none does; without leads is by city again, lead partners left out.
    """

    call: str
    year: int
    partners: int
    new_by_city: int
    share_by_city: float
    new_by_institution: int
    share_by_institution: float
    new_without_leads: int
    share_without_leads: float


class Partner(NamedTuple):
    """A membership of a network: which body takes part, for which city, since which year."""

    network: str
    call: str
    year: int
    city: str
    body: str
    lead: bool


def count_turnover(affiliations: Affiliations) -> list[CallTurnover]:
    """Count who is new, stays, returns and leaves, call by call, those of one year together before.

    Cooperations without a year or a call count as earlier ones only.
    """
    years = {one.id: one.since for one in affiliations.cooperations}
    calls = {one.id: one.call for one in affiliations.cooperations}
    of_year: defaultdict[int, set[str]] = defaultdict(set)
    of_call: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for tie in affiliations.ties:
        year = years[tie.cooperation]
        if year is not None:
            of_year[year].add(tie.member)
            if calls[tie.cooperation]:
                of_call[year, calls[tie.cooperation]].add(tie.member)
    return [_compare(call, year, some, of_year) for (year, call), some in sorted(of_call.items())]


def _compare(call: str, year: int, members: set[str], of_year: dict[int, set[str]]) -> CallTurnover:
    before = [of_year[one] for one in sorted(of_year) if one < year]
    last = before[-1] if before else set[str]()
    ever = set[str]().union(*before)
    new, stayed = members - ever, members & last
    return CallTurnover(
        call,
        year,
        len(members),
        len(new),
        len(new) / len(members),
        len(stayed),
        len((members & ever) - last),
        len(last - members),
        len(stayed) / len(members | last),
    )


def read_partners(source: Dataset | CityNetwork) -> list[Partner]:
    """Take every membership of a network whose year, or whose programme's, is known."""
    record = source if isinstance(source, CityNetwork) else read_network(source)
    networks = {one.iri: one for one in record.cooperations if one.kind == "network"}
    cities = {one.iri for one in record.members if one.kind == "city"}
    return [
        Partner(one.iri, one.call, one.since, *_take_ends(tie, cities), tie.role == "lead")
        for tie in record.ties
        for one in (networks.get(tie.cooperation),)
        if one and one.since is not None
    ]


def _take_ends(tie: Tie, cities: set[str]) -> tuple[str, str]:
    """Give the city that takes part, "" where none does, and the body that is the member."""
    return (tie.member if tie.member in cities else ""), tie.body or tie.member


def read_networks_of(source: Dataset | CityNetwork, event: str) -> set[str]:
    """Take the networks and projects that an event, given by its IRI, belongs to."""
    record = source if isinstance(source, CityNetwork) else read_activities(source)
    return {own for one in record.events if one.iri == event for own in one.cooperations}


def count_newcomers(partners: Iterable[Partner], networks: Collection[str]) -> list[Newcomers]:
    """Count the partners of some networks that are new, under each definition, call by call."""
    everyone = list(partners)
    rows: defaultdict[tuple[int, str], list[Partner]] = defaultdict(list)
    for one in everyone:
        if one.network in networks:
            rows[one.year, one.call].append(one)
    return [_count(call, year, some, everyone) for (year, call), some in sorted(rows.items())]


def _count(call: str, year: int, some: list[Partner], everyone: list[Partner]) -> Newcomers:
    earlier = [one for one in everyone if one.year < year]
    cities = {one.city for one in earlier} - {""}
    bodies = {one.body for one in earlier}
    new = [one for one in some if one.city not in cities]
    bodies_new = sum(one.body not in bodies for one in some)
    partners, no_leads = len(some), sum(not one.lead for one in some)
    new_no_leads = sum(not one.lead for one in new)
    return Newcomers(
        call,
        year,
        partners,
        len(new),
        len(new) / partners,
        bodies_new,
        bodies_new / partners,
        new_no_leads,
        new_no_leads / no_leads if no_leads else 0.0,
    )
