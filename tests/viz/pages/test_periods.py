"""Dates and figures read as people write them, and say no more than the source."""

from __future__ import annotations

import pytest

from hanse.messages import join_words
from hanse_viz.pages.periods import count_things, show_date, show_number, show_period


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2018", "2018"),
        ("2018-04", "April 2018"),
        ("2018-04-04", "4 April 2018"),
        ("--05-13", "13 May"),
        ("2018-13", "2018"),
        ("soon", "soon"),
        ("", ""),
        ("2018-04-04Z", "4 April 2018"),
    ],
)
def test_dates(text: str, shown: str) -> None:
    """A date is as exact as it was; what is no date stays as it is."""
    assert show_date(text) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2018", "2021", "2018 – 2021"),
        ("2018", "", "from 2018"),
        ("", "2021", "until 2021"),
        ("2018", "2018", "2018"),
        ("", "", ""),
        ("2024-09-01", "2026-08-31", "1 Sep 2024 – 31 Aug 2026"),
    ],
)
def test_periods(start: str, end: str, shown: str) -> None:
    """A period without a recorded end is not said to go on."""
    assert show_period(start, end).replace("\N{NO-BREAK SPACE}", " ") == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("742572", "742,572"),
        ("1234.50", "1,234.50"),
        ("-5", "-5"),
        ("٣", "٣"),
        ("1e5", "1e5"),
        ("NaN", "NaN"),
        ("9" * 5000, "9" * 5000),
        (7, "7"),
    ],
)
def test_numbers(number: str | int, shown: str) -> None:
    """Digits are grouped; what is no plain number, or longer than any, stays as it is."""
    assert show_number(number) == shown


def test_words() -> None:
    """Numbers agree with their nouns, and lists end with "and"."""
    assert count_things(1, "city") == "1 city"
    assert count_things(1204, "city") == "1,204 cities"
    assert count_things(2, "class", "classes") == "2 classes"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert join_words(["a"]) == "a"
    assert join_words([]) == ""
