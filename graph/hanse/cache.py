"""The shipped tables as a dataset in the user's cache folder, built once for each version."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

from hanse import __version__
from hanse.errors import LockedError, OutputError
from hanse.exchange import recover
from hanse.messages import tell
from hanse.resources import locate

_PATIENCE, _PAUSE = 30.0, 0.1  # seconds for another process to finish the same work
_HINT = "set XDG_CACHE_HOME to a folder that can be written"


def build_shipped(*, anew: bool = False) -> Path:
    """Build the shipped tables where that was not done yet; gives the build folder.

    The folder's name holds a hash of tables and ontology and the version of the software, so
    that a change of any of them builds anew; `anew` replaces what stands there. While another
    process builds it, this one waits. Raises OutputError where the cache cannot be written.
    """
    target = find_cache() / f"{__version__}-{_hash_inputs()}"
    recover(target)
    deadline = time.monotonic() + _PATIENCE
    while anew or not (target / "manifest.json").is_file():
        from hanse.release import make_release  # noqa: PLC0415 - 40 ms, once for each version

        tell(f"hanse: building the shipped tables once into {target}")
        try:
            _make_folder(target.parent)
            make_release(locate("data"), locate("ontology"), target)
        except LockedError:  # another process is writing the same
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        anew = False
    return target


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; {_HINT}") from error


def find_cache() -> Path:
    """Give the folder in which the system keeps caches of programs, with our name.

    Raises OutputError where the person has no home folder and names no other.
    Source: XDG Base Directory Specification, which ignores relative paths.
    """
    found = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(found):  # noqa: PTH117 - a blank text is no path
        return Path(found) / "hanse"
    try:
        return _find_system_cache()
    except RuntimeError as error:
        raise OutputError(f"no folder for the cache: {error}; {_HINT}") from error


def _find_system_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "hanse"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "hanse"
    return Path.home() / ".cache" / "hanse"


def _hash_inputs() -> str:
    digest = hashlib.sha256()
    for name in ("data", "ontology"):
        folder = locate(name)
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".csv", ".ttl", ".rq"} or path.name == "VERSION":
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
