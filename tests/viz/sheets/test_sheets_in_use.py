"""The sheets of the explorer in use: details, keys, addresses, exports, phone and print."""

from __future__ import annotations

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
SHEETS = ("timeline", "countries", "practices", "table")
PICTURES = SHEETS[:3]


def _save(page: Any, kind: str) -> bytes:
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(f"[data-export={kind}]")
    data: bytes = waiting.value.path().read_bytes()
    return data


def test_a_bar_leads_to_its_network(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A click on a bar opens the details; the sheet stays where it was."""
    opened = visit(explorer_page, "#view=timeline")
    bar = opened.page.locator("[data-key='network/active-ngos']")
    bar.scroll_into_view_if_needed()
    before = opened.page.evaluate("document.getElementById('tables').scrollTop")
    bar.click()
    assert opened.heading() == "ACTive NGOs"
    assert opened.address() == "#view=timeline&at=network/active-ngos"
    assert opened.page.evaluate("document.getElementById('tables').scrollTop") == before > 0


def test_phases_tell_their_dates_and_sources(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """Each phase says when it began, how long it was planned and who says so."""
    page = visit(explorer_page, "#view=timeline").page
    bar = page.locator("[data-key='network/active-ngos']")
    titles = [mark.get_attribute("title") for mark in bar.locator(".stage").all()]
    assert titles[0] == (
        "ACTive NGOs, phase 1: from 4 April 2018, 6 months. Source: 25 Transfer Networks approved!"
    )
    assert len(titles) == 3
    assert "sharing: start not recorded, 6 months" in bar.locator(".unseen").inner_text()


def test_events_stand_as_exactly_as_they_are_dated(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """A year is a stretch, a day a point; a date without a year stands aside and is said."""
    page = visit(explorer_page, "#view=timeline").page
    width = "one => one.querySelector('.moment').getBoundingClientRect().width"
    spans = [page.locator(f".span[data-key='event/{key}']") for key in _find_events(page)]
    day, month, year = (span.evaluate(width) for span in spans)
    assert day < month / 2 < year / 4
    aside = page.locator(".aside >> nth=0").inner_text()
    assert "13 May, year not recorded" in aside
    assert page.locator(".span", has_text="13 May").count() == 0


def _find_events(page: Any) -> list[str]:
    nodes = page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes")
    dates = {one["from"]: one["id"].rpartition("/")[2] for one in nodes if one.get("from")}
    return [dates["2020-03-05"], dates["2019-01"], dates["2019"]]


def test_keys_walk_the_timeline(visit: Callable[..., Any], explorer_page: Path) -> None:
    """The chart is one stop of the Tab key; arrows, Home and End walk it, Enter opens."""
    opened = visit(explorer_page, "#view=timeline")
    page = opened.page
    assert page.locator(".span[tabindex='0']").count() == 1
    page.locator(".span").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    key = page.evaluate("document.activeElement.dataset.key")
    assert key == page.locator(".span").nth(2).get_attribute("data-key")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert opened.heading() == page.locator(".span").last.locator(".label").inner_text()


def test_keys_walk_the_heat_map(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Arrows move from square to square, Enter opens one, its cross leads back to it."""
    opened = visit(explorer_page, "#view=countries")
    page = opened.page
    assert page.locator(".heat td[tabindex='0']").count() == 1
    page.locator(".heat tbody td").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    cell = page.locator(".heat [aria-selected=true]").get_attribute("data-key")
    assert opened.address() == f"#view=countries&pair={cell.removeprefix('cell/')}"
    page.click("#meeting .close")
    assert opened.address() == "#view=countries"
    assert page.evaluate("document.activeElement.dataset.key") == cell


def test_back_button_closes_a_pair(visit: Callable[..., Any], explorer_page: Path) -> None:
    """What a square opened, the back button closes; what is sorted makes no step."""
    opened = visit(explorer_page, "#view=countries")
    opened.page.click("[data-key='cell/LV-EE']")
    assert opened.page.locator("#meeting").count() == 1
    opened.page.click("[data-key='sort/All pairs of countries/networks']")
    assert opened.address() == "#view=countries&pair=LV-EE&sort=-networks"
    opened.page.go_back()
    opened.page.wait_for_selector("#meeting", state="detached")


def test_a_country_opens_to_its_cities(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A country among the givers is parted into its cities and folded again; the address knows."""
    opened = visit(explorer_page, "#view=practices")
    page = opened.page
    page.focus("[data-end='giver/country/LV']")
    page.keyboard.press("Enter")
    assert opened.address() == "#view=practices&open=giver.LV"
    assert page.locator("[data-end='giver/city/riga']").count() == 1
    assert page.locator("[data-end='giver/country/LV']").count() == 0
    page.click("[data-end='giver/city/riga']")
    assert opened.heading() == "Riga"
    page.keyboard.press("Escape")
    page.click(".fold")
    assert opened.address() == "#view=practices"


def test_a_ribbon_shows_its_transfers(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A click on a ribbon lists practice, network and source of each of its transfers."""
    opened = visit(explorer_page, "#view=practices&open=giver.DE,learner.LV")
    page = opened.page
    selector = ".ribbon[data-giver='city/altena'][data-learner='city/aluksne']"
    page.locator(selector).dispatch_event("click")
    assert "&flow=city/altena~city/aluksne" in opened.address()
    row = page.locator("#lesson tbody tr")
    assert row.count() == 1
    assert row.locator("td").all_inner_texts()[4] == "Re-growCity"
    assert row.locator("td:last-child .cited").count() >= 1
    assert page.inner_text("#lesson h3") == "Altena → Alūksne"


def test_few_cities_stand_for_themselves(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Where a filter leaves few, the flow goes from city to city without being asked."""
    page = visit(explorer_page, "#view=practices&country=EE").page
    ends = page.locator("[data-end]").evaluate_all("all => all.map(one => one.dataset.end)")
    assert ends
    assert all("/country/" not in end for end in ends)


def test_ends_and_ribbons_light_what_they_join(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """Over a country only its ribbons stay bright; away from it all are."""
    page = visit(explorer_page, "#view=practices").page
    page.hover("[data-end='giver/country/LV'] text")
    lit = page.locator(".dim .ribbon.lit")
    assert lit.count() == page.locator(".ribbon[data-giver='country/LV']").count() > 1
    page.hover("#mode")
    assert page.locator(".flow .dim").count() == 0


def test_sorting_is_said_and_kept(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A heading sorts, says so to readers, keeps the focus and stands in the address."""
    opened = visit(explorer_page, "#view=table")
    page = opened.page
    head = page.locator(".grid thead th", has_text="Taught")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.address() == "#view=table&sort=-taught"
    assert page.evaluate("document.activeElement.textContent") == "Taught"
    taught = page.locator(".grid tbody td:nth-child(8)").all_inner_texts()
    assert taught == sorted(taught, key=int, reverse=True)
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert head.get_attribute("aria-sort") == "descending"
    page.click("[data-way=transfers]")
    assert opened.address() == "#view=table&list=transfers"


def test_what_is_not_recorded_comes_last(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Networks without a start stand at the end, however they are sorted."""
    page = visit(explorer_page, "#view=table&list=cooperations").page
    head = page.locator(".grid thead th", has_text="Start").locator("button")
    for _ in range(2):
        head.click()
        page.wait_for_function("document.querySelectorAll('.grid tbody tr').length > 200")
        starts = page.locator(".grid tbody td:nth-child(5)").all_inner_texts()
        assert starts[0] != ""
        assert starts[-1] == ""


def test_a_table_can_be_searched(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Words in any column narrow the rows, accents or not; how many are left is said."""
    page = visit(explorer_page, "#view=table&list=transfers").page
    page.fill(".narrow", "melgaco altena")
    assert page.locator(".grid tbody tr").count() == 1
    assert re.fullmatch(r"1 of \d+ rows", page.inner_text(".over [role=status]"))


def test_a_long_cell_opens_on_demand(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A row of a table stays low: five things and how many more, which a button shows in place."""
    page = visit(explorer_page, "#view=table").page
    row = page.locator(".grid tbody tr", has_text="Budapest").first
    many = int(row.locator("td").nth(2).inner_text())
    links = row.locator("td:last-child a")
    assert links.count() == 5
    more = row.locator("td:last-child button")
    assert more.inner_text() == f"{many - 5} more"
    more.press("Enter")
    assert links.count() == many
    sixth = links.nth(5).inner_text()
    assert page.evaluate("document.activeElement.textContent") == sixth
    assert row.locator("td:last-child").inner_text().count(", ") == many - 1


@pytest.mark.parametrize("view", PICTURES)
def test_pictures_are_kept_as_svg(
    visit: Callable[..., Any], explorer_page: Path, view: str
) -> None:
    """A drawing stands by itself: title, what it counts, what was filtered, where it comes from."""
    page = visit(explorer_page, f"#view={view}&country=LV,EE", color_scheme="dark").page
    drawing = ET.fromstring(_save(page, "sheet-svg"))  # noqa: S314 - written by our own page
    words = [element.text or "" for element in drawing.iterfind(".//{*}text")]
    assert words[0] == page.inner_text(".leaf h2")
    said = " ".join(words)
    assert "Filtered by country: Estonia, Latvia" in said
    assert (locate("data") / "VERSION").read_text("utf-8").strip() in said
    assert "SHA-256" in said
    assert "CC BY 4.0" in said
    assert drawing.get("width", "").isdigit()


@pytest.mark.parametrize("view", PICTURES)
def test_pictures_are_kept_as_png(
    visit: Callable[..., Any], explorer_page: Path, view: str
) -> None:
    """The same as pixels, twice as dense as the drawing where a canvas can be so high."""
    page = visit(explorer_page, f"#view={view}&country=LV").page
    picture = _save(page, "sheet-png")
    drawing = ET.fromstring(_save(page, "sheet-svg"))  # noqa: S314 - written by our own page
    width, height = struct.unpack(">II", picture[16:24])
    assert [width, height] == [2 * int(drawing.get(side, "")) for side in ("width", "height")]
    assert len(picture) > 20_000


def test_shown_table_is_kept_as_csv(visit: Callable[..., Any], explorer_page: Path) -> None:
    """The table as it stands, narrowed and sorted, names with their addresses and sources."""
    page = visit(explorer_page, "#view=table&list=transfers").page
    page.fill(".narrow", "alūksne")
    rows = list(csv.DictReader(io.StringIO(_save(page, "sheet-csv").decode(), newline="")))
    assert len(rows) == page.locator(".grid tbody tr").count() > 0
    altena = next(row for row in rows if row["from"] == "Altena")
    assert altena["from_id"] == "https://w3id.org/hanse/id/city/altena"
    assert altena["to"] == "Alūksne"
    assert altena["source"] != ""
    assert "source_url" in altena
    guarded = _save(page, "sheet-spreadsheet")
    assert guarded.startswith(b"\xef\xbb\xbf")


def test_menu_of_a_drawing_is_its_own(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Where a network is drawn, the menu offers the drawing, not the sheet that was open before."""
    page = visit(explorer_page, "#view=timeline").page
    page.click("#export summary")
    assert page.locator("[data-export=svg]").is_hidden()
    assert page.locator("[data-export=sheet-svg]").is_visible()
    page.keyboard.press("Escape")
    page.click("#views [data-look=network]")
    page.click("#export summary")
    assert page.locator("[data-export=svg]").is_visible()
    assert page.locator("[data-export=sheet-svg]").is_hidden()


def test_timeline_has_a_table_twin(visit: Callable[..., Any], explorer_page: Path) -> None:
    """All networks of the timeline stand in a table too, with phases and sources."""
    page = visit(explorer_page, "#view=timeline&country=LV").page
    bars = page.locator(".span:not([data-key^='event/'])").count()
    rest = page.locator(".aside >> nth=-1").locator("li").count()
    page.click(".twin summary")
    page.wait_for_selector(".twin tbody tr")
    assert page.locator(".twin tbody tr").count() == bars + rest


@pytest.mark.parametrize("view", SHEETS)
def test_sheets_fit_a_phone(visit: Callable[..., Any], explorer_page: Path, view: str) -> None:
    """Nothing but regions that scroll by themselves is wider than the phone."""
    page = visit(explorer_page, f"#view={view}", **PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.getElementById('tables').scrollWidth") <= 390


@pytest.mark.parametrize("view", SHEETS)
def test_sheets_print_whole(visit: Callable[..., Any], explorer_page: Path, view: str) -> None:
    """On paper no box scrolls and nothing is as high as the window only."""
    size = {"width": 700, "height": 900}
    address = f"#view={view}&country=LV&among=country=LV"
    page = visit(explorer_page, address, fresh=True, viewport=size).page
    page.emulate_media(media="print")
    boxes = page.evaluate(
        """[...document.querySelectorAll('#tables, #tables *')].filter(one =>
        ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)).map(one => one.className)"""
    )
    assert boxes == []
    heights = (
        "['tables', 'leaf'].map(name => document.querySelector(`#${name}, .${name}`).offsetHeight)"
    )
    region, leaf = page.evaluate(heights)
    assert region >= leaf > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.locator(".choice").count() == 0 or page.locator(".choice").first.is_hidden()


@pytest.mark.parametrize("view", SHEETS)
def test_sheets_speak_latvian(visit: Callable[..., Any], explorer_page: Path, view: str) -> None:
    """A change of language says the sheet anew, where the reader is, with the same figures."""
    opened = visit(explorer_page, f"#view={view}&country=LV,EE")
    page = opened.page
    figures = "document.querySelector('.leaf').textContent.match(/[0-9]+/g).length"
    english = page.inner_text(".leaf h2"), page.evaluate(figures)
    page.click("#tongues [lang=lv]")
    assert opened.address() == f"#view={view}&country=EE&country=LV&lang=lv"
    latvian = page.inner_text(".leaf h2"), page.evaluate(figures)
    assert latvian[0] != english[0]
    assert page.get_attribute("#tables", "aria-label") == latvian[0]
    own = ".leaf h2, .leaf h3, .said, .choice, .legend, thead, .over, summary"
    words = " ".join(page.locator("#tables").locator(own).all_inner_texts())
    assert not re.search(r"\b(rows|networks|pairs of|transfers|Source|Find in)\b", words)


def test_an_ego_network_narrows_every_sheet(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Where only what is around a city is shown, the timeline has its networks, then all again."""
    page = visit(explorer_page, "#view=timeline&at=city/aluksne").page
    bars = page.locator(".span[data-key^='network/']")
    every = bars.count()
    page.click("[data-do=ego]")
    assert any(bar.startswith("Re-growCity") for bar in bars.all_inner_texts())
    assert bars.count() < 5
    page.keyboard.press("Escape")
    assert bars.count() == every > 200


def test_members_are_of_the_country_that_is_shown(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """The table of members keeps to those that are shown, that of transfers to both of its ends."""
    page = visit(explorer_page, "#view=table&country=LV&among=country=LV").page
    assert set(page.locator(".grid tbody td:nth-child(3)").all_inner_texts()) == {"Latvia"}
    page.click("[data-way=transfers]")
    assert set(page.locator(".grid tbody td:nth-child(3)").all_inner_texts()) <= {"Latvia"}
    page.evaluate("location.hash = 'view=table&list=transfers&country=LV'")
    page.wait_for_selector(".grid tbody tr >> nth=20")
    assert len(set(page.locator(".grid tbody td:nth-child(3)").all_inner_texts())) > 1
