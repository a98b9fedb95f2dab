"""Where the shipped files are: the only module that builds a path to them."""

from __future__ import annotations

import os

from hanse.errors import HanseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 - pathlib costs a query 4 ms


class ResourceError(HanseError):
    """The files that Hanse ships with are not where they should be."""


def locate(name: str) -> Path:
    """Find a shipped folder or file such as `data` or `ontology/rules`.

    A wheel carries them in `hanse/_resources`, a checkout beside its pyproject.toml.
    Raises ResourceError with the places tried.
    """
    from pathlib import Path  # noqa: PLC0415 - as above

    return Path(locate_text(name))


def locate_text(name: str) -> str:
    """Find the same as text, for what runs with every query."""
    packaged = f"{_PACKAGE}/_resources/{name}"
    if os.path.exists(packaged):  # noqa: PTH110 - as above
        return packaged
    root = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120 - as above
    if os.path.isfile(f"{root}/pyproject.toml") and os.path.exists(f"{root}/{name}"):  # noqa: PTH110, PTH113 - as above
        return f"{root}/{name}"
    tried = f"{packaged}, {root}/{name}"
    message = f"{name}: shipped with Hanse but not found (tried {tried}); install Hanse again"
    raise ResourceError(message)
