"""Figures of the analysis say what they show, fit the page and are the same each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from tests.viz.figures.studies import (
    FIGURES,
    LONG,
    ORIGIN,
    Rows,
    draw,
    make_meeting,
    make_tie,
    measure_contrast,
)

from hanse.analysis.grouping import NodeCommunity
from hanse.analysis.newcomers import CallTurnover
from hanse.analysis.nodes import NodeMeasures, Score
from hanse.analysis.survival import RankInYear
from hanse.errors import UsageError
from hanse.record.selection import select
from hanse_viz import Filters
from hanse_viz.figures import (
    choose_nouns,
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
from hanse_viz.figures.analysis.ties import MORE
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.lettering import measure
from hanse_viz.figures.marks import PAPER, SMALL, WIDTH, Path, Text
from hanse_viz.figures.page import show_table

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Figure


@pytest.fixture(scope="module", params=[*FIGURES, "communities"])
def named(request: pytest.FixtureRequest, rows: Rows, record: CityNetwork) -> tuple[str, Figure]:
    """Draw each figure of the shipped dataset, with the name that it has here."""
    return request.param, draw(request.param, rows, record)


@pytest.fixture(scope="module")
def figure(named: tuple[str, Figure]) -> Figure:
    """Give each figure of the shipped dataset."""
    return named[1]


def test_every_figure_says_what_it_shows(figure: Figure, record: CityNetwork) -> None:
    """Title, command, dataset and digest stand on it, and every table has rows."""
    said = " ".join(mark.text for mark in figure.marks if isinstance(mark, Text))
    assert figure.title in said
    assert "Made by: hanse analyse." in said
    assert f"Hanse {record.version}, SHA-256 {record.digest[:12]}…" in said
    assert all(table.rows for table in figure.tables)


def test_every_figure_keeps_to_the_page(figure: Figure) -> None:
    """No text is smaller than 7 pt or leaves the page."""
    for text in (mark for mark in figure.marks if isinstance(mark, Text)):
        wide = measure(text.text, text.type.size, bold=text.type.bold)
        left = text.x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[text.type.align]
        assert text.type.size >= SMALL, text
        assert left >= -0.5, text
        assert left + wide <= WIDTH + 0.5, text
        assert 0 <= text.y <= figure.height


def test_texts_can_be_read(figure: Figure) -> None:
    """On paper every text has the contrast of WCAG AA or stands on a box that gives it."""
    for text in (mark for mark in figure.marks if isinstance(mark, Text)):
        grounds = [PAPER, *(m.style.fill for m in figure.marks if isinstance(m, Path))]
        colours = [ground for ground in grounds if ground]
        assert any(measure_contrast(text.type.colour, ground) >= 4.5 for ground in colours)


def test_same_rows_same_bytes(named: tuple[str, Figure], rows: Rows, record: CityNetwork) -> None:
    """A figure drawn anew is the same SVG; so the one of the docs can be compared."""
    name, figure = named
    again = draw(name, rows, record)
    assert again is not figure
    assert again.svg == figure.svg


def test_a_part_says_which(rows: Rows, record: CityNetwork) -> None:
    """The filters stand in the command, and the part that they keep before the subtitle."""
    part = select(record, Filters(country=("Latvia",)))
    figure = draw_survival(rows.survival, cite_record(part, "hanse analyse time --of survival"))
    assert figure.subtitle.startswith("Cities of Latvia and the networks")
    assert "Made by: hanse analyse time --of survival --country Latvia." in figure.caption


def test_nothing_to_draw_is_told() -> None:
    """Without a row each figure says what is missing, in the words of what was asked."""
    nouns = choose_nouns(kinds=("organisation", "project"))
    with pytest.raises(UsageError, match="no two organisations here share a project"):
        draw_ties([], ORIGIN, nouns=nouns)
    with pytest.raises(UsageError, match="no two projects here share an organisation"):
        draw_ties([], ORIGIN, nouns=nouns.turn())
    with pytest.raises(UsageError, match="no two cities have a region recorded"):
        draw_meetings([], ORIGIN, by="region")
    with pytest.raises(UsageError, match="no two cities share a network whose year is known"):
        draw_survival([], ORIGIN)
    with pytest.raises(UsageError, match="no network here has a call and a year"):
        draw_newcomers([], ORIGIN)
    with pytest.raises(UsageError, match="no network here has a year"):
        draw_ranks([], ORIGIN)
    with pytest.raises(UsageError, match="the betweenness of no city is known"):
        draw_measures([], ORIGIN)
    with pytest.raises(UsageError, match="no year has networks enough"):
        draw_partners([], ORIGIN)
    with pytest.raises(UsageError, match="no city here has coordinates in Europe"):
        draw_communities([NodeCommunity("a", "A", "city", None, 1, 1.0)], {"a": (28, -16)}, ORIGIN)


def test_nouns_of_two_kinds_are_common() -> None:
    """Cities and organisations are members, networks and projects cooperations."""
    kinds = ("city", "organisation", "network", "project")
    assert choose_nouns("members", kinds)[:2] == ("member", "members")
    assert choose_nouns("cooperations", kinds)[:2] == ("cooperation", "cooperations")
    assert choose_nouns("cooperations") == ("network", "networks", "city", "cities")


def test_long_and_hostile_names_fit() -> None:
    """A name of any length or content is text inside the page."""
    hostile = '<script>alert("1")</script> & \x00'
    ties = [make_tie("a", "b", 9, 0.0, backbone=True)._replace(a_label=LONG, b_label=hostile)]
    cells = [make_meeting(LONG, hostile, 9, 1.0, "over"), make_meeting(LONG, LONG, 9, 9.0)]
    calls = [CallTurnover(name, 2020, 9, 4, 4 / 9, 3, 2, 0, 0.3) for name in (LONG, hostile)]
    score = Score(1.0, 1, 0.5, 2.0, 1, 2)
    scores = [NodeMeasures(LONG, LONG, "city", "", {"core": score})]
    alike = [NodeCommunity(name, name, "city", None, 1, 1.0) for name in (LONG, hostile)]
    drawn = (
        draw_ties(ties, ORIGIN),
        draw_meetings(cells, ORIGIN, by="region"),
        draw_newcomers(calls, ORIGIN),
        draw_measures(scores, ORIGIN, measure="core"),
        draw_ranks(
            [RankInYear("a", LONG, 2020, 9, 1), RankInYear("b", hostile, 2020, 9, 1)], ORIGIN
        ),
        draw_communities(alike, {LONG: (50, 10), hostile: (51, 9)}, ORIGIN),
    )
    for figure in drawn:
        test_every_figure_keeps_to_the_page(figure)
        assert "<script" not in figure.svg
        assert re.search(r"far too long|A name that", figure.svg)
        ET.fromstring(figure.svg)  # noqa: S314 - written by us


def test_small_numbers_are_numbers_on_the_page() -> None:
    """A column of q such as 2.8e-05 is set as numbers in the page form."""
    ties = [make_tie("a", "b", 3, 2.8e-05, backbone=True), make_tie("a", "c")]
    shown = show_table("ties", draw_ties(ties, ORIGIN).tables[0])
    assert shown["numbers"] == [3, 4, 5, 6]


def test_words_of_a_legend_stand_with_what_they_name() -> None:
    """Words that only just fit into a row go to the next with the entry after them."""
    box = (Path(0, 0, "M0 0h9v9z", MORE),)
    for many in range(90, 140):
        keys = [Key("x" * many, box), Key("These are:", (), 0), Key("long names of entries", box)]
        figure = compose("any", ("Title", "Subtitle", []), keys, Drawing((), 10), [])
        head, name = [m for m in figure.marks if isinstance(m, Text)][-2:]
        assert (head.text, name.text) == ("These are:", "long names of entries")
        assert head.y == name.y
