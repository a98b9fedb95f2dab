"""The JSON-LD context: short names for the terms of the ontology and of what it reuses."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hanse.namespaces import (
    DCAT,
    DCT,
    GEO,
    HANSE,
    NUTS,
    ORG,
    OWL,
    PREFIXES,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
    WGS84,
    WIKIDATA,
    XSD,
)
from hanse.release.vocabulary import (
    list_classes_declared,
    list_roles,
    list_terms,
    read_vocabulary,
)

if TYPE_CHECKING:
    from typing import Any

# Names of people's languages: a plain term, and with `In` a map from language tag to text.
_TEXTS = {
    RDFS: ("label",),
    SKOS: ("altLabel", "definition", "scopeNote"),
    DCT: ("title", "description", "rights"),
}
_LINKS = {
    RDFS: ("subClassOf", "subPropertyOf", "domain", "range", "isDefinedBy", "seeAlso"),
    OWL: ("inverseOf", "versionIRI"),
    SKOS: ("broader", "inScheme", "exactMatch"),
    ORG: ("member", "organization", "classification", "roleProperty"),
    PROV: ("hadPrimarySource",),
    SCHEMA: ("sameAs", "url", "location", "organizer", "domainIncludes", "rangeIncludes"),
    GEO: ("hasGeometry", "sfWithin"),
    DCT: ("subject", "isPartOf", "conformsTo", "license"),
    VOID: ("vocabulary", "class", "classPartition"),
}
_TYPED = {
    WGS84: (("lat", f"{XSD}decimal"), ("long", f"{XSD}decimal")),
    GEO: (("asWKT", f"{GEO}wktLiteral"),),
    VOID: (("entities", f"{XSD}integer"), ("triples", f"{XSD}integer")),
    DCT: (("issued", f"{XSD}gYear"),),
}
_PLAIN = {
    SKOS: ("notation",),
    SCHEMA: ("startDate", "endDate"),
    DCT: ("identifier", "publisher", "date", "language", "bibliographicCitation"),
    OWL: ("versionInfo",),
    DCAT: ("version",),
    VOID: ("uriSpace",),
}
# hanse:role and org:role would both be `role`.
_RENAMED = {"memberRole": f"{ORG}role"}
LINK, NAMED = "@id", "@vocab"


class Term(NamedTuple):
    """How a property is written: its short name and the type of its values, blank for text."""

    name: str
    type: str
    by_language: str


class Context(NamedTuple):
    """The document and what writers need of it: prefixes by name, names by IRI."""

    document: dict[str, Any]
    properties: dict[str, Term]
    values: dict[str, str]


@cache
def make_context() -> Context:
    """Make the context from the ontology and the terms of others that the dataset uses.

    Source: JSON-LD 1.1, section 4.1; terms have full IRIs, so that none depends on a prefix.
    """
    properties = _name_others() | _name_ours()
    classes, roles = list_classes_declared(), list_roles()
    values = {iri: iri.removeprefix(HANSE) for iri in (*classes, *roles)}
    document: dict[str, Any] = {"@version": 1.1}
    document |= PREFIXES | {"nuts": NUTS, "wd": WIKIDATA}
    document |= {name: iri for iri, name in values.items()}
    for iri, term in sorted(properties.items(), key=lambda item: item[1].name):
        document[term.name] = {"@id": iri, "@type": term.type} if term.type else {"@id": iri}
        if term.by_language:
            document[term.by_language] = {"@id": iri, "@container": "@language"}
    return Context(document, properties, values)


def _name_others() -> dict[str, Term]:
    found = {iri: Term(name, NAMED, "") for name, iri in _RENAMED.items()}
    for namespace, names in _LINKS.items():
        found |= {namespace + name: Term(name, LINK, "") for name in names}
    for namespace, pairs in _TYPED.items():
        found |= {namespace + name: Term(name, type_, "") for name, type_ in pairs}
    for namespace, names in _PLAIN.items():
        found |= {namespace + name: Term(name, "", "") for name in names}
    for namespace, names in _TEXTS.items():
        found |= {namespace + name: Term(name, "", f"{name}In") for name in names}
    return found


def _name_ours() -> dict[str, Term]:
    """Name our properties by their local names, typed by their range."""
    statements = read_vocabulary().statements
    found: dict[str, Term] = {}
    for iri in list_terms(f"{OWL}ObjectProperty", f"{OWL}AnnotationProperty"):
        found[iri] = Term(iri.removeprefix(HANSE), LINK, "")
    for iri in list_terms(f"{OWL}DatatypeProperty"):
        ranges = statements[f"<{iri}>"].get(f"{RDFS}range", [""])
        type_ = ranges[0][1:-1]
        found[iri] = Term(iri.removeprefix(HANSE), "" if type_ == f"{XSD}string" else type_, "")
    found[f"{HANSE}role"] = Term("role", NAMED, "")
    return found


def write_context() -> str:
    """Write the context as the document that is published beside the ontology."""
    document = {"@context": make_context().document}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
