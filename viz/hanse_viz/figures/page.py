"""The page of a figure: its drawing as part of the page, its words as words, its rows as tables."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

from hanse.spreadsheet import BOM, write_rows
from hanse_viz.figures.charting import draw_chart
from hanse_viz.figures.marks import move
from hanse_viz.figures.rendering import write_svg
from hanse_viz.pages.rendering import open_templates
from hanse_viz.sealing import seal_style

if TYPE_CHECKING:
    from hanse_viz.figures.figure import Figure, Table

# A longer table is folded.
_OPEN_ROWS = 60
_NUMBER = re.compile(r"-?[\d.]*(?:e-?\d+)?")
_WORD = re.compile(r"[^a-z0-9]+")


def write_page(figure: Figure) -> bytes:
    """Write the page of a figure as UTF-8; the same figure gives the same bytes."""
    page = open_templates().get_template("figure.html")
    text = page.render(
        figure=figure,
        svg=draw_middle(figure),
        tables=[show_table(figure.name, table) for table in figure.tables],
        most=_OPEN_ROWS,
        assets=seal_style("figure"),
    )
    return text.encode("utf-8")


def draw_middle(figure: Figure, name: str = "figure") -> str:
    """Draw legend and drawing alone: title and caption are text of the page.

    `name` tells it from other figures of the same page.
    """
    top, bottom = figure.middle
    marks = move((mark for mark in figure.marks if top < mark.y < bottom), 0, -top)
    chart = draw_chart(marks, figure.width, round(bottom - top), figure.title, figure.subtitle)
    return write_svg(chart, figure.title, figure.subtitle, name)


def show_table(name: str, table: Table) -> dict[str, Any]:
    """Give the template a table with its CSV, as it is and for a spreadsheet."""
    rows = (table.columns, *table.rows)
    plain = write_rows(rows).encode("utf-8")
    guarded = BOM + write_rows(rows, spreadsheet=True).encode("utf-8")
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": table.rows,
        "numbers": find_numbers(table),
        "file": f"{name}-{_WORD.sub('-', table.title.lower())}",
        "csv": base64.b64encode(plain).decode("ascii"),
        "sheet": base64.b64encode(guarded).decode("ascii"),
    }


def find_numbers(table: Table) -> list[int]:
    """Find the places of the columns that hold numbers alone."""
    columns = list(zip(*table.rows, strict=True))
    return [
        place
        for place, cells in enumerate(columns)
        if any(cells) and all(map(_NUMBER.fullmatch, cells))
    ]
