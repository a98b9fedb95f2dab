"""Every error that Hanse raises on purpose, drawn as a tree by what the reader can do about it.

    HanseError
      InputError            the input or the data are wrong (exit 1)
        TableError          faults in the curated tables, each with its place
        CheckError          the built triples break a rule of the ontology
        DatasetError        a file or folder is not a dataset that can be read
        QueryError          a query cannot be parsed or uses what is not allowed
      OutputError           a file or folder could not be written (exit 1)
        LockedError         another process is writing the same folder
      UsageError            the call is wrong (exit 2)
        ParameterError      a parameter of a query is missing, unknown or of another type
        MissingExtraError   an optional part of Hanse is not installed
      RemoteError           a remote service failed (exit 3)

This module imports nothing of Hanse, so that every other one can raise its errors.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    class _Fault(NamedTuple):
        file: str
        line: int
        column: str
        value: str
        rule: str
else:
    from collections import namedtuple

    _Fault = namedtuple("_Fault", "file line column value rule")  # noqa: PYI024 - typed above; typing costs a query 8 ms

MAX_FAULTS = 100
MAX_VALUE = 80
MAX_SAID = 200


def shorten(value: str, limit: int = MAX_VALUE) -> str:
    """Show a value on one line of at most `limit` characters, control characters escaped."""
    shown = escape(value[: limit + 1])
    return shown if len(shown) <= limit and len(value) <= limit else shown[: limit - 1] + "…"


def escape(text: str) -> str:
    """Show a text on one line, whole, control characters escaped."""
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04X}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08X}"  # noqa: PLR2004 - the last code point that four digits write


class Fault(_Fault):
    """One thing that is wrong in a table: where it stands, what stands there and the rule."""

    __slots__ = ()

    def __str__(self) -> str:
        """Write the fault as `file:line:column: value: what is wrong and what is expected`."""
        place = f"{escape(self.file)}:{self.line}"
        if not self.column and not self.value:
            return f"{place}: {self.rule}"
        column = f":{self.column}" if self.column else ""
        return f"{place}{column}: {shorten(self.value) or '(blank)'}: {self.rule}"


class HanseError(Exception):
    """Anything that Hanse refuses, with a sentence for the person who asked."""

    exit_code = 1
    # Who speaks, before the text; nobody where the text is a list of places, a line each, which
    # editors and other programs read.
    speaker = "hanse: "


class InputError(HanseError):
    """The input or the data are wrong."""


class TableError(InputError):
    """The tables have faults; `faults` holds them all, the text shows the first hundred."""

    speaker = ""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults in the order in which they are shown."""
        self.faults = tuple(faults)
        shown = [str(fault) for fault in self.faults[:MAX_FAULTS]]
        more = len(self.faults) - len(shown)
        if more > 0:
            shown.append(f"… and {more} more")
        super().__init__("\n".join(shown))


class CheckError(InputError):
    """The built triples break rules of the ontology; the text lists each finding."""

    speaker = ""


class DatasetError(InputError):
    """A file or folder is not a dataset that Hanse can read."""


class QueryError(InputError):
    """A query cannot be parsed or asks for what Hanse does not do."""


class OutputError(HanseError):
    """A file or folder could not be written; what stood there before still stands."""


class LockedError(OutputError):
    """Another process is writing the same folder."""

    def __init__(self, path: str, pid: int) -> None:
        """Name the folder and the process that holds it."""
        self.path = path
        self.pid = pid
        super().__init__(f"{path}: locked by pid {pid}; wait for it to end, then try again")


class UsageError(HanseError):
    """The call is wrong: an unknown name, a bad option, a combination that has no meaning."""

    exit_code = 2


class ParameterError(UsageError):
    """A parameter of a query is missing, unknown or of another type."""

    def __init__(self, query: str, parameter: str, rule: str) -> None:
        """Name the query's file, the parameter and what was expected."""
        self.query = query
        self.parameter = parameter
        super().__init__(f"{query}: parameter {shorten(parameter)}: {rule}")


class MissingExtraError(UsageError):
    """An optional part of Hanse is not installed."""

    def __init__(self, extra: str, package: str) -> None:
        """Name the extra and the command that installs it."""
        self.extra = extra
        self.package = package
        super().__init__(f"this needs {package}; install it with: pip install 'hanse[{extra}]'")


class RemoteError(HanseError):
    """A remote service failed or answered with something that is no answer.

    `endpoint` is its address without credentials, `status` that of HTTP, 0 where there was no
    answer, `said` the first characters of what it sent.
    """

    exit_code = 3

    def __init__(self, endpoint: str, reason: str, *, status: int = 0, said: str = "") -> None:
        """Name the endpoint, the status, what was wrong, and what the service said."""
        self.endpoint = endpoint
        self.reason = reason
        self.status = status
        self.said = shorten(" ".join(said.split()), MAX_SAID)
        shown = f"{endpoint}: status {status}" if status else endpoint
        quoted = f"; it said: {self.said}" if self.said else ""
        super().__init__(f"{shown}: {reason}{quoted}")
