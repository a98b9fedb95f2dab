"""A query file: comment lines that say what it answers and what it asks for, then SPARQL.

    # title: Partners of a network
    # Each member with its role, its country and the source that says so.
    # param network: network = re-growcity -- the network, by IRI, id or any of its names
    # example: hanse query partners-of -p network=active-ngos

The header is comments only, so the file runs unchanged on any SPARQL 1.1 engine; there a parameter
is a variable without a value, and the answer is that for every value at once.
"""

from __future__ import annotations

import os
import re

from hanse.errors import QueryError
from hanse.guard import MAX_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Parameter(NamedTuple):
        """What a query asks for; a parameter whose default is None must be given."""

        name: str
        type: str
        default: str | None
        about: str

    class Query(NamedTuple):
        """A query file: `name` is the file's without .rq, `about` its paragraph."""

        name: str
        title: str
        about: str
        parameters: dict[str, Parameter]
        example: str
        text: str
        path: str
else:
    from collections import namedtuple

    Parameter = namedtuple("Parameter", "name type default about")  # noqa: PYI024 - typed above; typing costs a query 8 ms
    Query = namedtuple("Query", "name title about parameters example text path")  # noqa: PYI024 - as above

_PARAMETER = re.compile(r"(\w+): ([a-z-]+)(?: = (.*?))?(?: -- (.+))?")
_MAX_BYTES = 4 * MAX_TEXT + 1  # longer texts are refused by the guard
LITERAL_TYPES = ("text", "integer", "decimal", "boolean", "date", "language", "iri")
THING_TYPES = (
    "call",
    "city",
    "cooperation",
    "country",
    "event",
    "network",
    "organisation",
    "practice",
    "programme",
    "project",
    "region",
    "source",
    "theme",
)


def read_query(path: str | os.PathLike[str]) -> Query:
    """Read a query file; raises QueryError naming file and line where its header is malformed."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs a query 4 ms
            text = file.read(_MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise QueryError(f"{path}: cannot be read: {error.strerror}") from error
    name = os.path.basename(path)  # noqa: PTH119 - as above
    return parse_query(text, name.removesuffix(".rq"), os.fspath(path))


def parse_query(text: str, name: str, path: str) -> Query:
    """Take a query's text apart; a text without a header has no title and no parameters."""
    title = example = ""
    about: list[str] = []
    parameters: dict[str, Parameter] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("#"):
            break
        said = line.lstrip("#").strip()
        key, _, rest = said.partition(" ")
        if key == "title:":
            title = rest.strip()
        elif key == "example:":
            example = rest.strip()
        elif key == "param":
            parameter = _parse_parameter(rest, f"{path}:{number}")
            if parameter.name in parameters:
                raise QueryError(f"{path}:{number}: parameter {parameter.name} stands twice")
            parameters[parameter.name] = parameter
        elif said:
            about.append(said)
    return Query(name, title, " ".join(about), parameters, example, text, path)


def _parse_parameter(said: str, place: str) -> Parameter:
    match = _PARAMETER.fullmatch(said.strip())
    if match is None:
        rule = "expected: # param <name>: <type> = <default> -- <meaning>"
        raise QueryError(f"{place}: {rule}")
    name, type_, default, about = match.groups()
    if type_ not in LITERAL_TYPES + THING_TYPES:
        known = ", ".join(LITERAL_TYPES + THING_TYPES)
        raise QueryError(f"{place}: unknown type {type_}; known are {known}")
    return Parameter(name, type_, default, about or "")
