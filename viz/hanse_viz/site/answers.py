"""The query catalogue with answers: each query's example, asked when the site is made."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.errors import HanseError
from hanse.namespaces import XSD
from hanse.queries.catalogue import find_query, list_queries
from hanse.results import read_result
from hanse.results.forms import write_answer, write_result
from hanse_viz.pages.about import read_note
from hanse_viz.pages.asking import Value
from hanse_viz.pages.model import Column, Ref, Section
from hanse_viz.pages.rendering import render
from hanse_viz.pages.showing import show_value
from hanse_viz.pages.statements import Statement
from hanse_viz.site.lists import name_things

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.access import Graph
    from hanse.queries.header import Query
    from hanse.results.answer import Result, Term
    from hanse_viz.site.links import SiteLinks

# The page shows so many rows, or lines of Turtle; the file beside it has all.
MOST_ROWS = 100
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_NAME = "Name"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query of the catalogue answered, and with which values it was asked.

    `section` are its first rows, `text` the first lines of the Turtle of a CONSTRUCT; `file` has
    all of it, `size` is the number of rows or triples. `refusal` says why there is none.
    """

    values: Mapping[str, str]
    size: int = 0
    section: Section | None = None
    text: str = ""
    shown: int = 0
    suffix: str = ".csv"
    data: bytes = b""
    refusal: str = ""


def read_example(query: Query) -> dict[str, str]:
    """Read the values of its parameters from the command line that shows how to ask a query."""
    words = shlex.split(query.example)
    given = [after for word, after in pairwise(words) if word == "-p"]
    return {name: value for name, _, value in (word.partition("=") for word in given)}


def answer_example(graph: Graph, query: Query) -> Answer:
    """Ask a query with the values of its example; what the dataset cannot answer is told."""
    values = read_example(query)
    try:
        result = read_result(graph.ask(query.name, values))
        if result.kind == "triples":
            return _show_triples(values, result)
        data = write_answer(graph.ask(query.name, values), "csv")
    except HanseError as error:
        return Answer(values, refusal=str(error))
    section = tabulate_result(graph, result)
    return Answer(values, len(result.rows), section, shown=len(section.rows), data=data)


def _show_triples(values: Mapping[str, str], result: Result) -> Answer:
    data = write_result(result, "turtle")
    lines = data.decode().splitlines(keepends=True)
    shown = lines[:MOST_ROWS]
    more = len(lines) - len(shown)
    return Answer(
        values,
        len(result.rows),
        text="".join(shown),
        shown=len(shown) if more else 0,
        suffix=".ttl",
        data=data,
    )


def tabulate_result(graph: Graph, result: Result) -> Section:
    """Make the table of an answer: a thing and its name are one column, which leads to it."""
    names = [name for name in result.columns if not _names_other(name, result.columns)]
    places = {name: place for place, name in enumerate(result.columns)}
    shown = result.rows[:MOST_ROWS]
    columns = tuple(
        Column(_spell(name), _is_numeric([row[places[name]] for row in result.rows]))
        for name in names
    )
    rows = tuple(
        tuple(
            _show(graph, row[places[name]], row[places[name + _NAME]])
            if name + _NAME in places
            else _show(graph, row[places[name]], None)
            for name in names
        )
        for row in shown
    )
    more = len(result.rows) - len(shown)
    return Section("result", "Answer", columns, rows, more=more)


def _names_other(name: str, columns: tuple[str, ...]) -> bool:
    return name.endswith(_NAME) and name.removesuffix(_NAME) in columns


def _spell(name: str) -> str:
    """Write a variable as the head of a column: `countryName` as country, `startYear` in words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix(_NAME) or name)
    return words.replace("_", " ").capitalize()


def _is_numeric(terms: list[Term | None]) -> bool:
    found = [term for term in terms if term is not None]
    return bool(found) and all(
        isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in found
    )


def _show(graph: Graph, term: Term | None, name: Term | None) -> tuple[Ref, ...]:
    if isinstance(term, ox.NamedNode):
        named = name.value if isinstance(name, ox.Literal) else ""
        label = named or name_things(graph).get(term.value, "")
        return (show_value(Statement(Value("iri", term.value), label, known=bool(label))),)
    if isinstance(term, ox.Literal):
        value = Value("literal", term.value, term.language or "", term.datatype.value)
        return (show_value(Statement(value)),)
    return ()


def render_answers(graph: Graph, links: SiteLinks) -> str:
    """Write the list of all questions."""
    return render("queries.html", links, read_note(graph), here="queries", queries=list_queries())


def make_query(graph: Graph, name: str, links: SiteLinks) -> dict[str, bytes]:
    """Make the page of a query, its text as a file and its whole answer as another."""
    query = find_query(name)
    answer = answer_example(graph, query)
    page = render(
        *("site/query.html", links, read_note(graph)), here="queries", query=query, answer=answer
    )
    files = {f"queries/{name}.html": page.encode(), f"queries/{name}.rq": query.text.encode()}
    if answer.data:
        files[f"queries/{name}{answer.suffix}"] = answer.data
    return files


def list_names() -> list[str]:
    """Name every query of the catalogue."""
    return [query.name for query in list_queries()]
