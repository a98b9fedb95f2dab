"""Title above, legend below it, caption at the foot: what every figure has around its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse_viz.figures.figure import Figure, Table
from hanse_viz.figures.lettering import measure, wrap
from hanse_viz.figures.marks import (
    INK,
    LARGE,
    LINE,
    PLAIN,
    QUIET,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    draw_line,
    move,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hanse_viz.figures.marks import Mark

_HEADING = Type(LARGE, bold=True)
_SUBTITLE = Type(PLAIN, QUIET)
_CAPTION = Type(SMALL, QUIET)
_KEY = Type(SMALL, INK)
_LEADING = 1.36
_SIDE = 2.0
# From one entry of the legend to the next, and from its symbol to its name.
_BETWEEN = 16.0
_BESIDE = 5.0
_ROW = 17.0


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a symbol that is `width` wide, about its middle height, and a name."""

    label: str
    symbol: tuple[Mark, ...]
    width: float = 10.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is between title and caption: marks from its corner, and how much room they take."""

    marks: tuple[Mark, ...]
    height: float


def compose(
    name: str,
    said: tuple[str, str, Sequence[str]],
    legend: Iterable[Key],
    drawing: Drawing,
    tables: Sequence[Table],
) -> Figure:
    """Set title, subtitle, legend, drawing and caption (`said`, without the middle two) in turn."""
    title, subtitle, caption = said
    marks: list[Mark] = []
    down = _set(marks, title, _HEADING, 12.0)
    down = _set(marks, subtitle, _SUBTITLE, down + 3)
    top = down
    down = _set_legend(marks, list(legend), down + 9)
    marks += move(drawing.marks, 0, down)
    down += drawing.height + 10
    bottom = down - 1
    marks.append(Path(0, down, draw_line([(0, 0), (WIDTH, 0)]), Style(stroke=LINE)))
    down += 12
    for part in caption:
        down = _set(marks, part, _CAPTION, down)
    return Figure(
        name,
        title,
        subtitle,
        tuple(caption),
        WIDTH,
        round(down + 2),
        tuple(marks),
        tuple(tables),
        (top, bottom),
    )


def _set(marks: list[Mark], text: str, type_: Type, down: float) -> float:
    """Set a text in lines whose first stands at `down`; gives where the next would stand."""
    for line in wrap(text, type_.size, WIDTH - 2 * _SIDE, bold=type_.bold):
        marks.append(Text(_SIDE, round(down, 2), line, type_))
        down += type_.size * _LEADING
    return down


def _set_legend(marks: list[Mark], keys: Sequence[Key], down: float) -> float:
    """Set the entries beside each other, in as many rows as they need; gives where they end.

    Words without a symbol stand in the row of the entry after them.
    """
    if not keys:
        return down
    across = _SIDE
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        beside = _BESIDE if key.symbol else 0
        wide = _measure_key(key)
        needed = wide if key.symbol or not after else wide + _BETWEEN + _measure_key(after)
        if across > _SIDE and across + needed > WIDTH:
            across, down = _SIDE, down + _ROW
        marks += move(key.symbol, across, down)
        marks.append(Text(across + key.width + beside, down, key.label, _KEY))
        across += wide + _BETWEEN
    return down + _ROW


def _measure_key(key: Key) -> float:
    return key.width + (_BESIDE if key.symbol else 0) + measure(key.label, SMALL)
