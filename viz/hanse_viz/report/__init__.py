"""Reports on a city, a country, a network or all, in figures, tables and sentences."""

from hanse_viz.report.writing import write

__all__ = ["write"]
