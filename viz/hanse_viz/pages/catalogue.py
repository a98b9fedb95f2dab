"""The query catalogue: what each query answers, what it asks for, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.queries.catalogue import find_query, list_queries
from hanse_viz.pages.about import read_note
from hanse_viz.pages.rendering import render

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.links import Links


def render_catalogue(graph: Graph, links: Links) -> str:
    """Write the list of queries with their titles and paragraphs."""
    return render("queries.html", links, read_note(graph), here="queries", queries=list_queries())


def render_query(graph: Graph, name: str, links: Links) -> str | None:
    """Write the page of a query; None where there is none of this name."""
    try:
        query = find_query(name)
    except (UsageError, ValueError):  # ValueError: a name with a NUL
        return None
    return render("query.html", links, read_note(graph), here="queries", query=query)
