"""Hostile data stay text in every view; everybody can use the page; nothing leaves the machine."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.viz.accessibility import PHONE, SCREENS, find_violations, look_over

from hanse.namespaces import RDFS, WGS84, XSD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "--><svg onload=alert(1)>",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "\u2028alert(1)\u2029",
    '" onmouseover="alert(1)',
    "{{7*7}}{% raw %}",
    "</title></style><base href=http://127.0.0.1:9/>",
    "<a href=javascript:alert(1)>href</a>",
    "javascript:alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
)
BAD_LINKS = ("javascript:alert(1)", "data:text/html,alert(1)", "file:///etc/passwd", "vbscript:x")
ALL = f"""PREFIX rdfs: <{RDFS}>
PREFIX wgs84: <{WGS84}>
SELECT ?city ?cityName ?other ?otherName ?lat ?long ?n WHERE {{
  ?city <a:knows> ?other ; rdfs:label ?cityName ; wgs84:lat ?lat ; wgs84:long ?long ; <a:n> ?n .
  ?other rdfs:label ?otherName }} ORDER BY ?city ?cityName ?other ?otherName"""
FOREIGN = "document.querySelectorAll('img, iframe, object, embed, base').length"
VIEWS = (
    "#query=city-graph&view=network",
    "#query=cities-of-country&view=map",
    "#query=themes-over-time&view=chart",
    "#query=busiest-cities",
)


@pytest.fixture
def hostile(facts: Any) -> Any:
    """State payloads as labels, and IRIs that must never be links."""
    number = ox.NamedNode(f"{XSD}decimal")
    for place, payload in enumerate(PAYLOADS):
        city = facts.thing("city", f"c{place}", payload)
        facts.say(city, "a:knows", BAD_LINKS[place % len(BAD_LINKS)])
        facts.say(city, f"{WGS84}lat", ox.Literal(str(50 + place / 2), datatype=number))
        facts.say(city, f"{WGS84}long", ox.Literal("10.0", datatype=number))
        facts.say(city, "a:n", ox.Literal(str(place + 1), datatype=ox.NamedNode(f"{XSD}integer")))
    for link in BAD_LINKS:
        facts.say(link, f"{RDFS}label", ox.Literal(f"bad {PAYLOADS[0]}"))
    return facts.open()


def test_hostile_data_stay_text(
    read: Callable[..., Any], hostile: Any, counting_server: tuple[Path, str, list[str]]
) -> None:
    """In table, network, map, chart, tips, cards, hints and forms no payload becomes markup."""
    reader = read("#text=ASK+%7B%7D", data=hostile)
    page = reader.page
    reader.write(ALL)
    reader.run()
    assert [row[0] for row in reader.read_table()] == [
        payload for _, payload in sorted((f"c{place}", one) for place, one in enumerate(PAYLOADS))
    ]
    hrefs = {link.get_attribute("href") or "" for link in page.locator("#stage a").all()}
    assert len(hrefs) == len(PAYLOADS)
    assert all(href.startswith("./id/city/c") for href in hrefs)
    for view in ("network", "map", "chart"):
        reader.look(view)
        for x in range(300, 1400, 40):
            page.mouse.move(x, 600)
        assert page.evaluate(FOREIGN) == 0
    page.evaluate("location.hash = '#query=networks-of'")
    reader.until("document.getElementById('p-city') !== null")
    for payload in PAYLOADS:
        page.fill("#p-city", payload)
    page.fill("#p-city", f"{PAYLOADS[0]}!")
    reader.until("document.getElementById('p-city-note').textContent.includes('</script><img')")
    reader.write("SELECT * { ?x ?y <im")
    page.keyboard.type("g")
    page.wait_for_selector(".CodeMirror-hints li")
    assert PAYLOADS[0] in page.locator(".CodeMirror-hints li b").all_text_contents()
    assert page.evaluate(FOREIGN) == 0
    assert page.locator("script").count() == 2
    assert counting_server[2] == []


def test_hostile_text_in_links_and_errors_stays_text(read: Callable[..., Any]) -> None:
    """An address, a query name and a server's error that hold markup are shown as they are."""
    reader = read("#query=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert "<img src=x onerror=alert(1)>" in reader.page.inner_text("#fault-text")
    reader.write("SELECT * { ?s <img>:x ?o } # </script><img src=x onerror=alert(1)>")
    reader.run()
    assert reader.page.evaluate(FOREIGN) == 0
    reader.forgive("status of 400")


def test_hostile_pictures_stay_inert(read: Callable[..., Any], hostile: Any) -> None:
    """A kept SVG holds the payloads as text and no element that could run."""
    reader = read("#text=ASK+%7B%7D", data=hostile)
    reader.write(ALL)
    reader.run()
    for view in ("network", "map", "chart"):
        reader.look(view)
        reader.page.click("#files summary")
        with reader.page.expect_download() as waiting:
            reader.page.click("[data-form=svg]")
        drawing = ET.fromstring(waiting.value.path().read_bytes())  # noqa: S314 - of our own page
        names = {element.tag.rpartition("}")[2] for element in drawing.iter()}
        assert names <= {"svg", "title", "rect", "circle", "polygon", "path", "text", "g", "line"}
        assert PAYLOADS[0] in "\n".join(drawing.itertext())


def test_policy_stops_what_would_run(read: Callable[..., Any]) -> None:
    """Even markup that got into the page could neither run, load nor style itself."""
    reader = read("#text=ASK+%7B%7D")
    reader.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src=http://127.0.0.1:9/x onerror="window.ran = 1"><p style="color:red"'
        ' onclick="window.ran = 1">\')'
    )
    reader.page.evaluate("document.querySelector('body > p').click()")
    reader.page.wait_for_timeout(100)
    assert reader.page.evaluate("window.ran") is None
    assert len(reader.opened.complaints) >= 3
    reader.forgive("Content Security Policy")
    reader.opened.requests.clear()  # Chromium reports a request that its policy then does not send.


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(read: Callable[..., Any], axe: str, screen: str) -> None:
    """In no view is there a violation of WCAG A and AA or of best practice."""
    reader = read("#text=ASK+%7B%7D", reduced_motion="reduce", **SCREENS[screen].options)
    for place, address in enumerate(VIEWS):
        view = address.partition("view=")[2] or "table"
        reader.page.evaluate("address => { location.hash = address }", address)
        reader.page.wait_for_selector(f"#stage[data-done={view}]")
        assert (address, []) == (address, look_over(reader.page, axe, SCREENS[screen], place))


def test_axe_finds_nothing_in_what_opens(read: Callable[..., Any], axe: str) -> None:
    """Completions, offers, the menu, an error and the drawer are as accessible as the page."""
    reader = read("#query=networks-of&view=map", reduced_motion="reduce", **PHONE)
    page = reader.page
    assert "A map needs" in page.inner_text("#stage")
    page.fill("#p-city", "rig")
    page.wait_for_selector("#p-city-list li")
    assert find_violations(page, axe) == []
    page.keyboard.press("Escape")
    page.click("#files summary")
    assert find_violations(page, axe) == []
    page.keyboard.press("Escape")
    page.click("#drawer")
    reader.opened.rest()
    assert find_violations(page, axe) == []
    page.keyboard.press("Escape")
    reader.write("SELECT * { ?s nope:p ?o }")
    reader.run()
    assert find_violations(page, axe) == []
    reader.write("SELECT * { ?s a hanse:Ci")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li")
    assert find_violations(page, axe) == []
    reader.forgive("status of 400")


def test_page_can_be_used_at_four_times_the_size(read: Callable[..., Any]) -> None:
    """In a window of 320 pixels, as at 400 % zoom, nothing is cut off sideways (WCAG 1.4.10)."""
    reader = read("#query=partners-of", viewport={"width": 320, "height": 640})
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320
    for view in ("network", "chart"):
        reader.look(view)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320
