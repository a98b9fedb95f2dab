"""What a flow of practices says in words: its title and caption, and the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse_viz.figures import captions
from hanse_viz.figures.figure import Table

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork, Member


def name_member(part: CityNetwork, member: Member) -> str:
    """Name a member with the code of its country."""
    country = part.countries.get(member.country)
    return f"{member.label} ({country.code})" if country and country.code else member.label


def name_country(part: CityNetwork, iri: str) -> str:
    """Name a country, or say that none is recorded."""
    return part.countries[iri].label if iri in part.countries else "Country not recorded"


def say_flow(part: CityNetwork, *, cities: bool, lumped: int) -> tuple[str, str, list[str]]:
    """Write title, subtitle and caption of a flow."""
    givers = len({one.giver for one in part.transfers})
    learners = len({one.learner for one in part.transfers})
    practices = len({one.practice for one in part.transfers})
    transfers = captions.count(len(part.transfers), "transfer")
    told = (
        f"{captions.scope(part)}{transfers} of {captions.count(practices, 'good practice')}:"
        f" {captions.count(givers, 'member')} hand them on,"
        f" {captions.count(learners, 'member')} take them up."
    )
    notes = [
        "A transfer is one partner that takes up one practice in one network;",
        "it does not say how far the practice was put to use.",
        "Numbers count transfers.",
    ]
    if not cities:
        notes.append("Members stand with their country; one country can learn from itself.")
    if lumped:
        notes.append(f"Drawn are the {lumped} countries with most transfers on either side.")
    title = "Who learns good practices from whom"
    return title, told, [" ".join(notes), *captions.cite(part, "practices")]


def list_transfers(part: CityNetwork) -> Table:
    """List every transfer with its sources."""
    members = {one.iri: one for one in part.members}
    practices = {one.iri: one.label for one in part.practices}
    cooperations = {one.iri: one.label for one in part.cooperations}
    rows = sorted(
        (
            members[one.giver].label,
            captions.name_country(part, members[one.giver]),
            practices.get(one.practice, ""),
            members[one.learner].label,
            captions.name_country(part, members[one.learner]),
            cooperations.get(one.cooperation, ""),
            captions.name_sources(part, one.sources),
        )
        for one in part.transfers
    )
    columns = ("Giver", "Country of the giver", "Good practice", "Learner")
    more = ("Country of the learner", "Network", "Sources")
    return Table("Transfers of good practices", (*columns, *more), tuple(rows))
