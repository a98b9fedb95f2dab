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
    from pathlib import Path

MANIFEST = "hanse-store.json"
FORMAT = 1
# Larger files are not read at every opening: Oxigraph's own block checksums guard what it reads.
_CHECKED_BYTES = 64 << 20
_PIECE = 1 << 16
# The engine's diary names the machine's paths and the time of day, and nothing reads it.
_DIARY = "LOG"
# Files that the engine may write again when it opens the folder.
_UNSTEADY = (_DIARY, "LOCK")


def write_store(folder: Path, data: bytes, about: dict[str, str]) -> int:
    """Load N-Triples into a new store folder and give the number of triples.

    `about` (versions, title …) is kept in the manifest. Raises OutputError where the engine
    cannot write.
    """
    try:
        engine = ox.Store(str(folder))
        engine.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
        engine.optimize()
        engine.flush()
    except OSError as error:
        raise OutputError(f"{folder}: the store was not written: {error}") from error
    count = len(engine)
    del engine
    for path in folder.glob(_DIARY + "*"):
        path.unlink()
    seal_store(folder, count, about)
    return count


def seal_store(folder: Path, triples: int, about: dict[str, str]) -> None:
    """Write the manifest of a store folder that is complete: its files, sizes and checksums."""
    files = {
        path.name: [len(data), zlib.crc32(data)]
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST and not path.name.startswith(_UNSTEADY)
        for data in [path.read_bytes()]
    }
    manifest = {"format": FORMAT, "triples": triples, "about": about, "files": files}
    manifest["seal"] = _compute_seal(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _compute_seal(manifest: dict[str, Any]) -> int:
    """Sum up the manifest itself, so that a change of it shows as one of any other file does."""
    sealed = {key: value for key, value in manifest.items() if key != "seal"}
    return zlib.crc32(json.dumps(sealed, sort_keys=True).encode())


def open_store(folder: str | os.PathLike[str]) -> EmbeddedStore:
    """Open a store folder for reading.

    Raises DatasetError where the folder is none of ours, was emptied, damaged or written by a
    version whose form this one does not know.
    """
    manifest = read_store_manifest(folder)
    for name, (size, checksum) in manifest["files"].items():
        _check_file(folder, name, size, checksum)
    try:
        store = EmbeddedStore(ox.Store.read_only(str(folder)))
    except (OSError, ValueError, RuntimeError) as error:
        raise _damaged(folder, str(error)) from error
    return store


def read_store_manifest(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Read and check the manifest of a store folder; raises DatasetError where it is none."""
    path = os.path.join(folder, MANIFEST)  # noqa: PTH118 - on the path of every query
    if not os.path.isfile(path):  # noqa: PTH113 - as above; a pipe would be waited for
        raise DatasetError(
            f"{folder}: not a store of ours ({MANIFEST} is missing); rebuild it with: hanse build"
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


def _check_file(folder: str | os.PathLike[str], name: str, size: int, checksum: int) -> None:
    path = os.path.join(folder, name)  # noqa: PTH118 - on the path of every query
    try:
        found = os.stat(path).st_size  # noqa: PTH116 - as above
        if found != size:
            raise _damaged(folder, f"{name} has {found} bytes instead of {size}")
        if size <= _CHECKED_BYTES and _sum_up(path) != checksum:
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
    mend = "rebuild it with: hanse build"
    return DatasetError(f"{folder}: not a store of ours any more: {reason}; {mend}")


if TYPE_CHECKING:
    from typing import Any
