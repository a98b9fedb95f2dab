"""Hanse's pages and pictures.

import hanse, hanse_viz
hanse_viz.to_pyvis(hanse.open(), hanse_viz.Filters(country=("LV",)))
"""

from __future__ import annotations

__all__ = ["Filters", "render_network", "to_pyvis"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from hanse.record.selection import Selection as Filters
    from hanse_viz.drawing import render_network, to_pyvis


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class or a function
    from importlib import import_module  # noqa: PLC0415 - importing hanse_viz costs nothing

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "Filters":
        return import_module("hanse.record.selection").Selection
    return getattr(import_module("hanse_viz.drawing"), name)
