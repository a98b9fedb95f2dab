"""Where names stand: beside what they name, over no other name, over as little else as may be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse_viz.figures.lettering import measure
from hanse_viz.figures.marks import INK, Text, Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Box = tuple[float, float, float, float]

_GAP = 2.5
_CELL = 24.0
_HALO = 2.2
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a place, a radius and a name."""

    x: float
    y: float
    radius: float
    name: str


class Crowd:
    """Boxes by the cells of a grid that they touch."""

    def __init__(self) -> None:
        """Start with none."""
        self.cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Put a box in."""
        for cell in _list_cells(box):
            self.cells[cell].append(box)

    def count(self, box: Box) -> int:
        """Count the boxes that overlap this one."""
        near = {other for cell in _list_cells(box) for other in self.cells.get(cell, ())}
        return sum(_overlap(box, other) for other in near)


def place_names(
    wanted: Sequence[Named],
    others: Iterable[Named],
    extent: tuple[float, float],
    size: float,
    bold: int = 0,
) -> list[Text]:
    """Set names beside their places, the first first; a name without room is left out.

    No name covers another, or a place whose name came before it; of the ways that are left the
    one that covers fewest other places is taken. The first `bold` names are bold.
    """
    names, seniors, dots = Crowd(), Crowd(), Crowd()
    for one in (*wanted, *others):
        dots.add(_surround(one))
    placed: list[Text] = []
    for rank, one in enumerate(wanted):
        type_ = Type(size, INK, bold=rank < bold, halo=_HALO)
        ways = [
            (dots.count(box) + 0.01 * turn, text, box)
            for turn, (text, box) in enumerate(_try_ways(one, type_))
            if _is_inside(box, extent) and not names.count(box) + seniors.count(box)
        ]
        if ways and not names.count(_surround(one)):
            _, text, box = min(ways, key=lambda way: way[0])
            names.add(box)
            placed.append(text)
        seniors.add(_surround(one))
    return placed


def _try_ways(one: Named, type_: Type) -> Iterator[tuple[Text, Box]]:
    wide, high = measure(one.name, type_.size, bold=type_.bold), type_.size
    for right, down in _AROUND:
        reach = one.radius + _GAP
        slant = 0.75 if right and down else 1.0
        x = one.x + right * reach * slant - (wide if right < 0 else 0 if right else wide / 2)
        y = one.y + down * (reach * slant + (high * 0.4 if right else high / 2))
        box = (x, y - high / 2, x + wide, y + high / 2)
        yield Text(round(x, 2), round(y, 2), one.name, type_), box


def _surround(one: Named) -> Box:
    return one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius


def _list_cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(side // _CELL) for side in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _is_inside(box: Box, extent: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= extent[0] and box[3] <= extent[1]
