"""Every statement about a thing, by property, and every statement that leads to it, bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse_viz.pages.asking import LABEL_IRIS, LABELS, Value, ask, ask_values

if TYPE_CHECKING:
    from typing import TypeAlias

    from hanse.access import Graph

    Rows: TypeAlias = list[tuple[Value | None, ...]]

MOST_VALUES = 200
MOST_COUNTED = 100_000
_MOST_PROPERTIES = 100
_MOST_UNNAMED = 400

_COUNTS = """
SELECT ?property (COUNT(*) AS ?values) WHERE {
  { SELECT ?property WHERE { %s } LIMIT %d }
} GROUP BY ?property ORDER BY ?property"""
# %s: the pattern, a restriction of ?property, an order, a limit.
_VALUES = """
SELECT ?property ?value ?label ?known WHERE {
  { SELECT ?property ?value WHERE { %s %s } %s LIMIT %d }
  OPTIONAL { ?value rdfs:label ?label FILTER (LANG(?label) = "") }
  BIND (EXISTS { ?value ?any ?thing } AS ?known)
}"""
_OTHER_NAMES = """
SELECT ?value ?label WHERE {
  VALUES ?value { %s }
  ?value %s ?label FILTER (LANG(?label) IN ("", "en"))
} ORDER BY ?value LANG(?label) ?label"""
_ORDER = "ORDER BY ?property ?value"
OUT = "$thing ?property ?value"
IN = "?value ?property $thing"


@dataclass(frozen=True, slots=True)
class Statement:
    """A value of a property: its name if it has one, and whether the dataset describes it."""

    value: Value
    label: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said, by property; `counts` has the numbers of values, shown or not.

    `is_whole` is False where there were more than MOST_COUNTED, and nothing beyond was counted.
    """

    values: dict[str, tuple[Statement, ...]]
    counts: dict[str, int]
    is_whole: bool = True

    @property
    def count(self) -> int:
        """Count the statements."""
        return sum(self.counts.values())

    def texts(self, iri: str) -> list[str]:
        """List the values of a property as text."""
        return [said.value.text for said in self.values.get(iri, ())]

    def first(self, iri: str) -> str:
        """Give the first value of a property as text, "" without one."""
        return next(iter(self.texts(iri)), "")


def read_statements(graph: Graph, thing: str, pattern: str) -> Statements:
    """Read what is said of a thing (pattern OUT) or with it as the value (pattern IN).

    At most MOST_VALUES values are read for each property, and MOST_COUNTED statements counted.
    """
    limited = _COUNTS % (pattern, MOST_COUNTED)
    counts = {iri: int(number) for iri, number in ask(graph, limited, thing)}
    is_whole = sum(counts.values()) < MOST_COUNTED
    large = [iri for iri, number in counts.items() if number > MOST_VALUES]
    rows = _read_small(graph, thing, pattern, large) if len(large) < len(counts) else []
    for iri in large[:_MOST_PROPERTIES]:
        rows += _read_large(graph, thing, pattern.replace("?property", f"<{iri}>"), iri, is_whole)
    return Statements(_gather(rows), counts, is_whole)


def _read_small(graph: Graph, thing: str, pattern: str, large: list[str]) -> Rows:
    names = ", ".join(f"<{iri}>" for iri in large[:_MOST_PROPERTIES])
    restriction = f"FILTER (?property NOT IN ({names}))" if names else ""
    limit = _MOST_PROPERTIES * MOST_VALUES
    return ask_values(graph, _VALUES % (pattern, restriction, _ORDER, limit), thing)


def _read_large(graph: Graph, thing: str, pattern: str, iri: str, ordered: bool) -> Rows:  # noqa: FBT001 - a million values are not put in order for two hundred
    restriction = f"BIND (<{iri}> AS ?property)"
    order = _ORDER if ordered else ""
    return ask_values(graph, _VALUES % (pattern, restriction, order, MOST_VALUES), thing)


def _gather(rows: Rows) -> dict[str, tuple[Statement, ...]]:
    found: dict[str, dict[Value, Statement]] = {}
    for property_, value, label, known in rows:
        if property_ is None or value is None:
            continue
        is_known = known is not None and known.text == "true"
        said = Statement(value, label.text if label else "", is_known)
        found.setdefault(property_.text, {}).setdefault(value, said)
    return {iri: tuple(sorted(found[iri].values(), key=_order)) for iri in sorted(found)}


def _order(said: Statement) -> tuple[str, str, str]:
    return (said.label or said.value.text, said.value.language, said.value.text)


def name_values(graph: Graph, *parts: Statements) -> dict[str, str]:
    """Find names in other vocabularies for values that the dataset describes without rdfs:label."""
    unnamed = {
        said.value.text
        for part in parts
        for values in part.values.values()
        for said in values
        if said.known and not said.label and said.value.kind == "iri"
    }
    terms = " ".join(f"<{iri}>" for iri in sorted(unnamed)[:_MOST_UNNAMED])
    if not terms:
        return {}
    rows = ask(graph, _OTHER_NAMES % (terms, "|".join(LABELS)))
    names: dict[str, str] = {}
    for iri, name in rows:
        names.setdefault(iri, name)
    return names


def choose_label(statements: Statements) -> str:
    """Choose the display name of a thing: untagged, else English, else any; "" without one."""
    for iri in LABEL_IRIS:
        values = [said.value for said in statements.values.get(iri, ())]
        named = [value for value in values if value.kind == "literal"]
        if named:
            ranks = {"": 0, "en": 1}
            return min(named, key=lambda v: (ranks.get(v.language, 2), v.text)).text
    return ""
