"""Who is in a call: new members, those who stayed, and those who returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.axes import Scale, choose_steps, draw_columns
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.lettering import measure, shorten
from hanse_viz.figures.marks import (
    INK,
    PAPER,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    choose_ink,
    draw_box,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hanse.analysis.newcomers import CallTurnover
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

# The parts of a bar from its start: what they are called, and how they are filled.
_PARTS = (("new", "#E69F00"), ("stayed", "#084B73"), ("returned", "#9CC6E0"))
_ROW, _BAR, _TOP, _LONGEST = 18.0, 13.5, 6.0, 220.0
_SHARES = 62.0
_COLUMNS = ("Call", "Year", "Members", "New", "Stayed", "Returned", "Left", "Share new")


def draw_newcomers(
    rows: Sequence[CallTurnover], origin: Origin, *, nouns: Nouns | None = None
) -> Figure:
    """Draw a bar for each call: how many of its members are new, stayed, returned.

    `rows` are those of `hanse.analysis.count_turnover`. Raises UsageError without a row.
    """
    nouns = nouns or choose_nouns()
    if not rows:
        raise UsageError(
            f"nothing to draw: no {nouns.shared} here has a call and a year or a programme's year"
        )
    drawing = Drawing(tuple(_draw(rows)), _TOP + _ROW * len(rows) + 22)
    said = _say(rows, nouns, origin)
    return compose("newcomers", said, _list_keys(), drawing, [_tabulate(rows)])


def _list_parts(row: CallTurnover) -> tuple[int, int, int]:
    return row.newcomers, row.stayed, row.returners


def _draw(rows: Sequence[CallTurnover]) -> Iterator[Mark]:
    names = [shorten(row.call, SMALL, _LONGEST) for row in rows]
    left = max(measure(name, SMALL) for name in names) + 8
    steps = choose_steps(max(row.members for row in rows))
    scale = Scale(0, steps[-1], left, WIDTH - _SHARES)
    foot = _TOP + _ROW * len(rows)
    yield from draw_columns(scale, steps, (_TOP, foot), lambda one: f"{one:.0f}")
    for at, (row, name) in enumerate(zip(rows, names, strict=True)):
        middle = _TOP + _ROW * (at + 0.5)
        yield Text(left - 6, middle, name, Type(SMALL, INK, align="right"))
        yield from _draw_bar(row, scale, middle)
        share = f"{100 * row.share_new:.0f} % new"
        yield Text(scale.place(row.members) + 5, middle, share, Type(SMALL, INK))


def _draw_bar(row: CallTurnover, scale: Scale, middle: float) -> Iterator[Mark]:
    """Draw the parts of a bar one after the other, with their numbers where these fit."""
    start = 0
    for many, (_, colour) in zip(_list_parts(row), _PARTS, strict=True):
        x, wide = scale.place(start), round(scale.place(start + many) - scale.place(start), 2)
        if many:
            style = Style(fill=colour, stroke=PAPER, width=0.6)
            yield Path(x, middle - _BAR / 2, draw_box(wide, _BAR), style)
        if many and measure(str(many), SMALL) + 3 <= wide:
            type_ = Type(SMALL, choose_ink(colour), align="center")
            yield Text(round(x + wide / 2, 2), middle, str(many), type_)
        start += many


def _list_keys() -> Iterator[Key]:
    for name, colour in _PARTS:
        yield Key(name, (Path(0, -5.5, draw_box(14, 11), Style(fill=colour)),), 14)


def _say(rows: Sequence[CallTurnover], nouns: Nouns, origin: Origin) -> tuple[str, str, list[str]]:
    years = f"{rows[0].year} to {rows[-1].year}" if len(rows) > 1 else str(rows[0].year)
    title = f"How many {nouns.many} are new, call by call"
    how = (
        f"{origin.scope}{captions.count(len(rows), 'call')}, {years}: from"
        f" {100 * min(row.share_new for row in rows):.0f} % to"
        f" {100 * max(row.share_new for row in rows):.0f} % of their {nouns.many} are new."
    )
    note = (
        f"New: in no {nouns.shared} of an earlier year. Stayed: in one of the last year before in"
        f" which {nouns.shared_many} began. Returned: in an earlier one, but not in that. Bars are"
        f" {nouns.many} in order of calls; the share beside a bar is that of new ones."
    )
    return title, how, [note, *origin.cite()]


def _tabulate(rows: Sequence[CallTurnover]) -> Table:
    found = tuple(
        (
            *(row.call, str(row.year), str(row.members)),
            *map(str, (*_list_parts(row), row.left)),
            say_number(row.share_new),
        )
        for row in rows
    )
    return Table("Calls", _COLUMNS, found)
