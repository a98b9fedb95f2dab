"""Where nodes stand on the page: the layout of the pages, fitted to the width of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures.marks import WIDTH
from hanse_viz.layout import place

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGIN = 14.0
_TALLEST = 640.0
# A small graph is not blown up beyond what its circles and names need.
_LARGEST = 1.7


class Spot(NamedTuple):
    """Where a node stands on the page, and how large it is."""

    x: float
    y: float
    radius: float


def fit_places(
    nodes: Sequence[str], ties: Sequence[tuple[str, str]], sizes: Sequence[float]
) -> tuple[dict[str, Spot], float]:
    """Lay nodes out by their ties; gives their places and how high the drawing is."""
    index = {node: position for position, node in enumerate(nodes)}
    places = place(len(nodes), [(index[a], index[b]) for a, b in ties], sizes)
    xs, ys = zip(*places, strict=True)
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high, _LARGEST)
    left = (WIDTH - wide * scale) / 2
    spots = {
        node: Spot(
            round(left + (x - min(xs)) * scale, 2),
            round(_MARGIN + (y - min(ys)) * scale, 2),
            round(max(size * scale, 1.2), 2),
        )
        for node, (x, y), size in zip(nodes, places, sizes, strict=True)
    }
    return spots, round(high * scale + 2 * _MARGIN)
