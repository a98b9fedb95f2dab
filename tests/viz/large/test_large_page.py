"""The explorer of a network of more than 10,000 nodes in a real browser, drawn by sigma."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.accessibility import COLOURS, find_violations

from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from hanse.record.model import CityNetwork

SVG = "{http://www.w3.org/2000/svg}"
CALM = {"reduced_motion": "reduce"}
# WebGL by the processor, for a machine without a graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]
# How many colours a PNG has, and the share of its pixels that are not of its most frequent one.
MEASURE = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height);
  const pixels = new Uint32Array(data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return { colours: counts.size, drawn: 1 - Math.max(...counts.values()) / pixels.length };
}"""
LOSE = """() => document.querySelector(".sigma-nodes").getContext("webgl2")
  .getExtension("WEBGL_lose_context").loseContext()"""


@pytest.fixture(scope="module")
def flags() -> list[str]:
    """Start Chromium with WebGL."""
    return FLAGS


def _measure(page: Page) -> Any:
    """Measure what stands in the middle of the stage, where nothing floats above the picture."""
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    clip: Any = {"x": box["x"] + 300, "y": box["y"] + 200, "width": 500, "height": 400}
    png = base64.b64encode(page.screenshot(clip=clip)).decode("ascii")
    return page.evaluate(MEASURE, png)


def _save(page: Page, kind: str) -> str:
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(f"[data-export={kind}]")
    return waiting.value.path().read_text("utf-8")


def _find(page: Page, name: str) -> tuple[float, float]:
    """Give the place of a city in the window, by the picture that the page exports."""
    drawing = ET.fromstring(_save(page, "svg"))  # noqa: S314 - written by our own page
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    for circle in drawing.iter(f"{SVG}circle"):
        if circle.findtext(f"{SVG}title") == name:
            x, y = (float(circle.attrib[key]) for key in ("cx", "cy"))
            return box["x"] + x, box["y"] + y
    raise AssertionError(name)


def _note(page: Page) -> str:
    return page.inner_text("#note")


def _best_tied(record: CityNetwork) -> str:
    degrees = record.count_degrees()
    return max(record.members, key=lambda member: degrees[member.iri]).label


def test_network_is_drawn_by_sigma(visit: Callable[..., Any], large_page: Path) -> None:
    """Nodes and ties stand on sigma's canvases, in light and dark, in hundreds of colours."""
    page = visit(large_page, **CALM).page
    assert page.locator("#canvas.layered .sigma-nodes").count() == 1
    for _ in ("light", "dark"):
        both = _measure(page)
        assert both["colours"] > 500
        assert both["drawn"] > 0.2
        page.click("#mode")
    page.evaluate("document.querySelector('.under').style.display = 'none'")
    assert _measure(page)["colours"] < 20


def test_caption_tells_the_rule(visit: Callable[..., Any], large_page: Path) -> None:
    """It names the filter, its level, pairs and ties, in the language of the page."""
    page = visit(large_page, **CALM).page
    found = re.search(
        r"disparity filter, α < 0\.05: ([\d,]+) of ([\d,]+) pairs\); ([\d,]+) of 14,000\.",
        _note(page),
    )
    assert found is not None
    pairs, whole, drawn = (int(figure.replace(",", "")) for figure in found.groups())
    assert 0 < pairs < whole
    assert 0 < drawn < 14_000
    page.click("#tongues [lang=lv]")
    assert "α < 0,05" in _note(page)
    page.click("[data-look=map]")
    assert "α < 0,05" in _note(page)


def test_search_finds_a_city_and_brings_it_near(
    visit: Callable[..., Any], large_page: Path, large_record: CityNetwork
) -> None:
    """A city is found by its name, opened, and stands in the window with all its ties."""
    opened = visit(large_page, **CALM)
    page = opened.page
    name = _best_tied(large_record)
    page.fill("#query", name)
    page.keyboard.press("Enter")
    assert opened.heading() == name
    assert "at=city/keep-" in opened.address()
    x, y = _find(page, name)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    assert box["x"] + 0.1 * box["width"] < x < box["x"] + 0.9 * box["width"]
    assert box["y"] + 0.1 * box["height"] < y < box["y"] + 0.9 * box["height"]
    city = next(member.iri for member in large_record.members if member.label == name)
    heads = " ".join(page.locator("#details h3").all_inner_texts())
    counted = sum(map(int, re.findall(r"\d+", heads)))
    assert counted == sum(tie.member == city for tie in large_record.ties)


def test_click_and_hover_find_the_city_that_stands_there(
    visit: Callable[..., Any], large_page: Path, large_record: CityNetwork
) -> None:
    """After a drag and a turn of the wheel a pointer still meets what is drawn under it."""
    opened = visit(large_page, **CALM)
    page = opened.page
    name = _best_tied(large_record)
    first = _find(page, name)
    page.mouse.move(900, 500)
    page.mouse.down()
    page.mouse.move(960, 470, steps=3)
    page.mouse.up()
    moved = _find(page, name)
    assert (moved[0] - first[0], moved[1] - first[1]) == pytest.approx((60, -30), abs=0.2)
    page.mouse.move(*moved)
    page.mouse.wheel(0, -300)
    opened.rest()
    assert _find(page, name) == pytest.approx(moved, abs=1)
    page.mouse.move(moved[0] + 1, moved[1])
    assert page.inner_text("#tip b") == name
    page.mouse.click(*moved)
    assert opened.heading() == name


def test_filter_hides_what_does_not_pass(visit: Callable[..., Any], large_page: Path) -> None:
    """Leads alone are so few ties that all are drawn, and the caption has no rule."""
    page = visit(large_page, **CALM).page
    page.click("#among [data-among=lead]")
    note = _note(page)
    assert "6,000 memberships" in note
    assert "disparity" not in note
    drawing = ET.fromstring(_save(page, "svg"))  # noqa: S314 - written by our own page
    paths = [path.attrib["d"] for path in drawing.iter(f"{SVG}path")]
    assert sum(path.count("L") for path in paths) == 6000
    page.click("#all-country button >> nth=1")
    assert "Nothing" in _note(page)
    page.evaluate("document.getElementById('nothing').style.display = 'none'")
    assert _measure(page)["colours"] < 20


def test_files_and_table_hold_every_tie(visit: Callable[..., Any], large_page: Path) -> None:
    """Only the drawing is pruned: CSV, GEXF and the list of memberships have all 14,000 ties."""
    page = visit(large_page, **CALM).page
    assert _save(page, "csv").count("\n") == 14_001
    assert _save(page, "gexf").count("<edge ") == 14_000
    drawn = ET.fromstring(_save(page, "svg"))  # noqa: S314 - written by our own page
    lines = sum(path.attrib["d"].count("L") for path in drawn.iter(f"{SVG}path"))
    assert f"{lines:,} of 14,000" in _note(page)
    page.click("[data-look=table]")
    page.click("[data-way=memberships]")
    assert "14,000" in page.inner_text("#tables")


def test_page_goes_on_without_webgl_that_is_lost(
    visit: Callable[..., Any], large_page: Path
) -> None:
    """When the graphics card gives up, the page draws on its own canvas and says so."""
    opened = visit(large_page, **CALM)
    page = opened.page
    page.evaluate(LOSE)
    page.wait_for_selector("#canvas:not(.layered)")
    page.wait_for_function("document.getElementById('note').textContent.includes('WebGL')")
    opened.rest()
    assert _measure(page)["colours"] > 500


def test_axe_finds_nothing(
    visit: Callable[..., Any], large_page: Path, large_record: CityNetwork, axe: str
) -> None:
    """Neither in the picture nor beside what is chosen, in light and dark."""
    page = visit(large_page, **CALM).page
    page.fill("#query", _best_tied(large_record))
    page.keyboard.press("Enter")
    page.wait_for_selector("#details h2")
    assert find_violations(page, axe) == []
    page.click("#mode")
    assert find_violations(page, axe, COLOURS) == []


HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</body>{name}$&{{7*7}}",
)


def test_names_of_a_large_record_stay_text(
    visit: Callable[..., Any], large_record: CityNetwork, tmp_path: Path
) -> None:
    """What names try runs neither in the packed page, nor when chosen, nor in what is exported."""
    best = _best_tied(large_record)
    names = iter([*HOSTILE, *(f"{HOSTILE[0]} {n}" for n in range(99))])
    members = tuple(
        replace(member, label=next(names), names=())
        if number < 100 or member.label == best
        else member
        for number, member in enumerate(large_record.members)
    )
    file = tmp_path / "hostile.html"
    file.write_bytes(render_explorer(replace(large_record, members=members)))
    page = visit(file, **CALM).page
    foreign = "document.querySelectorAll('img, iframe, object, embed, link, base').length"
    assert page.evaluate(foreign) == 0
    for name in HOSTILE:
        page.fill("#query", name)
        page.keyboard.press("Enter")
        page.wait_for_selector("#details h2")
        assert page.inner_text("#details h2").startswith(name)
    assert page.evaluate(foreign) == 0
    drawing = ET.fromstring(_save(page, "svg"))  # noqa: S314 - written by our own page
    assert not list(drawing.iter(f"{SVG}script"))
    assert any((title.text or "").startswith(HOSTILE[0]) for title in drawing.iter(f"{SVG}title"))
