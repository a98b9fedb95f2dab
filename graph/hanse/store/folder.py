"""A store on disk: an Oxigraph folder with a manifest of ours that says what belongs in it.

Oxigraph opens an emptied folder as an empty store and writes its own files into a foreign one;
both would be silent. The manifest `hanse-store.json` makes them errors.
"""

from __future__ import annotations

import json
import os
import zlib

import pyoxigraph as ox

from hanse.errors import DatasetError, OutputError
from hanse.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path
    from typing import Any, NamedTuple

    class _Counts(NamedTuple):
        triples: int
        graphs: int
else:
    from collections import namedtuple

    _Counts = namedtuple("_Counts", "triples graphs")  # noqa: PYI024 - typed above; typing costs a query 8 ms

MANIFEST = "hanse-store.json"
FORMAT = 2
# No more is read at every opening: Oxigraph's own block checksums guard what it reads of the rest.
_CHECKED_BYTES = 64 << 20
_PIECE = 1 << 16
# The engine's diary names the machine's paths and the time of day, and nothing reads it.
_DIARY = "LOG"
# Files that the engine may write again when it opens the folder.
_UNSTEADY = (_DIARY, "LOCK")


class Counts(_Counts):
    """What a store holds: its triples, and its named graphs beside the default one."""

    __slots__ = ()


def write_store(folder: Path, data: bytes, about: dict[str, str]) -> int:
    """Load N-Triples into a new store folder and give the number of triples.

    `about` (versions, title …) is kept in the manifest. Raises OutputError where the engine
    cannot write.
    """

    def fill(engine: ox.Store) -> None:
        engine.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
        engine.optimize()

    return create_store(folder, fill, about).triples


def create_store(folder: Path, fill: Callable[[ox.Store], None], about: dict[str, str]) -> Counts:
    """Let `fill` load a new store, close it and write its manifest; see `write_store`.

    Raises OutputError where the engine cannot write; what else `fill` raises passes through.
    """
    try:
        engine = ox.Store(str(folder))
        fill(engine)
        engine.flush()
        counts = Counts(len(engine), sum(1 for _ in engine.named_graphs()))
    except OSError as error:
        raise OutputError(f"{folder}: the store was not written: {error}") from error
    del engine
    for path in folder.glob(_DIARY + "*"):
        path.unlink()
    seal_store(folder, counts, about)
    return counts


def seal_store(folder: Path, counts: Counts, about: dict[str, str]) -> None:
    """Write the manifest of a store folder that is complete: its files, sizes and checksums."""
    files = {
        path.name: [path.stat().st_size, _sum_up(str(path))]
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST and not path.name.startswith(_UNSTEADY)
    }
    manifest = {"format": FORMAT, **counts._asdict(), "about": about, "files": files}
    manifest["seal"] = _compute_seal(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _compute_seal(manifest: dict[str, Any]) -> int:
    """Sum up the manifest itself, so that a change of it shows as one of any other file does."""
    sealed = {key: value for key, value in manifest.items() if key != "seal"}
    return zlib.crc32(json.dumps(sealed, sort_keys=True).encode())


def open_store(folder: str | os.PathLike[str]) -> EmbeddedStore:
    """Open a store folder for reading.

    Queries need no GRAPH clause: what stands in named graphs is seen as well. Raises
    DatasetError where the folder is none of ours, was emptied, damaged or written by a version
    whose form this one does not know.
    """
    manifest = read_store_manifest(folder)
    _check_files(folder, manifest["files"])
    try:
        engine = ox.Store.read_only(str(folder))
    except (OSError, ValueError, RuntimeError) as error:
        raise _damaged(folder, str(error)) from error
    return EmbeddedStore(engine, union=manifest["graphs"] > 0)


def read_store_manifest(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Read and check the manifest of a store folder; raises DatasetError where it is none."""
    path = os.path.join(folder, MANIFEST)  # noqa: PTH118 - on the path of every query
    if not os.path.isfile(path):  # noqa: PTH113 - as above; a pipe would be waited for
        raise DatasetError(
            f"{folder}: not a store of ours ({MANIFEST} is missing); rebuild it with: hanse build,"
            " or load it again with: hanse load"
        )
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as above
            manifest = json.load(file)
        form, seal = manifest["format"], manifest.get("seal")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(folder, f"{MANIFEST} cannot be read") from error
    if form != FORMAT:
        raise _damaged(folder, f"written in form {form}, this version reads form {FORMAT}")
    if seal != _compute_seal(manifest):
        raise _damaged(folder, f"{MANIFEST} was changed")
    return dict(manifest)


def list_own(folder: Path) -> Collection[str]:
    """Name the files of a store folder of ours, damaged or whole; none where it is not ours."""
    try:
        files = read_store_manifest(folder)["files"]
        unsteady = [path.name for path in folder.iterdir() if path.name.startswith(_UNSTEADY)]
    except (DatasetError, OSError):
        return ()
    return {MANIFEST, *files, *unsteady}


def _check_files(folder: str | os.PathLike[str], files: dict[str, list[int]]) -> None:
    """Compare the sizes of all files with the manifest, and of the smaller ones each byte."""
    left = _CHECKED_BYTES
    for name, (size, checksum) in sorted(files.items(), key=lambda item: item[1][0]):
        path = os.path.join(folder, name)  # noqa: PTH118 - on the path of every query
        try:
            found = os.stat(path).st_size  # noqa: PTH116 - as above
            if found != size:
                raise _damaged(folder, f"{name} has {found} bytes instead of {size}")
            left -= size
            if left >= 0 and _sum_up(path) != checksum:
                raise _damaged(folder, f"{name} was changed")
        except OSError as error:
            raise _damaged(folder, f"{name}: {error.strerror}") from error


def _sum_up(path: str) -> int:
    """Compute the checksum of a file piece by piece, which is quicker than in one."""
    checksum = 0
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        while piece := file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _damaged(folder: str | os.PathLike[str], reason: str) -> DatasetError:
    mend = "rebuild it with: hanse build, or load it again with: hanse load"
    return DatasetError(f"{folder}: not a store of ours any more: {reason}; {mend}")
