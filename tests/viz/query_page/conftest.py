"""A small server for the query page: a real one, which can also break off, wait and lie."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pyoxigraph as ox
import pytest

from hanse.errors import HanseError
from hanse.guard import check_query
from hanse.namespaces import ID
from hanse_viz.completing import complete_names
from hanse_viz.offline_query_page import render_offline_query_page
from hanse_viz.pages.links import ServerLinks
from hanse_viz.query_page import QUERY_ASSETS, bind_query, render_query_page
from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.artefacts import MakeOnce

    from hanse.access import Graph

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_CODE = "document.querySelector('.CodeMirror').CodeMirror"
_ROWS = {
    form.media_type.partition(";")[0]: form
    for form in (
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.JSON,
    )
}
_TRIPLES = {
    form.media_type.partition(";")[0]: form
    for form in (
        ox.RdfFormat.TURTLE,
        ox.RdfFormat.JSON_LD,
        ox.RdfFormat.RDF_XML,
        ox.RdfFormat.N_TRIPLES,
    )
}


class Server(ThreadingHTTPServer):
    """Serves the page of a dataset; `mood` says how it answers queries."""

    daemon_threads = True

    def __init__(self, graph: Graph) -> None:
        """Listen on a free port of loopback."""
        self.graph = graph
        self.mood = "honest"
        self.asked: list[str] = []
        self.released = threading.Event()
        self.page = _render(graph)
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up."""


@cache
def _render(graph: Graph) -> bytes:
    return render_query_page(graph, ServerLinks())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> Server:
        """The server that asked for this handler."""
        assert isinstance(self.server, Server)
        return self.server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class
        pass

    def do_GET(self) -> None:
        """Give the page, its assets, bound queries and matching names."""
        place = urlsplit(self.path)
        given = dict(parse_qsl(place.query, keep_blank_values=True))
        name = place.path.removeprefix("/assets/")
        if place.path == "/":
            self._send(self.site.page, "text/html; charset=utf-8")
        elif name in QUERY_ASSETS:
            self._send((find_assets() / name).read_bytes(), QUERY_ASSETS[name])
        elif place.path == "/bind":
            self._send(bind_query(self.site.graph, given), "application/json")
        elif place.path == "/complete":
            names = complete_names(self.site.graph, given["kind"], given["q"])
            self._send(names, "application/json")
        else:
            self._send(b"no such page", "text/plain", 404)

    def do_POST(self) -> None:
        """Answer a query."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.site.asked.append(text)
        mood = self.site.mood
        if mood == "slow":
            self.site.released.wait(20)
        elif mood == "html":
            self._send(b"<p onclick=alert(1)>log in</p>", "text/html", 503)
            return
        try:
            body, type_ = _answer(self.site.graph, text, self.headers["Accept"])
        except HanseError as error:
            self._send(str(error).encode(), "text/plain; charset=utf-8", 400)
            return
        self._send(body, type_, mood=mood)

    def _send(self, body: bytes, type_: str, status: int = 200, mood: str = "honest") -> None:
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        half = body[: len(body) // 2]
        if mood == "chunks cut":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(half), half))
            self.close_connection = True
            return
        sent = half if mood in {"length cut", "text cut"} else body
        self.send_header("Content-Length", str(len(half if mood == "text cut" else body)))
        self.end_headers()
        self.wfile.write(sent)
        self.close_connection = mood != "honest"


def _answer(graph: Graph, text: str, accept: str) -> tuple[bytes, str]:
    """Write an answer in the first accepted form that fits its kind."""
    check_query(text, "query")
    answer = graph.store.query(text)
    wanted = [part.partition(";")[0].strip() for part in accept.split(",")]
    if isinstance(answer, ox.QueryTriples):
        form = next(_TRIPLES[type_] for type_ in wanted if type_ in _TRIPLES)
        return answer.serialize(format=form) or b"", form.media_type
    results = next(_ROWS[type_] for type_ in wanted if type_ in _ROWS)
    return answer.serialize(format=results) or b"", results.media_type


@dataclass
class Reader:
    """Somebody at the query page of a server of their own."""

    page: Any
    opened: Any
    server: Server | None = None

    def until(self, expression: str) -> None:
        """Wait until an expression is true on the page.

        Playwright's own waiting evaluates text inside the page, which the policy forbids.
        """
        for _ in range(1500):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never true: {expression}")

    def write(self, text: str) -> None:
        """Put a text into the editor as if it had been typed, with the cursor at its end."""
        self.page.evaluate(
            "text => { const code = document.querySelector('.CodeMirror').CodeMirror;"
            " code.setValue(''); code.replaceSelection(text); code.focus(); }",
            text,
        )

    def read_text(self) -> str:
        """Read what the editor holds."""
        return str(self.page.evaluate(f"{_CODE}.getValue()"))

    def run(self) -> None:
        """Run what the editor holds and wait for the answer or the refusal."""
        self.page.evaluate("document.getElementById('said').textContent = ''")
        self.page.click("#run")
        self.until(
            "!document.body.classList.contains('asking') &&"
            " (document.getElementById('fault').hidden === false ||"
            " / in /.test(document.getElementById('said').textContent))"
        )

    def look(self, view: str) -> None:
        """Look at the answer in another view and wait until it is drawn."""
        self.page.click(f"#views [data-view={view}]")
        self.page.wait_for_selector(f"#stage[data-done={view}]")

    def read_table(self) -> list[list[str]]:
        """Read the rows of the table that is shown."""
        rows: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#stage tbody tr')].map(row =>"
            " [...row.cells].map(cell => cell.textContent))"
        )
        return rows

    def forgive(self, words: str) -> None:
        """Take what Chromium itself writes to the console, such as of every status 400."""
        assert all(words in complaint for complaint in self.opened.complaints)
        self.opened.complaints.clear()


@pytest.fixture
def serve() -> Iterator[Callable[[Graph], Server]]:
    """Serve the page of a dataset on loopback."""
    servers: list[tuple[Server, threading.Thread]] = []

    def start(graph: Graph) -> Server:
        server = Server(graph)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        servers.append((server, thread))
        return server

    yield start
    for server, thread in servers:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def read(
    serve: Callable[[Graph], Server], visit: Callable[..., Any], graph: Graph
) -> Callable[..., Reader]:
    """Open the query page of the shipped dataset, or of another, at a place."""

    def open_page(address: str = "", data: Graph = graph, **options: Any) -> Reader:
        server = serve(data)
        opened = visit(server.url, address, **options)
        return Reader(opened.page, opened, server)

    return open_page


class FileLinks(ServerLinks):
    """The addresses of a folder of files in which cities and networks alone have a page."""

    def link(self, iri: str) -> str:
        """Give the file of a city or a network."""
        kind, _, slug = iri.removeprefix(ID).partition("/")
        return f"things/{kind}-{slug}.html" if kind in {"city", "network"} else ""

    def page(self, name: str) -> str:
        """Give the file of a page."""
        return "" if name == "limits" else f"{name}.html"


@pytest.fixture(scope="session")
def offline_file(graph: Graph, make_once: MakeOnce) -> Path:
    """Write the query page that needs no server, of the shipped dataset."""

    def make(folder: Path) -> None:
        (folder / "query.html").write_bytes(render_offline_query_page(graph, FileLinks()))

    return make_once("offline", make) / "query.html"


@pytest.fixture
def read_offline(
    visit: Callable[..., Any], offline_file: Path, tmp_path: Path
) -> Callable[..., Reader]:
    """Open the page that needs no server, of the shipped dataset or of another, at a place."""

    def open_page(address: str = "", data: Graph | None = None, **options: Any) -> Reader:
        file = tmp_path / "query.html" if data else offline_file
        if data:
            file.write_bytes(render_offline_query_page(data, FileLinks()))
        opened = visit(file, address, **options)
        return Reader(opened.page, opened)

    return open_page
