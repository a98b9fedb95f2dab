"""What a report is made of: sections of sentences and rows, each with the command that gives it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hanse.errors import UsageError
from hanse_viz.figures.figure import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hanse.access import Graph
    from hanse.results import Result
    from hanse_viz.figures.figure import Figure

_LARGE = 1000  # from here on whole numbers, and never 1.37e+03
_LONGEST = 25  # rows that a reader looks through; the command gives all


@dataclass(frozen=True)
class Section:
    """A heading, sentences, rows and the command of the shell that gives the same numbers."""

    title: str
    sentences: tuple[str, ...]
    table: Table
    command: str
    more: int = 0  # rows that are left out
    figures: tuple[Figure, ...] = ()  # between the sentences and the rows


@dataclass(frozen=True)
class Answer:
    """The answer to a query of the catalogue as rows by column, and the command that asks it."""

    rows: list[dict[str, Any]]
    command: str


def ask(graph: Graph, name: str, **parameters: str) -> Answer:
    """Ask a query of the catalogue."""
    result: Result = graph.query(name, **parameters)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.values()]
    given = "".join(
        f" -p {key}={shlex.quote(_shorten(value))}" for key, value in parameters.items()
    )
    return Answer(rows, f"hanse query {name}{given}")


def _shorten(iri: str) -> str:
    return iri.rpartition("/")[2]


def illustrate(draw: Callable[..., Figure], *rows: Any, **words: Any) -> tuple[Figure, ...]:  # noqa: ANN401 - what is drawn is the figure's affair
    """Draw a figure, none where there is nothing to draw."""
    try:
        return (draw(*rows, **words),)
    except UsageError:
        return ()


def tell(  # noqa: PLR0913 - a part has these parts
    title: str,
    sentences: Sequence[str],
    answer: Answer,
    columns: Mapping[str, str | Callable[[dict[str, Any]], object]],
    most: int = _LONGEST,
    *,
    figures: tuple[Figure, ...] = (),
) -> Section:
    """Make a section of an answer: columns by heading, each a name of the answer or a function."""
    rows = tuple(
        tuple(_say(row[by] if isinstance(by, str) else by(row)) for by in columns.values())
        for row in answer.rows[:most]
    )
    table = Table(title, tuple(columns), rows)
    left = max(0, len(answer.rows) - most)
    return Section(title, tuple(filter(None, sentences)), table, answer.command, left, figures)


def count_both(number: int) -> str:
    """Write how many networks and projects there are, which are counted together."""
    return "1 network or project" if number == 1 else f"{number:,} networks and projects"


def _say(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < _LARGE else f"{value:.0f}"
    return str(value)
