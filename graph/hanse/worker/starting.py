"""Starting workers: forked from this process where the system can, else spawned anew."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from hanse.worker.frames import HEAD, pack_json, receive_frame
from hanse.worker.process import fork_worker

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from asyncio.subprocess import Process
    from collections.abc import Callable

    from hanse.worker.process import Bounds

CAN_FORK = hasattr(os, "fork")
_REAP_EVERY, _REAP_FOR = 0.005, 10.0  # seconds


class Worker(Protocol):
    """A process that takes jobs: its two streams, and the means to end it."""

    reader: StreamReader
    writer: StreamWriter
    pid: int

    def kill(self) -> None:
        """End it now, whatever it does."""
        ...

    async def wait(self) -> int:
        """Wait for its end; gives the exit code, minus the number of the signal that ended it."""
        ...


class _Forked:
    """A forked worker; it shares the parent's memory until one of them writes."""

    def __init__(self, pid: int, reader: StreamReader, writer: StreamWriter) -> None:
        self.pid, self.reader, self.writer = pid, reader, writer
        self._code: int | None = None

    def kill(self) -> None:
        if self._code is None:  # a pid that was waited for may be another's by now
            os.kill(self.pid, signal.SIGKILL)

    async def wait(self) -> int:
        # No thread may wait for it: a process with threads cannot fork safely.
        for _ in range(int(_REAP_FOR / _REAP_EVERY)):
            if self._code is not None:
                break
            pid, status = os.waitpid(self.pid, os.WNOHANG)  # noqa: ASYNC222 - it does not wait
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
                break
            await asyncio.sleep(_REAP_EVERY)
        self.writer.close()
        return self._code or 0


class _Spawned:
    """A spawned worker; it opened the dataset by itself."""

    def __init__(self, process: Process, reader: StreamReader, writer: StreamWriter) -> None:
        self.pid, self.reader, self.writer = process.pid, reader, writer
        self._process = process

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self) -> int:
        self.writer.close()
        return await self._process.wait()


class Forking(NamedTuple):
    """Starts workers by fork; `open_subject` gives what their jobs work on, in the worker itself.

    What it closes over, such as a dataset in memory, is shared with this process.
    """

    open_subject: Callable[[], object]
    bounds: Bounds
    may_open: bool = False

    async def start(self) -> Worker:
        """Fork one more worker; with 64 thousand triples in memory it takes some 5 ms."""
        ours, theirs = socket.socketpair()
        with theirs:
            reader, writer = await _connect(ours)
            # From here on nothing is waited for: who leaves cannot leave a child behind.
            try:
                pid = fork_worker(self.open_subject, self.bounds, theirs, may_open=self.may_open)
            except OSError:
                writer.close()
                raise
        return _Forked(pid, reader, writer)


async def _connect(ours: socket.socket) -> tuple[StreamReader, StreamWriter]:
    try:
        return await asyncio.open_connection(sock=ours)
    except BaseException:
        ours.close()
        raise


class Spawning(NamedTuple):
    """Starts workers as new interpreters; `opener`, as `module:name`, opens their subject."""

    opener: str
    args: dict[str, Any]
    bounds: Bounds
    may_open: bool = False

    async def start(self) -> Worker:
        """Spawn one more worker; it takes the time to open the dataset."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "hanse.worker.process"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdin is not None  # noqa: S101 - it was asked for
        assert process.stdout is not None  # noqa: S101 - as above
        worker = _Spawned(process, process.stdout, process.stdin)
        settings = {
            "open": self.opener,
            "args": self.args,
            "seconds": self.bounds.seconds,
            "memory": self.bounds.memory,
            "may_open": self.may_open,
        }
        try:
            worker.writer.write(pack_json(HEAD, settings))
            await receive_frame(worker.reader)
        except BaseException:
            worker.kill()
            worker.writer.close()
            raise
        return worker


Starting = Forking | Spawning
