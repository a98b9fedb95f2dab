"""A report on a city, a country or a network: figures, tables and sentences, as a page or a PDF."""

from hanse_viz.report.writing import write

__all__ = ["write"]
