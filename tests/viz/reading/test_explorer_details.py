"""What the explorer tells of a thing: every tie with its period, its role and its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from hanse.access import Graph

CALM: dict[str, Any] = {"reduced_motion": "reduce"}


def _list(page: Page, heading: str) -> list[str]:
    """Give the rows under a heading of the details."""
    rows = page.locator(f"#details h3:has-text('{heading}') + ul > li")
    return [" ".join(text.split()) for text in rows.all_inner_texts()]


def test_aluksne_learned_from_altena(visit: Callable[..., Any], explorer: Path) -> None:
    """Typed and opened, the city says from whom it learned, what, where, and by which source."""
    page = visit(explorer, **CALM).page
    page.click("#query")
    page.keyboard.type("aluksne")
    page.keyboard.press("Enter")
    assert (
        "Altena 2018–2021 Finding opportunities in declining cities · Re-growCity"
        " Source: URBACT projektu “Active NGOs” un “Re-grow City” pieredzes apmaiņas vizīte"
        " Alūksnē, URBACT"
    ) in _list(page, "Learned from")
    joined = page.locator("#details h3:has-text('Takes part in') + ul > li:has-text('Re-growCity')")
    assert (joined.locator(".source a").get_attribute("href") or "").startswith("https://")
    links = page.locator("#details dl a").all_inner_texts()
    assert links == ["Wikidata", "GeoNames"]


def test_a_city_tells_all_its_ties(visit: Callable[..., Any], explorer: Path) -> None:
    """Networks, lessons taken and given, practices and events, each with its source."""
    page = visit(explorer, "#at=city/riga", **CALM).page
    sizes = {
        heading: len(_list(page, heading))
        for heading in ("Leads ", "Takes part in ", "Taught", "Good practices", "Events")
    }
    assert all(sizes.values()), sizes
    page.click("#details .more >> nth=0")
    rows = page.locator("#details ul.ties > li")
    with_source = page.locator("#details ul.ties > li:has(.source)")
    companions = page.locator("#details h3:has-text('Meets most often') + p + ul > li")
    assert with_source.count() == rows.count() - companions.count()
    visits = [row for row in _list(page, "Events") if row.startswith("Exchange visit")]
    assert len(visits) == 1
    assert "Visitor" in visits[0]
    assert "5 March 2020" in visits[0]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "network/active-ngos",
            ("ACTive NGOs, phase 1 4 April 2018, 6 months", "Riga lead Latvia"),
        ),
        ("practice/ngo-house", ("5 cities learnt it.", "Labelled in 2017", "Practised in Riga")),
        (
            "event/daugavkrasts-trip-kurzeme-05-27",
            ("27 May, year not recorded – 28 May, year not recorded", "Visited"),
        ),
        ("event/exchange-aluksne-2020-03-05", ("When 5 March 2020", "Where Alūksne", "Host")),
        ("organisation/partneriba-daugavkrasts", ("Organisation in Latvia", "Organiser")),
    ],
)
def test_things_of_other_kinds_tell_theirs(
    visit: Callable[..., Any], explorer: Path, key: str, expected: tuple[str, ...]
) -> None:
    """Phases and members, homes and learners, dates as exact as recorded, who came and how."""
    page = visit(explorer, f"#at={key}", **CALM).page
    text = " ".join(page.inner_text("#details").split())
    for part in expected:
        assert part in text
    assert "Source" in text


def test_two_cities_are_compared(visit: Callable[..., Any], explorer: Path, graph: Graph) -> None:
    """The second city is typed; both stand side by side with what they share and its sources."""
    opened = visit(explorer, "#at=city/riga", **CALM)
    page = opened.page
    page.click("[data-do=compare]")
    assert page.evaluate("document.activeElement.id") == "other"
    page.keyboard.type("tallinn")
    page.keyboard.press("Enter")
    assert opened.address() == "#at=city/riga&do=compare&with=city/tallinn"
    assert opened.heading() == "Riga and Tallinn"
    figures = page.locator("#details .figures tbody tr").all_inner_texts()
    both = ["riga", "tallinn"]
    known = [f"{len(graph.query('networks-of', city=city))}" for city in both]
    assert figures[0].split() == ["Networks", *known]
    shared = _list(page, "in common")
    assert any(
        re.match(r"ACCESS 2019–\d* Riga: partner · Tallinn: partner Source: ", one)
        for one in shared
        for one in shared
    )
    assert re.fullmatch(
        r"Cannot be told from chance\. By chance two cities in as many networks as these would have"
        r" [\d.]+ in common; p = 0\.\d+, q = 1, which is p adjusted among all pairs\.",
        page.inner_text("#details .chance"),
    )
    page.go_back()
    page.wait_for_selector("#other")
    page.keyboard.press("Escape")
    assert opened.heading() == "Riga"


def test_ties_more_than_chance_are_marked(visit: Callable[..., Any], explorer: Path) -> None:
    """A network and its successor are marked; a city reads that none of its ties is more."""
    page = visit(explorer, "#at=network/evue-ii", **CALM).page
    heading = "#details h3:has-text('Shares cities with')"
    assert page.inner_text(f"{heading} + p").startswith("1 of 32 ties is more than chance gives")
    rows = page.locator(f"{heading} + p + ul > li")
    assert [" ".join(text.split()) for text in rows.all_inner_texts()[:2]] == [
        "EVUE more than chance 6 cities, 2009–2012",
        "Freight TAILS 2 cities, 2015–2018",
    ]
    page.evaluate("location.hash = 'at=city/riga&lang=lv'")
    told = "#details h3:has-text('Visbiežāk tiekas ar') + p"
    page.wait_for_selector(told)
    assert page.inner_text(told) == "Nevienu no šīm saitēm nevar atšķirt no nejaušības."


def test_the_test_is_that_of_the_filters(visit: Callable[..., Any], explorer: Path) -> None:
    """Chance is that of what the filters leave: within one programme other numbers stand."""
    page = visit(explorer, "#at=city/riga&do=compare&with=city/tallinn&from=2019", **CALM).page
    whole = page.inner_text("#details .chance")
    assert "0.9 in common" not in whole
    assert "in common; p = " in whole
    assert whole.endswith("Tested among what the filters leave.")


def test_a_chain_joins_two_cities(visit: Callable[..., Any], explorer: Path) -> None:
    """The shortest chain is told in a sentence and step by step with sources; or that none is."""
    opened = visit(explorer, "#at=city/aluksne&do=chain&with=city/altena", **CALM)
    page = opened.page
    assert page.inner_text("#details .answer") == "Alūksne and Altena work together in Re-growCity."
    page.evaluate("location.hash = 'at=city/aluksne&do=chain&with=city/dublin'")
    page.wait_for_function(
        "() => document.querySelector('.answer')?.textContent.includes('Dublin')"
    )
    steps = page.locator("#details .chain > li")
    links = page.locator("#details .chain .link:has(.source)").count()
    assert steps.count() == 2 * links + 1 >= 5
    assert re.search(r"\d others? joins? them", page.inner_text("#details .answer"))
    page.evaluate("location.hash += '&among=country=LV&among=country=IE'")
    page.wait_for_function(
        "() => document.querySelector('.answer')?.textContent.startsWith('No chain')"
    )


def test_the_second_city_can_be_chosen_in_a_list(visit: Callable[..., Any], explorer: Path) -> None:
    """While the page asks for a second city, choosing one anywhere answers."""
    opened = visit(explorer, "#view=table&at=city/riga&do=chain", **CALM)
    opened.page.click("#tables th[scope=row] a:text-is('Altena')")
    assert opened.address() == "#view=table&at=city/riga&do=chain&with=city/altena"


def test_its_network_only(visit: Callable[..., Any], explorer: Path, graph: Graph) -> None:
    """The ego network leaves a city with those it meets, in every view, until it is released."""
    opened = visit(explorer, "#view=table&at=city/aluksne", **CALM)
    page = opened.page
    members = "count => document.querySelectorAll('#tables tbody tr').length === count"
    every = int(page.inner_text("#tables .over [role=status]").split()[0])
    page.click("[data-do=ego]")
    assert opened.address() == "#view=table&at=city/aluksne&do=ego"
    met = len(graph.query("partners-of-city", city="aluksne"))
    page.wait_for_function(members, arg=met + 1)
    assert page.get_attribute("[data-do=ego]", "aria-pressed") == "true"
    page.keyboard.press("Escape")
    page.wait_for_function(members, arg=every)


def test_a_view_is_cited_with_hash_and_day(visit: Callable[..., Any], explorer: Path) -> None:
    """Version, command, filters and day; the hash is short to read and whole to copy."""
    page = visit(explorer, "#theme=housing&role=lead", **CALM).page
    digest = page.evaluate("JSON.parse(document.getElementById('data').textContent).digest")
    assert len(digest) == 64
    page.click("#cite")
    text = page.inner_text("#citation-text")
    assert f"{digest[:12]}…" in text
    assert digest not in text
    for part in ("hanse viz explorer", "theme: Housing; role: lead", "#theme=housing&role=lead"):
        assert part in text
    assert page.evaluate("new Date().getFullYear().toString()") in text.partition("Seen on")[2]
    assert "file:" not in text
    page.click("#copy")
    assert digest in page.inner_text("#citation-text")
    page.click("#citation-close")
    assert page.evaluate("document.activeElement.id") == "cite"


def test_a_page_on_a_site_leads_to_the_pages_of_things(
    visit: Callable[..., Any], explorer: Path, tmp_path: Path
) -> None:
    """Where the data name the pages of a site, details link to them; no other address is taken."""
    text = explorer.read_text("utf-8")
    found = 'id="data">{'
    assert text.count(found) == 1
    for pattern, href in (
        ("../{key}.html", "../city/riga.html"),
        ("javascript:alert(1)//{key}", None),
        ("//127.0.0.1/{key}", None),
    ):
        file = tmp_path / "site.html"
        file.write_text(text.replace(found, f'{found}"pages":"{pattern}",'), "utf-8")
        page = visit(file, "#at=city/riga", **CALM).page
        links = page.locator("#details .actions a")
        assert [link.get_attribute("href") for link in links.all()] == ([href] if href else [])
