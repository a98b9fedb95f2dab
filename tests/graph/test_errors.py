"""Errors: a tree by what the reader can do, each with its exit code, written on one line."""

from __future__ import annotations

import pytest

from hanse import errors
from hanse.errors import (
    MAX_FAULTS,
    MAX_VALUE,
    Fault,
    HanseError,
    LockedError,
    MissingExtraError,
    ParameterError,
    TableError,
    shorten,
)

CODES = {
    "HanseError": 1,
    "InputError": 1,
    "TableError": 1,
    "CheckError": 1,
    "DatasetError": 1,
    "QueryError": 1,
    "OutputError": 1,
    "LockedError": 1,
    "UsageError": 2,
    "ParameterError": 2,
    "MissingExtraError": 2,
    "RemoteError": 3,
}


def test_every_error_has_its_exit_code() -> None:
    """The exit codes are those of the command line: 1 input, 2 call, 3 remote."""
    found = {
        name: value.exit_code
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, HanseError)
    }
    assert found == CODES


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("Rīga", "Rīga"),
        ("", ""),
        ("a\\u000Ab", "a\nb"),
        ("\\u202Eabc", "\u202eabc"),
        ("\\uD800", "\ud800"),
        ("\\U000E0001", "\U000e0001"),
        ("x" * MAX_VALUE, "x" * MAX_VALUE),
        ("x" * (MAX_VALUE - 1) + "…", "x" * (MAX_VALUE + 1)),
        ("\\u0000" * 13 + "\\…", "\0" * 20),
    ],
)
def test_values_are_shown_on_one_short_line(expected: str, value: str) -> None:
    """What cannot be printed is shown by its code point, what is long is cut."""
    assert shorten(value) == expected
    assert len(shorten(value)) <= MAX_VALUE


def test_a_fault_reads_as_place_value_rule() -> None:
    """A fault is `file:line:column: value: rule`; without a column the column is left out."""
    assert str(Fault("a.csv", 3, "id", "x y", "rule")) == "a.csv:3:id: x y: rule"
    assert str(Fault("a.csv", 3, "", "x\ny", "rule")) == "a.csv:3: x\\u000Ay: rule"


def test_a_hundred_faults_are_shown_and_all_are_kept() -> None:
    """The text of a TableError ends after 100 faults with how many more there are."""
    faults = [Fault("a.csv", line, "id", "x", "rule") for line in range(MAX_FAULTS + 7)]
    error = TableError(faults)
    lines = str(error).split("\n")
    assert error.faults == tuple(faults)
    assert lines[:-1] == [str(fault) for fault in faults[:MAX_FAULTS]]
    assert lines[-1] == "… and 7 more"
    assert str(TableError(faults[:MAX_FAULTS])).count("\n") == MAX_FAULTS - 1


def test_errors_say_how_to_mend_it() -> None:
    """A lock names its holder, a missing extra its command, a parameter its query."""
    assert str(LockedError("build", 7)).startswith("build: locked by pid 7; wait")
    assert "pip install 'hanse[viz]'" in str(MissingExtraError("viz", "pyvis"))
    assert str(ParameterError("q", "x\n", "missing")) == "q: parameter x\\u000A: missing"
