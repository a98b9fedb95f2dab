"""Filling a new store folder from RDF files of any size, through the engine's bulk loader."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

from hanse.errors import DatasetError
from hanse.store.folder import create_store
from hanse.store.syntax import BASE_IRI, check_content, explain_syntax, find_format

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    import pyoxigraph as ox

    from hanse.store.folder import Counts

_BUFFER = 1 << 20


def load_store(
    folder: Path, files: Sequence[Path], about: dict[str, str], report: Callable[[int], None]
) -> Counts:
    """Load RDF files into a new store folder, named graphs and all, and count what is there.

    `report` is told how many bytes were read, again and again. Raises DatasetError with file,
    line and column for the first fault of a file, OutputError where the store cannot be written;
    the folder is then of no use.
    """

    def fill(engine: ox.Store) -> None:
        for path in files:
            _load_file(engine, path, report)

    return create_store(folder, fill, about)


def _load_file(engine: ox.Store, path: Path, report: Callable[[int], None]) -> None:
    format_ = find_format(path)
    try:
        with path.open("rb", _BUFFER) as file:
            _check(path, file, format_)
            reader = _Reader(path, file, report)
            engine.bulk_load(reader, format=format_, base_iri=BASE_IRI)  # type: ignore[arg-type] # all that the loader asks for
    except SyntaxError as error:
        raise explain_syntax(path, error) from error
    except (ValueError, RuntimeError) as error:
        raise DatasetError(f"{path}: cannot be read: {error}") from error


def _check(path: Path, file: BinaryIO, format_: ox.RdfFormat) -> None:
    """Look through the file for what must not reach the engine, without holding it in memory."""
    try:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            check_content(path, content, format_)
    except ValueError:  # an empty file cannot be mapped, and has nothing to refuse
        if path.stat().st_size:
            raise


class _Reader:
    """A file that reports what is read of it, and whose own faults are those of the data."""

    def __init__(self, path: Path, file: BinaryIO, report: Callable[[int], None]) -> None:
        self._path, self._file, self._report = path, file, report

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise DatasetError(f"{self._path}: cannot be read: {error.strerror}") from error
        self._report(len(data))
        return data
