"""The site in a real browser: from a disk and a host, silent, safe, and for everybody."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.viz.accessibility import SCREENS, look_over
from tests.viz.conftest import Facts

from hanse.namespaces import RDFS, SCHEMA, SKOS
from hanse_viz.site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.artefacts import MakeOnce

PAGES = (
    *("index.html", "search.html?q=a", "city/index.html", "city/alfa.html", "network/ring.html"),
    *("practice/bread.html", "country/LV.html", "theme/work.html", "source/notes.html"),
    *("event/visit.html", "organisation/delta.html", "programme/plan.html", "dataset.html"),
    *("queries/index.html", "queries/partners-of.html", "queries/city-graph.html"),
    *("ontology.html", "properties.html", "downloads/index.html", "more.html", "404.html"),
)
# axe looks at one of many terms of the ontology; they are made alike.
_FEW = """for (const list of document.querySelectorAll(".terms, .toc"))
  for (const one of [...list.children].slice(3)) one.remove();"""
_OPEN = "for (const one of document.querySelectorAll('details')) one.open = true;"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class
        pass


@pytest.fixture
def host() -> Iterator[Callable[[Path], str]]:
    """Serve a folder as any web host does; gives its address."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("where", ["disk", "host"])
def test_every_kind_of_page_is_silent(
    look: Callable[..., Any], small_site: Path, host: Callable[[Path], str], where: str
) -> None:
    """From a disk and a host, each page has its style and its map and asks nobody for anything."""
    base = small_site.as_uri() if where == "disk" else host(small_site)
    opened = look(base, PAGES[0])
    for path in PAGES:
        opened.go(path)
        font = "getComputedStyle(document.querySelector('.top')).borderBottomStyle"
        assert (path, opened.page.evaluate(font)) == (path, "solid")


@pytest.mark.parametrize("where", ["disk", "host"])
def test_a_visitor_searches_without_a_server(
    look: Callable[..., Any], small_site: Path, host: Callable[[Path], str], where: str
) -> None:
    """The form of any page leads to the search, which finds a name in another language."""
    base = small_site.as_uri() if where == "disk" else host(small_site)
    opened = look(base, "network/ring.html")
    page = opened.page
    page.fill("#find", "ALPHÁ")
    page.press("#find", "Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.inner_text("#found li a") == "Alfa"
    assert "Found by its name Alpha (de)" in page.inner_text("#found li")
    page.fill("#query", "bread")
    page.wait_for_function("document.querySelector('#found a')?.textContent === 'Bread for all'")
    page.press("#query", "Enter")
    assert page.url.endswith("?q=bread")
    page.fill("#query", "bred for all")
    page.wait_for_function("document.getElementById('told').textContent.includes('Did you mean')")
    page.click("#found a")
    page.wait_for_url("**/practice/bread.html")
    assert page.inner_text("h1") == "Bread for all"


def test_kinds_narrow_what_was_found(look: Callable[..., Any], small_site: Path) -> None:
    """A kind is a button that says whether it is chosen, and can be reached by keyboard."""
    page = look(small_site.as_uri(), "search.html?q=a").page
    buttons = page.locator("#kinds button")
    assert buttons.nth(0).get_attribute("aria-pressed") == "true"
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator("#kinds button[aria-pressed=true]").inner_text().startswith("City")
    assert set(page.locator("#found .kind").all_inner_texts()) == {"City"}


def test_the_first_tab_leads_past_the_head(look: Callable[..., Any], small_site: Path) -> None:
    """The skip link is seen once it has the focus."""
    page = look(small_site.as_uri(), "city/alfa.html").page
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Go to the content"
    assert focused.bounding_box()["x"] >= 0


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(
    look: Callable[..., Any],
    small_site: Path,
    host: Callable[[Path], str],
    axe: str,
    screen: str,
) -> None:
    """On no kind of page is there a violation of WCAG A and AA or of best practice."""
    # axe is put in by the test, and reads the style once more, which no page from a disk may.
    opened = look(host(small_site), PAGES[0], bypass_csp=True, **SCREENS[screen].options)
    for place, path in enumerate(PAGES):
        opened.go(path)
        opened.page.evaluate(_OPEN)
        opened.page.evaluate(_FEW)
        assert (path, look_over(opened.page, axe, SCREENS[screen], place)) == (path, [])


def test_pages_fit_a_phone_and_a_sheet(look: Callable[..., Any], small_site: Path) -> None:
    """At 320 pixels nothing is cut off sideways; on paper the menu and the forms are gone."""
    opened = look(small_site.as_uri(), PAGES[0], viewport={"width": 320, "height": 640})
    for path in PAGES:
        opened.go(path)
        width = opened.page.evaluate("document.documentElement.scrollWidth")
        assert (path, width) == (path, 320)
    opened.page.emulate_media(media="print")
    assert not opened.page.is_visible(".top nav")
    assert opened.page.is_visible("h1")


PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    '" onmouseover="alert(1)" x="',
    "\u2028alert(1)\u2029",
    "{{7*7}}{% raw %}",
    "</title></style><base href=http://127.0.0.1:9/>",
    '\\"});alert(1);//',
    "../../../etc/passwd",
    "<svg onload=alert(1)><iframe srcdoc=x>",
)
BAD_LINKS = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:alert(1)")
_FOREIGN = "document.querySelectorAll('img,iframe,object,embed,base,svg [onload]').length"


def _fill(facts: Any) -> None:
    """Put every payload into every kind of text, and bad addresses where links stand."""
    for place, payload in enumerate(PAYLOADS):
        link = BAD_LINKS[place % len(BAD_LINKS)]
        country = facts.thing("country", f"c{place}", payload)
        theme = facts.thing("theme", f"t{place}", payload)
        source = facts.source(f"s{place}", payload, link)
        city = facts.thing("city", payload, payload, country=country)
        facts.alias(city, f"Other {payload}")
        facts.say(city, f"{SCHEMA}sameAs", link)
        facts.say(city, f"{RDFS}comment", ox.Literal(payload))
        network = facts.thing("network", f"n{place}", payload, mainTheme=theme, theme=theme)
        facts.say(network, f"{SCHEMA}url", link)
        facts.say(network, f"{SKOS}definition", ox.Literal(payload))
        facts.tie(network, city, "LeadPartner", source)


@pytest.fixture(scope="module")
def hostile_site(make_once: MakeOnce) -> Path:
    """Make the site of a dataset in which every text is an attack."""

    def make(folder: Path) -> None:
        facts = Facts(folder / "facts.nt")
        _fill(facts)
        build_site(facts.open(), folder / "site")

    return make_once("hostile-site", make) / "site"


def test_hostile_data_stay_text(look: Callable[..., Any], hostile_site: Path) -> None:
    """On no page does anything run, load or lead anywhere; the texts are there as they are."""
    pages = sorted(path for path in hostile_site.rglob("*.html") if "queries" not in path.parts)
    assert len(pages) > 4 * len(PAYLOADS)
    opened = look(hostile_site.as_uri(), "index.html")
    titles: set[str] = set()
    for path in pages:
        opened.go(path.relative_to(hostile_site).as_posix())
        assert (path.name, opened.page.evaluate(_FOREIGN)) == (path.name, 0)
        titles.add(opened.page.inner_text("h1"))
        for href in opened.page.evaluate("[...document.links].map((a) => a.href)"):
            assert href.startswith((hostile_site.as_uri(), "http://", "https://"))
            assert not href.startswith("http://127.0.0.1:9")
    assert len(titles) > len(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_are_found_as_text(
    look: Callable[..., Any], hostile_site: Path, payload: str
) -> None:
    """The search shows the names as they are and runs none of them."""
    opened = look(hostile_site.as_uri(), "search.html")
    opened.page.fill("#query", payload)
    opened.page.wait_for_function("document.getElementById('told').textContent.includes('thing')")
    assert opened.page.evaluate(_FOREIGN) == 0


def test_hostile_site_has_no_dead_link(
    hostile_site: Path, find_broken: Callable[[Path], list[str]]
) -> None:
    """Names of files made from hostile ids stay in the folder, and links find them."""
    assert find_broken(hostile_site) == []
