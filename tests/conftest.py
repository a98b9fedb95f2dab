"""Fixtures for all tests: one dataset, built once from the shipped tables."""

from __future__ import annotations

import csv
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import hypothesis
import pytest
from tests.artefacts import Artefacts
from tests.waiting import PATIENCE, wait_until

from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from hanse.dataset import Dataset


# Examples are many and machines are busy: how long one takes says nothing.
hypothesis.settings.register_profile("hanse", deadline=None)
hypothesis.settings.load_profile("hanse")


# Where the tests take longest; their files go first, so that both workers end at the same time.
_LONGEST = (
    *("tests/viz/large", "tests/viz/site", "tests/viz/report", "tests/viz/query_page"),
    *("tests/viz/reading", "tests/viz/sheets", "tests/viz/figures", "tests/viz"),
    *("tests/graph/test_docs", "tests/graph/analysis", "tests/graph"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files that take long come first; within a file the order stays."""
    items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid: str) -> int:
    ranks = (rank for rank, place in enumerate(_LONGEST) if nodeid.startswith(place))
    return next(ranks, len(_LONGEST))


# A test whose browser or engine is not there is skipped with the line that installs it; where
# HANSE_NO_SKIPS is set, as in .ci/run, such a skip fails the run.
_INSTALL = ("apt-get install", "npm ci")
_missing: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the skips that an installation would mend."""
    if report.skipped and any(word in str(report.longrepr) for word in _INSTALL):
        _missing.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where such skips are not allowed."""
    if _missing and os.environ.get("HANSE_NO_SKIPS"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were skipped for want of an engine."""
    for nodeid in _missing:
        terminalreporter.write_line(f"not run, its engine is missing: {nodeid}")


@pytest.fixture(scope="session")
def artefacts(request: pytest.FixtureRequest) -> Iterator[Artefacts]:
    """Give what is made once for all workers; at the end nobody must have written into it."""
    cache = request.config.cache
    assert cache is not None, "artefacts lie in pytest's cache; do not switch it off"
    shared = Artefacts(cache.mkdir("artefacts"))
    yield shared
    for place in dict.fromkeys(shared.used):
        shared.check(place)
    shared.remove_old()


@pytest.fixture(scope="session")
def make_once(artefacts: Artefacts) -> Callable[[str, Callable[[Path], object]], Path]:
    """Give `make_once(name, make)`: a folder that `make` fills once for all workers and runs.

    `make` is a function of a test module or a conftest that takes the empty folder.
    """
    return artefacts.make_once


@pytest.fixture(scope="session")
def built() -> Dataset:
    """Build the shipped tables once."""
    from hanse.dataset import build_dataset  # noqa: PLC0415 - only tests that ask for it pay

    return build_dataset(locate("data"), locate("ontology"))


@pytest.fixture(scope="session")
def build_folder(artefacts: Artefacts) -> Path:
    """Write the release of the shipped tables once; tests read it and never write there."""
    return artefacts.make_once("release", _make_release) / "build"


def _make_release(folder: Path) -> None:
    from hanse.release import make_release  # noqa: PLC0415 - only tests that ask for it pay

    make_release(locate("data"), locate("ontology"), folder / "build")


@pytest.fixture(scope="session")
def run_hanse(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Give the command `hanse` as a function; its cache and working folder are scratch.

    `run_hanse(*words, sent=b"", cwd=None, env=None)` runs it to its end, with `sent` as standard
    input.
    """
    scratch = tmp_path_factory.mktemp("run")
    cache = {"XDG_CACHE_HOME": str(scratch / "cache")}

    def run(
        *words: str | os.PathLike[str],
        sent: bytes = b"",
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "hanse", *words],
            input=sent,
            capture_output=True,
            check=False,
            timeout=120,
            cwd=cwd or scratch,
            env=os.environ | cache | (env or {}),
        )

    return run


class Served:
    """A running `hanse serve`: its address, its process, and requests to it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port
        self.url = f"http://127.0.0.1:{port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        seconds: float = PATIENCE,
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request; gives status, headers by their names in lower case, and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            data = response.read()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, data
        finally:
            connection.close()

    def query(self, text: str, accept: str = "*/*") -> tuple[int, dict[str, str], bytes]:
        """Ask a query by GET."""
        path = f"/sparql?{urlencode({'query': text})}"
        return self.ask(path, headers={"Accept": accept})

    def connect(self, seconds: float = PATIENCE) -> socket.socket:
        """Open a connection; the caller closes it."""
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def exchange(self, data: bytes, seconds: float = PATIENCE) -> bytes:
        """Send bytes as they are; gives what comes back until the server closes."""
        with self.connect(seconds) as connection:
            with suppress(ConnectionError):
                connection.sendall(data)
            return read_to_end(connection)

    def find_workers(self) -> list[int]:
        """Give the pids of its worker processes, the dead ones that nobody has buried included."""
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def read_to_end(connection: socket.socket) -> bytes:
    """Give what a connection brings until it is closed or broken."""
    pieces: list[bytes] = []
    with suppress(ConnectionError):
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.fixture(scope="session")
def serve(
    tmp_path_factory: pytest.TempPathFactory, build_folder: Path
) -> Generator[Callable[..., Served]]:
    """Give `hanse serve` as a function: the same words give the same running server.

    Without words it serves the shipped dataset.
    """
    scratch = tmp_path_factory.mktemp("serve")
    running: dict[tuple[str, ...], Served] = {}

    def start(*words: str | os.PathLike[str], fresh: bool = False) -> Served:
        given = tuple(str(word) for word in words)
        if fresh or given not in running:
            place = () if given and not given[0].startswith("-") else (str(build_folder),)
            served = _start_server(scratch, *place, *given)
            running[given if not fresh else (*given, str(served.port))] = served
            return served
        return running[given]

    yield start
    for served in running.values():
        served.process.terminate()
    for served in running.values():
        served.process.wait(PATIENCE)
        assert served.process.stderr
        served.process.stderr.close()


def _start_server(folder: Path, *words: str) -> Served:
    # Ctrl-C ends it whoever started the tests: what nohup ignores is ignored by children, too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "hanse", "serve", *words, "--port", "0"],
            cwd=folder,
            stderr=subprocess.PIPE,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.stderr
    said = process.stderr.readline().decode()
    found = re.search(r"http://127\.0\.0\.1:([0-9]+)/", said)
    assert found, f"hanse serve did not start: {said}"
    served = Served(process, int(found[1]))
    wait_until(lambda: _answers(served), "that hanse serve answers")
    return served


def _answers(served: Served) -> bool:
    with suppress(ConnectionError):
        served.ask("/limits")
        return True
    return False


# A whole dataset of a few rows, for tests that build many times: every table that a thing of
# theirs needs, invented but for the country.
_SMALL = {
    "countries": ["LV,Latvia,2004,,Northern Europe,LVA"],
    "country_boxes": ["LV,mainland,55.6,20.6,58.2,28.4"],
    "cities": [
        "alfa,Alfa,LV,1001,57.10000,24.50000,1200,LV008,Q1001",
        "beta,Beta,LV,,,,,,",
        "gamma,Gamma,LV,,,,,,",
    ],
    "city_names": ["alfa,de,Alfen", "alfa,de,Alpha", "alfa,lv,Alfa"],
    "organisations": ["delta,Delta Agency,alfa,LV,agency"],
    "sources": ["notes,Notes,The Editors,https://example.org/notes,2020-05,en,press"],
    "themes": ["work,Work,", "youth-work,Youth work,work"],
    "programmes": ["plan,Plan,2014,2020,"],
    "networks": ["ring,Ring,plan,transfer,2018,2020,work,https://example.org/ring,notes"],
    "network_themes": ["ring,work", "ring,youth-work"],
    "memberships": [
        "ring,alfa,,lead,,,notes",
        "ring,beta,,partner,2018-12,2020-06-30,notes",
        "ring,gamma,delta,partner,2019,,notes",
    ],
    "phases": ["ring,phase-1,2018-04-04,,6,notes"],
    "good_practices": ["bread,Bread for all,alfa,LV,2017,2012,1234567.50,notes,"],
    "transfers": ["ring,bread,notes"],
    "events": ["visit,The visit,exchange-visit,--05-13,--05-14,beta,LV,notes"],
    "event_cooperations": ["visit,ring"],
    "event_participants": ["visit,delta,gamma,visitor,notes", "visit,,beta,host,notes"],
}


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """Write a folder of small tables: three cities, one network, one practice, one event."""
    folder = tmp_path / "small"
    folder.mkdir()
    write_small_data(folder)
    return folder


def write_small_data(folder: Path) -> None:
    """Write every table, with the rows of the small ones."""
    for path in sorted(locate("data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        lines = [",".join(rows[0]), *_SMALL.get(path.stem, [])]
        if path.stem == "country_names":
            lines += [",".join(row) for row in rows if row[0] == "LV"]
        (folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "VERSION").write_text("2020.01\n", encoding="utf-8")


# Engines that others run: real servers on free ports of the loopback, each in a folder of its own.
@contextmanager
def run_server(words: list[str], folder: Path, ready_at: str) -> Generator[None]:
    """Run a server until the block ends; it is ready once an address answers."""
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        _wait_for(process, ready_at, folder / "log.txt")
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    def is_there() -> bool:
        assert process.poll() is None, f"{process.args!r} ended: {log.read_text()[-1000:]}"
        with suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE):  # noqa: S310 - loopback
            return True
        return False

    wait_until(is_there, f"that {process.args!r} answers")


def find_port() -> int:
    """Find a free port of the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def start_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Give a function that starts the Oxigraph server with a file or nothing, and gives its URL.

    Queries go to URL/query, updates to URL/update, graphs to URL/store.
    """
    from contextlib import ExitStack  # noqa: PLC0415 - only tests that ask for it pay

    program = str(Path(sysconfig.get_path("scripts")) / "oxigraph")
    with ExitStack() as running:

        def start(file: Path | None = None) -> str:
            folder = tmp_path_factory.mktemp("oxigraph")
            if file is not None:
                load = [program, "load", "--location", "data", "--file", str(file)]
                subprocess.run(load, cwd=folder, check=True, capture_output=True)
            place = f"127.0.0.1:{find_port()}"
            words = [program, "serve", "--location", "data", "--bind", place]
            running.enter_context(run_server(words, folder, f"http://{place}/"))
            return f"http://{place}"

        yield start


# Small buffers and no checkpoints: the folder is thrown away. 10,000 rows is what DBpedia's
# endpoint and the package's own settings stop at.
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""
VIRTUOSO_GRAPH = "https://w3id.org/hanse/data"


@pytest.fixture(scope="session")
def virtuoso(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Virtuoso with the release of the shipped tables in a graph; give its URL."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip("Virtuoso is missing: apt-get install virtuoso-opensource")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = find_port(), find_port()
    settings = _VIRTUOSO.format(sql=sql, http=http, data=build_folder, folder=folder)
    (folder / "hanse.ini").write_text(settings)
    words = [server, "+configfile", "hanse.ini", "+foreground"]
    load = f"ld_dir('{build_folder}','hanse.nt','{VIRTUOSO_GRAPH}'); rdf_loader_run();"
    with run_server(words, folder, f"http://127.0.0.1:{http}/sparql"):
        place = f"127.0.0.1:{sql}"
        subprocess.run(
            [client, place, "dba", "dba", f"exec={load}"],
            check=True,
            capture_output=True,
            timeout=120,
        )
        yield f"http://127.0.0.1:{http}"
