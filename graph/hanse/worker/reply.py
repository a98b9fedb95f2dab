"""A worker's reply while it comes in: read at the client's pace, held in memory or on disk."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import Any

# More than this of one reply stands in a temporary file: a slow reader must not hold memory.
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16


class WorkerError(Exception):
    """A worker gave no whole reply.

    `reason`: busy (no worker was free), time, memory, crash (it died), disk (no room to hold the
    answer), error (a fault of ours, told in `text`).
    """

    def __init__(self, reason: str, text: str = "") -> None:
        self.reason = reason
        self.text = text
        super().__init__(f"{reason}: {text}" if text else reason)


class Reply:
    """What a job yields: `head`, then bytes; `outcome` is "done" or why it failed, once it ended.

    The worker's side never waits for the client's: bytes are taken in as fast as they come.
    """

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.outcome = ""
        self.size = 0
        self._begun = False
        self._error: WorkerError | None = None
        self._news = asyncio.Event()
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - see close()

    def begin(self, head: dict[str, Any]) -> None:
        """Take the head."""
        self.head, self._begun = head, True
        self._news.set()

    def add(self, data: bytes) -> None:
        """Take more of the body; raises WorkerError where there is no room for it."""
        try:
            self._spool.seek(self.size)
            self._spool.write(data)
        except OSError as error:
            raise WorkerError("disk", error.strerror or "") from error
        self.size += len(data)
        self._news.set()

    def finish(self) -> None:
        """Say that nothing more comes; what failed before stays failed."""
        self.outcome = self.outcome or "done"
        self._news.set()

    def fail(self, error: WorkerError) -> None:
        """Say that the rest will not come, and why."""
        self._error, self.outcome = error, error.reason
        self._news.set()

    def close(self) -> None:
        """Drop the body."""
        with suppress(OSError):  # what a full disk did not take is not missed
            self._spool.close()

    async def wait_for_head(self) -> None:
        """Wait for the head; raises WorkerError where there is none."""
        while not (self._begun or self.outcome):
            await self._wait()
        if self._error and not self._begun:
            raise self._error

    async def wait_for(self, size: int) -> bool:
        """Wait until the reply is complete, or longer than `size` bytes; tells if it is complete.

        Raises WorkerError where it failed before.
        """
        while not self.outcome and self.size <= size:
            await self._wait()
        if self._error:
            raise self._error
        return bool(self.outcome)

    async def read(self) -> AsyncGenerator[bytes]:
        """Yield the body as it comes; raises WorkerError where it breaks off."""
        at = 0
        while True:
            while at < self.size:
                piece = self._read_piece(at)
                at += len(piece)
                yield piece
            if self._error:
                raise self._error
            if self.outcome:
                return
            await self._wait()

    def _read_piece(self, at: int) -> bytes:
        try:
            self._spool.seek(at)
            piece = self._spool.read(min(_PIECE, self.size - at))
        except OSError as error:
            raise WorkerError("disk", error.strerror or "") from error
        if not piece:  # the disk was full when it was written
            raise WorkerError("disk")
        return piece

    async def _wait(self) -> None:
        self._news.clear()
        await self._news.wait()
