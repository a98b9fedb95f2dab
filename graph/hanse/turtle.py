"""Turtle for people: grouped by kind of thing, prefixed, sorted, one thing after the other.

The input is sorted N-Triples, so the same triples give the same bytes, and a changed fact changes
the lines it stands in and no other.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

from hanse.namespaces import DATASET, ID, NUTS, ONTOLOGY, PREFIXES, SF, WIKIDATA, XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIXES = PREFIXES | {"sf": SF, "nuts": NUTS, "wd": WIKIDATA}
# Compiled by the writer: who only shows IRIs to people has no use for them.
_LOCAL = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
_RELATIVE = r"[A-Za-z0-9_~%-]+(?:/[A-Za-z0-9_~%-]+)*"
_INTEGER = rf'"([+-]?[0-9]+)"\^\^<{re.escape(XSD)}integer>'
_DECIMAL = rf'"([+-]?[0-9]*\.[0-9]+)"\^\^<{re.escape(XSD)}decimal>'
_WIDTH = 100
_SECTIONS = {
    "country": "Countries",
    "city": "Cities",
    "geometry": "Locations of cities",
    "organisation": "Organisations",
    "programme": "Programmes",
    "call": "Calls",
    "network": "Networks",
    "project": "Projects",
    "phase": "Phases",
    "membership": "Memberships",
    "practice": "Good practices",
    "transfer": "Transfers of good practices",
    "event": "Events",
    "participation": "Participations in events and projects",
    "theme": "Themes",
    "source": "Sources",
}
_PLACES = {
    title: place
    for place, title in enumerate(
        ["The dataset", *_SECTIONS.values(), "Other things", "The ontology"]
    )
}
_FIRST = ("a", "rdfs:label", "skos:altLabel", "skos:notation", "skos:definition")
_RANKS = {name: rank for rank, name in enumerate(_FIRST)}


def write_turtle(lines: Iterable[str]) -> str:
    """Write N-Triples lines, each ended by a line break, as Turtle; they need not be sorted."""
    writer = _Writer()
    # A dict keeps the order of lines that are sorted already, and sorting those is quick.
    triples = map(split_line, filter(str.strip, sorted(dict.fromkeys(lines))))
    written: list[tuple[int, str, str, str]] = []
    for subject, group in groupby(triples, key=itemgetter(0)):
        said: dict[str, list[str]] = {}
        for _, predicate, value in group:
            said.setdefault(predicate, []).append(value)
        text = writer.write_subject(subject, said)
        written.append((_rank(subject), subject[:-1], subject, text))
    body: list[str] = []
    section = ""
    for _, _, subject, text in sorted(written):
        title = _name_section(subject)
        if title != section:
            section = title
            body.append(f"# {title}\n")
        body.append(text)
    return "\n".join([writer.write_prefixes(), *body])


def split_line(line: str) -> tuple[str, str, str]:
    """Take an N-Triples line apart into its three terms."""
    subject, predicate, rest = line.split(" ", 2)
    if rest.endswith(" .\n"):
        return subject, predicate, rest[:-3]
    return subject, predicate, rest[: rest.rindex(".")].rstrip()


def _kind_of(subject: str) -> str:
    return subject[len(ID) + 1 :].partition("/")[0] if subject.startswith(f"<{ID}") else ""


def _name_section(subject: str) -> str:
    if subject.startswith(f"<{DATASET}"):
        return "The dataset"
    if subject.startswith(f"<{ONTOLOGY}"):
        return "The ontology"
    return _SECTIONS.get(_kind_of(subject), "Other things")


def _rank(subject: str) -> int:
    return _PLACES[_name_section(subject)]


class _Writer:
    """Writes subjects, and remembers which prefixes they used."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._predicates: dict[str, str] = {}
        self._used: set[str] = set()
        self._local, self._relative = re.compile(_LOCAL), re.compile(_RELATIVE)
        self._integer, self._decimal = re.compile(_INTEGER), re.compile(_DECIMAL)

    def write_prefixes(self) -> str:
        head = [f"@base <{ID}> ."]
        head += [f"@prefix {p}: <{_PREFIXES[p]}> ." for p in _PREFIXES if p in self._used]
        return "\n".join(head) + "\n"

    def write_subject(self, subject: str, said: dict[str, list[str]]) -> str:
        named = {self._name_predicate(predicate): values for predicate, values in said.items()}
        parts = [
            _join_objects(predicate, self._name_all(named[predicate]))
            for predicate in sorted(named, key=_order)
        ]
        return f"{self._name(subject)} " + " ;\n    ".join(parts) + " .\n"

    def _name_all(self, values: list[str]) -> list[str]:
        """Name each value once, sorted by what is written."""
        known = self._known
        named = [known.get(value) or self._name(value) for value in values]
        return named if len(named) == 1 else sorted(set(named))

    def _name_predicate(self, predicate: str) -> str:
        found = self._predicates.get(predicate)
        if found is None:
            name = self._name(predicate)
            found = self._predicates[predicate] = "a" if name == "rdf:type" else name
        return found

    def _name(self, term: str) -> str:
        if term[0] == "<":
            found = self._known.get(term)
            if found is None:
                found = self._known[term] = self._shorten(term[1:-1])
            return found
        if term[0] == '"' and term[-1] == ">":
            return self._write_typed(term)
        return term

    def _shorten(self, iri: str) -> str:
        if iri.startswith(ID) and self._relative.fullmatch(iri, len(ID)):
            return f"<{iri[len(ID) :]}>"
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        for prefix, namespace in _PREFIXES.items():
            if iri[:cut] == namespace and self._local.fullmatch(iri, cut):
                self._used.add(prefix)
                return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def _write_typed(self, term: str) -> str:
        short = self._integer.fullmatch(term) or self._decimal.fullmatch(term)
        if short:
            return short.group(1)
        value, _, datatype = term.rpartition("^^")
        return f"{value}^^{self._name(datatype)}"


def _order(predicate: str) -> tuple[int, str]:
    return (_RANKS.get(predicate, len(_RANKS)), predicate)


def _join_objects(predicate: str, values: list[str]) -> str:
    if len(values) == 1:
        return f"{predicate} {values[0]}"
    line = f"{predicate} " + ", ".join(values)
    if len(line) <= _WIDTH:
        return line
    return f"{predicate}\n        " + ",\n        ".join(values)


def shorten_iri(iri: str) -> str:
    """Shorten an IRI for people: prefix:name, or id:kind/slug for a thing of the graph."""
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
