"""A release: the checked dataset's files in a folder that is the old one or the new one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hanse.files import explain_failure
from hanse.release.checking import check_tables
from hanse.release.folder import write_folder
from hanse.release.manifest import NAME, STORE, list_own, make_manifest
from hanse.store.folder import write_store
from hanse.turtle import write_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset
    from hanse.release.checking import Remark


def make_release(data: Path, ontology: Path, target: Path) -> tuple[dict[str, Any], list[Remark]]:
    """Build and check the dataset of the tables, then write it to `target` in one step.

    The folder holds hanse.ttl, hanse.nt (asserted and derived triples and the ontology),
    hanse-asserted.nt, manifest.json and store/. Gives the manifest and the remarks of
    the checks. Raises TableError, CheckError or OutputError, and then nothing has changed.
    """
    dataset, remarks = check_tables(data, ontology)
    files = write_files(dataset)
    manifest = make_manifest(dataset, files)
    files[NAME] = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    del dataset  # writing the store is the peak of memory

    def fill(folder: Path) -> None:
        for name, content in files.items():
            try:
                (folder / name).write_bytes(content)
            except OSError as error:
                raise explain_failure(target / name, error) from error
        about = {key: str(manifest[key]) for key in ("title", "software", "data", "ontology")}
        write_store(folder / STORE, files["hanse.nt"], about)

    write_folder(target, fill, list_own)
    return manifest, remarks


def write_files(dataset: Dataset) -> dict[str, bytes]:
    """Write the byte-stable files of a release: name → content."""
    return {
        "hanse-asserted.nt": "".join(dataset.asserted).encode(),
        "hanse.nt": "".join(dataset.lines).encode(),
        "hanse.ttl": write_turtle(dataset.lines).encode(),
    }
