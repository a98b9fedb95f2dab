"""Writing one file so that it is complete or absent, and saying in words why it could not be.

The bytes go to a new file beside the place, are synced, and take the place in one step. What
stood there stands until then, and is there still after an error, a full disk or a kill. A file
that a killed process left beside the place is removed by the next one that writes there: the
writer holds the kernel's lock on it, and the kernel drops the lock when the writer dies.

`hanse query -o` runs through here, so this module imports nothing that costs time.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress

from hanse.errors import OutputError, shorten

try:
    import fcntl
except ImportError:  # a system without Unix locks: nothing is swept there
    fcntl = None  # type: ignore[assignment] # the absence of a module has no type of its own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from typing import BinaryIO

_REASONS = {
    errno.EACCES: "permission denied; change the permissions or choose another place",
    errno.EPERM: "the system does not permit it; change the permissions or choose another place",
    errno.EROFS: "the file system is read-only; choose another place",
    errno.ENOSPC: "no space left on the disk; free some or choose another place",
    errno.EDQUOT: "your disk quota is used up; free some or choose another place",
    errno.EFBIG: "larger than a file may be here (see: ulimit -f)",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EISDIR: "a folder stands in its place; choose another name",
    errno.EEXIST: "something else stands in its place; choose another name",
    errno.ENOTEMPTY: "a folder with files stands in its place; choose another name",
    errno.ENOTDIR: "a part of its path is a file, not a folder; choose another place",
    errno.ENOENT: "a part of its path does not exist; make the folder first",
    errno.ELOOP: "its path goes through a symbolic link that cannot be followed",
    errno.EBUSY: "in use by the system, as a mount point is; choose a new folder inside it",
    errno.EXDEV: "it comes with the system's image and cannot be renamed; choose another place",
    errno.ENOLCK: "the file system has no file locks; choose another place",
    errno.ENOTSUP: "the file system cannot do it; choose another place",
    errno.EIO: "the disk failed (input/output error)",
}
HAS_LOCKS = fcntl is not None
_MARK_BYTES = 4
_KEPT_CHARACTERS = 40
_SHOWN_PATH = 1000


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all.

    A new file gets the permissions that the umask gives, a replaced one hands its own on.
    Raises OutputError, naming the file and the reason, when the place is a folder, a symbolic
    link, a device or write-protected, when its folder is missing, and when writing fails; what
    stood there before then still stands.
    """
    with _replace_file(path) as (_, descriptor):
        write_all(descriptor, data)


@contextmanager
def open_file(path: Path) -> Generator[BinaryIO]:
    """Give a binary file to write to that takes the place of `path` once the block is left.

    What is written piece by piece is whole or absent as with `write_file`: where the block ends
    with an exception nothing has changed. The file's name is that of the temporary one.
    Raises OutputError as `write_file` does, at once where nothing can be written there.
    """
    with (
        _replace_file(path) as (temporary, descriptor),
        open(os.dup(descriptor), "wb") as file,  # noqa: PTH123 - a descriptor is no path
    ):
        file.raw.name = str(temporary)  # type: ignore[attr-defined] # a FileIO has one
        yield file


def join_inside(folder: Path, name: str) -> Path:
    """Find the place of the file called `name` in `folder`, for a name that comes from data.

    Raises OutputError for a name that leads elsewhere or to more than one level: `../x`, `a/b`.
    """
    if name in {"", ".", ".."} or any(c in "/\\" or not c.isprintable() for c in name):
        place, shown = show(folder), shorten(name)
        raise OutputError(f"{place}: no file in this folder can be called {shown}")
    return folder / name


def show(path: Path) -> str:
    """Write a path for a message: on one line, what cannot be printed as its code point."""
    return shorten(str(path), _SHOWN_PATH)


def explain_failure(path: Path, error: OSError, failed: str = "not written") -> OutputError:
    """Say in words, for the reader, what the system did not do with `path`, and why."""
    known = _REASONS.get(error.errno or 0)
    reason = known or error.strerror or str(error)
    return OutputError(f"{show(path)}: {failed}: {reason}")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a loss of power; raises OSError."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that takes files and does not show them cannot be synced
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some file systems have no such sync
            raise
    finally:
        os.close(descriptor)


def sync_name(path: Path) -> None:
    """Make the name of what has just been put in its place last; raises OutputError."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise explain_failure(path, error, "written, but it may not last") from error


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data` to an open file; raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def try_lock(descriptor: int) -> bool:
    """Take the kernel's lock on an open file; False while someone else has it.

    The lock ends when the file is closed and when its holder dies, however it dies.
    Raises OSError where the system or the file system has no such locks.
    """
    if fcntl is None:
        raise OSError(errno.ENOTSUP, "this system has no file locks")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_place(path: Path) -> int | None:
    """Refuse a place where no file can stand; give the permissions of the file there, if any."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        _check_parent(path)
        return None
    if stat.S_ISDIR(found.st_mode):
        raise OutputError(f"{show(path)}: is a folder; give the name of a file")
    if stat.S_ISLNK(found.st_mode):
        leads = show(path.readlink())
        raise OutputError(f"{show(path)}: is a symbolic link to {leads}; give the name of a file")
    if not stat.S_ISREG(found.st_mode):
        raise OutputError(
            f"{show(path)}: is a device or a pipe, not a file; give the name of a file"
        )
    if not os.access(path, os.W_OK):
        raise OutputError(
            f"{show(path)}: is write-protected; make it writable or choose another name"
        )
    return stat.S_IMODE(found.st_mode)


def _check_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise OutputError(
            f"{show(path)}: the folder {show(path.parent)} does not exist; make it first"
        )


@contextmanager
def _replace_file(path: Path) -> Generator[tuple[Path, int]]:
    """Open a temporary file, and put it at `path` where the block ends without an exception."""
    try:
        mode, temporary, descriptor = _prepare(path)
        try:
            yield temporary, descriptor
            if mode is not None:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        sync_name(path)
    except OSError as error:
        raise explain_failure(path, error) from error


def _prepare(path: Path) -> tuple[int | None, Path, int]:
    """Look at the place and open a file beside it, with the permissions it is to get."""
    try:
        mode = _check_place(path)
        prefix = f".{path.name[:_KEPT_CHARACTERS]}.new-"
        _sweep(path.parent, prefix)
        return mode, *_open_temporary(path.parent, prefix)
    except ValueError as error:  # the system takes no NUL and no lone surrogate in a name
        raise OutputError(f"{show(path)}: no file can have this name") from error


def _open_temporary(folder: Path, prefix: str) -> tuple[Path, int]:
    """Make a new file that no sweep takes: locked, and still there once it is locked."""
    while True:
        temporary = folder / (prefix + os.urandom(_MARK_BYTES).hex())
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            kept = try_lock(descriptor) and os.fstat(descriptor).st_nlink > 0
        except OSError:  # no locks here, so that nobody sweeps either
            kept = True
        if kept:
            return temporary, descriptor
        os.close(descriptor)


def _sweep(folder: Path, prefix: str) -> None:
    """Remove what killed writers left for the same place; never fails, for it is only tidying."""
    with suppress(OSError):
        for file in folder.iterdir():
            if file.name.startswith(prefix) and len(file.name) == len(prefix) + 2 * _MARK_BYTES:
                _remove_if_dead(file)


def _remove_if_dead(file: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and try_lock(descriptor):
                file.unlink()
        finally:
            os.close(descriptor)
