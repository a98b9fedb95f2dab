"""Which countries' cities meet more, or less, often than chance gives, for the matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.analysis import Affiliations
    from hanse.analysis.mixing import Meeting
    from hanse_viz.network import CityNetwork

# A larger record is not tested: its samples take minutes, and `hanse analyse ties` takes them.
MOST_TIES = 20_000


def compare_countries(record: CityNetwork, names: Mapping[str, str]) -> list[Meeting]:
    """Compare with chance how often countries' cities meet, as `analyse ties --between` does.

    `names` name the countries by their IRIs, "" where one is not known. Nothing where no two cities
    of known countries are, or for a record of more than 20,000 memberships.
    """
    from hanse.analysis import find_meetings  # noqa: PLC0415 - takes a second

    affiliations = _gather(record, names)
    if not affiliations.ties or len(affiliations.ties) > MOST_TIES:
        return []
    try:
        return find_meetings(affiliations, "country")
    except UsageError:  # no two cities with a country
        return []


def _gather(record: CityNetwork, names: Mapping[str, str]) -> Affiliations:
    from hanse.analysis import Cooperation, Member, Tie  # noqa: PLC0415 - as above
    from hanse.analysis.affiliations import gather  # noqa: PLC0415 - as above

    cities = {one.iri: one for one in record.members if one.kind == "city"}
    return gather(
        [Member(iri, one.label, country=names.get(one.country, "")) for iri, one in cities.items()],
        [Cooperation(one.iri, one.label) for one in record.cooperations],
        [Tie(tie.member, tie.cooperation) for tie in record.ties if tie.member in cities],
    )
