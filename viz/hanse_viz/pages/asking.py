"""Asking the dataset: SPARQL text with prefixes in, rows of texts or values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.namespaces import PREFIXES
from hanse.results import read_result
from hanse_viz.pages.ahead import find_answer, keep_answers, widen

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.results.answer import Result, Row, Term

_PREFIXED = re.compile(r"\b([a-z0-9]+):[A-Za-z]")
_FOAF = "http://xmlns.com/foaf/0.1/"
_KNOWN = PREFIXES | {"foaf": _FOAF}
# What names a thing, the best first; ours use the first and second, other people's data the rest.
LABELS = ("rdfs:label", "skos:prefLabel", "dct:title", "schema:name", "foaf:name", "skos:altLabel")
LABEL_IRIS = tuple(_KNOWN[prefix] + local for prefix, local in (name.split(":") for name in LABELS))


@dataclass(frozen=True, slots=True)
class Value:
    """A term of RDF: an IRI, a literal with its language or datatype, or a node without address."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""


def is_iri(text: str) -> bool:
    """Tell whether a text can be an IRI in a query."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def fill(text: str, thing: str = "") -> str:
    """Write a whole query: its prefixes before it, the IRI of a thing for `$thing`."""
    body = text.strip().replace("$thing", str(ox.NamedNode(thing))) if thing else text.strip()
    return _write_prologue(text) + body + "\n"


@lru_cache(maxsize=256)
def _write_prologue(text: str) -> str:
    used = set(_PREFIXED.findall(text))
    lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in _KNOWN.items() if name in used]
    return "".join(lines) + "\n"


def ask(graph: Graph, text: str, thing: str = "") -> list[tuple[str, ...]]:
    """Answer a query row by row: IRIs and values as text, "" where nothing is bound."""
    return [tuple(map(_write, row)) for row in _rows(graph, text, thing)]


def ask_pairs(graph: Graph, text: str, thing: str = "") -> dict[str, str]:
    """Answer a query of two columns as a dict, the last value of each key."""
    return {row[0]: row[1] for row in ask(graph, text, thing)}


def ask_named(graph: Graph, text: str, thing: str = "") -> list[dict[str, str]]:
    """Answer a query row by row as texts by the name of their column."""
    answer = _answer(graph, text, thing)
    return [dict(zip(answer.columns, map(_write, row), strict=True)) for row in answer.rows]


def ask_values(graph: Graph, text: str, thing: str = "") -> list[tuple[Value | None, ...]]:
    """Answer a query row by row: terms with language and datatype, None where nothing is bound."""
    return [tuple(map(_read, row)) for row in _rows(graph, text, thing)]


def _rows(graph: Graph, text: str, thing: str) -> list[Row]:
    return _answer(graph, text, thing).rows


def _answer(graph: Graph, text: str, thing: str) -> Result:
    """Answer one of our own queries: without the guard for foreign text, which costs 1 ms.

    What a page puts into a query is an IRI that pyoxigraph has checked, and nothing else.
    """
    kept = find_answer(graph, text, thing) if thing else None
    return kept or read_result(graph.store.query(fill(text, thing)))


def ask_ahead(graph: Graph, *queries: str) -> None:
    """Answer questions about a thing for every thing, and keep what comes: see `ahead`."""
    keep_answers(graph, [(query, fill(widen(query))) for query in queries])


def _write(term: Term | None) -> str:
    if isinstance(term, ox.Literal | ox.NamedNode):
        return term.value
    return "" if term is None else str(term)


def _read(term: Term | None) -> Value | None:
    if isinstance(term, ox.NamedNode):
        return Value("iri", term.value)
    if isinstance(term, ox.Literal):
        return Value("literal", term.value, term.language or "", term.datatype.value)
    return None if term is None else Value("blank", str(term))
