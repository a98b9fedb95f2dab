"""Records become triples: a pure generator, one module per part of the graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hanse.namespaces import SKOS
from hanse.triples.cooperations import describe_cooperations
from hanse.triples.facts import describe_facts
from hanse.triples.names import Names
from hanse.triples.places import describe_places
from hanse.triples.terms import Triple, iri, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.model import Tables

__all__ = ["Triple", "generate_triples"]


def generate_triples(tables: Tables) -> Iterator[Triple]:
    """Yield every triple that the tables state, as N-Triples terms, in the order of the tables."""
    names = Names(tables)
    for describe in (
        describe_places(tables),
        describe_cooperations(tables, names),
        describe_facts(tables, names),
    ):
        for description in describe:
            yield from description
    yield from _generate_other_names(tables)


def _generate_other_names(tables: Tables) -> Iterator[Triple]:
    other: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in tables.names:
        other[(row.kind, row.id)].append(text(row.name, row.lang))
    for (kind, slug), names in other.items():
        for name in names:
            yield thing(kind, slug), iri(f"{SKOS}altLabel"), name
