"""What the things of a dataset are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hanse.record.asking import ask
from hanse.record.model import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.record.asking import Dataset

Names: TypeAlias = dict[str, tuple[str, tuple[str, ...]]]


def read_names(dataset: Dataset, class_: str) -> Names:
    """Give each thing its display name (the one without a language) and all the others."""
    return _gather_names(ask(dataset, "names", class_))


def read_things(dataset: Dataset, class_: str) -> dict[str, Thing]:
    """Read the things of a class that need no more than names, by their IRIs."""
    named = read_names(dataset, class_)
    return {iri: Thing(iri, label, names) for iri, (label, names) in named.items()}


def read_regions(dataset: Dataset) -> dict[str, Thing]:
    """Read the parts of Europe, which are concepts of a scheme and no class."""
    named = _gather_names(ask(dataset, "region_names"))
    return {iri: Thing(iri, label, names) for iri, (label, names) in named.items()}


def _gather_names(rows: Iterable[dict[str, str]]) -> Names:
    labels: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        if not row["language"]:
            labels.setdefault(row["thing"], row["name"])
        names.setdefault(row["thing"], {})[row["name"]] = None
    return {
        thing: (label, tuple(name for name in all_names if name != label))
        for thing, all_names in names.items()
        for label in [labels.get(thing) or next(iter(all_names))]
    }
