"""Where everything lies in the folder: a file for each thing, an anchor for each record."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse.namespaces import DATASET, GEO, HANSE, ID, OWL, RDF, RDFS, VOID
from hanse_viz.pages.asking import ask
from hanse_viz.pages.links import anchor_record, find_anchor
from hanse_viz.pages.ontology import read_ontology
from hanse_viz.pages.thing import choose_class
from hanse_viz.pages.things.parts import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph

# What is told on the page of something else.
_INNER = frozenset(
    [
        *(f"{HANSE}{name}" for name in ("Membership", "Participation", "Transfer", "Phase")),
        f"{GEO}Geometry",
    ]
)
# What is told in the documentation of the ontology.
_TERMS = frozenset(
    [
        *(f"{HANSE}{name}" for name in ("Role", "ParticipationRole")),
        *(f"{OWL}{name}" for name in ("Class", "Ontology", "ObjectProperty", "DatatypeProperty")),
        *(f"{OWL}{name}" for name in ("AnnotationProperty", "SymmetricProperty")),
        *(f"{RDFS}Class", f"{RDF}Property"),
    ]
)
_PARTITION = f"{VOID}Dataset"
_KINDS = "SELECT ?thing ?class WHERE { ?thing a ?class FILTER (isIRI(?thing)) }"
# The page on which each record is a row, found as the layouts find it, and the kind of record.
_HOMES = """
SELECT ?record ?home ?kind WHERE {
  { ?record a hanse:Membership ; org:organization ?home ; org:member ?member ; org:role ?role
    BIND ("Membership" AS ?kind) }
  UNION { ?record a hanse:Transfer ; hanse:practice ?home ; hanse:from ?from ; hanse:to ?to ;
    hanse:within ?within BIND ("Transfer" AS ?kind) }
  UNION { ?record hanse:phaseOf ?home BIND ("Phase" AS ?kind) }
  UNION { ?record a hanse:Participation ; hanse:in ?home ; hanse:role ?role ; org:member ?member
    BIND ("Participation" AS ?kind) }
} ORDER BY ?home ?kind ?record"""
_SHOWN_BY = {
    "Membership": {f"{HANSE}Network", f"{HANSE}Project"},
    "Transfer": {f"{HANSE}GoodPractice"},
    "Phase": {f"{HANSE}Network", f"{HANSE}Project"},
    "Participation": {f"{HANSE}Network", f"{HANSE}Project", f"{HANSE}Event"},
}
_FOLDER = re.compile(r"[a-z][a-z-]{0,39}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
# Names that Windows keeps for devices, whatever their suffix, and the name of each folder's list.
_KEPT = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index", re.IGNORECASE)
# Folders of the site itself; other people's things lie in one folder of their own.
_OURS = frozenset({"assets", "downloads", "queries", "thing"})
_OTHERS = "thing"
# The pages of the ontology.
CLASSES, PROPERTIES = "ontology.html", "properties.html"
_HASH_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths from the root of the site, without `.html`, and the class each thing is shown as.

    `records` are paths with their suffix and anchor, `terms` the pages of the ontology by anchor,
    `inner` records and other nodes that are told where something else is.
    """

    things: dict[str, str]
    classes: dict[str, str]
    records: dict[str, str]
    terms: dict[str, str]
    inner: tuple[str, ...] = ()

    def find(self, iri: str) -> str:
        """Give the path of what tells of an IRI, from the root of the site; "" where nothing."""
        if iri in self.things:
            return f"{self.things[iri]}.html"
        anchor = find_anchor(iri)
        if anchor in self.terms:
            return f"{self.terms[anchor]}#{anchor}"
        return self.records.get(iri, "")


def plan_addresses(graph: Graph) -> Addresses:
    """Give every thing of a dataset its file; the same dataset gives the same names."""
    kinds = _read_kinds(graph)
    classes = _choose_classes(kinds)
    things = dict(_name_files(sorted(classes)))
    records = _place_records(graph, things, classes)
    inner = tuple(sorted(iri for iri, found in kinds.items() if _is_inner(iri, found)))
    return Addresses(things, classes, records, _place_terms(graph), inner)


def _place_terms(graph: Graph) -> dict[str, str]:
    ontology = read_ontology(graph)
    places = {rule.anchor: PROPERTIES for rule in ontology.rules}
    places |= {term.anchor: PROPERTIES for term in ontology.properties}
    places |= {term.anchor: CLASSES for term in (*ontology.classes, *ontology.roles)}
    return {anchor: page for anchor, page in places.items() if anchor}


def _read_kinds(graph: Graph) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for thing, class_ in ask(graph, _KINDS):
        kinds.setdefault(thing, set()).add(class_)
    return kinds


def _is_inner(iri: str, kinds: set[str]) -> bool:
    return not _INNER.isdisjoint(kinds) or (_PARTITION in kinds and iri != DATASET)


def _choose_classes(kinds: dict[str, set[str]]) -> dict[str, str]:
    return {
        iri: choose_class(found)
        for iri, found in kinds.items()
        if _TERMS.isdisjoint(found) and not _is_inner(iri, found)
    }


def _name_files(iris: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Name a file for each IRI: no two of them are one on a system that takes a for A."""
    taken: set[str] = set()
    for iri in iris:
        path = name_file(iri)
        if path.casefold() in taken:
            path = f"{path}-{_hash(iri)}"
        taken.add(path.casefold())
        yield iri, path


def name_file(iri: str) -> str:
    """Name the file of a thing, without suffix: `city/riga`, else one that ends in a hash.

    No name leads out of the folder, is hidden, or is one that Windows keeps for itself.
    """
    if iri == DATASET:
        return "dataset"
    folder, _, name = iri.removeprefix(ID).partition("/")
    if not iri.startswith(ID) or not _FOLDER.fullmatch(folder) or folder in _OURS:
        folder, name = _OTHERS, iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    if folder != _OTHERS and _NAME.fullmatch(name) and not _KEPT.fullmatch(name):
        return f"{folder}/{name}"
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:40].strip("-")
    return f"{folder}/{plain or 'x'}-{_hash(iri)}"


def _hash(iri: str) -> str:
    return hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


def _place_records(graph: Graph, things: dict[str, str], classes: dict[str, str]) -> dict[str, str]:
    """Lead each record to its row; where a table is cut, to the page."""
    rows = [
        (record, home, kind)
        for record, home, kind in ask(graph, _HOMES)
        if classes.get(home) in _SHOWN_BY[kind]
    ]
    sizes = Counter((home, kind) for _, home, kind in dict.fromkeys(rows))
    places: dict[str, str] = {}
    for record, home, kind in rows:
        whole = sizes[home, kind] <= MOST_ROWS
        anchor = anchor_record(record) if whole else ""
        places.setdefault(record, f"{things[home]}.html" + (f"#{anchor}" if anchor else ""))
    return places
