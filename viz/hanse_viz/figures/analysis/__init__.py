"""Figures of what `hanse.analysis` computes: each takes its rows and an Origin to cite."""

from hanse_viz.figures.analysis.asking import ask_ties
from hanse_viz.figures.analysis.communities import draw_communities
from hanse_viz.figures.analysis.degrees import draw_degrees
from hanse_viz.figures.analysis.measures import draw_measures
from hanse_viz.figures.analysis.meetings import draw_meetings
from hanse_viz.figures.analysis.newcomers import draw_newcomers
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.origin import Origin, cite_record
from hanse_viz.figures.analysis.partners import draw_partners
from hanse_viz.figures.analysis.ranks import draw_ranks
from hanse_viz.figures.analysis.survival import draw_survival
from hanse_viz.figures.analysis.ties import draw_ties

__all__ = [
    "Nouns",
    "Origin",
    "ask_ties",
    "choose_nouns",
    "cite_record",
    "draw_communities",
    "draw_degrees",
    "draw_measures",
    "draw_meetings",
    "draw_newcomers",
    "draw_partners",
    "draw_ranks",
    "draw_survival",
    "draw_ties",
]
