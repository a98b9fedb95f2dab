"""Pages that other packages add to the server, rendered in workers under the same limits.

A package offers a function through the entry-point group `hanse.pages`; called without arguments
it gives a mapping of paths to renderers. A path is a pattern of Starlette such as
`/id/{path:path}`; a renderer is a function at the top of a module that takes the opened dataset
and the request and gives the page, and does nothing else.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, NamedTuple

from hanse.worker.process import open_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from hanse.access import Graph
    from hanse.worker.process import Outgoing

_VARY = "Accept, Accept-Encoding, Accept-Language"
HTML = "text/html; charset=utf-8"


class Request(NamedTuple):
    """What a page is asked for; `parameters` are those of the path, `query` those after `?`."""

    path: str
    parameters: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]


class Page(NamedTuple):
    """What a renderer gives."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - a default that nobody changes


if TYPE_CHECKING:
    Renderer = Callable[[Graph, Request], Page]


def find_renderers() -> dict[str, Renderer]:
    """Collect the renderers of every installed package, by the pattern of their path."""
    found: dict[str, Renderer] = {}
    for entry in sorted(entry_points(group="hanse.pages"), key=lambda entry: entry.name):
        offered: Mapping[str, Renderer] = entry.load()()
        found.update(offered)
    return found


def find_preparations() -> list[Callable[[Graph], None]]:
    """Collect what installed packages read of a dataset before its workers are forked."""
    entries = sorted(entry_points(group="hanse.prepare"), key=lambda entry: entry.name)
    return [entry.load() for entry in entries]


def render_page(graph: Graph, args: dict[str, Any], out: Outgoing) -> None:
    """Render one page; this is a worker's job."""
    module, _, function = args["render"].partition(":")
    with open_files():  # a renderer is a program of ours and asks its own queries only
        renderer: Renderer = getattr(import_module(module), function)
        page = renderer(graph, Request(*args["request"]))
    headers = {"vary": _VARY, **page.headers, "content-type": page.media_type}
    out.begin({"status": page.status, "headers": headers})
    out.write(page.body)
