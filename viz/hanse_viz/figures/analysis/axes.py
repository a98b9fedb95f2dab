"""Axes of charts: round steps, lines of a grid, and what is written beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures.marks import LINE, QUIET, SMALL, Path, Style, Text, Type, draw_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hanse_viz.figures.marks import Mark

GRID = Style(stroke=LINE, width=0.7)
BASE = Style(stroke=QUIET, width=0.9)
LETTERS = Type(SMALL, QUIET)
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


class Scale(NamedTuple):
    """From values to pixels: `low` lies at `start` and `high` at `end`."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Give the pixel of a value, rounded to a hundredth."""
        low, high, value = (self._bend(one) for one in (self.low, self.high, value))
        share = (value - low) / ((high - low) or 1.0)
        return round(self.start + share * (self.end - self.start), 2)

    def _bend(self, value: float) -> float:
        return math.log(value) if self.logarithmic else value


def choose_steps(high: float, most: int = 6) -> list[float]:
    """Choose round values from 0 on, the last at or above `high`, at most `most` steps apart."""
    rough = (high or 1.0) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in _ROUND if one * power >= rough - 1e-12)
    return [step * n for n in range(math.ceil(high / step - 1e-9) + 1)]


def draw_columns(
    scale: Scale,
    values: Iterable[float],
    between: tuple[float, float],
    write: Callable[[float], str],
) -> Iterator[Mark]:
    """Draw a vertical line at each value, with the value written below its foot."""
    top, bottom = between
    below = Type(SMALL, QUIET, align="center")
    marks = [(scale.place(value), write(value)) for value in values]
    for x, _ in marks:
        yield Path(x, top, draw_line([(0, 0), (0, bottom - top)]), GRID)
    for x, text in marks:
        yield Text(x, bottom + 9, text, below)


def draw_rows(
    scale: Scale,
    values: Iterable[float],
    between: tuple[float, float],
    write: Callable[[float], str],
) -> Iterator[Mark]:
    """Draw a horizontal line at each value, with the value written left of its start."""
    left, right = between
    beside = Type(SMALL, QUIET, align="right")
    marks = [(scale.place(value), write(value)) for value in values]
    for y, _ in marks:
        yield Path(left, y, draw_line([(0, 0), (right - left, 0)]), GRID)
    for y, text in marks:
        yield Text(left - 6, y, text, beside)
