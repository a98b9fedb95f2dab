"""CSV text: cells unchanged for programs, or guarded for spreadsheets.

The one place that knows what a spreadsheet takes for a formula.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Python's writer leaves a lone carriage return unquoted, where other readers end the row.
_QUOTED = re.compile('[",\r\n]')
# What makes a spreadsheet take a cell for a formula, after quotation marks too; wide forms count.
BOM = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8
_FORMULA = re.compile("[\"']*[=+\\-@\t\r\n＝＋－＠]")


def write_rows(rows: Iterable[Sequence[str]], *, spreadsheet: bool = False) -> str:
    """Write rows as CSV with line feeds; for a spreadsheet, cells that it would run get a '.

    Source: RFC 4180, section 2, but for the line ends.
    """
    guard = guard_cell if spreadsheet else str
    return "".join(",".join(_quote(guard(cell)) for cell in row) + "\n" for row in rows)


def guard_cell(cell: str) -> str:
    """Put a ' before a cell that a spreadsheet would take for a formula.

    A cell that begins with = + - @, a tab or a line end, also after quotation marks; whatever
    begins with ' and such a sign afterwards is unguarded by taking the first ' away.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _quote(cell: str) -> str:
    if _QUOTED.search(cell):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell
