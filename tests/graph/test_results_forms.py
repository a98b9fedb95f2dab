"""Forms for pages, spreadsheets and data frames; narrow terminals; what a notebook shows."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

import pyoxigraph as ox
import pytest

from hanse.errors import MissingExtraError, UsageError
from hanse.namespaces import XSD
from hanse.results import Result, read_result
from hanse.results.forms import FORMS, write_answer
from hanse.results.media import MEDIA_TYPES, ROW_FORMS, TRIPLE_FORMS
from hanse.results.table import write_table
from hanse.spreadsheet import BOM
from hanse.store.embedded import load_lines

HOSTILE = [
    "</td><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!-- ' & -->",
    "a\u202eb\u2028c",
]
FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", '"=1+1', "'=1", "＝1"]
HARMLESS = ["x", "1", "", "Rīga", "a=b", '"x"', 'a,"b"', "two\nlines"]


def _ask(text: str) -> Any:
    return load_lines([]).query(text)


def _select(*terms: object) -> str:
    return f"SELECT ?x {{ VALUES ?x {{ {' '.join(map(str, terms))} }} }}"


class _Page(HTMLParser):
    """Reads a page as a browser does: tags, links, cells and what is not text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and data.strip():
            self.cells[-1] += data


def test_html_holds_hostile_text_as_text() -> None:
    """Markup in names adds no tag and no attribute, and the cell shows it as it is."""
    page = _Page(write_answer(_ask(_select(*map(ox.Literal, HOSTILE))), "html").decode())
    plain = _Page(write_answer(_ask(_select(*"12345")), "html").decode())
    assert page.cells == [*HOSTILE[:4], "a b c"]
    assert set(page.tags) == set(plain.tags)
    assert {"script", "img", "link", "iframe"} & set(page.tags) == set()
    assert {name for name, _ in page.attributes if name.startswith("on")} == set()


def test_html_links_web_addresses_only() -> None:
    """An http or https IRI is a link to itself under its short name; any other one is text."""
    iris = ["https://w3id.org/hanse/id/city/riga", "http://e.org/?a=1&b='2'", "javascript:alert(1)"]
    iris += ["file:///etc/hostname", "data:text/html,x", "HTTP://e.org/"]
    page = _Page(write_answer(_ask(_select(*(f"<{iri}>" for iri in iris))), "html").decode())
    assert [value for name, value in page.attributes if name == "href"] == iris[:2]
    assert page.cells == ["id:city/riga", *iris[1:]]


def test_html_asks_nobody_for_anything() -> None:
    """The page has no script, no address but links, and a policy that forbids both."""
    text = write_answer(_ask(_select("1")), "html").decode()
    assert re.findall(r"\b(?:src|href)=|url\(|@import|//", text) == []
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in text


def test_html_puts_numbers_to_the_right_and_names_languages() -> None:
    """A column of numbers is aligned to the right, a text with a language says which."""
    text = write_answer(_ask("SELECT (5 AS ?n) ('Rīga'@lv AS ?name) {}"), "html").decode()
    assert '<th scope="col" style="text-align:right">n</th><th scope="col">name</th>' in text
    assert '<td style="text-align:right">5</td><td dir="auto" lang="lv">Rīga</td>' in text
    assert "<caption>1 row</caption>" in text


@pytest.mark.parametrize(("rows", "told"), [(200, None), (201, 1), (1000, 800)])
def test_a_notebook_shows_the_first_rows_and_counts_the_others(rows: int, told: int | None) -> None:
    """A result in a notebook is a table of at most 200 rows, and says how many more there are."""
    result = Result("rows", ("x",), [(ox.Literal(i),) for i in range(rows)])
    shown: str = result._repr_html_()  # pyright: ignore[reportPrivateUsage] - the name is IPython's
    assert len(_Page(shown).cells) == 200
    assert re.findall(r"… and (\d+) more rows", shown) == ([str(told)] if told else [])
    assert repr(result) == f"<hanse.Result: {rows} rows of x>"


def test_parquet_and_arrow_hold_the_same_table() -> None:
    """Parquet read back equals Result.to_arrow(): numbers, texts and nothing in their types."""
    query = "SELECT ?n ?t ?d { VALUES (?n ?t ?d) { (1 'a' 1.5) (UNDEF 'b' 2) } }"
    data = write_answer(_ask(query), "parquet")
    read: Any = import_module("pyarrow.parquet").read_table(io.BytesIO(data))
    table = read_result(_ask(query)).to_arrow()
    assert read.equals(table)
    assert sorted(read.to_pylist(), key=str) == [
        {"n": 1, "t": "a", "d": 1.5},
        {"n": None, "t": "b", "d": 2.0},
    ]


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_without_pyarrow_its_extra_is_named(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is not installed the error has the command that installs it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'hanse[notebook]'")):
        write_answer(_ask("ASK {}"), form)


def _read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("value", FORMULAS)
def test_a_spreadsheet_runs_no_cell(value: str) -> None:
    """A cell that a spreadsheet would run gets a ' before it; the default CSV leaves it alone."""
    query = _select(ox.Literal(value))
    guarded = write_answer(_ask(query), "csv", spreadsheet=True)
    assert guarded.startswith(BOM)
    assert _read_csv(guarded) == [["x"], [f"'{value}"]]
    assert _read_csv(write_answer(_ask(query), "csv")) == [["x"], [value]]


def test_harmless_cells_stay_in_spreadsheets() -> None:
    """Texts, numbers and IRIs that no spreadsheet runs are the same in both."""
    query = _select(*map(ox.Literal, HARMLESS), "<urn:a>", "UNDEF").replace("?x", "?x (7 AS ?n)", 1)
    guarded = _read_csv(write_answer(_ask(query), "csv", spreadsheet=True))
    assert guarded == _read_csv(write_answer(_ask(query), "csv"))
    assert sorted(guarded[1:]) == sorted([cell, "7"] for cell in [*HARMLESS, "urn:a", ""])


def test_formulas_in_numbers_and_addresses_are_guarded() -> None:
    """Whatever the kind of term, the cell is what a spreadsheet sees; ASK has a cell too."""
    data = write_answer(_ask("SELECT (-5 AS ?n) (<tel:-1> AS ?t) {}"), "csv", spreadsheet=True)
    assert _read_csv(data) == [["n", "t"], ["'-5", "tel:-1"]]
    assert _read_csv(write_answer(_ask("ASK {}"), "csv", spreadsheet=True)) == [
        ["answer"],
        ["true"],
    ]


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"csv"}))
def test_only_csv_is_for_spreadsheets(form: str) -> None:
    """Another form with --spreadsheet is a wrong call."""
    with pytest.raises(UsageError, match=f"a spreadsheet opens csv; {form} has no cells"):
        write_answer(_ask("ASK {}"), form, spreadsheet=True)


def test_media_types_need_no_engine() -> None:
    """Every form has a media type of its own, in a table that is imported without the engine."""
    assert len(set(MEDIA_TYPES.values())) == len(FORMS) >= 13
    assert set(ROW_FORMS) | set(TRIPLE_FORMS) < set(FORMS)
    code = "import sys, hanse.results.media; print('pyoxigraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def _measure(line: str) -> int:
    marks = sum(unicodedata.category(letter) in {"Mn", "Me"} for letter in line)
    return len(line) + sum(unicodedata.east_asian_width(c) in "WF" for c in line) - marks


WIDE = f"""SELECT * {{ VALUES (?city ?n ?a ?b ?c ?d ?numberOfSomething) {{
 ('漢字漢字漢字漢字' 12345678901 'é́é́é́é́é́é́é́é́' 'ไทยไทยไทยไทย' '🎉🎉🎉🎉🎉' 'नेपाल नेपाल' {10**30})
 (UNDEF UNDEF '{"x" * 5000}' 'a' 'b' 'c' 1) }} }}"""


@pytest.mark.parametrize("width", [10, 12, 20, 40, 53, 54, 80, 200])
def test_a_table_fits_any_terminal(width: int) -> None:
    """Seven columns of wide letters, marks, pictures and long texts fit from ten columns on.

    Where columns of six letters do not fit side by side, each has a line of its own.
    """
    lines = write_table(read_result(_ask(WIDE)), width).splitlines()
    assert max(map(_measure, lines)) <= width
    assert len(lines) == (4 if width >= 54 else 15)
    assert any("漢" in line for line in lines)


def test_marks_on_letters_take_no_column() -> None:
    """What follows a cell of Thai, Devanagari or accents set apart stands in one column."""
    names = " ".join(f"('{name}' 'X')" for name in ("ที่นี่", "नेपाल", "e\u0301", "abcdefgh"))
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {names} }} }}"
    rows = write_table(read_result(_ask(query)), None).splitlines()[2:]
    assert {_measure(row.partition("X")[0]) for row in rows} == {10}


def test_a_narrow_list_names_each_column() -> None:
    """On a narrow terminal a row is a list of its columns, rows apart, values shown in full."""
    names = [f"?column{i}" for i in range(6)]
    query = f"SELECT * {{ VALUES ({' '.join(names)}) {{ (1 2 3 4 5 6) ('a' 2 3 4 5 6) }} }}"
    lines = write_table(read_result(_ask(query)), 40).splitlines()
    assert lines[0] == "column0  1"
    assert lines[6] == "─" * 40
    assert lines[7] == "column0  a"


def test_the_integer_type_is_what_the_test_says() -> None:
    """A table aligns by datatype, not by looks: a text of digits is to the left."""
    query = f"SELECT ('1' AS ?text) ('22'^^<{XSD}integer> AS ?number) {{}}"
    assert write_table(read_result(_ask(query)), None).splitlines()[2] == "1         22"
