"""What is chosen of a record: cooperations with all their members, and who of these is shown."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from hanse.errors import DatasetError, UsageError
from hanse.kinds import COOPERATIONS, MEMBERS
from hanse.record.facets import (
    OF_COOPERATIONS,
    OF_MEMBERS,
    find_values,
)
from hanse.record.periods import find_years
from hanse.record.restriction import restrict
from hanse.record.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hanse.record.model import CityNetwork, Cooperation, Member, Thing, Tie

FACETS = (*OF_MEMBERS, *OF_COOPERATIONS, "role", "kind")
# What members can be shown by.
SHOWN = (*OF_MEMBERS, "role", "kind")
_SPECIAL = frozenset('"$`\\!')


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: cooperations that have one of the values of each facet that is set.

    Values are IRIs, ids or names. A city, an organisation, a country, a region or a size chooses
    the cooperations in which such a member takes part, in one of the roles where any is set, and
    each keeps all its members. With `match` "all" every value of a facet must be there. A theme
    chooses those of the themes below it too; a kind of cooperation chooses, a kind of member is
    shown. Of the members those are shown that have one of the values of each facet in `among`,
    which are pairs of a facet and a value. Years are inclusive; a period keeps the memberships
    that overlap it.
    """

    city: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    match: Literal["any", "all"] = "any"
    among: tuple[tuple[str, str], ...] = ()

    def describe(self) -> str:
        """Write the selection as the options of a command, "" where nothing is set."""
        return " ".join(self._list_options())

    def _list_options(self) -> Iterator[str]:
        for name in FACETS:
            yield from (f"--{name} {_quote(value)}" for value in getattr(self, name))
        if self.match == "all":
            yield "--match all"
        yield from (f"--among {name}={_quote(value)}" for name, value in self.among)
        for option, year in (("--from", self.start), ("--to", self.end)):
            if year is not None:
                yield f"{option} {year}"


def _quote(value: str) -> str:
    """Write a value as one word of a shell, as plainly as it allows."""
    if value.replace("-", "").isalnum():
        return value
    return shlex.quote(value) if _SPECIAL & set(value) else f'"{value}"'


class Wanted(NamedTuple):
    """A selection whose values are IRIs or ids: those of each facet, and those of `among`."""

    values: dict[str, tuple[str, ...]]
    among: dict[str, tuple[str, ...]]
    start: int | None
    end: int | None
    every: bool

    @property
    def has_period(self) -> bool:
        """Whether years were asked for."""
        return self.start is not None or self.end is not None

    def is_met(self, name: str, found: set[str]) -> bool:
        """Tell whether the values that were found are those that a facet asks for."""
        asked = self.values.get(name, ())
        return not asked or (found.issuperset if self.every else _touches(found))(asked)


def _touches(found: set[str]) -> Callable[[Iterable[str]], bool]:
    return lambda asked: not found.isdisjoint(asked)


def resolve(record: CityNetwork, selection: Selection) -> Wanted:
    """Find what the names of a selection mean; raises UsageError, naming the option, for others."""
    if None not in (selection.start, selection.end) and selection.start > selection.end:  # type: ignore[operator]
        raise UsageError(f"--from {selection.start} is after --to {selection.end}; exchange them")
    values = {name: find_values(record, name, getattr(selection, name)) for name in FACETS}
    kinds = values.pop("kind")
    among: dict[str, tuple[str, ...]] = {}
    for name, value in (*selection.among, *(("kind", k) for k in kinds if k in MEMBERS)):
        if name not in SHOWN:
            known = ", ".join(SHOWN)
            raise UsageError(f"--among {name}={value}: members are shown by {known}")
        among[name] = (*among.get(name, ()), *find_values(record, name, (value,)))
    values["kind"] = tuple(kind for kind in kinds if kind in COOPERATIONS)
    return Wanted(values, among, selection.start, selection.end, selection.match == "all")


def select(record: CityNetwork, selection: Selection) -> CityNetwork:
    """Keep the cooperations that a selection chooses, their memberships and who is shown of them.

    `hidden` are the ties of members that are not shown. A cooperation of which no year is known is
    left out of a period and counted in `left_out`; `assumed` counts the ties that are in it only
    because a missing end counts as start + 3. Raises UsageError for a name that is unknown or that
    several things bear, and where nothing is left; DatasetError where there was nothing.
    """
    wanted = resolve(record, selection)
    if not record.cooperations:
        raise DatasetError("nothing to choose: the dataset has no network and no project")
    chosen = Choice(record, wanted)
    if not chosen.cooperations:
        raise UsageError(f"nothing is left: no cooperation passes {selection.describe()}")
    part = replace(
        restrict(record, chosen, wanted),
        query=selection.describe(),
        scope=_scope(record, wanted),
        left_out=chosen.count_undated(),
        assumed=chosen.count_assumed(),
    )
    return _show(part, wanted, selection) if wanted.among else part


def refuse_hidden(part: CityNetwork) -> None:
    """Refuse a selection that hides members, for a page that would count only who is shown."""
    if part.hidden:
        asked = "--among and a --kind of members hide members, whom this page could not count"
        raise UsageError(f"{asked}; leave them out, or draw a figure: hanse viz map, figure …")


class Choice:
    """Which cooperations and memberships pass."""

    def __init__(self, record: CityNetwork, wanted: Wanted) -> None:
        self.record = record
        self.wanted = wanted
        self.members = {one.iri: one for one in (*record.members, *record.others)}
        self.dated = {one.iri: one for one in record.cooperations}
        self.all: dict[str, list[Tie]] = {}
        for tie in record.ties:
            self.all.setdefault(tie.cooperation, []).append(tie)
        self.ties: set[Tie] = set()
        self.cooperations: set[str] = set()
        for one in record.cooperations:
            every = self.all.get(one.iri, [])
            ties = [tie for tie in every if self._overlaps(one, tie)]
            if self._passes(one, ties) and (ties or (not every and self._overlaps(one))):
                self.cooperations.add(one.iri)
                self.ties.update(ties)

    def _overlaps(self, cooperation: Cooperation, tie: Tie | None = None) -> bool:
        if not self.wanted.has_period:
            return True
        years = find_years(cooperation, tie)
        return years is not None and years.overlaps(self.wanted.start, self.wanted.end)

    def _passes(self, one: Cooperation, ties: Iterable[Tie]) -> bool:
        record, wanted = self.record, self.wanted
        if not wanted.is_met("kind", {one.kind}):
            return False
        asked = ((name, facet) for name, facet in OF_COOPERATIONS.items() if wanted.values[name])
        met = all(wanted.is_met(name, facet.values(record, one)) for name, facet in asked)
        return met and self._has_members(list(ties))

    def _has_members(self, ties: list[Tie]) -> bool:
        """Tell whether members as asked for take part, in the roles that were asked for."""
        wanted = self.wanted
        roles = wanted.values.get("role", ())
        asked = [name for name in OF_MEMBERS if wanted.values.get(name)]
        if not asked:
            return wanted.is_met("role", {tie.role for tie in ties})
        ties = [tie for tie in ties if not roles or tie.role in roles]
        return all(wanted.is_met(name, self._find_values(name, ties)) for name in asked)

    def _find_values(self, name: str, ties: list[Tie]) -> set[str]:
        """Find the values of who takes part; a body that acts for a city is asked for as itself."""
        bodies = (tie.body for tie in ties) if name == "organisation" else ()
        found = {iri for iri in (*(tie.member for tie in ties), *bodies) if iri in self.members}
        values = (OF_MEMBERS[name].values(self.record, self.members[iri]) for iri in found)
        return set[str]().union(*values)

    def count_undated(self) -> int:
        """Count the cooperations that only the period leaves out, no year of theirs being known."""
        if not self.wanted.has_period:
            return 0
        return sum(
            find_years(one) is None
            and not any(find_years(one, tie) for tie in self.all.get(one.iri, ()))
            and self._passes(one, self.all.get(one.iri, ()))
            for one in self.record.cooperations
        )

    def count_assumed(self) -> int:
        """Count the memberships whose end is not recorded and that a period keeps."""
        if not self.wanted.has_period:
            return 0
        years = (find_years(self.dated[tie.cooperation], tie) for tie in self.ties)
        return sum(one is not None and one.assumed for one in years)


def _show(part: CityNetwork, wanted: Wanted, selection: Selection) -> CityNetwork:
    """Show the members that were asked for, and keep the ties of the others apart."""
    shown = {one.iri for one in part.members if _is_shown(part, one, wanted.among)}
    roles = wanted.among.get("role", ())
    ties = tuple(t for t in part.ties if t.member in shown and (not roles or t.role in roles))
    if not ties:
        raise UsageError(f"nothing is left: no member passes {selection.describe()}")
    kept = {tie.member for tie in ties} if roles else shown
    seen = set(ties)
    return replace(
        part,
        members=tuple(one for one in part.members if one.iri in kept),
        ties=ties,
        hidden=tuple(tie for tie in part.ties if tie not in seen),
        transfers=tuple(one for one in part.transfers if {one.giver, one.learner} <= kept),
        participations=tuple(one for one in part.participations if one.member in kept),
    )


def _is_shown(record: CityNetwork, member: Member, among: dict[str, tuple[str, ...]]) -> bool:
    return all(
        member.kind in values
        if name == "kind"
        else not OF_MEMBERS[name].values(record, member).isdisjoint(values)
        for name, values in among.items()
        if name != "role"
    )


def _scope(record: CityNetwork, wanted: Wanted) -> Scope:
    """Name what was asked for; a network before a city, a city before a country."""
    nodes = {one.iri: one for one in (*record.members, *record.others, *record.cooperations)}
    known: dict[str, Thing] = {**nodes, **record.countries, **record.themes, **record.programmes}

    def name(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known[iri].label for iri in values)

    about = next((kind for kind in ("network", "city", "country") if wanted.values[kind]), "")
    asked = wanted.values[about] if about else ()
    codes = [record.countries[iri].code for iri in asked] if about == "country" else []
    return Scope(
        about,
        name(asked),
        tuple(codes),
        name(wanted.values["theme"]),
        name(wanted.values["programme"]),
        wanted.start,
        wanted.end,
    )
