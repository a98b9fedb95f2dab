"""Answers as an HTML table: text is text, web addresses are links, nothing is fetched or run."""

from __future__ import annotations

from html import escape

import pyoxigraph as ox

from hanse.results.table import find_numeric, show_term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.results.answer import Result, Row, Term

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem; color-scheme: light dark; }}
table {{ border-collapse: collapse; }}
caption {{ text-align: left; padding-bottom: .5rem; }}
th, td {{ padding: .25rem .75rem; border-bottom: 1px solid #8885; vertical-align: top; }}
th {{ text-align: left; position: sticky; top: 0; background: Canvas; }}
td {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
{table}
</body>
</html>
"""
_RIGHT = ' style="text-align:right"'


def write_page(result: Result) -> str:
    """Write a whole page with one table, which needs no other file."""
    title = _count(len(result.rows), result.kind)
    return _PAGE.format(title=title, table=write_table(result, caption=title))


def write_table(result: Result, most: int | None = None, caption: str = "") -> str:
    """Write a table that may stand in any page: names shortened, numbers to the right.

    Of more than `most` rows the first are shown, and a line below says how many there are.
    IRIs of http and https are links; every other one, and all markup in the data, is text.
    """
    rows = result.rows if most is None else result.rows[:most]
    right = find_numeric(result)
    heads = "".join(
        f'<th scope="col"{_RIGHT if r else ""}>{escape(name)}</th>'
        for name, r in zip(result.columns, right, strict=True)
    )
    body = "\n".join(_write_row(row, right) for row in rows)
    told = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    table = (
        f"<table>\n{told}<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    left = len(result.rows) - len(rows)
    return f"{table}\n<p>… and {left} more rows</p>" if left else table


def _count(number: int, kind: str) -> str:
    noun = "triple" if kind == "triples" else "row"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _write_row(row: Row, right: Sequence[bool]) -> str:
    return "<tr>" + "".join(map(_write_cell, row, right)) + "</tr>"


def _write_cell(term: Term | None, right: bool) -> str:  # noqa: FBT001 - one of two sides
    shown = escape(show_term(term))
    if isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://")):
        shown = f'<a href="{escape(term.value)}" rel="noreferrer">{shown}</a>'
    if right:
        return f"<td{_RIGHT}>{shown}</td>"
    language = term.language if isinstance(term, ox.Literal) else None
    told = f' lang="{escape(language)}"' if language else ""
    return f'<td dir="auto"{told}>{shown}</td>'
