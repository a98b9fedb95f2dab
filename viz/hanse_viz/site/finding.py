"""The search of the site: every name in every language in one script, read where it is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hanse_viz.packing import escape_json
from hanse_viz.pages.about import read_note
from hanse_viz.pages.names import MAIN, read_names
from hanse_viz.pages.rendering import render
from hanse_viz.pages.shapes import choose_shape
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from typing import Any

    from hanse.access import Graph
    from hanse_viz.site.kinds import Kind
    from hanse_viz.site.links import SiteLinks

# A page opened from a disk may load a script, but no data.
NAMES = "assets/names.js"


def make_search(graph: Graph, links: SiteLinks, kinds: tuple[Kind, ...]) -> dict[str, bytes]:
    """Make the page of the search and the script with all names."""
    page = render("site/search.html", links, read_note(graph), here="search", kinds=kinds)
    text = json.dumps(list_names(graph, links), ensure_ascii=False, separators=(",", ":"))
    script = f"globalThis.hanseNames={escape_json(text)};\n"
    return {"search.html": page.encode(), NAMES: script.encode()}


def list_names(graph: Graph, links: SiteLinks) -> dict[str, Any]:
    """List each thing that has a page: its path, its kind, how often it is named, its names.

    A name is a text, or with its language `[text, language]`; the first one is the label.
    """
    names = read_names(graph)
    found: dict[int, list[Any]] = {}
    for entry in names.entries:
        listed = found.setdefault(entry.thing, [names.labels[entry.thing]])
        name = [entry.name, entry.language] if entry.language else entry.name
        if entry.name not in {one if isinstance(one, str) else one[0] for one in listed}:
            listed.append(name)
    kinds = sorted(set(names.kinds), key=lambda iri: (_rank(iri), iri))
    places = {iri: place for place, iri in enumerate(kinds)}
    things = [
        [path, places[names.kinds[number]], names.ties[number], *found[number]]
        for number, iri in enumerate(names.things)
        if (path := links.addresses.things.get(iri))
    ]
    labels = [[name_term(graph, iri) if iri else "Thing", choose_shape(iri)] for iri in kinds]
    return {"kinds": labels, "main": len(set(kinds) & set(MAIN)), "things": things}


def _rank(iri: str) -> int:
    return MAIN.index(iri) if iri in MAIN else len(MAIN)
