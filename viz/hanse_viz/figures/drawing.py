"""Figures of a dataset, by name: each reads the record, keeps a part of it and draws that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.record.model import CityNetwork
from hanse.record.reading import read_record
from hanse.record.selection import Selection, select
from hanse_viz.figures import atlas, flows, matrix, ties, timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse_viz.figures.figure import Figure


def draw_map(
    source: Graph | CityNetwork, filters: Selection | None = None, *, practices: bool = False
) -> Figure:
    """Draw the cities in Europe, each as large as it has networks, with arcs between them.

    An arc goes from the lead partner to each partner or, with `practices`, from who gives a good
    practice to who takes it up; its colour and dash tell the theme. The projection is EPSG:3035.
    Raises UsageError for filters that fit nothing and where no city has coordinates.
    """
    return atlas.draw_map(_keep(source, filters), practices=practices)


def draw_timeline(source: Graph | CityNetwork, filters: Selection | None = None) -> Figure:
    """Draw when networks and projects ran, by year, with phases and events where they are dated.

    Above 400 those with most members are drawn. Raises UsageError where none has a start.
    """
    return timeline.draw_timeline(_keep(source, filters))


def draw_matrix(source: Graph | CityNetwork, filters: Selection | None = None) -> Figure:
    """Draw for each pair of countries how many pairs of their cities share a network or project.

    A pair of cities counts once. Above 44 countries those with most pairs are drawn. Raises
    UsageError where no two cities meet.
    """
    return matrix.draw_matrix(_keep(source, filters))


def draw_practices(source: Graph | CityNetwork, filters: Selection | None = None) -> Figure:
    """Draw who learns good practices from whom: up to 40 transfers by city, more by country.

    Raises UsageError where there is no transfer.
    """
    return flows.draw_practices(_keep(source, filters))


def draw_figure(source: Graph | CityNetwork, filters: Selection | None = None) -> Figure:
    """Draw cities, organisations, networks and projects and the memberships that join them.

    Above 3,000 of them those networks are kept that have most members.
    """
    return ties.draw_figure(_keep(source, filters))


DRAWN: dict[str, Callable[..., Figure]] = {
    "map": draw_map,
    "timeline": draw_timeline,
    "matrix": draw_matrix,
    "practices": draw_practices,
    "figure": draw_figure,
}


def _keep(source: Graph | CityNetwork, filters: Selection | None) -> CityNetwork:
    record = source if isinstance(source, CityNetwork) else read_record(source)
    return select(record, filters or Selection())
