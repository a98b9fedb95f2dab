"""How well partners are predicted: our order beside two plain ones, year by year."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.figures.analysis.axes import GRID, Scale, choose_steps, draw_columns
from hanse_viz.figures.analysis.numbers import say_number, say_share
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
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
from hanse_viz.figures.symbols import draw_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hanse.analysis.partners import HeldOut
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

ALL = "all"
_MARKS = (("circle", INK), ("square", "#D55E00"), ("triangle", "#0072B2"), ("diamond", "#8C8C8C"))
_ROW, _TOP, _LEFT, _GAP, _SIZE = 22.0, 20.0, 96.0, 42.0, 4.6
# A method stands a little above or below the line, so that no mark hides another.
_BESIDE = (0.0, -4.0, 4.0)
_COLUMNS = ("Year", "Method", "Cases", "AUC", "Hits")


class _Panel(NamedTuple):
    """A measure of the rows: its field, its title, and where values stand."""

    field: str
    title: str
    scale: Scale


def draw_partners(rows: Sequence[HeldOut], origin: Origin) -> Figure:
    """Draw AUC and hits of each method, for each year that was predicted and for all cases.

    `rows` are those of `hanse.analysis.score_held_out`; its first method is ours. Raises
    UsageError without a row.
    """
    if not rows:
        raise UsageError("nothing to draw: no year has networks enough to be predicted")
    methods = list(dict.fromkeys(row.method for row in rows))
    years = list(dict.fromkeys(row.year for row in rows))
    foot = _TOP + _ROW * len(years)
    marks = [*_write_years(rows, years)]
    for panel in _list_panels(rows):
        marks += _draw_panel(panel, rows, (methods, years), foot)
    said = _say(rows, methods, origin)
    drawing = Drawing(tuple(marks), foot + 22)
    return compose("partners", said, _list_keys(methods), drawing, [_tabulate(rows)])


def _list_panels(rows: Sequence[HeldOut]) -> Iterator[_Panel]:
    half = (WIDTH - _LEFT - _GAP - 24) / 2
    steps = choose_steps(max(row.hits for row in rows), 5)
    areas = [10 * row.auc for row in rows]
    auc = Scale(
        min(5, math.floor(min(areas))) / 10, math.ceil(max(areas)) / 10, _LEFT, _LEFT + half
    )
    yield _Panel("auc", "AUC (50 % is chance)", auc)
    start = _LEFT + half + _GAP
    hits = Scale(0, max(steps[-1], 0.1), start, start + half)
    yield _Panel("hits", "Cases with a partner among the first ten", hits)


def _write_years(rows: Sequence[HeldOut], years: Sequence[str]) -> Iterator[Mark]:
    """Name the rows by year and number of cases; a line stands above the one of all."""
    cases = {row.year: row.cases for row in rows}
    for at, year in enumerate(years):
        y = _TOP + _ROW * (at + 0.5)
        bold = year == ALL
        yield Text(2, y, year.capitalize(), Type(SMALL, INK, bold=bold))
        counted = Type(SMALL, QUIET, align="right")
        yield Text(_LEFT - 14, y, f"{cases[year]:,} cases", counted)
        if bold:
            line = draw_line([(0, 0), (WIDTH - 4, 0)])
            yield Path(2, round(y - _ROW / 2, 2), line, Style(stroke=QUIET, width=0.8))


def _draw_panel(
    panel: _Panel, rows: Sequence[HeldOut], named: tuple[list[str], list[str]], foot: float
) -> Iterator[Mark]:
    methods, years = named
    low, high = panel.scale.low, panel.scale.high
    many = round((high - low) * 10)
    steps = [low + 0.1 * n for n in range(many + 1) if low + 0.1 * n <= high + 1e-9]
    yield Text(panel.scale.start, _TOP - 12, panel.title, Type(SMALL, QUIET))
    yield from draw_columns(panel.scale, steps, (_TOP - 2, foot), lambda v: f"{100 * v:.0f} %")
    for at in range(len(years)):
        wide = panel.scale.end - panel.scale.start
        line = draw_line([(0, 0), (wide, 0)])
        yield Path(panel.scale.start, _TOP + _ROW * (at + 0.5), line, GRID)
    # The first method, ours, last: above the others.
    for row in sorted(rows, key=lambda row: -methods.index(row.method)):
        method = methods.index(row.method)
        y = _TOP + _ROW * (years.index(row.year) + 0.5) + _BESIDE[method % len(_BESIDE)]
        value: float = getattr(row, panel.field)
        yield _draw_mark(method, panel.scale.place(value), y)


def _draw_mark(method: int, x: float, y: float) -> Path:
    symbol, colour = _MARKS[min(method, len(_MARKS) - 1)]
    return Path(x, y, draw_symbol(symbol, _SIZE), Style(fill=colour, stroke=PAPER, width=0.8))


def _list_keys(methods: Sequence[str]) -> Iterator[Key]:
    for at, method in enumerate(methods):
        yield Key(method, (_draw_mark(at, 5, 0),))


def _say(
    rows: Sequence[HeldOut], methods: Sequence[str], origin: Origin
) -> tuple[str, str, list[str]]:
    whole = {row.method: row for row in rows if row.year == ALL}
    ours = whole.get(methods[0], rows[-1])
    how = (
        f"{origin.scope}Past calls, each predicted from the years before it: in"
        f" {say_share(ours.hits)} of {ours.cases:,} cases a later partner was among the first ten"
        f" of the {methods[0]}."
    )
    told = "; ".join(
        f"{name} AUC {say_share(row.auc)}, hits {say_share(row.hits)}"
        for name, row in whole.items()
    )
    note = (
        f"All cases: {told}. AUC is the chance that a later partner stands before another"
        f" member. {_say_years(rows, methods)} A case is a member of a network that began;"
        " there are no intervals, since cases of one network are not independent."
    )
    return "How well partners are predicted", how, [note, *origin.cite()]


def _say_years(rows: Sequence[HeldOut], methods: Sequence[str]) -> str:
    """Say in which years a plain order has as many hits as ours, or more."""
    ours = {row.year: row.hits for row in rows if row.method == methods[0]}
    rivals = {
        row.year: None
        for row in rows
        if row.method != methods[0] and row.year != ALL and row.hits >= ours.get(row.year, 1.0)
    }
    if not rivals:
        return "In no year a plain order has as many hits."
    years = list(rivals)
    named = f"{', '.join(years[:-1])} and {years[-1]}" if len(years) > 1 else years[0]
    return f"In {named} a plain order has as many hits or more."


def _tabulate(rows: Sequence[HeldOut]) -> Table:
    found = tuple(
        (row.year, row.method, str(row.cases), say_number(row.auc), say_number(row.hits))
        for row in rows
    )
    return Table("Predicted calls", _COLUMNS, found)
