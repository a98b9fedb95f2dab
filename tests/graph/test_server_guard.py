"""The endpoint reads only and contacts nobody, whatever a query or a request looks like.

A listening socket that nobody may knock at, the canary, stands for the rest of the world.
"""

from __future__ import annotations

import asyncio
import json
import select
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

import hanse
from hanse.worker.pool import Pool
from hanse.worker.process import Bounds
from hanse.worker.reply import WorkerError
from hanse.worker.starting import Forking

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from tests.conftest import Served

ANSWER = "hanse.server.answer:answer_query"
TRIPLE = "?s ?p ?o"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ {TRIPLE} }}"
# U stands for the canary's address, R for that of its root.
DISGUISES = {
    "plain": "SELECT * { SERVICE <U> { ?s ?p ?o } }",
    "case": "SELECT * { sErViCe <U> { ?s ?p ?o } }",
    "comment": "SELECT * { SERVICE#SELECT\n<U> { ?s ?p ?o } }",
    "lines": "SELECT * {\n\tSERVICE\r\n\t\t<U>\n{ ?s ?p ?o } }",
    "glued": "SELECT*{SERVICE<U>{?s ?p ?o}}",
    "glued to a word": "SELECT * { FILTER(true)SERVICESILENT<U>{?s ?p ?o} }",
    "silent": "SELECT * { SERVICE SILENT <U> { ?s ?p ?o } }",
    "exists": "SELECT * { BIND(1 AS ?x) FILTER EXISTS { SERVICE <U> { ?s ?p ?o } } }",
    "prefixed": "PREFIX x: <R> SELECT * { SERVICE x:sparql { ?s ?p ?o } }",
    "glued to a prefix": "PREFIX x: <R> SELECT * { SERVICEx:sparql { ?s ?p ?o } }",
    "based": "BASE <R> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "variable": "SELECT * { BIND(<U> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "sub-select": "SELECT * { { SELECT ?s { SERVICE <U> { ?s ?p ?o } } } }",
    "no rows wanted": "SELECT * { SERVICE <U> { ?s ?p ?o } } LIMIT 0",
    "optional": "SELECT * { OPTIONAL { SERVICE <U> { ?s ?p ?o } } }",
    "minus": "SELECT * { BIND(1 AS ?s) MINUS { SERVICE <U> { ?s ?p ?o } } }",
    "ask": "ASK { SERVICE <U> { ?s ?p ?o } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <U> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <U> { ?s ?p ?o } }",
}
NO_DESCRIPTOR = "Too many open files"
REACHING = [name for name in DISGUISES if name != "variable"]  # which the engine leaves unbound
UNGUARDED = "import sys, pyoxigraph\nlist(pyoxigraph.Store().query(sys.argv[1]) or [])"


class Canary:
    """A socket on the loopback that counts who connects; a connection gets no answer."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.root = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def disguise(self, name: str) -> str:
        """Give one of DISGUISES with the address of this canary."""
        return (
            DISGUISES[name].replace("<U>", f"<{self.root}sparql>").replace("<R>", f"<{self.root}>")
        )

    def count(self, seconds: float = 0) -> int:
        """Count who has connected since the last time; waits so long for the first."""
        found = 0
        while select.select([self.socket], [], [], 0 if found else seconds)[0]:
            self.socket.accept()[0].close()
            found += 1
        return found


@pytest.fixture
def canary() -> Generator[Canary]:
    """Give a canary of this test's own."""
    one = Canary()
    yield one
    one.socket.close()


@pytest.fixture(scope="session")
def two_graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a dataset of a default graph and two named ones."""
    path = tmp_path_factory.mktemp("guard") / "two.trig"
    graphs = "<urn:a> <urn:p> 1 . GRAPH <urn:1> { <urn:b> <urn:p> 2 } GRAPH <urn:2> { <urn:c> a 3 }"
    path.write_text(graphs, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", REACHING)
def test_engine_alone_would_connect(name: str, canary: Canary) -> None:
    """Each disguise is one: given to the engine itself, it reaches the canary."""
    with subprocess.Popen(
        [sys.executable, "-c", UNGUARDED, canary.disguise(name)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert canary.count(20) > 0
        process.kill()


@pytest.mark.parametrize("name", DISGUISES)
def test_service_is_refused(name: str, serve: Callable[..., Served], canary: Canary) -> None:
    """SERVICE in any disguise gets 400 and a sentence, and nobody connects to the canary."""
    status, headers, body = serve().query(canary.disguise(name))
    assert (status, headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert b"SERVICE is disabled" in body
    assert canary.count() == 0


def test_worker_cannot_connect_without_the_guard(
    canary: Canary, two_graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the guard on the tokens miss a disguise, the worker has no descriptor to connect."""
    monkeypatch.setattr("hanse.server.answer.check_query", let_through)
    texts = [canary.disguise(name) for name in REACHING]
    done = asyncio.run(_ask_worker(two_graphs, texts, may_open=False))
    assert len(REACHING) == len(done) == done.count("done") + done.count(NO_DESCRIPTOR)
    assert done.count(NO_DESCRIPTOR) > 8
    assert canary.count() == 0
    # The test could fail: a worker that may open sockets does connect.
    assert asyncio.run(_ask_worker(two_graphs, texts[:1], may_open=True)) == ["time"]
    assert canary.count() == 1


def let_through(*_: object, **__: object) -> None:
    """Stand for a guard that finds nothing."""


async def _ask_worker(place: Path, texts: list[str], *, may_open: bool) -> list[str]:
    """Give the outcome of each query, asked of a worker beside the server."""
    graph = hanse.open(place)
    pool = Pool(Forking(lambda: graph, Bounds(1.5), may_open), size=1)
    outcomes: list[str] = []
    for text in texts:
        try:
            async with pool.ask(ANSWER, _make_job(text)) as reply:
                await reply.wait_for(1 << 30)
                outcomes.append(reply.outcome)
        except WorkerError as error:
            is_expected = NO_DESCRIPTOR in error.text
            outcomes.append(NO_DESCRIPTOR if is_expected else error.reason)
    await pool.close()
    return outcomes


def _make_job(text: str) -> dict[str, Any]:
    lists: tuple[str, ...] = ("default_graphs", "named_graphs", "services")
    limits = {"most_bytes": 1 << 20, "most_rows": 1000, "most_text": 1 << 20, "most_nesting": 100}
    return {"text": text, "accept": "*/*", "form": "", **{name: [] for name in lists}, **limits}


@pytest.mark.parametrize("place", ["http", "file"])
@pytest.mark.parametrize("door", ["FROM", "FROM NAMED", "default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("named", [False, True], ids=["one graph", "named graphs"])
def test_no_graph_is_fetched(  # noqa: PLR0913 - each is a case
    place: str,
    door: str,
    *,
    named: bool,
    serve: Callable[..., Served],
    two_graphs: Path,
    canary: Canary,
) -> None:
    """A graph that the dataset has not is refused by every door, and neither fetched nor read."""
    iri = canary.root if place == "http" else two_graphs.as_uri()
    clause = f"{door} <{iri}>" if door.startswith("FROM") else ""
    fields = {"query": f"SELECT * {clause} {{ {TRIPLE} }}"}
    fields |= {} if clause else {door: iri}
    served = serve(two_graphs) if named else serve()
    status, _, body = served.ask(f"/sparql?{urlencode(fields)}")
    assert status == 400
    assert b"nothing is fetched" in body
    assert canary.count() == 0


UPDATES = (
    "INSERT DATA { <urn:x> <urn:x> <urn:x> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP DEFAULT",
    "LOAD <http://127.0.0.1:1/x>",
    "PREFIX a: <urn:a> insert data { a:x a:x a:x }",
    "SELECT * { ?s ?p ?o } ; CLEAR ALL",
    "CREATE GRAPH <urn:x>",
)
TURTLE = b"<urn:x> <urn:x> <urn:x> ."
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused_by_every_door(text: str, serve: Callable[..., Served]) -> None:
    """An update changes nothing, as update or as query, in the address, a form or a body."""
    served = serve()
    before = served.query(COUNT)[2]
    asked, said = urlencode({"query": text}), urlencode({"update": text})
    tries = [
        ("GET", f"/sparql?{said}", "", b""),
        ("GET", f"/sparql?{asked}", "", b""),
        ("GET", f"/sparql?{urlencode({'query': COUNT})}&{said}", "", b""),
        ("POST", "/sparql", FORM, said.encode()),
        ("POST", "/sparql", FORM, asked.encode()),
        ("POST", "/sparql", "application/sparql-update", text.encode()),
        ("POST", "/sparql", "application/sparql-query", text.encode()),
        ("POST", f"/sparql?{said}", "application/sparql-query", COUNT.encode()),
        ("POST", "/update", "application/sparql-update", text.encode()),
    ]
    for method, path, type_, body in tries:
        headers = {"Content-Type": type_} if type_ else {}
        status, _, _ = served.ask(path, method=method, headers=headers, body=body or None)
        assert (method, path, type_, 4) == (method, path, type_, status // 100)
    assert before == served.query(COUNT)[2]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "MOVE", "COPY", "TRACE"])
@pytest.mark.parametrize(
    "path",
    [
        *("/sparql", "/sparql?default", "/sparql?graph=urn%3Ax", "/store?default", "/data"),
        *("/query", "/update", "/statements", "/rdf-graph-store?default", "/dataset", "/upload"),
        *("/", "/id/city/riga", "/ontology", "/.well-known/void", "/limits", "/describe"),
    ],
)
def test_graph_store_methods_are_refused(
    method: str, path: str, serve: Callable[..., Served]
) -> None:
    """No method of the Graph Store Protocol, and no address beside ours, writes anything."""
    headers = {"Content-Type": "text/turtle"}
    status, _, _ = serve().ask(path, method=method, headers=headers, body=TURTLE)
    assert status in {400, 404, 405, 415}
    ask = json.loads(serve().query("ASK { <urn:x> ?p ?o }")[2])
    assert ask["boolean"] is False


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE <http://127.0.0.1:1/>" AS ?x) {}',
        "SELECT ('''LOAD <u> INSERT SERVICE''' AS ?x) {}",
        "# SERVICE <http://127.0.0.1:1/> { }\nSELECT (1 AS ?x) {} # INSERT DATA",
        "SELECT ?x { BIND(1 AS ?x) OPTIONAL { <urn:SERVICE> <urn:INSERT> ?service } }",
        "SELECT (?service AS ?x) { BIND(1 AS ?service) BIND(2 AS ?insert) }",
        "PREFIX service: <urn:> SELECT ?x { BIND(1 AS ?x) OPTIONAL { ?s service:load ?o } }",
        "PREFIX insert: <urn:> SELECT ?x { BIND(1 AS ?x) OPTIONAL { ?s insert:p ?o } }",
        'SELECT ?x { BIND("x"@load AS ?x) }',
    ],
)
def test_words_are_no_offence_elsewhere(text: str, serve: Callable[..., Served]) -> None:
    """SERVICE, LOAD and INSERT in a text, comment, IRI, variable or prefix are answered."""
    status, _, body = serve().query(text)
    assert status == 200
    assert len(json.loads(body)["results"]["bindings"]) == 1
