"""HTML pages of a dataset: of every thing, its ontology, its names and the query catalogue.

`hanse serve` finds `routes` through the entry-point group `hanse.pages`; a static site calls the
functions that the routes call, with links of its own.
"""

from __future__ import annotations

__all__ = ["prepare", "routes"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.server.pages import Page, Request


def routes() -> dict[str, Callable[[Graph, Request], Page]]:
    """Give the function that writes each page, by the pattern of its path (Starlette's syntax).

    Raises MissingExtraError without the extra `viz`.
    """
    try:
        from hanse_viz.pages.routing import ROUTES  # noqa: PLC0415 - importing hanse_viz costs nothing
    except ModuleNotFoundError as error:
        from hanse.errors import MissingExtraError  # noqa: PLC0415 - as above

        raise MissingExtraError("viz", str(error.name)) from error
    return dict(ROUTES)


def prepare(graph: Graph) -> None:
    """Read what all pages share, so that processes forked after it need not; 0.3 s."""
    from hanse_viz.pages.routing import read_ahead  # noqa: PLC0415 - as above

    read_ahead(graph)
