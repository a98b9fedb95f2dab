"""The cells of a sheet as typed records: each cell against its column, one fault per mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.tables.characters import list_blemishes
from hanse.tables.sheets import MAX_CELL_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse.tables.schema import Column, Table
    from hanse.tables.sheets import Row, Sheet


def read_records(table: Table, sheet: Sheet) -> tuple[Any, ...]:
    """Make a record of every row without fault, sorted by key; the faults go to the sheet."""
    unsound = {row.line for row in sheet.rows if not row.plain and _blame_characters(sheet, row)}
    values = [
        _read_column(column, [row.cells[place] for row in sheet.rows], sheet, unsound)
        for place, column in enumerate(table.columns)
    ]
    values.append([row.line for row in sheet.rows])
    records = [table.record(*row) for row in zip(*values, strict=True) if row[-1] not in unsound]
    records.sort(key=_make_key(table))
    return tuple(records)


def read_cell(column: Column, cell: str) -> tuple[object, str]:
    """Give the value of a cell and its fault in words, blank where it has none."""
    if not cell:
        expected = column.kind.rule
        return None, f"must not be blank; {expected}" if column.required else ""
    rule = column.kind.explain(cell) or ""
    return (None, rule) if rule else (column.kind.parse(cell), "")


def _read_column(column: Column, cells: list[str], sheet: Sheet, unsound: set[int]) -> list[object]:
    """Read each different cell of a column once: most values come again and again."""
    found = {cell: read_cell(column, cell) for cell in set(cells)}
    if any(rule for _, rule in found.values()):
        for row, cell in zip(sheet.rows, cells, strict=True):
            if rule := found[cell][1]:
                sheet.blame(row.line, column.name, cell, rule)
                unsound.add(row.line)
    return [found[cell][0] for cell in cells]


def _blame_characters(sheet: Sheet, row: Row) -> bool:
    before = len(sheet.faults)
    for column, cell in zip(sheet.header, row.cells, strict=True):
        for rule in _list_cell_faults(cell):
            sheet.blame(row.line, column, cell, rule)
    return len(sheet.faults) > before


def _list_cell_faults(cell: str) -> Iterator[str]:
    size = len(cell.encode("utf-8", "surrogatepass"))
    if size > MAX_CELL_BYTES:
        yield f"cell of {size:,} bytes, expected at most {MAX_CELL_BYTES:,}"
    else:
        yield from list_blemishes(cell)


def _make_key(table: Table) -> Callable[[object], tuple[str, ...]]:
    def key(record: object) -> tuple[str, ...]:
        return tuple(getattr(record, column) or "" for column in table.key)

    return key
