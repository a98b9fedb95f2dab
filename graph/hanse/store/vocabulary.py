"""Into rdflib, for users who want its Graph: the one room that imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib

from hanse.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_rdflib(lines: Iterable[str]) -> rdflib.Graph:
    """Read N-Triples lines into an rdflib graph that knows our prefixes and no others."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    graph.parse(data="".join(lines), format="nt")
    return graph
