"""A lock beside an output folder, so that two processes never write it at the same time.

The lock is the kernel's, on the open file `<target>.lock`: two processes that start at the same
moment cannot both have it, and it ends when its holder dies, kill -9 included. The file only
gives the lock a place and holds its holder's pid for people to read. It is removed while the
lock is still held, and who takes the lock looks whether the locked file still stands at its
path; so a removed file is never taken for the lock.

Without such locks (a system without fcntl) the file itself is the lock: who creates it has it,
and a dead holder is found by its pid.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from hanse.errors import LockedError, OutputError
from hanse.files import HAS_LOCKS, explain_failure, show, try_lock, write_all

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_PATIENCE = 1.0  # seconds for a holder to write its pid
_PATIENCE_FOR_FILE = 10.0  # the same where the file alone is the lock
_PAUSE = 0.01  # seconds between two looks
_LONGEST_PID = 20  # characters


@contextmanager
def hold_lock(target: Path, *, by_kernel: bool = HAS_LOCKS) -> Generator[None]:
    """Keep every other process off `target` inside the block; nothing stays behind.

    `by_kernel=False` takes the way of a system without file locks. A forked child that leaves
    the block releases nothing.
    Raises LockedError, naming the holder, when someone else has the lock, and OutputError when
    the lock file cannot be made.
    """
    take = _take_kernel_lock if by_kernel else _take_file
    lock = target.with_name(f"{target.name}.lock")
    try:
        descriptor = take(target, lock)
    except OSError as error:
        raise explain_failure(lock, error) from error
    holder = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == holder:
            _release(lock, descriptor)


def _take_kernel_lock(target: Path, lock: Path) -> int:
    deadline = time.monotonic() + _PATIENCE
    while True:
        descriptor = _open(lock, os.O_CREAT)
        try:
            taken = try_lock(descriptor)
            if not taken:
                _refuse_holder(target, _read_pid(descriptor), deadline)
        except BaseException:
            os.close(descriptor)
            raise
        if taken and _stands_at(lock, descriptor):
            return _sign(lock, descriptor)
        os.close(descriptor)
        time.sleep(0 if taken else _PAUSE)


def _refuse_holder(target: Path, pid: int, deadline: float) -> None:
    """Raise LockedError, unless the holder has not yet had the time to write its pid."""
    if _is_running(pid) or time.monotonic() > deadline:
        raise LockedError(show(target), pid)


def _take_file(target: Path, lock: Path) -> int:
    """Create the lock file; take it over from a dead holder.

    Two processes must not both find the holder dead and remove, the second of them, the file
    that the first has just made. So a takeover is itself done under a lock of the same kind.
    """
    while True:
        with suppress(FileExistsError):
            return _sign(lock, _open(lock, os.O_CREAT | os.O_EXCL))
        if _finds_dead(target, lock):
            _remove_dead(target, lock)


def _remove_dead(target: Path, lock: Path) -> None:
    takeover = lock.with_name(f"{lock.name}.takeover")
    descriptor = _take_file(target, takeover)
    try:
        if _finds_dead(target, lock):
            lock.unlink()
    finally:
        _release(takeover, descriptor)


def _finds_dead(target: Path, lock: Path) -> bool:
    """Tell whether a dead holder's file stands there; raises LockedError where one lives."""
    deadline = time.monotonic() + _PATIENCE_FOR_FILE
    while True:
        try:
            descriptor = _open(lock, 0)
        except FileNotFoundError:
            return False
        try:
            pid = _read_pid(descriptor)
            if _is_running(pid):
                raise LockedError(show(target), pid)
            if pid or time.monotonic() > deadline:  # it may have released the lock, then ended
                return _stands_at(lock, descriptor)
        finally:
            os.close(descriptor)
        time.sleep(_PAUSE)


def _open(lock: Path, flags: int) -> int:
    """Open the lock file; refuses what is no plain file, and never waits or follows a link."""
    safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(lock, os.O_RDWR | flags | safely, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OutputError(f"{show(lock)}: not a file, so that it cannot be the lock; remove it")
    return descriptor


def _stands_at(lock: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(lock.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(lock: Path, descriptor: int) -> int:
    """Write our pid into the lock; where that fails the lock is given back."""
    try:
        os.ftruncate(descriptor, 0)
        write_all(descriptor, f"{os.getpid()}\n".encode())
    except BaseException:
        _release(lock, descriptor)
        raise
    return descriptor


def _release(lock: Path, descriptor: int) -> None:
    with suppress(OSError):  # a lock file that stays behind is the next one's, for it is not held
        if _stands_at(lock, descriptor):
            lock.unlink()
    os.close(descriptor)


def _read_pid(descriptor: int) -> int:
    """Read who holds the lock; 0 while nobody has signed."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    text = os.read(descriptor, _LONGEST_PID)
    return int(text) if text.endswith(b"\n") and text.strip().isdigit() else 0


def _is_running(pid: int) -> bool:
    """Tell whether a process of this number runs; in doubt it does."""
    if pid <= 0:
        return False
    if os.name == "nt":  # there os.kill would end the process instead of asking
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
