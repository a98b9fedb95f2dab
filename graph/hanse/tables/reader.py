"""A folder of CSV files as records, or every fault of every file."""

from __future__ import annotations

import difflib
import stat
from typing import TYPE_CHECKING

from hanse.errors import Fault, TableError
from hanse.model import Tables
from hanse.tables.cells import read_records
from hanse.tables.consistency import blame_contradictions
from hanse.tables.inputs import UnreadableError, read_bytes
from hanse.tables.relations import blame_relations
from hanse.tables.schema import TABLES
from hanse.tables.sheets import Sheet, parse_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.tables.schema import Table


def read_tables(folder: Path) -> Tables:
    """Read all tables of a folder.

    Raises TableError with every fault of every table at once, ordered by file and line.
    """
    tables, faults = _read(folder)
    if faults:
        raise TableError(faults)
    return tables


def find_faults(folder: Path) -> list[Fault]:
    """List every fault of every table of a folder, ordered by file and line."""
    return _read(folder)[1]


def read_sheet(folder: Path, table: Table) -> Sheet:
    """Read one file as rows of cells; a file that cannot be read is a sheet with a fault."""
    path = folder / table.file
    try:
        return parse_sheet(str(path), read_bytes(path), table.header)
    except UnreadableError as error:
        rule = f"{error}; its columns are {', '.join(table.header)}"
        return Sheet(str(path), faults=[Fault(str(path), 1, "", "", rule)], complete=False)


def check_folder(folder: Path) -> list[Fault]:
    """List what is wrong with the folder itself: absent, or with files that are no table."""
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            return [Fault(str(folder), 1, "", "", "is no folder; expected a folder of tables")]
        names = sorted(p.name for p in folder.iterdir() if p.suffix == ".csv")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return [Fault(str(folder), 1, "", "", f"folder of tables cannot be read: {reason}")]
    return [_blame_stranger(folder, n) for n in names if n.removesuffix(".csv") not in TABLES]


def _blame_stranger(folder: Path, name: str) -> Fault:
    near = difflib.get_close_matches(name.removesuffix(".csv"), TABLES, 1)
    rule = "is no table of Hanse and would be left out; "
    rule += f"perhaps {near[0]}.csv" if near else "move it elsewhere"
    return Fault(str(folder / name), 1, "", "", rule)


def _read(folder: Path) -> tuple[Tables, list[Fault]]:
    faults = check_folder(folder)
    if any(fault.file == str(folder) for fault in faults):
        return Tables(), faults
    sheets = {name: read_sheet(folder, table) for name, table in TABLES.items()}
    tables = Tables(**{name: read_records(TABLES[name], sheets[name]) for name in TABLES})
    blame_relations(sheets)
    blame_contradictions(tables, sheets)
    for sheet in sheets.values():
        faults.extend(sheet.faults)
    return tables, sorted(set(faults), key=_place)


def _place(fault: Fault) -> tuple[str, int, int, str, str]:
    name = fault.file.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].removesuffix(".csv")
    header = TABLES[name].header if name in TABLES else ()
    column = header.index(fault.column) if fault.column in header else -1
    return fault.file, fault.line, column, fault.value, fault.rule
