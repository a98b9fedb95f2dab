"""Whatever stands in the data stays text: on the page, in its menus and in what it exports."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from hanse.namespaces import DCT, HANSE, ORG, PROV, RDF, RDFS, SCHEMA, SKOS
from hanse_viz import Filters
from hanse_viz.drawing import render_network
from hanse_viz.packing import pack_page
from hanse_viz.styling import keep_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from hanse.access import Graph

PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "</SCRIPT ><script>alert(1)</script>",
    "<!--<script>alert(1)//",
    "--><svg onload=alert(1)>",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "\u2028alert(1)\u2029",
    '" onmouseover="alert(1)',
    "'-alert(1)-'",
    "{{7*7}}{% raw %}",
    "${alert(1)}`",
    "</title></style><base href=http://127.0.0.1:9/>",
    "<a href=javascript:alert(1)>href</a>",
    '=HYPERLINK("http://127.0.0.1:9")',
    "&lt;img src=x onerror=alert(1)&gt;",
    '\\"});alert(1);//',
)
BAD_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
    "file:///etc/passwd",
    "vbscript:alert(1)",
    "ftp://127.0.0.1/x",
    "//127.0.0.1/x",
    "https:",
)
COUNT_FOREIGN = "document.querySelectorAll('img,iframe,object,embed,svg,base,link').length"


def _fill(facts: Any, server: str) -> set[str]:
    """Put every payload into every field of text; gives the names of the nodes."""
    names: set[str] = set()
    payloads = [*PAYLOADS, f"<img src={server}/leak><link rel=stylesheet href={server}/leak>"]
    for place, payload in enumerate(payloads):
        country = facts.thing("country", f"c{place}", payload)
        facts.say(country, f"{SKOS}notation", ox.Literal(payload))
        theme = facts.thing("theme", f"t{place}", payload)
        programme = facts.thing("programme", f"p{place}", payload)
        kind = f"{HANSE}Kind{place}"
        facts.say(kind, f"{RDFS}subClassOf", f"{HANSE}Network")
        facts.name(kind, payload, "en")
        link = BAD_LINKS[place % 5]
        source = facts.source(f"s{place}", payload, link)
        facts.say(source, f"{DCT}publisher", ox.Literal(payload))
        city = facts.thing("city", f"city{place}", payload, country=country)
        facts.alias(city, f"other {payload}")
        facts.say(city, f"{SCHEMA}sameAs", link)
        body = facts.thing("organisation", f"body{place}", payload, country=country)
        sort = facts.thing("concept", f"k{place}", payload)
        facts.say(body, f"{ORG}classification", sort)
        network = facts.thing(
            "network", f"net{place}", payload, mainTheme=theme, theme=theme, programme=programme
        )
        facts.say(network, f"{RDF}type", kind)
        facts.say(network, f"{SCHEMA}url", link)
        facts.say(network, f"{PROV}hadPrimarySource", source)
        facts.tie(network, city, "LeadPartner", source)
        facts.tie(network, body, "Partner", source, city=city)
        loner = facts.thing("organisation", f"loner{place}", payload, country=country)
        facts.tie(network, loner, "Partner", source)
        names.add(payload)
    return names


@pytest.fixture
def hostile(
    facts: Any,
    counting_server: tuple[Path, str, list[str]],
    tmp_path: Path,
) -> tuple[Path, set[str], list[str]]:
    """Write a page whose every text is hostile: the file, its names, what leaked to the server."""
    _, server, asked = counting_server
    names = _fill(facts, server)
    file = tmp_path / "hostile.html"
    file.write_bytes(render_network(facts.open()))
    return file, names, asked


def _parse(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - written by our own page


def test_nothing_hostile_runs(
    visit: Callable[..., Any], hostile: tuple[Path, set[str], list[str]]
) -> None:
    """Searched, chosen, hovered, tabled, cited and filtered, no payload runs or adds an element."""
    file, names, asked = hostile
    page = visit(file, reduced_motion="reduce").page
    scripts = page.locator("script").count()
    nodes = json.loads(page.evaluate("document.getElementById('data').textContent"))["nodes"]
    assert {node["label"] for node in nodes} == names
    for node in nodes:
        key = node["id"].removeprefix("https://w3id.org/hanse/id/")
        page.evaluate("key => { location.hash = '#at=' + key }", key)
        page.wait_for_function(
            "label => document.querySelector('#details h2')?.textContent === label",
            arg=node["label"],
        )
        assert page.locator("#details a").count() == 0
    page.keyboard.press("Escape")
    for name in names:
        page.fill("#query", name)
    page.fill("#query", "")
    for x in range(330, 1400, 60):
        page.mouse.move(x, 450)
    page.click("#cite")
    page.keyboard.press("Escape")
    page.click("#views [data-look=table]")
    assert page.locator("#tables tbody tr").count() == len(nodes)
    assert page.evaluate(COUNT_FOREIGN) == 0
    assert page.locator("script").count() == scripts
    assert asked == []


@pytest.mark.parametrize("place", [0, 2, 6, 10])
def test_a_hostile_title_is_text(
    visit: Callable[..., Any],
    facts: Any,
    tmp_path: Path,
    place: int,
) -> None:
    """A name that becomes the title, the description and the command stays a name."""
    network = facts.thing("network", "bad", PAYLOADS[place])
    facts.tie(network, facts.thing("city", "town", "Town"), "Partner")
    file = tmp_path / "title.html"
    file.write_bytes(render_network(facts.open(), Filters(network=(PAYLOADS[place],))))
    page = visit(file).page
    title = f"{PAYLOADS[place]} and its members"
    assert page.evaluate("document.querySelector('h1').textContent") == title
    assert page.evaluate("document.title") == " ".join(title.split())
    assert page.evaluate(COUNT_FOREIGN) == 0
    page.click("#cite")
    assert PAYLOADS[place][:9] in page.evaluate(
        "document.getElementById('citation-text').textContent"
    )


@pytest.mark.parametrize("link", BAD_LINKS)
def test_the_page_itself_refuses_bad_links(
    visit: Callable[..., Any], small: Graph, tmp_path: Path, link: str
) -> None:
    """Were a bad link to reach the page, it would stand there as text."""
    text = render_network(small).decode("utf-8")
    good = "https://example.org/one"
    assert text.count(good) == 1
    file = tmp_path / "link.html"
    file.write_text(text.replace(good, link), "utf-8")
    page = visit(file, "#at=network/new").page
    assert page.inner_text("#details .source >> nth=0") == "Source: First source"
    assert page.locator("#details a[href*='one']").count() == 0
    assert page.locator("#details a:not([href='https://example.org/two'])").count() == 0


def test_exports_stay_inert(
    visit: Callable[..., Any], hostile: tuple[Path, set[str], list[str]], tmp_path: Path
) -> None:
    """Exports hold the payloads as text; the SVG opened by itself runs nothing and asks nothing."""
    file, names, asked = hostile
    page = visit(file, reduced_motion="reduce").page
    saved: dict[str, bytes] = {}
    for kind in ("svg", "gexf", "csv", "spreadsheet"):
        page.click("#export summary")
        with page.expect_download() as waiting:
            page.click(f"[data-export={kind}]")
        saved[kind] = waiting.value.path().read_bytes()
    titles = {element.text for element in _parse(saved["svg"]).iterfind(".//{*}title")}
    assert names <= titles
    labels = {node.get("label") for node in _parse(saved["gexf"]).iterfind(".//{*}node")}
    assert names == labels
    rows = list(csv.DictReader(io.StringIO(saved["csv"].decode("utf-8"), newline="")))
    assert {row["member_name"] for row in rows} == names
    guarded = list(csv.reader(io.StringIO(saved["spreadsheet"].decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith("=") for row in guarded for cell in row)
    drawing = tmp_path / "drawing.svg"
    drawing.write_bytes(saved["svg"])
    alone: Page = page.context.new_page()
    ran: list[str] = []
    alone.on("console", lambda message: ran.append(message.text))
    alone.goto(drawing.as_uri())
    assert alone.evaluate("document.querySelectorAll('script,foreignObject,image,a').length") == 0
    assert ran == []
    assert asked == []


def test_policy_stops_what_would_run(visit: Callable[..., Any], whole_page: Path) -> None:
    """Even markup that got into the page could neither run nor load: the policy forbids it."""
    opened = visit(whole_page)
    opened.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<img src=http://127.0.0.1:9/x onerror="window.ran = 1"><p onclick="window.ran = 1">\')'
    )
    opened.page.evaluate("document.querySelector('body > p').click()")
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.ran") is None
    assert len(opened.complaints) >= 2
    assert all("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.complaints.clear()
    opened.requests.clear()  # Chromium reports a request that its policy then does not send.


@pytest.mark.parametrize("url", BAD_LINKS)
def test_only_web_links_are_kept(url: str) -> None:
    """A link that is not http or https is dropped before it reaches a page."""
    assert keep_link(url) == ""


def test_web_links_are_kept_as_they_are() -> None:
    """A link to a web page stays as the source gives it."""
    assert keep_link("https://urbact.eu/a?b=c&d=%20#e") == "https://urbact.eu/a?b=c&d=%20#e"
    assert keep_link("HTTP://example.org/") == "HTTP://example.org/"


def test_packed_text_survives() -> None:
    """What is escaped for HTML is read back as it was."""
    text = '<&>\u2028\u2029"\\é\U0001f600'
    packed = pack_page([{"id": "a", "label": text}], [], {})
    assert set("<>&\u2028\u2029").isdisjoint(packed)
    assert json.loads(packed)["nodes"] == [{"id": "a", "at": [0, 0], "label": text}]
