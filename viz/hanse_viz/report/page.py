"""A report as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse_viz.figures.page import draw_middle, show_table
from hanse_viz.pages.rendering import open_templates
from hanse_viz.sealing import seal_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse_viz.figures.figure import Figure
    from hanse_viz.report.composing import Report
    from hanse_viz.report.parts import Section


def write_page(report: Report, home: str = "") -> bytes:
    """Write a report as UTF-8 HTML that runs nothing and asks for nothing.

    It leads to `home`, if given. The same report gives the same bytes.
    """
    page = open_templates().get_template("report.html")
    text = page.render(
        title=report.title,
        home=home,
        lede=report.lede,
        figures=_show_figures(report.figures, "figure"),
        sections=[
            _show(section, f"figure-{place}") for place, section in enumerate(report.sections, 1)
        ],
        record=report.record,
        assets=seal_style("figure"),
    )
    return text.encode("utf-8")


def _show(section: Section, name: str) -> dict[str, Any]:
    return {
        "sentences": section.sentences,
        "figures": _show_figures(section.figures, name),
        "command": section.command,
        "more": section.more,
        "table": show_table("report", section.table),
    }


def _show_figures(figures: Sequence[Figure], name: str) -> list[dict[str, Any]]:
    """Show figures, each with ids of its own."""
    return [
        {
            "title": figure.title,
            "svg": draw_middle(figure, f"{name}-{place}"),
            "caption": figure.caption,
        }
        for place, figure in enumerate(figures, 1)
    ]
