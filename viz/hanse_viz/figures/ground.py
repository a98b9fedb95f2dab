"""The land beneath a map: the outline of Europe, cut to a frame and drawn to its scale."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hanse_viz.figures.marks import Path, Style, number
from hanse_viz.figures.projecting import ACROSS, DOWN
from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Point = tuple[float, float]
    Ring = list[Point]

LAND = "#ECEAE4"
BORDER = "#CFCABF"
_STEPS = re.compile(r"-?\d+")
# How far a point must lie from the one before it to be drawn, in pixels.
_FINE = 0.45
# What the frame leaves around the places, in kilometres, and how high it may be for its width.
_MARGIN = 170.0
_LOW, _HIGH = 0.6, 1.02


@dataclass(frozen=True, slots=True)
class Frame:
    """The window of a map: its corner and extent in kilometres, and pixels for a kilometre."""

    left: float
    top: float
    across: float
    down: float
    scale: float

    def place(self, point: Point) -> Point:
        """Give the pixels of kilometres."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def holds(self, point: Point) -> bool:
        """Tell whether a point is inside."""
        x, y = point[0] - self.left, point[1] - self.top
        return 0 <= x <= self.across and 0 <= y <= self.down


def is_outlined(point: Point) -> bool:
    """Tell whether a point lies where the outline covers."""
    return 0 <= point[0] <= ACROSS and 0 <= point[1] <= DOWN


def choose_frame(points: Iterable[Point], width: float) -> Frame:
    """Choose the window that shows all points with a margin, no higher than it is wide."""
    xs, ys = zip(*points, strict=True)
    left, right = max(min(xs) - _MARGIN, 0), min(max(xs) + _MARGIN, ACROSS)
    top, bottom = max(min(ys) - _MARGIN, 0), min(max(ys) + _MARGIN, DOWN)
    across = max(right - left, (bottom - top) / _HIGH, 900.0)
    down = max(bottom - top, across * _LOW)
    left = _centre((left + right) / 2, across, ACROSS)
    top = _centre((top + bottom) / 2, down, DOWN)
    return Frame(left, top, across, down, width / across)


def _centre(middle: float, extent: float, most: float) -> float:
    return max(0.0, min(middle - extent / 2, most - extent))


def draw_ground(frame: Frame, fine: float = _FINE) -> list[Path]:
    """Draw land and borders inside a frame, with points `fine` pixels apart or more."""
    outline = _read_outline()
    land = (_clip(ring, frame) for ring in outline["land"])
    shapes = [_write(ring, frame, fine, closed=True) for ring in land]
    lines = (part for line in outline["borders"] for part in _cut(line, frame))
    strokes = [_write(line, frame, fine, closed=False) for line in lines]
    border = Style(stroke=BORDER, width=0.6)
    return [Path(0, 0, "".join(shapes), Style(fill=LAND)), Path(0, 0, "".join(strokes), border)]


@cache
def _read_outline() -> dict[str, list[Ring]]:
    """Read the outline as rings and lines of kilometres: it is written in relative steps."""
    paths = json.loads((find_assets() / "europe.json").read_text("utf-8"))
    return {
        name: [_walk(part) for part in paths[name].split("M")[1:]] for name in ("land", "borders")
    }


def _walk(text: str) -> Ring:
    numbers = list(map(int, _STEPS.findall(text)))
    x, y = 0, 0
    ring: Ring = []
    for right, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + right, y + down
        ring.append((float(x), float(y)))
    return ring


def _clip(ring: Ring, frame: Frame) -> Ring:
    """Cut a ring at the four sides of the frame (Sutherland and Hodgman)."""
    sides = (
        (0, frame.left, 1),
        (0, frame.left + frame.across, -1),
        (1, frame.top, 1),
        (1, frame.top + frame.down, -1),
    )
    for axis, limit, side in sides:
        ring = list(_cut_side(ring, axis, limit, side))
    return ring


def _cut_side(ring: Ring, axis: int, limit: float, side: int) -> Iterator[Point]:
    before = ring[-1] if ring else (0.0, 0.0)
    for point in ring:
        inside = side * (point[axis] - limit) >= 0
        if inside != (side * (before[axis] - limit) >= 0):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            x, y = (a + share * (b - a) for a, b in zip(before, point, strict=True))
            yield x, y
        if inside:
            yield point
        before = point


def _cut(line: Ring, frame: Frame) -> Iterator[Ring]:
    """Give the pieces of a line that lie in the frame."""
    piece: Ring = []
    for point in line:
        if frame.holds(point):
            piece.append(point)
        else:
            yield piece
            piece = []
    yield piece


def _write(ring: Ring, frame: Frame, fine: float, *, closed: bool) -> str:
    """Write a ring or a line in pixels, without the points too near to be told apart."""
    kept: Ring = []
    for point in map(frame.place, ring):
        if not kept or max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= fine:
            kept.append((round(point[0], 1), round(point[1], 1)))
    if len(kept) < (3 if closed else 2):
        return ""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in kept) + ("z" if closed else "")
