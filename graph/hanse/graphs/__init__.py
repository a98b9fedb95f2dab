"""Answers and datasets as networkx graphs, and the files that other network tools open."""

from __future__ import annotations

from hanse.graphs.answers import build_graph
from hanse.graphs.files import write_gexf, write_graphml
from hanse.graphs.membership import read_graph

__all__ = ["build_graph", "read_graph", "write_gexf", "write_graphml"]
