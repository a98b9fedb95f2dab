"""A dataset as a folder of pages that any web host, or a USB stick, can hold.

import hanse
from hanse_viz.site import build_site
build_site(hanse.open(), "site")
"""

from __future__ import annotations

__all__ = ["build_site"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from hanse_viz.site.making import build_site


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a function
    from importlib import import_module  # noqa: PLC0415 - importing hanse_viz costs nothing

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("hanse_viz.site.making"), name)
