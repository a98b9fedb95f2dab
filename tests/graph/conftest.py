"""A fake endpoint on the loopback that answers as badly as it is told to, and counts requests."""

from __future__ import annotations

import gc
import json
import socketserver
import threading
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    Respond = Callable[["Request"], bytes | Iterator[bytes]]


_TLS = 0x16  # the first byte of a handshake


class Request(NamedTuple):
    """What a client sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the address and, in a POST form, of the body; the last of a name counts."""
        text = urlsplit(self.path).query
        if self.headers.get("content-type") == "application/x-www-form-urlencoded":
            text = f"{text}&{self.body.decode()}"
        return {name: values[-1] for name, values in parse_qs(text).items()}


class FakeEndpoint:
    """A server in a thread of its own; `respond` is the answer, or gives it, whole or in pieces."""

    def __init__(self, respond: Respond | bytes) -> None:
        self.requests: list[Request] = []
        fake = self

        class Handler(socketserver.BaseRequestHandler):
            request: socket.socket

            def handle(self) -> None:
                request = _read_request(self.request)
                if request is not None:
                    fake.requests.append(request)
                    answer = respond if isinstance(respond, bytes) else respond(request)
                    _send(self.request, answer)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def stop(self) -> None:
        """Close it, and wait for nobody who still reads."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients of these tests hang up, as they should."""


def _read_request(line: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            return None
        data += piece
        if data[0] == _TLS:
            return Request("TLS", "", {}, data)
    head, _, body = data.partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    headers = {n.lower(): v.strip() for n, _, v in (field.partition(":") for field in fields)}
    while len(body) < int(headers.get("content-length", 0)):
        body += line.recv(65536)
    method, path, _ = first.split(" ")
    return Request(method, path, headers, body)


def _send(line: socket.socket, answer: bytes | Iterator[bytes]) -> None:
    for piece in [answer] if isinstance(answer, bytes) else answer:
        line.sendall(piece)


def write_reply(
    body: bytes = b"",
    type_: str = "application/sparql-results+json",
    status: str = "200 OK",
    **headers: str,
) -> bytes:
    """Write an answer of HTTP; a header is given with _ for -, `None` leaves the length out."""
    fields = {"Content-Type": type_, "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}\r\n" for name, value in fields.items() if value]
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode() + body


def write_rows(rows: list[str], name: str = "x") -> bytes:
    """Write rows of one column of texts as SPARQL JSON."""
    bindings = [{name: {"type": "literal", "value": row}} for row in rows]
    document = {"head": {"vars": [name]}, "results": {"bindings": bindings}}
    return json.dumps(document).encode()


class Fakes:
    """Starts fake endpoints and has the words they speak."""

    reply = staticmethod(write_reply)
    rows = staticmethod(write_rows)

    def __init__(self) -> None:
        self.started: list[FakeEndpoint] = []

    def start(self, respond: Respond | bytes) -> FakeEndpoint:
        """Start an endpoint that gives one answer to all, or what a function gives."""
        fake = FakeEndpoint(respond)
        self.started.append(fake)
        return fake


@pytest.fixture
def fakes() -> Iterator[Fakes]:
    """Give the means to start fake endpoints; they end with the test.

    Their threads must not collect garbage meanwhile: the engine's answers may only be freed by
    the thread that made them.
    """
    gc.collect()
    gc.disable()
    fakes = Fakes()
    yield fakes
    for fake in fakes.started:
        fake.stop()
    gc.enable()
