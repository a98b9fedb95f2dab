"""Search by the beginning of words in every name and language, whatever the case and accents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from hanse.queries.names import fold_name
from hanse.suggestions import suggest
from hanse_viz.pages.about import read_note
from hanse_viz.pages.names import MAIN, MOST_NAMES, read_names, split_words
from hanse_viz.pages.rendering import render
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph
    from hanse_viz.pages.links import Links
    from hanse_viz.pages.names import Entry, Names

PER_PAGE = 50
MOST_TEXT = 200
_MOST_WORDS = 8
_MOST_NEAR = 3_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and the name by which it was."""

    iri: str
    label: str
    kind: str
    kind_label: str
    matched: str
    language: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing among what was found."""

    iri: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a page of hits, how many there are, and how many of each kind.

    `near` are things with a similar name where nothing was found.
    """

    text: str
    kind: str
    page: int
    total: int
    hits: tuple[Hit, ...]
    kinds: tuple[Kind, ...]
    near: tuple[Hit, ...]
    is_whole: bool

    @property
    def pages(self) -> int:
        """Count the pages."""
        return max(1, -(-self.total // PER_PAGE))


def search(graph: Graph, text: str, kind: str = "", page: int = 1) -> Found:
    """Find things whose name has a word that begins with each word of a text.

    An exact name comes first, then things before records, names that begin with the text, labels
    before other names, and what is named most often. Without a text: all of a kind, by name.
    """
    asked = text.strip()[:MOST_TEXT]
    names = read_names(graph)
    ranked = _match(names, asked) if asked else _browse(names)
    counts = Counter(names.kinds[names.entries[place].thing] for place in ranked)
    chosen = [p for p in ranked if not kind or names.kinds[names.entries[p].thing] == kind]
    if not asked and not kind:
        chosen = []
    shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(
        asked,
        kind,
        page,
        len(chosen),
        tuple(_show(graph, names, names.entries[place]) for place in shown),
        tuple(_list_kinds(graph, counts)),
        () if chosen or not asked else find_near(graph, asked),
        names.is_whole,
    )


def _match(names: Names, asked: str) -> list[int]:
    folded = fold_name(asked)
    words = list(dict.fromkeys(split_words(folded)))[:_MOST_WORDS]
    if not words:
        return []
    # The longest word is in the fewest names.
    words.sort(key=len, reverse=True)
    places = names.find_word(words[0])
    for word in words[1:]:
        places &= names.find_word(word)
    best: dict[int, tuple[tuple[Any, ...], int]] = {}
    for place in places:
        rank = (*_rank(names, names.entries[place], folded), place)
        thing = names.entries[place].thing
        if thing not in best or rank < best[thing][0]:
            best[thing] = (rank, place)
    return [place for _, place in sorted(best.values())]


def _rank(names: Names, entry: Entry, folded: str) -> tuple[Any, ...]:
    return (
        entry.folded != folded,
        names.kinds[entry.thing] not in MAIN,
        not entry.folded.startswith(folded),
        entry.alternative,
        -names.ties[entry.thing],
        entry.name != names.labels[entry.thing],
        entry.folded,
    )


def _browse(names: Names) -> list[int]:
    """List one name of each thing, its label, by the alphabet."""
    first: dict[int, int] = {}
    for place, entry in enumerate(names.entries):
        if entry.name == names.labels[entry.thing]:
            first.setdefault(entry.thing, place)
    return sorted(first.values(), key=lambda place: (names.entries[place].folded, place))


def _show(graph: Graph, names: Names, entry: Entry) -> Hit:
    kind = names.kinds[entry.thing]
    return Hit(
        names.things[entry.thing],
        names.labels[entry.thing],
        kind,
        name_term(graph, kind) if kind else "Thing",
        entry.name,
        entry.language,
    )


def _list_kinds(graph: Graph, counts: Counter[str]) -> Iterable[Kind]:
    """List kinds with their numbers, our main ones first in their order, then the most frequent."""
    order = {iri: place for place, iri in enumerate(MAIN)}
    ranked = sorted(counts, key=lambda iri: (order.get(iri, len(order)), -counts[iri], iri))
    for iri in ranked:
        if iri:
            yield Kind(iri, name_term(graph, iri), counts[iri])


def find_near(graph: Graph, text: str) -> tuple[Hit, ...]:
    """Find up to three things with a name like a text; our records are not among them."""
    names = read_names(graph)
    main = (entry for entry in names.entries if names.kinds[entry.thing] in MAIN)
    entries = list(islice(main, _MOST_NEAR)) or names.entries[:_MOST_NEAR]
    known: dict[str, Entry] = {}
    for entry in entries:
        known.setdefault(entry.folded, entry)
    return tuple(_show(graph, names, known[name]) for name in suggest(fold_name(text), known))


def render_search(graph: Graph, text: str, kind: str, page: int, links: Links) -> str:
    """Write the page of a search."""
    found = search(graph, text, kind, page)
    return render(
        "search.html", links, read_note(graph), here="search", found=found, most=MOST_NAMES
    )


def list_hits(found: Found, links: Links) -> dict[str, Any]:
    """Give what a search found as plain values, for JSON."""
    return {
        "query": found.text,
        "kind": found.kind,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "complete": found.is_whole,
        "results": [
            {
                "iri": hit.iri,
                "label": hit.label,
                "kind": hit.kind,
                "kindLabel": hit.kind_label,
                "matched": hit.matched,
                "language": hit.language,
                "href": links.link(hit.iri),
            }
            for hit in found.hits
        ],
    }
