"""site.json: every file of a site with its hash, so that the next one knows what it may replace."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from hanse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

NAME = "site.json"
TITLE = "Hanse site"


def write_manifest(folder: Path, about: dict[str, Any]) -> tuple[int, int, int]:
    """Write the manifest of a finished folder; gives the numbers of pages, of files and of bytes.

    Raises OutputError where two files would be one on a system that takes a for A.
    """
    files: dict[str, str] = {}
    size = 0
    for name in sorted(_walk(folder)):
        data = (folder / name).read_bytes()
        files[name] = hashlib.sha256(data).hexdigest()
        size += len(data)
    _check_names(files)
    manifest = {"title": TITLE, **about, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_bytes(text.encode())
    return sum(name.endswith(".html") for name in files), len(files) + 1, size + len(text)


def _walk(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        above = "" if inside == "." else f"{inside}/"
        yield from (above + name for name in names)


def _check_names(files: Collection[str]) -> None:
    taken: dict[str, str] = {}
    for name in files:
        other = taken.setdefault(name.casefold(), name)
        if other != name:
            raise OutputError(f"{other} and {name} would be one file on many systems")


def list_own(folder: Path) -> Collection[str]:
    """Name the files of an earlier site, for whoever replaces it; nothing where there is none."""
    try:
        manifest: Any = json.loads((folder / NAME).read_bytes())
        if manifest["title"] != TITLE:
            return ()
        return {NAME, *map(str, manifest["files"])}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
