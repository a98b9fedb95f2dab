"""One deadline for a whole exchange: looking up the name, connecting, sending and every read.

A socket's own time limit starts anew with each piece that arrives, so that a service which sends
a byte a second keeps its client for ever; here each step gets what is left.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from typing_extensions import Buffer


class Deadline:
    """Counts down from a number of seconds, from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        """Start counting."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left; raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Reader(io.RawIOBase):
    """Reads from a socket, each piece within what is left."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        return self._line.receive(memoryview(buffer))

    def close(self) -> None:
        if not self.closed:
            self._line.close()
        super().close()


class Line:
    """A connected socket that keeps to a deadline, in the place where http.client has a socket.

    Closed when the connection and the answer read from it are both closed.
    """

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        """Take over a socket."""
        self._socket = plain
        self._deadline = deadline
        self._users = 1
        self._is_open = True

    def sendall(self, data: bytes) -> None:
        """Send all of it; the time limit of this call is a total one.

        A server that has heard enough may have answered already, so the answer is read then.
        """
        self._socket.settimeout(self._deadline.left())
        try:
            if self._is_open:
                self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            self._is_open = False

    def receive(self, buffer: memoryview) -> int:
        """Read what has arrived."""
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(buffer)

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """Give the answer as a file."""
        self._users += 1
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        """Close the socket once nobody reads from it."""
        self._users -= 1
        if self._users <= 0:
            self._socket.close()


def _connect(deadline: Deadline, address: tuple[str, int]) -> socket.socket:
    """Connect to the first address of a host that answers; raises OSError."""
    failure: OSError = OSError("the name has no address")
    for family, kind, protocol, _, place in _look_up(deadline, address):
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(deadline.left())
            plain.connect(place)
        except OSError as error:
            plain.close()
            failure = error
        else:
            return plain
    raise failure


def _look_up(deadline: Deadline, address: tuple[str, int]) -> list[Any]:
    """Look a name up; the system's own call cannot be interrupted, so a thread waits for it."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(*address, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not found:
        raise TimeoutError
    if isinstance(found[0], UnicodeError):
        raise OSError("no host can have this name")
    if isinstance(found[0], OSError):
        raise found[0]
    return list(found[0])


class PlainConnection(http.client.HTTPConnection):
    """http.client's connection, kept to a deadline."""

    def __init__(self, host: str, *, deadline: Deadline, **options: Any) -> None:  # noqa: ANN401 - as urllib gives them
        """Prepare a connection; urllib gives its options by name."""
        super().__init__(host, **options)
        self._deadline = deadline
        self._create_connection = self._open

    def _open(self, address: tuple[str, int], *_: object) -> socket.socket:
        return _connect(self._deadline, address)

    def connect(self) -> None:
        """Connect; what is sent and read from here on keeps to the deadline."""
        super().connect()
        self.sock: Any = Line(self.sock, self._deadline)

    def request(
        self,
        method: str,
        url: str,
        body: Any = None,  # noqa: ANN401 - bytes or pieces, as urllib gives them
        headers: Mapping[str, Any] = {},
        *,
        encode_chunked: bool = False,
    ) -> None:
        """Send a request without urllib's `Connection: close`.

        Asked to close, some servers end an answer by closing the connection, and one that was
        cut off looks whole.
        """
        kept = {name: value for name, value in headers.items() if name != "Connection"}
        super().request(method, url, body, kept, encode_chunked=encode_chunked)


class SecureConnection(PlainConnection, http.client.HTTPSConnection):
    """The same over TLS."""
