"""Tables in one form: rows by key, text in NFC without stray blanks, the least quoting, LF."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hanse.errors import TableError
from hanse.files import write_file
from hanse.tables.characters import normalise_text
from hanse.tables.reader import check_folder, read_sheet
from hanse.tables.schema import TABLES
from hanse.tables.sheets import BLANK_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hanse.tables.schema import Table
    from hanse.tables.sheets import Sheet


def tidy_tables(folder: Path, *, check: bool = False) -> list[str]:
    """Bring every table of a folder into its form and list the files that changed.

    With `check` nothing is written. No row and no cell is lost: doubled rows stay, as do
    characters that only a person can mend. Each file is replaced whole or not at all.
    Raises TableError where a file cannot be parsed; then none is touched.
    """
    changed: list[str] = []
    for path, old, new in _tidy(folder):
        if old != new:
            changed.append(str(path))
            if not check:
                write_file(path, new)
    return changed


def write_sheet(table: Table, sheet: Sheet) -> bytes:
    """Write the rows of a sheet as the bytes of a tidy file."""
    places = [table.position(column) for column in table.key]
    rows = [[normalise_text(cell) for cell in row.cells] for row in sheet.rows]
    rows.sort(key=lambda cells: ([cells[place] for place in places], cells))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _tidy(folder: Path) -> Iterator[tuple[Path, bytes, bytes]]:
    """Give path, bytes as they are and bytes as they should be of each table."""
    faults = check_folder(folder)
    sheets = {} if faults else {table.name: read_sheet(folder, table) for table in TABLES.values()}
    for sheet in sheets.values():
        faults.extend(fault for fault in sheet.faults if fault.rule != BLANK_ROW)
    if faults:
        raise TableError(faults)
    for name, sheet in sheets.items():
        yield folder / TABLES[name].file, sheet.data, write_sheet(TABLES[name], sheet)
