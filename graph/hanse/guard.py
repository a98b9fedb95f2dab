"""What a query may contain: it reads, it contacts nobody, and its nesting cannot crash the engine.

The engine has no switch that turns SERVICE off, and deep nesting overflows its stack, which
nothing can catch; so both are refused here, on the tokens, before the engine sees the text.
"""

from __future__ import annotations

from hanse.errors import QueryError
from hanse.namespaces import PREFIXES
from hanse.tokens import find_place, read_tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.tokens import Token

MAX_TEXT = 1 << 20
MAX_NESTING = 100
# A chain of as many signs or operators in a row overflows the engine's stack without a bracket.
MAX_TERMS = 20_000
MAX_CHAIN = 200

_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE"})
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_CHAINED = frozenset("+-*/!^|&=<>") | {"&&", "||"}


def check_query(text: str, name: str) -> None:
    """Raise QueryError, naming the query and the place, for what no query here may contain."""
    if len(text) > MAX_TEXT:
        raise QueryError(f"{name}: {len(text)} characters; a query has at most {MAX_TEXT}")
    tokens = [token for token in read_tokens(text) if token.kind not in {"space", "comment"}]
    complaint = _find_keyword(tokens) or _find_nesting(tokens) or _find_undeclared_prefix(tokens)
    if complaint:
        offset, rule = complaint
        line, column = find_place(text, offset)
        raise QueryError(f"{name}:{line}:{column}: {rule}")


def _find_keyword(tokens: Sequence[Token]) -> tuple[int, str] | None:
    for token in tokens:
        if token.kind != "word":
            continue
        keyword = token.text.upper()
        if keyword == "SERVICE":
            return token.start, "SERVICE is disabled: a query contacts no other endpoint"
        if keyword in _UPDATES:
            rule = f"{keyword} changes data; write a SELECT, ASK, CONSTRUCT or DESCRIBE query"
            return token.start, rule
    return None


def _find_nesting(tokens: Sequence[Token]) -> tuple[int, str] | None:
    depth = chain = unions = 0
    for token in tokens:
        if token.text in _OPENING:
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
        chain = chain + 1 if token.text in _CHAINED else chain * (token.kind == "number")
        unions += token.kind == "word" and token.text.upper() == "UNION"
        if depth > MAX_NESTING:
            return token.start, f"nested deeper than {MAX_NESTING} brackets"
        if chain > MAX_CHAIN:
            return token.start, f"more than {MAX_CHAIN} operators in a row"
        if unions > MAX_TERMS:
            return token.start, f"more than {MAX_TERMS} UNIONs"
    return None


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
