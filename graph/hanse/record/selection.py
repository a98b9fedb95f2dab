"""Part of a city network: the cooperations that were asked for, with all who take part in them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hanse.errors import DatasetError, UsageError, shorten
from hanse.queries.names import NameNotFoundError, find_thing
from hanse.record.restriction import list_themes, restrict
from hanse.record.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hanse.record.model import CityNetwork, Cooperation, Thing, Tie

# How long a cooperation without a recorded end is taken to have run, in years.
ASSUMED_YEARS = 3
_SPECIAL = frozenset('"$`\\!')


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep: one of the values of each filter that is set; years are inclusive.

    Values are IRIs, ids or names. A city or a country keeps the cooperations in which it takes
    part, with all their members; a theme also those of the themes below it.
    """

    city: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    def describe(self) -> str:
        """Write the filters as the options of the command, "" where none is set."""
        years = [("--from", self.start), ("--to", self.end)]
        kinds = ("city", "country", "network", "theme", "programme")
        return " ".join(
            [f"--{kind} {_quote(value)}" for kind in kinds for value in getattr(self, kind)]
            + [f"{option} {year}" for option, year in years if year is not None]
        )


def _quote(value: str) -> str:
    """Write a value as one word of a shell, as plainly as it allows."""
    if value.replace("-", "").isalnum():
        return value
    return shlex.quote(value) if _SPECIAL & set(value) else f'"{value}"'


def select(network: CityNetwork, filters: Filters) -> CityNetwork:
    """Keep the cooperations that pass every filter, their ties and the members these name.

    A cooperation overlaps a period that begins before it ends; a missing end counts as start + 3.
    One without a start is left out of a period and counted in `left_out`. Raises UsageError for a
    name that is unknown or that several things bear, and where nothing is left; DatasetError
    where there was nothing.
    """
    if filters.start is not None and filters.end is not None and filters.start > filters.end:
        raise UsageError(f"--from {filters.start} is after --to {filters.end}; exchange them")
    wanted = _resolve(network, filters)
    tests = tuple(_tests(network, wanted))
    chosen = [c for c in network.cooperations if all(test(c) for test in tests)]
    dated = [c for c in chosen if _overlaps(c, filters)]
    if not network.cooperations:
        raise DatasetError("nothing to draw: the dataset has no network and no project")
    if not dated:
        raise UsageError(f"nothing to draw: no cooperation passes {filters.describe()}")
    part = restrict(network, {cooperation.iri for cooperation in dated}, wanted)
    period = filters.start is not None or filters.end is not None
    return replace(
        part,
        query=filters.describe(),
        scope=_scope(network, wanted),
        left_out=sum(cooperation.start is None for cooperation in chosen) if period else 0,
    )


def _resolve(network: CityNetwork, filters: Filters) -> Filters:
    return replace(
        filters,
        city=_find_all("city", filters.city, network.members),
        country=_find_all("country", filters.country, _by_code(network)),
        network=_find_all("network", filters.network, network.cooperations),
        theme=_find_all("theme", filters.theme, network.themes.values()),
        programme=_find_all("programme", filters.programme, network.programmes.values()),
    )


def _find_all(option: str, values: Iterable[str], things: Iterable[Thing]) -> tuple[str, ...]:
    known = tuple(things)
    return tuple(_find(option, value, known) for value in values)


def _find(option: str, value: str, things: tuple[Thing, ...]) -> str:
    kind = "cooperation" if option == "network" else option
    try:
        return find_thing(kind, value, things)
    except NameNotFoundError as error:
        raise UsageError(f"--{option} {shorten(value)}: {error}") from error


def _by_code(network: CityNetwork) -> list[Thing]:
    """Let a country be found by its code in any case as well."""
    return [
        replace(country, names=(*country.names, country.code))
        for country in network.countries.values()
    ]


def _tests(network: CityNetwork, wanted: Filters) -> Iterable[Callable[[Cooperation], bool]]:
    if wanted.network:
        yield lambda c: c.iri in wanted.network
    if wanted.programme:
        yield lambda c: c.programme in wanted.programme
    if wanted.theme:
        yield (
            lambda c: (
                not set(wanted.theme).isdisjoint(list_themes(network, (c.main_theme, *c.themes)))
            )
        )
    if wanted.city:
        yield _joined_by(tie for tie in network.ties if tie.member in wanted.city)
    if wanted.country:
        countries = {member.iri: member.country for member in network.members}
        yield _joined_by(tie for tie in network.ties if countries[tie.member] in wanted.country)


def _joined_by(ties: Iterable[Tie]) -> Callable[[Cooperation], bool]:
    joined = {tie.cooperation for tie in ties}
    return lambda cooperation: cooperation.iri in joined


def _overlaps(cooperation: Cooperation, filters: Filters) -> bool:
    if filters.start is None and filters.end is None:
        return True
    if cooperation.start is None:
        return False
    end = cooperation.start + ASSUMED_YEARS if cooperation.end is None else cooperation.end
    after = filters.start is None or end >= filters.start
    return after and (filters.end is None or cooperation.start <= filters.end)


def _scope(network: CityNetwork, wanted: Filters) -> Scope:
    """Name what was asked for; a network before a city, a city before a country."""
    nodes = {thing.iri: thing for thing in (*network.members, *network.cooperations)}
    known: dict[str, Thing] = {**nodes, **network.countries, **network.themes, **network.programmes}

    def name(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known[iri].label for iri in values)

    about = next((kind for kind in ("network", "city", "country") if getattr(wanted, kind)), "")
    asked: tuple[str, ...] = getattr(wanted, about) if about else ()
    codes = [network.countries[iri].code for iri in asked] if about == "country" else []
    return Scope(
        about,
        name(asked),
        tuple(codes),
        name(wanted.theme),
        name(wanted.programme),
        wanted.start,
        wanted.end,
    )
