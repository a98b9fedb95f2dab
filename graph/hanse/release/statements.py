"""Triples by subject and property, and the terms of N-Triples taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from hanse.errors import DatasetError
from hanse.namespaces import RDF, XSD
from hanse.turtle import split_line

if TYPE_CHECKING:
    from collections.abc import Iterable

# Subject, property (its IRI without brackets) and the objects in the order of their N-Triples.
Statements: TypeAlias = dict[str, dict[str, list[str]]]

STRING = f"{XSD}string"
TYPE = f"{RDF}type"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tbnrf"\'\\])')
_MEANINGS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Literal(NamedTuple):
    """A literal taken apart; `language` is blank where it has none."""

    text: str
    datatype: str
    language: str


def index_lines(lines: Iterable[str]) -> Statements:
    """Group N-Triples lines by subject and property, all of them sorted."""
    index: Statements = {}
    for line in sorted({line.rstrip("\r\n") for line in lines}):
        if line:
            subject, predicate, value = split_line(line)
            index.setdefault(subject, {}).setdefault(predicate[1:-1], []).append(value)
    return index


def name_blank_nodes(lines: list[str]) -> list[str]:
    """Give blank nodes names that depend on what is said of them alone, so that files compare.

    Lines without blank nodes come back as they are. Source: RDF Dataset Canonicalization 1.0.
    """
    if not any(line.startswith("_:") or " _:" in line for line in lines):
        return lines
    data = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    named = ox.Dataset(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in named)


def is_iri(term: str) -> bool:
    """Tell whether a term is an IRI."""
    return term.startswith("<") and not term.startswith("<<")


def is_literal(term: str) -> bool:
    """Tell whether a term is a literal."""
    return term.startswith('"')


def read_literal(term: str) -> Literal:
    """Take a literal apart; raises DatasetError for what RDF 1.1 does not know."""
    found = _LITERAL.fullmatch(term)
    if found is None or "--" in (found[2] or ""):
        raise DatasetError(f"{term}: only formats of RDF 1.2 can hold this; try turtle or ntriples")
    text = found[1]
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    return Literal(text, found[3] or (f"{RDF}langString" if found[2] else STRING), found[2] or "")


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "uU":
        return chr(int(code[1:], 16))
    return _MEANINGS.get(code, code)


def refuse_quoted(statements: Statements, form: str) -> None:
    """Raise DatasetError where a triple stands as a term, which `form` cannot hold."""
    for subject, said in statements.items():
        for values in said.values():
            for term in (subject, *values):
                if term.startswith("<<"):
                    rule = f"{form} cannot hold a triple as a term; try turtle or ntriples"
                    raise DatasetError(f"{term}: {rule}")
