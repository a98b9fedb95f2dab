"""Ranks over the years: who leads today, and where they stood before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.colours import COLOURS
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.lettering import measure, shorten
from hanse_viz.figures.marks import (
    INK,
    PAPER,
    QUIET,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    draw_line,
)
from hanse_viz.figures.symbols import THEME_DASHES, draw_circle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hanse.analysis.survival import RankInYear
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

TOP = 10
# Equals are drawn together up to so many times as were asked for.
_MOST = 2
_ROW, _TOP, _LONGEST, _RADIUS, _LEFT = 25.0, 26.0, 130.0, 8.2, 18.0
_COLUMNS = ("Year", "Rank", "Name", "In so many")


class _Place(NamedTuple):
    """A member in a year: which row of the drawing it has, and in how many it was by then."""

    year: int
    row: int
    degree: int


def draw_ranks(
    rows: Sequence[RankInYear], origin: Origin, *, top: int = TOP, nouns: Nouns | None = None
) -> Figure:
    """Draw a line for each of the first of the last year, through its places among them before.

    `rows` are those of `hanse.analysis.rank_over_time`. Equals stand in the order in
    which they part later; where too many share the last rank some are left out, which the caption
    tells. Raises UsageError without a row.
    """
    nouns = nouns or choose_nouns()
    if not rows:
        raise UsageError(f"nothing to draw: no {nouns.shared} here has a year")
    years = sorted({row.year for row in rows})
    shown, lost = _choose([row for row in rows if row.year == years[-1]], top)
    paths = _order(rows, shown, years)
    drawing = Drawing(tuple(_draw(shown, paths, years)), _TOP + _ROW * len(shown) + 4)
    said = _say((shown, lost), years, nouns, origin)
    return compose("ranks", said, _list_keys(nouns), drawing, [_tabulate(rows)])


def _choose(last: Sequence[RankInYear], top: int) -> tuple[list[RankInYear], int]:
    """Choose the first of a year, and count those equal to the last who have no room."""
    first = sorted((row for row in last if row.rank <= top), key=lambda row: (row.rank, row.id))
    if len(first) <= _MOST * top:
        return first, 0
    ahead = [row for row in first if row.rank < first[-1].rank] or first[:top]
    return ahead, len(first) - len(ahead)


def _order(
    rows: Sequence[RankInYear], shown: Sequence[RankInYear], years: Sequence[int]
) -> dict[str, list[_Place]]:
    """Order those shown in each year, from the last back: equals as they come to stand after."""
    wanted = [row.id for row in shown]
    after = {who: at for at, who in enumerate(wanted)}
    paths: dict[str, list[_Place]] = {who: [] for who in wanted}
    found = {(row.year, row.id): row for row in rows if row.id in after}
    for year in reversed(years):
        present = [found[year, who] for who in wanted if (year, who) in found]
        present.sort(key=lambda row: (row.rank, after[row.id]))
        for at, row in enumerate(present):
            after[row.id] = at
            paths[row.id].insert(0, _Place(year, at, row.degree))
    return paths


def _draw(
    shown: Sequence[RankInYear], paths: dict[str, list[_Place]], years: Sequence[int]
) -> Iterator[Mark]:
    names = [f"{row.rank}  {shorten(row.name, SMALL, _LONGEST)}" for row in shown]
    right = WIDTH - max(measure(name, SMALL, bold=True) for name in names) - _RADIUS - 10
    step = (right - _LEFT) / max(len(years) - 1, 1)
    across = {year: round(_LEFT + step * at, 2) for at, year in enumerate(years)}
    for year in years:
        yield Text(across[year], _TOP - 16, str(year), Type(SMALL, QUIET, align="center"))
    for at, row in enumerate(shown):
        yield from _draw_line(paths[row.id], across, _choose_style(at))
    for at, row in enumerate(shown):
        edge = Style(fill=PAPER, stroke=_choose_style(at).stroke, width=1.6)
        for place in paths[row.id]:
            yield Path(across[place.year], _find_row(place.row), draw_circle(_RADIUS), edge)
    for row, name in zip(shown, names, strict=True):
        for place in paths[row.id]:
            letters = Type(SMALL, INK, align="center")
            yield Text(across[place.year], _find_row(place.row), str(place.degree), letters)
        end = _find_row(paths[row.id][-1].row)
        yield Text(right + _RADIUS + 6, end, name, Type(SMALL, INK, bold=True))


def _find_row(row: int) -> float:
    return round(_TOP + _ROW * (row + 0.5), 2)


def _choose_style(at: int) -> Style:
    """Choose a colour and, where colours come round again, another dash."""
    turn = at // len(COLOURS)
    dash = THEME_DASHES[turn % len(THEME_DASHES)]
    return Style(stroke=COLOURS[at % len(COLOURS)], width=2.4, dash=dash)


def _draw_line(path: Sequence[_Place], across: dict[int, float], style: Style) -> Iterator[Mark]:
    for one, two in pairwise(path):
        x, y = across[one.year], _find_row(one.row)
        line = draw_line([(0, 0), (across[two.year] - x, _find_row(two.row) - y)])
        yield Path(x, y, line, style)


def _list_keys(nouns: Nouns) -> Iterator[Key]:
    edge = Style(fill=PAPER, stroke=COLOURS[0], width=1.6)
    circle = Path(8, 0, draw_circle(_RADIUS), edge)
    number = Text(8, 0, "7", Type(SMALL, INK, align="center"))
    yield Key(f"in so many {nouns.shared_many} up to that year", (circle, number), 17)


def _say(
    chosen: tuple[Sequence[RankInYear], int], years: Sequence[int], nouns: Nouns, origin: Origin
) -> tuple[str, str, list[str]]:
    shown, lost = chosen
    first = shown[0]
    title = f"Which {nouns.many} are in most {nouns.shared_many}, year by year"
    how = (
        f"{origin.scope}The first {len(shown)} of {years[-1]}, led by {first.name} in"
        f" {captions.count(first.degree, nouns.shared, nouns.shared_many)}, and their order among"
        f" themselves since {years[0]}."
    )
    note = (
        f"Ranks of {years[-1]} stand before the names; those in as many share one. Columns are the"
        f" years in which {nouns.shared_many} began; equals stand in the order in which they part"
        f" later, and who is not there yet was in none. The table has everyone who ever was among"
        " the first."
    )
    if lost:
        note += f" Left out are {lost:,} with the last rank of the first {len(shown) + lost:,}."
    return title, how, [note, *origin.cite()]


def _tabulate(rows: Sequence[RankInYear]) -> Table:
    found = tuple((str(row.year), str(row.rank), row.name, str(row.degree)) for row in rows)
    return Table("Ranks", _COLUMNS, found)
