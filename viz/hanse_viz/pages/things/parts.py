"""What the layouts are made of: named things in queries, rows with their sources, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hanse.namespaces import DATASET, HANSE, SCHEMA
from hanse.turtle import shorten_iri
from hanse_viz.pages.asking import ask_named, fill
from hanse_viz.pages.links import anchor_record
from hanse_viz.pages.model import Column, Fact, Ref, Section
from hanse_viz.pages.periods import show_number, show_period
from hanse_viz.pages.remembering import once_per_graph
from hanse_viz.pages.showing import show_value
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hanse.access import Graph
    from hanse_viz.pages.model import Cells
    from hanse_viz.pages.statements import Statements

Row: TypeAlias = dict[str, str]
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Thing:
    """What a layout starts from: a thing, its display name and the statements about it."""

    iri: str
    title: str
    out: Statements
    incoming: Statements


def named(*variables: str) -> str:
    """Write the pattern that binds ?xName to the display name of each ?x."""
    return "".join(
        f"\n  OPTIONAL {{ ?{name} rdfs:label ?{name}Name FILTER (LANG(?{name}Name) = '') }}"
        for name in variables
    )


def optional(*patterns: str) -> str:
    """Write patterns each of which need not hold."""
    return "".join(f"\n  OPTIONAL {{ {pattern} }}" for pattern in patterns)


def linked(pattern: str, name: str) -> str:
    """Write a pattern that need not hold, and after it the name of what it binds.

    The name stands beside the pattern and not within it, where Oxigraph would read every name.
    """
    label = f"?{name} rdfs:label ?{name}Name FILTER (LANG(?{name}Name) = '')"
    return optional(pattern, f"{pattern} . {label}")


def sourced(variable: str) -> str:
    """Write the pattern that binds ?source to each source of a record, with its name."""
    return linked(f"?{variable} prov:hadPrimarySource ?source", "source")


def refer(row: Row, name: str, *, before: str = "") -> tuple[Ref, ...]:
    """Refer to the thing in a column, by its name; nothing where the column is empty."""
    if not row.get(name):
        return ()
    label = row.get(f"{name}Name") or shorten_iri(row[name])
    return (Ref(label, row[name], before=before),)


def text(shown: str) -> tuple[Ref, ...]:
    """Give a text as the content of a cell."""
    return (Ref(shown),) if shown else ()


def figure(number: str | int) -> tuple[Ref, ...]:
    """Give a number as the content of a cell."""
    return text(show_number(str(number)))


def gather(rows: Iterable[Row], key: str) -> list[tuple[Row, tuple[Ref, ...]]]:
    """Make one row of all that tell of the same record, with every source that says so."""
    first: dict[str, Row] = {}
    sources: dict[str, dict[str, Ref]] = {}
    for row in rows:
        first.setdefault(row[key], row)
        found = sources.setdefault(row[key], {})
        for ref in refer(row, "source"):
            found.setdefault(ref.iri, ref)
    return [(first[record], tuple(sources[record].values())) for record in first]


def tabulate(  # noqa: PLR0913 - a table has these parts
    key: str,
    title: str,
    columns: str,
    rows: Sequence[Cells],
    *,
    query: str,
    about: str = "",
    total: int = 0,
    records: Sequence[str] = (),
) -> tuple[Section, ...]:
    """Make a table, nothing without rows; `columns` are its heads by `|`, `#` before figures.

    `total` is how many rows there are, where not all are given; `records` are the IRIs of what
    each row tells, which other pages may lead to.
    """
    if not rows:
        return ()
    heads = tuple(
        Column(head.strip().lstrip("# "), head.strip().startswith("#"))
        for head in columns.split("|")
    )
    shown = tuple(rows[:MOST_ROWS])
    anchors = tuple(map(anchor_record, records[:MOST_ROWS]))
    more = max(total, len(rows)) - len(shown)
    return (Section(key, title, heads, shown, about, more, query, anchors),)


def ask(graph: Graph, query: str, thing: Thing) -> list[Row]:
    """Answer a query about a thing."""
    return ask_named(graph, query, thing.iri)


def spell(query: str, thing: Thing) -> str:
    """Write a query about a thing in full, for those who want to ask it themselves."""
    return fill(query, thing.iri)


def show_years(row: Row, start: str = "start", end: str = "end") -> tuple[Ref, ...]:
    """Show the period between two columns of a row."""
    return text(show_period(row.get(start, ""), row.get(end, "")))


def own_period(thing: Thing) -> str:
    """Write the period of a thing."""
    return show_period(thing.out.first(f"{SCHEMA}startDate"), thing.out.first(f"{SCHEMA}endDate"))


def state(graph: Graph, thing: Thing, *iris: str) -> tuple[Fact, ...]:
    """State what properties say of a thing, in this order, those without a value left out."""
    return tuple(
        Fact(name_term(graph, iri), tuple(map(show_value, values)), iri)
        for iri in iris
        if (values := thing.out.values.get(iri))
    )


def say(label: str, values: tuple[Ref, ...], iri: str = "") -> tuple[Fact, ...]:
    """State one fact, nothing without a value."""
    return (Fact(label, values, iri),) if values else ()


_COLUMN_SOURCES = f"""
SELECT ?source ?sourceName WHERE {{ <{DATASET}> hanse:source ?source .{named("source")} }}
ORDER BY ?source"""


@once_per_graph
def _read_column_sources(graph: Graph) -> tuple[Ref, ...]:
    return tuple(ref for row in ask_named(graph, _COLUMN_SOURCES) for ref in refer(row, "source"))


def cite_columns(graph: Graph) -> tuple[Fact, ...]:
    """Name the sources from which whole columns come: they stand once, with the dataset."""
    return say("sources of whole columns", _read_column_sources(graph), f"{HANSE}source")
