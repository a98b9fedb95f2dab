"""From what a person types to one thing: an IRI, an id, or any of its names."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox

from hanse.iris import mint_iri
from hanse.kinds import CLASSES, COOPERATIONS
from hanse.namespaces import HANSE, ID, RDFS, SKOS
from hanse.suggestions import ask_back, suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol, TypeAlias

    from hanse.store.base import Store

    # The names of each thing by its IRI, and whether each is the one that is displayed.
    Names: TypeAlias = dict[str, dict[str, bool]]

    class Named(Protocol):
        """A thing with an address, the name that is displayed, and its other names."""

        @property
        def iri(self) -> str:
            """Its address."""
            ...

        @property
        def label(self) -> str:
            """The name that is displayed."""
            ...

        @property
        def names(self) -> tuple[str, ...]:
            """Its other names."""
            ...


# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
# Languages in which places are looked up at once; a name in any other is found by reading all.
LANGUAGES = """
    ast bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu is it lb lt lv mk mt nb nl nn no pl
    pt ro ru sk sl sq sr sr-cyrl sr-latn sv tr uk
"""
_FEW = 8


class NameNotFoundError(Exception):
    """No thing, or several things, of the kind have the name; the text says which."""


def fold_name(name: str) -> str:
    """Reduce a name to what search compares: no case, no accents, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def resolve_name(store: Store, kind: str, value: str) -> str:
    """Find the IRI of the thing of a kind that is meant by an IRI, an id or any of its names.

    Case and accents do not matter ("Kemnica" and "kemnica" are Chemnitz), unless only they tell
    two things apart; the name that is displayed means a thing before its other names do. Raises
    NameNotFoundError where nothing, or more than one thing, is meant.
    """
    # The store finds terms at once, while reading all names to compare them takes it 20 ms.
    found = set(_read_names(store, kind, _match_address(kind, value)))
    found = found or _choose(_read_names(store, kind, _match_name(value)), value)
    names = {} if found else _read_names(store, kind)
    return _give_one(kind, value, found or _choose(names, value), names)


def find_thing(kind: str, value: str, things: Iterable[Named]) -> str:
    """Find the IRI of one of some things of a kind, as `resolve_name` does in a store."""
    bare = value.strip().removeprefix("<").removesuffix(">").removeprefix("id:")
    names: Names = {}
    for thing in things:
        if bare in {thing.iri, thing.iri.removeprefix(ID), thing.iri.rpartition("/")[2]}:
            return thing.iri
        names[thing.iri] = dict.fromkeys(thing.names, False) | {thing.label: True}
    return _give_one(kind, value, _choose(names, value), names)


def _choose(names: Names, value: str) -> set[str]:
    """Choose what a name means: as it stands, else without its accents; displayed names first."""
    for read in (str, fold_name):
        wanted = read(value)
        bearing = {
            iri: [shown for name, shown in known.items() if read(name) == wanted]
            for iri, known in names.items()
        }
        for test in (any, bool):
            found = {iri for iri, shown in bearing.items() if test(shown)}
            if found:
                return found
    return set()


def _give_one(kind: str, value: str, found: set[str], names: Names) -> str:
    if len(found) == 1:
        return found.pop()
    raise NameNotFoundError(_explain(kind, found, fold_name(value), names))


def _match_address(kind: str, value: str) -> str:
    """Restrict ?thing to the IRIs that a value means where it is an IRI or an id.

    An IRI may stand in angle brackets, as SPARQL writes it, or begin with id:, as tables show it.
    """
    kinds = COOPERATIONS if kind == "cooperation" else (kind,)
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    terms = [_write_iri(bare), _write_iri(ID + value.removeprefix("id:"))]
    terms += [f"<{mint_iri(kind, value)}>" for kind in kinds if value]
    return f"VALUES ?thing {{ {' '.join(terms)} }}"


def _match_name(value: str) -> str:
    """Restrict ?name to a value as it stands, plain or in a language of Europe."""
    terms = [ox.Literal(value), *(ox.Literal(value, language=tag) for tag in LANGUAGES.split())]
    return f"VALUES ?name {{ {' '.join(map(str, terms))} }}"


def _write_iri(text: str) -> str:
    """Write an IRI as a term; gives nothing for a text that is none."""
    try:
        return str(ox.NamedNode(text))
    except ValueError:
        return ""


def _read_names(store: Store, kind: str, restriction: str = "") -> Names:
    if kind == "region":
        where = f"?thing <{SKOS}inScheme> <{ID}scheme/region>"
    else:
        where = f"?thing a <{HANSE}{CLASSES[kind]}>"
    others = f"<{SKOS}altLabel>|<{SKOS}notation>|<{HANSE}alpha3>"
    answer = store.query(
        f"SELECT ?thing ?name ?label WHERE {{ {{ {restriction} {where} . ?thing <{RDFS}label> ?name"
        f" BIND (LANG(?name) = '' AS ?label) }}"
        f" UNION {{ {restriction} {where} . ?thing {others} ?name BIND (false AS ?label) }} }}"
    )
    names: Names = {}
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - a SELECT has solutions
    for thing, name, label in answer:
        known = names.setdefault(thing.value, {})
        known[name.value] = known.get(name.value, False) or label.value == "true"
    return names


def _explain(kind: str, found: set[str], wanted: str, names: Names) -> str:
    if found:
        ids = ", ".join(sorted(iri.removeprefix(ID) for iri in found)[:_FEW])
        return f"means more than one {kind}: {ids}; give the id"
    folded = {fold_name(name): iri for iri, known in names.items() for name in known}
    near = dict.fromkeys(folded[name].removeprefix(ID) for name in suggest(wanted, folded))
    return f"no {kind} has this IRI, id or name; {ask_back(near)}".rstrip("; ")
