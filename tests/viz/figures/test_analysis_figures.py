"""Figures of the analysis show its rows: what is more than chance is seen, and counted, at once."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hanse.analysis import find_meetings, find_ties, measure_survival, read_affiliations
from hanse.analysis.mixing import Meeting
from hanse.analysis.survival import Survival
from hanse.analysis.ties import ProjectedTie
from hanse.errors import UsageError
from hanse_viz.figures import (
    Origin,
    choose_nouns,
    cite_record,
    draw_meetings,
    draw_survival,
    draw_ties,
)
from hanse_viz.figures.analysis.meetings import choose_colour
from hanse_viz.figures.analysis.thinning import MOST_NODES, MOST_OTHERS, thin
from hanse_viz.figures.analysis.ties import MORE, NO_MORE
from hanse_viz.figures.lettering import measure
from hanse_viz.figures.marks import INK, PAPER, SMALL, WIDTH, Path, Text, choose_ink, measure_light
from hanse_viz.filters import Filters, select

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse_viz.figures import Figure
    from hanse_viz.network import CityNetwork

SVG = "{http://www.w3.org/2000/svg}"
ORIGIN = Origin("hanse analyse ties --edges mine.csv", "Data: mine.csv.")
LONG = "A name that is far too long for any figure of a hundred and eighty millimetres " * 3
FEW_SAMPLES = 60


class Rows(NamedTuple):
    """Rows of the shipped dataset that figures are drawn of."""

    cities: list[ProjectedTie]
    networks: list[ProjectedTie]
    regions: list[Meeting]
    countries: list[Meeting]
    survival: list[Survival]


@pytest.fixture(scope="module")
def affiliations(graph: Graph) -> Affiliations:
    """Read the cities and networks of the shipped dataset."""
    return read_affiliations(graph)


@pytest.fixture(scope="module")
def rows(affiliations: Affiliations) -> Rows:
    """Analyse them; the samples are few, since no figure of the data is told here."""
    return Rows(
        list(find_ties(affiliations)),
        list(find_ties(affiliations, onto="cooperations")),
        find_meetings(affiliations, "region", samples=FEW_SAMPLES),
        find_meetings(affiliations, "country", samples=FEW_SAMPLES),
        measure_survival(affiliations),
    )


FIGURES: dict[str, Callable[[Rows, Origin], Figure]] = {
    "cities": lambda rows, origin: draw_ties(rows.cities, origin),
    "networks": lambda rows, origin: draw_ties(rows.networks, origin, onto="cooperations"),
    "regions": lambda rows, origin: draw_meetings(rows.regions, origin, by="region"),
    "countries": lambda rows, origin: draw_meetings(rows.countries, origin),
    "survival": lambda rows, origin: draw_survival(rows.survival, origin),
}


@pytest.fixture(scope="module", params=FIGURES)
def figure(request: pytest.FixtureRequest, rows: Rows, record: CityNetwork) -> Figure:
    """Draw each figure of the shipped dataset."""
    return FIGURES[request.param](rows, cite_record(record, "hanse analyse"))


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


def measure_contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours. Source: WCAG 2.2."""
    light, dark = sorted((measure_light(one), measure_light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_same_rows_same_bytes(figure: Figure, rows: Rows, record: CityNetwork) -> None:
    """A figure drawn anew is the same SVG; so the one of the docs can be compared."""
    name = next(n for n, draw in FIGURES.items() if draw(rows, ORIGIN).title == figure.title)
    assert FIGURES[name](rows, cite_record(record, "hanse analyse")).svg == figure.svg


def test_a_part_says_which(rows: Rows, record: CityNetwork) -> None:
    """The filters stand in the command, and the part that they keep before the subtitle."""
    part = select(record, Filters(country=("Latvia",)))
    figure = draw_survival(rows.survival, cite_record(part, "hanse analyse time --of survival"))
    assert figure.subtitle.startswith("Cities of Latvia and the networks")
    assert "Made by: hanse analyse time --of survival --country Latvia." in figure.caption


def test_backbone_is_solid_and_all_else_dashed(rows: Rows) -> None:
    """Nine solid lines, as many as the rows have; the others dashed; both in the SVG."""
    figure = FIGURES["networks"](rows, ORIGIN)
    more = sum(tie.backbone for tie in rows.networks)
    assert more > 0
    assert count_lines(figure, MORE) == more
    assert count_strokes(figure, MORE.stroke, dashed=False) - 1 == more
    assert count_strokes(figure, MORE.stroke, dashed=True) == 0
    assert count_strokes(figure, NO_MORE.stroke, dashed=False) == 0
    assert count_strokes(figure, NO_MORE.stroke, dashed=True) - 1 == len(thin(rows.networks).others)
    assert measure_contrast(NO_MORE.stroke, PAPER) >= 3
    assert NO_MORE.width < MORE.width / 3


def test_caption_of_ties_counts_the_rows(rows: Rows) -> None:
    """Ties, backbone, nodes, drawn and dashed: each number of the caption is that of the rows."""
    figure = FIGURES["networks"](rows, ORIGIN)
    more, drawn = sum(tie.backbone for tie in rows.networks), thin(rows.networks)
    nodes = len({end for tie in rows.networks for end in tie[:2]})
    told = f"{more} of {len(rows.networks):,} ties between {nodes} networks can be told from chance"
    assert (
        figure.title
        == f"{more} of {len(rows.networks):,} ties between networks are more than chance"
    )
    assert told in figure.caption[0]
    others = len(rows.networks) - more
    kept = f"Drawn are all solid ties, and {len(drawn.others):,} of the {others:,} dashed ones"
    assert (
        f"{kept}: for each network the {drawn.each} that chance explains least."
        in figure.caption[0]
    )
    assert len(drawn.others) <= MOST_OTHERS


def test_caption_says_plainly_that_there_is_none(rows: Rows) -> None:
    """Without a backbone title, legend and caption say so, and no solid line is drawn."""
    figure = FIGURES["cities"](rows, ORIGIN)
    assert figure.title == "No tie between cities can be told from chance"
    assert figure.caption[0].startswith(f"None of these {len(rows.cities):,} ties between")
    assert count_lines(figure, MORE) == 0
    assert any(isinstance(m, Text) and "q < 0.05: none" in m.text for m in figure.marks)


def test_table_of_ties_has_every_row(rows: Rows) -> None:
    """What is not drawn is in the table; those more than chance come first."""
    table = FIGURES["networks"](rows, ORIGIN).tables[0]
    assert len(table.rows) == len(rows.networks)
    more = sum(tie.backbone for tie in rows.networks)
    assert [row[2] for row in table.rows] == ["yes"] * more + ["no"] * (len(rows.networks) - more)
    first = {(tie.a_label, tie.b_label, str(tie.observed)) for tie in rows.networks if tie.backbone}
    assert {(row[0], row[1], row[3]) for row in table.rows[:more]} == first


def test_thinning_keeps_every_node_and_the_backbone(rows: Rows) -> None:
    """Each city keeps a tie, the one with its lowest p among them, and no solid tie is lost."""
    drawn = thin(rows.cities)
    ends = {end for tie in drawn.others for end in tie[:2]}
    assert ends == {end for tie in rows.cities for end in tie[:2]}
    kept = {tie[:2] for tie in drawn.others}
    for city in sorted(ends)[:40]:
        best = min(
            (tie for tie in rows.cities if city in tie[:2]),
            key=lambda tie: (tie.p, -tie.observed, tie.a, tie.b),
        )
        assert best[:2] in kept
    assert thin(rows.networks).backbone == [tie for tie in rows.networks if tie.backbone]


def test_nodes_beyond_the_page_are_counted() -> None:
    """Of more nodes than a page holds the backbone stays; the caption counts those left out."""
    ties = [make_tie("n0000", f"n{n:04}", p=n / 9000) for n in range(1, MOST_NODES + 41)]
    ties += [make_tie("z1", "z2", 5, 0.0, backbone=True)]
    drawn = thin(ties)
    assert drawn.backbone == ties[-1:]
    assert drawn.left_out == len({end for tie in ties for end in tie[:2]}) - MOST_NODES
    assert (
        f"Left out are the {drawn.left_out} cities with fewest ties."
        in draw_ties(ties, ORIGIN).caption[0]
    )


def test_few_ties_are_drawn_whole() -> None:
    """Nothing is thinned that fits, and the caption does not speak of it; one tie is one tie."""
    figure = draw_ties([make_tie("a", "b", 3, 0.001, backbone=True), make_tie("a", "c")], ORIGIN)
    assert (count_lines(figure, MORE), count_lines(figure, NO_MORE)) == (1, 1)
    assert figure.title == "1 of 2 ties between cities is more than chance"
    assert "Drawn are" not in figure.caption[0]
    assert figure.caption[1:] == (
        "Made by: hanse analyse ties --edges mine.csv.",
        "Data: mine.csv.",
    )


def test_meetings_are_framed_by_what_they_are() -> None:
    """More is a solid frame with +, less a dashed one with −, and what is neither has none."""
    cells = [
        make_meeting("AT", "DE", 23, 5.6, "over"),
        make_meeting("PT", "PT", 4, 33.8, "under"),
        make_meeting("AT", "PT", 5, 5.5),
    ]
    figure = draw_meetings(cells, ORIGIN, names={"AT": "Austria"})
    texts = [mark.text for mark in figure.marks if isinstance(mark, Text)]
    assert {"+ 4.1 ×", "23 / 6", "− 0.1 ×", "4 / 34", "0.9 ×", "Austria", "PT"} <= set(texts)
    # Three entries of the legend of each, and a cell.
    assert count_strokes(figure, INK, dashed=True) == 4
    assert count_strokes(figure, INK, dashed=False) == 4
    assert "Of 3 pairs 1 is more and 1 is less than chance" in figure.caption[0]


@pytest.mark.parametrize("observed", [0, 3, 8, 12, 20, 40])
@pytest.mark.parametrize("way", ["", "over", "under"])
def test_cells_can_be_read(observed: int, way: str) -> None:
    """The ink on each colour has the contrast of WCAG AA; deep and pale are told apart."""
    colour = choose_colour(make_meeting("a", "b", observed, 10, way))
    assert measure_contrast(choose_ink(colour), colour) >= 4.5
    assert (measure_contrast(colour, PAPER) < 1.2) == (not way)


def test_meetings_of_many_countries_say_what_is_left() -> None:
    """Beyond 44 classes the caption counts those left out and their marked pairs."""
    cells = [make_meeting(f"{n:02}", f"{n:02}", 100 - n, 50) for n in range(50)]
    cells[49] = make_meeting("49", "49", 1, 50, "under")
    figure = draw_meetings(cells, ORIGIN)
    assert "Drawn are the 44 of 50 countries that share most" in figure.caption[0]
    assert "of the others 1 pair can be told from chance" in figure.caption[0]
    assert len(figure.tables[0].rows) == 50


def test_what_chance_never_gives_has_a_cell() -> None:
    """Nothing expected, and something or nothing seen, is drawn in words and not divided by 0."""
    cells = [make_meeting("a", "a", 2, 0.0), make_meeting("a", "b", 0, 0.0)]
    texts = [m.text for m in draw_meetings(cells, ORIGIN, by="region").marks if isinstance(m, Text)]
    assert {"none by chance", "1.0 ×"} <= set(texts)


def test_survival_writes_numbers_at_risk_and_shares(rows: Rows) -> None:
    """Each round has how many are followed; the subtitle has the share that ever meets again."""
    figure = FIGURES["survival"](rows, ORIGIN)
    texts = {mark.text for mark in figure.marks if isinstance(mark, Text)}
    assert {f"{row.at_risk:,}" for row in rows.survival} <= texts
    first = rows.survival[0]
    assert (
        f"Of {first.at_risk:,} ties between cities {100 * first.survival:.1f} %" in figure.subtitle
    )
    censored = sum(row.censored for row in rows.survival)
    assert f"The {censored} ties that met in the last round" in figure.caption[0]
    assert "a tenth of the line above" in figure.caption[0]
    assert len(figure.tables[0].rows) == len(rows.survival)


@pytest.mark.parametrize("end", [0.0, 0.4])
def test_survival_of_many_is_drawn_in_even_steps(end: float) -> None:
    """Where most meet again the scale is even; a curve may end at nothing."""
    some = [Survival(0, 10, 4, 0, 0.6, 0.4, 0.8), Survival(2, 6, 6, 0, end, end, 0.5)]
    figure = draw_survival(some, ORIGIN)
    texts = {mark.text for mark in figure.marks if isinstance(mark, Text)}
    assert {"0 %", "20 %", "100 %", "60 %", f"{100 * end:.2g} %"} <= texts
    assert "a tenth of the line above" not in figure.caption[0]


def test_survival_that_ends_at_once_is_drawn() -> None:
    """All end in the first round: the curve falls to nothing, on any scale."""
    figure = draw_survival([Survival(0, 10, 10, 0, 0.0, 0.0, 0.0)], ORIGIN)
    assert "Of 10 ties between cities 0.0 % meet again" in figure.subtitle
    assert figure.svg


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
    for figure in (draw_ties(ties, ORIGIN), draw_meetings(cells, ORIGIN, by="region")):
        test_every_figure_keeps_to_the_page(figure)
        assert "<script" not in figure.svg
        assert re.search(r"far too long|A name that", figure.svg)
        ET.fromstring(figure.svg)  # noqa: S314 - written by us
