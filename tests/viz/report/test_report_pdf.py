"""Reports as PDF: all that is said is in it as text, figures are vectors, everybody can read it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from hanse.cli import main
from hanse.errors import UsageError
from hanse.namespaces import ID
from hanse_viz.report import write
from hanse_viz.report.setting import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hanse.access import Graph
    from hanse_viz.figures.figure import Figure
    from hanse_viz.report.composing import Report

KINDS = ("city", "country", "network")


@pytest.fixture(scope="session", params=KINDS)
def pair(
    request: pytest.FixtureRequest, composed: Callable[[str], Report]
) -> tuple[Report, PdfReader]:
    """Give a report and its PDF, opened."""
    report = composed(request.param)
    return report, open_pdf(write_pdf(report))


def open_pdf(data: bytes) -> PdfReader:
    """Open the bytes of a PDF."""
    return PdfReader(io.BytesIO(data))


@cache
def read_pages(pdf: PdfReader) -> list[str]:
    """Read the text of each page, once: it takes as long as setting it."""
    return [page.extract_text() for page in pdf.pages]


@cache
def read_text(pdf: PdfReader) -> str:
    """Read the text of all pages without white space: lines break where the page does."""
    return squeeze(" ".join(read_pages(pdf)))


def squeeze(text: str) -> str:
    """Leave out white space."""
    return "".join(text.split())


def test_all_that_is_said_is_in_it(pair: tuple[Report, PdfReader]) -> None:
    """Title, lede, captions, sentences, rows and commands, as text that can be selected."""
    report, pdf = pair
    text = read_text(pdf)
    assert text.startswith(squeeze(report.title + report.lede))
    assert report.record.digest in text
    for figure in report.figures:
        assert squeeze(f"{figure.title}.{''.join(figure.caption)}") in text
    assert len(report.sections) >= 4
    for section in report.sections:
        assert squeeze("".join((section.title, *section.sentences))) in text
        assert squeeze("".join(section.table.columns)) in text
        for row in section.table.rows:
            assert squeeze("".join(row)) in text
        left = f"{section.more:,} more rows, and the numbers" if section.more else "The numbers"
        assert squeeze(f"{left} of this part: {section.command}") in text
    assert not {"\u200b", "\u00ad", "\ufffd"} & set(text)


def test_all_of_a_whole_report_is_in_it(composed: Callable[[str], Report]) -> None:
    """Seventeen parts and more with their figures: nothing said of the whole dataset is lost."""
    report = composed("dataset")
    pdf = open_pdf(write_pdf(report))
    test_all_that_is_said_is_in_it((report, pdf))
    text = read_text(pdf)
    figures = [figure for section in report.sections for figure in section.figures]
    assert len(figures) >= 10
    for figure in figures:
        assert squeeze(f"{figure.title}.{''.join(figure.caption)}") in text
    assert [image for page in pdf.pages for image in page.images] == []


def test_every_page_has_the_title_and_its_number(pair: tuple[Report, PdfReader]) -> None:
    """In the foot, so that a printed page is not lost; rows that go on have their heads again."""
    report, pdf = pair
    pages = read_pages(pdf)
    assert len(pages) >= 3
    for number, text in enumerate(pages, 1):
        assert text.endswith(f"{report.title} {number} / {len(pages)}")
    for section in report.sections:
        heads, first, last = (
            " ".join(filter(None, row))
            for row in (section.table.columns, section.table.rows[0], section.table.rows[-1])
        )
        ends = [next(t for t in pages if f"\n{row}" in f"\n{t}") for row in (first, last)]
        assert all(heads in text for text in ends)


def test_short_parts_are_not_broken(pair: tuple[Report, PdfReader]) -> None:
    """A part of ten rows or fewer has its heading, rows and command on one page."""
    report, pdf = pair
    pages = [squeeze(page) for page in read_pages(pdf)]
    short = [section for section in report.sections if len(section.table.rows) <= 10]
    assert len(short) >= 2
    for section in short:
        last = squeeze("".join(section.table.rows[-1]))
        ends = (squeeze(section.title + section.sentences[0]), last, squeeze(section.command))
        assert any(all(one in page for one in ends) for page in pages), section.title


def test_figures_are_vectors(pair: tuple[Report, PdfReader]) -> None:
    """No picture is made of dots, curves are curves, and the names on a map are text."""
    report, pdf = pair
    assert len(report.figures) == 2
    assert [image for page in pdf.pages for image in page.images] == []
    without = open_pdf(write_pdf(replace(report, figures=())))
    assert _count_curves(pdf) > _count_curves(without) + 40
    assert "Altena" in read_pages(pdf)[0]


def _count_curves(pdf: PdfReader) -> int:
    """Count the pieces of curves that are drawn."""
    drawn: list[Any] = [page.get_contents() for page in pdf.pages]
    return sum(operator == b"c" for one in drawn for _, operator in one.operations)


def _walk(node: Any) -> Iterator[Any]:
    """Walk the tree of tags: what has a kind, and all below it, be it one or many."""
    found = node.get_object()
    if hasattr(found, "append"):
        for one in found:
            yield from _walk(one)
    elif hasattr(found, "get") and "/S" in found:
        yield found
        if "/K" in found:
            yield from _walk(found["/K"])


def test_everybody_can_read_it(pair: tuple[Report, PdfReader]) -> None:
    """It is PDF/UA-1: a language, a title, headings, heads of columns, a text for each figure."""
    report, pdf = pair
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == report.title
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_data()
    tags = list(_walk(root["/StructTreeRoot"]["/K"]))
    kinds = [str(tag["/S"]) for tag in tags]
    assert kinds.count("/H1") == len(report.sections)
    assert kinds.count("/Table") == len(report.sections)
    assert kinds.count("/TH") == sum(len(one.table.columns) for one in report.sections)
    told = [str(tag["/Alt"]) for tag in tags if "/Alt" in tag]
    assert told == [f"{figure.title}. {figure.subtitle}" for figure in report.figures]
    assert [entry.title for entry in pdf.outline] == [one.title for one in report.sections]  # type: ignore[union-attr] # no entry is a list: all are of one level


def test_the_same_report_gives_the_same_bytes(
    composed: Callable[[str], Report], build_folder: Path, tmp_path: Path
) -> None:
    """Nothing of the day, the process, the zone or the folder is in it."""
    first = write_pdf(composed("network"))
    assert write_pdf(composed("network")) == first
    file = tmp_path / "report.pdf"
    words = ["--network", "re-growcity", "--dataset", str(build_folder), "-o", str(file)]
    zone = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "86400"}
    subprocess.run(
        [sys.executable, "-m", "hanse", "analyse", "report", *words],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **zone},
    )
    assert file.read_bytes() == first
    pdf = open_pdf(first)
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is None
    assert pdf.metadata.modification_date is None


def _read_places(pdf: PdfReader, what: str) -> list[int]:
    text = read_text(pdf)
    return [place for place in range(len(text)) if text.startswith(squeeze(what), place)]


def test_a_part_may_have_figures_of_its_own(composed: Callable[[str], Report]) -> None:
    """They stand after the sentences and before the rows, in the PDF and in the page."""
    from hanse_viz.report.page import write_page  # noqa: PLC0415 - for this test alone

    report = composed("network")
    figure: Figure = report.figures[1]
    first = replace(report.sections[0], figures=(figure,))
    other = replace(report, figures=(), sections=(first, *report.sections[1:]))
    pdf = open_pdf(write_pdf(other))
    cell = "".join(first.table.rows[0][:2])
    places = [_read_places(pdf, what)[0] for what in (first.sentences[0], figure.title, cell)]
    assert places == sorted(places)
    page = write_page(other).decode("utf-8")
    found = [page.index(what) for what in (first.sentences[0], "<figcaption>", "<tbody>")]
    assert found == sorted(found)
    assert page.count("<figure>") == 1


@pytest.mark.wheel
def test_the_command_writes_the_pdf(
    build_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the ending of the name, in capitals too; what was written is told."""
    file = tmp_path / "Pēterburga.PDF"
    words = ["analyse", "report", "--dataset", str(build_folder), "--network", "re-growcity"]
    assert main([*words, "-o", str(file)]) == 0
    assert "kB, open it in a reader of PDF" in capsys.readouterr().err
    assert file.read_bytes().startswith(b"%PDF-1.7")


def test_a_missing_library_is_told(
    build_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the command that installs it, before any work, and nothing is written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr("hanse_viz.report.writing.compose", None)
    words = ["analyse", "report", "--dataset", str(build_folder), "--city", "riga"]
    assert main([*words, "-o", str(tmp_path / "riga.pdf")]) == 2
    assert "needs typst; install it with: pip install 'hanse[pdf]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_form_is_told(graph: Graph) -> None:
    """In Python too: both forms are named."""
    with pytest.raises(UsageError, match="'docx': a report is written as one of html, pdf"):
        write(graph, "city", f"{ID}city/riga", "docx")
