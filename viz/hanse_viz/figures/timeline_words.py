"""What a timeline says in words: its title and caption, and the tables behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.record.periods import ASSUMED_YEARS
from hanse_viz.figures.calendar import read_moment
from hanse_viz.figures.captions import (
    cite,
    count,
    count_cooperations,
    name_group,
    name_some,
    name_sources,
    scope,
)
from hanse_viz.figures.figure import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hanse.record.model import CityNetwork, Cooperation


class Run(NamedTuple):
    """A cooperation that is drawn, with the group of its theme."""

    cooperation: Cooperation
    group: str


def read_end(cooperation: Cooperation) -> int:
    """Give the last year of a cooperation that has a start: the recorded one, else start + 3."""
    start = cooperation.start or 0
    return start + ASSUMED_YEARS if cooperation.end is None else max(cooperation.end, start)


def say_timeline(part: CityNetwork, runs: Sequence[Run], dated: int) -> tuple[str, str, list[str]]:
    """Write title, subtitle and caption of a timeline."""
    first = min(run.cooperation.start or 0 for run in runs)
    last = max(read_end(run.cooperation) for run in runs)
    told = (
        f"{scope(part)}{count_cooperations(part)}: drawn are {len(runs):,} with a recorded start,"
        f" {first} to {last}, each named in its bar or beside it."
    )
    notes = " ".join(_note(part, runs, dated))
    return "When the networks ran", told, [*filter(None, [notes]), *cite(part, "timeline")]


def list_runs(part: CityNetwork, runs: Sequence[Run], sizes: Mapping[str, int]) -> Iterator[Table]:
    """List the cooperations, those without a start as well, then phases and events."""
    columns = ("Network or project", "Start", "End", "Theme", "Programme", "Members", "Sources")
    groups = {run.cooperation.iri: name_group(part, run.group) for run in runs}
    ranked = sorted(part.cooperations, key=lambda one: (one.start or 9999, one.label, one.iri))
    yield Table(
        "Networks and projects",
        columns,
        tuple(
            (
                one.label,
                str(one.start or ""),
                str(one.end or ""),
                groups.get(one.iri, ""),
                part.programmes[one.programme].label if one.programme in part.programmes else "",
                str(sizes[one.iri]),
                name_sources(part, one.sources),
            )
            for one in ranked
        ),
    )
    yield from _list_dates(part)


def _list_dates(part: CityNetwork) -> Iterator[Table]:
    known = {one.iri: one.label for one in part.cooperations}
    phases = sorted(
        (
            known.get(one.cooperation, ""),
            one.label,
            one.start,
            str(one.months or ""),
            name_sources(part, one.sources),
        )
        for one in part.phases
    )
    if phases:
        columns = ("Network", "Phase", "Start", "Months", "Sources")
        yield Table("Phases", columns, tuple(phases))
    events = sorted(
        (
            one.start,
            one.label,
            one.type_label,
            "; ".join(known[iri] for iri in one.cooperations if iri in known),
            name_sources(part, one.sources),
        )
        for one in part.events
    )
    if events:
        columns = ("Date", "Event", "Kind", "Networks and projects", "Sources")
        yield Table("Events", columns, tuple(events))


def _note(part: CityNetwork, runs: Sequence[Run], dated: int) -> Iterator[str]:
    undated = [one.label for one in part.cooperations if one.start is None]
    open_ = sum(run.cooperation.end is None for run in runs)
    yield "A bar goes from the start of the first year to the end of the last."
    if open_:
        yield f"Without a recorded end, drawn to start + {ASSUMED_YEARS} years: {open_:,}."
    if undated:
        yield f"Without a recorded start: {name_some(undated)}."
    vague = sum(read_moment(event.start) is None for event in part.events)
    if vague:
        yield f"{count(vague, 'event')} without a year not drawn."
    if len(runs) < dated:
        yield f"Drawn are the {len(runs):,} of {dated:,} with most members."
