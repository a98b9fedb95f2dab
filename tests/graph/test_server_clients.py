"""Clients that are slow, many, gone or hostile, and workers and servers that are killed."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.waiting import PATIENCE, count_cpu_seconds, is_running, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tests.conftest import Served

# Times so short that a test can wait for them; a query has longer than any test waits.
TIMES = ("header", "body", "write", "idle")
HASTY = tuple(
    f"--timeout 600 --workers 8 {' '.join(f'--limit {t}_seconds=1.5' for t in TIMES)}".split()
)
# Times so long that who is answered meanwhile has not waited for them.
PATIENT = tuple(
    f"--timeout 600 --workers 8 {' '.join(f'--limit {t}_seconds=600' for t in TIMES)}".split()
)
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"
GET = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"

CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"


def write_get(text: str) -> bytes:
    """Write a GET of a query."""
    return f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def read_status(data: bytes) -> int:
    """Give the status of a response, 0 where there is none."""
    return int(data.split()[1]) if data.startswith(b"HTTP/1.1 ") else 0


def measure_workers(served: Served) -> dict[int, float]:
    """Tell for how long each worker has computed."""
    return {pid: count_cpu_seconds(pid) for pid in served.find_workers()}


def wait_for_work(served: Served, before: dict[int, float], workers: int) -> None:
    """Wait until so many workers compute at what was asked since."""
    wait_until(
        lambda: (
            sum(
                seconds - before.get(pid, 0) > 0.1
                for pid, seconds in measure_workers(served).items()
            )
            >= workers
        ),
        f"that {workers} workers are at work",
    )


@contextmanager
def connect_crowd(served: Served, size: int) -> Generator[list[socket.socket]]:
    """Open many connections, and close them however the test ends."""
    with ExitStack() as stack:
        yield [stack.enter_context(served.connect()) for _ in range(size)]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (POST + b"Content-Length: 67108864\r\n\r\n" + b"x" * (64 << 20), 413),
        (POST + b"Content-Length: 67108864\r\n\r\n", 413),
        (
            POST
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 99,
            413,
        ),
        (b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (GET + b"h: x\r\n" * 5000 + b"\r\n", 431),
        (GET + b"h: xxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" * 5000 + b"\r\n", 431),
        (GET + b"h: " + b"x" * 200_000 + b"\r\n\r\n", 431),
    ],
    ids=["body", "announced body", "chunks", "address", "headers", "long headers", "a header"],
)
def test_too_large_request_is_refused_and_closed(
    data: bytes, status: int, serve: Callable[..., Served]
) -> None:
    """The answer arrives although the client still sends, and the connection is closed."""
    answer = serve(*PATIENT).exchange(data)
    assert read_status(answer) == status
    assert b"\r\nconnection: close\r\n" in answer.lower()


def test_refusal_reaches_who_sends_on(serve: Callable[..., Served]) -> None:
    """A client that reads nothing before it has sent everything gets its answer, too."""
    served, type_ = serve(*HASTY), {"Content-Type": "application/sparql-query"}
    for size in (4 << 20, 16 << 20):
        found = served.ask("/sparql", method="POST", headers=type_, body=b"x" * size)
        assert found[0] == 413


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /sp", GET, POST + b"Content-Length: 100\r\n\r\nASK"],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_slow_clients_delay_nobody(sent: bytes, serve: Callable[..., Served]) -> None:
    """A hundred connections that stop halfway are all closed in time, and others are answered."""
    patient, hasty = serve(*PATIENT), serve(*HASTY)
    with connect_crowd(patient, 100) as crowd:
        for one in crowd:
            one.sendall(sent)
        assert patient.query("ASK {}")[0] == 200
        assert not any(map(is_closed, crowd))
    with connect_crowd(hasty, 100) as crowd:
        for one in crowd:
            one.sendall(sent)
        assert hasty.query("ASK {}")[0] == 200
        wait_until(lambda: all(map(is_closed, crowd)))


def is_closed(connection: socket.socket) -> bool:
    """Tell whether the server has closed a connection; what it said before is read and dropped."""
    while select.select([connection], [], [], 0)[0]:
        try:
            if not connection.recv(1 << 16):
                return True
        except ConnectionError:
            return True
    return False


def test_dripping_clients_are_closed(serve: Callable[..., Served]) -> None:
    """A byte now and then does not make a head or a body last longer than its time."""
    served, endless = serve(*HASTY), 10_000
    with connect_crowd(served, 40) as crowd:
        for number, one in enumerate(crowd):
            head = POST + b"Content-Length: %d\r\n\r\n" % endless
            one.sendall(head if number % 2 else GET + b"h: ")

        def drip() -> bool:
            for one in crowd:
                with suppress(ConnectionError):
                    one.sendall(b"x")
            time.sleep(0.1)  # how slowly they send, not what is waited for
            return all(map(is_closed, crowd))

        wait_until(drip)


def test_clients_that_take_nothing_are_closed(serve: Callable[..., Served]) -> None:
    """Who does not read a large answer loses the connection, and the server what it held for it."""
    served = serve(*HASTY, "--limit", "result_bytes=60000000")
    before = count_descriptors(served)
    crowd: list[socket.socket] = []
    for _ in range(6):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", served.port))
        one.sendall(write_get("SELECT * { ?s ?p ?o }"))
        crowd.append(one)
    wait_until(lambda: count_descriptors(served) > before + 5)
    assert served.query("ASK {}")[0] == 200
    wait_until(lambda: count_descriptors(served) <= before)
    for one in crowd:
        one.close()


def count_descriptors(served: Served) -> int:
    """Count what the server has open beside the channels of its workers."""
    files = list(Path(f"/proc/{served.process.pid}/fd").iterdir())
    return len(files) - len(served.find_workers())


def test_idle_connection_is_closed_and_used_before(serve: Callable[..., Served]) -> None:
    """A connection is kept for the next requests, also sent ahead, and closed when it idles."""
    served = serve(*HASTY)
    with served.connect() as connection:
        connection.sendall(write_get("ASK {}") + write_get("ASK { ?s ?p ?o }"))
        seen = b""
        while seen.count(b"HTTP/1.1 200") < 2 or not seen.endswith(b"true}"):
            seen += connection.recv(1 << 16)
        connection.sendall(write_get("ASK {}"))
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")
        wait_until(lambda: is_closed(connection))


def test_too_many_connections_are_told(serve: Callable[..., Served]) -> None:
    """Beyond the limit of connections there is a 503, and when some leave there is room again."""
    served = serve(*PATIENT, "--limit", "connections=5")
    with connect_crowd(served, 5):
        assert read_status(served.exchange(GET + b"\r\n")) == 503
    wait_until(lambda: served.query("ASK {}")[0] == 200)


def test_many_clients_get_the_same(serve: Callable[..., Served]) -> None:
    """Sixty-four clients at a time all get the answer, and the same one."""
    text = "SELECT ?p ?o { <https://w3id.org/hanse/id/city/riga> ?p ?o } ORDER BY ?p ?o"
    with ThreadPoolExecutor(64) as threads:
        answers = list(threads.map(serve(*HASTY).query, [text] * 64))
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, _, body in answers}) == 1


@pytest.mark.parametrize("way", ["close", "reset", "half-close", "ahead"])
def test_abandoned_queries_are_ended(way: str, serve: Callable[..., Served]) -> None:
    """Sixteen heavy queries whose clients leave hold no worker: others are answered."""
    served = serve(*PATIENT)
    before = measure_workers(served)
    with connect_crowd(served, 16) as crowd:
        for one in crowd:
            one.sendall(write_get(HEAVY))
        wait_for_work(served, before, 8)
        for one in crowd if way == "ahead" else []:
            one.sendall(write_get("ASK {}"))
        for one in crowd:
            if way == "reset":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            if way == "half-close":
                one.shutdown(socket.SHUT_WR)
            else:
                one.close()
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(served.query, ["ASK {}"] * 8))
        assert [status for status, _, _ in answers] == [200] * 8


@pytest.mark.parametrize("when", ["at work", "idle"])
def test_killed_worker_is_replaced(when: str, serve: Callable[..., Served]) -> None:
    """Whose worker is killed gets 503 with Retry-After; the next query knows nothing of it."""
    served = serve(*PATIENT)
    assert served.query("ASK {}")[0] == 200
    before = measure_workers(served)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(served.query, HEAVY if when == "at work" else "ASK {}")
        if when == "at work":
            wait_for_work(served, before, 1)
        else:
            asked.result()
        killed = served.find_workers()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        status, headers, _ = asked.result()
    if when == "at work":
        assert (status, headers["retry-after"]) == (503, "5")
    wait_until(lambda: not any(map(is_running, killed)))
    assert [served.query("ASK {}")[0] for _ in range(4)] == [200] * 4


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_no_worker_outlives_the_server(name: str, serve: Callable[..., Served]) -> None:
    """However the server is ended while queries run, its workers end with it."""
    served = serve(*HASTY, fresh=True)
    with connect_crowd(served, 3) as crowd:
        for one in crowd:
            one.sendall(write_get(HEAVY))
        wait_until(lambda: len(served.find_workers()) >= 3)
        workers = served.find_workers()
        served.process.send_signal(signal.Signals[name])
        code = served.process.wait(PATIENCE)
        assert code in {-signal.Signals[name], 128 + signal.SIGINT}
        wait_until(lambda: not any(map(is_running, workers)))
        assert served.process.stderr
        assert b"Traceback" not in served.process.stderr.read()
