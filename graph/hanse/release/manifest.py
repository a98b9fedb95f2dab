"""manifest.json: what a build folder holds, so that anyone can see whether it is whole."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from hanse import __version__
from hanse.errors import DatasetError
from hanse.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from hanse.dataset import Dataset

NAME = "manifest.json"
STORE = "store"
TITLE = "Hanse dataset"


def make_manifest(dataset: Dataset, files: dict[str, bytes]) -> dict[str, Any]:
    """State counts per class, versions, and size and sha256 of each file; no day and no path."""
    return {
        "title": TITLE,
        "software": __version__,
        "data": dataset.data_version,
        "ontology": dataset.ontology_version,
        "triples": len(dataset.lines),
        "asserted": len(dataset.asserted),
        "counts": dataset.counts,
        "unsourced": count_unsourced(dataset),
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        },
    }


def count_unsourced(dataset: Dataset) -> dict[str, int]:
    """Count the filled cells that no source covers, by `table.column`.

    A cell is covered by the `source` column of its row, by a row of column_sources, or, in a
    table that only links, by the source of the row that it belongs to.
    """
    covered = {(row.table, row.column) for row in dataset.tables.column_sources}
    unsourced: dict[str, int] = {}
    for table in TABLES.values():
        if table.name in _COVERED or "source" in table.header:
            continue
        rows = getattr(dataset.tables, table.name)
        for name in table.header:
            if name not in _NAMELESS and (table.name, name) not in covered:
                filled = sum(getattr(row, name) is not None for row in rows)
                unsourced[f"{table.name}.{name}"] = filled
    return unsourced


# Links, covered by the row on their left, and tables that say where things come from.
_COVERED = frozenset(
    {"column_sources", "event_cooperations", "good_practice_themes", "network_themes", "sources"}
)
# Ids and codes are ours or a standard's; they are no facts that a source could state.
_NAMELESS = frozenset({"id", "code"})


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a build folder; raises DatasetError where it is none of ours."""
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        title, _, _ = manifest["title"], dict(manifest["files"]), int(manifest["triples"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DatasetError(f"{folder / NAME}: cannot be read; rebuild with: hanse build") from error
    if title != TITLE:
        raise DatasetError(f"{folder / NAME}: not of a Hanse dataset")
    return dict(manifest)


def list_own(folder: Path) -> Collection[str]:
    """Name the files of a build folder that an earlier build wrote, for whoever replaces it."""
    try:
        files = read_manifest(folder)["files"]
    except DatasetError:
        return ()
    return [*files, NAME, f"{STORE}/"]
