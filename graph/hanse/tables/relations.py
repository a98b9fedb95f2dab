"""What holds between rows and tables: unique keys, and references that lead somewhere."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from hanse.tables.characters import fold
from hanse.tables.schema import FOREIGN_IDS, NAMED, SHARED_IDS, TABLES
from hanse.tables.sheets import list_keys

if TYPE_CHECKING:
    from hanse.tables.schema import Column
    from hanse.tables.sheets import Sheet

# Looking for near ids in a long list takes milliseconds each; past these the reader knows enough.
_MAX_SUGGESTIONS = 25


def blame_relations(sheets: dict[str, Sheet]) -> None:
    """Blame every doubled key and every reference to an id that no table has."""
    for name, sheet in sheets.items():
        table = TABLES[name]
        _blame_doubles(sheet, table.identity or table.key)
        if table.one_of:
            _blame_empty(sheet, table.one_of)
    for name, column in FOREIGN_IDS:
        _blame_doubles(sheets[name], (column,))
    for first, second in SHARED_IDS:
        _blame_shared(sheets, first, second)
    _blame_references(sheets)


def _blame_doubles(sheet: Sheet, columns: tuple[str, ...]) -> None:
    """Blame rows whose cells are equal, also where only case or composition of letters differ."""
    seen: dict[str, tuple[int, tuple[str, ...]]] = {}
    column = ",".join(columns)
    named = ", ".join(column.replace("|", " or ") for column in columns)
    for line, cells in list_keys(sheet, columns):
        first = seen.setdefault(fold("\0".join(cells)), (line, cells))
        if first[0] != line and any(cells):
            same = "the same" if first[1] == cells else "but for case the same"
            rule = f"{same} {named} as line {first[0]}; each row needs its own"
            sheet.blame(line, column, ",".join(cells), rule)


def _blame_empty(sheet: Sheet, columns: tuple[str, ...]) -> None:
    for line, cells in list_keys(sheet, columns):
        if not any(cells):
            rule = f"{' and '.join(columns)} are both blank; expected at least one of them"
            sheet.blame(line, columns[0], "", rule)


def _blame_shared(sheets: dict[str, Sheet], first: str, second: str) -> None:
    seen = {fold(row.cells[0]): row.line for row in sheets[first].rows}
    for row in sheets[second].rows:
        line = seen.get(fold(row.cells[0]))
        if line and row.cells[0]:
            rule = f"the id stands in line {line} of {sheets[first].file} too; choose another"
            sheets[second].blame(row.line, "id", row.cells[0], rule)


class _Ids:
    """The ids of all tables, for as far as their files could be read."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._ids = {
            name: {row.cells[0] for row in s.rows} | s.broken for name, s in sheets.items()
        }
        self._complete = {name: sheet.complete for name, sheet in sheets.items()}
        self._suggestions = 0

    def explain(self, value: str, tables: tuple[str, ...]) -> str | None:
        """Say where an id was looked for in vain, with the nearest ones."""
        if any(value in self._ids[t] or not self._complete[t] for t in tables):
            return None
        files = " or ".join(TABLES[t].file for t in tables)
        near = self._suggest(value, tables)
        return f"no such id in {files}; " + (f"perhaps {near}" if near else "add it there first")

    def _suggest(self, value: str, tables: tuple[str, ...]) -> str:
        self._suggestions += 1
        if self._suggestions > _MAX_SUGGESTIONS:
            return ""
        known = sorted({id_ for table in tables for id_ in self._ids[table] if _is_id(table, id_)})
        return " or ".join(difflib.get_close_matches(value[:100], known, 3, 0.7))


def _is_id(table: str, text: str) -> bool:
    """Tell an id from what stands in its column: nobody should be led to what is refused there."""
    return TABLES[table].columns[0].kind.explain(text) is None


def _blame_references(sheets: dict[str, Sheet]) -> None:
    ids = _Ids(sheets)
    for name, sheet in sheets.items():
        for place, column in enumerate(TABLES[name].columns):
            if column.refers:
                _blame_column(sheet, place, column, ids)
    _blame_names(sheets["names"], ids)
    _blame_columns(sheets["column_sources"])


def _blame_column(sheet: Sheet, place: int, column: Column, ids: _Ids) -> None:
    unknown = {
        value: rule
        for value in sorted({row.cells[place] for row in sheet.rows} - {""})
        if not column.kind.explain(value) and (rule := ids.explain(value, column.refers))
    }
    for row in sheet.rows if unknown else ():
        value = row.cells[place]
        if value in unknown:
            sheet.blame(row.line, column.name, value, unknown[value])


def _blame_names(sheet: Sheet, ids: _Ids) -> None:
    for row in sheet.rows:
        kind, value = row.cells[:2]
        if kind in NAMED and (rule := ids.explain(value, (NAMED[kind],))):
            sheet.blame(row.line, "id", value, rule)


def _blame_columns(sheet: Sheet) -> None:
    for row in sheet.rows:
        table, column = row.cells[:2]
        if table not in TABLES:
            rule = f"no such table; expected one of {', '.join(TABLES)}"
            sheet.blame(row.line, "table", table, rule)
        elif column not in TABLES[table].header:
            rule = f"no such column; expected one of {', '.join(TABLES[table].header)}"
            sheet.blame(row.line, "column", column, rule)
