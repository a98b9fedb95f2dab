"""Values as people read them: names for IRIs, links only where a browser may follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import EU_COUNTRY, GEONAMES, ID, NUTS, RDF, WIKIDATA, XSD
from hanse.turtle import shorten_iri
from hanse_viz.pages.model import Fact, Name, Ref
from hanse_viz.pages.periods import show_number
from hanse_viz.pages.vocabulary import TYPE, name_term, read_terms
from hanse_viz.styling import keep_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.access import Graph
    from hanse_viz.pages.statements import Statement, Statements

MOST_TEXT = 2_000
LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}
_LISTS = {
    GEONAMES: "GeoNames",
    WIKIDATA: "Wikidata",
    NUTS: "NUTS",
    EU_COUNTRY: "EU authority list",
}
_PLAIN = {f"{XSD}string", f"{RDF}langString"}
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "int", "long", "nonNegativeInteger")}


def show_value(
    said: Statement, names: Mapping[str, str] | None = None, *, typed: bool = False
) -> Ref:
    """Show a value: a thing by its name, with its page here or else elsewhere; a text as it is.

    With `typed`, a literal tells its language or datatype.
    """
    value = said.value
    if value.kind == "iri":
        label = said.label or (names or {}).get(value.text) or name_iri(value.text)
        if said.known or value.text.startswith(ID):
            return Ref(label, value.text)
        return Ref(label, url=keep_link(value.text))
    if value.kind == "blank":
        return Ref("a node without an address", note=value.text)
    return _show_literal(said, typed=typed)


def name_iri(iri: str) -> str:
    """Name an IRI that nothing names: what people call its list and its id, or its short form."""
    if iri in LICENCES:
        return LICENCES[iri]
    for namespace, name in _LISTS.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{name} {iri[len(namespace) :].strip('/')}"
    return shorten_iri(iri)


def _show_literal(said: Statement, *, typed: bool) -> Ref:
    value = said.value
    text = show_number(value.text) if value.datatype in _NUMBERS else value.text
    over = len(text) - MOST_TEXT
    more = f"… {over:,} more characters" if over > 0 else ""
    datatype = "" if value.datatype in _PLAIN else shorten_iri(value.datatype)
    note = (value.language or datatype) if typed else ""
    return Ref(text[:MOST_TEXT], note=more or note, language=value.language)


def list_statements(
    graph: Graph, statements: Statements, names: Mapping[str, str]
) -> tuple[Fact, ...]:
    """List every property with its values, by its name; the kinds of thing first."""
    known = {**read_terms(graph), **names}
    facts = [
        Fact(
            name_term(graph, iri),
            tuple(show_value(said, known, typed=True) for said in values),
            iri,
            statements.counts.get(iri, len(values)) - len(values),
        )
        for iri, values in statements.values.items()
    ]
    unread = [
        Fact(name_term(graph, iri), (), iri, number)
        for iri, number in statements.counts.items()
        if iri not in statements.values
    ]
    return tuple(sorted(facts + unread, key=lambda fact: (fact.iri != TYPE, fact.label, fact.iri)))


def list_names(statements: Statements, iris: tuple[str, ...]) -> tuple[Name, ...]:
    """List every name once with its languages: the display name first, then by language."""
    found: dict[str, dict[str, None]] = {}
    for iri in iris:
        values = [said.value for said in statements.values.get(iri, ())]
        for value in sorted(values, key=lambda value: (value.language, value.text)):
            if value.kind == "literal":
                found.setdefault(value.text, {})[value.language] = None
    return tuple(Name(text, tuple(filter(None, tags))) for text, tags in found.items())


def write_point(latitude: str, longitude: str) -> str:
    """Write a position as degrees north and east."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return ""
    ns, ew = "N" if north >= 0 else "S", "E" if east >= 0 else "W"
    return f"{abs(north):.4f}° {ns}, {abs(east):.4f}° {ew}"
