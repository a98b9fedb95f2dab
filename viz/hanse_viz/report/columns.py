"""How wide the columns of a printed table are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse_viz.figures.lettering import measure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hanse_viz.figures.figure import Table

SIZE = 8.0  # of the letters, in points
LONG = 30  # a word of so many letters may be broken anywhere
_AROUND = 10.0  # the room left and right of the words of a column, together
_SLACK = 0.5  # for what the compositor rounds
_STEPS = 40  # of halving: far below a hundredth of a point


def share_width(table: Table, numbers: Collection[int], width: float) -> tuple[list[float], bool]:
    """Share the width of a page, in points, among the columns of a table.

    Where there is room, columns of text take what is left over; where there is not, the widest give
    way first, but none below its longest word. The second value tells that not even that fits, so
    that every word must be allowed to break.
    """
    columns = list(_list_columns(table))
    natural = [max(map(_measure_whole, column)) + _AROUND for column in columns]
    least = [max(map(_measure_word, column)) + _AROUND for column in columns]
    if sum(natural) <= width:
        return _spread(natural, numbers, width), False
    if sum(least) > width:
        return _shrink(natural, [0.0] * len(natural), width), True
    return _shrink(natural, least, width), False


def _list_columns(table: Table) -> Iterator[list[tuple[str, bool]]]:
    """List the texts of each column, its head first, and whether they are bold."""
    for place, head in enumerate(table.columns):
        yield [(head, True), *((row[place], False) for row in table.rows)]


def _measure_whole(cell: tuple[str, bool]) -> float:
    text, bold = cell
    return measure(text, SIZE, bold=bold) + _SLACK


def _measure_word(cell: tuple[str, bool]) -> float:
    text, bold = cell
    kept = (word for word in text.split() if len(word) < LONG)
    return max((measure(word, SIZE, bold=bold) for word in kept), default=SIZE) + _SLACK


def _spread(natural: list[float], numbers: Collection[int], width: float) -> list[float]:
    """Give what is left over to the columns of text, to each by its width."""
    texts = set(range(len(natural))) - set(numbers) or set(range(len(natural)))
    whole = sum(natural[place] for place in texts)
    more = 1 + (width - sum(natural)) / whole
    return [one * more if place in texts else one for place, one in enumerate(natural)]


def _shrink(natural: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Find the width that no column passes, but by its longest word, when all of them fit."""
    low, high = 0.0, width
    for _ in range(_STEPS):
        middle = (low + high) / 2
        fits = sum(_cut(natural, least, middle)) <= width
        low, high = (middle, high) if fits else (low, middle)
    return _cut(natural, least, low)


def _cut(natural: Sequence[float], least: Sequence[float], cap: float) -> list[float]:
    return [min(whole, max(cap, word)) for whole, word in zip(natural, least, strict=True)]
