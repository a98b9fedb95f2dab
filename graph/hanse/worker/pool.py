"""A pool of workers: each job runs in a process that is killed when its time is over."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from hanse.worker.courtesy import Courtesy
from hanse.worker.frames import (
    BODY,
    END,
    FAILED,
    HEAD,
    FrameError,
    pack_json,
    read_json,
    receive_frame,
)
from hanse.worker.reply import Reply, WorkerError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import Any

    from hanse.worker.starting import Starting, Worker

_SPARE = 2
# Bytes of replies that their clients have not taken yet; what stands beyond it is on disk.
_MOST_HELD = 1 << 30


class Pool:
    """Runs jobs in at most `size` workers at a time; at most `queue` more wait for one.

    `counts` tells what happened since the start, by the name of the outcome.
    """

    def __init__(self, starting: Starting, *, size: int, queue: int = 256) -> None:
        """Keep the settings; `open` starts the first workers."""
        self._starting = starting
        self._seconds = starting.bounds.seconds
        self._size, self._queue = size, queue
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._slots = asyncio.Semaphore(size)
        self._waiting = self._held = 0
        self._closed = False
        self._endings: set[asyncio.Task[int]] = set()
        self.counts: dict[str, int] = {}

    async def open(self) -> None:
        """Start the first workers, so that the first jobs need not wait for them."""
        for _ in range(min(_SPARE, self._size)):
            self._idle.append(await self._starting.start())

    async def close(self) -> None:
        """End every worker, whatever it does, and start no other."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            self._end(worker)
        self._idle.clear()
        await asyncio.gather(*self._endings, return_exceptions=True)

    @asynccontextmanager
    async def ask(self, call: str, args: dict[str, Any]) -> AsyncGenerator[Reply]:
        """Run the function `call`, as `module:name`, in a worker; gives its reply with the head.

        Who leaves before the reply is complete ends the job. Raises WorkerError where there is no
        head: `reason` is busy, time, memory, crash or error.
        """
        worker = await self._take()
        reply = Reply()
        pump = asyncio.create_task(self._pump(worker, reply, call, args))
        try:
            await reply.wait_for_head()
            yield reply
        finally:
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump
            self._count(reply.outcome or "left")
            self._held -= reply.size
            reply.close()

    def _count(self, outcome: str) -> None:
        self.counts[outcome] = self.counts.get(outcome, 0) + 1

    async def _take(self) -> Worker:
        """Give a free worker or a new one, at once or when it is this job's turn."""
        await self._wait_for_turn()
        try:
            worker = self._find_idle() or await self._start()
        except BaseException:
            self._slots.release()
            raise
        self._busy.add(worker)
        return worker

    def _find_idle(self) -> Worker | None:
        """Give an idle worker that still lives; what the system has ended meanwhile is buried."""
        for worker in [worker for worker in self._idle if worker.reader.at_eof()]:
            self._idle.remove(worker)
            self._end(worker)
        return self._idle.pop() if self._idle else None

    async def _start(self) -> Worker:
        self._refuse_when_closed()
        try:
            worker = await self._starting.start()
        except (OSError, FrameError) as error:  # no process, no memory or no descriptor is left
            self._count("busy")
            raise WorkerError("busy") from error
        try:
            self._refuse_when_closed()
        except WorkerError:  # it was closed while the worker was started
            await self._wait_for_end(worker)
            raise
        return worker

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise WorkerError("busy")

    async def _wait_for_turn(self) -> None:
        if self._slots.locked() and self._waiting >= self._queue:
            self._count("busy")
            raise WorkerError("busy")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds + 1):
                await self._slots.acquire()
        except TimeoutError:
            self._count("busy")
            raise WorkerError("busy") from None
        finally:
            self._waiting -= 1

    async def _pump(self, worker: Worker, reply: Reply, call: str, args: dict[str, Any]) -> None:
        """Move a worker's reply into ours as fast as it comes; kill what takes too long."""
        fit = False
        courtesy = Courtesy(worker.pid)
        try:
            async with asyncio.timeout(self._seconds):
                worker.writer.write(pack_json(HEAD, {"call": call, "args": args}))
                fit = await self._receive(worker, reply)
        except TimeoutError:
            reply.fail(WorkerError("time"))
        except WorkerError as error:
            reply.fail(error)
        except (FrameError, OSError):
            reply.fail(WorkerError(explain_end(await self._wait_for_end(worker))))
        finally:
            self._busy.discard(worker)
            courtesy.end()
            self._put_back(worker, fit=fit and not courtesy.given)
            self._slots.release()

    async def _receive(self, worker: Worker, reply: Reply) -> bool:
        """Receive messages up to the last one; tells whether the worker can take another job."""
        while True:
            kind, content = await receive_frame(worker.reader)
            if kind == HEAD:
                reply.begin(read_json(content))
            elif kind == BODY:
                self._hold(reply, content)
            elif kind == FAILED:
                said = read_json(content)
                reply.fail(WorkerError(said["reason"], said.get("text", "")))
            elif kind == END:
                reply.finish()
                return not read_json(content)["retires"]

    def _hold(self, reply: Reply, content: bytes) -> None:
        if self._held + len(content) > _MOST_HELD:
            raise WorkerError("busy")
        reply.add(content)
        self._held += len(content)

    async def _wait_for_end(self, worker: Worker) -> int:
        with suppress(ProcessLookupError):
            worker.kill()
        return await worker.wait()

    def _put_back(self, worker: Worker, *, fit: bool) -> None:
        if fit:
            self._idle.append(worker)
        else:
            self._end(worker)

    def _end(self, worker: Worker) -> None:
        with suppress(ProcessLookupError):
            worker.kill()
        task = asyncio.create_task(worker.wait())
        self._endings.add(task)
        task.add_done_callback(self._endings.discard)


def explain_end(code: int) -> str:
    """Tell from its exit code why a worker ended by itself: by its own alarm, else a crash."""
    import signal  # noqa: PLC0415 - for the rare need

    return "time" if code == -getattr(signal, "SIGALRM", 14) else "crash"
