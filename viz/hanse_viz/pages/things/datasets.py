"""The page of the dataset itself: how much it holds of what, from where, and on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCAT, DCT, HANSE, VOID
from hanse_viz.pages.model import Body
from hanse_viz.pages.periods import show_number
from hanse_viz.pages.things.parts import ask, figure, refer, spell, state, tabulate
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.things.parts import Thing

_PARTS = """
SELECT ?class ?things
WHERE { $thing void:classPartition ?part . ?part void:class ?class ; void:entities ?things }
ORDER BY DESC(?things) ?class"""


def describe_dataset(graph: Graph, thing: Thing) -> Body:
    """Count what the dataset holds, name its sources and tell how to cite it."""
    cells = [
        (
            refer({**row, "className": name_term(graph, row["class"])}, "class"),
            figure(row["things"]),
        )
        for row in ask(graph, _PARTS, thing)
    ]
    triples, things = (thing.out.first(VOID + name) for name in ("triples", "entities"))
    counted = f"{show_number(triples)} triples about {show_number(things)} things. "
    return Body(
        sentence=(counted if triples and things else "") + thing.out.first(f"{DCT}description"),
        facts=(
            *state(graph, thing, f"{DCAT}version", f"{DCT}license", f"{DCT}bibliographicCitation"),
            *state(graph, thing, f"{HANSE}source"),
        ),
        sections=tabulate(
            "classes", "Classes", "Class | # Things", cells, query=spell(_PARTS, thing)
        ),
    )
