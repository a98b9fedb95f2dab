"""Figures for a paper: the map, the timeline, the matrix, the practices, the network.

>>> import hanse
>>> from hanse_viz.figures import draw_map
>>> figure = draw_map(hanse.open())
>>> png = figure.to_png()

A figure is 180 mm wide. `figure.svg`, `to_png()`, `to_pdf()` and `to_html()` are its forms, and
`chart()` is the chart of Altair that they are made of.

`draw_ties`, `draw_meetings` and the others of `hanse_viz.figures.analysis` draw rows of
`hanse.analysis` instead of a dataset:

>>> from hanse.analysis import find_ties, read_affiliations
>>> from hanse_viz.figures import cite_record, draw_ties
>>> from hanse.record.reading import read_record
>>> graph = hanse.open()
>>> ties = list(find_ties(read_affiliations(graph), onto="cooperations"))
>>> origin = cite_record(read_record(graph), "hanse analyse ties --onto cooperations")
>>> figure = draw_ties(ties, origin, onto="cooperations")
"""

from hanse_viz.figures.analysis import (
    Nouns,
    Origin,
    ask_ties,
    choose_nouns,
    cite_record,
    draw_communities,
    draw_degrees,
    draw_measures,
    draw_meetings,
    draw_newcomers,
    draw_partners,
    draw_ranks,
    draw_survival,
    draw_ties,
)
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
    "Nouns",
    "Origin",
    "Table",
    "ask_ties",
    "choose_nouns",
    "cite_record",
    "draw_communities",
    "draw_degrees",
    "draw_figure",
    "draw_map",
    "draw_matrix",
    "draw_measures",
    "draw_meetings",
    "draw_newcomers",
    "draw_partners",
    "draw_practices",
    "draw_ranks",
    "draw_survival",
    "draw_ties",
    "draw_timeline",
    "read_format",
    "write_figure",
]
