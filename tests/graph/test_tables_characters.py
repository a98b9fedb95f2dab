"""What text may stand in a cell (catalogue rows C8, C9, C11)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.errors import TableError
from hanse.tables import read_tables
from hanse.tables.cells import read_records
from hanse.tables.characters import fold, is_plain, list_blemishes, normalise_text
from hanse.tables.schema import TABLES
from hanse.tables.sheets import parse_sheet

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
NONCHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
]
DIRECTIONS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
INVISIBLES = [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E, 0x3164, 0xFE0F, 0xE0041]
BLANKS = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
OTHERS = [0xFFFC, 0xFFFD, 0xE000, 0xF8FF, 0x100000, 0xFF32, 0x1D400, 0xD800, 0xDFFF]


def test_code_points_are_all_there() -> None:
    """The tests below cover all 65 control characters and all 66 noncharacters of Unicode."""
    assert (len(set(CONTROLS)), len(set(NONCHARACTERS))) == (65, 66)


@pytest.mark.parametrize(
    "code",
    [*CONTROLS, *NONCHARACTERS, *DIRECTIONS, *INVISIBLES, *BLANKS, *OTHERS],
    ids=lambda code: f"U+{code:04X}",
)
def test_forbidden_character_is_named(code: int) -> None:
    """A character that cannot be seen or read is refused by its code point and place."""
    found = list(list_blemishes(f"Rī{chr(code)}ga"))
    assert [message.split(",")[0] for message in found][:1] == [f"character 3 is U+{code:04X}"]
    assert not is_plain(f"a,Rī{chr(code)}ga")
    assert not is_plain(f"a,Ri{chr(code)}ga")


@pytest.mark.parametrize("code", [c for c in CONTROLS + NONCHARACTERS if c not in {0x0A, 0x0D}])
def test_forbidden_character_in_file_names_line_and_column(code: int) -> None:
    """A control character or noncharacter in a file is found in its line and cell."""
    table = TABLES["city_names"]
    data = f"city,lang,name\nriga,lv,Rīga\ncesis,lv,Cē{chr(code)}sis\n".encode()
    sheet = parse_sheet("city_names.csv", data, table.header)
    assert [record.name for record in read_records(table, sheet)] == ["Rīga"]
    assert [fault[:4] for fault in sheet.faults] == [
        ("city_names.csv", 3, "name", f"Cē{chr(code)}sis")
    ]


HOSTILE = ("\x1b[31m", "\x07", "\x7f", "\x9b2J", "\u202e", "\u2028")


def _spoil_tables(folder: Path, sign: str) -> int:
    """Put a sign into every cell of the tables' first two rows, one row a time; gives how many."""
    spoilt = 0
    for path in sorted(folder.glob("*.csv")):
        header, *rows = path.read_text("utf-8").splitlines()
        cells = [row.replace(",", f"{sign},") + sign for row in rows[:2]]
        spoilt += sum(row.count(",") + 1 for row in cells)
        path.write_text("\n".join([header, *rows, *cells]) + "\n", encoding="utf-8")
    return spoilt


@pytest.mark.parametrize("sign", HOSTILE, ids=ascii)
def test_no_control_character_of_a_cell_is_told(small_data: Path, sign: str) -> None:
    """Whatever stands in cells of any table, in a row or its key, every fault is printable."""
    spoilt = _spoil_tables(small_data, sign)
    assert spoilt > 100
    with pytest.raises(TableError) as refused:
        read_tables(small_data)
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) >= spoilt
    assert [line for line in told if not line.isprintable()] == []


def test_a_build_tells_no_control_character(
    small_data: Path, run_hanse: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """All that a build of hostile cells prints is text and newlines; no broken id is suggested."""
    cities = small_data / "cities.csv"
    cities.write_text(cities.read_text("utf-8").replace("\nalfa,", "\nal\x1bcfa,"), "utf-8")
    header = small_data / "themes.csv"
    header.write_text(header.read_text("utf-8").replace("broader", "bro\x1b[0mader"), "utf-8")
    (small_data / "the\x1b[5mmes.csv").touch()
    done = run_hanse("build", "--data", small_data, "-o", small_data / "out")
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().split("\n")
    assert [line for line in lines if not line.isprintable()] == []
    assert any(
        line.endswith("alfa: no such id in cities.csv; add it there first") for line in lines
    )


def test_many_forbidden_characters_give_one_message() -> None:
    """A cell full of broken characters is one fault, not thousands."""
    found = list(list_blemishes("\x01" * 5000))
    assert found == ["character 1 is U+0001, a control character; remove it and 4999 more like it"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" Riga", "blank at the start or the end; remove it (hanse tidy does)"),
        ("Riga ", "blank at the start or the end; remove it (hanse tidy does)"),
        ("La  Coruña", "two blanks in a row; write one (hanse tidy does)"),
        ("Ri\u0304ga", "not in Unicode normal form C; compose the letters (hanse tidy does)"),
        ("\u212bland", "not in Unicode normal form C; compose the letters (hanse tidy does)"),
        ("Rig\u0430", "the word Rig\u0430 mixes letters of Cyrillic and Latin; "),
        ("\u0391thens", "the word \u0391thens mixes letters of Greek and Latin; "),
        ("A\u0399\u0430", "the word A\u0399\u0430 mixes letters of Cyrillic and Greek and Latin; "),
        ("R1\u0430", "the word R1\u0430 mixes letters of Cyrillic and Latin; "),
        ("Ri\u13a6a", "the word Ri\u13a6a mixes letters of Latin and another script; "),
    ],
)
def test_untidy_or_disguised_text_is_refused(text: str, rule: str) -> None:
    """Stray blanks, decomposed letters and look-alikes of another script are refused."""
    found = list(list_blemishes(text))
    assert len(found) == 1
    assert found[0].startswith(rule)
    assert not is_plain(f"riga,{text}")
    assert not is_plain(f"{text},riga")


@pytest.mark.parametrize(
    "text",
    [
        "Rīga",
        "A Coruña",
        "Θεσσαλονίκη",
        "Українка",
        "Кам\u02bcянське",
        "e-Τρίκαλα",
        "il-Maċedonja ta\u2019 Fuq",
        "H² CU.RE.N.T.",
        "<b>Co & Co</b>",
        "=SUM(A1)",
        'Partnerība "Daugavkrasts"',
        "Česko – Слово Ωμέγα",
        "日本",
    ],
)
def test_honest_text_passes(text: str) -> None:
    """Names of any one script a word, markup and formula signs are legal text."""
    assert list(list_blemishes(text)) == []


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_quick_look_never_overlooks(cells: list[str]) -> None:
    """A line that the quick look lets pass holds no cell that the close look refuses."""
    if is_plain(",".join(cells)):
        assert [list(list_blemishes(cell)) for cell in cells] == [[]] * len(cells)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Normalised text is its own normal form."""
    once = normalise_text(text)
    assert normalise_text(once) == once


@given(st.text())
def test_folding_ignores_case_and_composition(text: str) -> None:
    """Texts that differ only in case or in composed letters fold to the same."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(fold(text)) == fold(text)
