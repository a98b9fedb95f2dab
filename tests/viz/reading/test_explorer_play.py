"""The years pass, one by one or as a window, and for who wants no motion by pressing only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CALM: dict[str, Any] = {"reduced_motion": "reduce"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}


def test_years_pass_and_pause(visit: Callable[..., Any], explorer: Path) -> None:
    """Play begins with the first year and goes on by itself; Escape stops it; the × shows all."""
    opened = visit(explorer)
    page = opened.page
    every = page.inner_text("#note")
    first = page.evaluate(
        """() => {
          document.getElementById("play").click();
          return document.querySelector("#playing b").textContent;
        }"""
    )
    assert first == page.get_attribute("#from", "min")
    assert page.get_attribute("#note", "aria-live") == "off"
    page.wait_for_function("() => Number(document.querySelector('#playing b').textContent) > 2005")
    page.keyboard.press("Escape")
    assert page.get_attribute("#note", "aria-live") == "polite"
    year = page.inner_text("#playing b")
    assert opened.address() == f"#from={year}&to={year}"
    page.click("#playing button[data-label='play.close']")
    assert page.locator("#playing").is_hidden()
    assert page.inner_text("#note") == every


def test_without_motion_each_press_is_a_year(visit: Callable[..., Any], explorer: Path) -> None:
    """Who asked for less motion goes from year to year by pressing."""
    page = visit(explorer, "#from=2010&to=2012", **CALM).page
    assert page.get_attribute("#play", "aria-label") == "Next year"
    seen = []
    for _ in range(3):
        page.click("#play")
        seen.append(page.inner_text("#playing b"))
        assert page.get_attribute("#note", "aria-live") == "polite"
    assert seen == ["2010–2012", "2011–2013", "2012–2014"]


def test_the_chosen_stays_through_years_without_it(
    visit: Callable[..., Any], explorer: Path
) -> None:
    """A city stays open through a year in which it had no network, and is there in the next."""
    opened = visit(explorer, "#at=city/aluksne&from=2016&to=2016", **CALM)
    assert opened.page.locator("#details").is_hidden()
    opened = visit(explorer, "#at=city/aluksne&from=2017&to=2018", **CALM)
    page = opened.page
    assert opened.heading() == "Alūksne"
    page.click("#play")
    page.click("#play")
    assert opened.heading() == "Alūksne"
    assert page.inner_text("#years") == "2018–2019"


def test_another_period_ends_the_play(visit: Callable[..., Any], explorer: Path) -> None:
    """Who moves the slider has taken over."""
    page = visit(explorer, **CALM).page
    page.click("#play")
    assert page.locator("#playing").is_visible()
    page.focus("#to")
    page.keyboard.press("ArrowRight")
    assert page.locator("#playing").is_hidden()


def test_on_a_phone_the_drawer_makes_room(visit: Callable[..., Any], explorer: Path) -> None:
    """Played from the drawer, the picture is seen, with the year and a button to pause."""
    page = visit(explorer, **PHONE).page
    page.click("#drawer")
    page.click("#play")
    page.wait_for_selector("#playing", state="visible")
    assert page.get_attribute("#drawer", "aria-expanded") == "false"
    page.click("#pause")
    assert page.get_attribute("#pause", "aria-label") == "Play the years"
