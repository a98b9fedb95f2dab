"""What a site is made of: one job for each thing, each question, each list and each file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hanse import __version__
from hanse.access import Graph
from hanse.errors import DatasetError
from hanse.namespaces import DATASET
from hanse.release.statements import name_blank_nodes
from hanse.store.embedded import EmbeddedStore
from hanse_viz.pages.about import read_note
from hanse_viz.pages.atlas import read_places
from hanse_viz.pages.chance import find_all_ties
from hanse_viz.pages.names import read_names
from hanse_viz.pages.ontology import render_ontology
from hanse_viz.pages.rendering import open_templates, render
from hanse_viz.pages.thing import read_all, render_thing
from hanse_viz.pages.vocabulary import read_terms
from hanse_viz.sealing import find_assets
from hanse_viz.site.addresses import CLASSES, PROPERTIES, plan_addresses
from hanse_viz.site.answers import list_names, make_query, render_answers
from hanse_viz.site.documents import Documents
from hanse_viz.site.downloads import FILES, make_download, make_tables
from hanse_viz.site.finding import make_search
from hanse_viz.site.front import render_front
from hanse_viz.site.kinds import IN_MENU, find_kinds
from hanse_viz.site.links import SiteLinks
from hanse_viz.site.lists import name_things, render_list, render_rest
from hanse_viz.site.parts import choose_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse_viz.site.kinds import Kind

    Make = Callable[[], dict[str, bytes]]

_ASSETS = ("europe.svg", "search.js", "site.css")
_SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Site:
    """A dataset in memory, the links of its pages, its kinds that have a list, its triples."""

    graph: Graph
    links: SiteLinks
    kinds: tuple[Kind, ...]
    documents: Documents
    triples: int
    digest: str


def read_site(opened: Graph, base_url: str = "") -> Site:
    """Read all that several pages show, once, before the work is shared.

    Raises DatasetError for a dataset that is not in this process or has no triples.
    """
    graph = _copy(opened)
    lines = name_blank_nodes(graph.lines())
    if not lines:
        raise DatasetError(f"{graph.place}: no triples; a site needs a dataset")
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    addresses = plan_addresses(graph)
    kinds = find_kinds(addresses)
    for read in (read_note, read_terms, read_places, read_names, name_things, find_all_ties):
        read(graph)
    read_all(graph)
    open_templates()
    links = SiteLinks(
        addresses,
        parts=choose_parts(graph),
        lists={kind.iri: kind.path for kind in kinds},
        menu_lists=tuple((kind.title, kind.path) for kind in kinds if kind.title in IN_MENU),
        has_dataset=DATASET in addresses.things,
        colophon=(_sign(len(lines), digest),),
        base_url=base_url,
    )
    documents = Documents(lines, addresses.inner)
    return Site(graph, links, kinds, documents, len(lines), digest)


def _copy(graph: Graph) -> Graph:
    """Take the dataset into memory: an engine on disk has threads, which no fork copies."""
    if not isinstance(graph.store, EmbeddedStore):
        raise DatasetError(f"{graph.place}: a site is made of a file or folder, not of an endpoint")
    return Graph(graph.store.copy(), graph.place) if graph.on_disk else graph


def _sign(triples: int, digest: str) -> str:
    shown = digest[:_SHOWN_DIGITS]
    return f"{triples:,} triples, SHA-256 {shown}…; pages made by Hanse {__version__}."


def plan_jobs(site: Site) -> Iterator[Make]:
    """List what makes the files of a site, the longest first; each gives files by their paths."""
    graph, links = site.graph, site.links
    yield partial(make_tables, graph)
    for name, form, _ in FILES:
        yield partial(make_download, graph, name, form)
    yield from _make_parts(site, draws=False)
    for path in (CLASSES, PROPERTIES):
        yield partial(_make_ontology, site, path)
    yield partial(make_search, graph, links.on("search.html"), site.kinds)
    yield partial(_make_front, site)
    for kind in site.kinds:
        yield partial(_make_list, site, kind)
    yield partial(_make_rest, site)
    yield partial(_make_missing, site)
    yield _copy_assets
    for name in list_names():
        yield partial(make_query, graph, name, links.on(f"queries/{name}.html"))
    yield partial(_make_catalogue, site)
    for iri in links.addresses.things:
        yield partial(_make_thing, site, iri)


def plan_own(site: Site) -> Iterator[Make]:
    """List what must be made in this process, for it draws with threads that no fork copies."""
    return _make_parts(site, draws=True)


def _make_parts(site: Site, *, draws: bool) -> Iterator[Make]:
    for part in site.links.parts:
        if part.draws == draws:
            yield partial(part.make, site.graph, site.links.on(part.page))


def _make_thing(site: Site, iri: str) -> dict[str, bytes]:
    """Make the page of a thing, with its Turtle and its JSON-LD beside it."""
    path = site.links.addresses.things[iri]
    page = render_thing(site.graph, iri, site.links.on(f"{path}.html"))
    assert page is not None  # noqa: S101 - it has a class, so that the dataset says something of it
    beside = site.documents.write(iri)
    return {f"{path}.html": _encode(page), **{path + end: data for end, data in beside.items()}}


def _make_list(site: Site, kind: Kind) -> dict[str, bytes]:
    return {kind.path: _encode(render_list(site.graph, kind, site.links.on(kind.path)))}


def _make_rest(site: Site) -> dict[str, bytes]:
    page = render_rest(site.graph, site.links.on("more.html"))
    return {"more.html": _encode(page)} if page else {}


def _make_front(site: Site) -> dict[str, bytes]:
    return {"index.html": _encode(render_front(site.graph, site.links.on("index.html")))}


def _make_catalogue(site: Site) -> dict[str, bytes]:
    path = "queries/index.html"
    return {path: _encode(render_answers(site.graph, site.links.on(path)))}


def _make_ontology(site: Site, path: str) -> dict[str, bytes]:
    """Make one of the two pages of the ontology, which leads to the other."""
    links = site.links.on(path)
    others = {CLASSES: ("Classes and roles", CLASSES), PROPERTIES: ("Properties", PROPERTIES)}
    part = "classes" if path == CLASSES else "properties"
    label, other = others[PROPERTIES if path == CLASSES else CLASSES]
    page = render_ontology(site.graph, links, part, ((label, links.to(other)),))
    return {path: _encode(page)}


def _make_missing(site: Site) -> dict[str, bytes]:
    """Make the page that a host shows for any address: with absolute links if it can."""
    links = site.links.on("404.html", absolute=True)
    return {"404.html": _encode(render("site/missing.html", links, read_note(site.graph)))}


def _copy_assets() -> dict[str, bytes]:
    folder = find_assets()
    return {f"assets/{name}": (folder / name).read_bytes() for name in _ASSETS}


def _encode(page: str) -> bytes:
    # A lone surrogate, which no parser lets in, has no UTF-8 form.
    return page.encode("utf-8", "replace")
