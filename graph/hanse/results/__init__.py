"""Answers to queries, and the forms in which people and programs read them."""

from __future__ import annotations

__all__ = ["Result", "read_result"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from hanse.results.answer import Result, read_result


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class or a function
    """Look inside when asked, so that the table of media types costs no engine."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from hanse.results import answer  # noqa: PLC0415 - imports the engine

    return getattr(answer, name)
