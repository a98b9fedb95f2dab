"""The page that says that something is not here, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from hanse.namespaces import ID
from hanse_viz.pages.about import read_note
from hanse_viz.pages.rendering import render
from hanse_viz.pages.search import find_near

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.links import Links

_MOST_TEXT = 300


def render_missing(graph: Graph, asked: str, links: Links) -> str:
    """Write the page for an IRI or a name that is not in the dataset, with names like it."""
    shown = asked[:_MOST_TEXT] + ("…" if len(asked) > _MOST_TEXT else "")
    slug = unquote(asked.removeprefix(ID).rpartition("/")[2])[:100].replace("-", " ")
    near = find_near(graph, slug) if slug.strip() else ()
    return render("missing.html", links, read_note(graph), asked=shown, near=near, slug=slug)
