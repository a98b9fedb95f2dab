"""A figure as the bytes of a file, by the ending of the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError, shorten
from hanse_viz.figures.figure import SCALE

if TYPE_CHECKING:
    from hanse_viz.figures.figure import Figure

FORMATS = ("svg", "png", "pdf", "html")


def read_format(name: str) -> str:
    """Read what a file is to be from the ending of its name; raises UsageError for another."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in FORMATS:
        return ending
    known = ", ".join(f".{one}" for one in FORMATS)
    raise UsageError(f"-o {shorten(name)}: a figure is written as one of {known}; end the name so")


def write_figure(figure: Figure, ending: str, scale: float = SCALE) -> bytes:
    """Write a figure as svg, png, pdf or html; `scale` is for png: pixels of 1/96 inch."""
    if ending == "png":
        return figure.to_png(scale)
    if ending == "pdf":
        return figure.to_pdf()
    return figure.to_html() if ending == "html" else figure.svg.encode("utf-8")
