"""From a dataset to its record: one query for each kind of fact, joined in memory."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.record import activities, memberships
from hanse.record.asking import ask, gather
from hanse.record.model import CityNetwork, Source, Theme
from hanse.record.names import read_names, read_regions, read_things
from hanse.record.themes import rank_groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from hanse.record.asking import Answer, Dataset
    from hanse.record.model import Member

    class Whole(Protocol):
        """A dataset that can be taken along whole, such as what `hanse.open()` returns."""

        def query(self, name_or_text: str, /) -> Answer:
            """Answer a query."""
            ...

        def lines(self) -> list[str]:
            """Give every triple as an N-Triples line, sorted."""
            ...


def read_network(dataset: Dataset) -> CityNetwork:
    """Read every member, cooperation and tie of a dataset, each with its sources.

    Members without a tie are left out. A body that takes part for a city is named on the tie, and
    the city is the member; one that takes part for itself is a member of its own.
    """
    ties = memberships.read_ties(dataset)
    tied = {tie.member for tie in ties}
    themes = read_themes(dataset)
    cooperations = memberships.read_cooperations(dataset)
    known = {cooperation.iri for cooperation in cooperations}
    return CityNetwork(
        members=tuple(one for one in memberships.read_members(dataset) if one.iri in tied),
        cooperations=cooperations,
        ties=tuple(tie for tie in ties if tie.cooperation in known),
        countries=memberships.read_countries(dataset),
        programmes=read_things(dataset, "hanse:Programme"),
        themes=themes,
        sources=_read_sources(dataset),
        groups=rank_groups((cooperation.main_theme for cooperation in cooperations), themes),
        version="".join(row["version"] for row in ask(dataset, "version")),
        regions=read_regions(dataset),
    )


def read_record(graph: Whole) -> CityNetwork:
    """Read the network with all else that the explorer shows, each fact with its sources.

    Beside the members with a tie there are those that give, learn or host, and the digest.
    """
    practices = tuple(activities.read_practices(graph))
    transfers = tuple(activities.read_transfers(graph))
    events = tuple(activities.read_events(graph))
    participations = tuple(activities.read_participations(graph))
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
        phases=tuple(activities.read_phases(graph)),
        digest=hashlib.sha256("".join(graph.lines()).encode()).hexdigest(),
    )


def _add_members(dataset: Dataset, network: CityNetwork, named: set[str]) -> Iterator[Member]:
    tied = {member.iri for member in network.members}
    members = memberships.read_members(dataset)
    return (one for one in members if one.iri in tied or one.iri in named)


def read_themes(dataset: Dataset) -> dict[str, Theme]:
    """Read the themes, each with those directly above it."""
    broader = gather(ask(dataset, "broader_themes"), "broader")
    return {
        iri: Theme(iri, label, names, broader.get(iri, ()))
        for iri, (label, names) in read_names(dataset, "hanse:Theme").items()
    }


def _read_sources(dataset: Dataset) -> dict[str, Source]:
    named = read_names(dataset, "hanse:Source")
    return {
        row["thing"]: Source(
            row["thing"],
            *named.get(row["thing"], (row["thing"], ())),
            row["url"],
            row["publisher"],
        )
        for row in ask(dataset, "sources")
    }
