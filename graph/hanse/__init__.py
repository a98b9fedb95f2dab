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


def open(  # noqa: A001 - read as hanse.open
    path: str | os.PathLike[str] | None = None,
    *,
    endpoint: str | None = None,
    graph: str | None = None,
    timeout: float | None = None,
) -> Graph:
    """Open a dataset: an RDF file in any syntax, a build folder, a store folder or an endpoint.

    Without any of them: what `hanse build` last made in `build/` of the working folder, else the
    shipped tables, built once into the user's cache folder. `endpoint` is the address of a SPARQL
    endpoint, `graph` the IRI of the graph to ask there (its default graph), `timeout` the seconds
    (60) that a question may take there. Credentials stand in the address or in
    HANSE_ENDPOINT_USER and HANSE_ENDPOINT_PASSWORD. Raises DatasetError where the dataset cannot
    be read, UsageError for a wrong address; an endpoint that fails does so when it is asked.
    """
    from hanse.access import open_dataset, open_remote  # noqa: PLC0415 - importing hanse costs nothing

    if endpoint is not None and path is None:
        return open_remote(endpoint, graph, timeout)
    if endpoint is not None or graph is not None or timeout is not None:
        from hanse.errors import UsageError  # noqa: PLC0415 - as above

        raise UsageError("give a path, or an endpoint; graph and timeout are for an endpoint")
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


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython's, which is an extra
    """Give a notebook the magics `%sparql` and `%%sparql`: what `%load_ext hanse` calls."""
    from hanse.magic import register_magics  # noqa: PLC0415 - importing hanse costs nothing

    register_magics(shell)


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
