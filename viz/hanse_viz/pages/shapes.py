"""The shape that marks a kind of thing, beside its colour, on pages as in the network picture."""

from __future__ import annotations

from hanse.namespaces import HANSE

_SHAPES = {
    "City": "city",
    "Organisation": "organisation",
    "Network": "network",
    "Project": "project",
    "GoodPractice": "practice",
    "Country": "country",
    "Theme": "theme",
    "Programme": "programme",
    "Call": "programme",
    "Event": "event",
    "Source": "source",
}


def choose_shape(class_: str) -> str:
    """Name the shape of the things of a class."""
    return _SHAPES.get(class_.removeprefix(HANSE), "record")
