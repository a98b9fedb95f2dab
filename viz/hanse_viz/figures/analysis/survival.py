"""The survival of ties: how many go on meeting, round after round, and how sure that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.figures.analysis.axes import BASE, Scale, choose_steps, draw_columns, draw_rows
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number, say_share
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.lettering import measure
from hanse_viz.figures.marks import (
    INK,
    QUIET,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    draw_box,
    draw_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.analysis.survival import Survival
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

_CURVE = Style(stroke=INK, width=1.8)
_BAND = Style(fill="#0072B2", opacity=0.28)
_LEFT, _RIGHT, _TOP, _BOTTOM = 74.0, WIDTH - 18.0, 8.0, 268.0
_FOOT = 62.0
# Where fewer than this share meets again, equal steps would press the whole curve to the floor.
_FEW = 0.25
_COLUMNS = ("Rounds", "At risk", "Ended", "Censored", "Go on", "Low", "High")


class _Axes(NamedTuple):
    across: Scale
    down: Scale
    rounds: list[float]
    shares: list[float]


def draw_survival(
    rows: Sequence[Survival], origin: Origin, *, nouns: Nouns | None = None
) -> Figure:
    """Draw the curve of Kaplan and Meier with its band of 95 % and how many are followed so far.

    `rows` are those of `hanse.analysis.measure_survival`; after so many rounds the curve steps
    down to the share that meets again later. Raises UsageError without a row.
    """
    nouns = nouns or choose_nouns()
    if not rows:
        raise UsageError(
            f"nothing to draw: no two {nouns.many} share {nouns.one_shared} whose year is known"
        )
    axes = _choose_axes(rows)
    marks = (*_draw_axes(axes), *_draw_curve(rows, axes), *_write_risks(rows, axes))
    said = _say(rows, axes, nouns, origin)
    return compose(
        "survival", said, _list_keys(), Drawing(marks, _BOTTOM + _FOOT), [_tabulate(rows)]
    )


def _choose_axes(rows: Sequence[Survival]) -> _Axes:
    last = max(rows[-1].rounds, 1)
    lowest = min((row.survival for row in rows if row.survival), default=1.0)
    tenths = math.ceil(-math.log10(lowest) - 1e-9)
    few = rows[0].survival < _FEW and tenths > 0
    shares = [10.0**-n for n in range(tenths + 1)] if few else [0.2 * n for n in range(6)]
    down = Scale(1, min(shares), _TOP, _BOTTOM, logarithmic=few)
    rounds = [value for value in choose_steps(last, 16) if value == int(value) and value <= last]
    across = Scale(-0.35, last + 0.35, _LEFT, _RIGHT)
    return _Axes(across, down, rounds, shares)


def _draw_axes(axes: _Axes) -> Iterator[Mark]:
    yield from draw_rows(axes.down, axes.shares, (_LEFT, _RIGHT), lambda one: f"{100 * one:.4g} %")
    yield from draw_columns(axes.across, axes.rounds, (_TOP, _BOTTOM), lambda one: f"{one:.0f}")
    yield Path(_LEFT, _BOTTOM, draw_line([(0, 0), (_RIGHT - _LEFT, 0)]), BASE)
    below = Type(SMALL, QUIET, align="center")
    middle = (_LEFT + _RIGHT) / 2
    yield Text(middle, _BOTTOM + 24, "Rounds of calls after the one in which they first met", below)


def _draw_curve(rows: Sequence[Survival], axes: _Axes) -> Iterator[Mark]:
    low = _step([row.low for row in rows], rows, axes)
    high = _step([row.high for row in rows], rows, axes)
    yield Path(0, 0, f"{draw_line([*high, *reversed(low)])}z", _BAND)
    yield Path(0, 0, draw_line(_step([row.survival for row in rows], rows, axes)), _CURVE)
    yield from _write_shares(rows, axes)


def _write_shares(rows: Sequence[Survival], axes: _Axes) -> Iterator[Mark]:
    """Write the share above each step that is long enough and falls far enough."""
    letters = Type(SMALL, INK, bold=True, halo=2.2)
    ends = [*(row.rounds for row in rows[1:]), axes.across.high]
    before = 1.0
    for row, end in zip(rows, ends, strict=True):
        x, text = axes.across.place(row.rounds), f"{100 * row.survival:.2g} %"
        room = axes.across.place(end) - x > measure(text, SMALL, bold=True) + 6
        if room and before - row.survival:
            yield Text(x + 4, _find(axes, row.high) - 8, text, letters)
        before = row.survival


def _step(
    shares: Sequence[float], rows: Sequence[Survival], axes: _Axes
) -> list[tuple[float, float]]:
    """Give the corners of a curve that is 1 before the first round and falls at each."""
    start, end = axes.across.start, axes.across.end
    points = [(start, axes.down.place(1))]
    for row, share in zip(rows, shares, strict=True):
        x = axes.across.place(row.rounds)
        points += [(x, points[-1][1]), (x, _find(axes, share))]
    return [*points, (end, points[-1][1])]


def _find(axes: _Axes, share: float) -> float:
    """Give the height of a share; what lies below the axis, as 0 does on one of tenths, on it."""
    return axes.down.place(max(share, axes.down.high))


def _write_risks(rows: Sequence[Survival], axes: _Axes) -> Iterator[Mark]:
    """Write how many ties are followed so far below their round, where there is room."""
    letters, down = Type(SMALL, INK, align="center"), _BOTTOM + 46
    yield Text(_LEFT - 6, down, "Followed", Type(SMALL, QUIET, align="right"))
    taken = 0.0
    for row in rows:
        x, text = axes.across.place(row.rounds), f"{row.at_risk:,}"
        half = measure(text, SMALL) / 2
        if x - half > taken and x + half <= WIDTH:
            yield Text(x, down, text, letters)
            taken = x + half + 3


def _list_keys() -> Iterator[Key]:
    line = draw_line([(0, 0), (24, 0)])
    yield Key("share of ties that meet again later", (Path(0, 0, line, _CURVE),), 24)
    yield Key("interval of 95 %", (Path(0, -5, draw_box(24, 10), _BAND),), 24)


def _say(
    rows: Sequence[Survival], axes: _Axes, nouns: Nouns, origin: Origin
) -> tuple[str, str, list[str]]:
    first, many = rows[0], int(rows[0].at_risk)
    again = first.survival if first.rounds == 0 else 1.0
    title = f"How long {nouns.many} go on meeting"
    how = (
        f"{origin.scope}Of {many:,} ties between {nouns.many} {say_share(again)} meet again in a"
        " round after the one in which they began."
    )
    lost = sum(row.censored for row in rows)
    notes = (
        f"Two {nouns.many} that share {nouns.one_shared} are a tie, which lives until the last"
        f" round in which they meet; a round is a year in which any {nouns.shared} began. Curve"
        " of Kaplan and Meier; its interval, on the log-log scale, is Greenwood's. The"
        f" {lost:,} ties that met in the last round, of which nobody knows whether they meet"
        " again, count as long as they could be followed."
    )
    if axes.down.logarithmic:
        notes += " Each line of the scale is a tenth of the line above it."
    return title, how, [notes, *origin.cite()]


def _tabulate(rows: Iterable[Survival]) -> Table:
    found = tuple(
        (
            *map(str, (row.rounds, row.at_risk, row.ended, row.censored)),
            *map(say_number, (row.survival, row.low, row.high)),
        )
        for row in rows
    )
    return Table("Survival of ties", _COLUMNS, found)
