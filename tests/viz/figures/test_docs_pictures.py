"""Each picture of the pages on analysis is explained; `make renew` draws them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docs.pictures import IMAGES, PICTURES
from docs.snapshots.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph

DOCS = IMAGES.parent
PAGES = ("analysis.md", "analysis-measures.md")
LIMIT = 600_000
_IMAGE = re.compile(
    r"^!\[([^\]]+)\]\(images/([\w-]+)\.(?:svg|png)\)\n\n(\S+ \S+ \S+ \S+)", re.MULTILINE
)


def test_pictures_stand_on_the_pages() -> None:
    """Each stands once, with words for who cannot see it and a sentence on how to read it."""
    found = [image for page in PAGES for image in _IMAGE.findall((DOCS / page).read_text("utf-8"))]
    names = [name for _, name, _ in found]
    assert sorted(name for name in names if name != "explorer-practices") == sorted(PICTURES)
    for alt, name, start in found:
        assert len(alt) > 40, name
        assert start == "How to read it:", name
        assert (IMAGES / f"{name}.svg").exists() or (IMAGES / f"{name}.png").exists()


def test_pictures_are_small() -> None:
    """Together they stay below 600 kB, and none is left that nothing draws."""
    files = {file.stem: file.stat().st_size for file in IMAGES.glob("analysis-*")}
    assert set(files) == set(PICTURES)
    assert sum(files.values()) < LIMIT


def test_partner_finder_leads_as_the_page_says(graph: Graph) -> None:
    """By AUC it leads in every year that was predicted, by hits in most and not in all."""
    rows = PICTURES["analysis-partners"](Study(graph)).tables[0].rows
    years = sorted({row[0] for row in rows} - {"all"})
    by_auc, by_hits = (
        sum(_find_best(rows, year, column) == "partner finder" for year in years)
        for column in (3, 4)
    )
    assert by_auc == len(years)
    assert len(years) / 2 < by_hits < len(years)


def _find_best(rows: Iterable[tuple[str, ...]], year: str, column: int) -> str:
    """Name the method with the highest value of a year."""
    return max((float(row[column]), row[1]) for row in rows if row[0] == year)[1]
