"""Answers as a table for a terminal or a Markdown page."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox

from hanse.namespaces import XSD
from hanse.turtle import shorten_iri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.results.answer import Result, Term

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_NARROWEST = 6
_GAP = "  "
_MARKS = {"Mn", "Me"}  # non-spacing and enclosing


def show_term(term: Term | None) -> str:
    """Show a term to people: names shortened, text without quotation marks, on one line."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        shown = shorten_iri(term.value)
    else:
        shown = term.value if isinstance(term, ox.Literal) else str(term)
    return "".join(c if c.isprintable() else " " for c in shown)


def write_table(result: Result, width: int | None) -> str:
    """Write an aligned table, numbers to the right; cells are cut so that lines fit `width`.

    Where even narrow columns do not fit, each row is a list of its columns, a line each.
    """
    cells = [[show_term(term) for term in row] for row in result.rows]
    widths = _fit([list(result.columns), *cells], width)
    if width is not None and _add_up(widths) > width:
        return _write_list(result.columns, cells, width)
    right = find_numeric(result)
    lines = [
        _write_line(result.columns, widths, right),
        _GAP.join("─" * w for w in widths),
        *(_write_line(row, widths, right) for row in cells),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _write_list(columns: Sequence[str], rows: list[list[str]], width: int) -> str:
    names = min(max(map(_measure, columns)), max(1, (width - len(_GAP)) // 2))
    values = max(1, width - names - len(_GAP))
    blocks = [
        "\n".join(
            _write_line((name, cell), [names, values], [False, False]).rstrip()
            for name, cell in zip(columns, row, strict=True)
        )
        for row in rows or [[""] * len(columns)]
    ]
    return f"\n{'─' * min(width, names + len(_GAP) + values)}\n".join(blocks) + "\n"


def write_markdown(result: Result) -> str:
    """Write a Markdown table; bars and line breaks in cells cannot break it."""
    right = find_numeric(result)
    rows = [[_escape(show_term(term)) for term in row] for row in result.rows]
    head = ["| " + " | ".join(result.columns) + " |"]
    rule = ["| " + " | ".join("---:" if r else "---" for r in right) + " |"]
    return "\n".join(head + rule + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def find_numeric(result: Result) -> list[bool]:
    """Tell of each column whether it holds numbers and nothing else."""
    return [_is_numeric([row[i] for row in result.rows]) for i in range(len(result.columns))]


def _escape(cell: str) -> str:
    for mark in "\\|<>*_[]`&~$":
        cell = cell.replace(mark, "\\" + mark)
    return cell


def _is_numeric(column: Sequence[Term | None]) -> bool:
    found = [term for term in column if term is not None]
    return bool(found) and all(
        isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in found
    )


def _measure(text: str) -> int:
    """Count the columns a terminal needs: wide letters take two, marks on letters none."""
    return len(text) if text.isascii() else sum(map(_measure_letter, text))


def _measure_letter(letter: str) -> int:
    if unicodedata.category(letter) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _add_up(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _fit(rows: list[list[str]], width: int | None) -> list[int]:
    """Take from the widest column, one by one, until the line fits."""
    widths = [max(map(_measure, column)) for column in zip(*rows, strict=True)]
    if width is None:
        return widths
    widths = [min(w, width) for w in widths]
    while _add_up(widths) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _write_line(cells: Sequence[str], widths: list[int], right: list[bool]) -> str:
    return _GAP.join(map(_pad, cells, widths, right))


def _pad(cell: str, width: int, right: bool) -> str:  # noqa: FBT001 - one of two sides
    if _measure(cell) > width:
        cell = _cut(cell, width - 1) + "…"
    space = " " * (width - _measure(cell))
    return space + cell if right else cell + space


def _cut(cell: str, width: int) -> str:
    """Give the beginning of a cell that fits `width`."""
    taken = 0
    for at, letter in enumerate(cell):
        taken += _measure_letter(letter)
        if taken > width:
            return cell[:at]
    return cell
