"""The page without a server reaches nothing, shows hostile data as text, and is for everybody."""

from __future__ import annotations

import base64
import gzip
import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.viz.accessibility import SCREENS, look_over

from hanse.namespaces import RDFS
from hanse_viz.offline_query_page import render_offline_query_page
from hanse_viz.sealing import hash_text

from .conftest import FileLinks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

MOST_BYTES = 4_000_000


@pytest.fixture(scope="module")
def text(offline_file: Path) -> str:
    """Read the page of the shipped dataset."""
    return offline_file.read_text("utf-8")


def _read_block(text: str, name: str) -> str:
    found = re.search(rf'<script type="[a-z/]+" id="{name}">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return found[1]


def test_page_is_one_file_and_the_same_every_time(graph: Graph, offline_file: Path) -> None:
    """Within 4 MB, the same bytes from the same dataset."""
    page = offline_file.read_bytes()
    assert len(page) <= MOST_BYTES
    assert render_offline_query_page(graph, FileLinks()) == page


def test_page_holds_the_whole_dataset(graph: Graph, text: str) -> None:
    """What is unpacked is every triple of the dataset, asserted and derived, and no more."""
    data = gzip.decompress(base64.b64decode(_read_block(text, "dataset")))
    found = {f"{quad.triple} .\n" for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}
    assert found == set(graph.lines())
    packed = base64.b64decode(_read_block(text, "dataset"))
    assert (packed[4:8], packed[9]) == (b"\0\0\0\0", 255), "no time and no system in its head"


def test_markup_leads_nowhere_else(text: str) -> None:
    """Outside of the blocks there is no address but those of the site and of the licence."""
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    addresses = set(re.findall(r'(?:src|href|action|content)="([^"]*[/#.:][^"]*)"', markup))
    assert {one for one in addresses if one.startswith(("http", "//"))} <= {
        "https://creativecommons.org/licenses/by/4.0/"
    }
    assert not re.search(r"<(img|link rel=.stylesheet|iframe|form|object|embed)\b", markup)
    assert "style=" not in markup
    assert not re.search(r"\son\w+=", markup)
    assert "<!--" not in text.partition("<style>")[2]


def test_policy_is_the_tightest(text: str) -> None:
    """One script and one style by their hashes, WebAssembly, a blob as worker; no connection."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found is not None
    script = text.rpartition("<script>")[2].partition("</script>")[0]
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert found[1].replace("&#39;", "'").split("; ") == [
        "default-src 'none'",
        f"script-src '{hash_text(script)}' 'wasm-unsafe-eval'",
        f"style-src '{hash_text(style)}'",
        "worker-src blob:",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


REACHING = {
    "fetch": "fetch('U').then(() => 1, () => 0)",
    "no-cors": "fetch('U', {mode: 'no-cors'}).then(() => 1, () => 0)",
    "request": "new Promise(end => { const one = new XMLHttpRequest(); one.onloadend = () =>"
    " end(one.status ? 1 : 0); one.open('GET', 'U'); one.send(); })",
    "socket": "new Promise(end => { try { const one = new WebSocket('U'.replace('http', 'ws'));"
    " one.onopen = () => end(1); one.onerror = () => end(0); } catch { end(0); } })",
    "events": "new Promise(end => { const one = new EventSource('U'); one.onopen = () => end(1);"
    " one.onerror = () => end(0); })",
}
IN_WORKER = {
    **REACHING,
    "script": "(() => { try { importScripts('U'); return 1; } catch { return 0; } })()",
    "module": "import('U').then(() => 1, () => 0)",
}
IN_PAGE = {
    **REACHING,
    "beacon": "Number(navigator.sendBeacon('U')) * 0",
    "image": "new Promise(end => { const one = new Image(); one.onload = () => end(1);"
    " one.onerror = () => end(0); one.src = 'U'; })",
    "worker": "new Promise(end => { try { const one = new Worker('U'); one.onerror = () => end(0);"
    " one.onmessage = () => end(1); } catch { end(0); } })",
    "frame": "new Promise(end => { const one = document.createElement('iframe'); one.src = 'U';"
    " one.onload = () => end(0); one.onerror = () => end(0); document.body.append(one); })",
}


def test_neither_page_nor_worker_can_reach_anybody(
    read_offline: Callable[..., Any], counting_server: tuple[Path, str, list[str]]
) -> None:
    """Every way out is tried from both, and a server that counts sees nobody."""
    folder, address, asked = counting_server
    (folder / "x").write_text("1")
    reader = read_offline("#text=ASK+%7B%7D")
    (worker,) = reader.page.workers
    for name, attempt in IN_WORKER.items():
        assert worker.evaluate(attempt.replace("U", f"{address}/x")) == 0, name
    for name, attempt in IN_PAGE.items():
        assert reader.page.evaluate(attempt.replace("U", f"{address}/x")) == 0, name
    assert asked == []
    # Chromium reports what its policy refuses, and a request that it then does not send.
    assert len(reader.opened.complaints) >= len(IN_WORKER)
    reader.opened.complaints.clear()
    reader.opened.requests.clear()


def test_no_query_reaches_anybody(
    read_offline: Callable[..., Any], counting_server: tuple[Path, str, list[str]]
) -> None:
    """Not even a query that no guard has seen: the engine itself knows no way out."""
    _, address, asked = counting_server
    reader = read_offline("#text=ASK+%7B%7D")
    page = reader.page
    for shape in (
        "SELECT * { SERVICE <U/s> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <U/s> { ?s ?p ?o } }",
        "LOAD <U/l>",
        "SELECT * FROM <U/f> { ?s ?p ?o }",
        "SELECT * FROM NAMED <U/n> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <U/d>",
    ):
        query = shape.replace("U", address)
        reader.write(query)
        reader.run()
        (worker,) = page.workers
        # As the page asks, but past the guard.
        worker.evaluate(
            "async query => { const channel = self.postMessage; await new Promise(end => {"
            " self.postMessage = end; self.onmessage({data: {id: -1, duty: 'ask', text: query,"
            " type: 'application/sparql-results+json'}}); }); self.postMessage = channel; }",
            query,
        )
    assert asked == []


PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "\u2028alert(1)\u2029",
    '" onmouseover="alert(1)',
    "{{7*7}}{% raw %}",
    "</title></style><base href=http://127.0.0.1:9/>",
    "javascript:alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
    'quote " backslash \\ \n line \r \t """ end',
)
FOREIGN = "document.querySelectorAll('img, iframe, object, embed, base').length"
ALL = f"""SELECT ?thing ?name {{
  ?thing <{RDFS}label> ?name FILTER (LANG(?name) = '') }} ORDER BY ?thing"""


def test_hostile_data_stay_text(read_offline: Callable[..., Any], facts: Any) -> None:
    """Labels of markup come out as they are: in tables, pictures, offers, notes and files."""
    for place, payload in enumerate(PAYLOADS):
        city = facts.thing("city", f"c{place}", payload)
        facts.say(city, "https://example.org/knows", "javascript:alert(1)")
    data = facts.open()
    reader = read_offline("#text=ASK+%7B%7D", data=data)
    page = reader.page
    reader.write(ALL)
    reader.run()
    assert [row[0] for row in reader.read_table()] == list(PAYLOADS)
    hrefs = [link.get_attribute("href") for link in page.locator("#stage a").all()]
    assert hrefs == [f"things/city-c{place}.html" for place in range(len(PAYLOADS))]
    page.click("#files summary")
    with page.expect_download() as waiting:
        page.click("[data-form=json]")
    rows = json.loads(waiting.value.path().read_bytes())["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == list(PAYLOADS)
    reader.write("CONSTRUCT WHERE { ?s <https://example.org/knows> ?o }")
    reader.run()
    reader.look("network")
    page.click("#files summary")
    with page.expect_download() as waiting:
        page.click("[data-form=svg]")
    drawing = ET.fromstring(waiting.value.path().read_bytes())  # noqa: S314 - of our own page
    names = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert names <= {"svg", "title", "rect", "circle", "polygon", "path", "text", "g", "line"}
    page.evaluate("location.hash = '#query=networks-of'")
    reader.until("document.getElementById('p-city') !== null")
    page.fill("#p-city", "alert")
    page.wait_for_selector("#p-city-list li")
    page.fill("#p-city", f"{PAYLOADS[0]}!")
    reader.until("document.getElementById('p-city-note').textContent.includes('</script><img')")
    assert page.evaluate(FOREIGN) == 0


def test_links_of_a_site_can_only_be_links(facts: Any) -> None:
    """An address that would run something is left away, whoever made it."""

    class Hostile(FileLinks):
        def link(self, iri: str) -> str:
            return f"javascript:alert('{iri}')"

    facts.thing("city", "a", "A")
    text = render_offline_query_page(facts.open(), Hostile()).decode()
    assert json.loads(_read_block(text, "data"))["links"] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(read_offline: Callable[..., Any], axe: str, screen: str) -> None:
    """No violation of WCAG A and AA or of best practice: answers, a fault, an awaited answer."""
    options = SCREENS[screen].options
    reader = read_offline("#query=cities-of-country&view=map", reduced_motion="reduce", **options)
    page = reader.page
    assert look_over(page, axe, SCREENS[screen]) == []
    page.evaluate("location.hash = '#query=busiest-cities'")
    page.wait_for_selector("#stage[data-done=table]")
    assert look_over(page, axe, SCREENS[screen], 1) == []
    reader.write("SELECT * { ?s nope:x ?o }")
    reader.run()
    assert look_over(page, axe, SCREENS[screen], 1) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
