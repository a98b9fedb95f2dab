"""Fixtures for the pages: a server that serves the routes as `hanse serve` will, and a browser."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from hanse.access import Graph
from hanse.server.pages import Page, Request
from hanse_viz.pages import prepare, routes

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from hanse.dataset import Dataset

# What the server sends with every page.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Site:
    """The pages of a dataset, by path, without a network."""

    graph: Graph
    patterns: list[tuple[re.Pattern[str], Callable[[Graph, Request], Page]]]

    def get(self, address: str) -> Page:
        """Give the page at an address as the server would; 404 for what is not ours."""
        parts = urlsplit(address)
        path = unquote(parts.path)
        for pattern, render in self.patterns:
            found = pattern.match(path)
            if found:
                query = dict(parse_qsl(parts.query, keep_blank_values=True))
                return render(self.graph, Request(path, found.groupdict(), query, {}))
        return Page(b"not ours", "text/plain", 404)

    def text(self, address: str) -> str:
        """Give the page at an address as text."""
        return self.get(address).body.decode("utf-8")


def make_site(graph: Graph) -> Site:
    """Compile the patterns of the routes as the server's framework does."""
    routing = pytest.importorskip("starlette.routing", reason="pip install 'hanse[server]'")
    return Site(graph, [(routing.compile_path(path)[0], f) for path, f in routes().items()])


@pytest.fixture(scope="session")
def site(built: Dataset) -> Site:
    """Give the pages of the shipped dataset."""
    graph = Graph(built.store, "the shipped tables")
    prepare(graph)
    return make_site(graph)


@pytest.fixture
def open_site() -> Callable[[Graph], Site]:
    """Give the pages of any dataset."""
    return make_site


class _Server(ThreadingHTTPServer):
    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        page = self.server.site.get(self.path)
        self.send_response(page.status)
        self.send_header("content-type", page.media_type)
        self.send_header("content-security-policy", POLICY)
        self.send_header("content-length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class
        pass


@dataclass
class Look:
    """An open page, where it came from, and everything that it complained about or asked for."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list[str])
    foreign: list[str] = field(default_factory=list[str])

    def go(self, address: str) -> int:
        """Open another page; gives its status."""
        answer = self.page.goto(self.base + address)
        return int(answer.status)


def _listen(look: Look) -> None:
    def hear(message: Any) -> None:
        # Chromium tells of our own 404 pages in the console.
        if "status of 404" not in message.text:
            look.complaints.append(message.text)

    def note(request: Any) -> None:
        if not request.url.startswith((look.base, "data:,")):
            look.foreign.append(request.url)

    def refuse(dialog: Any) -> None:
        look.complaints.append(dialog.message)
        dialog.dismiss()

    look.page.on("console", hear)

    def fail(error: Any) -> None:
        look.complaints.append(str(error))

    look.page.on("pageerror", fail)
    look.page.on("dialog", refuse)
    look.page.on("request", note)


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Look]]:
    """Serve a site and open it; at the end every page must have been silent."""
    looks: list[Look] = []
    contexts: list[BrowserContext] = []
    servers: list[tuple[_Server, threading.Thread]] = []

    def open_page(site: Site, address: str, **options: Any) -> Look:
        server = _Server(site)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        settings: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}, **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        opened = Look(context.new_page(), f"http://127.0.0.1:{server.server_port}")
        _listen(opened)
        looks.append(opened)
        opened.go(address)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
    for opened in looks:
        assert opened.complaints == []
        assert opened.foreign == []
