"""Figures of what `hanse.analysis` computes: each takes its rows and an Origin to cite."""

from hanse_viz.figures.analysis.meetings import draw_meetings
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.origin import Origin, cite_record
from hanse_viz.figures.analysis.survival import draw_survival
from hanse_viz.figures.analysis.ties import draw_ties

__all__ = [
    "Nouns",
    "Origin",
    "choose_nouns",
    "cite_record",
    "draw_meetings",
    "draw_survival",
    "draw_ties",
]
