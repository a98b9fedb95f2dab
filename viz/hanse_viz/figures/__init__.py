"""Figures for a paper: the map, the timeline, the matrix, the practices, the network.

>>> import hanse
>>> from hanse_viz.figures import draw_map
>>> figure = draw_map(hanse.open())
>>> png = figure.to_png()

A figure is 180 mm wide. `figure.svg`, `to_png()`, `to_pdf()` and `to_html()` are its forms, and
`chart()` is the chart of Altair that they are made of.
"""

from hanse_viz.figures.drawing import (
    DRAWN,
    draw_figure,
    draw_map,
    draw_matrix,
    draw_practices,
    draw_timeline,
)
from hanse_viz.figures.figure import SCALE, Figure, Table
from hanse_viz.figures.writing import FORMATS, read_format, write_figure

__all__ = [
    "DRAWN",
    "FORMATS",
    "SCALE",
    "Figure",
    "Table",
    "draw_figure",
    "draw_map",
    "draw_matrix",
    "draw_practices",
    "draw_timeline",
    "read_format",
    "write_figure",
]
