"""Binding: a value becomes one RDF term, and the term takes the place of the variable's tokens.

Engines bind variables differently or refuse to (pyoxigraph those that are not projected), and
pasting text lets a value end the string it stands in. So a value is parsed to a typed term first,
and the term's own text replaces variable tokens only: never inside strings, comments or IRIs.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from hanse.errors import ParameterError
from hanse.namespaces import XSD
from hanse.queries.header import LITERAL_TYPES
from hanse.queries.names import NameNotFoundError, resolve_name
from hanse.tokens import read_tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.queries.header import Parameter, Query
    from hanse.store.base import Store
    from hanse.tokens import Token

_MAX_VALUE = 10_000
# An XSD form for each literal type: checked here, since engines accept what is none.
_FORMS = {
    "integer": (r"[+-]?[0-9]{1,18}", "a whole number such as 2018"),
    "decimal": (r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", "a number such as 0.5"),
    "boolean": (r"true|false", "true or false"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2018-12-04"),
    "language": (r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag such as lv"),
}


def bind_parameters(query: Query, values: Mapping[str, str], store: Store) -> str:
    """Give the query's text with each parameter replaced by the term of its value.

    A parameter without a value takes its default; things are looked up in the store by IRI, id
    or any name. Raises ParameterError for a parameter that is unknown, missing, of another type,
    projected, or not used by the query.
    """
    for name in values:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise ParameterError(query.path, name, f"unknown; the query's parameters: {known}")
    terms: dict[str, str] = {}
    _check_period(query, values)
    for parameter in query.parameters.values():
        value = values.get(parameter.name, parameter.default)
        if value is None:
            rule = f"missing; give it with -p {parameter.name}=… ({parameter.type})"
            raise ParameterError(query.path, parameter.name, rule)
        terms[parameter.name] = str(parse_value(query, parameter, str(value), store))
    return replace_variables(query, terms)


def _check_period(query: Query, values: Mapping[str, str]) -> None:
    """Refuse a period that ends before it begins: its answer would be empty without a word."""
    if not {"from", "to"} <= query.parameters.keys():
        return
    start, end = (str(values.get(name, query.parameters[name].default)) for name in ("from", "to"))
    if start.isdecimal() and end.isdecimal() and int(start) > int(end):
        rule = f"is after to={end}; exchange them"
        raise ParameterError(query.path, f"from={start}", rule)


def parse_value(
    query: Query, parameter: Parameter, value: str, store: Store
) -> ox.NamedNode | ox.Literal:
    """Parse what was given for a parameter to a typed term; raises ParameterError if it is none."""

    def refuse(rule: str) -> ParameterError:
        return ParameterError(query.path, f"{parameter.name}={value}", rule)

    if len(value) > _MAX_VALUE:
        raise refuse(f"{len(value)} characters; a value has at most {_MAX_VALUE}")
    if any(ord(c) < 0x20 or 0xD800 <= ord(c) <= 0xDFFF for c in value):  # noqa: PLR2004 - C0 and surrogates
        raise refuse("control characters and lone surrogates are refused")
    try:
        if parameter.type in LITERAL_TYPES:
            return _parse_literal(parameter.type, value)
        return ox.NamedNode(resolve_name(store, parameter.type, value))
    except (ValueError, NameNotFoundError) as error:
        raise refuse(str(error)) from error


def _parse_literal(type_: str, value: str) -> ox.NamedNode | ox.Literal:
    if type_ == "iri":
        return ox.NamedNode(value)
    form, expected = _FORMS.get(type_, (".*", "text"))
    if not re.fullmatch(form, value, re.DOTALL) or (type_ == "date" and not _is_day(value)):
        raise ValueError(f"expected {expected}")
    if type_ in {"text", "language"}:
        return ox.Literal(value.lower() if type_ == "language" else value)
    return ox.Literal(value, datatype=ox.NamedNode(XSD + type_))


def _is_day(value: str) -> bool:
    """Tell a day of the calendar from one such as 30 February."""
    from datetime import date  # noqa: PLC0415 - 2 ms, for the rare need

    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def replace_variables(query: Query, terms: Mapping[str, str]) -> str:
    """Replace the variable tokens of the named parameters by the text of their terms.

    Raises ParameterError for a parameter that the query projects, assigns or does not use.
    """
    pieces: list[str] = []
    used: set[str] = set()
    projection = _Projection()
    for token in read_tokens(query.text):
        name = token.text[1:] if token.kind == "variable" else ""
        if name in terms and projection.takes_variable():
            rule = "is projected or assigned in the query; a parameter can only be read"
            raise ParameterError(query.path, name, rule)
        if name in terms:
            used.add(name)
        projection.follow(token)
        pieces.append(terms.get(name, token.text))
    for name in terms:
        if name not in used:
            raise ParameterError(query.path, name, "is declared but the query does not use it")
    return "".join(pieces)


class _Projection:
    """Follows the tokens of a query to tell where a variable receives a value."""

    def __init__(self) -> None:
        self._head, self._values, self._depth, self._before = False, False, 0, ""

    def follow(self, token: Token) -> None:
        if token.kind in {"space", "comment"}:
            return
        text = self._before = token.text.upper()
        if text == "SELECT":
            self._head, self._depth = True, 0
        elif text in {"{", "WHERE", "FROM"} and token.kind in {"mark", "word"}:
            self._head = False
        self._values = text == "VALUES" or (self._values and text != "{")
        self._depth += (text == "(") - (text == ")")

    def takes_variable(self) -> bool:
        return self._before == "AS" or self._values or (self._head and self._depth == 0)
