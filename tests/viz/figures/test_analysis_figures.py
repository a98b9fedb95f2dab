"""Figures of the analysis show its rows: what is more than chance is seen, and counted, at once."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hanse.analysis import (
    Selection,
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
from hanse.analysis import select as select_ties
from hanse.analysis.grouping import NodeCommunity, Summary
from hanse.analysis.mixing import Meeting
from hanse.analysis.newcomers import CallTurnover
from hanse.analysis.nodes import NodeMeasures, Score
from hanse.analysis.partners import HeldOut
from hanse.analysis.selection import resolve_selection
from hanse.analysis.survival import RankInYear, Survival
from hanse.analysis.ties import ProjectedTie
from hanse.cli import main
from hanse.errors import UsageError
from hanse_viz.figures import (
    Origin,
    ask_ties,
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
from hanse_viz.figures.analysis.asking import ONTO
from hanse_viz.figures.analysis.meetings import choose_colour
from hanse_viz.figures.analysis.thinning import MOST_NODES, MOST_OTHERS, thin
from hanse_viz.figures.analysis.ties import MORE, NO_MORE
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.lettering import measure
from hanse_viz.figures.marks import INK, PAPER, SMALL, WIDTH, Path, Text, choose_ink, measure_light
from hanse_viz.figures.page import show_table
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
        count_turnover(affiliations),
        rank_over_time(affiliations),
        measure_nodes(affiliations, Ways(measures=("betweenness",)), bootstrap=RESAMPLES),
        score_held_out(affiliations),
        list_nodes(affiliations),
        summarise(affiliations),
    )


@pytest.fixture(scope="module")
def places(record: CityNetwork) -> dict[str, tuple[float, float]]:
    """Find where members are."""
    return find_places(record)


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


@pytest.fixture(scope="module", params=[*FIGURES, "communities"])
def named(request: pytest.FixtureRequest, rows: Rows, record: CityNetwork) -> tuple[str, Figure]:
    """Draw each figure of the shipped dataset, with the name that it has here."""
    return request.param, draw(request.param, rows, record)


@pytest.fixture(scope="module")
def figure(named: tuple[str, Figure]) -> Figure:
    """Give each figure of the shipped dataset."""
    return named[1]


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


def test_a_measure_that_is_not_there_is_told(rows: Rows) -> None:
    """A measure that was not taken is named with those that were."""
    with pytest.raises(UsageError, match="pagerank: not measured here; expected one of betweenn"):
        draw_measures(rows.measures, ORIGIN, measure="pagerank")


def test_nouns_of_two_kinds_are_common() -> None:
    """Cities and organisations are members, networks and projects cooperations."""
    kinds = ("city", "organisation", "network", "project")
    assert choose_nouns("members", kinds)[:2] == ("member", "members")
    assert choose_nouns("cooperations", kinds)[:2] == ("cooperation", "cooperations")
    assert choose_nouns("cooperations") == ("network", "networks", "city", "cities")


def list_texts(figure: Figure) -> list[str]:
    """List what is written on a figure."""
    return [mark.text for mark in figure.marks if isinstance(mark, Text)]


def test_bars_of_calls_are_their_members(rows: Rows) -> None:
    """New, stayed and returned make up the members of each call, in the drawing and the table."""
    figure = FIGURES["calls"](rows, ORIGIN)
    boxes = [m for m in figure.marks if isinstance(m, Path) and m.style.stroke == PAPER]
    parts = [(one.newcomers, one.stayed, one.returners) for one in rows.calls]
    assert len(boxes) == sum(many > 0 for part in parts for many in part)
    assert [sum(part) for part in parts] == [one.members for one in rows.calls]
    widths = [float(re.findall(r"h([\d.]+)", box.shape)[0]) for box in boxes]
    drawn = sum(widths) / sum(one.members for one in rows.calls)
    assert widths[0] / drawn == pytest.approx(parts[0][0], rel=0.02)
    table = figure.tables[0].rows
    assert [row[3:6] for row in table] == [tuple(map(str, part)) for part in parts]
    assert f"{len(rows.calls)} calls, 2004 to" in figure.subtitle


def test_measures_have_dots_on_intervals(rows: Rows) -> None:
    """Fifteen have a dot and a bar for value and rank; the caption tells how sure two ranks are."""
    figure = FIGURES["measures"](rows, ORIGIN)
    first, last = rows.measures[0], rows.measures[14]
    score, end = first.scores["betweenness"], last.scores["betweenness"]
    assert f"{score.rank} ({score.rank_low}–{score.rank_high})" in list_texts(figure)
    told = f"{first.name} ranks {score.rank}, from {score.rank_low} to {score.rank_high}; "
    told += f"{last.name} ranks {end.rank}, from {end.rank_low} to {end.rank_high}."
    assert figure.caption[0].startswith(told)
    assert f"over {RESAMPLES} resamples" in figure.caption[0]
    bars = [m for m in figure.marks if isinstance(m, Path) and m.style.width == 3.2]
    assert len(bars) == 2 * 15 + 1
    assert len(figure.tables[0].rows) == len(rows.measures)


def test_measures_without_resamples_say_so() -> None:
    """No bar is drawn where none is known, and a node without the measure is in the table only."""
    scores = [Score(3, 1), Score(1, 2), Score(None, None)]
    found = [NodeMeasures(f"n{n}", f"N{n}", "city", "", {"core": s}) for n, s in enumerate(scores)]
    figure = draw_measures(found, ORIGIN, measure="core")
    assert "How sure these ranks are is not told" in figure.caption[0]
    assert "interval of 95 % over the resamples" not in list_texts(figure)
    assert "N2" not in list_texts(figure)
    assert figure.tables[0].rows[-1] == ("", "N2", "", "", "", "", "", "")


def test_ranks_end_with_names(rows: Rows) -> None:
    """Each of the first of the last year has its name at the end, and its number in each year."""
    figure = FIGURES["ranks"](rows, ORIGIN)
    year = max(row.year for row in rows.ranks)
    first = [row for row in rows.ranks if row.year == year and row.rank <= 10]
    texts = list_texts(figure)
    assert {" ".join(text.split()) for text in texts} >= {f"{row.rank} {row.name}" for row in first}
    ids = {row.id for row in first}
    numbers = [str(row.degree) for row in rows.ranks if row.id in ids]
    assert sorted(text for text in texts if text.isdigit() and len(text) < 3) == sorted(
        [*numbers, "7"]
    )
    assert len(figure.tables[0].rows) == len(rows.ranks)


def test_equals_beyond_the_page_are_counted() -> None:
    """Where too many share the last rank they are left out and counted, or some of one rank are."""
    last = [RankInYear("z", "Z", 2020, 9, 1)]
    last += [RankInYear(f"n{n}", f"N{n}", 2020, 1, 2) for n in range(30)]
    figure = draw_ranks(last, ORIGIN)
    assert "Left out are 30 with the last rank of the first 31." in figure.caption[0]
    alike = [row._replace(rank=1) for row in last]
    assert "Left out are 21 with the last rank" in draw_ranks(alike, ORIGIN).caption[0]


def test_partners_stand_beside_their_rivals(rows: Rows) -> None:
    """Each year has a mark of each method in both panels; years that a rival wins are named."""
    figure = FIGURES["partners"](rows, ORIGIN)
    methods = {row.method for row in rows.partners}
    marks = [m for m in figure.marks if isinstance(m, Path) and m.style.stroke == PAPER]
    assert len(marks) == 2 * len(rows.partners) + len(methods)
    whole = {row.method: row for row in rows.partners if row.year == "all"}
    for name, row in whole.items():
        told = f"{name} AUC {100 * row.auc:.1f} %, hits {100 * row.hits:.1f} %"
        assert told in figure.caption[0]
    assert "In 2008, 2013 and 2019 a plain order has as many hits or more" in figure.caption[0]
    assert len(figure.tables[0].rows) == len(rows.partners)


def test_partners_that_nobody_beats() -> None:
    """Where no rival is as good the caption says so."""
    rows = [HeldOut(year, "ours", 3, 0.9, 0.8) for year in ("2001", "all")]
    rows += [HeldOut(year, "theirs", 3, 0.4, 0.1) for year in ("2001", "all")]
    assert "In no year a plain order has as many hits." in draw_partners(rows, ORIGIN).caption[0]


def test_every_member_of_a_community_is_on_its_map(
    rows: Rows, places: dict[str, tuple[float, float]]
) -> None:
    """Dots, filled and hollow, are those with a place; the others are counted in the caption."""
    figure = draw_communities(rows.communities, places, ORIGIN, summary=rows.summary)
    shown = [row for row in rows.communities if row.community <= 12]
    dots = [
        m
        for m in figure.marks
        if isinstance(m, Path) and "#0072B2" in (m.style.fill, m.style.stroke)
    ]
    drawn = sum(path.shape.count("M") for path in dots) - 2
    lost = re.search(r"Without a place on the map: (\d+) cities", figure.caption[0])
    assert lost
    alone = sum(row.community > 12 and row.id in places for row in rows.communities)
    assert drawn == len(rows.communities) - int(lost[1]) - alone
    hollow = [m for m in dots if m.style.fill == PAPER]
    unsure = sum(row.stability < 0.5 and row.id in places for row in shown)
    assert sum(path.shape.count("M") for path in hollow) - 1 <= unsure
    assert f"NMI of {rows.summary.stability.mean_nmi:.2f}" in figure.caption[0]
    assert len(figure.tables[0].rows) == len(rows.communities)


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


def test_command_draws_what_the_analysis_tests(graph: Graph, affiliations: Affiliations) -> None:
    """`hanse viz ties` with filters has the ties of `hanse analyse ties` with the same."""
    filters = Filters(country=("Latvia",), start=2010)
    figure = ask_ties(graph, filters, onto="cooperations")
    wanted = resolve_selection(graph, Selection(country=("Latvia",), start=2010))
    ties = list(find_ties(select_ties(affiliations, wanted), onto="cooperations"))
    found = {(row[0], row[1], row[3]) for row in figure.tables[0].rows}
    assert len(figure.tables[0].rows) == len(ties)
    assert found == {(tie.a_label, tie.b_label, str(tie.observed)) for tie in ties}
    made = "Made by: hanse viz ties --onto cooperations --country Latvia --from 2010."
    assert made in figure.caption
    assert figure.subtitle.startswith("Cities of Latvia and the networks")


def test_command_draws_classes_by_name(graph: Graph) -> None:
    """Onto countries the matrix names them in full."""
    figure = ask_ties(graph, Filters(network=("re-growcity",)), onto="countries")
    assert figure.name == "meetings"
    assert {"Latvia", "LV", "Germany"} <= set(list_texts(figure))


@pytest.mark.parametrize("onto", [*ONTO, "planets"])
def test_command_offers_what_there_is(onto: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--onto takes what can be drawn and tells it for all else."""
    code = 2 if onto == "planets" else 0
    with pytest.raises(SystemExit) as caught:
        main(["viz", "ties", "--onto", onto, *([] if code else ["--help"])])
    assert caught.value.code == code
    told = capsys.readouterr()
    assert all(name in told.out + told.err for name in ONTO)


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


def test_curve_stays_on_its_axes() -> None:
    """What lies below a scale of tenths, an interval or a share of 0, is drawn on its floor."""
    some = [Survival(0, 99, 90, 0, 0.09, 1e-9, 0.2), Survival(1, 9, 9, 0, 0.0, 0.0, 0.1)]
    figure = draw_survival(some, ORIGIN)
    assert "a tenth of the line above" in figure.caption[0]
    curves = [m for m in figure.marks if isinstance(m, Path) and m.shape.count("L") > 3]
    heights = [float(y) for c in curves for y in re.findall(r"[ML][\d.]+ ([\d.]+)", c.shape)]
    assert len(curves) == 2
    assert max(heights) <= 268


def test_all_is_no_year_that_a_rival_wins() -> None:
    """Where a rival is ahead in all, years are named and not the sum of them."""
    rows = [HeldOut(year, "ours", 3, 0.5, 0.1) for year in ("2001", "all")]
    rows += [HeldOut(year, "theirs", 3, 0.4, 0.3) for year in ("2001", "all")]
    assert "In 2001 a plain order has as many" in draw_partners(rows, ORIGIN).caption[0]
