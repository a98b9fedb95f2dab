"""What is said of one thing, as Turtle and JSON-LD: its own triples and those of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import PROV
from hanse.release.jsonld import write_jsonld
from hanse.turtle import split_line, write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable

_SOURCE = f"<{PROV}hadPrimarySource>"


class Documents:
    """The triples of a dataset by their ends; `inner` are things that have no page of their own."""

    def __init__(self, lines: Iterable[str], inner: Iterable[str]) -> None:
        self._inner = {f"<{iri}>" for iri in inner}
        self._about: dict[str, list[str]] = {}
        self._leading: dict[str, list[tuple[str, str, str]]] = {}
        for line in lines:
            subject, property_, value = split_line(line.rstrip("\n"))
            self._about.setdefault(subject, []).append(line)
            if value.startswith("<"):
                self._leading.setdefault(value, []).append((subject, property_, line))

    def write(self, iri: str) -> dict[str, bytes]:
        """Write what is said of a thing, by the suffix of each form; the same each time."""
        lines = sorted(self.find(iri))
        return {
            ".ttl": write_turtle(lines).encode(),
            ".jsonld": write_jsonld(lines, brief=True).encode(),
        }

    def find(self, iri: str) -> set[str]:
        """Find the triples with a thing at either end, and all those of its records.

        The records that a source states are named and not told: it may state thousands.
        """
        name = f"<{iri}>"
        found = set(self._about.get(name, ()))
        for line in list(found):
            found.update(self._tell(split_line(line.rstrip("\n"))[2]))
        for subject, property_, line in self._leading.get(name, ()):
            found.add(line)
            if property_ != _SOURCE:
                found.update(self._tell(subject))
        return found

    def _tell(self, name: str) -> Iterable[str]:
        return self._about.get(name, ()) if name in self._inner else ()
