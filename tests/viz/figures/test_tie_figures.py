"""Figures of ties and meetings: what is more than chance is seen, and counted, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.viz.figures.studies import (
    FIGURES,
    ORIGIN,
    Rows,
    count_lines,
    count_strokes,
    list_texts,
    make_meeting,
    make_tie,
    measure_contrast,
)

from hanse.analysis import find_ties, read_affiliations
from hanse.cli import main
from hanse.record.reading import read_network
from hanse.record.selection import select
from hanse_viz import Filters
from hanse_viz.figures import (
    ask_ties,
    draw_meetings,
    draw_ties,
)
from hanse_viz.figures.analysis.asking import ONTO
from hanse_viz.figures.analysis.meetings import choose_colour
from hanse_viz.figures.analysis.thinning import MOST_NODES, MOST_OTHERS, thin
from hanse_viz.figures.analysis.ties import MORE, NO_MORE
from hanse_viz.figures.marks import INK, PAPER, Text, choose_ink

if TYPE_CHECKING:
    from hanse.access import Graph


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


def test_command_draws_what_the_analysis_tests(graph: Graph) -> None:
    """`hanse viz ties` with filters has the ties of `hanse analyse ties` with the same."""
    filters = Filters(country=("Latvia",), start=2010)
    figure = ask_ties(graph, filters, onto="cooperations")
    affiliations = read_affiliations(select(read_network(graph), filters))
    ties = list(find_ties(affiliations, onto="cooperations"))
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
