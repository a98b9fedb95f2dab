"""The worker's side: take a job, run its function, send what it yields, take the next.

A job names a function as `module:name`. The function gets the worker's subject (an opened dataset),
the job's arguments and where its reply goes: one head, then bytes. A worker is made to be killed:
nothing that it holds needs to be put in order.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from hanse.worker.frames import (
    BODY,
    END,
    FAILED,
    HEAD,
    FrameError,
    pack_frame,
    pack_json,
    read_frame,
    read_json,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator
    from typing import Any, BinaryIO, NoReturn

    Job = Callable[[Any, dict[str, Any], "Outgoing"], None]

# A worker that a query made this much larger is replaced: the allocator gives little back.
_MOST_GROWTH = 64 << 20
_MOST_JOBS = 1_000
_KIBI = 1024
_PIECE = 1 << 16


class Bounds(NamedTuple):
    """What one job may cost: seconds of wall time and bytes of memory beside the dataset."""

    seconds: float = 5.0
    memory: int = 1 << 30


class Outgoing:
    """Where a job's reply goes; the bytes are sent in pieces of a sensible size."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._held: list[bytes] = []
        self._size = 0

    def begin(self, head: dict[str, Any]) -> None:
        """Send the head."""
        _send(self._sink, pack_json(HEAD, head))

    def write(self, data: bytes) -> None:
        """Send more of the body."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            self.flush()

    def flush(self) -> None:
        """Send what is held back."""
        if self._size:
            _send(self._sink, pack_frame(BODY, b"".join(self._held)))
            self._held, self._size = [], 0

    def fail(self, reason: str, text: str = "") -> None:
        """Say that the rest will not come, and why."""
        _send(self._sink, pack_json(FAILED, {"reason": reason, "text": text}))


def fork_worker(
    open_subject: Callable[[], object], bounds: Bounds, channel: socket.socket, *, may_open: bool
) -> int:
    """Fork a worker that has `channel` and what memory holds, and nothing else of this process.

    `may_open` lets it open files and sockets, which only a job that contacts others needs. Gives
    its pid. The caller has one thread: a fork copies no others, and their locks stay closed.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        _die_with(parent)
        _leave_parent(channel)
        with channel.makefile("rb") as source, channel.makefile("wb") as sink:
            run_jobs(open_subject(), bounds, source, sink, may_open=may_open)
    finally:
        os._exit(0)


def _leave_parent(channel: socket.socket) -> None:
    """Drop what a forked child inherits: descriptors, signal handlers, the terminal."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which ends us
    kept = channel.fileno()
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _die_with(parent: int) -> None:
    """Ask Linux to end this process with its parent; elsewhere the alarm of each job does.

    A parent that was gone before we asked sends no signal, hence the second look.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(0)


def run_jobs(
    subject: object, bounds: Bounds, source: BinaryIO, sink: BinaryIO, *, may_open: bool
) -> None:
    """Run jobs until the stream ends, or until this process has grown or served long enough."""
    gc.freeze()  # pages that the collector would touch stay shared with the parent
    limit_process(bounds.memory, may_open=may_open)
    first = measure_memory()
    for number in range(1, _MOST_JOBS + 1):
        try:
            _, content = read_frame(source)
        except (FrameError, OSError):
            return
        _set_alarm(bounds.seconds + 1)
        _run_job(subject, read_json(content), sink)
        _set_alarm(0)
        retires = number == _MOST_JOBS or measure_memory() - first > _MOST_GROWTH
        _send(sink, pack_json(END, {"retires": retires}))
        if retires:
            return


def _run_job(subject: object, job: dict[str, Any], sink: BinaryIO) -> None:
    """Send the head and the body of one reply, or why there is none."""
    out = Outgoing(sink)
    try:
        _find_job(job["call"])(subject, job["args"], out)
        out.flush()
    except MemoryError:
        out.fail("memory")
    except Exception as error:  # noqa: BLE001 - a job must not end the worker without a word
        out.fail("error", f"{type(error).__name__}: {error}")


def _find_job(name: str) -> Job:
    module, _, function = name.partition(":")
    job: Job = getattr(import_module(module), function)
    return job


def _send(sink: BinaryIO, frame: bytes) -> None:
    sink.write(frame)
    sink.flush()


def _set_alarm(seconds: float) -> None:
    """Let the system end this process, should the server not do it in time."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_process(memory: int, *, may_open: bool) -> None:
    """Hold this process to `memory` bytes more than it has now, and to the files it has open.

    Where the system has no such limits (Windows; memory on macOS) the wall time alone holds.
    """
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        most = _measure_addresses() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if not may_open:
        # No new descriptor means no connection and no file, whatever a query asks for.
        _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, most_files))


@contextmanager
def open_files() -> Generator[None]:
    """Let this process open files inside the block: for our own code, after a query has ended."""
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _measure_addresses() -> int:
    """Give the bytes of address space in use, which is what the limit counts (Linux)."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - no descriptor may stay open
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def measure_memory() -> int:
    """Give the most memory that this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KIBI


def main() -> NoReturn:
    """Run a spawned worker: the first message names what opens its subject, jobs follow."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _, content = read_frame(source)
    settings = read_json(content)
    module, _, function = settings["open"].partition(":")
    subject = getattr(import_module(module), function)(**settings["args"])
    bounds = Bounds(settings["seconds"], settings["memory"])
    _send(sink, pack_json(HEAD, {}))
    run_jobs(subject, bounds, source, sink, may_open=settings["may_open"])
    os._exit(0)


if __name__ == "__main__":
    main()
