"""Any RDF as a store folder: the old one stands until the new one is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse import __version__
from hanse.errors import OutputError
from hanse.release.folder import write_folder
from hanse.release.manifest import NAME as BUILD_MANIFEST
from hanse.store.folder import list_own
from hanse.store.loading import load_store
from hanse.store.syntax import find_format

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from hanse.store.folder import Counts


def load_files(files: Sequence[Path], target: Path, report: Callable[[int], None]) -> Counts:
    """Load RDF files of any syntax into the store folder `target`, whole or not at all.

    A folder that is absent, empty or a store of ours is replaced. `report` is told how many bytes
    were read, again and again; the engine needs about 1.2 GB of memory for files of any size.
    Raises DatasetError with file, line and column for a malformed file, LockedError while another
    process writes the folder, OutputError where it is not ours or cannot be written; what stood
    there then still stands.
    """
    for path in files:
        find_format(path)
    counts: list[Counts] = []

    def fill(folder: Path) -> None:
        counts.append(load_store(folder, files, {"software": __version__}, report))

    write_folder(target, fill, _list_loaded)
    return counts[0]


def _list_loaded(folder: Path) -> Collection[str]:
    """Name the files of a store; raises OutputError where it is that of a build."""
    own = list_own(folder)
    if own and (folder.parent / BUILD_MANIFEST).is_file():
        raise OutputError(f"{folder}: is the store of a build; choose another folder")
    return own
