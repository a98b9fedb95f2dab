"""What many tests read and nobody may write: made once, shared by all workers and later runs.

Each artefact lies in a folder of pytest's cache that is named after all that goes into it: the
packages, tables, ontology, queries, the installed libraries and the module that makes it. So it is
never stale, and a run on other sources makes its own.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import sys
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import TypeAlias

    MakeOnce: TypeAlias = Callable[[str, Callable[[Path], object]], Path]

KEPT = 3  # states of the sources whose artefacts stay


@cache
def digest_sources() -> str:
    """Sum up all that can change an artefact, wherever it is installed."""
    found = hashlib.sha256(sys.version.encode())
    installed = sorted(f"{one.name}=={one.version}" for one in distributions())
    found.update("\n".join(installed).encode())
    packages = [Path(str(files(name))) for name in ("hanse", "hanse_viz")]
    for folder in (*packages, *map(locate, ("data", "ontology", "queries"))):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(folder).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:24]


@contextmanager
def _wait_for_lock(file: Path) -> Generator[None]:
    """Let one process at a time in; the others wait."""
    import fcntl  # noqa: PLC0415 - not on every system, and only tests need it

    with file.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _list_stamps(folder: Path) -> str:
    """Tell size and time of every file: who writes into an artefact changes one."""
    return "\n".join(
        f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


class Artefacts:
    """The artefacts of one state of the sources, in a folder of its own."""

    def __init__(self, root: Path) -> None:
        """Keep the folder in which each state of the sources has one."""
        self.folder = root / digest_sources()
        self.used: list[Path] = []

    def make_once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Give the folder `name`, which `make` fills if nobody has; read it, never write there."""
        place = self.folder / f"{name}-{_digest_maker(make)}"
        self.folder.mkdir(parents=True, exist_ok=True)
        os.utime(self.folder)
        with _wait_for_lock(self.folder / f"{place.name}.lock"):
            if not place.is_dir():
                self._fill(place, make)
        self.used.append(place)
        self.check(place)
        return place

    def _fill(self, place: Path, make: Callable[[Path], object]) -> None:
        """Make it beside its place first, so that what was broken off is never taken for it."""
        part = place.with_name(f"{place.name}.part-{uuid4().hex}")
        part.mkdir()
        try:
            make(part)
            _name_stamps(place).write_text(_list_stamps(part), "utf-8")
            part.rename(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def check(self, place: Path) -> None:
        """Assert that an artefact is what it was when it was made."""
        changed = _list_stamps(place) != _name_stamps(place).read_text("utf-8")
        if changed:
            shutil.rmtree(place)  # the next run makes it anew
        assert not changed, f"a test has written into the artefact {place.name}; let it copy first"

    def remove_old(self) -> None:
        """Leave the artefacts of the states that were used last."""
        states = [path for path in self.folder.parent.glob("*") if path.is_dir()]
        states.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for state in [one for one in states if one != self.folder][KEPT - 1 :]:
            shutil.rmtree(state, ignore_errors=True)


def _digest_maker(make: Callable[[Path], object]) -> str:
    """Sum up the module of a function and the fixtures of the folders that it lies in."""
    source = inspect.getsourcefile(make)
    assert source
    found = hashlib.sha256(Path(source).read_bytes())
    for folder in Path(source).parents:
        if (folder / "conftest.py").is_file():
            found.update((folder / "conftest.py").read_bytes())
    return found.hexdigest()[:12]


def _name_stamps(place: Path) -> Path:
    return place.with_name(f"{place.name}.stamps")
