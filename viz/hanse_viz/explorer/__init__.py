"""The explorer: one page over the whole record, with a view for each way of looking at it."""

from __future__ import annotations

from hanse_viz.explorer.rendering import render_explorer

__all__ = ["render_explorer"]
