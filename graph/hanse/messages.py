"""Messages for people: on standard error, so that results can be piped."""

from __future__ import annotations

import sys


def tell(text: str) -> None:
    """Write a line, or several, to standard error; nowhere if it was closed."""
    if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - closed with 2>&-
        sys.stderr.write(f"{text}\n")
