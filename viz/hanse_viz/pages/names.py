"""Every name of every thing, folded and sorted by word: what search reads instead of the dataset.

The index is plain lists, because it is built in a parent process and read in its forks, where a
connection to a database must not be used.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hanse.namespaces import HANSE
from hanse.queries.names import fold_name
from hanse_viz.pages.asking import LABELS, ask
from hanse_viz.pages.remembering import once_per_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph

# Reading 250,000 names takes two seconds and 200 MB; what comes after them is not found, and the
# page says so.
MOST_NAMES = 250_000
_MOST_TRIPLES = 1_000_000
# A thing of several classes is filed under the first of these, else under its first class.
_CLASSES = [
    "City",
    "Country",
    "Organisation",
    "Network",
    "Project",
    "GoodPractice",
    "Event",
    "Theme",
    "Programme",
    "Call",
    "Source",
    "Membership",
    "Transfer",
    "Participation",
    "Phase",
    "Role",
    "ParticipationRole",
]
MAIN = tuple(HANSE + name for name in _CLASSES[:10])
_RANKS = {HANSE + name: rank for rank, name in enumerate(_CLASSES)}
_NAMES = f"""
SELECT ?thing ?name (LANG(?name) AS ?language) ?alternative WHERE {{
  ?thing {"|".join(LABELS)}|skos:notation ?name FILTER (isLiteral(?name))
  BIND (EXISTS {{ ?thing skos:altLabel|skos:notation ?name }} AS ?alternative)
}} LIMIT {MOST_NAMES + 1}"""
_KINDS = f"SELECT ?thing ?class WHERE {{ ?thing a ?class }} LIMIT {4 * MOST_NAMES}"
_TIES = """
SELECT ?thing (COUNT(*) AS ?ties) WHERE { ?other ?property ?thing FILTER (isIRI(?thing)) }
GROUP BY ?thing"""


class Entry(NamedTuple):
    """One name of one thing, as it is written and as it is compared."""

    thing: int
    name: str
    folded: str
    language: str
    alternative: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The index: things with their kind and number of ties, their names, and the words of these.

    `words` is sorted; `places` has, for each, the positions in `entries` of the names it is in.
    """

    things: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    ties: tuple[int, ...]
    entries: tuple[Entry, ...]
    words: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]
    is_whole: bool

    def find_word(self, beginning: str) -> set[int]:
        """Find the names with a word that begins like this."""
        found: set[int] = set()
        for place in range(bisect_left(self.words, beginning), len(self.words)):
            if not self.words[place].startswith(beginning):
                break
            found.update(self.places[place])
        return found


@once_per_graph
def read_names(graph: Graph) -> Names:
    """Read all names of a dataset, MOST_NAMES of them at most."""
    rows = ask(graph, _NAMES)
    whole = len(rows) <= MOST_NAMES
    named = sorted({tuple(row) for row in rows[:MOST_NAMES]})
    things = tuple(sorted({row[0] for row in named}))
    numbers = {iri: number for number, iri in enumerate(things)}
    entries = tuple(
        Entry(numbers[iri], name, fold_name(name), language, alternative == "true")
        for iri, name, language, alternative in named
    )
    words, places = _sort_words(entries)
    kinds, ties = _read_kinds(graph), _count_ties(graph)
    return Names(
        things,
        _choose_labels(things, entries),
        tuple(kinds.get(iri, "") for iri in things),
        tuple(ties.get(iri, 0) for iri in things),
        entries,
        words,
        places,
        whole,
    )


def split_words(folded: str) -> Iterator[str]:
    """Split a folded name into words of letters and digits."""
    return iter("".join(c if c.isalnum() else " " for c in folded).split())


def _sort_words(
    entries: tuple[Entry, ...],
) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    found: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        for word in set(split_words(entry.folded)):
            found.setdefault(word, []).append(place)
    words = tuple(sorted(found))
    return words, tuple(tuple(found[word]) for word in words)


def _choose_labels(things: tuple[str, ...], entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Choose each thing's display name: without a language, else in English, else any."""
    ranks = {"": 0, "en": 1}
    best: dict[int, tuple[tuple[bool, int, str], str]] = {}
    for entry in entries:
        rank = (entry.alternative, ranks.get(entry.language, 2), entry.name)
        if entry.thing not in best or rank < best[entry.thing][0]:
            best[entry.thing] = (rank, entry.name)
    return tuple(best[number][1] for number in range(len(things)))


def _read_kinds(graph: Graph) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for iri, class_ in ask(graph, _KINDS):
        before = kinds.get(iri)
        if before is None or _rank(class_) < _rank(before):
            kinds[iri] = class_
    return kinds


def _rank(class_: str) -> tuple[int, str]:
    return _RANKS.get(class_, len(_RANKS)), class_


def _count_ties(graph: Graph) -> dict[str, int]:
    """Count how often each thing is named by others; not in a dataset too large to count."""
    if len(graph) > _MOST_TRIPLES:
        return {}
    return {iri: int(number) for iri, number in ask(graph, _TIES)}
