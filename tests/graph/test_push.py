"""Uploading: the remote graph is the old one or the new one, and what stands there is seen."""

from __future__ import annotations

import io
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from hanse.cli import main
from hanse.errors import RemoteError
from hanse.store.embedded import load_lines
from hanse.store.remote import graphs, open_endpoint
from hanse.store.remote.address import PASSWORD, USER, Endpoint
from hanse.store.remote.deadline import Deadline
from hanse.upload import Target, push_lines

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

GRAPH = "urn:g"
OLD = [f'<urn:old{i:05}> <urn:p> "{i}" .\n' for i in range(100)]
NEW = sorted(f'<urn:new{i:05}> <urn:p> "{i}" .\n' for i in range(5000))
NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def server(start_oxigraph: Callable[..., str]) -> str:
    """Run an Oxigraph server without data."""
    return start_oxigraph()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pauses between attempts out, and whatever login the reader has."""
    monkeypatch.setattr("hanse.store.remote.retries.sleep", list[float]().append)
    monkeypatch.delenv(USER, raising=False)
    monkeypatch.delenv(PASSWORD, raising=False)


def ignore(_sent: int, _whole: int) -> None:
    """Report nothing."""


def push(url: str, lines: list[str], *, with_update: bool, graph: str | None = GRAPH) -> Any:
    """Push lines to a server that has its doors where Oxigraph has them."""
    update = Endpoint(f"{url}/update") if with_update else None
    target = Target(Endpoint(f"{url}/store"), graph, update, None)
    return push_lines(lines, target, Deadline(60), ignore)


def read(url: str, graph: str | None = GRAPH) -> list[str]:
    """Read a graph back."""
    return graphs.read_graph(Endpoint(f"{url}/store"), graph, Deadline(60))


@pytest.mark.parametrize("graph", [GRAPH, None])
@pytest.mark.parametrize("with_update", [True, False])
def test_a_push_replaces_the_graph(server: str, graph: str | None, *, with_update: bool) -> None:
    """What the graph held is gone, what was sent is there, nothing stands beside it."""
    for lines in (OLD, NEW, NEW):
        pushed = push(server, lines, with_update=with_update, graph=graph)
        assert (len(lines), 0) == (pushed.triples, pushed.rounded)
        assert lines == read(server, graph)
    with urllib.request.urlopen(f"{server}/query?query={quote(NAMED)}") as answer:  # noqa: S310 - loopback
        assert b'"value":"1"' in answer.read() or graph is None


def test_a_push_that_breaks_off_leaves_the_old_graph(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the connection breaks in the middle of each attempt, nothing has changed."""
    push(server, OLD, with_update=True)
    attempts: list[int] = []

    def break_off(body: Any) -> Iterator[bytes]:
        attempts.append(1)
        yield body._data[: 1 << 16]
        raise ConnectionResetError

    monkeypatch.setattr(graphs.Body, "__iter__", break_off)
    with pytest.raises(RemoteError, match="closed the connection"):
        push(server, NEW, with_update=True)
    assert len(attempts) == 4
    monkeypatch.undo()
    assert read(server) == OLD
    with urllib.request.urlopen(f"{server}/query?query={quote(NAMED)}") as answer:  # noqa: S310 - loopback
        assert b'"value":"1"' in answer.read()


class FakeStore:
    """A graph store in memory that counts requests and fails as it is told to."""

    def __init__(self, fakes: Any) -> None:
        self.fakes = fakes
        self.graphs: dict[str, list[str]] = {GRAPH: OLD}
        self.lose: Callable[[list[str]], list[str]] = list
        self.kept: list[str] = []
        self.busy: dict[str, int] = {}
        self.hangs_up_after_move = False
        self.fake = fakes.start(self.respond)
        self.url = f"http://127.0.0.1:{self.fake.port}"

    def respond(self, request: Any) -> bytes:
        """Do what a request asks, unless the method is busy for some more times."""
        if self.busy.get(request.method, 0) > 0:
            self.busy[request.method] -= 1
            return bytes(self.fakes.reply(b"", status="503 Service Unavailable"))
        if request.method == "POST":
            return self.move(request.parameters["update"])
        graph = request.parameters["graph"]
        if request.method == "PUT":
            lines = request.body.decode().splitlines(keepends=True)
            self.graphs[graph] = self.kept or self.lose(lines)
        elif request.method == "DELETE":
            del self.graphs[graph]
        body = "".join(self.graphs[graph]) if request.method == "GET" else ""
        return bytes(self.fakes.reply(body.encode(), "application/n-triples"))

    def move(self, text: str) -> bytes:
        """Do a MOVE."""
        _move, _graph, source, _to, _graph, target = text.split(" ")
        self.graphs[target[1:-1]] = self.graphs.pop(source[1:-1])
        return b"" if self.hangs_up_after_move else bytes(self.fakes.reply(b""))

    @property
    def methods(self) -> list[str]:
        """The methods that came, in order."""
        return [request.method for request in self.fake.requests]


def test_what_comes_back_changed_never_takes_the_place(fakes: Any) -> None:
    """A lost, a changed and an added triple are told with an example, and nothing is moved."""
    added = "<urn:x> <urn:p> <urn:y> .\n"
    losses: dict[str, Callable[[list[str]], list[str]]] = {
        r"4999 triples of 5000; 1 missing, such as <urn:new00000> .*--query": lambda lines: lines[
            1:
        ],
        r"5000 triples of 5000; 1 missing, .*; 1 not sent, such as <urn:x>": lambda lines: (
            [*lines[1:], added]
        ),
        r"5001 triples of 5000; 1 not sent": lambda lines: [*lines, added],
    }
    for told, lose in losses.items():
        store = FakeStore(fakes)
        store.lose = lose
        with pytest.raises(RemoteError, match=told):
            push(store.url, NEW, with_update=True)
        assert store.graphs == {GRAPH: OLD}
        assert store.methods == ["PUT", "GET", "DELETE"]
        with pytest.raises(RemoteError, match=told):
            push(store.url, NEW, with_update=False)


def test_only_what_may_be_done_twice_is_done_again(fakes: Any) -> None:
    """PUT, GET and DELETE are tried four times, the MOVE once; the old graph stands."""
    store = FakeStore(fakes)
    store.busy = {"PUT": 3, "GET": 3}
    push(store.url, NEW, with_update=True)
    assert store.methods == ["PUT"] * 4 + ["GET"] * 4 + ["POST", "GET"]
    assert store.graphs == {GRAPH: NEW}
    store = FakeStore(fakes)
    store.busy = {"POST": 1, "DELETE": 3}
    with pytest.raises(RemoteError, match="503"):
        push(store.url, NEW, with_update=True)
    assert store.methods == ["PUT", "GET", "POST", "GET"] + ["DELETE"] * 4
    assert store.graphs == {GRAPH: OLD}


def test_a_move_whose_answer_is_lost_is_looked_up(fakes: Any) -> None:
    """The triples tell that it was done; it is not sent again."""
    store = FakeStore(fakes)
    store.hangs_up_after_move = True
    assert push(store.url, NEW, with_update=True).triples == len(NEW)
    assert store.methods.count("POST") == 1


def test_points_may_be_rounded_and_nothing_else(fakes: Any) -> None:
    """Virtuoso's numbers of single precision pass and are counted; other places do not."""
    point = '<urn:c> <urn:p> "POINT({})"^^<{}> .\n'
    wkt = "http://www.opengis.net/ont/geosparql#wktLiteral"
    theirs = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
    lines = [point.format("-8.39600 43.37135", wkt)]
    for kept, passes in (("-8.3959999084473 43.371349334717", True), ("-8.39 43.37135", False)):
        store = FakeStore(fakes)
        store.kept = [point.format(kept, theirs)]
        if passes:
            assert push(store.url, lines, with_update=True).rounded == 1
        else:
            with pytest.raises(RemoteError, match="1 missing"):
                push(store.url, lines, with_update=True)


def test_the_command_pushes_and_says_what_it_saw(
    server: str,
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]],
    tmp_path: Path,
) -> None:
    """It tells place, count and hash on standard error; a pipe gets no progress bar."""
    (tmp_path / "new.nt").write_text("".join(NEW))
    words = ["push", "--endpoint", f"{server}/store", "--graph", GRAPH]
    words += ["--update", f"{server}/update", "--query", f"{server}/query"]
    done = run_hanse(*words, "--dataset", tmp_path / "new.nt")
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (0, b"")
    assert f"{server}/store: 5000 triples in graph {GRAPH}, read back: the same" in told
    assert "\r" not in told
    assert len(open_endpoint(f"{server}/query", GRAPH)) == len(NEW)
    assert load_lines(read(server)).lines() == NEW


def test_a_person_is_asked_for_a_login(
    fakes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal user and password are asked for once; the password is shown nowhere."""
    (tmp_path / "new.nt").write_text(NEW[0])
    kept: list[bytes] = []

    def respond(request: Any) -> bytes:
        if request.headers.get("authorization") != "Basic c2NvdHQ6dGlnZXI=":
            return bytes(fakes.reply(b"who?", status="401 Unauthorized"))
        kept.append(request.body)
        body = NEW[0].encode() if request.method == "GET" else b""
        return bytes(fakes.reply(body, "application/n-triples"))

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    fake = fakes.start(respond)
    monkeypatch.setattr("getpass.getpass", {"Password of scott: ": "tiger"}.__getitem__)
    words = ["push", "--endpoint", fake.url, "--dataset", str(tmp_path / "new.nt")]
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(words) == 3
    assert "HANSE_ENDPOINT_USER" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", Terminal("scott\n"))
    assert main(words) == 0
    assert kept == [NEW[0].encode(), b""]
    told = capsys.readouterr()
    assert "1 triples in the default graph" in told.err
    assert "tiger" not in told.err + told.out
