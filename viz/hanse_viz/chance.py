"""What pages and pictures say of chance: in which words, up to which size, between countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.kinds import COOPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.analysis import Affiliations
    from hanse.analysis.mixing import Meeting
    from hanse.record.model import CityNetwork

# A larger record is not tested for a page: that takes minutes, and `hanse analyse ties` takes them.
MOST_TIES = 20_000
MOST_PAIRS = 500_000
KINDS = ("city", *COOPERATIONS)
# What is more, or less, than chance gives, as tables write it.
SIDES = {"over": "more", "under": "less", "": ""}
ALIKE = "with every city in as many networks and every network as large as they are"


def say_tie(*, more: bool) -> str:
    """Say whether a tie is more than chance; what is not may still be, it cannot be told."""
    return "yes" if more else "cannot be told"


def can_be_tested(affiliations: Affiliations) -> bool:
    """Tell whether all pairs that share something are few enough to be tested for a page."""
    sizes = (*affiliations.count_degrees(),)
    pairs = sum(int((side * (side - 1) // 2).sum()) for side in sizes)
    return 0 < len(affiliations.ties) <= MOST_TIES and pairs <= MOST_PAIRS


def compare_countries(record: CityNetwork, names: Mapping[str, str]) -> list[Meeting]:
    """Compare with chance how often countries' cities meet in networks and projects.

    The test is that of `hanse analyse ties --between country`, with the projects of the record too.
    `names` name the countries by their IRIs, "" where one is not known. Nothing where no two cities
    of known countries are, or for a record that is too large.
    """
    from hanse.analysis import find_meetings  # noqa: PLC0415 - takes a second

    affiliations = _gather(record, names)
    if not can_be_tested(affiliations):
        return []
    try:
        return find_meetings(affiliations, "country")
    except UsageError:  # no two cities with a country
        return []


def _gather(record: CityNetwork, names: Mapping[str, str]) -> Affiliations:
    from hanse.analysis import read_affiliations  # noqa: PLC0415 - as above

    countries = {one.iri: names.get(one.country, "") for one in record.members}
    found = read_affiliations(record, KINDS)
    members = (replace(member, country=countries[member.id]) for member in found.members)
    return replace(found, members=tuple(members))
