"""What the site holds beside its pages: the explorer, the analysis, the query page.

A part is one line in PARTS. `make` gets the dataset and the links of its page and gives the files,
by their paths from the root of the site; `page` is the one that the menu and the front page lead
to. `fits` is a query without rows where the dataset has nothing that it could show. `address`
writes, for the IRI of a thing, what follows # in the address of the page so that it opens with
the thing chosen; "" for what it does not show. `draws` is for what draws figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from hanse.kinds import KINDS
from hanse.namespaces import DATASET, ID
from hanse_viz.pages.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse_viz.site.links import SiteLinks


def _nowhere(_iri: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Part:
    """An application: its name in templates, its page, its label, a sentence for the front page."""

    name: str
    page: str
    label: str
    about: str
    make: Callable[[Graph, SiteLinks], dict[str, bytes]]
    fits: str = ""
    address: Callable[[str], str] = _nowhere
    draws: bool = False


def choose_parts(graph: Graph) -> tuple[Part, ...]:
    """Choose the parts that have something to show of a dataset."""
    return tuple(part for part in PARTS if not part.fits or ask(graph, part.fits))


def _make_explorer(graph: Graph, _links: SiteLinks) -> dict[str, bytes]:
    from hanse_viz.explorer import render_explorer  # noqa: PLC0415 - for those who make a site

    return {"explorer.html": render_explorer(graph)}


def _make_analysis(graph: Graph, _links: SiteLinks) -> dict[str, bytes]:
    from hanse_viz.report import write  # noqa: PLC0415 - as above

    return {"analysis.html": write(graph, "dataset", DATASET, home="index.html")}


def _choose_in_explorer(iri: str) -> str:
    kind, _, name = iri.removeprefix(ID).partition("/")
    return f"at={kind}/{quote(name)}" if iri.startswith(ID) and kind in _EXPLORED else ""


def _make_query_page(graph: Graph, links: SiteLinks) -> dict[str, bytes]:
    from hanse_viz.offline_query_page import render_offline_query_page  # noqa: PLC0415 - as above

    return {"sparql.html": render_offline_query_page(graph, links)}


_EXPLORE = "Network, map, timeline and tables of all of it, to filter and to play with."
_ANALYSE = (
    "Which ties are more than chance, who bridges, what changes, who learns; each number with the"
    " command that gives it."
)
_ASK = "Ask in SPARQL: the engine and the whole dataset are inside the page."
_COOPERATION = "SELECT ?one WHERE { ?one a hanse:Cooperation } LIMIT 1"
_JOINED = """SELECT ?one WHERE {
  ?one a hanse:City ; hanse:takesPartIn ?network . ?network a hanse:Network } LIMIT 1"""
_EXPLORED = frozenset({*KINDS, "practice", "event"})
PARTS = (
    Part(
        *("explorer", "explorer.html", "Explorer", _EXPLORE, _make_explorer),
        fits=_COOPERATION,
        address=_choose_in_explorer,
    ),
    Part(
        *("analysis", "analysis.html", "Analysis", _ANALYSE, _make_analysis),
        fits=_JOINED,
        draws=True,
    ),
    Part("query", "sparql.html", "SPARQL", _ASK, _make_query_page),
)
