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
    from typing import Protocol

    from hanse.record.asking import Answer, Dataset

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
    members = tuple(memberships.read_members(dataset))
    return CityNetwork(
        members=tuple(one for one in members if one.iri in tied),
        cooperations=cooperations,
        ties=tuple(tie for tie in ties if tie.cooperation in known),
        countries=memberships.read_countries(dataset),
        programmes=read_things(dataset, "hanse:Programme"),
        themes=themes,
        sources=_read_sources(dataset),
        groups=rank_groups((cooperation.main_theme for cooperation in cooperations), themes),
        version="".join(row["version"] for row in ask(dataset, "version")),
        regions=read_regions(dataset),
        others=tuple(one for one in members if one.iri not in tied),
    )


def read_activities(dataset: Dataset) -> CityNetwork:
    """Read the network with what comes of it: practices, transfers, events and phases.

    Beside the members with a tie there are those that give, learn or host.
    """
    network = replace(
        read_network(dataset),
        practices=tuple(activities.read_practices(dataset)),
        transfers=tuple(activities.read_transfers(dataset)),
        events=tuple(activities.read_events(dataset)),
        participations=tuple(activities.read_participations(dataset)),
        phases=tuple(activities.read_phases(dataset)),
    )
    named = set(network.name_members())
    everyone = sorted((*network.members, *network.others), key=lambda member: member.iri)
    return replace(
        network,
        members=tuple(one for one in everyone if one.iri in named),
        others=tuple(one for one in everyone if one.iri not in named),
    )


def read_record(graph: Whole) -> CityNetwork:
    """Read the whole record, each fact with its sources, and the digest of the dataset."""
    digest = hashlib.sha256("".join(graph.lines()).encode()).hexdigest()
    return replace(read_activities(graph), digest=digest)


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
