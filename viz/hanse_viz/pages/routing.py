"""What the server calls: a request in, a page out, nothing touched but the dataset."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hanse.namespaces import DATASET, HANSE
from hanse.server.pages import Page
from hanse_viz.completing import complete_names
from hanse_viz.pages.about import read_note
from hanse_viz.pages.atlas import read_places
from hanse_viz.pages.catalogue import render_catalogue, render_query
from hanse_viz.pages.chance import find_all_ties
from hanse_viz.pages.links import ServerLinks, read_path
from hanse_viz.pages.missing import render_missing
from hanse_viz.pages.names import read_names
from hanse_viz.pages.ontology import render_ontology
from hanse_viz.pages.rendering import open_templates
from hanse_viz.pages.search import list_hits, render_search, search
from hanse_viz.pages.thing import render_thing
from hanse_viz.pages.vocabulary import read_terms
from hanse_viz.query_page import bind_query, render_query_page
from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.server.pages import Request

_LINKS = ServerLinks()
_ASSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\.(css|js|json|svg|wasm|txt)")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "wasm": "application/wasm",
    "txt": "text/plain; charset=utf-8",
}
_PAGE_DIGITS = 4


def ask(graph: Graph, _request: Request) -> Page:
    """Write the query page."""
    return Page(render_query_page(graph, _LINKS))


def bind(graph: Graph, request: Request) -> Page:
    """Write a query of the catalogue with the values of its parameters in it, as JSON."""
    return Page(bind_query(graph, request.query), "application/json")


def complete(graph: Graph, request: Request) -> Page:
    """Write the things whose names begin as somebody types, as JSON."""
    kind, typed = request.query.get("kind", ""), request.query.get("q", "")
    return Page(complete_names(graph, kind, typed), "application/json")


def show_id(graph: Graph, request: Request) -> Page:
    """Write the page of a thing of ours, whose address is its IRI."""
    path = request.parameters["path"]
    for iri in read_path(path):
        text = render_thing(graph, iri, _LINKS)
        if text:
            return _html(text)
    return _html(render_missing(graph, next(iter(read_path(path))), _LINKS), 404)


def show_dataset(graph: Graph, _request: Request) -> Page:
    """Write the page of the dataset itself."""
    return _describe(graph, DATASET)


def describe(graph: Graph, request: Request) -> Page:
    """Write the page of any IRI that stands in the dataset."""
    return _describe(graph, request.query.get("iri", "").strip())


def _describe(graph: Graph, iri: str) -> Page:
    text = render_thing(graph, iri, _LINKS)
    return _html(text) if text else _html(render_missing(graph, iri, _LINKS), 404)


def find(graph: Graph, request: Request) -> Page:
    """Write the page of what a search finds."""
    text, kind = request.query.get("q", ""), _read_kind(request)
    return _html(render_search(graph, text, kind, _read_page(request), _LINKS))


def find_json(graph: Graph, request: Request) -> Page:
    """Write what a search finds as JSON."""
    found = search(graph, request.query.get("q", ""), _read_kind(request), _read_page(request))
    body = json.dumps(list_hits(found, _LINKS), ensure_ascii=False).encode()
    return Page(body, "application/json")


def show_ontology(graph: Graph, _request: Request) -> Page:
    """Write the documentation of the dataset's terms."""
    return _html(render_ontology(graph, _LINKS))


def show_catalogue(graph: Graph, _request: Request) -> Page:
    """Write the list of queries."""
    return _html(render_catalogue(graph, _LINKS))


def show_query(graph: Graph, request: Request) -> Page:
    """Write the page of a query of the catalogue."""
    name = request.parameters["name"]
    text = render_query(graph, name, _LINKS)
    return _html(text) if text else _html(render_missing(graph, name, _LINKS), 404)


def send_asset(_graph: Graph, request: Request) -> Page:
    """Send a style or a script of ours."""
    name = request.parameters["name"]
    found = _ASSET.fullmatch(name)
    file = find_assets() / name
    if not found or not file.is_file():
        return Page(b"There is no such file.\n", "text/plain; charset=utf-8", 404)
    return Page(file.read_bytes(), _TYPES[found[1]])


def read_ahead(graph: Graph) -> None:
    """Read once what many pages show."""
    open_templates()
    for read in (read_note, read_terms, read_places, read_names, find_all_ties):
        read(graph)
    render_thing(graph, DATASET, _LINKS)


def _read_kind(request: Request) -> str:
    kind = request.query.get("kind", "")
    return HANSE + kind if kind and ":" not in kind else kind


def _read_page(request: Request) -> int:
    text = request.query.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) <= _PAGE_DIGITS
    return max(1, int(text)) if is_number else 1


def _html(text: str, status: int = 200) -> Page:
    # A lone surrogate, as a broken address may bring, has no UTF-8 form.
    return Page(text.encode("utf-8", "replace"), status=status)


ROUTES: dict[str, Callable[[Graph, Request], Page]] = {
    "/": ask,
    "/bind": bind,
    "/complete": complete,
    "/id/{path:path}": show_id,
    "/dataset": show_dataset,
    "/describe": describe,
    "/search": find,
    "/search.json": find_json,
    "/ontology": show_ontology,
    "/queries": show_catalogue,
    "/queries/{name}": show_query,
    "/assets/{name}": send_asset,
}
