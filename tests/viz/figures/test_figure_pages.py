"""Figures in a browser: hostile names stay text, everybody can use the page, nothing is fetched."""

from __future__ import annotations

import base64
import csv
import io
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.accessibility import SCREENS, look_over

from hanse.record.model import (
    CityNetwork,
    Cooperation,
    Country,
    Event,
    Member,
    Phase,
    Practice,
    Source,
    Theme,
    Tie,
    Transfer,
)
from hanse_viz import Filters, figures
from hanse_viz.figures.lettering import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "</title></style></svg><script>alert(1)</script>",
    "<!--<script>alert(1)//",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "\u2028alert(1)\u2029",
    '" onmouseover="alert(1)',
    "{{7*7}}{% raw %}",
    "${alert(1)}`datum.x",
    "<a href=javascript:alert(1)>href</a>",
    '=HYPERLINK("http://127.0.0.1:9")',
    "javascript:alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
    "null\x00and\x1bescape\ufffe",
)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}


def make_record() -> CityNetwork:
    """Make a record whose every text is hostile, and whose every city is somewhere in Europe."""
    numbered = list(enumerate(PAYLOADS))
    cities = tuple(
        Member(
            f"x:c{n}",
            text,
            country=f"x:l{n % 4}",
            latitude=45.0 + n,
            longitude=5.0 + 2 * (n % 5),
            note=text,
        )
        for n, text in numbered
    )
    lost = tuple(Member(f"x:d{n}", text, country=f"x:l{n}") for n, text in numbered[:4])
    cooperations = tuple(
        Cooperation(
            f"x:n{n}",
            text,
            main_theme=f"x:t{n}",
            programme=f"x:p{n}",
            start=2010 + n % 5 if n else None,
            end=2020 if n % 2 else None,
            url="javascript:alert(1)",
            sources=(f"x:s{n}",),
        )
        for n, text in numbered
    )
    many = len(PAYLOADS)
    ties = tuple(
        Tie(
            f"x:m{n}-{step}",
            f"x:c{(n + step) % many}",
            f"x:n{n}",
            "partner" if step else "lead",
            text,
            (f"x:s{n}",),
        )
        for n, text in numbered
        for step in range(3)
    )
    lonely = tuple(Tie(f"x:k{n}", f"x:d{n}", f"x:n{n}", "partner") for n in range(4))
    return CityNetwork(
        members=cities + lost,
        cooperations=cooperations,
        ties=ties + lonely,
        countries={f"x:l{n}": Country(f"x:l{n}", text, code=text) for n, text in numbered},
        programmes={f"x:p{n}": Theme(f"x:p{n}", text) for n, text in numbered},
        themes={f"x:t{n}": Theme(f"x:t{n}", text) for n, text in numbered},
        sources={f"x:s{n}": Source(f"x:s{n}", text, url=text) for n, text in numbered},
        practices=tuple(Practice(f"x:g{n}", text, homes=(f"x:c{n}",)) for n, text in numbered),
        transfers=tuple(
            Transfer(f"x:r{n}", f"x:g{n}", f"x:c{n}", f"x:c{(n + 1) % many}", f"x:n{n}")
            for n in range(many)
        ),
        events=tuple(
            Event(f"x:e{n}", text, type_label=text, start="2015-05", cooperations=(f"x:n{n}",))
            for n, text in numbered
        ),
        phases=tuple(
            Phase(f"x:f{n}", text, cooperation=f"x:n{n}", start="2014") for n, text in numbered
        ),
        groups=tuple(f"x:t{n}" for n in range(6)),
        version=PAYLOADS[0],
        digest=PAYLOADS[1],
    )


@pytest.fixture(scope="module", params=list(figures.DRAWN))
def hostile(request: pytest.FixtureRequest) -> figures.Figure:
    """Draw each figure of the hostile record, filtered by a hostile name."""
    return figures.DRAWN[request.param](make_record(), Filters(theme=PAYLOADS[:12]))


def test_no_name_runs_in_a_page(
    hostile: figures.Figure, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """Opened, unfolded and clicked through, the page shows every name as text and runs none."""
    file = tmp_path / "page.html"
    file.write_bytes(hostile.to_html())
    page = visit(file).page
    foreign = "document.querySelectorAll('script,img,iframe,object,embed,base,link,form').length"
    assert page.evaluate(foreign) == 0
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for box in page.locator("svg text, td, th").all()[:40]:
        box.hover(force=True)
    cells = set(page.locator("td").all_text_contents())
    assert sum(clean(cell) in set(map(clean, PAYLOADS)) for cell in cells) >= 4
    assert page.title() == hostile.title
    links = page.eval_on_selector_all("a", "all => all.map((one) => one.protocol)")
    assert set(links) == {"data:"}


def test_no_name_runs_in_an_svg(
    hostile: figures.Figure, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """An SVG opened on its own in a browser, where scripts of SVG would run, runs none."""
    holder, file = tmp_path / "holder.html", tmp_path / "figure.svg"
    holder.write_text("<!DOCTYPE html><html data-ready='true'><title>x</title>", "utf-8")
    file.write_text(hostile.svg, "utf-8")
    opened = visit(holder)
    opened.place = tmp_path.as_uri()
    opened.page.goto(file.as_uri())
    assert opened.page.evaluate("document.documentElement.localName") == "svg"
    assert opened.page.evaluate("document.querySelectorAll('script,a,image,use,style').length") == 0


def test_svg_of_hostile_names_is_xml(hostile: figures.Figure) -> None:
    """Control characters and markup in names do not break it, and short names stand whole."""
    root = ET.fromstring(hostile.svg)  # noqa: S314 - written by us
    written = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    if hostile.name != "matrix":  # it has countries only
        assert "${alert(1)}`datum.x" in " ".join(map(str, written))
    assert "{{7*7}}{% raw %}" in " ".join(map(str, written)) or hostile.name == "matrix"


def test_csv_of_a_page_is_its_table(
    record: CityNetwork, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """The link saves the rows that the page shows; for a spreadsheet no cell is a formula."""
    file = tmp_path / "page.html"
    figure = figures.draw_practices(record, Filters(network=("re-growcity",)))
    file.write_bytes(figure.to_html())
    page = visit(file).page
    plain, guarded = page.eval_on_selector_all(".save a", "all => all.map((one) => one.href)")
    rows = list(csv.reader(io.StringIO(_decode(plain))))
    shown = page.eval_on_selector_all(
        "tr", "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    assert rows == shown
    assert rows[0] == list(figure.tables[0].columns)
    assert _decode(guarded).startswith("\ufeffGiver,")
    names = page.eval_on_selector_all(".save a", "all => all.map((one) => one.download)")
    assert names[0] == "practices-transfers-of-good-practices.csv"
    with page.expect_download() as download:
        page.click(".save a")
    assert download.value.suggested_filename == names[0]


def _decode(link: str) -> str:
    return base64.b64decode(link.partition("base64,")[2]).decode("utf-8")


@pytest.mark.parametrize("kind", figures.DRAWN)
def test_axe_finds_nothing(
    record: CityNetwork, visit: Callable[..., Any], tmp_path: Path, axe: str, kind: str
) -> None:
    """Light, dark and on a phone there is no violation of WCAG A and AA or of best practice."""
    file = tmp_path / f"{kind}.html"
    file.write_bytes(figures.DRAWN[kind](record, Filters(network=("re-growcity",))).to_html())
    for screen in SCREENS.values():
        page = visit(file, **screen.options).page
        assert look_over(page, axe, screen) == []
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0


def test_page_is_dark_where_the_reader_is(
    record: CityNetwork, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """In the dark the drawing's paper is dark and its names are light."""
    file = tmp_path / "map.html"
    file.write_bytes(figures.draw_map(record, Filters(network=("re-growcity",))).to_html())
    fill = "one => getComputedStyle(document.querySelector(one)).fill"
    for scheme, paper, letters in (
        ("light", "rgb(255, 255, 255)", "rgb(22, 33, 44)"),
        ("dark", "rgb(24, 32, 41)", "rgb(238, 242, 245)"),
    ):
        page = visit(file, color_scheme=scheme).page
        assert page.evaluate(fill, "svg > rect") == paper
        assert page.evaluate(fill, 'svg [fill="#1B2733"] text') == letters
