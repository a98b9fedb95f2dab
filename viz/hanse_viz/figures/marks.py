"""What a figure is drawn with: paths and texts, placed in pixels of 1/96 inch from its corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# 180 mm, the double column of journals; the smallest text is 9.33 px, which is 7 pt.
WIDTH = 680.0
SMALL = 9.33
PLAIN = 10.67
LARGE = 16.0

INK = "#1B2733"
QUIET = "#566573"
LINE = "#DADFE3"
PAPER = "#FFFFFF"
MEMBER = "#33475B"
# On a coloured ground that stays what it is in the dark.
ON_PALE = "#14202B"
ON_DEEP = "#FEFEFE"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a path is painted; "" paints nothing."""

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path of SVG from (x, y)."""

    x: float
    y: float
    shape: str
    style: Style


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set; `halo` is the width of the paper's colour around its letters."""

    size: float = PLAIN
    colour: str = INK
    bold: bool = False
    align: Align = "left"
    halo: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose middle height stands at y, aligned on x."""

    x: float
    y: float
    text: str
    type: Type = Type()


Mark = Path | Text


# What frames and signs a count that is more, or less, than chance gives.
FRAMES = {
    "over": Style(stroke=INK, width=1.4),
    "under": Style(stroke=INK, width=1.4, dash=(2.4, 1.8)),
}
SIGNS = {"over": "+", "under": "−"}


def move(marks: Iterable[Mark], right: float, down: float) -> list[Mark]:
    """Give the same marks in another place."""
    return [replace(mark, x=mark.x + right, y=mark.y + down) for mark in marks]


def draw_box(width: float, height: float) -> str:
    """Draw a rectangle from its corner."""
    return f"M0 0h{number(width)}v{number(height)}h{number(-width)}z"


def draw_line(points: Sequence[tuple[float, float]]) -> str:
    """Draw a line through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def draw_arc(right: float, down: float, bend: float = 0.16) -> str:
    """Draw an arc from a place to another, bent to the left of the way by a share of its length."""
    across, along = right / 2 + down * bend, down / 2 - right * bend
    return f"M0 0Q{number(across)} {number(along)} {number(right)} {number(down)}"


def number(value: float) -> str:
    """Write a number with a tenth of a pixel's hundredth at most: 0.5, 12, -3.25."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def choose_ink(colour: str) -> str:
    """Choose what can be read on a colour: nearly black or nearly white.

    Source: WCAG 2.2, relative luminance and contrast ratio.
    """
    light = (measure_light(colour) + 0.05) / (measure_light(ON_PALE) + 0.05)
    return ON_PALE if light > (1.05 / (measure_light(colour) + 0.05)) else ON_DEEP


def measure_light(colour: str) -> float:
    """Give the relative luminance of #RRGGBB, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - where the curve begins
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
