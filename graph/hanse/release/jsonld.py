"""JSON-LD that people can read: short names from our context, one property a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hanse.namespaces import XSD
from hanse.release.context import LINK, NAMED, Term, make_context
from hanse.release.statements import (
    STRING,
    TYPE,
    index_lines,
    is_literal,
    read_literal,
    refuse_quoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from hanse.release.statements import Literal, Statements

# A whole number that every JSON parser reads exactly (RFC 8259, section 6).
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_INTEGER_TYPE = f"{XSD}integer"
# What begins a text up to its colon: a term, the prefix of a short name, or neither.
_USED = re.compile(r'"([^":\\]+)')
_NAMES = ("@id", "@type", "label", "labelIn", "altLabel", "altLabelIn")
_NO_TERM = Term("", "", "")


def write_jsonld(lines: Iterable[str], *, brief: bool = False) -> str:
    """Write N-Triples lines as JSON-LD 1.1 with our context inside, sorted by subject.

    `brief` leaves out of the context what the lines make no use of.

    No triple is lost: what the context has no short name for stands under its IRI. The file is
    four levels deep at most and needs no network to be read. Raises DatasetError for terms that
    only RDF 1.2 knows. Source: JSON-LD 1.1, sections 4.2 and 4.6.
    """
    statements = index_lines(lines)
    refuse_quoted(statements, "JSON-LD")
    writer = _Writer(statements)
    things = ",\n".join(map(writer.write_thing, statements))
    document = _keep_used(writer.document, things) if brief else writer.document
    context = ",\n".join(f"    {_dump(name)}: {_dump(value)}" for name, value in document.items())
    return f'{{\n  "@context": {{\n{context}\n  }},\n  "@graph": [\n{things}\n  ]\n}}\n'


def _keep_used(document: dict[str, Any], things: str) -> dict[str, Any]:
    """Keep the terms and prefixes that may stand in a text, and the prefixes that these need."""
    used = set(_USED.findall(things))
    terms = {name: value for name, value in document.items() if name in used}
    used.update(_USED.findall(_dump(terms)))
    return {name: value for name, value in document.items() if name in used or name.startswith("@")}


def _dump(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)


class _Writer:
    """Writes things, and remembers how it shortened each IRI."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        context = make_context()
        self._properties, self._values = context.properties, context.values
        self.document = _drop_ambiguous(context.document, statements)
        self._prefixes = {
            value: name
            for name, value in self.document.items()
            if isinstance(value, str) and value[-1] in "#/"
        }
        self._short: dict[str, str] = {}

    def write_thing(self, subject: str) -> str:
        """Write what is said of one thing, its names first."""
        written: dict[str, Any] = {"@id": self._shorten(subject)}
        for property_, values in self._statements[subject].items():
            if property_ == TYPE:
                self._add_types(written, values)
            else:
                self._add_values(written, property_, values)
        parts = [
            f"      {_dump(name)}: {_dump(written[name])}" for name in sorted(written, key=_order)
        ]
        return "    {\n" + ",\n".join(parts) + "\n    }"

    def _add_types(self, written: dict[str, Any], values: list[str]) -> None:
        """Write types as such; a literal, which is none, as the value of the property it has."""
        types = [self._name(value) for value in values if not is_literal(value)]
        types.sort(key=lambda name: (":" in name, name))
        rest = [self._write_value(value, _NO_TERM) for value in values if is_literal(value)]
        for name, found in (("@type", types), (TYPE, rest)):
            if found:
                written[name] = _unwrap(found)

    def _add_values(self, written: dict[str, Any], property_: str, values: list[str]) -> None:
        term = self._properties.get(property_, _NO_TERM)
        plain: list[Any] = []
        by_language: dict[str, list[str]] = {}
        for value in values:
            literal = read_literal(value) if is_literal(value) else None
            if literal and literal.language and term.by_language:
                by_language.setdefault(literal.language, []).append(literal.text)
            else:
                plain.append(self._write_value(value, term))
        if plain:
            written[term.name or self._shorten(f"<{property_}>")] = _unwrap(plain)
        if by_language:
            texts = sorted(by_language.items())
            written[term.by_language] = {language: _unwrap(found) for language, found in texts}

    def _write_value(self, value: str, term: Term) -> Any:  # noqa: ANN401 - any JSON value
        if is_literal(value):
            return self._write_literal(read_literal(value), term)
        if term.type == NAMED:
            return self._name(value)
        return self._shorten(value) if term.type == LINK else {"@id": self._shorten(value)}

    def _write_literal(self, literal: Literal, term: Term) -> Any:  # noqa: ANN401 - any JSON value
        if literal.language:
            return {"@value": literal.text, "@language": literal.language}
        if literal.datatype == STRING:
            return {"@value": literal.text} if term.type else literal.text
        whole = literal.datatype == _INTEGER_TYPE and _INTEGER.fullmatch(literal.text)
        if whole and term.type in {"", _INTEGER_TYPE}:
            return int(literal.text)
        if literal.datatype == term.type:
            return literal.text
        return {"@value": literal.text, "@type": self._shorten(f"<{literal.datatype}>")}

    def _name(self, term: str) -> str:
        """Name a class or a role by its term, anything else by its IRI."""
        return self._values.get(term[1:-1]) or self._shorten(term)

    def _shorten(self, term: str) -> str:
        """Write an IRI with a prefix of the context where it has one; blank nodes stay."""
        if term not in self._short:
            self._short[term] = term if term.startswith("_:") else self._compact(term[1:-1])
        return self._short[term]

    def _compact(self, iri: str) -> str:
        for namespace, prefix in self._prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest and rest != iri and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return iri


def _drop_ambiguous(document: dict[str, Any], statements: Statements) -> dict[str, Any]:
    """Leave out prefixes that are also the scheme of an IRI, as of <geo:56.9,24.1>."""
    schemes = {
        term[1 : term.index(":")]
        for subject, said in statements.items()
        for term in (
            subject,
            *(f"<{name}" for name in said),
            *(v for vs in said.values() for v in vs),
        )
        if term.startswith("<") and ":" in term
    }
    return {n: v for n, v in document.items() if n not in schemes or not isinstance(v, str)}


def _unwrap(values: list[Any]) -> Any:  # noqa: ANN401 - any JSON value
    return values[0] if len(values) == 1 else values


def _order(name: str) -> tuple[int, str]:
    return (_NAMES.index(name) if name in _NAMES else len(_NAMES), name)
