"""A query taken apart by its tokens: enough to count its rows and to ask for them in pages.

Nothing is rewritten inside: the parts are pieces of the text as they stand, put together anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import QueryError
from hanse.tokens import find_place, read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hanse.tokens import Token

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
COUNTED = "hanseRows"
_ENDINGS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


class Parts(NamedTuple):
    """The parts of a query: `head` is the form with what it gives, `groups` GROUP BY and HAVING."""

    kind: str
    prologue: str
    head: str
    dataset: str
    pattern: str
    groups: str
    order: str
    limit: int | None
    offset: int
    values: str

    def write(self) -> str:
        """Write the query itself."""
        parts = (self.prologue, self.head, self.dataset, "WHERE", self.pattern, self.groups)
        return "\n".join((*parts, self.order, self._limits, self.values))

    def count_rows(self) -> str:
        """Write the query that counts the rows."""
        return self._around(f"SELECT (COUNT(*) AS ?{COUNTED})", self._inner(self.head))

    def count_different(self, columns: Sequence[str]) -> str:
        """Write the query that counts the rows that differ."""
        inner = f"SELECT DISTINCT {_list(columns)} WHERE {{ {{\n{self._inner(self.head)}\n}} }}"
        return self._around(f"SELECT (COUNT(*) AS ?{COUNTED})", inner)

    def page(self, columns: Sequence[str], size: int, offset: int) -> str:
        """Write the query for a page of rows, in its own order and by all columns where that ties.

        What ties then are equal rows, so that the pages together are the whole.
        """
        if self.limit is not None:
            size = min(size, self.limit - offset)
        end = f"LIMIT {size}\nOFFSET {self.offset + offset}"
        parts = (self.prologue, self.head, self.dataset, "WHERE", self.pattern, self.groups)
        return "\n".join((*parts, self._order_by(columns), end, self.values))

    def page_around(self, columns: Sequence[str], size: int, offset: int) -> str:
        """Write the same with the order inside: else Virtuoso sorts no more than 10,000 rows."""
        inner = self._inner(self.head, self._order_by(columns))
        text = self._around(f"SELECT {_list(columns)}", inner)
        return f"{text}\nLIMIT {size}\nOFFSET {offset}"

    def select(self, columns: Sequence[str]) -> Parts:
        """Give the query for the rows that a CONSTRUCT is filled from."""
        distinct = "DISTINCT " if self.limit is None and not self.offset else ""
        return self._replace(kind="SELECT", head=f"SELECT {distinct}{_list(columns)}")

    @property
    def _limits(self) -> str:
        limit = "" if self.limit is None else f"LIMIT {self.limit}\n"
        return limit + (f"OFFSET {self.offset}" if self.offset else "")

    def _order_by(self, columns: Sequence[str]) -> str:
        # A key that stands twice makes Virtuoso forget the order.
        keys = _list_variables(self.order)
        rest = [name for name in columns if name not in keys]
        return f"{self.order or 'ORDER BY'} {_list(rest)}"

    def _inner(self, head: str, order: str = "") -> str:
        order = order or (self.order if self._limits else "")
        parts = (head, "WHERE", self.pattern, self.groups, order, self._limits, self.values)
        return "\n".join(part for part in parts if part)

    def _around(self, head: str, inner: str) -> str:
        return f"{self.prologue}\n{head}\n{self.dataset}\nWHERE {{ {{\n{inner}\n}} }}"


def _list_variables(order: str) -> set[str]:
    """List the variables that are keys by themselves, not part of an expression."""
    depth = 0
    found: set[str] = set()
    for token in _read(order):
        if token.kind == "variable" and not depth:
            found.add(token.text[1:])
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
    return found


def _list(columns: Sequence[str]) -> str:
    return " ".join(f"?{name}" for name in columns)


def find_form(text: str, name: str) -> str:
    """Tell which of FORMS a query has; raises QueryError, with the place, where it is none."""
    _, form = _find_form(_read(text), text, name)
    return form.text.upper()


def take_apart(text: str, name: str) -> Parts:
    """Take a SELECT or a CONSTRUCT apart; raises QueryError where it is not well-formed."""
    tokens = _read(text)
    start, form = _find_form(tokens, text, name)
    open_ = _find_pattern(tokens, start)
    close = _find_close(tokens, open_)
    if close is None:
        raise QueryError(f"{name}: a brace is opened and not closed")
    source = next((i for i in range(start, open_) if _is(tokens[i], "FROM")), open_)
    where = next((i for i in range(start, open_) if _is(tokens[i], "WHERE")), open_)
    pieces = _read_endings(text, tokens[close + 1 :])

    def cut(begin: int, end: int) -> str:
        return text[tokens[begin].start : tokens[end].start]

    return Parts(
        kind=form.text.upper(),
        prologue=text[: form.start],
        head=cut(start, min(source, where)),
        dataset=cut(source, where) if source < where else "",
        pattern=text[tokens[open_].start : tokens[close].start + 1],
        groups=pieces.get("GROUP", "") + pieces.get("HAVING", ""),
        order=pieces.get("ORDER", ""),
        limit=_read_number(pieces.get("LIMIT")),
        offset=_read_number(pieces.get("OFFSET")) or 0,
        values=pieces.get("VALUES", ""),
    )


def _read(text: str) -> list[Token]:
    return [token for token in read_tokens(text) if token.kind not in {"space", "comment"}]


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _find_form(tokens: Sequence[Token], text: str, name: str) -> tuple[int, Token]:
    """Find the first word that is none of the prologue."""
    for place, token in enumerate(tokens):
        if token.kind != "word" or _is(token, "PREFIX") or _is(token, "BASE"):
            continue
        if token.text.upper() in FORMS:
            return place, token
        line, column = find_place(text, token.start)
        expected = "expected SELECT, ASK, CONSTRUCT or DESCRIBE"
        raise QueryError(f"{name}:{line}:{column}: {token.text}: {expected}")
    raise QueryError(f"{name}: no query; expected SELECT, ASK, CONSTRUCT or DESCRIBE")


def _find_pattern(tokens: Sequence[Token], start: int) -> int:
    """Find the brace that opens the pattern: the first outside of brackets, behind a template."""
    depth = 0
    for place in range(start + 1, len(tokens)):
        token = tokens[place]
        if token.text == "{" and not depth and token.kind == "mark":
            is_template = _is(tokens[place - 1], "CONSTRUCT")
            close = _find_close(tokens, place) if is_template else None
            return place if close is None else _find_pattern(tokens, close)
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
    return len(tokens) - 1


def _find_close(tokens: Sequence[Token], open_: int) -> int | None:
    depth = 0
    for place in range(open_, len(tokens)):
        depth += (tokens[place].text == "{") - (tokens[place].text == "}")
        if depth == 0:
            return place
    return None


def _read_endings(text: str, tokens: Sequence[Token]) -> dict[str, str]:
    """Cut what follows the pattern at its keywords."""
    depth = 0
    starts: list[Token] = []
    for token in tokens:
        if token.kind == "word" and not depth and token.text.upper() in _ENDINGS:
            starts.append(token)
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
    ends = [*(token.start for token in starts), len(text)][1:]
    return {
        token.text.upper(): text[token.start : end] + "\n"
        for token, end in zip(starts, ends, strict=bool(starts))
    }


def _read_number(piece: str | None) -> int | None:
    digits = [token.text for token in _read(piece or "") if token.kind == "number"]
    return int(digits[0]) if digits and digits[0].isdigit() else None
