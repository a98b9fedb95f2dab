"""Which countries' cities meet more, or less, often than chance gives, for the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import Affiliations, Cooperation, Member, Tie, find_meetings
from hanse.analysis.affiliations import gather
from hanse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse_viz.network import CityNetwork

# A larger record is not tested: its samples take minutes, and `hanse analyse ties` takes them.
MOST_TIES = 20_000


def list_meetings(record: CityNetwork, codes: Mapping[str, str]) -> list[list[Any]]:
    """Compare with chance how often countries' cities meet, as `analyse ties --between` does.

    Each row is [code, code, shared cooperations, the same by chance, q, "over", "under" or ""];
    `codes` name the countries by their IRIs. Nothing where no two cities of known countries are, or
    for a record of more than 20,000 memberships.
    """
    affiliations = _gather(record, codes)
    if not affiliations.ties or len(affiliations.ties) > MOST_TIES:
        return []
    try:
        meetings = find_meetings(affiliations, "country")
    except UsageError:  # no two cities with a country
        return []
    return [
        [one.a, one.b, one.observed, round(one.expected, 2), float(f"{one.q:.2g}"), one.represented]
        for one in meetings
    ]


def _gather(record: CityNetwork, codes: Mapping[str, str]) -> Affiliations:
    cities = {one.iri: one for one in record.members if one.kind == "city"}
    return gather(
        [Member(iri, one.label, country=codes.get(one.country, "")) for iri, one in cities.items()],
        [Cooperation(one.iri, one.label) for one in record.cooperations],
        [Tie(tie.member, tie.cooperation) for tie in record.ties if tie.member in cities],
    )
