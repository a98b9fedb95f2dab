"""Rows of the analysis to draw, how each figure is drawn of them, and what counts its marks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

from hanse.analysis.mixing import Meeting
from hanse.analysis.ties import ProjectedTie
from hanse_viz.figures import (
    Origin,
    cite_record,
    draw_communities,
    draw_measures,
    draw_meetings,
    draw_newcomers,
    draw_partners,
    draw_ranks,
    draw_survival,
    draw_ties,
)
from hanse_viz.figures.marks import Path, Text, measure_light

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.analysis.grouping import NodeCommunity, Summary
    from hanse.analysis.newcomers import CallTurnover
    from hanse.analysis.nodes import NodeMeasures
    from hanse.analysis.partners import HeldOut
    from hanse.analysis.survival import RankInYear, Survival
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Figure

SVG = "{http://www.w3.org/2000/svg}"
ORIGIN = Origin("hanse analyse ties --edges mine.csv", "Data: mine.csv.")
LONG = "A name that is far too long for any figure of a hundred and eighty millimetres " * 3
FEW_SAMPLES = 60
RESAMPLES = 5


class Rows(NamedTuple):
    """Rows of the shipped dataset that figures are drawn of."""

    cities: list[ProjectedTie]
    networks: list[ProjectedTie]
    regions: list[Meeting]
    countries: list[Meeting]
    survival: list[Survival]
    calls: list[CallTurnover]
    ranks: list[RankInYear]
    measures: list[NodeMeasures]
    partners: list[HeldOut]
    communities: list[NodeCommunity]
    summary: Summary


def find_places(record: CityNetwork) -> dict[str, tuple[float, float]]:
    """Give latitude and longitude of those of whom both are known."""
    return {
        one.iri: (one.latitude, one.longitude)
        for one in record.members
        if one.latitude is not None and one.longitude is not None
    }


FIGURES: dict[str, Callable[[Rows, Origin], Figure]] = {
    "cities": lambda rows, origin: draw_ties(rows.cities, origin),
    "networks": lambda rows, origin: draw_ties(rows.networks, origin, onto="cooperations"),
    "regions": lambda rows, origin: draw_meetings(rows.regions, origin, by="region"),
    "countries": lambda rows, origin: draw_meetings(rows.countries, origin),
    "survival": lambda rows, origin: draw_survival(rows.survival, origin),
    "calls": lambda rows, origin: draw_newcomers(rows.calls, origin),
    "ranks": lambda rows, origin: draw_ranks(rows.ranks, origin),
    "measures": lambda rows, origin: draw_measures(rows.measures, origin, resamples=RESAMPLES),
    "partners": lambda rows, origin: draw_partners(rows.partners, origin),
}


def draw(name: str, rows: Rows, record: CityNetwork) -> Figure:
    """Draw a figure of the shipped dataset."""
    origin = cite_record(record, "hanse analyse")
    if name == "communities":
        places = find_places(record)
        return draw_communities(rows.communities, places, origin, summary=rows.summary)
    return FIGURES[name](rows, origin)


def make_tie(a: str, b: str, observed: int = 1, p: float = 0.5, **more: bool) -> ProjectedTie:
    """Make a tie between two that are called as their ids, if not by a label."""
    backbone = more.get("backbone", False)
    return ProjectedTie(a, b, observed, 0.5, p, p, backbone, a, b)


def make_meeting(a: str, b: str, observed: int, expected: float, way: str = "") -> Meeting:
    """Make a pair of classes."""
    return Meeting(a, b, 10, observed, expected, None, 0.01, 0.02 if way else 0.5, way)


def count_strokes(figure: Figure, colour: str, *, dashed: bool) -> int:
    """Count the lines of a colour that the SVG has dashed, or those that it has not."""
    found = 0
    for group in ET.fromstring(figure.svg).iter(f"{SVG}g"):  # noqa: S314 - written by us
        if group.get("stroke") == colour and (group.get("stroke-dasharray") is not None) == dashed:
            found += sum(path.get("d", "").count("M") for path in group.iter(f"{SVG}path"))
    return found


def count_lines(figure: Figure, style: object) -> int:
    """Count the lines of a style in the drawing; each legend has one more."""
    paths = [m for m in figure.marks if isinstance(m, Path) and m.style == style]
    return sum(path.shape.count("M") for path in paths) - 1


def measure_contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours. Source: WCAG 2.2."""
    light, dark = sorted((measure_light(one), measure_light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def list_texts(figure: Figure) -> list[str]:
    """List what is written on a figure."""
    return [mark.text for mark in figure.marks if isinstance(mark, Text)]
