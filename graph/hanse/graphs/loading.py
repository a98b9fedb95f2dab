"""The door to networkx, which is an extra and takes 0.3 s to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import MissingExtraError

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    import networkx as nx

    # Nodes are IRIs or, from foreign answers, any value of a row.
    AnyGraph: TypeAlias = nx.Graph[Any]
    AnyMultiGraph: TypeAlias = nx.MultiGraph[Any]


def load_networkx() -> Any:  # noqa: ANN401 - a module whose types checkers do not agree on
    """Import networkx; raises MissingExtraError with the command that installs it."""
    try:
        import networkx as nx  # noqa: PLC0415 - an extra, and 0.3 s to import
    except ImportError as error:
        raise MissingExtraError("viz", "networkx") from error
    return nx
