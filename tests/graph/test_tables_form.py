"""The form of a CSV file (catalogue rows C1 to C5 and the limits of C10)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hanse.errors import Fault, TableError
from hanse.resources import locate
from hanse.tables import find_faults, read_tables
from hanse.tables.sheets import MAX_CELL_BYTES, MAX_ROWS, Sheet, parse_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = ("id", "name", "country")
HEAD = b"id,name,country\n"
COLUMNS = "expected the columns id, name, country; "


def parse(data: bytes) -> Sheet:
    """Parse a small table."""
    return parse_sheet("t.csv", data, HEADER)


def cells(sheet: Sheet) -> list[list[str]]:
    """List the cells of all rows."""
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    "data",
    [
        b'id,name,country\nriga,R\xc4\xabga,LV\nvenden,"A, ""B""",LV\n',
        b'\xef\xbb\xbfid,name,country\nriga,R\xc4\xabga,LV\nvenden,"A, ""B""",LV\n',
        b'id,name,country\r\nriga,R\xc4\xabga,LV\r\nvenden,"A, ""B""",LV\r\n',
        b'id,name,country\nriga,R\xc4\xabga,LV\nvenden,"A, ""B""",LV',
        b'id,name,country\nriga,R\xc4\xabga,LV\nvenden,"A, ""B""",LV\n\n\n,,\n',
        b'"id","name","country"\n"riga","R\xc4\xabga","LV"\n"venden","A, ""B""","LV"\n',
        b'country,id,name\nLV,riga,R\xc4\xabga\nLV,venden,"A, ""B"""\n',
    ],
    ids=["plain", "bom", "crlf", "no-last-line-end", "blank-at-end", "all-quoted", "other-order"],
)  # fmt: skip
def test_same_rows_from_every_allowed_form(data: bytes) -> None:
    """A BOM, CRLF, needless quotes, blank lines at the end and moved columns change nothing."""
    sheet = parse(data)
    assert sheet.faults == []
    assert cells(sheet) == [["riga", "Rīga", "LV"], ["venden", 'A, "B"', "LV"]]
    assert [row.line for row in sheet.rows] == [2, 3]


@pytest.mark.parametrize(
    ("data", "place", "value", "rule"),
    [
        (b"\xff\xfei\0d\0", (1, ""), "", "the file is UTF-16; save it as UTF-8"),
        (b"i\0d\0", (1, ""), "", "the file is UTF-16; save it as UTF-8"),
        (b"\0i\0d", (1, ""), "", "the file is UTF-16; save it as UTF-8"),
        (
            HEAD + b"riga,R\xeega,LV\n", (2, "name"), "riga,R\\xeega,LV",
            "byte 0xEE at offset 22 of the file is not UTF-8; save it as UTF-8",
        ),
        (
            b"\xef\xbb\xbf" + HEAD + b"riga,Riga,\xc4V\n", (2, "country"), "riga,Riga,\\xc4V",
            "byte 0xC4 at offset 29 of the file is not UTF-8; save it as UTF-8",
        ),
        (
            HEAD + b"riga,\xed\xa0\x80,LV\n", (2, "name"), "riga,\\xed\\xa0\\x80,LV",
            "byte 0xED at offset 21 of the file is not UTF-8; save it as UTF-8",
        ),
        (
            b"id;name;country\n", (1, ""), "id;name;country",
            COLUMNS + "the columns are divided by another sign; save the file with commas",
        ),
        (
            b"id\tname\tcountry\n", (1, ""), "id\tname\tcountry",
            COLUMNS + "the columns are divided by another sign; save the file with commas",
        ),
        (b"id,name\n", (1, ""), "id,name", COLUMNS + "missing: country"),
        (b"id,name,country,x\n", (1, ""), "id,name,country,x", COLUMNS + "unknown: x"),
        (b"id,name,name\n", (1, ""), "id,name,name", COLUMNS + "missing: country; twice: name"),
        (b"id,Name,country\n", (1, ""), "id,Name,country",
            COLUMNS + "missing: name; unknown: Name"),
        (b"id,name,country,\n", (1, ""), "id,name,country,", COLUMNS + "unknown: (blank)"),
        (b"id,n\xffme,country\n", (1, ""), "id,n\\xffme,country",
            "byte 0xFF at offset 4 of the file is not UTF-8; save it as UTF-8"),
        (HEAD + b"riga,Ri\rga,\xff\n", (2, ""), "riga,Ri\rga,\\xff",
            "byte 0xFF at offset 27 of the file is not UTF-8; save it as UTF-8"),
        (b"", (1, ""), "", COLUMNS + "missing: id, name, country"),
        (HEAD + b"riga,Riga\n", (2, ""), "riga,Riga",
            "2 cells, expected 3; quote a cell that holds a comma"),
        (HEAD + b"riga,Riga,LV,\n", (2, ""), "riga,Riga,LV,",
            "4 cells, expected 3; quote a cell that holds a comma"),
        (HEAD + b"\nriga,Riga,LV\n", (2, ""), "",
            "blank row between rows; remove it (hanse tidy does)"),
        (HEAD + b",,\nriga,Riga,LV\n", (2, ""), "",
            "blank row between rows; remove it (hanse tidy does)"),
        (HEAD + b'riga,"Riga,LV\n', (2, ""), 'riga,"Riga,LV',
            "a quotation mark opens here and is not closed on its line; close or remove it"),
        (HEAD + b'riga,"Riga"x,LV\n', (2, ""), 'riga,"Riga"x,LV',
            'text after a closing quotation mark; write "" for a quotation mark inside quotes'),
        (HEAD + b"riga,Ri\rga,LV\n", (2, ""), "riga,Ri\rga,LV",
            "a carriage return (U+000D) inside the line; save the file with line ends LF"),
    ],
)  # fmt: skip
def test_broken_form_is_one_fault_at_its_place(
    data: bytes, place: tuple[int, str], value: str, rule: str
) -> None:
    """A file of another encoding, delimiter, header or shape says where, what and how to mend."""
    assert parse(data).faults == [Fault("t.csv", *place, value, rule)]


def test_broken_line_spoils_no_other_line() -> None:
    """Every broken line of a file is blamed and every sound one is read."""
    sheet = parse(HEAD + b'a,"A,LV\nb,B,LV\nc,C\xff,LV\nd,D\n\ne,E,LV\nf,"F"f,LV\ng,"G",LV\n')
    assert [row.cells[0] for row in sheet.rows] == ["b", "e", "g"]
    assert [fault.line for fault in sheet.faults] == [2, 4, 5, 6, 8]
    assert sheet.broken == {"a", "c", "d", "f"}


@given(st.binary() | st.binary().map(lambda data: HEAD + data))
@example(HEAD + b"x" * 200_000 + b"\xff")
@example(HEAD + b'"' + b"x" * 200_000 + b"\xff")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Any bytes at all are rows or faults with a line, never another error."""
    sheet = parse(data)
    assert all(len(row.cells) == 3 for row in sheet.rows)
    assert all(fault.line >= 1 and fault.rule for fault in sheet.faults)


def test_quoted_line_end_is_blamed_where_the_quote_opens() -> None:
    """A quote that runs over lines is blamed in the line where it opens."""
    sheet = parse(HEAD + b'a,A,LV\nb,"B\nB",LV\nc,C,LV\n')
    assert (sheet.faults[0].line, sheet.faults[0].value) == (3, 'b,"B')
    assert [row.cells[0] for row in sheet.rows] == ["a", "c"]


def test_too_many_rows_end_the_reading() -> None:
    """A table of more rows than the limit is refused without reading on."""
    sheet = parse(HEAD + b"a,A,LV\n" * (MAX_ROWS + 5))
    assert len(sheet.rows) == MAX_ROWS
    assert [(f.line, f.rule) for f in sheet.faults] == [
        (MAX_ROWS + 2, "more than 100,000 rows; divide the table")
    ]
    assert not sheet.complete


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped tables."""
    return shutil.copytree(locate("data"), tmp_path / "data")


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("length", [MAX_CELL_BYTES + 1, 10_000_000])
def test_huge_cell_is_refused(folder: Path, length: int, quote: str) -> None:
    """A cell beyond 64 kB is one fault in its line, quoted or not."""
    path = folder / "themes.csv"
    path.write_bytes(path.read_bytes() + f"zz,{quote}{'x' * length}{quote},\n".encode())
    (fault,) = find_faults(folder)
    assert (fault.line, fault.column in {"label", ""}) == (130, True)
    assert fault.rule.endswith(" bytes, expected at most 65,536")


def test_largest_cell_is_read(folder: Path) -> None:
    """A cell of exactly 64 kB passes."""
    path = folder / "themes.csv"
    path.write_bytes(path.read_bytes() + b"zz," + b"x" * MAX_CELL_BYTES + b",\n")
    assert len(read_tables(folder).themes[-1].label) == MAX_CELL_BYTES


def add_bom(data: bytes) -> bytes:
    """Put the byte order mark of UTF-8 before a file."""
    return b"\xef\xbb\xbf" + data


def use_crlf(data: bytes) -> bytes:
    """End lines as Windows does."""
    return data.replace(b"\n", b"\r\n")


def reverse_rows(data: bytes) -> bytes:
    """Turn the order of the rows round."""
    head, *rows = data.splitlines(keepends=True)
    return b"".join([head, *reversed(rows)])


@pytest.mark.parametrize("change", [add_bom, use_crlf, reverse_rows])
def test_records_do_not_depend_on_form(folder: Path, change: Callable[[bytes], bytes]) -> None:
    """A BOM, CRLF and another order of rows in every file give the same records."""
    expected = read_tables(folder)
    for path in folder.glob("*.csv"):
        path.write_bytes(change(path.read_bytes()))
    assert read_tables(folder) == expected


def test_every_fault_of_every_table_comes_at_once(folder: Path) -> None:
    """Faults of several tables come in one error, by file and line, with paths as given."""
    whole = (folder / "cities.csv").read_bytes()
    end = whole.count(b"\n")
    (folder / "cities.csv").write_bytes(whole + b"x,X,LV\ny,,LV,,,,,,\n")
    (folder / "events.csv").unlink()
    (folder / "themes.csv").write_bytes(b"id;label;broader\n")
    with pytest.raises(TableError) as caught:
        read_tables(folder)
    assert [(f.file, f.line) for f in caught.value.faults] == [
        (f"{folder}/cities.csv", end + 1),
        (f"{folder}/cities.csv", end + 2),
        (f"{folder}/events.csv", 1),
        (f"{folder}/themes.csv", 1),
    ]
    assert list(caught.value.faults) == find_faults(folder)


def test_a_thousand_faults_are_all_there_and_a_hundred_shown(folder: Path) -> None:
    """A broken table gives all its faults to programs and the first hundred to people."""
    path = folder / "memberships.csv"
    partners = path.read_bytes().count(b",partner,")
    path.write_bytes(path.read_bytes().replace(b",partner,", b",Partner,"))
    with pytest.raises(TableError) as caught:
        read_tables(folder)
    assert len(caught.value.faults) == partners > 1000
    assert str(caught.value).count("\n") == 100
