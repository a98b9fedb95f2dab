"""From a dataset to the figure of its ties: what `hanse viz ties` draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.record.reading import read_record
from hanse.record.selection import Selection, select
from hanse_viz.figures.analysis.meetings import draw_meetings
from hanse_viz.figures.analysis.origin import cite_record
from hanse_viz.figures.analysis.ties import draw_ties

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.figures.figure import Figure

# What ties are drawn between, and the name that the analysis has for classes of members.
ONTO = {
    "members": "",
    "cooperations": "",
    "countries": "country",
    "regions": "region",
    "sizes": "size",
}


def ask_ties(graph: Graph, filters: Selection | None = None, *, onto: str = "members") -> Figure:
    """Draw which ties of a dataset are more than chance; `onto` is one of `ONTO`.

    The memberships are those that `hanse analyse ties` tests with the same filters: cities and
    networks. Raises UsageError for filters that fit nothing, MissingExtraError without the extra
    `analysis`.
    """
    from hanse.analysis import find_meetings, find_ties, read_affiliations  # noqa: PLC0415

    filters = filters or Selection()
    part = select(read_record(graph), filters)
    affiliations = read_affiliations(part)
    if not affiliations.ties:
        raise UsageError(f"nothing to draw: no city is in a network of {part.query or 'these'}")
    origin = cite_record(part, f"hanse viz ties{'' if onto == 'members' else f' --onto {onto}'}")
    by = ONTO[onto]
    if not by:
        return draw_ties(list(find_ties(affiliations, onto=onto)), origin, onto=onto)
    names = {country.code: country.label for country in part.countries.values()}
    return draw_meetings(find_meetings(affiliations, by), origin, by=by, names=names)
