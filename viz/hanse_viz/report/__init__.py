"""A report on a city, a country or a network: figures, tables and sentences on one page."""

from hanse_viz.report.page import write

__all__ = ["write"]
