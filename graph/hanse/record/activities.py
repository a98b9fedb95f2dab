"""What comes of cooperations: practices, who learnt them, events, who came, and phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.record.asking import ask, gather, read_whole
from hanse.record.model import Event, Participation, Phase, Practice, Transfer
from hanse.record.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.record.asking import Dataset


def read_practices(dataset: Dataset) -> Iterable[Practice]:
    """Read every good practice, with where it is practised."""
    named = read_names(dataset, "hanse:GoodPractice")
    homes = gather(ask(dataset, "practice_homes"), "home")
    themes = gather(ask(dataset, "practice_themes"), "theme")
    sources = _read_sources(dataset, "hanse:GoodPractice")
    for row in ask(dataset, "practices"):
        yield Practice(
            row["thing"],
            *named.get(row["thing"], (row["thing"], ())),
            homes.get(row["thing"], ()),
            row["country"],
            _read_year(row["issued"]),
            _read_year(row["start"]),
            themes.get(row["thing"], ()),
            sources.get(row["thing"], ()),
        )


def read_transfers(dataset: Dataset) -> Iterable[Transfer]:
    """Read which member took up which practice of whom, and in which cooperation."""
    sources = _read_sources(dataset, "hanse:Transfer")
    for row in ask(dataset, "transfers"):
        yield Transfer(
            row["thing"],
            row["practice"],
            row["giver"],
            row["learner"],
            row["cooperation"],
            sources.get(row["thing"], ()),
        )


def read_events(dataset: Dataset) -> Iterable[Event]:
    """Read every event and the cooperations that it belongs to."""
    named = read_names(dataset, "hanse:Event")
    types = gather(ask(dataset, "event_types"), "label")
    parts = gather(ask(dataset, "event_cooperations"), "cooperation")
    sources = _read_sources(dataset, "hanse:Event")
    for row in ask(dataset, "events"):
        yield Event(
            row["thing"],
            *named.get(row["thing"], (row["thing"], ())),
            types.get(row["thing"], ("Event",))[0],
            row["start"],
            row["end"],
            row["city"],
            row["country"],
            parts.get(row["thing"], ()),
            sources.get(row["thing"], ()),
        )


def read_participations(dataset: Dataset) -> Iterable[Participation]:
    """Read who took part in which event."""
    sources = _read_sources(dataset, "hanse:Participation")
    for row in ask(dataset, "participations"):
        yield Participation(
            row["thing"],
            row["event"],
            row["member"],
            row["role"],
            row["city"],
            sources.get(row["thing"], ()),
        )


def read_phases(dataset: Dataset) -> Iterable[Phase]:
    """Read the phases of networks."""
    named = read_names(dataset, "hanse:Phase")
    sources = _read_sources(dataset, "hanse:Phase")
    for row in ask(dataset, "phases"):
        yield Phase(
            row["thing"],
            *named.get(row["thing"], (row["thing"], ())),
            row["cooperation"],
            row["start"],
            read_whole(row["months"]),
            row["whole"],
            sources.get(row["thing"], ()),
        )


def _read_sources(dataset: Dataset, class_: str) -> dict[str, tuple[str, ...]]:
    return gather(ask(dataset, "sources_of", class_), "source")


def _read_year(date: str) -> int | None:
    """Read the year of a date that has one."""
    return int(date[:4]) if date[:4].isdigit() else None
