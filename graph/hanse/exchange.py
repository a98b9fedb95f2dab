"""Giving a new folder the name of an old one, so that a kill at any moment leaves one of them.

Where the system can exchange two names in one step (Linux: renameat2(2), RENAME_EXCHANGE) it
does. Elsewhere a journal, `.<name>.exchange` beside the folder, says which two renames are under
way, and whoever comes next completes them: a writer, or a reader by calling `recover` before it
opens the folder. Both folders carry the mark that stands in the journal:
`.<name>.new-<mark>` and `.<name>.old-<mark>`.
"""

from __future__ import annotations

import errno
import os

from hanse.errors import OutputError
from hanse.files import explain_failure, sync_folder, sync_name, write_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100  # AT_FDCWD: a relative path starts at the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
_MARK_BYTES = 4


def name_new(target: Path) -> Path:
    """Choose the name of a new folder beside `target` that may later take its place."""
    return target.with_name(f".{target.name}.new-{os.urandom(_MARK_BYTES).hex()}")


def list_strays(target: Path) -> list[Path]:
    """Find the folders that writers of `target` left beside it; raises OSError."""
    starts = (f".{target.name}.new-", f".{target.name}.old-")
    return [
        path
        for path in sorted(target.parent.iterdir())
        if path.name.startswith(starts)
        and _is_mark(path.name[len(starts[0]) :])
        and path.is_dir()
        and not path.is_symlink()
    ]


def put_in_place(new: Path, target: Path, *, one_step: bool = True) -> None:
    """Give the folder `new`, named by `name_new`, the name `target`.

    What had that name stands among the strays afterwards. `one_step=False` takes the way of a
    system that cannot exchange two names. The caller holds the lock of `target`.
    Raises OSError, and the old one then stands; OutputError where the disk fails afterwards.
    """
    if not os.path.lexists(target):
        new.rename(target)
    elif not (one_step and _swap(new, target)):
        _swap_by_journal(new, target)
    sync_name(target)


def recover(target: Path) -> None:
    """Complete the renames that a killed writer of `target` left half done.

    Readers call this before they open the folder: it costs one look when there is nothing to do,
    needs no lock and does no harm beside a living writer.
    Raises OutputError when the system does not permit the rename.
    """
    mark = _read_journal(target) if target.name else None
    if not mark or os.path.lexists(target):
        return
    try:
        _name(target, "new", mark).rename(target)
    except OSError as error:
        if not os.path.lexists(target):  # else the writer, or another reader, was quicker
            reason = explain_failure(target, error)
            raise OutputError(f"{reason} (an interrupted write is to be completed)") from error


def settle(target: Path) -> None:
    """Complete or undo what a killed writer left half done, and forget the journal.

    The caller holds the lock of `target`. Raises OutputError when neither is possible.
    """
    mark = _read_journal(target)
    if mark is None:
        return
    old = _name(target, "old", mark)
    try:
        recover(target)
    except OutputError:
        if not old.is_dir():
            raise
        old.rename(target)
    sync_folder(target.parent)
    _journal(target).unlink()


def _swap(new: Path, target: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    import ctypes  # noqa: PLC0415 - readers import this module and have no use for it

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = os.fsencode(new), os.fsencode(target)
    if rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _swap_by_journal(new: Path, target: Path) -> None:
    mark = new.name.rpartition("-")[2]
    _write_journal(target, mark)
    try:
        target.rename(_name(target, "old", mark))
        recover(target)
    finally:
        settle(target)


def _write_journal(target: Path, mark: str) -> None:
    """Write down the renames to come; the journal lasts before the first of them is done."""
    descriptor = os.open(_journal(target), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        write_all(descriptor, f"{mark}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(target.parent)


def _read_journal(target: Path) -> str | None:
    """Read the mark in the journal: None without one, blank when it was cut while written.

    A journal that was cut is no loss, for no rename is done before it is whole.
    """
    try:
        descriptor = os.open(_journal(target), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except ValueError:  # no file can have this name
        return None
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
            return None
        raise explain_failure(_journal(target), error) from error
    try:
        mark, end, rest = os.read(descriptor, 64).decode("ascii", "replace").partition("\n")
    finally:
        os.close(descriptor)
    return mark if end and not rest and _is_mark(mark) else ""


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}.exchange")


def _name(target: Path, age: str, mark: str) -> Path:
    return target.with_name(f".{target.name}.{age}-{mark}")


def _is_mark(text: str) -> bool:
    return len(text) == 2 * _MARK_BYTES and set(text) <= set("0123456789abcdef")
