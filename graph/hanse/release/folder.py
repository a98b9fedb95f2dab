"""Writing an output folder whole: it is the old one or the new one, at every moment.

The new folder is filled beside its place, synced to the disk and exchanged with the old one in
one step. A lock beside it keeps two writers apart, and what a killed writer left is removed by
the next one. Only a folder that is absent, empty or ours is ever replaced.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.errors import OutputError, shorten
from hanse.exchange import list_strays, name_new, put_in_place, settle
from hanse.files import explain_failure, show, sync_folder
from hanse.release.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator

_SHOWN_FOREIGN = 3


def write_folder(
    target: Path,
    fill: Callable[[Path], None],
    list_own: Callable[[Path], Collection[str]],
    *,
    one_step: bool = True,
) -> None:
    """Let `fill` write the files of a new folder, then put it at `target`, whole or not at all.

    `list_own(target)` names what an earlier run wrote there: paths with `/` relative to the
    folder, and `name/` for a folder that is ours with all that it holds; nothing for a folder
    that is not ours. `one_step=False` takes the way of a system that cannot exchange two names.
    Raises LockedError while another process writes it, and OutputError, naming the file and the
    reason, when the place holds what is not ours, is a file, a link or the working folder, or
    when writing fails. Whatever `fill` raises passes through. The old folder then still stands.
    """
    with _explained(target):
        _check_name(target)
    with hold_lock(target):
        with _explained(target):
            _tidy(target)
            mode = _check_place(target, list_own)
        new = name_new(target)
        try:
            _fill(target, new, fill)
            with _explained(target):
                _sync(target, new)
                if mode is not None:
                    new.chmod(mode)
                _check_place(target, list_own)  # again, for the filling may have taken a while
                put_in_place(new, target, one_step=one_step)
        except BaseException:
            with suppress(OSError, OutputError):  # what failed first is what the reader must know
                _tidy(target)
            raise
        with _explained(target):
            _tidy(target)


@contextmanager
def _explained(target: Path) -> Generator[None]:
    """Turn what the system refuses in the block into an OutputError that names the target."""
    try:
        yield
    except OSError as error:
        raise explain_failure(target, error) from error


def _fill(target: Path, new: Path, fill: Callable[[Path], None]) -> None:
    """Fill the new folder; an error that names a file in it names it in its place to be."""
    try:
        new.mkdir()
        fill(new)
    except OutputError as error:
        if new.name not in str(error):
            raise
        raise OutputError(str(error).replace(str(new), str(target))) from error
    except OSError as error:
        name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        if name and new.name not in name:
            raise  # not of our writing
        place = Path(name.replace(str(new), str(target))) if name else target
        raise explain_failure(place, error) from error


def _sync(target: Path, folder: Path) -> None:
    """Make all that was filled in last through a loss of power."""
    for entry in _list_folder(folder):
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            _sync(target / entry.name, path)
        elif entry.is_file(follow_symlinks=False):
            _sync_file(path)
        else:
            raise OutputError(f"{show(target / entry.name)}: is no file, and nothing else is kept")
    sync_folder(folder)


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _tidy(target: Path) -> None:
    """Settle what a killed writer left half done, and remove what nobody uses."""
    settle(target)
    for stray in list_strays(target):
        try:
            shutil.rmtree(stray)
        except OSError as error:
            raise explain_failure(stray, error, "left over and not removed") from error


def _check_name(target: Path) -> None:
    """Refuse a place that has no name of its own or no folder above it."""
    if target.name in {"", ".."}:
        raise OutputError(f"{show(target)}: give the name of a new folder or of an earlier output")
    try:
        target.lstat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            parent = show(target.parent)
            raise OutputError(
                f"{show(target)}: the folder {parent} does not exist; make it first"
            ) from None
    except ValueError as error:  # the system takes no NUL and no lone surrogate in a name
        raise OutputError(f"{show(target)}: no folder can have this name") from error


def _check_place(target: Path, list_own: Callable[[Path], Collection[str]]) -> int | None:
    """Refuse what is not ours to replace; give the permissions of the folder there, if any."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        leads = show(target.readlink())
        raise OutputError(f"{show(target)}: is a symbolic link to {leads}; choose a folder")
    if not stat.S_ISDIR(found.st_mode):
        raise OutputError(f"{show(target)}: is not a folder; choose another name")
    if _holds_working_folder(found):
        raise OutputError(f"{show(target)}: is or holds the working folder; choose another folder")
    _check_ours(target, frozenset(list_own(target)))
    return stat.S_IMODE(found.st_mode)


def _check_ours(target: Path, own: Collection[str]) -> None:
    found = list(islice(_find_foreign(target, own), _SHOWN_FOREIGN + 1))
    if found:
        names = ", ".join(shorten(name) for name in found[:_SHOWN_FOREIGN])
        more = " and more" if len(found) > _SHOWN_FOREIGN else ""
        raise OutputError(
            f"{show(target)}: holds what Hanse did not write: {names}{more};"
            " choose another folder or move it elsewhere"
        )


def _find_foreign(folder: Path, own: Collection[str], above: str = "") -> Iterator[str]:
    """Find what is not ours in a folder: files, links, and folders that hold nothing of ours."""
    _check_access(folder)
    for entry in _list_folder(folder):
        name = above + entry.name
        if entry.is_dir(follow_symlinks=False):
            name += "/"
            if _is_within(name, own) or any(file.startswith(name) for file in own):
                yield from _find_foreign(folder / entry.name, own, name)
            else:
                yield name
        elif not entry.is_file(follow_symlinks=False):
            yield f"{name} (a link or a device)"
        elif name not in own and not _is_within(name, own):
            yield name


def _is_within(name: str, own: Collection[str]) -> bool:
    return any(folder.endswith("/") and name.startswith(folder) for folder in own)


def _check_access(folder: Path) -> None:
    """Refuse, before any work is done, a folder that could not be removed afterwards."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise explain_failure(folder, PermissionError(errno.EACCES, ""))


def _list_folder(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _holds_working_folder(found: os.stat_result) -> bool:
    with suppress(FileNotFoundError):  # the working folder itself may have been removed
        here = Path.cwd()
        return any(_is_same(found, folder) for folder in (here, *here.parents))
    return False


def _is_same(found: os.stat_result, folder: Path) -> bool:
    try:
        return os.path.samestat(found, folder.stat())
    except OSError:  # what cannot be reached from the root is not what was found
        return False
