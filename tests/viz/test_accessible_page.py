"""Everybody can use the page: axe-core finds nothing in any view, light, dark or on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
DARK: dict[str, Any] = {"color_scheme": "dark"}
VIEWS = (
    "",
    "#at=city/riga",
    "#at=network/re-growcity",
    "#country=LV&role=lead&from=2010",
    "#country=",
    "#view=table&country=LV",
)


def _find_violations(page: Any, axe: str) -> list[tuple[str, list[str]]]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 15, "axe ran its rules, best practice among them"
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found["violations"]
    ]


@pytest.mark.parametrize("options", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
def test_axe_finds_nothing(
    visit: Callable[..., Any], whole_page: Path, axe: str, options: dict[str, Any]
) -> None:
    """In no view is there a violation of WCAG A and AA or of best practice."""
    page = visit(whole_page, reduced_motion="reduce", **options).page
    for address in VIEWS:
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(100)
        assert (address, []) == (address, _find_violations(page, axe))


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
    assert _find_violations(page, axe) == []


def test_page_can_be_used_at_four_times_the_size(
    visit: Callable[..., Any], whole_page: Path
) -> None:
    """In a window of 320 pixels, as at 400 % zoom, nothing is cut off sideways (WCAG 1.4.10)."""
    page = visit(whole_page, "#at=city/riga", viewport={"width": 320, "height": 640}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#details h2").is_visible()
