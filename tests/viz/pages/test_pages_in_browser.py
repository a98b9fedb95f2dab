"""In a real browser the pages load nothing foreign, run nothing hostile and suit everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from tests.viz.accessibility import SCREENS, look_over

from hanse.access import Graph
from hanse.dataset import build_dataset
from hanse.namespaces import DCT, HANSE, OWL, PROV, RDF, RDFS, SCHEMA, SKOS
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# One of each kind of page, of a dataset small enough to look at every element.
PAGES = (
    "/id/city/alfa",
    "/id/network/ring",
    "/id/country/LV",
    "/id/practice/bread",
    "/id/theme/work",
    "/id/programme/plan",
    "/id/source/notes",
    "/id/membership/ring/delta",
    "/id/event/visit",
    "/id/geometry/alfa",
    "/dataset",
    "/describe?iri=http%3A%2F%2Fwww.w3.org%2Fns%2Forg%23role",
    "/search?q=alfa",
    "/search?kind=City",
    "/search?q=Alfo",
    "/ontology",
    "/queries",
    "/queries/partners-of",
    "/id/city/alfe",
)
# Among them they have every style.
STYLES = (
    "/id/city/alfa",
    "/id/geometry/alfa",
    "/search?q=alfa",
    "/ontology",
    "/queries/partners-of",
)
# Of what a page repeats a hundred times, a few are enough.
FEW = (
    "document.querySelectorAll('.term:nth-child(n+4), .list > li:nth-child(n+4)')"
    ".forEach(e => { e.remove() })"
)
OPEN = "document.querySelectorAll('details').forEach(d => { d.open = true })"
PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "--><svg onload=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "'><iframe srcdoc='<script>alert(1)</script>'>",
    "{{7*7}}{% raw %}{{ links.link.__globals__ }}",
    "</title></style></textarea><base href=http://127.0.0.1:9/>",
    "<a href=javascript:alert(1)>href</a>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\u2028alert(1)\u2029\u202e",
    "<link rel=stylesheet href=http://127.0.0.1:9/leak>",
)
BAD_LINKS = ("javascript:alert(1)", "data:text/html,%3Cscript%3E", "file:///etc/passwd")
INJECTED = (
    "document.querySelectorAll('script,img,iframe,object,embed,base,svg svg,main link').length"
)


@pytest.fixture
def little(small_data: Path, open_site: Callable[[Graph], Any]) -> Any:
    """Give the pages of a dataset of three cities, one network, one practice and one event."""
    built = build_dataset(small_data, locate("ontology"))
    return open_site(Graph(built.store, "small tables"))


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(look: Callable[..., Any], little: Any, axe: str, screen: str) -> None:
    """On no kind of page is there a violation of WCAG A and AA or of best practice."""
    # axe is put in by the test; the policy of the pages allows no script but their own.
    opened = look(little, "/search", bypass_csp=True, **SCREENS[screen].options)
    for place, address in enumerate(PAGES if screen == "light" else STYLES):
        opened.go(address)
        opened.page.evaluate(OPEN)
        opened.page.evaluate(FEW)
        assert (address, look_over(opened.page, axe, SCREENS[screen], place)) == (address, [])


def test_pages_fit_every_width(look: Callable[..., Any], little: Any) -> None:
    """In a window of 320 pixels, as at 400 % zoom, nothing is cut off sideways (WCAG 1.4.10)."""
    opened = look(little, "/search", viewport={"width": 320, "height": 640})
    for address in PAGES:
        opened.go(address)
        width = opened.page.evaluate("document.documentElement.scrollWidth")
        assert (address, width) == (address, 320)


def test_pages_can_be_used_by_keyboard_and_form(look: Callable[..., Any], site: Any) -> None:
    """The first Tab leads past the head; the search field at the head finds without a script."""
    opened = look(site, "/id/city/riga", java_script_enabled=False)
    page = opened.page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Go to the content"
    page.fill("#find", "kemnica")
    page.press("#find", "Enter")
    page.wait_for_url("**/search?q=kemnica")
    page.click("text=Chemnitz >> nth=0")
    page.wait_for_url("**/id/city/chemnitz")
    assert page.locator("h1").inner_text() == "Chemnitz"


@pytest.mark.wheel
def test_style_reaches_the_page_and_an_anchor_its_term(look: Callable[..., Any], site: Any) -> None:
    """The policy admits the style, and the address of a term leads to its documentation."""
    opened = look(site, "/ontology#learnsFrom")
    border = "getComputedStyle(document.querySelector('#learnsFrom')).borderTopWidth"
    assert opened.page.evaluate(border) == "1px"
    top = "document.querySelector('#learnsFrom').getBoundingClientRect().top"
    for _ in range(50):
        if opened.page.evaluate(top) < 200:
            break
        opened.page.wait_for_timeout(100)
    assert 0 <= opened.page.evaluate(top) < 200


def _fill(facts: Any) -> list[str]:
    """Put every payload into every field of text; gives the things."""
    things: list[str] = []
    for place, payload in enumerate(PAYLOADS):
        link = BAD_LINKS[place % 3]
        country = facts.thing("country", f"c{place}", payload)
        facts.say(country, f"{SKOS}notation", ox.Literal(payload))
        facts.say(country, f"{RDFS}label", ox.Literal(payload, language="lv"))
        theme = facts.thing("theme", f"t{place}", payload)
        facts.say(theme, f"{SKOS}definition", ox.Literal(payload, language="en"))
        programme = facts.thing("programme", f"p{place}", payload)
        source = facts.source(f"s{place}", payload, link)
        facts.say(source, f"{DCT}publisher", ox.Literal(payload))
        facts.say(source, f"{DCT}date", ox.Literal(payload))
        city = facts.thing("city", f"city{place}", payload, country=country)
        facts.alias(city, f"other {payload}")
        facts.say(city, f"{SCHEMA}sameAs", link)
        facts.say(city, f"{HANSE}population", ox.Literal(payload))
        facts.say(city, "javascript:alert(2)", link)
        facts.say(link, f"{RDFS}label", ox.Literal(payload))
        body = facts.thing("organisation", f"body{place}", payload, country=country, city=city)
        network = facts.thing("network", f"net{place}", payload, mainTheme=theme, theme=theme)
        facts.say(network, f"{HANSE}programme", programme)
        facts.say(network, f"{SCHEMA}url", link)
        facts.say(network, f"{SCHEMA}startDate", ox.Literal(payload))
        facts.say(network, f"{PROV}hadPrimarySource", source)
        facts.tie(network, city, "LeadPartner", source)
        facts.tie(network, body, "Partner", source, city=city)
        kind = f"http://example.org/Kind{place}"
        facts.say(kind, f"{RDF}type", f"{OWL}Class")
        facts.say(kind, f"{RDFS}label", ox.Literal(payload, language="en"))
        facts.say(kind, f"{RDFS}comment", ox.Literal(payload, language="en"))
        facts.say(city, f"{RDF}type", kind)
        things += [country, theme, programme, source, city, body, network]
    return things


def test_nothing_hostile_runs(
    look: Callable[..., Any], facts: Any, open_site: Callable[[Graph], Any]
) -> None:
    """Payloads in every field stay text on every page; no bad address becomes a link."""
    things = _fill(facts)
    site = open_site(facts.open())
    opened = look(site, "/search?kind=City")
    # Each payload as a city, and each of the other kinds with a few of the payloads.
    chosen = [iri for place, iri in enumerate(things) if "/city/" in iri or place % 3 == 0]
    addresses = [iri.removeprefix("https://w3id.org/hanse") for iri in chosen]
    addresses += ["/ontology", "/search?q=alert", "/search?kind=Network", "/dataset"]
    addresses += [f"/describe?iri={quote(link)}" for link in (*BAD_LINKS, "javascript:alert(2)")]
    for address in addresses:
        assert (address, opened.go(address)) == (address, 200)
        page = opened.page
        assert (address, page.evaluate(INJECTED)) == (address, 0)
        schemes = page.evaluate(
            "[...new Set([...document.links].map(link => link.protocol))].sort()"
        )
        assert (address, set(schemes) <= {"http:", "https:"}) == (address, True)
        page.evaluate(OPEN)
    opened.go("/id/city/city0")
    assert opened.page.locator("h1").inner_text() == PAYLOADS[0]
    assert opened.page.title() == f"{PAYLOADS[0]} · Hanse"
    assert len({address.rstrip("0123456789") for address in addresses[:-8]}) == 7


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_addresses_stay_text(look: Callable[..., Any], site: Any, payload: str) -> None:
    """What a stranger's link puts into the address of a search or a thing stays text."""
    opened = look(site, f"/search?q={quote(payload)}&kind={quote(payload)}")
    assert opened.page.evaluate(INJECTED) == 0
    for address in (f"/id/city/{quote(payload)}", f"/describe?iri={quote(payload)}"):
        assert opened.go(address) == 404
        assert opened.page.evaluate(INJECTED) == 0
