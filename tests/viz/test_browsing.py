"""The tools of these tests: a tab has nothing of the visit before, and axe finds faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.accessibility import PHONE, SCREENS, find_violations, look_over
from tests.viz.browsing import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = """<!doctype html><html lang=en data-ready=true><title>Page</title>
<meta name=viewport content="width=device-width"><main><h1>Page</h1><p>{}</p></main>"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Write a page of one sentence."""
    file = tmp_path / "plain.html"
    file.write_text(PAGE.format("A sentence."), "utf-8")
    return file


@pytest.fixture
def tabs(browser: Browser) -> Iterator[Tabs]:
    """Give tabs of the test's own."""
    opened = Tabs(browser)
    yield opened
    opened.close()


def test_a_tab_has_nothing_of_the_visit_before(tabs: Tabs, plain: Path) -> None:
    """The page is loaded anew: no variable, element, address, place of the pointer or other tab."""
    first = tabs.open(plain, "#one")
    first.page.hover("p")
    first.page.evaluate("window.left = document.querySelector('h1').textContent = 'Other'")
    first.page.context.new_page()
    tabs.leave()
    second = tabs.open(plain)
    assert second.page is first.page
    assert second.page.evaluate("[window.left, location.hash]") == [None, ""]
    assert second.page.inner_text("h1") == "Page"
    assert second.page.context.pages == [second.page]
    assert second.page.locator("p:hover").count() == 0
    tabs.leave()


def test_visits_at_one_time_have_tabs_of_their_own(tabs: Tabs, plain: Path) -> None:
    """Neither a second visit, nor one with other options, takes a tab that is in use or free."""
    first, second = tabs.open(plain), tabs.open(plain)
    assert first.page is not second.page
    tabs.leave()
    phone = tabs.open(plain, **PHONE)
    assert phone.page not in (first.page, second.page)
    assert phone.page.evaluate("innerWidth") == 390
    tabs.leave()


def test_a_fresh_profile_is_nobodys_before_or_after(tabs: Tabs, plain: Path) -> None:
    """What asked for one gets a new one, and it is closed at the end."""
    usual = tabs.open(plain)
    tabs.leave()
    fresh = tabs.open(plain, fresh=True)
    assert fresh.page is not usual.page
    tabs.leave()
    assert fresh.page.is_closed()
    assert tabs.open(plain).page is usual.page
    tabs.leave()


@pytest.mark.parametrize(
    "deed",
    ["console.log('word')", "localStorage.setItem('a', 'b')", "setTimeout(() => alert(1))"],
)
def test_a_page_that_is_not_silent_fails_and_loses_its_tab(
    tabs: Tabs, plain: Path, deed: str
) -> None:
    """What it says, stores or asks is an error of the test; the next one gets another tab."""
    opened = tabs.open(plain)
    opened.page.evaluate(deed)
    opened.rest()
    with pytest.raises(AssertionError):
        tabs.leave()
    assert opened.page.is_closed()
    assert tabs.open(plain).page is not opened.page
    tabs.leave()


FAULTS = {
    "light": ("<img src=data:,>", "image-alt"),
    "dark": ("<span style='color:#bbb;background:#fff'>Pale words</span>", "color-contrast"),
    "phone": ("<meta name=viewport content='user-scalable=no'>", "meta-viewport"),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_what_it_is_asked_to_find(
    visit: Callable[..., Any], tmp_path: Path, axe: str, screen: str
) -> None:
    """A fault of the kind that a screen is looked over for is found, in each view but the first."""
    markup, rule = FAULTS[screen]
    file = tmp_path / "faulty.html"
    file.write_text(PAGE.format(markup), "utf-8")
    page = visit(file, **SCREENS[screen].options).page
    found = look_over(page, axe, SCREENS[screen], 1)
    assert [name for name, _ in found] == [rule]
    assert rule in [name for name, _ in find_violations(page, axe)]
