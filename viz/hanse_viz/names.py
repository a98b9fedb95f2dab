"""Things found by address, id or any of their names, however the accents were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError, shorten
from hanse.namespaces import ID
from hanse.queries.names import fold_name
from hanse.suggestions import ask_back, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse_viz.network import Thing

_SHOWN = 5


def find_thing(things: Iterable[Thing], wanted: str, option: str) -> str:
    """Find the address of the one thing that is meant by an IRI, an id or a name.

    An address or an id wins over a name, a display name over another name. Raises UsageError,
    naming the option and the nearest names, where nothing or more than one thing fits.
    """
    candidates = tuple(things)
    exact = wanted.strip().removeprefix("<").removesuffix(">").removeprefix("id:")
    for thing in candidates:
        if exact in {thing.iri, thing.iri.removeprefix(ID), thing.slug}:
            return thing.iri
    key = fold_name(wanted)
    found = [thing for thing in candidates if fold_name(thing.label) == key] or [
        thing for thing in candidates if key in map(fold_name, thing.names)
    ]
    if len(found) == 1:
        return found[0].iri
    raise UsageError(f"{option} {shorten(wanted)}: {_explain(candidates, found, key)}")


def _explain(candidates: tuple[Thing, ...], found: list[Thing], key: str) -> str:
    if found:
        ids = ", ".join(thing.slug for thing in found[:_SHOWN])
        return f"{len(found)} have this name; give one of the ids: {ids}"
    names = {
        fold_name(name): thing.slug for thing in candidates for name in (thing.label, *thing.names)
    }
    near = dict.fromkeys(names[name] for name in suggest(key, names))
    return f"not found; {ask_back(near)}give an id or a name"
