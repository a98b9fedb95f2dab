"""The page of the whole dataset in a real browser: draws, finds, filters, tells, leads back."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
COUNT_PIXELS = """() => {
  const canvas = document.querySelector('#canvas canvas');
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer), colours = new Set(pixels);
  const ground = pixels[0];
  return [pixels.filter(p => p !== ground).length / pixels.length, colours.size];
}"""


def _note(page: Page) -> str:
    return page.inner_text("#note")


@pytest.mark.wheel
@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, PHONE], ids=["", "dark", "phone"]
)
def test_page_draws_the_network(
    visit: Callable[..., Any], whole_page: Path, options: dict[str, Any]
) -> None:
    """Light, dark and on a phone, more than 5 % of the canvas is drawn, in over 100 colours."""
    opened = visit(whole_page, **options)
    opened.rest()
    page = opened.page
    share, colours = page.evaluate(COUNT_PIXELS)
    assert share > 0.05
    assert colours > 100


def test_page_is_ready_soon(visit: Callable[..., Any], whole_page: Path) -> None:
    """The file stays under 900 kB; the page says when it is ready."""
    page = visit(whole_page).page
    assert whole_page.stat().st_size < 900_000
    assert page.evaluate("performance.getEntriesByName('ready').length") == 1


@pytest.mark.wheel
def test_page_asks_for_nothing(
    visit: Callable[..., Any],
    whole_page: Path,
    counting_server: tuple[Path, str, list[str]],
) -> None:
    """Served over HTTP, searched, chosen and exported, the page is the only thing asked for."""
    folder, address, asked = counting_server
    (folder / "network.html").write_bytes(whole_page.read_bytes())
    page = visit(f"{address}/network.html", "#at=city/riga", fresh=True).page
    page.click("#details .close")
    page.click("#views [data-look=table]")
    assert asked == ["/network.html"]


def test_page_says_what_it_shows(
    visit: Callable[..., Any],
    whole_page: Path,
    network: Any,
) -> None:
    """Title, figures and the meaning of the shapes stand there before any click."""
    page = visit(whole_page).page
    cities = sum(member.kind == "city" for member in network.members)
    assert page.inner_text("h1") == "European cities and the networks that join them"
    assert page.inner_text("#lede").startswith(f"{cities} cities and ")
    assert _note(page).startswith(f"All {cities} cities (circles), ")
    assert f"{len(network.ties):,} memberships" in _note(page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kemnica", "Chemnitz"),
        ("Aluksne", "Alūksne"),
        ("lodz", "Łódź"),
        ("re-growcity", "Re-growCity"),
    ],
)
def test_search_finds_by_any_name(
    visit: Callable[..., Any], whole_page: Path, typed: str, found: str
) -> None:
    """Other names, and names without their accents, find the city or the network."""
    opened = visit(whole_page)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(typed)
    opened.page.keyboard.press("Enter")
    assert opened.heading().startswith(found)


def test_search_says_when_nothing_is_found(visit: Callable[..., Any], whole_page: Path) -> None:
    """A name that nothing bears is answered in words."""
    page = visit(whole_page).page
    page.fill("#query", "Atlantis")
    assert "No city" in page.inner_text("#matches")


def test_legend_filters(visit: Callable[..., Any], whole_page: Path) -> None:
    """Unticking a theme removes its networks; `only` keeps one; Clear brings all back."""
    page = visit(whole_page).page
    every = _note(page)
    page.uncheck("[data-row='group/economy']")
    assert _note(page) != every
    page.hover(".row:has([data-row='country/LV'])")
    page.click("[data-row='only/country/LV']")
    assert "memberships" in _note(page)
    assert page.locator("[data-row^='country/']:checked").count() == 1
    page.click("#clear")
    assert _note(page) == every


def test_period_filter_counts_what_has_no_start(
    visit: Callable[..., Any], whole_page: Path
) -> None:
    """A narrower period says how many networks it leaves out for want of a start."""
    page = visit(whole_page).page
    page.focus("#from")
    page.keyboard.press("ArrowRight")
    assert "without a recorded start are left out" in _note(page)
    assert "counts for 3 years" in _note(page)


def test_only_leads_can_be_shown(
    visit: Callable[..., Any],
    whole_page: Path,
    network: Any,
) -> None:
    """Of the members those are shown that lead, and the page says how many are hidden."""
    page = visit(whole_page).page
    page.click("#among [data-among=lead]")
    leads = sum(tie.role == "lead" for tie in network.ties)
    assert f"{leads} memberships" in _note(page)
    assert "members are hidden, and count as partners all the same" in _note(page)


def test_click_opens_details_with_sources(visit: Callable[..., Any], whole_page: Path) -> None:
    """A click on a network tells its facts and, for each tie, the source with a link."""
    opened = visit(whole_page, "#at=network/re-growcity")
    page = opened.page
    # The first list are the members; another counts cities that it shares with other networks.
    ties = page.locator("#details .ties").first.locator("li")
    assert ties.count() > 5
    for place in range(ties.count()):
        assert ties.nth(place).locator(".source").inner_text().startswith("Source: ")
    link = page.locator("#details .source a").first
    assert (link.get_attribute("href") or "").startswith("https://")
    assert page.locator("#details .ties .badge").first.inner_text() == "lead"


def test_click_on_the_canvas_chooses_and_hover_names(
    visit: Callable[..., Any], whole_page: Path
) -> None:
    """A pointer over a node names it, and a click there chooses it."""
    opened = visit(whole_page, reduced_motion="reduce")
    page = opened.page
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    found = ""
    for step in range(0, 400, 4):
        page.mouse.move(box["x"] + 300 + step, box["y"] + box["height"] / 2)
        if page.locator("#tip").is_visible():
            found = page.inner_text("#tip b")
            break
    assert found
    page.mouse.down()
    page.mouse.up()
    page.wait_for_selector("#details h2")
    assert opened.heading() == found


def test_addresses_lead_to_views_and_back(visit: Callable[..., Any], whole_page: Path) -> None:
    """Every choice has an address, opens from it, and the back button undoes it."""
    opened = visit(whole_page, "#at=city/riga&country=LV&from=2010")
    page = opened.page
    assert opened.heading() == "Riga"
    assert page.locator("[data-row^='country/']:checked").count() == 1
    page.click("#details .node >> nth=0")
    assert opened.address().startswith("#at=network/")
    page.go_back()
    page.wait_for_function("document.querySelector('#details h2').textContent === 'Riga'")
    assert opened.address() == "#at=city/riga&country=LV&from=2010"
    page.click("#details .close")
    assert opened.address() == "#country=LV&from=2010"


def test_keyboard_moves_zooms_and_closes(visit: Callable[..., Any], whole_page: Path) -> None:
    """Arrows move, + − and 0 zoom, / searches and Escape closes, without a pointer."""
    opened = visit(whole_page, reduced_motion="reduce")
    page = opened.page
    page.focus("#canvas")
    seen = [page.locator("#canvas").screenshot()]
    for key in ("ArrowRight", "+", "+", "-", "0"):
        page.keyboard.press(key)
        opened.rest()
        seen.append(page.locator("#canvas").screenshot())
    whole, moved, near, nearer, back, fitted = seen
    assert len({whole, moved, near, nearer}) == 4, "each key changes the picture"
    assert (back, fitted) == (near, whole)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("riga")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "details"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    assert page.evaluate("document.activeElement.id") == "canvas"


def test_tables_hold_what_the_picture_shows(
    visit: Callable[..., Any],
    whole_page: Path,
    network: Any,
) -> None:
    """The table twin has a row for every node, follows the filters and sorts by its heads."""
    page = visit(whole_page, "#view=table").page
    rows = page.locator("#tables tbody tr")
    assert rows.count() == len(network.members) + len(network.cooperations)
    first = page.locator("#tables tbody th").first
    assert first.inner_text() == "Budapest"
    page.click("#tables thead th button >> text=Name >> nth=0")
    assert first.inner_text() == "'s-Hertogenbosch"
    page.click("#among [data-among=lead]")
    assert rows.count() < len(network.members)


def test_dark_mode_can_be_chosen(visit: Callable[..., Any], whole_page: Path) -> None:
    """The button turns the page dark and back."""
    page = visit(whole_page).page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#mode")
    assert page.evaluate(ground) != light
    assert page.inner_text("#mode") == "Light"
    page.click("#mode")
    assert page.evaluate(ground) == light


def test_phone_has_a_drawer(visit: Callable[..., Any], whole_page: Path) -> None:
    """On a phone search and filters slide in, and nothing is wider than the screen."""
    opened = visit(whole_page, **PHONE)
    page = opened.page
    assert page.locator("#query").is_hidden()
    page.click("#drawer")
    page.fill("#query", "Riga")
    page.keyboard.press("Enter")
    assert opened.heading() == "Riga"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _save(page: Page, kind: str) -> bytes:
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(f"[data-export={kind}]")
    return waiting.value.path().read_bytes()


def _count_nodes(saved: bytes) -> int:
    networkx: Any = nx
    return int(networkx.read_gexf(io.BytesIO(saved)).number_of_nodes())


def test_exports_hold_the_view(
    visit: Callable[..., Any],
    whole_page: Path,
    network: Any,
) -> None:
    """PNG, SVG, GEXF and CSV are well formed and hold what the picture shows."""
    page = visit(whole_page).page
    assert _save(page, "png").startswith(b"\x89PNG")
    drawing = ET.fromstring(_save(page, "svg"))  # noqa: S314 - written by our own page
    nodes = [*network.members, *network.cooperations]
    assert len(drawing.findall(".//{*}title")) == len(nodes) + 1
    saved = _save(page, "gexf")
    assert b"lastmodified" not in saved
    assert _count_nodes(saved) == len(nodes)
    rows = _save(page, "csv").decode("utf-8").splitlines()
    assert len(rows) == len(network.ties) + 1
    assert _save(page, "spreadsheet").startswith(b"\xef\xbb\xbf")


def test_a_view_can_be_cited(
    visit: Callable[..., Any],
    whole_page: Path,
    network: Any,
) -> None:
    """The citation names dataset, version, licence and what was filtered."""
    page = visit(whole_page, "#role=lead").page
    page.click("#cite")
    text = page.inner_text("#citation-text")
    assert f"version {network.version}" in text
    assert "CC BY 4.0" in text
    assert "role: lead" in text
    page.keyboard.press("Escape")
    assert page.locator("#citation").is_hidden()


def test_paper_gets_a_light_picture(visit: Callable[..., Any], whole_page: Path) -> None:
    """In print the panel of filters is gone, the title and the legend stay."""
    page = visit(whole_page, fresh=True).page
    page.emulate_media(media="print")
    assert page.locator("#views").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.locator("#rows-group").is_visible()


def test_page_data_is_json_that_cannot_end_its_block(whole_page: Path) -> None:
    """The data block parses as JSON and holds no sign that HTML would read."""
    text = whole_page.read_text("utf-8")
    block = text.partition('id="data">')[2].partition("</script>")[0]
    assert set("<>&\u2028\u2029").isdisjoint(block)
    assert len(json.loads(block)["nodes"]) > 800
