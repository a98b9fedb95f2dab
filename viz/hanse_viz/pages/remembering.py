"""What is the same for every page of one dataset is read once and kept beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph

Kept = TypeVar("Kept")


def once_per_graph(read: Callable[[Graph], Kept]) -> Callable[[Graph], Kept]:
    """Let a function that reads a dataset read it once; what it gave goes with the dataset."""
    kept: WeakKeyDictionary[Graph, Kept] = WeakKeyDictionary()

    def remember(graph: Graph) -> Kept:
        if graph not in kept:
            kept[graph] = read(graph)
        return kept[graph]

    return remember
