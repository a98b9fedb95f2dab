"""Figures of survival, calls, measures, ranks, partners and communities show their rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.viz.figures.studies import (
    FIGURES,
    ORIGIN,
    RESAMPLES,
    Rows,
    find_places,
    list_texts,
)

from hanse.analysis.nodes import NodeMeasures, Score
from hanse.analysis.partners import HeldOut
from hanse.analysis.survival import RankInYear, Survival
from hanse.errors import UsageError
from hanse_viz.figures import (
    draw_communities,
    draw_measures,
    draw_partners,
    draw_ranks,
    draw_survival,
)
from hanse_viz.figures.marks import PAPER, Path, Text

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork


@pytest.fixture(scope="module")
def places(record: CityNetwork) -> dict[str, tuple[float, float]]:
    """Find where members are."""
    return find_places(record)


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


def test_curve_stays_on_its_axes() -> None:
    """What lies below a scale of tenths, an interval or a share of 0, is drawn on its floor."""
    some = [Survival(0, 99, 90, 0, 0.09, 1e-9, 0.2), Survival(1, 9, 9, 0, 0.0, 0.0, 0.1)]
    figure = draw_survival(some, ORIGIN)
    assert "a tenth of the line above" in figure.caption[0]
    curves = [m for m in figure.marks if isinstance(m, Path) and m.shape.count("L") > 3]
    heights = [float(y) for c in curves for y in re.findall(r"[ML][\d.]+ ([\d.]+)", c.shape)]
    assert len(curves) == 2
    assert max(heights) <= 268


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


def test_a_measure_that_is_not_there_is_told(rows: Rows) -> None:
    """A measure that was not taken is named with those that were."""
    with pytest.raises(UsageError, match="pagerank: not measured here; expected one of betweenn"):
        draw_measures(rows.measures, ORIGIN, measure="pagerank")


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


def test_all_is_no_year_that_a_rival_wins() -> None:
    """Where a rival is ahead in all, years are named and not the sum of them."""
    rows = [HeldOut(year, "ours", 3, 0.5, 0.1) for year in ("2001", "all")]
    rows += [HeldOut(year, "theirs", 3, 0.4, 0.3) for year in ("2001", "all")]
    assert "In 2001 a plain order has as many" in draw_partners(rows, ORIGIN).caption[0]


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
    alone = sum(row.community > 12 for row in rows.communities)
    assert drawn == len(rows.communities) - int(lost[1]) - alone
    hollow = [m for m in dots if m.style.fill == PAPER]
    unsure = sum(row.stability < 0.5 and row.id in places for row in shown)
    assert sum(path.shape.count("M") for path in hollow) - 1 <= unsure
    assert f"NMI of {rows.summary.stability.mean_nmi:.2f}" in figure.caption[0]
    assert len(figure.tables[0].rows) == len(rows.communities)
