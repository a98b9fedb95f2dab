"""Work shared among processes that are forked from this one, each with what it already read."""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from hanse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from typing import Any

# With less to do, or without fork, one process does it.
_FEWEST = 64
_MOST_PROCESSES = 8
_PIECE = 1 << 16


def count_processes() -> int:
    """Count the processors that this process may use, as far as they help."""
    if not hasattr(os, "fork"):
        return 1
    try:
        free = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        free = os.cpu_count() or 1
    return min(free, _MOST_PROCESSES)


def share_work(
    jobs: Sequence[Callable[[], None]],
    tell: Callable[[int], None],
    processes: int | None = None,
    own: Sequence[Callable[[], None]] = (),
) -> None:
    """Do every job, each once, in as many processes as there are processors.

    `own` are those that stay in this process, because a library that they use does not outlive a
    fork. Jobs leave files behind and nothing else; `tell` is called with 1 for each that is done. A
    job that fails ends all: OSError is raised here as it was there; any other error of a process as
    RuntimeError with its traceback, and OutputError where one was killed.
    """
    many = count_processes() if processes is None else processes
    if many < 2 or len(jobs) < _FEWEST:  # noqa: PLR2004 - one process needs no other
        _do((*own, *jobs), tell)
        return
    with _forked([jobs[place::many] for place in range(many)]) as channels:
        _do(own, tell)
        _follow(channels, tell)


def _do(jobs: Sequence[Callable[[], None]], tell: Callable[[int], None]) -> None:
    for job in jobs:
        job()
        tell(1)


@contextmanager
def _forked(shares: list[Sequence[Callable[[], None]]]) -> Generator[list[int]]:
    """Fork a process for each share and give what they write to; none outlives the block."""
    children: list[int] = []
    channels: list[int] = []
    gc.collect()
    gc.freeze()  # pages that the collector would touch stay shared
    try:
        for share in shares:
            reading, writing = os.pipe()
            pid = _fork()
            if not pid:
                _work(share, writing, [reading, *channels])
            os.close(writing)
            children.append(pid)
            channels.append(reading)
        yield channels
    finally:
        gc.unfreeze()
        for channel in channels:
            os.close(channel)
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)  # those that have done their work are gone already
            os.waitpid(pid, 0)


def _fork() -> int:
    import warnings  # noqa: PLC0415 - for this only

    with warnings.catch_warnings():
        # Python warns where there are threads: ours hold no lock that the jobs take.
        warnings.simplefilter("ignore", DeprecationWarning)
        sys.stdout.flush()
        return os.fork()


def _work(share: Sequence[Callable[[], None]], channel: int, others: list[int]) -> None:
    """Do a share of the jobs in a forked process, and end it; a dot for each job, then a report.

    Once the parent is gone, the next dot finds nobody and ends this process too.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for other in others:
            os.close(other)
        for job in share:
            job()
            os.write(channel, b".")
        os.write(channel, b"\n{}")
    except OSError as error:
        report = {"errno": error.errno, "text": error.strerror, "file": str(error.filename or "")}
        _report(channel, report)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent tells it
        import traceback  # noqa: PLC0415 - for faults of ours only

        _report(channel, {"fault": traceback.format_exc()})
    finally:
        os._exit(0)


def _report(channel: int, report: dict[str, Any]) -> None:
    with suppress(OSError):
        data = memoryview(b"\n" + json.dumps(report).encode())
        while data:
            data = data[os.write(channel, data) :]


def _follow(channels: list[int], tell: Callable[[int], None]) -> None:
    """Read what the processes write until each has ended."""
    said = dict.fromkeys(channels, b"")
    with selectors.DefaultSelector() as selector:
        for channel in channels:
            selector.register(channel, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                channel = key.fd
                piece = os.read(channel, _PIECE)
                if not piece:
                    selector.unregister(channel)
                    _check(said[channel])
                    continue
                # Dots, then a line end and the report.
                dots, mark, report = (b"", b"", piece) if said[channel] else piece.partition(b"\n")
                said[channel] += mark + report
                tell(len(dots))


def _check(said: bytes) -> None:
    """Raise what a process that has ended reported."""
    try:
        report = json.loads(said)
    except ValueError:
        raise OutputError(
            "a process that wrote pages was ended from outside; is there enough memory?"
        ) from None
    if "errno" in report:
        raise OSError(report["errno"], report["text"], report["file"] or None)
    if "fault" in report:
        raise RuntimeError(report["fault"])
