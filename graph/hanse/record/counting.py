"""Who counts as a member, and how many there are: counts as docs/glossary.md defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.record.model import CityNetwork, Tie

# Who counts where a membership names a city: the city alone that is the member itself, also one for
# which a body acts, or also one in which a body has its seat.
Rule: TypeAlias = Literal["authority", "acting", "seat"]
RULES: tuple[Rule, ...] = get_args(Rule)
USUAL: Rule = "acting"


def make_rule(record: CityNetwork, rule: Rule = USUAL) -> Callable[[Tie], str]:
    """Give the function that names, by IRI, the one member for whom a tie counts."""
    if rule == "authority":
        return lambda tie: tie.body or tie.member
    seats = {one.iri: one.seat for one in (*record.members, *record.others) if one.seat}
    if rule == "seat":
        return lambda tie: seats.get(tie.member, tie.member)
    return lambda tie: tie.member


def count(record: CityNetwork) -> dict[str, int]:
    """Count what a whole record holds, by the names of the definitions in docs/glossary.md."""
    everyone = (*record.members, *record.others)
    cities = {one.iri for one in everyone if one.kind == "city"}
    networks = {one.iri for one in record.cooperations if one.kind == "network"}
    tied = {tie.member for tie in record.ties}
    return {
        "known-cities": len(cities),
        "cities-that-take-part": len(cities & tied),
        "cities-that-take-part-themselves": len(cities & _count_by(record, "authority")),
        "cities-with-a-body-that-takes-part": len(cities & _count_by(record, "seat")),
        "cities-in-networks": len(
            cities & {tie.member for tie in record.ties if tie.cooperation in networks}
        ),
        "cities-drawn": len(cities & {one.iri for one in record.members}),
        "cities-with-a-place": len(
            {one.iri for one in everyone if one.latitude is not None} & cities
        ),
        "members": len(tied),
        "networks": len(networks),
        "projects": len(record.cooperations) - len(networks),
        "memberships": len({tie.iri for tie in record.ties}),
        "ties": len({(tie.member, tie.cooperation) for tie in record.ties}),
        "practices": len(record.practices),
        "transfers": len(record.transfers),
    }


def _count_by(record: CityNetwork, rule: Rule) -> set[str]:
    """Give everyone who counts as a member by a rule."""
    name = make_rule(record, rule)
    return {name(tie) for tie in record.ties}
