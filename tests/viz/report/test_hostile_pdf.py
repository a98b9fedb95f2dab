"""Names in a PDF: no letter is read as markup, none runs off the page, every script is written."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from hanse.namespaces import ID
from hanse_viz.figures.figure import Table
from hanse_viz.figures.lettering import measure
from hanse_viz.figures.page import find_numbers
from hanse_viz.report import write
from hanse_viz.report.columns import LONG, SIZE, share_width
from hanse_viz.report.setting import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.viz.conftest import Facts

    from hanse_viz.report.composing import Report

MARKUP = (
    *("#panic()", "*x*", "_y_", "$z$", "$", "<a>", "@b", "\\", "]", "[", "}", "#{", "`c`", "```"),
    *("= d", "- e", "+ f", "/ g: h", "//i", "/* j", "*/", "~", "--", "---", "...", '"k"', "'l'"),
    *("#import", "http://m.org", "#sys.inputs", "\\u{41}", "-?", "&amp;", "%n", "</text>", "{{1}}"),
)
BAD = " ".join(MARKUP)
SCRIPTS = ("Αθήνα", "Σόφια", "София", "Київ", "Ļķņģš", "Łódź", "Îñţérñåţîöñåļ")
RIGHT = (210 - 20) / 25.4 * 72
BOTTOM = 22 / 25.4 * 72


def _open(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def _read(pdf: PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def _fill(report: Report, text: str, columns: int = 3, head: str = "") -> Report:
    """Put a text everywhere where a report takes one."""
    table = Table(text, (head or text,) * columns, ((text,) * columns, ("",) * columns))
    section = replace(report.sections[0], title=text, sentences=(text,), table=table, command=text)
    return replace(report, title=text, lede=text, figures=(), sections=(section,))


def test_no_letter_is_read_as_markup(composed: Callable[[str], Report]) -> None:
    """Title, lede, heading, sentence, heads, cells and command stay what they are.

    No link is made of an address either, and no mark of quotation or dash is changed.
    """
    pdf = _open(write_pdf(_fill(composed("network"), BAD)))
    # Title, lede, heading, sentence, three heads, three cells, the command; the foot is cut.
    assert _read(pdf).count("".join(BAD.split())) == 11
    assert pdf.metadata is not None
    assert pdf.metadata.title == BAD
    assert pdf.metadata.subject == BAD
    assert not any("/Annots" in page for page in pdf.pages)


def test_names_of_the_data_stay_text(facts: Facts) -> None:
    """From the dataset on: names of cities, networks, countries and sources, in figures too."""
    land = facts.thing("country", "LV", BAD)
    facts.say(land, "http://www.w3.org/2004/02/skos/core#notation", ox.Literal("LV"))
    for slug in ("alfa", "beta"):
        facts.thing("city", slug, f"{slug} {BAD}", country=land, population=1000)
    one = facts.thing("network", "one", f"one {BAD}", startYear=2018)
    source = facts.source("s", BAD, "javascript:alert(1)")
    for slug in ("alfa", "beta"):
        facts.tie(one, f"{ID}city/{slug}", "Partner", source)
    graph = facts.open()
    for kind, iri in (("city", f"{ID}city/alfa"), ("network", one), ("country", land)):
        pdf = _open(write(graph, kind, iri, "pdf"))
        assert "".join(BAD.split()) in _read(pdf)
        assert not any("/Annots" in page for page in pdf.pages)


def test_a_part_may_be_empty(composed: Callable[[str], Report]) -> None:
    """Without rows there are the heads; without sentences, figures or parts there is the rest."""
    report = _fill(composed("network"), "One")
    (section,) = report.sections
    bare = replace(section, sentences=(), table=Table("One", ("Two", "Three"), ()))
    text = _read(_open(write_pdf(replace(report, sections=(bare,)))))
    assert "OneTwoThreeThenumbersofthispart:One" in text
    assert _read(_open(write_pdf(replace(report, sections=())))).startswith("OneOneDataset")


def test_letters_of_europe_are_written(composed: Callable[[str], Report]) -> None:
    """Latin with all its marks, Greek and Cyrillic, in the typeface that comes along."""
    text = " ".join(SCRIPTS)
    pdf = _open(write_pdf(_fill(composed("network"), text)))
    assert _read(pdf).count("".join(SCRIPTS)) >= 11
    resources: list[Any] = [page["/Resources"] for page in pdf.pages]
    listed = [font.get_object()["/BaseFont"] for one in resources for font in one["/Font"].values()]
    fonts = {str(name).partition("+")[2] for name in listed}
    assert {name for name in fonts if not name.startswith("DejaVuSansMono")} == {
        "HanseFigures-Regular",
        "HanseFigures-Bold",
    }


@pytest.mark.parametrize(
    "text", ["北京 თბილისი", "القاهرة", "🏙️ Rīga", "a\x00b\x1bc\n\td", "\ue000"]
)
def test_other_letters_do_no_harm(composed: Callable[[str], Report], text: str) -> None:
    """They take a font of the machine, or a box where it has none; controls become U+FFFD."""
    pdf = _open(write_pdf(_fill(composed("network"), text)))
    assert pdf.metadata is not None
    shown = " ".join(text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").split())
    assert pdf.metadata.title == shown
    assert "Thenumbersofthispart:" in _read(pdf)


def _list_places(pdf: PdfReader) -> list[tuple[float, float]]:
    """List where each piece of text ends, in points from the left, and how high it stands."""
    found: list[tuple[float, float]] = []

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            bold = "Bold" in str(font["/BaseFont"])
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x + measure(text.strip(), size, bold=bold), y))

    for page in pdf.pages:
        page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(("columns", "long"), [(1, 300), (3, 300), (8, 300), (8, 1000)])
def test_long_words_stay_on_the_page(
    composed: Callable[[str], Report], columns: int, long: int
) -> None:
    """A word breaks where it must, a row longer than a page goes on, and nothing is left out."""
    text = f"{'W' * 25} {'m' * long}"
    pdf = _open(write_pdf(_fill(composed("network"), text, columns, "Head")))
    places = _list_places(pdf)
    assert max(x for x, _ in places) < RIGHT + 1
    # Below the margin is the foot alone, in one line.
    assert len({round(y) for _, y in places if y < BOTTOM}) == 1
    assert _read(pdf).count("m") >= long * (5 + columns)


_CELL = st.text(st.sampled_from("ab WWÄ19 "), max_size=80)


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), min_size=1)
    ),
    st.floats(120, 600),
)
def test_columns_fill_the_page(rows: list[list[str]], width: float) -> None:
    """They are as wide as the page together, and no word is cut where every word has room."""
    table = Table("t", tuple(rows[0]), tuple(map(tuple, rows)))
    widths, tight = share_width(table, set(), width)
    assert sum(widths) == pytest.approx(width)
    for place, share in enumerate(widths):
        words = [word for row in rows for word in row[place].split() if len(word) < LONG]
        longest = max((measure(word, SIZE) for word in words), default=0)
        assert tight or share >= longest


def test_numbers_keep_their_width() -> None:
    """What is left over goes to texts; small numbers written with a power of ten are numbers."""
    rows = (("Rīga", "1.2e-05", "", "3"), ("Liepāja", "0.5", "x", "4"))
    table = Table("t", ("City", "p", "Note", "n"), rows)
    assert find_numbers(table) == [1, 3]
    widths, tight = share_width(table, {1, 3}, 400)
    assert not tight
    assert widths[1] < 50
    assert widths[3] < 20
    assert widths[0] > widths[2] > 30
