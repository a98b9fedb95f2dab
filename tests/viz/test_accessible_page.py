"""Everybody can use the page: axe-core finds nothing in any view, light, dark or on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.accessibility import PHONE, SCREENS, find_violations, look_over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VIEWS = (
    "",
    "#at=city/riga",
    "#at=network/re-growcity",
    "#country=LV&role=lead&from=2010",
    "#country=",
    "#view=table&country=LV",
)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(
    visit: Callable[..., Any], whole_page: Path, axe: str, screen: str
) -> None:
    """In no view is there a violation of WCAG A and AA or of best practice."""
    opened = visit(whole_page, reduced_motion="reduce", **SCREENS[screen].options)
    for place, address in enumerate(VIEWS):
        opened.go(address)
        assert (address, []) == (address, look_over(opened.page, axe, SCREENS[screen], place))


@pytest.mark.parametrize("opened", ["search", "export", "citation", "drawer"])
def test_axe_finds_nothing_in_what_opens(
    visit: Callable[..., Any], whole_page: Path, axe: str, opened: str
) -> None:
    """The list of matches, the menu, the dialogue and the drawer are as accessible as the page."""
    options = PHONE if opened == "drawer" else {}
    page = visit(whole_page, reduced_motion="reduce", **options).page
    if opened == "search":
        page.fill("#query", "riga")
    else:
        page.click({"export": "#export summary", "citation": "#cite", "drawer": "#drawer"}[opened])
    assert find_violations(page, axe) == []


def test_page_can_be_used_at_four_times_the_size(
    visit: Callable[..., Any], whole_page: Path
) -> None:
    """In a window of 320 pixels, as at 400 % zoom, nothing is cut off sideways (WCAG 1.4.10)."""
    page = visit(whole_page, "#at=city/riga", viewport={"width": 320, "height": 640}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#details h2").is_visible()
