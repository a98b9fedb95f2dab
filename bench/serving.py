"""Served queries: what `hanse serve` adds to the engine, and its throughput beside a peer.

    python -m bench.serving BUILD_FOLDER ROUNDS [NAME …]

The bound texts of the catalogue go by POST over kept connections, answers come as JSON or
N-Triples. The engine alone answers and writes the same inside this process, from memory. The peer
is the server of Oxigraph on the same store folder. The clients of both are threads here, and each
asks every query once a round, in an order of its own. Prints seconds, and answers per second, as
JSON.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

import hanse
from hanse.queries.catalogue import list_queries
from hanse.queries.parameters import bind_parameters
from hanse.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

CLIENTS = 8
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
HEADERS = {"Content-Type": "application/sparql-query", "Accept": ACCEPT}
LOCAL = "127.0.0.1"


class Client:
    """A connection that is kept, and what its answers are."""

    def __init__(self, port: int, path: str) -> None:
        """Connect at the first request."""
        self.connection = http.client.HTTPConnection(LOCAL, port, timeout=60)
        self.path = path

    def ask(self, text: str) -> bytes:
        """Give the answer to a query; raises where it is not a whole answer."""
        self.connection.request("POST", self.path, text.encode(), HEADERS)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:  # noqa: PLR2004 - OK
            raise SystemExit(f"status {response.status}: {body[:200]!r}")
        return body


@contextmanager
def serve(folder: Path) -> Generator[int]:
    """Run `hanse serve`; gives its port."""
    words = [sys.executable, "-m", "hanse", "serve", str(folder), "--port", "0", "--timeout", "60"]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as process:
        try:
            assert process.stderr
            found = re.search(r":([0-9]+)/", process.stderr.readline().decode())
            assert found
            yield int(found[1])
        finally:
            process.terminate()


@contextmanager
def serve_peer(folder: Path) -> Generator[int]:
    """Run the server of Oxigraph on the store folder; gives its port."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = int(free.getsockname()[1])
    command = Path(sys.executable).with_name("oxigraph")
    bind = ("--location", str(folder / "store"), "--bind", f"{LOCAL}:{port}")
    with subprocess.Popen(
        [str(command), "serve-read-only", *bind],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Wait until a server takes connections."""
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection((LOCAL, port)).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def read_texts(graph: hanse.Graph, names: list[str]) -> dict[str, str]:
    """Bind the queries of the catalogue with their defaults, or the named ones."""
    queries = [query for query in list_queries() if not names or query.name in names]
    return {query.name: bind_parameters(query, {}, graph.store) for query in queries}


def measure_overhead(
    texts: dict[str, str], engine: ox.Store, client: Client, rounds: int
) -> dict[str, list[float]]:
    """Ask each query in turn of the engine and of the server; gives the medians of both."""

    def answer(text: str) -> bytes:
        found = engine.query(text)
        if isinstance(found, ox.QueryTriples):
            return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""

    medians: dict[str, list[float]] = {}
    for name, text in texts.items():
        assert len(answer(text)) == len(client.ask(text)) > 0, name
        pairs = [(clock(answer, text), clock(client.ask, text)) for _ in range(rounds)]
        medians[name] = [statistics.median(pair[side] for pair in pairs) for side in (0, 1)]
    return medians


def clock(ask: Callable[[str], bytes], text: str) -> float:
    """Give the seconds that one answer takes."""
    start = time.perf_counter()
    ask(text)
    return time.perf_counter() - start


def measure_throughput(port: int, path: str, texts: list[str]) -> float:
    """Let every client ask every query; gives answers per second."""

    def ask_all(number: int) -> None:
        client = Client(port, path)
        for text in random.Random(number).sample(texts, len(texts)):  # noqa: S311 - an order
            client.ask(text)
        client.connection.close()

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(ask_all, range(CLIENTS)))  # raises what went wrong there
    return CLIENTS * len(texts) / (time.perf_counter() - start)


def main() -> None:
    """Measure the catalogue, or the named queries of it."""
    place, rounds, *names = sys.argv[1:]
    folder, times = Path(place), int(rounds)
    graph = hanse.open(folder)
    texts = read_texts(graph, names)
    assert isinstance(graph.store, EmbeddedStore)
    engine = graph.store.copy().engine
    with serve(folder) as port, serve_peer(folder) as other:
        overhead = measure_overhead(texts, engine, Client(port, "/sparql"), times)
        doors = ((port, "/sparql"), (other, "/query"))
        asked = list(texts.values())
        for door in doors:
            measure_throughput(*door, asked)
        pairs = [[measure_throughput(*door, asked) for door in doors] for _ in range(times)]
    print(json.dumps({"overhead": overhead, "throughput": pairs}))


if __name__ == "__main__":
    main()
