"""Dates and figures for people, as exact as the source and no more."""

from __future__ import annotations

import re

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:Z|[+-]\d\d:\d\d)?")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DAY = re.compile(r"--(\d\d)-(\d\d)")


def show_date(text: str) -> str:
    """Write `2018`, `2018-04`, `2018-04-04` and `--05-13` as people do; anything else stays."""
    found = _DATE.fullmatch(text)
    year, month, day = found.groups() if found else ("", *(_match_day(text)))
    if not month or not 1 <= int(month) <= len(_MONTHS):
        return year or text
    parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1], year]
    return " ".join(part for part in parts if part)


def _match_day(text: str) -> tuple[str, str]:
    found = _DAY.fullmatch(text)
    return (found[1], found[2]) if found else ("", "")


def show_period(start: str, end: str) -> str:
    """Write a period; a missing end means that none is recorded, not that it goes on."""
    first, last = _shorten(show_date(start)), _shorten(show_date(end))
    if not first:
        return f"until {last}" if last else ""
    if not last:
        return f"from {first}"
    return first if first == last else f"{first}\N{NO-BREAK SPACE}– {last}"


def _shorten(date: str) -> str:
    """Write the month in three letters, and keep a date on one line."""
    words = [word[:3] if word in _MONTHS else word for word in date.split()]
    return "\N{NO-BREAK SPACE}".join(words)


def show_number(number: str | int) -> str:
    """Group the digits of a whole number or a decimal; anything else stays."""
    text = str(number)
    whole, point, rest = text.partition(".")
    if not _WHOLE.fullmatch(whole) or (point and not rest.isdigit()):
        return text
    return f"{int(whole):,}{point}{rest}"


def count_things(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 city`, `1,204 cities`."""
    plural = many or (one[:-1] + "ies" if one.endswith("y") else one + "s")
    return f"{number:,} {one if number == 1 else plural}"
