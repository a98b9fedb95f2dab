"""What a map says in words: its title and caption, and the tables behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures.captions import (
    choose_group,
    cite,
    count,
    count_cooperations,
    name_country,
    name_group,
    name_some,
    name_sources,
    scope,
)
from hanse_viz.figures.figure import Table

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from hanse.record.model import CityNetwork, Member


class Way(NamedTuple):
    """From one member to another within a cooperation; `practice` where one is handed on."""

    tail: str
    head: str
    cooperation: str
    practice: str = ""


class Seen(NamedTuple):
    """What a map shows of what it was given: members shown, placed, arcs possible and drawn."""

    shown: set[str]
    placed: set[str]
    possible: int
    drawn: int


def say_map(part: CityNetwork, seen: Seen, practices: bool) -> tuple[str, str, list[str]]:  # noqa: FBT001 - as the option
    """Write title, subtitle and caption of a map."""
    shown = [member for member in part.members if member.iri in seen.shown]
    countries = {member.country for member in shown}
    where = f"{count(len(shown), 'city', 'cities')} in {_count_countries(len(countries))}"
    pairs = count(seen.drawn, "arc")
    if practices:
        title = "Which cities learn good practices from which"
        how = f"An arc goes from the giver of a practice to who takes it up: {pairs}."
        told = f"{scope(part)}{where}, {count(len(part.transfers), 'transfer')}. {how}"
    else:
        title = "European cities and the lead partners of their networks"
        how = f"An arc goes from the lead partner to each partner: {pairs}."
        told = f"{scope(part)}{where}, {count_cooperations(part)}. {how}"
    notes = " ".join(_note(part, seen, practices))
    more = " A pair on one theme has one arc, the thicker the more often it meets."
    return title, told, [f"{notes}{more}".strip(), *cite(part, _kind(practices), earth=True)]


def list_ways(part: CityNetwork, ways: Sequence[Way], practices: bool) -> Table:  # noqa: FBT001 - as above
    """List what the arcs stand for, each with its sources."""
    members = {member.iri: member for member in part.members}
    cooperations = {one.iri: one for one in part.cooperations}
    named = {one.iri: one.label for one in part.practices}
    sources = _find_sources(part, practices)

    def tell(way: Way) -> Iterator[str]:
        for end in (way.tail, way.head):
            yield members[end].label
            yield name_country(part, members[end])
        if practices:
            yield named.get(way.practice, "")
        found = cooperations.get(way.cooperation)
        yield found.label if found else ""
        yield name_group(part, choose_group(part, found))
        yield sources.get((way.head, way.cooperation, way.practice), "")

    ends = ("Giver", "Learner") if practices else ("Lead partner", "Partner")
    columns = [name for end in ends for name in (end, f"Country of the {end.lower()}")]
    columns += ["Practice"] if practices else []
    title = "Practices given and learnt" if practices else "From lead partner to partner"
    rows = sorted(tuple(tell(way)) for way in ways)
    return Table(title, (*columns, "Network or project", "Theme", "Sources"), tuple(rows))


def list_cities(part: CityNetwork, weights: Counter[str], practices: bool) -> Table:  # noqa: FBT001 - as above
    """List the cities with where they are and how much they weigh."""
    rows = sorted(
        (
            (
                member.label,
                name_country(part, member),
                _write(member.latitude),
                _write(member.longitude),
                str(weights[member.iri]),
            )
            for member in part.members
            if weights[member.iri]
        ),
        key=lambda row: (-int(row[-1]), row),
    )
    weight = "Practices given or learnt" if practices else "Networks and projects"
    return Table("Cities", ("City", "Country", "Latitude", "Longitude", weight), tuple(rows))


def _kind(practices: bool) -> str:  # noqa: FBT001 - as above
    return "map --practices" if practices else "map"


def _count_countries(number: int) -> str:
    return count(number, "country", "countries")


def _note(part: CityNetwork, seen: Seen, practices: bool) -> Iterator[str]:  # noqa: FBT001 - as above
    involved = {end for one in part.transfers for end in (one.giver, one.learner)}
    members = [one for one in part.members if not practices or one.iri in involved]
    cities = [member for member in members if member.kind == "city"]
    nowhere = [member for member in cities if member.latitude is None]
    away = [one for one in cities if one.latitude is not None and one.iri not in seen.placed]
    bodies = len(members) - len(cities)
    led = {tie.cooperation for tie in part.ties if tie.role == "lead"}
    if nowhere:
        yield f"Without coordinates: {_name(nowhere)}."
    if away:
        yield f"Outside the map: {_name(away)}."
    if bodies:
        yield f"{count(bodies, 'organisation')} without a place not shown."
    if not practices and len(led) < len(part.cooperations):
        without = len(part.cooperations) - len(led)
        yield f"{count(without, 'cooperation')} without a recorded lead partner: no arc."
    if seen.drawn < seen.possible:
        yield f"Drawn are the {seen.drawn:,} of {seen.possible:,} arcs that stand for most ties."


def _name(members: Sequence[Member]) -> str:
    return name_some(member.label for member in members)


def _write(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:.4f}"


def _find_sources(part: CityNetwork, practices: bool) -> dict[tuple[str, str, str], str]:  # noqa: FBT001 - as above
    if practices:
        return {
            (one.learner, one.cooperation, one.practice): name_sources(part, one.sources)
            for one in part.transfers
        }
    return {(one.member, one.cooperation, ""): name_sources(part, one.sources) for one in part.ties}
