"""Filling the numbers of a document, whose sentences stay where people wrote them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What stands for a number: figures, a share, or a number written as a word.
_NUMBER = r"(-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?|[A-Za-z-]+)"
_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


class StaleTemplateError(Exception):
    """What is to be filled does not stand in the document exactly once."""


def fill_sentence(text: str, template: str, values: Mapping[str, str]) -> str:
    """Put values into a sentence of a document, wherever its lines break.

    `template` is the sentence with {names} for the numbers; one that ends in _list stands for
    several words. Raises StaleTemplateError where the
    document does not have the sentence exactly once.
    """
    parts = re.split(r"\{(\w+)\}", template)
    pattern = "".join(
        _find_value(part) if place % 2 else r"\s+".join(map(re.escape, re.split(r"\s+", part)))
        for place, part in enumerate(parts)
    )
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        raise StaleTemplateError(f"it has {len(found)} times, not once: {template}")
    for number in range(len(parts) // 2, 0, -1):
        start, end = found[0].span(number)
        text = text[:start] + values[parts[2 * number - 1]] + text[end:]
    return text


def _find_value(name: str) -> str:
    return r"((?:\S+\s+){0,40}?\S+?)" if name.endswith("_list") else _NUMBER


def fill_table(text: str, head: str, rows: Sequence[Sequence[str]]) -> str:
    """Put rows into the table whose first line begins with `head`; its head stays."""
    if text.count(f"\n{head}") != 1:
        raise StaleTemplateError(f"it has {text.count(head)} tables, not one, with the head {head}")
    start = text.index("\n", text.index("\n", text.index(head)) + 1) + 1
    end = text.index("\n\n", start) + 1
    return text[:start] + "".join(f"| {' | '.join(row)} |\n" for row in rows) + text[end:]


def fill_cell(text: str, head: str, values: Mapping[str, str]) -> str:
    """Put values into the second column of a table, found by what stands in the first."""
    start = text.index(head)
    end = text.index("\n\n", start)
    table = text[start:end]
    for name, value in values.items():
        row = rf"^(\| {re.escape(name)} \|) [^|]* \|"
        table, count = re.subn(row, rf"\1 {value} |", table, flags=re.MULTILINE)
        if count != 1:
            raise StaleTemplateError(f"the table {head} has {count} rows, not one: {name}")
    return text[:start] + table + text[end:]


def fill_block(text: str, name: str, content: str) -> str:
    """Put text between `<!-- name -->` and the next `<!-- end -->`."""
    mark, end = f"<!-- {name} -->\n", "<!-- end -->"
    if text.count(mark) != 1:
        raise StaleTemplateError(f"it has {text.count(mark)} blocks, not one: {mark.strip()}")
    before, _, rest = text.partition(mark)
    return before + mark + content + end + rest.partition(end)[2]


def spell(number: int) -> str:
    """Write a small number as a word, a large one in figures."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def join(parts: Sequence[str]) -> str:
    """Write a list as sentences have it: a, b and c; "no year" where there is none."""
    if not parts:
        return "no year"
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def share(part: float) -> str:
    """Write a share in percent, as the pages do."""
    return f"{part:.1%}".replace("%", " %")


def percent(part: float) -> str:
    """Write the number of a share in percent alone, for a sentence that has the sign."""
    return f"{part:.1%}".removesuffix("%")
