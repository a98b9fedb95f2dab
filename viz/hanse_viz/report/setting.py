"""The room of Typst: a report set as a PDF, its texts as text and its figures as vectors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError
from hanse_viz.figures.lettering import FOLDER, clean, shorten
from hanse_viz.figures.page import draw_middle, find_numbers
from hanse_viz.report.columns import share_width
from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hanse_viz.figures.figure import Figure
    from hanse_viz.report.composing import Report
    from hanse_viz.report.parts import Section

# In points: the page without its margins of 20 mm, and how much of it a figure may take so that its
# caption stays beside it.
_WIDTH = 170 / 25.4 * 72
_TALLEST = 205 / 25.4 * 72
_FOOT = 380.0  # for the title in the foot of the page, beside its number
_FOOT_SIZE = 7.5
# First with our typeface and those of Typst alone, so that the bytes are the same everywhere. A
# script that these lack takes fonts of the machine, and a letter that has none there is a box; that
# the standard of accessible files (ISO 14289-1) forbids.
_WAYS: tuple[dict[str, Any], ...] = (
    {"ignore_system_fonts": True, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": ["1.7"]},
)


def write_pdf(report: Report) -> bytes:
    """Set a report as a tagged PDF of A4 pages (PDF/UA-1); the same report gives the same bytes.

    That holds as long as its texts are Latin, Greek or Cyrillic; other scripts take a font of the
    machine. Raises MissingExtraError without the extra `pdf`.
    """
    drawings: dict[str, bytes] = {}
    told = _tell(report, drawings)
    template = find_assets() / "templates" / "report.typ"
    # Texts of the data go as JSON and are strings there: no letter of them is read as markup.
    data = json.dumps(told, ensure_ascii=False).encode("utf-8")
    return _compile({"main.typ": template.read_bytes(), "report.json": data, **drawings})


def open_typst() -> Any:  # noqa: ANN401 - a module
    """Load Typst; raises MissingExtraError without the extra `pdf`."""
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("pdf", str(error.name)) from error
    return typst


def _compile(files: dict[str, bytes]) -> bytes:
    typst = open_typst()
    for way in _WAYS[:-1]:
        try:
            page: bytes = typst.compile(files, font_paths=[str(FOLDER)], **way)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
        else:
            return page
    last: bytes = typst.compile(files, font_paths=[str(FOLDER)], **_WAYS[-1])
    return last


def _tell(report: Report, drawings: dict[str, bytes]) -> dict[str, Any]:
    """Put a report into what the template reads; its drawings are put among the files."""
    version = f"Dataset version {report.record.version}"
    digest = f", SHA-256 {report.record.digest}" if report.record.digest else ""
    return {
        "title": clean(report.title),
        "foot": shorten(clean(report.title), _FOOT_SIZE, _FOOT),
        "lede": clean(report.lede),
        "dataset": clean(f"{version}{digest}."),
        "figures": list(_draw(report.figures, drawings)),
        "sections": [_tell_section(section, drawings) for section in report.sections],
    }


def _tell_section(section: Section, drawings: dict[str, bytes]) -> dict[str, Any]:
    numbers = find_numbers(section.table)
    widths, tight = share_width(section.table, numbers, _WIDTH)
    more = f"{section.more:,} more rows, and the numbers" if section.more else "The numbers"
    return {
        "title": clean(section.title),
        "sentences": [clean(sentence) for sentence in section.sentences],
        "figures": list(_draw(section.figures, drawings)),
        "columns": [clean(column) for column in section.table.columns],
        "rows": [[clean(cell) for cell in row] for row in section.table.rows],
        "numbers": numbers,
        "widths": [round(width, 2) for width in widths],
        "tight": tight,
        "made": f"{more} of this part:",
        "command": section.command,
    }


def _draw(figures: Sequence[Figure], drawings: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    for figure in figures:
        name = f"figure-{len(drawings)}.svg"
        drawings[name] = draw_middle(figure).encode("utf-8")
        top, bottom = figure.middle
        yield {
            "file": name,
            "alt": clean(f"{figure.title}. {figure.subtitle}"),
            "height": round(min(_WIDTH * (bottom - top) / figure.width, _TALLEST), 2),
            "title": clean(f"{figure.title}."),
            "caption": [clean(line) for line in figure.caption],
        }
