"""RDF/XML in sorted order; every character that XML can hold comes back as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hanse.errors import DatasetError
from hanse.namespaces import PREFIXES, RDF
from hanse.release.statements import STRING, index_lines, is_literal, read_literal, refuse_quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.release.statements import Statements

# Source: Namespaces in XML 1.0, production 4 (NCName), in the form that ends an IRI.
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_START}][-.0-9\xb7\u0300-\u036f\u203f\u2040{_START}]*\\Z")
# Source: XML 1.0 (fifth edition), production 2 (Char): what is not of it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Source: RDF 1.1 XML Syntax, section 5.1: what is no property there.
_NO_PROPERTY = frozenset(
    RDF + name
    for name in (
        *("RDF", "Description", "ID", "about", "aboutEach", "aboutEachPrefix", "bagID", "li"),
        *("datatype", "nodeID", "parseType", "resource"),
    )
)
# A parser reads a bare carriage return as a line break, and in an attribute a line break as blank.
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_QUOTED = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT, _IN_QUOTES = re.compile("[&<>\r]"), re.compile('[&<>\r"\n\t]')


def write_rdfxml(lines: Iterable[str]) -> str:
    """Write N-Triples lines as RDF/XML, sorted by subject, property and object.

    Raises DatasetError, naming the place, for what RDF/XML cannot hold: control characters, and
    properties whose IRI does not end in a name. Source: RDF 1.1 XML Syntax.
    """
    statements = index_lines(lines)
    refuse_quoted(statements, "RDF/XML")
    names, namespaces = _name_properties(statements)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', "<rdf:RDF"]
    head += [f'    xmlns:{prefix}="{_quote(iri)}"' for prefix, iri in namespaces.items()]
    head[-1] += ">"
    parts = ["\n".join(head)]
    for subject, said in statements.items():
        parts.append(f"  <rdf:Description {_point('about', subject)}>")
        for property_, values in said.items():
            parts += [_write_value(names[property_], value, subject) for value in values]
        parts.append("  </rdf:Description>")
    return "\n".join([*parts, "</rdf:RDF>", ""])


def _name_properties(statements: Statements) -> tuple[dict[str, str], dict[str, str]]:
    """Give every property a prefixed name, and the namespaces that these names need."""
    prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}
    names: dict[str, str] = {}
    used = {RDF: "rdf"}
    for property_ in sorted({name for said in statements.values() for name in said}):
        found = _NAME.search(property_)
        if found is None or property_ in _NO_PROPERTY or found.start() == 0:
            raise DatasetError(
                f"{property_}: RDF/XML cannot name this property; try turtle, ntriples or jsonld"
            )
        namespace = property_[: found.start()]
        prefix = used.setdefault(namespace, prefixes.get(namespace) or f"ns{len(used)}")
        names[property_] = f"{prefix}:{found.group()}"
    return names, {prefix: iri for iri, prefix in sorted(used.items(), key=lambda item: item[1])}


def _point(attribute: str, term: str) -> str:
    """Name a thing by its IRI, or a blank node by its label."""
    if term.startswith("_:"):
        return f'rdf:nodeID="{_quote(term[2:])}"'
    return f'rdf:{attribute}="{_quote(term[1:-1])}"'


def _write_value(name: str, term: str, subject: str) -> str:
    if not is_literal(term):
        return f"    <{name} {_point('resource', term)}/>"
    literal = read_literal(term)
    _refuse_forbidden(literal.text, subject, name)
    mark = ""
    if literal.language:
        mark = f' xml:lang="{literal.language}"'
    elif literal.datatype != STRING:
        mark = f' rdf:datatype="{_quote(literal.datatype)}"'
    text = _IN_TEXT.sub(lambda found: _TEXT[found.group()], literal.text)
    return f"    <{name}{mark}>{text}</{name}>"


def _refuse_forbidden(text: str, subject: str, name: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        rule = f"XML cannot hold {code} in the value of {name}; try turtle, ntriples or jsonld"
        raise DatasetError(f"{subject}: {rule}")


def _quote(text: str) -> str:
    return _IN_QUOTES.sub(lambda found: _QUOTED[found.group()], text)
