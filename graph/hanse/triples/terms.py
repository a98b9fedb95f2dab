"""RDF terms as N-Triples text: what leaves the tables goes into files and stores unchanged."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from hanse.iris import mint_iri
from hanse.namespaces import ID, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

Triple: TypeAlias = tuple[str, str, str]
Pair: TypeAlias = tuple[str, str]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def iri(text: str) -> str:
    """Write an IRI as an N-Triples term; the tables have refused those that are none."""
    return f"<{text}>"


def thing(kind: str, *slugs: str) -> str:
    """Write the IRI of a table row as an N-Triples term."""
    return iri(mint_iri(kind, *slugs))


def text(value: str, language: str | None = None) -> str:
    """Write a plain or language-tagged literal; tags are in lower case in every output."""
    tag = f"@{language.lower()}" if language else ""
    return f'"{value.translate(_ESCAPES)}"{tag}'


def typed(value: str, datatype: str) -> str:
    """Write a literal of an XSD datatype given by its local name."""
    return f'"{value}"^^<{XSD}{datatype}>'


def integer(value: int) -> str:
    """Write an xsd:integer in canonical form."""
    return typed(str(value), "integer")


def decimal(value: Decimal | str) -> str:
    """Write an xsd:decimal in canonical form: no exponent, no idle zeros, no point alone."""
    plain = f"{Decimal(value):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return typed("0" if plain == "-0" else plain, "decimal")


def date(value: str) -> str:
    """Write a date as exact as its source: gYear, gYearMonth, date or, without year, gMonthDay."""
    return typed(value, "gMonthDay" if value.startswith("--") else _DATE_TYPES[len(value)])


def slug_of(name: str) -> str:
    """Turn the English name of a part of Europe into the slug of its concept."""
    return name.lower().replace(" ", "-")


class Description:
    """The triples of one subject, gathered in the order in which they are said."""

    __slots__ = ("_pairs", "subject")

    def __init__(self, subject: str, *types: str) -> None:
        """Start with the subject (an N-Triples term) and its types (prefixed by namespaces)."""
        self.subject = subject
        self._pairs: list[Pair] = [(A, iri(type_)) for type_ in types]

    def say(self, predicate: str, value: str | None) -> Description:
        """Add a value for a predicate IRI; None says nothing."""
        if value is not None:
            self._pairs.append((iri(predicate), value))
        return self

    def say_date(self, predicate: str, value: str | int | None) -> Description:
        """Add a date where there is one."""
        return self.say(predicate, None if value is None else date(str(value)))

    def say_integer(self, predicate: str, value: int | None) -> Description:
        """Add a number where there is one."""
        return self.say(predicate, None if value is None else integer(value))

    def say_thing(self, predicate: str, kind: str, slug: str | None) -> Description:
        """Add a link to the thing of a table row where there is one."""
        return self.say(predicate, None if slug is None else thing(kind, slug))

    def say_text(self, predicate: str, value: str | None) -> Description:
        """Add a plain text where there is one."""
        return self.say(predicate, None if value is None else text(value))

    def label(self, value: str) -> Description:
        """Add the display name."""
        return self.say(f"{RDFS}label", text(value))

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples."""
        return ((self.subject, predicate, value) for predicate, value in self._pairs)


A = iri(f"{RDF}type")
ID_PREFIX = f"<{ID}"
