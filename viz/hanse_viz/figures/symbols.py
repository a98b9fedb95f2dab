"""Shapes that tell kinds and themes apart without colour, each about its middle."""

from __future__ import annotations

from hanse_viz.figures.marks import number

CIRCLE = "circle"
# One for each colour of hanse_viz.colours, in its order; the last two for other and unknown themes.
THEME_SYMBOLS = ("square", "triangle", "diamond", "cross", "star", "drop", "bar", "ring")
# The same for lines: the lengths of strokes and gaps.
THEME_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 2),
    (1.5, 1.5),
    (6, 2, 1.5, 2),
    (3, 2),
    (9, 3),
    (1, 3),
    (2, 4),
)
_CORNERS = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "triangle": ((0, -1.15), (1.15, 0.86), (-1.15, 0.86)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "drop": ((-1.15, -0.86), (1.15, -0.86), (0, 1.15)),
    "bar": ((-1.25, -0.5), (1.25, -0.5), (1.25, 0.5), (-1.25, 0.5)),
    "cross": (
        *((-0.4, -1.15), (0.4, -1.15), (0.4, -0.4), (1.15, -0.4)),
        *((1.15, 0.4), (0.4, 0.4), (0.4, 1.15), (-0.4, 1.15)),
        *((-0.4, 0.4), (-1.15, 0.4), (-1.15, -0.4), (-0.4, -0.4)),
    ),
    "star": (
        *((0, -1.35), (0.35, -0.48), (1.28, -0.42), (0.57, 0.18), (0.79, 1.09)),
        *((0, 0.6), (-0.79, 1.09), (-0.57, 0.18), (-1.28, -0.42), (-0.35, -0.48)),
    ),
}


def draw_symbol(name: str, radius: float) -> str:
    """Draw a symbol about (0, 0), as large as a circle of this radius."""
    if name == "ring":
        return draw_circle(radius) + draw_circle(radius * 0.5, hole=True)
    if name == CIRCLE:
        return draw_circle(radius)
    corners = (f"{number(x * radius)} {number(y * radius)}" for x, y in _CORNERS[name])
    return "M" + "L".join(corners) + "z"


def draw_circle(radius: float, *, hole: bool = False) -> str:
    """Draw a circle about (0, 0); a hole is drawn the other way round."""
    r, turn = number(radius), int(not hole)
    return (
        f"M{number(-radius)} 0"
        f"a{r} {r} 0 1 {turn} {number(2 * radius)} 0a{r} {r} 0 1 {turn} {number(-2 * radius)} 0z"
    )


def draw_head(right: float, down: float, size: float) -> str:
    """Draw the head of an arrow about (0, 0) that points the way (right, down)."""
    length = (right * right + down * down) ** 0.5 or 1.0
    x, y = right / length * size, down / length * size
    corners = ((x, y), (-x - y * 0.75, -y + x * 0.75), (-x + y * 0.75, -y - x * 0.75))
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "z"
