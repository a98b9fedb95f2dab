"""Whole graphs over HTTP: the SPARQL 1.1 Graph Store Protocol, and the updates that go with it."""

from __future__ import annotations

import urllib.request
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from hanse.store.embedded import EmbeddedStore
from hanse.store.remote.answers import read_triples
from hanse.store.remote.requests import AGENT, TRIPLES, compose_update
from hanse.store.remote.retries import send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.deadline import Deadline

    Report = Callable[[int, int], None]

_PIECE = 1 << 16
# N-Triples are Turtle, which every store reads.
_TYPE = "text/turtle"


class Body:
    """Gives a body in pieces, and tells how much of it is on its way."""

    def __init__(self, data: bytes, report: Report) -> None:
        """Keep the bytes; nothing is reported yet."""
        self._data = data
        self._report = report

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, from the first one each time."""
        for start in range(0, len(self._data), _PIECE):
            yield self._data[start : start + _PIECE]
            self._report(min(start + _PIECE, len(self._data)), len(self._data))


def put_graph(
    endpoint: Endpoint, graph: str | None, data: bytes, deadline: Deadline, report: Report
) -> None:
    """Make N-Triples the whole content of a graph, the default one for None.

    `report` is told the bytes sent and all of them. Raises RemoteError; the same may be put
    again, and is, where that may help.
    """

    def compose() -> urllib.request.Request:
        request = _compose(endpoint, graph, "PUT", Body(data, report))
        request.add_header("Content-Type", _TYPE)
        request.add_header("Content-Length", str(len(data)))
        return request

    send(endpoint, compose, deadline, is_idempotent=True)


def read_graph(endpoint: Endpoint, graph: str | None, deadline: Deadline) -> list[str]:
    """Read a graph as sorted N-Triples lines; raises RemoteError."""

    def compose() -> urllib.request.Request:
        request = _compose(endpoint, graph, "GET")
        request.add_header("Accept", TRIPLES)
        return request

    reply = send(endpoint, compose, deadline, is_idempotent=True)
    return EmbeddedStore(read_triples(endpoint, reply)).lines()


def delete_graph(endpoint: Endpoint, graph: str | None, deadline: Deadline) -> None:
    """Remove a graph; raises RemoteError."""
    send(endpoint, lambda: _compose(endpoint, graph, "DELETE"), deadline, is_idempotent=True)


def move_graph(endpoint: Endpoint, source: str, target: str | None, deadline: Deadline) -> None:
    """Let a graph take the place of another in one step, by an update that is sent once.

    Raises RemoteError, after which either may be the case: only looking tells.
    """
    place = "DEFAULT" if target is None else f"GRAPH <{target}>"
    text = f"MOVE GRAPH <{source}> TO {place}"
    send(endpoint, lambda: compose_update(endpoint, text), deadline, is_idempotent=False)


def _compose(
    endpoint: Endpoint, graph: str | None, method: str, body: Body | None = None
) -> urllib.request.Request:
    which = "default" if graph is None else f"graph={quote(graph, safe='')}"
    url = f"{endpoint.url}{'&' if '?' in endpoint.url else '?'}{which}"
    request = urllib.request.Request(url, body, {"User-Agent": AGENT}, method=method)  # noqa: S310 - http or https, as parsed
    if endpoint.user:
        login = b64encode(f"{endpoint.user}:{endpoint.password}".encode()).decode()
        request.add_header("Authorization", f"Basic {login}")
    return request
