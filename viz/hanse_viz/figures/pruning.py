"""Fewer nodes than there are: the cooperations with most members, and these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork


def prune(part: CityNetwork, most: int) -> CityNetwork:
    """Keep cooperations and the members that a tie names, at most so many nodes.

    The cooperations with most members come first, those with as many by address; one is passed
    over that would bring too many. Members without a tie are left out.
    """
    members: dict[str, set[str]] = {one.iri: set() for one in part.cooperations}
    for tie in part.ties:
        members[tie.cooperation].add(tie.member)
    kept: set[str] = set()
    named: set[str] = set()
    for iri in sorted(members, key=lambda iri: (-len(members[iri]), iri)):
        if len(kept) + 1 + len(named | members[iri]) <= most:
            kept.add(iri)
            named |= members[iri]
    return replace(
        part,
        members=tuple(one for one in part.members if one.iri in named),
        cooperations=tuple(one for one in part.cooperations if one.iri in kept),
        ties=tuple(tie for tie in part.ties if tie.cooperation in kept),
    )
