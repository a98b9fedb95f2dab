"""The HTTP server: uvicorn, with the time limits and the answers that it lacks.

uvicorn waits for ever for a client that sends its request byte by byte or not at all, answers
every malformed request with 400, and takes any number of connections.
"""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from hanse.errors import OutputError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from hanse.server.limits import Limits

# What a client still sends after its answer is read and dropped this long: to close at once would
# destroy the answer on its way.
_LINGERING = 2.0
# A connection has a socket, and a file where its answer is large; workers and others need the rest.
_DESCRIPTORS, _OTHER_DESCRIPTORS = 2, 200
_TOO_LONG = "the address is too long; send the query by POST"
_TOO_MANY = "the headers are too long; send fewer"
_PHRASES = {400: b"Bad Request", 414: b"URI Too Long", 431: b"Request Header Fields Too Large"}
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 21\r\n\r\ntoo many connections\n"
)


class _Closing:
    """uvicorn's view of a connection; it closes through us, so that an answer arrives first."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self._transport = transport
        self.close = close
        self.closed = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the transport has
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self.closed or self._transport.is_closing()


class GuardedProtocol(H11Protocol):
    """One connection, held to the time and the size that the limits give it.

    A client that ends its side before it has the answer has left: its query is ended.
    """

    limits: Limits

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*args, **kwargs)
        self._clock: asyncio.TimerHandle | None = None
        self._pace: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request, or refuse the connection."""
        self._bare = transport
        self._closing = _Closing(transport, self._close)
        transport.set_write_buffer_limits(0)  # so that we hear of every byte that is not taken
        super().connection_made(cast("asyncio.Transport", self._closing))
        self._start_clock(self.limits.header_seconds)
        if len(self.connections) > self.limits.connections:
            transport.write(_FULL)
            self._linger()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        self._stop_clock()
        self._stop_pace()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give a client that does not take what is there its time."""
        self._stop_pace()
        self._pace = self.loop.call_later(self.limits.write_seconds, self._bare.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on: everything was taken."""
        self._stop_pace()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Take data; a request that begins has its time, one that has arrived is the app's."""
        if self._closing.closed:
            return
        if self._clock is None and self._is_between_requests():
            self._start_clock(self.limits.header_seconds)
        super().data_received(data)
        if not self._closing.closed and not self._is_between_requests():
            self._stop_clock()
            self._watch_pipeline()

    def _watch_pipeline(self) -> None:
        """Read on while the app works, to see the client leave; nobody sends so much ahead."""
        if self.conn.their_state is h11.DONE:
            held, _ = self.conn.trailing_data
            if len(held) > self.limits.address_bytes:
                self._bare.abort()
            else:
                self.flow.resume_reading()

    def on_response_complete(self) -> None:
        """Go on to the next request; where the last one still comes in, end it soon."""
        unfinished = self.conn.their_state is h11.SEND_BODY
        super().on_response_complete()
        if unfinished and self._clock is None:
            self._start_clock(_LINGERING)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or too long, and close."""
        status, text = self._explain(sys.exception(), msg)
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        response = h11.Response(status_code=status, headers=headers, reason=_PHRASES[status])
        try:
            for event in (response, h11.Data(data=f"{text}\n".encode()), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:  # an answer is on its way, and this cannot follow it
            pass
        self.transport.close()

    def _explain(self, error: BaseException | None, text: str) -> tuple[int, str]:
        if getattr(error, "error_status_hint", 400) != 431:  # noqa: PLR2004 - RFC 6585
            return 400, text
        held, _ = self.conn.trailing_data
        return (431, _TOO_MANY) if b"\n" in held else (414, _TOO_LONG)

    def _is_between_requests(self) -> bool:
        before_the_first = self.cycle is None  # pyright: ignore[reportUnnecessaryComparison] - it is
        return before_the_first or self.cycle.response_complete

    def _close(self) -> None:
        """Close; what a client still sends is read first, or its answer would be destroyed."""
        if self.conn.their_state in {h11.SEND_BODY, h11.ERROR}:
            self._linger()
        else:
            self._closing.closed = True
            self._bare.close()

    def _linger(self) -> None:
        if not self._closing.closed and not self._bare.is_closing():
            self._closing.closed = True
            self._bare.write_eof()
            self.flow.resume_reading()
            self._start_clock(_LINGERING)

    def _start_clock(self, seconds: float) -> None:
        self._stop_clock()
        self._clock = self.loop.call_later(seconds, self._give_up)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _stop_pace(self) -> None:
        if self._pace is not None:
            self._pace.cancel()
            self._pace = None

    def _give_up(self) -> None:
        self._clock = None
        self._bare.abort()


def bind(host: str, port: int) -> socket.socket:
    """Open the port; raises OutputError where it cannot be had. Port 0 means any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Told that it is TCP, asyncio sends each piece at once; else an answer's body may wait 40 ms
    # for its head to be acknowledged.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise OutputError(f"{host}:{port}: {_explain_busy(error)}") from error
    listener.settimeout(0)
    return listener


def _explain_busy(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "another program listens there; choose another with --port"
    if error.errno == errno.EACCES:
        return "ports below 1024 are the system's; choose another with --port"
    return error.strerror or str(error)


def serve_app(app: ASGIApp, listener: socket.socket, limits: Limits) -> None:
    """Serve until the process is told to end (Ctrl-C, SIGTERM); raises OutputError at the start."""
    limits = limits._replace(connections=_fit_connections(limits.connections))
    protocol = type("Protocol", (GuardedProtocol,), {"limits": limits})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=max(1, round(limits.idle_seconds)),
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=limits.address_bytes,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    if not server.started:
        raise OutputError("no worker could be started: this machine has no process or memory left")


def _fit_connections(wanted: int) -> int:
    """Let this process open what so many connections need; gives how many there can be."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Unix only

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = _DESCRIPTORS * wanted + _OTHER_DESCRIPTORS
        if resource.RLIM_INFINITY != soft < needed:
            soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            return max(1, min(wanted, (soft - _OTHER_DESCRIPTORS) // _DESCRIPTORS))
    return wanted
