"""Search and filters of the explorer: all that has a name is found, filters answer the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

CALM: dict[str, Any] = {"reduced_motion": "reduce"}


def _search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector("#matches [aria-selected=true]")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("typed", "found", "address"),
    [
        ("aluksne", "Alūksne", "#at=city/aluksne"),
        ("Kemnica", "Chemnitz", "#at=city/chemnitz"),
        ("re-growcity", "Re-growCity", "#at=network/re-growcity"),
        ("finding opportunities", "Finding opportunities in declining cities", "#at=practice/"),
        ("exchange visit of", "Exchange visit", "#at=event/exchange-aluksne-2020-03-05"),
        ("alŪksnes invalidu", "Alūksnes Invalīdu biedrība", "#at=organisation/"),
    ],
)
def test_things_of_every_kind_are_found(
    visit: Callable[..., Any], explorer: Path, typed: str, found: str, address: str
) -> None:
    """City, network, practice, event and organisation open by any name, whatever its accents."""
    opened = visit(explorer, **CALM)
    _search(opened.page, typed)
    assert opened.heading().startswith(found)
    assert opened.address().startswith(address)


@pytest.mark.parametrize(
    ("typed", "address", "kept"),
    [
        ("housing", "#theme=housing", "#theme-chip"),
        ("mājokļi", "#theme=housing", "#theme-chip"),
        ("lettland", "#country=LV", "[data-row='country/LV']:checked"),
        ("urbact iii", "#programme=URBACT%20III", "[data-row='programme/URBACT III']:checked"),
    ],
)
def test_a_theme_a_country_or_a_programme_sets_its_filter(
    visit: Callable[..., Any], explorer: Path, typed: str, address: str, kept: str
) -> None:
    """What is no thing but a group of things becomes the filter, and Back opens it again."""
    opened = visit(explorer, **CALM)
    every = opened.page.inner_text("#note")
    _search(opened.page, typed)
    assert opened.address() == address
    assert opened.page.locator(kept).is_visible()
    assert opened.page.inner_text("#note") != every
    opened.page.go_back()
    opened.page.wait_for_function("() => !location.hash")
    assert opened.page.inner_text("#note") == every


def test_who_leads_most_networks_on_housing(visit: Callable[..., Any], explorer: Path) -> None:
    """With a theme kept, the panel ranks who leads; the × of the theme brings all back."""
    page = visit(explorer, **CALM).page
    first = page.inner_text("#ranking li >> nth=0")
    assert first.split() == ["Budapest", "8"]
    page.click("#theme")
    page.fill("#theme", "housing")
    page.keyboard.press("Enter")
    assert page.inner_text("#theme-chip span") == "Theme: Housing"
    rows = page.locator("#ranking li").all_inner_texts()
    assert "Ghent" in " ".join(rows)
    counts = [int(row.split()[-1]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    page.click("#theme-chip button")
    assert page.inner_text("#ranking li >> nth=0") == first
    assert page.evaluate("document.activeElement.id") == "theme"


def test_latvian_cities_with_spanish_ones_since_2018(
    visit: Callable[..., Any], explorer: Path
) -> None:
    """Two countries and a period leave the networks in which cities of both work."""
    page = visit(explorer, "#view=table", **CALM).page
    page.hover(".row:has([data-row='country/LV'])")
    page.click("[data-row='only/country/LV']")
    page.check("[data-row='country/ES']")
    page.click("[data-match=all]")
    page.click("[data-among=country]")
    page.focus("#from")
    while page.input_value("#from") != "2018":
        page.keyboard.press("ArrowRight")
    assert page.inner_text("#years").startswith("2018–")
    countries = set(page.locator("#tables tbody td:nth-child(3)").all_inner_texts())
    assert countries == {"Latvia", "Spain"}
    riga = page.locator("#tables tr:has(th:has-text('Riga'))").first
    assert "ACTive NGOs" in riga.inner_text()
    santa_pola = page.locator("#tables tr:has(th:has-text('Santa Pola'))").first
    assert "ACTive NGOs" in santa_pola.inner_text()


def test_counts_follow_the_other_filters(visit: Callable[..., Any], explorer: Path) -> None:
    """A count says how many networks its value alone would keep; what keeps none is quiet."""
    page = visit(explorer, "#country=LV&theme=housing", **CALM).page
    counts = {
        row: int(page.inner_text(f".row:has([data-row='{row}']) .count"))
        for row in ("group/economy", "country/LV", "country/LT", "programme/URBACT III")
    }
    assert counts["group/economy"] == 0
    assert counts["country/LV"] >= 1
    assert page.locator(".row.empty:has([data-row='group/economy'])").count() == 1
    belgian = int(page.inner_text(".row:has([data-row='country/BE']) .count"))
    assert belgian > 0
    page.hover(".row:has([data-row='country/BE'])")
    page.click("[data-row='only/country/BE']")
    assert f" {belgian} networks (" in page.inner_text("#note")


def test_a_search_says_when_nothing_has_the_name(visit: Callable[..., Any], explorer: Path) -> None:
    """A name that nothing bears is answered in words, in the language of the page."""
    page = visit(explorer, "#lang=lv", **CALM).page
    page.fill("#query", "Atlantīda")
    assert page.inner_text("#matches").startswith("Šāda nosaukuma nav")
