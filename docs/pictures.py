"""Draws the pictures of the pages on analysis anew, one for each method, from the shipped tables.

python -m docs.pictures
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import hanse
from hanse.analysis import (
    Ways,
    count_turnover,
    find_meetings,
    find_ties,
    list_nodes,
    measure_nodes,
    measure_survival,
    rank_over_time,
    read_affiliations,
    score_held_out,
    summarise,
)
from hanse.record.reading import read_record
from hanse_viz import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Figure, Origin

IMAGES = Path(__file__).parent / "images"
RESAMPLES = 100


class Study(NamedTuple):
    """What is analysed: the memberships, and the record that is cited."""

    affiliations: Affiliations
    record: CityNetwork

    def cite(self, command: str) -> Origin:
        """Cite the tables by their version; a digest would change each picture with any fact."""
        return figures.cite_record(replace(self.record, digest=""), command)


def read_study(graph: Graph) -> Study:
    """Read cities and networks of a dataset, and its record."""
    return Study(read_affiliations(graph), read_record(graph))


def _draw_ties(study: Study) -> Figure:
    ties = list(find_ties(study.affiliations, onto="cooperations"))
    origin = study.cite("hanse viz ties --onto cooperations")
    return figures.draw_ties(ties, origin, onto="cooperations")


def _draw_meetings(study: Study) -> Figure:
    meetings = find_meetings(study.affiliations, "size")
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
    rows = score_held_out(study.affiliations)
    return figures.draw_partners(rows, study.cite("hanse analyse partners --held-out"))


def _draw_measures(study: Study) -> Figure:
    ways = Ways(measures=("betweenness",))
    rows = measure_nodes(study.affiliations, ways, bootstrap=RESAMPLES)
    origin = study.cite(f"hanse analyse measures --measure betweenness --bootstrap {RESAMPLES}")
    return figures.draw_measures(rows, origin, resamples=RESAMPLES)


def _draw_communities(study: Study) -> Figure:
    places = study.record.list_places()
    rows, summary = list_nodes(study.affiliations), summarise(study.affiliations)
    origin = study.cite("hanse analyse communities")
    return figures.draw_communities(rows, places, origin, summary=summary)


def _draw_degrees(study: Study) -> Figure:
    return figures.draw_degrees(study.affiliations, study.cite("hanse analyse dimensions"))


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


def main() -> None:
    """Draw each picture and write it as SVG."""
    study = read_study(hanse.open())
    for name, draw in PICTURES.items():
        (IMAGES / f"{name}.svg").write_text(draw(study).svg, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
