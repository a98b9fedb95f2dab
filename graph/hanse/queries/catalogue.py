"""The query catalogue: every .rq file of a folder, by its name."""

from __future__ import annotations

import os

from hanse.errors import UsageError, shorten
from hanse.queries.header import read_query
from hanse.resources import locate, locate_text
from hanse.suggestions import ask_back, suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from hanse.queries.header import Query


def list_queries(folder: Path | None = None) -> list[Query]:
    """Read the header of every query of the folder (the shipped catalogue), sorted by name."""
    return [read_query(path) for path in sorted((folder or locate("queries")).glob("*.rq"))]


def find_query(name: str, folder: Path | None = None) -> Query:
    """Read one query by name; raises UsageError with the nearest names where there is none.

    The `path` of a shipped query is the name of its file: its place in the package says nothing.
    """
    path = f"{folder or locate_text('queries')}/{name}.rq"
    if "/" not in name and os.path.isfile(path):  # noqa: PTH113 - False for a name too long
        query = read_query(path)
        return query if folder else query._replace(path=f"{name}.rq")
    near = suggest(name, (path.stem for path in (folder or locate("queries")).glob("*.rq")))
    hint = f"{ask_back(near)}`hanse queries` lists them all"
    raise UsageError(f"{shorten(name)}: no such query; {hint}")
