"""`hanse tidy`: one form for every table, nothing lost."""

from __future__ import annotations

import argparse
import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.cli import tidy
from hanse.errors import OutputError, TableError
from hanse.resources import locate
from hanse.tables.schema import TABLES
from hanse.tables.sheets import parse_sheet
from hanse.tables.tidy import tidy_tables, write_sheet

if TYPE_CHECKING:
    import random
    from pathlib import Path

TABLE = TABLES["themes"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped tables."""
    return shutil.copytree(locate("data"), tmp_path / "data")


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_shipped_tables_are_tidy(folder: Path) -> None:
    """Tidying the shipped tables changes nothing."""
    before = read_all(folder)
    assert tidy_tables(folder) == []
    assert read_all(folder) == before


def test_untidy_table_is_mended_in_every_way(folder: Path) -> None:
    """Order, blanks, composition, quotes, line ends, the BOM and moved columns are mended."""
    expected = read_all(folder)
    path = folder / "themes.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    text = "".join(
        f'"{b.replace(" ", "  ")} ", "{c}",{a}\r\n\r\n'.replace(', "', ',"')
        for a, b, c in reversed(rows[1:])
    )
    path.write_bytes(b"\xef\xbb\xbflabel,broader,id\r\n" + text.encode("utf-8"))
    assert tidy_tables(folder, check=True) == [str(path)]
    assert tidy_tables(folder) == [str(path)]
    assert read_all(folder) == expected
    assert tidy_tables(folder, check=True) == []


def test_decomposed_letters_are_composed(folder: Path) -> None:
    """Text that is not in NFC is composed."""
    path = folder / "cities.csv"
    expected = path.read_bytes()
    path.write_bytes(expected.replace("ū".encode(), "u\u0304".encode()))
    assert tidy_tables(folder) == [str(path)]
    assert path.read_bytes() == expected


def test_check_writes_nothing(folder: Path) -> None:
    """With check, an untidy table is named and left as it is."""
    path = folder / "themes.csv"
    path.write_bytes(path.read_bytes() + b"aa,A,\n")
    before = read_all(folder)
    assert tidy_tables(folder, check=True) == [str(path)]
    assert read_all(folder) == before


def test_doubled_rows_and_odd_characters_stay(folder: Path) -> None:
    """Tidying loses neither a doubled row nor a character that only a person can judge."""
    path = folder / "themes.csv"
    odd = "zz,Z\u200b\u202e\ufdd0=SUM(A1),\n"
    path.write_bytes(path.read_bytes() + (odd + odd).encode("utf-8"))
    assert tidy_tables(folder) == []
    assert path.read_text(encoding="utf-8").count(odd) == 2


@pytest.mark.parametrize("broken", [b'zz,"Z,\n', b"zz,Z\n", b"zz,\xff,\n"])
def test_file_that_cannot_be_parsed_stops_all(folder: Path, broken: bytes) -> None:
    """A broken table is the same error as in a build, and no table is touched."""
    (folder / "cities.csv").write_bytes((folder / "cities.csv").read_bytes() + b"\n\n")
    (folder / "themes.csv").write_bytes((folder / "themes.csv").read_bytes() + broken)
    before = read_all(folder)
    with pytest.raises(TableError) as caught:
        tidy_tables(folder)
    assert [(f.file, f.line) for f in caught.value.faults] == [(f"{folder}/themes.csv", 130)]
    assert read_all(folder) == before


def test_missing_table_stops_all(folder: Path) -> None:
    """A missing table is an error, not a new empty file."""
    (folder / "themes.csv").unlink()
    with pytest.raises(TableError, match=r"file is missing"):
        tidy_tables(folder)
    assert not (folder / "themes.csv").exists()


def test_link_is_not_replaced_by_a_file(folder: Path, tmp_path: Path) -> None:
    """A table that is a link elsewhere is not written over."""
    target = tmp_path / "elsewhere.csv"
    (folder / "themes.csv").rename(target)
    target.write_bytes(target.read_bytes() + b"\n")
    (folder / "themes.csv").symlink_to(target)
    with pytest.raises(OutputError, match="symbolic link"):
        tidy_tables(folder)
    assert (folder / "themes.csv").is_symlink()


def test_nothing_is_left_beside_the_tables(folder: Path) -> None:
    """After tidying there are the same files as before."""
    names = sorted(read_all(folder))
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes() + b"\n")
    assert len(tidy_tables(folder)) == len(TABLES) == 24
    assert sorted(read_all(folder)) == names


LINES = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(LINES, LINES, LINES), max_size=8), st.randoms())
def test_tidying_loses_nothing_and_twice_is_once(
    rows: list[tuple[str, str, str]], shuffler: random.Random
) -> None:
    """Whatever stands in a table, tidying keeps each row, hides from their order, and is final."""
    rows = [row for row in rows if any(row)]
    once = write_rows(rows)
    shuffler.shuffle(rows)
    assert write_rows(rows) == once
    sheet = parse_sheet("themes.csv", once, TABLE.header)
    assert sheet.faults == []
    assert write_sheet(TABLE, sheet) == once
    kept = [[cell.replace(" ", "") for cell in row.cells] for row in sheet.rows]
    given_rows = parse_sheet("themes.csv", encode(rows), TABLE.header).rows
    assert len(kept) == len([r for r in given_rows if any(c.strip() for c in r.cells)])


def encode(rows: list[tuple[str, str, str]]) -> bytes:
    """Write rows as a file with every cell quoted."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([TABLE.header, *rows])
    return text.getvalue().encode("utf-8")


def write_rows(rows: list[tuple[str, str, str]]) -> bytes:
    """Tidy rows."""
    return write_sheet(TABLE, parse_sheet("themes.csv", encode(rows), TABLE.header))


def run(*words: str) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser()
    tidy.configure(parser)
    return tidy.run(parser.parse_args(words))


def test_command_names_what_it_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints each changed file and ends with 0."""
    path = folder / "themes.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert run("--data", str(folder)) == 0
    assert capsys.readouterr() == (f"{path}\n", "1 table changed\n")
    assert run("--data", str(folder)) == 0
    assert capsys.readouterr() == ("", "no table changed: all are tidy\n")


def test_command_check_names_the_mending_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --check an untidy table is exit 1 and the command that mends it."""
    assert run("--check", "--data", str(folder)) == 0
    assert capsys.readouterr() == ("", "")
    path = folder / "themes.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert run("--check", "--data", str(folder)) == 1
    mend = f"1 table is not tidy; mend it with: hanse tidy --data {folder}\n"
    assert capsys.readouterr() == (f"{path}\n", mend)


def test_command_finds_the_shipped_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --data the tables of Hanse itself are looked at."""
    assert run("--check") == 0
    assert capsys.readouterr() == ("", "")
