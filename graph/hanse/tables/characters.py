"""What text may stand in a cell: no invisible, broken or disguised characters.

The ranges stand here, not in `unicodedata`, so that every Python refuses the same texts.
Source: The Unicode Standard, sections 2.4, 23.1–23.9; UAX #15 (NFC); UTS #39 (mixed scripts).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONCHARACTERS = (
    (0xFDD0, 0xFDEF),
    *((p + 0xFFFE, p + 0xFFFF) for p in range(0, 0x110000, 0x10000)),
)
_BLANKS = (0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_INVISIBLE = (0xAD, 0x34F, 0x61C, 0x3164, 0xFEFF, 0xFFA0)
_FORBIDDEN: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("a control character", ((0x00, 0x1F), (0x7F, 0x9F))),
    ("a noncharacter", _NONCHARACTERS),
    ("half of a surrogate pair", ((0xD800, 0xDFFF),)),
    ("a sign that text was lost (replacement character)", ((0xFFFC, 0xFFFD),)),
    ("a private-use character", ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))),
    ("a full-width or mathematical form of a letter", ((0xFF01, 0xFF5E), (0x1D400, 0x1D7FF))),
    ("a blank other than the plain space", ((0x2000, 0x200A), *((c, c) for c in _BLANKS))),
    (
        "invisible or turns the direction of writing",
        (
            *((c, c) for c in _INVISIBLE),
            (0x115F, 0x1160),
            (0x17B4, 0x17B5),
            (0x180B, 0x180F),
            (0x200B, 0x200F),
            (0x202A, 0x202E),
            (0x2060, 0x206F),
            (0xFE00, 0xFE0F),
            (0xFFF9, 0xFFFB),
            (0x1D173, 0x1D17A),
            (0xE0000, 0xE0FFF),
        ),
    ),
)

# Letters that European names are written in; modifier letters and marks go with every script.
_SCRIPTS = {
    "Latin": ((0x41, 0x24F), (0x1E00, 0x1EFF)),
    "Greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    "Cyrillic": ((0x400, 0x52F), (0x1C80, 0x1C8F)),
    "any": ((0x2B0, 0x36F),),
}


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_FORBIDDEN_ALL = re.compile(f"[{''.join(_class(ranges) for _, ranges in _FORBIDDEN)}]")
_BEYOND_LATIN = re.compile(r"[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u203a]")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_SUSPECT_BLANKS = ("  ", " ,", ", ", '" ', ' "')


def is_plain(line: str) -> bool:
    """Tell quickly whether a line of a file needs no closer look at its cells."""
    if line[:1] == " " or line[-1:] == " " or any(blank in line for blank in _SUSPECT_BLANKS):
        return False
    if line.isascii():
        return line.isprintable()
    return (
        unicodedata.is_normalized("NFC", line)
        and not _FORBIDDEN_ALL.search(line)
        and not _BEYOND_LATIN.search(line)
    )


def list_blemishes(text: str) -> Iterator[str]:
    """Say in one sentence each what is wrong with the characters of a cell."""
    if match := _FORBIDDEN_ALL.search(text):
        code, more = ord(match[0]), len(_FORBIDDEN_ALL.findall(text)) - 1
        rest = f" and {more} more like it" if more else ""
        yield f"character {match.start() + 1} is U+{code:04X}, {_describe(code)}; remove it{rest}"
    if text != text.strip():
        yield "blank at the start or the end; remove it (hanse tidy does)"
    if "  " in text.strip():
        yield "two blanks in a row; write one (hanse tidy does)"
    if not unicodedata.is_normalized("NFC", text):
        yield "not in Unicode normal form C; compose the letters (hanse tidy does)"
    yield from map(_tell_mixture, list_mixed_words(unicodedata.normalize("NFC", text)))


def list_mixed_words(text: str) -> list[str]:
    """List the words whose letters come from more than one script, such as a Cyrillic a in Riga."""
    if not _BEYOND_LATIN.search(text):
        return []
    return [word for word in _WORD.findall(text) if len(_scripts(word)) > 1]


def normalise_text(text: str) -> str:
    """Return the text in NFC, without blanks at its ends, each run of spaces as one."""
    return re.sub(" {2,}", " ", unicodedata.normalize("NFC", text).strip())


def fold(text: str) -> str:
    """Return a form that is equal for texts that differ only in case or composition."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _describe(code: int) -> str:
    return next(name for name, ranges in _FORBIDDEN if any(a <= code <= b for a, b in ranges))


def _scripts(word: str) -> set[str]:
    return {_script(ord(letter)) for letter in word if letter.isalpha()} - {"any"}


def _script(code: int) -> str:
    for script, ranges in _SCRIPTS.items():
        if any(first <= code <= last for first, last in ranges):
            return script
    return "another script"


def _tell_mixture(word: str) -> str:
    scripts = " and ".join(sorted(_scripts(word)))
    return f"the word {word} mixes letters of {scripts}; type it again in one script"
