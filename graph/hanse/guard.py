"""What a query may contain: it reads, it contacts nobody, and its nesting cannot crash the engine.

The engine has no switch that turns SERVICE off, and deep nesting overflows its stack, which
nothing can catch; so both are refused here, on the tokens, before the engine sees the text.
"""

from __future__ import annotations

from itertools import pairwise

from hanse.errors import QueryError
from hanse.namespaces import PREFIXES
from hanse.tokens import find_place, read_tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.tokens import Token

MAX_TEXT = 1 << 20
MAX_NESTING = 100
# Signs in a row, and parts or operators side by side, become a deep tree inside the engine and
# overflow its stack without a bracket: 3,000 OPTIONAL, BIND or MINUS, 8,000 additions or UNIONs.
MAX_CHAIN = 200
MAX_PARTS = 1_000
MAX_OPERATORS = 2_000

_UPDATES = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_CHAINED = frozenset("+-*/!^|&=<>") | {"&&", "||"}
_LISTING, _SEPARATORS = ("AS", "FILTER"), frozenset(".;,")
_AFTER_HAVING = frozenset({"{", "}", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_NO_SERVICE = "SERVICE is disabled: a query contacts no other endpoint"
_NAMES_A_GRAPH = frozenset({"FROM", "GRAPH", "NAMED"})


def check_query(
    text: str,
    name: str,
    *,
    elsewhere: bool = False,
    limits: tuple[int, int] = (MAX_TEXT, MAX_NESTING),
    services: Sequence[str] = (),
) -> None:
    """Raise QueryError, naming the query and the place, for what no query here may contain.

    `elsewhere` says that a remote engine answers: whom SERVICE may contact and how deep a query
    may nest is its own business then; that the query only reads, and that its prefixes are
    declared, so that it means the same on every engine, stays ours. `services` are the beginnings
    of IRIs that SERVICE may name here; without any, it is refused. `limits` are the most
    characters and the most brackets within brackets.
    """
    most_text, most_nesting = limits
    if len(text) > most_text:
        raise QueryError(f"{name}: {len(text)} characters; a query has at most {most_text}")
    tokens = [token for token in read_tokens(text) if token.kind not in {"space", "comment"}]
    complaint = _find_update(tokens)
    if elsewhere:
        complaint = complaint or _find_escape(tokens)
    else:
        complaint = (
            complaint
            or _find_service(tokens, services)
            or _find_service_name(tokens)
            or _find_nesting(tokens, most_nesting)
            or _find_length(tokens)
        )
    complaint = complaint or _find_undeclared_prefix(tokens)
    if complaint:
        offset, rule = complaint
        line, column = find_place(text, offset)
        raise QueryError(f"{name}:{line}:{column}: {rule}")


def _find_update(tokens: Sequence[Token]) -> tuple[int, str] | None:
    for token in tokens:
        keyword = token.text.upper()
        if token.kind == "word" and keyword.startswith(_UPDATES):
            rule = f"{keyword} changes data; write a SELECT, ASK, CONSTRUCT or DESCRIBE query"
            return token.start, rule
    return None


def _find_service(tokens: Sequence[Token], services: Sequence[str]) -> tuple[int, str] | None:
    """Find SERVICE, also glued: the engine reads `trueSERVICESILENT` as three words."""
    for number, token in enumerate(tokens):
        is_service = token.kind == "word" and "SERVICE" in token.text.upper()
        if is_service and not _is_allowed(tokens[number : number + 3], services):
            return token.start, _explain_service(services)
    return None


def _is_allowed(tokens: Sequence[Token], services: Sequence[str]) -> bool:
    """Tell whether SERVICE, or SERVICE SILENT, is followed by a whole IRI that may be asked.

    Variables, prefixed names and relative IRIs could become any address, and so could steps up
    in a path; none of them is let through.
    """
    words = [token.text.upper() for token in tokens[:2]]
    named = tokens[2:] if words == ["SERVICE", "SILENT"] else tokens[1:2]
    if words[0] != "SERVICE" or not named or named[0].kind != "iri":
        return False
    iri = named[0].text[1:-1]
    return "/.." not in iri and "/%2" not in iri.lower() and iri.startswith(tuple(services))


def _explain_service(services: Sequence[str]) -> str:
    if not services:
        return _NO_SERVICE
    allowed = " ".join(f"<{beginning}…>" for beginning in services)
    return f"SERVICE may name {allowed} here, as a whole IRI, and no other endpoint"


def _find_escape(tokens: Sequence[Token]) -> tuple[int, str] | None:
    """Find an escape where keywords stand: some engines read a keyword with one as the keyword."""
    for token in tokens:
        if token.text == "\\":
            return (
                token.start,
                "a character can be written as an escape in strings only",
            )
    return None


def _find_service_name(tokens: Sequence[Token]) -> tuple[int, str] | None:
    """Find `SERVICEp:x {`, which the engine reads as SERVICE p:x where the prefix is declared."""
    before = ""
    for token, after in pairwise(tokens):
        prefix = token.text.partition(":")[0].upper() if token.kind == "name" else ""
        if "SERVICE" in prefix and after.text == "{" and before not in _NAMES_A_GRAPH:
            return token.start, f"{_NO_SERVICE}; a prefix of this name cannot stand before a brace"
        before = token.text.upper()
    return None


def _find_nesting(tokens: Sequence[Token], most: int) -> tuple[int, str] | None:
    depth = chain = 0
    for token in tokens:
        if token.text in _OPENING:
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
        chain = chain + 1 if token.text in _CHAINED else chain * (token.kind == "number")
        if depth > most:
            return token.start, f"nested deeper than {most} brackets"
        if chain > MAX_CHAIN:
            return token.start, f"more than {MAX_CHAIN} operators in a row"
    return None


def _find_length(tokens: Sequence[Token]) -> tuple[int, str] | None:
    parts = operators = 0
    open_: list[str] = []
    having = False
    for token in tokens:
        word = token.text.upper()
        having = word == "HAVING" or (having and word not in _AFTER_HAVING)
        parts += _is_part(word, open_) or (having and word == "(")
        operators += word in _CHAINED
        if parts > MAX_PARTS:
            return token.start, f"more than {MAX_PARTS} patterns, filters and assignments"
        if operators > MAX_OPERATORS:
            return token.start, f"more than {MAX_OPERATORS} operators"
        if word in _OPENING:
            open_.append(word)
        elif word in _CLOSING and open_:
            open_.pop()
    return None


def _is_part(word: str, open_: Sequence[str]) -> bool:
    """Tell what adds to a list of patterns; commas between arguments do not."""
    is_listing = word.isalpha() and word.endswith(_LISTING)
    in_arguments = bool(open_) and open_[-1] == "("
    return word == "{" or is_listing or (word in _SEPARATORS and not in_arguments)


def _find_undeclared_prefix(tokens: Sequence[Token]) -> tuple[int, str] | None:
    declared: set[str] = set()
    before = ""
    for token in tokens:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return token.start, _explain_prefix(prefix)
        before = token.text.upper() if token.kind == "word" else ""
    return None


def _explain_prefix(prefix: str) -> str:
    known = PREFIXES.get(prefix, "…")
    return f"prefix {prefix}: is not declared; add: PREFIX {prefix}: <{known}>"
