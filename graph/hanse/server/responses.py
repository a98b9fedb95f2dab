"""From a worker's reply to an HTTP response: whole where it is small, streamed where it is not.

A response whose end is missing must look broken: it breaks off without the last chunk, and the
connection is closed.
"""

from __future__ import annotations

import asyncio
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from hanse.server.answer import TEXT
from hanse.server.negotiation import accepts_gzip
from hanse.worker.reply import WorkerError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Mapping

    from starlette.types import Receive, Scope, Send

    from hanse.worker.reply import Reply

# Until an answer is larger than this its status is open: a query that fails says so in one.
_HELD = 1 << 20
_LEAST_COMPRESSED = 1024
_GZIP = 31  # window bits that write gzip's own head
_LEVEL = 1  # this is done between requests: three times as fast as the default, a sixth larger
# Between pieces of this size other requests have their turn, and a slow client is noticed.
_PIECE = 1 << 16
_BODILESS = (204, 304)
_COMPRESSED = ("text/", "application/")
_RETRY = "5"
_REASONS = {
    "busy": (503, "all workers are busy; try again in a few seconds"),
    "time": (503, "the query took longer than {seconds:g} s and was ended; ask for less"),
    "memory": (
        503,
        "the query needed more than {memory} MiB and was ended; ask for less",
    ),
    "crash": (503, "the query ended its worker: too much memory or too deep; ask for less"),
    "size": (413, "{text}; ask for less with LIMIT, or export the dataset"),
    "disk": (503, "this machine has no room to hold the answer; ask for less"),
    "error": (500, "a fault of ours: {text}"),
}
Headers = dict[str, str]


class BrokenTransferError(Exception):
    """An answer that cannot be completed after its head was sent."""


def explain_failure(error: WorkerError, *, seconds: float, memory: int) -> tuple[int, str, Headers]:
    """Give the status, the sentence and the headers for a query that has no answer."""
    status, sentence = _REASONS.get(error.reason, _REASONS["error"])
    text = sentence.format(seconds=seconds, memory=memory >> 20, text=error.text)
    headers = {"retry-after": _RETRY} if status == 503 else {}  # noqa: PLR2004 - RFC 9110
    return status, text, headers


class Sender:
    """Sends one response, at the pace of the client that takes it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self.method: str = scope["method"]
        self._headers: dict[str, str] = {}
        for raw, value in scope["headers"]:
            name, more = raw.decode("latin-1").lower(), value.decode("latin-1")
            before = self._headers.get(name)
            self._headers[name] = more if before is None else f"{before}, {more}"

    def get(self, header: str) -> str:
        """Give a header of the request, blank where there is none."""
        return self._headers.get(header, "")

    async def send_text(
        self, status: int, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a sentence for people, which no browser takes for markup."""
        headers = {"content-type": TEXT, "cache-control": "no-store", **(headers or {})}
        await self.send_bytes(status, f"{text}\n".encode(), headers)

    async def send_bytes(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole body, compressed where that pays and the client takes it."""
        sent = dict(headers)
        if self._compresses(sent) and len(body) >= _LEAST_COMPRESSED:
            body = b"".join([piece async for piece in _compress(_cut(body))])
            sent["content-encoding"] = "gzip"
        if status not in _BODILESS:
            sent["content-length"] = str(len(body))
        await self._stream(status, sent, _cut(body))

    async def send_reply(self, reply: Reply, headers: Mapping[str, str]) -> None:
        """Send a worker's reply as it comes; raises WorkerError while the status is still open.

        Raises BrokenTransferError where it fails later. In HTTP/1.0 a broken transfer looks like
        a whole one, so that the status stays open up to the end.
        """
        status, sent = int(reply.head["status"]), dict(headers)
        is_old = self._scope["http_version"] != "1.1"
        is_whole = await reply.wait_for(sys.maxsize if is_old else _HELD)
        if is_whole and reply.size <= _HELD:
            await self.send_bytes(status, await read_whole(reply), headers)
            return
        pieces = reply.read()
        if self._compresses(sent) and not is_old:
            pieces = _compress(pieces)
            sent["content-encoding"] = "gzip"
        elif is_whole:
            sent["content-length"] = str(reply.size)
        try:
            await self._stream(status, sent, pieces)
        except WorkerError as error:
            raise BrokenTransferError(str(error)) from error

    async def _stream(
        self, status: int, headers: Mapping[str, str], pieces: AsyncIterator[bytes]
    ) -> None:
        raw = [(name.encode("latin-1"), _clean(value)) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})
        last = b""
        async for piece in pieces:
            if last:
                await self._write(last, more=True)
                await asyncio.sleep(0)
            last = piece
        await self._write(last, more=False)

    def _compresses(self, headers: Mapping[str, str]) -> bool:
        type_ = headers.get("content-type", "")
        return type_.startswith(_COMPRESSED) and accepts_gzip(self.get("accept-encoding"))

    async def _write(self, data: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def until_gone(self, work: Coroutine[None, None, None]) -> None:
        """Do the work, unless the client leaves before it is done; then it is cancelled."""
        doing = asyncio.ensure_future(work)
        leaving = asyncio.ensure_future(self._wait_for_leaving())
        try:
            await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if doing.done():
                doing.result()
        finally:
            for task in (doing, leaving):
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task

    async def _wait_for_leaving(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


async def read_whole(reply: Reply) -> bytes:
    """Give the whole body of a reply that is complete."""
    return b"".join([piece async for piece in reply.read()])


async def _cut(body: bytes) -> AsyncGenerator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]


async def _compress(pieces: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
    async for piece in pieces:
        data = packer.compress(piece)
        await asyncio.sleep(0)
        if data:
            yield data
    yield packer.flush()


def _clean(value: str) -> bytes:
    """Write a header's value; a line break in it could start another header."""
    return value.replace("\r", " ").replace("\n", " ").encode("latin-1", "replace")
