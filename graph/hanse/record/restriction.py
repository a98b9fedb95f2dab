"""What stays of a record when some of its cooperations do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.record.themes import climb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hanse.record.model import CityNetwork, Practice
    from hanse.record.selection import Filters


def restrict(network: CityNetwork, kept: set[str], wanted: Filters) -> CityNetwork:
    """Keep some cooperations, what belongs to them, and the members that this names.

    A practice stays that was learnt in one of them, or that passes a filter of its own: its city,
    its country, its theme. `wanted` holds IRIs.
    """
    ties = tuple(tie for tie in network.ties if tie.cooperation in kept)
    transfers = tuple(one for one in network.transfers if one.cooperation in kept)
    practices = tuple(filter(_keep_practice(network, kept, wanted), network.practices))
    events = tuple(one for one in network.events if not kept.isdisjoint(one.cooperations))
    held = {event.iri for event in events}
    participations = tuple(one for one in network.participations if one.event in held)
    part = replace(
        network,
        cooperations=tuple(one for one in network.cooperations if one.iri in kept),
        ties=ties,
        practices=practices,
        transfers=transfers,
        events=events,
        participations=participations,
        phases=tuple(one for one in network.phases if one.cooperation in kept),
    )
    named = set(part.name_members())
    return replace(part, members=tuple(one for one in network.members if one.iri in named))


def list_themes(network: CityNetwork, own: Iterable[str]) -> set[str]:
    """List themes and every theme above them."""
    return {iri for theme in own if theme for iri in climb(theme, network.themes)}


def _keep_practice(
    network: CityNetwork, kept: set[str], wanted: Filters
) -> Callable[[Practice], bool]:
    learnt = {one.practice for one in network.transfers if one.cooperation in kept}
    only_learnt = bool(wanted.network or wanted.programme or wanted.start or wanted.end)

    def passes(practice: Practice) -> bool:
        asked = (
            (wanted.city, set(practice.homes)),
            (wanted.country, {practice.country}),
            (wanted.theme, list_themes(network, practice.themes)),
        )
        return all(not values or not found.isdisjoint(values) for values, found in asked)

    return lambda one: one.iri in learnt or (not only_learnt and passes(one))
