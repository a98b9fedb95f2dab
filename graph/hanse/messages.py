"""Messages for people: on standard error, so that results can be piped."""

from __future__ import annotations

import sys


def tell(text: str) -> None:
    """Write a line, or several, to standard error; nowhere if it was closed."""
    if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - closed with 2>&-
        sys.stderr.write(f"{text}\n")


def join_words(words: list[str]) -> str:
    """Join words as a sentence does: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
