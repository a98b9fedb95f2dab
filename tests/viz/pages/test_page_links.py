"""Every address on a page is one that the server answers; what is no web address is no link."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from hanse.namespaces import DATASET, HANSE, ID, ONTOLOGY, RULES
from hanse_viz.pages.asking import Value
from hanse_viz.pages.links import FORMS, ServerLinks, find_anchor, read_path
from hanse_viz.pages.model import Ref
from hanse_viz.pages.rendering import open_templates, show_ref
from hanse_viz.pages.showing import MOST_TEXT, show_value
from hanse_viz.pages.statements import Statement
from hanse_viz.pages.thing import LAYOUTS

if TYPE_CHECKING:
    from hanse.access import Graph

LINKS = ServerLinks()
# What the core of the server answers, not these pages.
CORE = {"/", "/sparql", "/limits"}
BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://127.0.0.1/x",
    "https:",
)


class _Addresses(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.anchors: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag in {"a", "form"}:
            self.links.add(named.get("href") or named.get("action", ""))
        elif "href" in named or "src" in named:
            self.loads.add(named.get("href") or named["src"])
        if "id" in named:
            self.anchors.append(named["id"])
        self.inline += [name for name in named if name.startswith("on") or name == "style"]
        if tag in {"script", "style", "iframe", "object", "embed", "base", "img"}:
            self.inline.append(tag)


def _sample(graph: Graph) -> list[str]:
    """Take three things of every class that has a layout, and one of every other class."""
    found = set[str]()
    classes = {row[0] for row in graph.query("SELECT DISTINCT ?c { ?t a ?c }")}
    for class_ in sorted(classes):
        number = 3 if class_ in LAYOUTS else 1
        query = f"SELECT ?t {{ ?t a <{class_}> }} ORDER BY DESC(?t) LIMIT {number}"
        found.update(row[0] for row in graph.query(query))
    return sorted(found)


def _resolves(site: Any, address: str) -> bool:
    """Tell whether the server answers an address: by these pages, or by its core."""
    parts = urlsplit(address)
    path, query = unquote(parts.path), dict(parse_qsl(parts.query))
    for _, suffix in FORMS:
        path = path.removesuffix(suffix) if path.startswith("/id/") else path
    if path.startswith("/id/"):
        return any(_is_known(site.graph, iri) for iri in read_path(path.removeprefix("/id/")))
    if path == "/describe":
        return _is_known(site.graph, query["iri"])
    return path in CORE or site.get(address).status == 200


def _is_known(graph: Graph, iri: str) -> bool:
    return bool(
        graph.query(
            f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} UNION {{ ?s <{iri}> ?o }} }}"
        )
    )


def test_every_link_of_a_crawl_leads_somewhere(site: Any) -> None:
    """From things of every class and all other pages, each inner link is answered."""
    things = _sample(site.graph)
    starts = [LINKS.link(iri) for iri in things]
    starts += ["/search?q=riga", "/search?kind=City&page=2", "/queries", "/queries/partners-of"]
    links, loads = set[str](), set[str]()
    anchors: dict[str, list[str]] = {}
    for start in dict.fromkeys(start.partition("#")[0] for start in starts):
        page = site.get(start)
        assert (start, page.status) == (start, 200)
        found = _Addresses(page.body.decode())
        assert (start, found.inline) == (start, [])
        assert len(found.anchors) == len(set(found.anchors)), start
        links |= found.links
        loads |= found.loads
        anchors[start] = found.anchors
    assert len(things) == 70
    assert loads == {"/assets/site.css", "data:,"}
    assert site.get("/assets/site.css").media_type == "text/css; charset=utf-8"
    inner = {link for link in links if not link.startswith(("http:", "https:"))}
    assert len(inner) > 1000
    assert {link for link in inner if not link.startswith(("/", "#"))} == set()
    lost = [link for link in sorted(inner) if link[0] == "/" and not _resolves(site, link)]
    assert lost == []
    terms = {link.partition("#")[2] for link in inner if link.startswith("/ontology#")}
    assert len(terms) > 60
    assert terms <= set(anchors["/ontology"])


@pytest.mark.parametrize("address", BAD)
def test_only_web_addresses_are_links(address: str) -> None:
    """An address that a browser should not follow stands as text, or leads to its description."""
    unknown = show_value(Statement(Value("iri", address)))
    assert "<a" not in show_ref(unknown, LINKS)
    known = show_value(Statement(Value("iri", address), known=True))
    assert 'href="/describe?iri=' in show_ref(known, LINKS)
    assert "<a" not in show_ref(Ref("x", url=address), LINKS)


def test_references_are_escaped() -> None:
    """No part of a reference can be markup."""
    bad = "\"'><script>alert(1)</script>&"
    for ref in (
        Ref(bad, before=bad, note=bad, language=bad, badge=bad),
        Ref(bad, iri=f"urn:{bad}"),
        Ref(bad, url=f"https://example.org/{bad}"),
    ):
        text = show_ref(ref, LINKS)
        assert "<script" not in text
        assert "\"'>" not in text


def test_templates_escape_and_miss_nothing() -> None:
    """Templates escape by default, and a name that is missing is an error, not a gap."""
    jinja2 = pytest.importorskip("jinja2")
    templates = open_templates()
    assert templates.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(jinja2.UndefinedError):
        templates.from_string("{{ missing }}").render()


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{ID}city/riga", "/id/city/riga"),
        (f"{ID}city/a%20b", "/id/city/a%2520b"),
        (f"{ID}city/", "/describe?iri=https%3A%2F%2Fw3id.org%2Fhanse%2Fid%2Fcity%2F"),
        (f"{ID}../x", "/describe?iri=https%3A%2F%2Fw3id.org%2Fhanse%2Fid%2F..%2Fx"),
        (f"{HANSE}City", "/ontology#City"),
        (HANSE, "/ontology"),
        (ONTOLOGY, "/ontology"),
        (f"{RULES}leads.rq", "/ontology#rule-leads"),
        (DATASET, "/dataset"),
        ("http://example.org/?a=b&c", "/describe?iri=http%3A%2F%2Fexample.org%2F%3Fa%3Db%26c"),
        ("javascript:alert(1)", "/describe?iri=javascript%3Aalert%281%29"),
    ],
)
def test_server_links(iri: str, address: str) -> None:
    """Our things, terms and rules have addresses of their own; anything else is described."""
    assert LINKS.link(iri) == address


def test_anchors_are_for_our_terms_only() -> None:
    """A term of another vocabulary has no place on our page."""
    assert find_anchor("http://www.w3.org/ns/org#Membership") == ""
    assert find_anchor(f"{HANSE}a b") == ""


def test_long_texts_are_cut_and_counted() -> None:
    """A text of megabytes is cut, and the page says by how much."""
    ref = show_value(Statement(Value("literal", "x" * (MOST_TEXT + 1_234))))
    assert (len(ref.label), ref.note) == (MOST_TEXT, "… 1,234 more characters")
