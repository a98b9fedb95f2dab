"""The bytes of a table file, or the one reason why there are none."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 64 * 1024 * 1024

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_REASONS = {
    errno.ENOENT: "file is missing; make it with its header row, or choose another folder",
    errno.EACCES: "file cannot be read: permission denied; change its permissions",
    errno.ELOOP: "symbolic links lead in a circle; put the file itself here",
    errno.ENOTDIR: "a part of the path is a file, expected a folder",
    errno.ENXIO: "is a socket or a device, expected a file",
}


class UnreadableError(Exception):
    """A file gives no bytes; the text says why and what to do."""


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most 64 MB at once; nothing else is waited for.

    Raises UnreadableError for what is missing, no regular file, too large, not permitted, or
    changed while it was read.
    """
    try:
        # Without O_NONBLOCK opening a pipe would wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UnreadableError(_explain(error)) from error
    try:
        before = os.fstat(descriptor)
        _check_file(before)
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(MAX_FILE_BYTES + 1)
        _check_unchanged(before, os.fstat(descriptor))
    except OSError as error:
        raise UnreadableError(_explain(error)) from error
    finally:
        os.close(descriptor)
    return data


def _check_file(status: os.stat_result) -> None:
    for is_kind, words in _KINDS:
        if is_kind(status.st_mode):
            raise UnreadableError(f"is {words}, expected a file")
    if status.st_size > MAX_FILE_BYTES:
        raise UnreadableError(
            f"file of {status.st_size:,} bytes, expected at most {MAX_FILE_BYTES:,}"
        )


def _check_unchanged(before: os.stat_result, after: os.stat_result) -> None:
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("file changed while it was read; run the command again")


def _explain(error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0)
    return reason or f"file cannot be read: {error.strerror or error}"
