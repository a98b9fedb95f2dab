"""The whole record: the city network with practices, who learnt them, events and phases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from hanse_viz import facts
from hanse_viz.network import CityNetwork, Event, Participation, Phase, Practice, Transfer
from hanse_viz.reading import read_members, read_names, read_network

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.access import Graph
    from hanse_viz.facts import Dataset
    from hanse_viz.network import Member


def read_record(graph: Graph) -> CityNetwork:
    """Read the network with all else that the explorer shows, each fact with its sources.

    Beside the members with a tie there are those that give, learn or host, and the digest.
    """
    practices, transfers = tuple(_read_practices(graph)), tuple(_read_transfers(graph))
    events, participations = tuple(_read_events(graph)), tuple(_read_participations(graph))
    network = read_network(graph)
    named = {iri for practice in practices for iri in practice.homes}
    named.update(end for transfer in transfers for end in (transfer.giver, transfer.learner))
    named.update(event.city for event in events)
    named.update(iri for one in participations for iri in (one.member, one.city))
    return replace(
        network,
        members=tuple(_add_members(graph, network, named)),
        practices=practices,
        transfers=transfers,
        events=events,
        participations=participations,
        phases=tuple(_read_phases(graph)),
        digest=hashlib.sha256("".join(graph.lines()).encode()).hexdigest(),
    )


def _add_members(graph: Graph, network: CityNetwork, named: set[str]) -> Iterator[Member]:
    tied = {member.iri for member in network.members}
    return (one for one in read_members(graph) if one.iri in tied or one.iri in named)


def _read_practices(dataset: Dataset) -> Iterable[Practice]:
    named = read_names(dataset, "hanse:GoodPractice")
    homes = facts.gather(facts.ask(dataset, facts.HOMES))
    themes = facts.gather(facts.ask(dataset, facts.PRACTICE_THEMES))
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:GoodPractice"))
    for iri, country, issued, start in facts.ask(dataset, facts.PRACTICES):
        yield Practice(
            iri,
            *named.get(iri, (iri, ())),
            homes.get(iri, ()),
            country,
            _read_year(issued),
            _read_year(start),
            themes.get(iri, ()),
            sources.get(iri, ()),
        )


def _read_transfers(dataset: Dataset) -> Iterable[Transfer]:
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:Transfer"))
    for iri, practice, giver, learner, cooperation in facts.ask(dataset, facts.TRANSFERS):
        yield Transfer(iri, practice, giver, learner, cooperation, sources.get(iri, ()))


def _read_events(dataset: Dataset) -> Iterable[Event]:
    named = read_names(dataset, "hanse:Event")
    types = facts.gather(facts.ask(dataset, facts.EVENT_TYPES))
    parts = facts.gather(facts.ask(dataset, facts.EVENT_COOPERATIONS))
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:Event"))
    for iri, start, end, city, country in facts.ask(dataset, facts.EVENTS):
        yield Event(
            iri,
            *named.get(iri, (iri, ())),
            types.get(iri, ("Event",))[0],
            start,
            end,
            city,
            country,
            parts.get(iri, ()),
            sources.get(iri, ()),
        )


def _read_participations(dataset: Dataset) -> Iterable[Participation]:
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:Participation"))
    for iri, event, member, role, city in facts.ask(dataset, facts.PARTICIPATIONS):
        yield Participation(iri, event, member, role, city, sources.get(iri, ()))


def _read_phases(dataset: Dataset) -> Iterable[Phase]:
    named = read_names(dataset, "hanse:Phase")
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:Phase"))
    for iri, cooperation, start, months, whole in facts.ask(dataset, facts.PHASES):
        yield Phase(
            iri,
            *named.get(iri, (iri, ())),
            cooperation,
            start,
            int(months) if months else None,
            whole,
            sources.get(iri, ()),
        )


def _read_year(date: str) -> int | None:
    """Read the year of a date that has one."""
    return int(date[:4]) if date[:4].isdigit() else None
