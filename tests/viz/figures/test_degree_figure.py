"""The figure of degrees counts who is in how much, and how large that is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from hanse.analysis import Affiliations, Cooperation, Member, Tie, read_affiliations
from hanse.analysis.affiliations import gather
from hanse.errors import UsageError
from hanse_viz import figures
from hanse_viz.figures.marks import Path

if TYPE_CHECKING:
    from hanse.access import Graph

ORIGIN = figures.Origin("hanse analyse dimensions", "Data: one's own.")


def _gather(ties: list[tuple[str, str]]) -> Affiliations:
    members, cooperations = ({tie[side] for tie in ties} for side in (0, 1))
    return gather(
        [Member(one, one) for one in sorted(members)],
        [Cooperation(one, one) for one in sorted(cooperations)],
        [Tie(*ends) for ends in ties],
    )


def test_bars_are_the_degrees(graph: Graph) -> None:
    """A row and a bar for each degree that anyone has; all members and networks are in them."""
    affiliations = read_affiliations(graph)
    figure = figures.draw_degrees(affiliations, ORIGIN)
    for table, side in zip(figure.tables, affiliations.count_degrees(), strict=True):
        degrees: list[int] = side.tolist()
        counted = Counter(degrees)
        assert {int(degree): int(many) for degree, many in table.rows} == counted
    bars = sum(len(table.rows) for table in figure.tables)
    assert bars > 30
    drawn = [one for one in figure.marks if isinstance(one, Path) and one.style.fill == "#0072B2"]
    assert len(drawn) == bars
    once = Counter(affiliations.count_degrees()[0].tolist())[1]
    assert f"{100 * once / len(affiliations.members):.1f} % of the cities" in figure.subtitle
    assert figure.svg == figures.draw_degrees(affiliations, ORIGIN).svg


def test_small_data_have_a_figure() -> None:
    """One tie is two bars; no tie is told."""
    figure = figures.draw_degrees(_gather([("a", "x")]), ORIGIN)
    assert [table.rows for table in figure.tables] == [(("1", "1"),), (("1", "1"),)]
    with pytest.raises(UsageError, match="no city here is in a network"):
        figures.draw_degrees(_gather([]), ORIGIN)
