"""The pictures of the pages on analysis, one for each method, drawn from the shipped tables.

`make renew` writes them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docs.snapshots.study import RESAMPLES

from hanse.analysis import (
    count_turnover,
    list_nodes,
    measure_survival,
    rank_over_time,
    summarise,
)
from hanse.record.selection import Selection
from hanse_viz import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from docs.snapshots.study import Study

    from hanse_viz.figures import Figure

IMAGES = Path(__file__).parent / "images"


def _draw_ties(study: Study) -> Figure:
    ties = study.find_ties("cooperations")
    origin = study.cite("hanse viz ties --onto cooperations")
    return figures.draw_ties(ties, origin, onto="cooperations")


def _draw_meetings(study: Study) -> Figure:
    meetings = study.find_meetings("size")
    return figures.draw_meetings(meetings, study.cite("hanse viz ties --onto sizes"), by="size")


def _draw_newcomers(study: Study) -> Figure:
    rows = count_turnover(study.affiliations)
    return figures.draw_newcomers(rows, study.cite("hanse analyse time --of calls"))


def _draw_survival(study: Study) -> Figure:
    rows = measure_survival(study.affiliations)
    return figures.draw_survival(rows, study.cite("hanse analyse time --of survival"))


def _draw_ranks(study: Study) -> Figure:
    rows = rank_over_time(study.affiliations)
    return figures.draw_ranks(rows, study.cite("hanse analyse time --of ranks"))


def _draw_partners(study: Study) -> Figure:
    return figures.draw_partners(study.held_out, study.cite("hanse analyse partners --held-out"))


def _draw_measures(study: Study) -> Figure:
    origin = study.cite(f"hanse analyse measures --measure betweenness --bootstrap {RESAMPLES}")
    return figures.draw_measures(study.betweenness, origin, resamples=RESAMPLES)


def _draw_communities(study: Study) -> Figure:
    places = study.record.list_places()
    rows, summary = list_nodes(study.affiliations), summarise(study.affiliations)
    origin = study.cite("hanse analyse communities")
    return figures.draw_communities(rows, places, origin, summary=summary)


def _draw_degrees(study: Study) -> Figure:
    return figures.draw_degrees(study.affiliations, study.cite("hanse analyse dimensions"))


def draw_map_of_riga(study: Study) -> Figure:
    """Draw the map that README shows; a digest in it would change it with any fact."""
    return figures.draw_map(replace(study.record, digest=""), Selection(city=("riga",)))


PICTURES: dict[str, Callable[[Study], Figure]] = {
    "analysis-degrees": _draw_degrees,
    "analysis-ties": _draw_ties,
    "analysis-meetings": _draw_meetings,
    "analysis-newcomers": _draw_newcomers,
    "analysis-survival": _draw_survival,
    "analysis-ranks": _draw_ranks,
    "analysis-partners": _draw_partners,
    "analysis-measures": _draw_measures,
    "analysis-communities": _draw_communities,
}
