"""What the dataset says of itself: its title, version, licence and whom to name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse_viz.pages.asking import ask
from hanse_viz.pages.model import DatasetNote
from hanse_viz.pages.remembering import once_per_graph
from hanse_viz.pages.showing import LICENCES

if TYPE_CHECKING:
    from hanse.access import Graph

_SAID = """
SELECT ?dataset ?what ?value WHERE {
  { SELECT ?dataset WHERE { VALUES ?class { dcat:Dataset void:Dataset } ?dataset a ?class
    FILTER NOT EXISTS { ?whole void:classPartition|void:subset ?dataset } }
    ORDER BY ?dataset LIMIT 1 }
  VALUES (?property ?what) {
    (rdfs:label "title") (dct:title "title") (owl:versionInfo "version") (dcat:version "version")
    (dct:license "licence") (dct:rights "rights") }
  ?dataset ?property ?value FILTER (LANG(?value) IN ("", "en") || isIRI(?value))
} ORDER BY ?what ?value LIMIT 100"""


@once_per_graph
def read_note(graph: Graph) -> DatasetNote:
    """Read the note at the foot of pages; empty where a dataset does not describe itself."""
    said: dict[str, list[str]] = {}
    for _, what, value in ask(graph, _SAID):
        said.setdefault(what, []).append(value)
    first = {what: values[0] for what, values in said.items()}
    return DatasetNote(
        title=first.get("title", ""),
        version=first.get("version", ""),
        licence=first.get("licence", ""),
        licence_name=LICENCES.get(first.get("licence", ""), ""),
        rights=tuple(dict.fromkeys(said.get("rights", ()))),
    )
