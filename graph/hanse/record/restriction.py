"""What stays of a record when some of its cooperations do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.record.facets import list_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hanse.record.model import CityNetwork, Practice
    from hanse.record.selection import Choice, Wanted

# By what practices are asked for themselves.
_OF_PRACTICES = frozenset({"city", "country", "theme"})


def restrict(record: CityNetwork, chosen: Choice, wanted: Wanted) -> CityNetwork:
    """Keep what was chosen, what belongs to it, and the members that this names.

    A practice stays that was learnt in a chosen cooperation, or that passes what is asked of it:
    its city, its country, its theme.
    """
    kept = chosen.cooperations
    events = tuple(one for one in record.events if not kept.isdisjoint(one.cooperations))
    held = {event.iri for event in events}
    other = any(wanted.values[name] for name in wanted.values.keys() - _OF_PRACTICES)
    asked = {} if other or wanted.has_period else wanted.values
    part = replace(
        record,
        cooperations=tuple(one for one in record.cooperations if one.iri in kept),
        ties=tuple(tie for tie in record.ties if tie in chosen.ties),
        practices=tuple(filter(_keep_practice(record, kept, asked), record.practices)),
        transfers=tuple(one for one in record.transfers if one.cooperation in kept),
        events=events,
        participations=tuple(one for one in record.participations if one.event in held),
        phases=tuple(one for one in record.phases if one.cooperation in kept),
    )
    named = set(part.name_members())
    return replace(part, members=tuple(one for one in record.members if one.iri in named))


def _keep_practice(
    record: CityNetwork, kept: set[str], wanted: Mapping[str, tuple[str, ...]]
) -> Callable[[Practice], bool]:
    """Keep what was learnt, and what passes `wanted` where that says anything."""
    learnt = {one.practice for one in record.transfers if one.cooperation in kept}

    def passes(practice: Practice) -> bool:
        asked = (
            (wanted["city"], set(practice.homes)),
            (wanted["country"], {practice.country}),
            (wanted["theme"], list_themes(record, practice.themes)),
        )
        return all(not values or not found.isdisjoint(values) for values, found in asked)

    return lambda one: one.iri in learnt or (bool(wanted) and passes(one))
