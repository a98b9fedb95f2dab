"""What a person may have meant: names that begin alike first, then those spelt alike."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 3
_SHORTEST = 3  # letters of a beginning that says something


def suggest(wanted: str, known: Iterable[str]) -> list[str]:
    """List up to three known names near a wanted one, the nearest first; none if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - costs 5 ms, needed on errors only

    names = sorted(set(known), key=lambda name: (len(name), name))
    begun = [n for n in names if len(wanted) >= _SHORTEST and n.startswith(wanted)]
    return list(dict.fromkeys(begun + get_close_matches(wanted, names, _MOST)))[:_MOST]


def ask_back(near: Iterable[str]) -> str:
    """Write the question that follows a refusal: empty where nothing is near."""
    listed = " or ".join(near)
    return f"did you mean {listed}? " if listed else ""
