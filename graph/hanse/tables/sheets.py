"""The bytes of a CSV file as rows of cells, with every fault of its form.

A row is one line of the file (RFC 4180 would allow line ends inside quotes; here they are always
a mistake), so one broken quotation mark spoils one row and not the rest of the file.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import Fault, shorten
from hanse.tables.characters import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROWS = 100_000
MAX_CELL_BYTES = 65_536
BLANK_ROW = "blank row between rows; remove it (hanse tidy does)"

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """The cells of one line; `plain` says that their characters need no closer look."""

    line: int
    cells: list[str]
    plain: bool


@dataclass(slots=True)
class Sheet:
    """A parsed file: the header, the rows below it that have its width, and what is wrong.

    `complete` is false when the header or the file itself is no use, so that nothing can be said
    about what stands in it. `broken` holds the first words of lines that are no rows: most are
    ids, and whoever refers to them is not to blame.
    """

    file: str
    header: list[str] = field(default_factory=list[str])
    rows: list[Row] = field(default_factory=list[Row])
    faults: list[Fault] = field(default_factory=list[Fault])
    complete: bool = True
    broken: set[str] = field(default_factory=set[str])
    data: bytes = b""

    def blame(self, line: int, column: str, value: str, rule: str) -> None:
        """Add a fault of this file."""
        self.faults.append(Fault(self.file, line, column, value, rule))

    def blame_line(self, line: int, text: str, rule: str, column: str = "") -> None:
        """Add a fault of a line that is no row."""
        self.blame(line, column, text, rule)
        self.broken.add(text.split(",", 1)[0].strip('"'))


def parse_sheet(file: str, data: bytes, expected: tuple[str, ...]) -> Sheet:
    """Split a file into rows of cells in the order of the expected columns.

    The columns may stand in any order; a byte order mark and CRLF line ends are allowed, as are
    blank lines at the end.
    """
    sheet = Sheet(file, data=data)
    if data.startswith(_UTF16) or b"\0" in data[:2]:
        return _give_up(sheet, "the file is UTF-16; save it as UTF-8")
    lines = _decode(sheet, data.removeprefix(_BOM), len(_BOM) * data.startswith(_BOM))
    line, text = next(lines, (1, ""))
    cells = None if sheet.faults else _split(sheet, line, text)
    if cells is None or not _check_header(sheet, cells, expected):
        sheet.complete = False
        return sheet
    sheet.header = cells
    _read_rows(sheet, lines)
    if cells != list(expected):
        _arrange(sheet, expected)
    return sheet


def _give_up(sheet: Sheet, rule: str) -> Sheet:
    sheet.blame(1, "", "", rule)
    sheet.complete = False
    return sheet


def _decode(sheet: Sheet, data: bytes, offset: int) -> Iterator[tuple[int, str]]:
    """Yield number and text of every line that is UTF-8, blame the others."""
    for number, raw in enumerate(io.BytesIO(data), 1):
        try:
            yield number, raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError as error:
            byte, place = raw[error.start], offset + error.start
            shown = raw.decode("utf-8", "backslashreplace").rstrip("\r\n")
            rule = f"byte 0x{byte:02X} at offset {place} of the file is not UTF-8; save it as UTF-8"
            sheet.blame_line(number, shown, rule, _find_column(sheet, raw[: error.start]))
        offset += len(raw)


def _find_column(sheet: Sheet, before: bytes) -> str:
    try:
        cells = next(csv.reader((before.decode("utf-8"),)), list[str]())
    except csv.Error:  # too long, or with a CR inside: the line says enough
        return ""
    place = max(len(cells) - 1, 0)
    return sheet.header[place] if place < len(sheet.header) else ""


def _split(sheet: Sheet, line: int, text: str) -> list[str] | None:
    if '"' not in text and "\r" not in text:
        return text.split(",") if text else []
    try:
        return next(csv.reader((text,), strict=True), list[str]())
    except csv.Error as error:
        sheet.blame_line(line, text, _explain(str(error), text))
        return None


def _explain(message: str, text: str) -> str:
    if "\r" in text:
        return "a carriage return (U+000D) inside the line; save the file with line ends LF"
    if "unexpected end" in message:
        return "a quotation mark opens here and is not closed on its line; close or remove it"
    if "field limit" in message:
        return f"cell of more than 131,072 bytes, expected at most {MAX_CELL_BYTES:,}"
    return 'text after a closing quotation mark; write "" for a quotation mark inside quotes'


def _check_header(sheet: Sheet, found: list[str], expected: tuple[str, ...]) -> bool:
    if sorted(found) == sorted(expected):
        return True
    hints = [_list("missing", [c for c in expected if c not in found])]
    hints.append(_list("unknown", [c for c in found if c not in expected]))
    hints.append(_list("twice", sorted({c for c in found if found.count(c) > 1})))
    if len(found) == 1 and re.search(r"[;\t|]", found[0]):
        hints = ["the columns are divided by another sign; save the file with commas"]
    rule = f"expected the columns {', '.join(expected)}; " + "; ".join(filter(None, hints))
    sheet.blame(1, "", ",".join(found), rule)
    return False


def _list(word: str, columns: list[str]) -> str:
    return f"{word}: {', '.join(shorten(c) or '(blank)' for c in columns)}" if columns else ""


def _read_rows(sheet: Sheet, lines: Iterator[tuple[int, str]]) -> None:
    width, blank = len(sheet.header), list[int]()
    for count, (line, text) in enumerate(lines):
        if count >= MAX_ROWS:
            sheet.blame(line, "", text, f"more than {MAX_ROWS:,} rows; divide the table")
            sheet.complete = False
            return
        cells = _split(sheet, line, text)
        if cells is None:
            continue
        if not any(cells):
            blank.append(line)
            continue
        _blame_blanks(sheet, blank)
        if len(cells) != width:
            rule = f"{len(cells)} cells, expected {width}; quote a cell that holds a comma"
            sheet.blame_line(line, text, rule)
            continue
        sheet.rows.append(Row(line, cells, len(text) < MAX_CELL_BYTES // 4 and is_plain(text)))


def _blame_blanks(sheet: Sheet, blank: list[int]) -> None:
    for line in blank:
        sheet.blame(line, "", "", BLANK_ROW)
    blank.clear()


def _arrange(sheet: Sheet, expected: tuple[str, ...]) -> None:
    places = [sheet.header.index(column) for column in expected]
    sheet.rows = [Row(r.line, [r.cells[p] for p in places], r.plain) for r in sheet.rows]
    sheet.header = list(expected)


def list_keys(sheet: Sheet, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the line and some cells of each row; of columns written `a|b` the first filled one."""
    if not sheet.rows:
        return
    places = [[sheet.header.index(c) for c in column.split("|")] for column in columns]
    if all(len(alternatives) == 1 for alternatives in places):
        plain = [place for (place,) in places]
        for row in sheet.rows:
            yield row.line, tuple([row.cells[place] for place in plain])
        return
    for row in sheet.rows:
        cells = row.cells
        yield row.line, tuple(next(filter(None, [cells[p] for p in ps]), "") for ps in places)
