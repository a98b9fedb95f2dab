"""Columns of nodes joined by bands: where each stands and how thick it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures.marks import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEIGHT = 620.0
LOWEST = 12.6
_THICKEST = 14.0
_GAP = 3.0


class Band(NamedTuple):
    """From a node of one column to one of the next, by key, and how much flows."""

    tail: str
    head: str
    weight: int


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a column: from top, so high, for so much."""

    key: str
    top: float
    height: float
    weight: int

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return round(self.top + self.height / 2, 2)


def weigh(bands: Iterable[Band], *, heads: bool) -> Counter[str]:
    """Count what flows out of each node or, for `heads`, into it."""
    weights: Counter[str] = Counter()
    for band in bands:
        weights.update({band.head if heads else band.tail: band.weight})
    return weights


def choose_unit(columns: Sequence[Sequence[int]]) -> float:
    """Choose the pixels for one so that the highest column fits; never thicker than 14."""
    unit = _THICKEST
    while unit > 0.2 and max(map(lambda column: _stack(column, unit), columns)) > HEIGHT:  # noqa: C417, PLR2004 - below a hair nothing is gained
        unit *= 0.96
    return unit


def _stack(weights: Sequence[int], unit: float) -> float:
    return sum(max(weight * unit, LOWEST) + _GAP for weight in weights)


def place_column(
    keys: Sequence[str], weights: Counter[str], unit: float, height: float
) -> dict[str, Node]:
    """Set nodes beneath each other, the column in the middle of the height."""
    down = (height - _stack([weights[key] for key in keys], unit)) / 2
    nodes: dict[str, Node] = {}
    for key in keys:
        high = weights[key] * unit
        slot = max(high, LOWEST)
        nodes[key] = Node(key, round(down + (slot - high) / 2, 2), round(high, 2), weights[key])
        down += slot + _GAP
    return nodes


def measure_column(keys: Sequence[str], weights: Counter[str], unit: float) -> float:
    """Give how high a column is."""
    return _stack([weights[key] for key in keys], unit)


def draw_bands(
    bands: Sequence[Band],
    tails: dict[str, Node],
    heads: dict[str, Node],
    across: tuple[float, float],
    unit: float,
) -> list[tuple[Band, str]]:
    """Draw each band from x to x; those of a node lie in the order of their other ends."""
    leaving = _stack_ends(bands, tails, heads, unit, heads_first=False)
    entering = _stack_ends(bands, tails, heads, unit, heads_first=True)
    return [
        (band, _draw(across, leaving[band], entering[band], band.weight * unit)) for band in bands
    ]


def _stack_ends(
    bands: Sequence[Band],
    tails: dict[str, Node],
    heads: dict[str, Node],
    unit: float,
    *,
    heads_first: bool,
) -> dict[Band, float]:
    def rank(band: Band) -> tuple[float, float]:
        tail, head = tails[band.tail].top, heads[band.head].top
        return (head, tail) if heads_first else (tail, head)

    filled: defaultdict[str, float] = defaultdict(float)
    found: dict[Band, float] = {}
    for band in sorted(bands, key=rank):
        node = heads[band.head] if heads_first else tails[band.tail]
        found[band] = node.top + filled[node.key]
        filled[node.key] += band.weight * unit
    return found


def _draw(across: tuple[float, float], start: float, end: float, thick: float) -> str:
    left, right = across
    middle, back = number((left + right) / 2), number(right)
    upper = f"{middle} {number(start)} {middle} {number(end)} {back} {number(end)}"
    below, above = number(end + thick), number(start + thick)
    lower = f"{middle} {below} {middle} {above} {number(left)} {above}"
    return f"M{number(left)} {number(start)}C{upper}L{back} {below}C{lower}z"
