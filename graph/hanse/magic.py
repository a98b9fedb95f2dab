"""The magics `%sparql` and `%%sparql` of IPython and Jupyter: ask from a notebook's cell."""

from __future__ import annotations

import argparse
import shlex
from typing import TYPE_CHECKING

import hanse
from hanse.errors import HanseError, UsageError, shorten

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn, Protocol

    from hanse.results import Result

    class Shell(Protocol):
        """What is used of IPython's InteractiveShell."""

        def register_magic_function(
            self, func: Callable[..., object], magic_kind: str, magic_name: str
        ) -> None:
            """Make a function known as a magic."""
            ...

        def push(self, variables: dict[str, object]) -> None:
            """Set variables of the notebook."""
            ...


def register_magics(shell: Shell) -> None:
    """Give a shell the magics."""

    def sparql(line: str, cell: str | None = None) -> Result | None:
        """Ask a query of the catalogue, or the SPARQL text of a cell.

        %sparql NAME [-p name=value] [--dataset PATH | --endpoint URL] [-o variable]
        %%sparql     [-p name=value] [--dataset PATH | --endpoint URL] [-o variable]
        """
        try:
            asked = _parse(line, cell)
            result = _ask(asked)
        except HanseError as error:
            _shorten_traceback(error)
            raise
        if asked.variable is None:
            return result
        shell.push({asked.variable: result})
        return None

    shell.register_magic_function(sparql, magic_kind="line_cell", magic_name="sparql")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is an error of ours: it does not end the notebook's process."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"%sparql: {message}")


def _parse(line: str, cell: str | None) -> argparse.Namespace:
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("query", nargs="?")
    parser.add_argument("-p", dest="parameters", action="append", default=[])
    parser.add_argument("-o", dest="variable")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--dataset")
    place.add_argument("--endpoint")
    try:
        asked = parser.parse_args(shlex.split(line))
    except ValueError as error:  # a quotation mark that stands alone
        raise UsageError(f'%sparql: {error}; put values with blanks or \' into "…"') from error
    if cell is not None and asked.query is not None:
        raise UsageError(f"%%sparql: {shorten(asked.query)}: the query is the text of the cell")
    if cell is None and asked.query is None:
        raise UsageError("%sparql: give the name of a query, such as counts, or use %%sparql")
    if asked.variable is not None and not asked.variable.isidentifier():
        raise UsageError(f"%sparql: -o {shorten(asked.variable)}: no name of a variable")
    asked.text = asked.query if cell is None else cell
    return asked


def _ask(asked: argparse.Namespace) -> Result:
    place: dict[str, Any] = (
        {"endpoint": asked.endpoint} if asked.endpoint else {"path": asked.dataset}
    )
    return hanse.open(**place).query(asked.text, **_read_parameters(asked.parameters))


def _read_parameters(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name or name in values:
            raise UsageError(f"%sparql: -p {shorten(pair)}: expected name=value, each name once")
        values[name] = value
    return values


def _shorten_traceback(error: HanseError) -> None:
    """Let the notebook show the sentence alone; IPython asks an error how it wants to be shown."""
    error._render_traceback_ = lambda: [f"{error.speaker}{error}"]  # type: ignore[attr-defined] # IPython's name
