"""Completion: the things whose names begin as somebody types, whatever the language or accents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.kinds import CLASSES
from hanse.namespaces import HANSE, ID, RDFS, SKOS
from hanse.queries.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.access import Graph
    from hanse.store.base import Answer

_MOST = 20
_LONGEST = 200
_NAMES = f"<{RDFS}label> <{SKOS}altLabel> <{SKOS}notation>"
# What tells two things of the same name apart: where they are, or when they began.
_HINTS = f"""
SELECT ?thing (MIN(?text) AS ?hint) WHERE {{
  VALUES ?thing {{ %s }}
  {{ ?thing <{HANSE}country> ?country . ?country <{RDFS}label> ?text FILTER (LANG(?text) = "") }}
  UNION {{ ?thing <{HANSE}startYear> ?year BIND (STR(?year) AS ?text) }}
}} GROUP BY ?thing"""


class Named(NamedTuple):
    """A thing with its display name and, where another name was typed, that name."""

    iri: str
    label: str
    name: str


def complete_names(graph: Graph, kind: str, typed: str) -> bytes:
    """Find the things of a kind by what is typed of a name and give at most twenty as JSON.

    `kind` is a type of thing that a query's parameter can have, or "thing" for any of them; a
    kind that is none has no things. A match is {iri, id, label, name, hint}: `name` is the one
    that was found, `hint` a country or a year. The best come first: the whole name, its
    beginning, the beginning of a word, any part of it.
    """
    wanted = fold_name(typed[:_LONGEST])
    names = _read_names(graph, kind)
    ranked = sorted(_rank(names, wanted))[:_MOST]
    found = [Named(iri, label, name) for _, _, label, iri, name in ranked]
    hints = _read_hints(graph, [match.iri for match in found])
    matches = [
        {
            "iri": match.iri,
            "id": match.iri.removeprefix(ID),
            "label": match.label,
            "name": match.name,
            "hint": hints.get(match.iri, ""),
        }
        for match in found
    ]
    return json.dumps(matches, ensure_ascii=False, separators=(",", ":")).encode()


def read_label(graph: Graph, iri: str) -> str:
    """Give the display name of a thing, the one without a language; "" where it has none."""
    text = (
        f'SELECT ?name WHERE {{ {ox.NamedNode(iri)} <{RDFS}label> ?name FILTER(LANG(?name)="") }}'
    )
    return min((name for (name,) in _ask(graph, text)), default="")


def _read_names(graph: Graph, kind: str) -> dict[str, dict[str, bool]]:
    """Give for each thing its names, each with whether it is the display name."""
    kinds = CLASSES if kind == "thing" else {kind: CLASSES.get(kind, "")}
    classes = [str(ox.NamedNode(HANSE + name)) for name in kinds.values() if name]
    restriction = f"VALUES ?class {{ {' '.join(classes)} }} ?thing a ?class ."
    if kind == "region":
        restriction = f"?thing <{SKOS}inScheme> <{ID}scheme/region> ."
    names: dict[str, dict[str, bool]] = {}
    rows = _ask(
        graph,
        "SELECT ?thing ?says ?name (LANG(?name) AS ?tag) WHERE {"
        f" {restriction} VALUES ?says {{ {_NAMES} }} ?thing ?says ?name }}",
    )
    for thing, says, name, tag in rows:
        known = names.setdefault(thing, {})
        known[name] = known.get(name, False) or (says == f"{RDFS}label" and not tag)
    return names


def _rank(
    names: dict[str, dict[str, bool]], wanted: str
) -> Iterator[tuple[int, int, str, str, str]]:
    """Give each thing that fits with how well it fits: the smaller, the better."""
    for iri, known in names.items():
        label = min((name for name, shown in known.items() if shown), default=min(known))
        slug = iri.rpartition("/")[2]
        fits = [
            (fit, name != label, len(name), name)
            for name in (*known, slug)
            if (fit := _compare(fold_name(name), wanted)) is not None
        ]
        if fits:
            fit, _, length, name = min(fits)
            shown = label if name == slug or not wanted else name
            yield fit, length if wanted else 0, label, iri, shown


def _compare(name: str, wanted: str) -> int | None:
    if name.startswith(wanted):
        return int(name != wanted)
    at = name.find(wanted)
    if at < 0:
        return None
    return 3 if name[at - 1].isalnum() else 2


def _read_hints(graph: Graph, things: list[str]) -> dict[str, str]:
    terms = " ".join(str(ox.NamedNode(iri)) for iri in things)
    return {thing: hint for thing, hint in _ask(graph, _HINTS % terms) if hint} if terms else {}


def _ask(graph: Graph, text: str) -> Iterable[tuple[str, ...]]:
    answer: Answer = graph.store.query(text)
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - a SELECT has solutions
    return (tuple(getattr(term, "value", "") for term in row) for row in answer)
