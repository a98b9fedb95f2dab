"""Cells of the tables as rdflib terms; a cell that is empty is none."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import quote

import rdflib
from rdflib import RDF, RDFS, XSD, Literal, URIRef

ID = "https://w3id.org/hanse/id/"
DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
# Text stands in the tables as it shall stand in the graph.
rdflib.NORMALIZE_LITERALS = False


def thing(kind: str, *ids: str) -> URIRef:
    """Make the IRI of a row."""
    slugs = "/".join(quote(slug, safe="~").replace(".", "%2E") for slug in ids)
    return URIRef(f"{ID}{kind}/{slugs}")


def link(kind: str, id_: str) -> URIRef | None:
    """Make the IRI of a row that a cell names, if it names one."""
    return thing(kind, id_) if id_ else None


def text(value: str, lang: str | None = None) -> Literal | None:
    """Make a literal of a cell that is not empty."""
    return Literal(value, lang=lang and lang.lower()) if value else None


def number(value: str) -> Literal | None:
    """Make a whole number of a cell that is not empty."""
    return Literal(value, datatype=XSD.integer) if value else None


def decimal(value: str) -> Literal | None:
    """Make a decimal without idle zeros of a cell that is not empty."""
    if not value:
        return None
    plain = f"{Decimal(value):f}"
    return Literal(plain.rstrip("0").rstrip(".") if "." in plain else plain, datatype=XSD.decimal)


def date(value: str) -> Literal | None:
    """Make a date, as exact as the cell is, of a cell that is not empty."""
    kind = XSD.gMonthDay if value.startswith("--") else DATES.get(len(value))
    return Literal(value, datatype=kind) if value else None


def kind_of(class_: URIRef, label: str) -> tuple[tuple[URIRef, URIRef | Literal | None], ...]:
    """Say the class and the name of a thing."""
    return ((RDF.type, class_), (RDFS.label, text(label)))
