"""Hanse: an open knowledge graph of European city cooperation.

import hanse
g = hanse.open()
g.query("partners-of", network="re-growcity").to_pandas()
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Graph", "HanseError", "Result", "__version__", "build", "open"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

    from hanse.access import Graph
    from hanse.errors import HanseError
    from hanse.results import Result


def open(path: str | os.PathLike[str] | None = None) -> Graph:  # noqa: A001 - read as hanse.open
    """Open a dataset: an RDF file in any syntax, a build folder or a store folder.

    Without a path: what `hanse build` last made in `build/` of the working folder, else the
    shipped tables, built once into the user's cache folder. Raises DatasetError where it cannot
    be read.
    """
    from hanse.access import open_dataset  # noqa: PLC0415 - importing hanse costs nothing

    return open_dataset(path)


def build(data: str | os.PathLike[str] | None = None, output: str = "build") -> dict[str, Any]:
    """Build the dataset of a folder of tables (the shipped ones) into a folder.

    Gives the manifest: counts per class, sha256 per file, versions. Raises TableError with every
    fault of every table, CheckError, OutputError; the old folder then still stands.
    """
    from pathlib import Path  # noqa: PLC0415 - importing hanse costs nothing

    from hanse.release import make_release  # noqa: PLC0415 - as above
    from hanse.resources import locate  # noqa: PLC0415 - as above

    folder = Path(data) if data is not None else locate("data")
    manifest, _ = make_release(folder, locate("ontology"), Path(output))
    return manifest


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class or an exception
    if name == "HanseError":
        from hanse.errors import HanseError  # noqa: PLC0415 - importing hanse costs nothing

        return HanseError
    if name == "Graph":
        from hanse.access import Graph  # noqa: PLC0415 - as above

        return Graph
    if name == "Result":
        from hanse.results import Result  # noqa: PLC0415 - as above

        return Result
    raise AttributeError(f"module 'hanse' has no attribute {name!r}")
