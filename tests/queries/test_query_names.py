"""Names: a thing is meant by its IRI, its id, or any name that any language has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hanse.namespaces import ID, RDF, RDFS, SKOS
from hanse.queries.names import NameNotFoundError, find_thing, fold_name, resolve_name
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse.store.base import Store


@pytest.mark.parametrize(
    ("kind", "value", "slug"),
    [
        ("city", "riga", "riga"),
        ("city", "Rīga", "riga"),
        ("city", "RIGA", "riga"),
        ("city", "Riga", "riga"),
        ("city", f"{ID}city/riga", "riga"),
        ("city", f"<{ID}city/riga>", "riga"),
        ("city", "city/riga", "riga"),
        ("city", "id:city/riga", "riga"),
        ("city", "Kemnica", "chemnitz"),
        ("city", "kemnica", "chemnitz"),
        ("city", "chemnitz", "chemnitz"),
        ("city", "aluksne", "aluksne"),
        ("city", "Alūksne", "aluksne"),
        ("city", "  alūksne ", "aluksne"),
        ("country", "LV", "LV"),
        ("country", "Latvija", "LV"),
        ("country", "Lettland", "LV"),
        ("country", "Λετονία", "LV"),
        ("network", "ACTive NGOs", "active-ngos"),
        ("network", "alt/bau", "alt-bau"),
        ("cooperation", "re-growcity", "re-growcity"),
        ("cooperation", "id:network/re-growcity", "re-growcity"),
        ("practice", "NGO house", "ngo-house"),
        ("programme", "Active Citizens Fund", "aif"),
        ("region", "northern europe", "northern-europe"),
        ("theme", "FOOD", "food"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(
    kind: str, value: str, slug: str, graph: Graph
) -> None:
    """IRI, id and every name in every language mean the thing; case and accents do not matter."""
    where = {"cooperation": "network"}.get(kind, kind)
    assert f"{ID}{where}/{slug}" == resolve_name(graph.store, kind, value)


def test_a_project_is_a_cooperation(graph: Graph) -> None:
    """A cooperation is a network or a project."""
    found = resolve_name(graph.store, "cooperation", "kopienas-darzs-liepaja")
    assert f"{ID}project/kopienas-darzs-liepaja" == found


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("city", "Rigga", "no city has this IRI, id or name; did you mean .*city/riga"),
        ("country", "Latvja", "no country has this IRI, id or name; did you mean .*country/LV"),
        ("network", "Regrow City", "did you mean .*network/re-growcity"),
        ("city", "LV", "no city has this IRI, id or name"),
        ("city", f"{ID}country/LV", "no city has this IRI, id or name"),
        ("city", f"<{ID}country/LV>", "no city has this IRI, id or name"),
        ("city", "id:country/LV", "no city has this IRI, id or name"),
        ("city", "<riga>", "no city has this IRI, id or name"),
        ("city", "id:", "no city has this IRI, id or name"),
        ("city", "zzzzzz", "^no city has this IRI, id or name$"),
        ("city", "", "^no city has this IRI, id or name$"),
    ],
)
def test_unknown_names_get_a_hint(kind: str, value: str, message: str, graph: Graph) -> None:
    """A name that nothing of the kind has is refused, with the nearest things that exist."""
    with pytest.raises(NameNotFoundError, match=message):
        resolve_name(graph.store, kind, value)


def test_ambiguous_names_list_what_they_mean() -> None:
    """A name that two things have is refused with the ids of both; an id is never ambiguous."""
    label, a = f"<{RDFS}label>", f"<{RDF}type>"
    store = load_lines(
        f"<{ID}city/{slug}> {a} <https://w3id.org/hanse/ontology#City> .\n"
        f'<{ID}city/{slug}> {label} "{name}" .\n'
        for slug, name in [("ring", "Ring"), ("ring-2", "Ring"), ("boo", "Bo"), ("bo", "Bö")]
    )
    with pytest.raises(
        NameNotFoundError, match=r"more than one city: city/ring, city/ring-2; give"
    ):
        resolve_name(store, "city", "Ring")
    assert f"{ID}city/ring" == resolve_name(store, "city", "ring")
    assert f"{ID}city/boo" == resolve_name(store, "city", "Bo")
    assert f"{ID}city/bo" == resolve_name(store, "city", "Bö")
    with pytest.raises(NameNotFoundError, match="more than one city: city/bo, city/boo"):
        resolve_name(store, "city", "BÖ")


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Rīga", "riga"), ("ŁÓDŹ", "lodz"), ("Straße", "strasse"), (" a \t b ", "a b"), ("Þ", "th")],
)
def test_folding_takes_case_and_accents_away(name: str, folded: str) -> None:
    """Names are compared without case, accents and superfluous spaces."""
    assert folded == fold_name(name)


def test_a_displayed_name_means_a_thing_before_other_names_do() -> None:
    """What is typed is compared as it stands, then folded, each time displayed names first."""
    label, other, a = f"<{RDFS}label>", f"<{SKOS}altLabel>", f"<{RDF}type>"
    named = [("one", label, "Hall"), ("two", other, "Hall"), ("three", label, "Häll")]
    named += [("two", label, "Two"), ("four", other, "hull"), ("five", label, "Hüll")]
    things = {f"{ID}city/{slug}" for slug, *_ in named}
    lines = [f"<{iri}> {a} <https://w3id.org/hanse/ontology#City> .\n" for iri in things]
    lines += [f'<{ID}city/{slug}> {term} "{name}" .\n' for slug, term, name in named]
    store = load_lines(lines)
    known = [_Thing("one", "Hall"), _Thing("two", "Two", "Hall"), _Thing("three", "Häll")]
    known += [_Thing("four", "", "hull"), _Thing("five", "Hüll")]
    for typed, slug in {"Hall": "one", "hall": "", "Häll": "three", "hull": "four"}.items():
        assert _find_twice(store, known, typed) == [slug and f"{ID}city/{slug}"] * 2
    assert _find_twice(store, known, "HÜLL") == [f"{ID}city/five"] * 2


class _Thing:
    """A thing in memory, as a record has them."""

    def __init__(self, slug: str, label: str, *names: str) -> None:
        """Keep its names."""
        self.iri, self.label, self.names = f"{ID}city/{slug}", label, names


def _find_twice(store: Store, things: list[_Thing], typed: str) -> list[str]:
    """Find what a name means in a store and in memory, "" where it is refused."""
    return [
        _find_or_refuse(lambda: resolve_name(store, "city", typed)),
        _find_or_refuse(lambda: find_thing("city", typed, things)),
    ]


def _find_or_refuse(find: Callable[[], str]) -> str:
    try:
        return find()
    except NameNotFoundError:
        return ""
