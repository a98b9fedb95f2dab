"""A report as the bytes of a file: a page or a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse_viz.report.composing import compose
from hanse_viz.report.page import write_page
from hanse_viz.report.setting import open_typst, write_pdf

if TYPE_CHECKING:
    from hanse.access import Graph

FORMS = ("html", "pdf")


def write(graph: Graph, kind: str, iri: str, form: str = "html", *, home: str = "") -> bytes:
    """Write the report on a city, a country or a network by its IRI, or on a whole dataset.

    `kind` is city, country, network or dataset, `form` html or pdf, `home` the address of the page
    to which a page leads back, if there is one. It runs nothing and asks for nothing; the same
    dataset gives the same bytes. Raises UsageError where the thing is in no network or project, and
    MissingExtraError for a PDF without the extra `pdf`.
    """
    if form not in FORMS:
        raise UsageError(f"{form!r}: a report is written as one of {', '.join(FORMS)}")
    if form == "pdf":
        open_typst()  # what is missing is told before the work
    report = compose(graph, kind, iri)
    return write_pdf(report) if form == "pdf" else write_page(report, home)
