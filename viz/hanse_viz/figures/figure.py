"""A figure: what is drawn, what is said of it, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hanse_viz.figures.charting import draw_chart
from hanse_viz.figures.page import write_page
from hanse_viz.figures.rendering import write_pdf, write_png, write_svg

if TYPE_CHECKING:
    import altair as alt

    from hanse_viz.figures.marks import Mark

SCALE = 3.0


@dataclass(frozen=True)
class Table:
    """The rows behind a figure, as text; numbers are whole."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A figure of a dataset, 180 mm wide: `chart()` for a notebook, the rest as files.

    Text stays text in SVG and PDF. The same figure gives the same bytes on any machine, as long
    as its texts are Latin, Greek or Cyrillic; other scripts take a font of the machine.
    """

    name: str
    title: str
    subtitle: str
    caption: tuple[str, ...]
    width: float
    height: float
    marks: tuple[Mark, ...] = field(repr=False)
    tables: tuple[Table, ...] = field(repr=False)
    # From where to where the legend and the drawing stand, between subtitle and caption.
    middle: tuple[float, float]

    @property
    def about(self) -> str:
        """The text for who cannot see the figure."""
        return " ".join((self.subtitle, *self.caption))

    def chart(self) -> alt.LayerChart:
        """Give the figure as a chart of Altair, to be shown or worked on."""
        return draw_chart(self.marks, self.width, self.height, self.title, self.about)

    @cached_property
    def svg(self) -> str:
        """The figure as SVG, with title and description, without links, styles or scripts."""
        return write_svg(self.chart(), self.title, self.about)

    def to_png(self, scale: float = SCALE) -> bytes:
        """Paint the figure; at scale 3 it has 288 dots an inch."""
        return write_png(self.svg, scale)

    def to_pdf(self) -> bytes:
        """Set the figure as one page of its own size."""
        return write_pdf(self.svg)

    def to_html(self) -> bytes:
        """Write a page of its own: the drawing, the caption, the tables and these as CSV.

        It asks for nothing, runs nothing and shows every text as text.
        """
        return write_page(self)

    def _repr_svg_(self) -> str:
        """Show the figure in a notebook."""
        return self.svg
