"""A researcher's own affiliation data: a CSV file with the columns member and cooperation."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from hanse.analysis.affiliations import Affiliations, Cooperation, Member, Tie, gather
from hanse.errors import DatasetError, shorten
from hanse.tables.inputs import UnreadableError, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = ("member", "cooperation")
_BOM = "\ufeff"


def read_edges(file: Path) -> Affiliations:
    """Read affiliations from a CSV file in UTF-8, a row a tie; other columns are passed over.

    The same pair in several rows is one tie. Raises DatasetError, which names line and column,
    where the file cannot be read, lacks a column, has an empty cell or no row.
    """
    pairs = list(_read_pairs(file, read_text(file)))
    if not pairs:
        raise DatasetError(f"{file}: no row; expected a tie in each, a member and a cooperation")
    members, cooperations = ({pair[side] for pair in pairs} for side in (0, 1))
    return gather(
        [Member(name, name) for name in members],
        [Cooperation(name, name) for name in cooperations],
        [Tie(member, cooperation) for member, cooperation in pairs],
    )


def read_text(file: Path) -> str:
    """Read a file in UTF-8, without its mark; raises DatasetError, which names the line."""
    try:
        return read_bytes(file).decode("utf-8").removeprefix(_BOM)
    except UnreadableError as error:
        raise DatasetError(f"{file}: {error}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DatasetError(f"{file}:{line}: not UTF-8; save the file as UTF-8") from error


def _read_pairs(file: Path, text: str) -> Iterator[tuple[str, str]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        head = next(reader, list[str]())
        places = [_find_column(file, head, name) for name in _COLUMNS]
        for row in reader:
            if not row:
                continue
            cells = [row[place].strip() if place < len(row) else "" for place in places]
            for name, cell in zip(_COLUMNS, cells, strict=True):
                if not cell:
                    told = f"{name} is empty; fill it, or leave the row out"
                    raise DatasetError(f"{file}:{reader.line_num}: {told}")
            yield cells[0], cells[1]
    except csv.Error as error:
        raise DatasetError(f"{file}:{reader.line_num}: not CSV: {error}") from error


def _find_column(file: Path, head: list[str], name: str) -> int:
    names = [cell.strip().lower() for cell in head]
    if name in names:
        return names.index(name)
    listed = ", ".join(map(shorten, head)) or "none"
    raise DatasetError(
        f"{file}:1: no column {name}; expected the columns member and cooperation, found {listed}"
    )
