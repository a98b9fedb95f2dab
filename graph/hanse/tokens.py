"""SPARQL text as tokens: enough to see keywords, variables and names outside of strings."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple

    class Token(NamedTuple):
        """A piece of a query: what it is, its characters, and the offset of the first."""

        kind: str | None
        text: str
        start: int
else:
    from collections import namedtuple

    Token = namedtuple("Token", "kind text start")  # noqa: PYI024 - typed above; typing costs a query 8 ms

# Source: SPARQL 1.1 Query Language, section 19.8 (grammar), terminals only. What no alternative
# matches, such as a lone quotation mark, becomes a token of one character: the engine's parser
# has the last word on the syntax.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
        (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
           (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
              (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z]\w*)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def read_tokens(text: str) -> Iterator[Token]:
    """Yield every token of the text, spaces and comments included, so that joined they are it.

    Kinds: space, comment, iri, string, variable, language, name (prefixed), blank, number,
    word (keywords and functions) and mark.
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup, match.group(), match.start())


def find_place(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset into a line and a column, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
