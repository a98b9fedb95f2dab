"""Years across a figure: where a date stands, and the lines that mark years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse_viz.figures.marks import LINE, QUIET, SMALL, Path, Style, Text, Type, draw_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse_viz.figures.marks import Mark

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_ROOM = 34.0


@dataclass(frozen=True, slots=True)
class Years:
    """From the first day of one year to the last of the year before another, in pixels."""

    first: int
    last: int
    side: float
    width: float

    def place(self, moment: float) -> float:
        """Give the place of a moment: 2018.5 is the middle of 2018."""
        return round(self.side + (moment - self.first) * self.width, 2)


def read_moment(date: str) -> float | None:
    """Read a date as years: a day as its first hour, a month or a year alone as its middle.

    None where there is no year, as in --05-13.
    """
    found = _DATE.fullmatch(date)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not month:
        return year + 0.5
    return year + (month - 1 + ((day - 1) / 31 if day else 0.5)) / 12


def mark_years(years: Years, top: float, height: float) -> Iterator[Mark]:
    """Draw a line at the start of each year, or of every so many where they are close."""
    step = next((one for one in _STEPS if one * years.width >= _ROOM), _STEPS[-1])
    shown = range(years.first + -years.first % step, years.last + 1, step)
    line = draw_line([(0, 0), (0, round(height - top, 2))])
    for year in shown:
        yield Path(years.place(year), top, line, Style(stroke=LINE, width=0.8))
    for year in shown:
        yield Text(years.place(year), top - 8, str(year), Type(SMALL, QUIET, align="center"))
