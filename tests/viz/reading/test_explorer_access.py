"""Everybody can read the explorer: axe-core finds nothing, the keyboard reaches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.accessibility import PHONE, SCREENS, find_violations, look_over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = (
    "",
    "at=city/riga",
    "at=network/active-ngos",
    "at=practice/ngo-house",
    "at=event/exchange-aluksne-2020-03-05",
    "at=city/riga&do=ego",
    "at=city/riga&do=compare",
    "at=city/riga&do=compare&with=city/tallinn",
    "at=city/riga&do=chain&with=city/aluksne",
    "theme=housing&country=LV,ES&from=2018",
    "view=table&theme=housing",
)


@pytest.mark.parametrize(
    ("screen", "language"),
    [("light", "en"), ("light", "lv"), ("dark", "en"), ("phone", "lv")],
    ids=["light", "light Latvian", "dark", "phone Latvian"],
)
def test_axe_finds_nothing_in_any_state(
    visit: Callable[..., Any], explorer: Path, axe: str, screen: str, language: str
) -> None:
    """Whatever is chosen, compared or filtered, no rule of A, AA or best practice breaks."""
    options = SCREENS[screen].options
    opened = visit(explorer, f"#lang={language}", reduced_motion="reduce", **options)
    for number, place in enumerate(PLACES):
        opened.go(f"{place}&lang={language}")
        assert (place, []) == (place, look_over(opened.page, axe, SCREENS[screen], number))


@pytest.mark.parametrize("opened", ["search", "theme", "play", "citation", "drawer"])
def test_axe_finds_nothing_in_what_opens(
    visit: Callable[..., Any], explorer: Path, axe: str, opened: str
) -> None:
    """Lists of matches, the play, the dialogue and the drawer are as accessible as the page."""
    options = PHONE if opened == "drawer" else {}
    page = visit(explorer, reduced_motion="reduce", **options).page
    if opened in ("search", "theme"):
        page.fill("#query" if opened == "search" else "#theme", "hous")
    else:
        page.click({"play": "#play", "citation": "#cite", "drawer": "#drawer"}[opened])
    assert find_violations(page, axe) == []


def test_the_page_can_be_used_at_twice_and_four_times_the_size(
    visit: Callable[..., Any], explorer: Path
) -> None:
    """In windows of 720 and 320 pixels, as at 200 % and 400 % zoom, nothing is cut off sideways."""
    for width, height in ((720, 450), (320, 640)):
        size = {"width": width, "height": height}
        for place in ("", "#at=city/riga&do=compare&with=city/tallinn", "#lang=lv"):
            page = visit(explorer, place, viewport=size, reduced_motion="reduce").page
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("#drawer")
        page.click("#rows-group [data-row='group/economy']")
        assert page.locator("[data-row='group/economy']").is_checked() is False


def test_focus_comes_back(visit: Callable[..., Any], explorer: Path) -> None:
    """Opened, compared and closed by keys alone, focus is each time where reading goes on."""
    page = visit(explorer, reduced_motion="reduce").page
    active = "document.activeElement.id || document.activeElement.dataset.do || ''"
    page.keyboard.press("/")
    page.keyboard.type("riga")
    page.keyboard.press("Enter")
    assert page.evaluate(active) == "details"
    page.focus("[data-do=compare]")
    page.keyboard.press("Enter")
    assert page.evaluate(active) == "other"
    page.keyboard.press("Escape")
    assert page.evaluate(active) == "details"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    assert page.evaluate(active) == "canvas"


def _check_apart(page: Any, parts: tuple[str, ...], width: int) -> None:
    """Assert that all parts are within the width and that none covers another."""
    boxes = [page.locator(part).bounding_box() for part in parts]
    for place, (x, y, wide, high) in enumerate(tuple(box.values()) for box in boxes):
        assert x >= 0, parts[place]
        assert x + wide <= width, parts[place]
        for other, box in enumerate(boxes):
            apart = (
                x + wide <= box["x"]
                or box["x"] + box["width"] <= x
                or y + high <= box["y"]
                or box["y"] + box["height"] <= y
            )
            assert apart or other == place, (parts[place], parts[other])


TOOLS = ("#views", "#tongues", "#mode", "#cite", "#export summary", "#arcs", "#playing")


@pytest.mark.parametrize("language", ["en", "lv"])
def test_nothing_covers_anything_on_a_phone(
    visit: Callable[..., Any], explorer: Path, language: str
) -> None:
    """Views, tools, the switch of the map and the play each have room of their own."""
    page = visit(explorer, f"#view=map&lang={language}", reduced_motion="reduce", **PHONE).page
    page.click("#drawer")
    page.click("#play")
    _check_apart(page, TOOLS, 390)


@pytest.mark.parametrize("language", ["en", "lv"])
@pytest.mark.parametrize("width", [900, 1024, 1280, 1440, 1510])
def test_details_leave_room_for_the_views(
    visit: Callable[..., Any], explorer: Path, width: int, language: str
) -> None:
    """With the details open every view can be seen and chosen, and nothing covers the tools."""
    screen = {"viewport": {"width": width, "height": 768}, "reduced_motion": "reduce"}
    page = visit(explorer, f"#view=map&at=city/aluksne&lang={language}", **screen).page
    views = page.locator("#views")
    assert views.evaluate("views => views.scrollWidth - views.clientWidth") <= 0
    assert page.locator("#views button").count() == 6
    _check_apart(page, (*TOOLS[:-1], "#details"), width)
    assert page.locator("#panel").is_visible() == (width > 1100)
    page.click("#details .close")
    assert page.locator("#panel").is_visible()
