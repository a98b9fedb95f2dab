"""The command line: finds the command's module, parses, runs, and turns errors into sentences.

Only the module of the command that was called is imported, so that a query starts in the time
that the interpreter and the engine need.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from hanse import __version__
from hanse.errors import HanseError, OutputError, UsageError, shorten
from hanse.messages import tell
from hanse.suggestions import ask_back, suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    class Command(Protocol):
        """What a command's module, or an object of another package, offers."""

        def configure(self, parser: argparse.ArgumentParser) -> None:
            """Add the command's arguments, its description and an example."""
            ...

        def run(self, args: argparse.Namespace) -> int:
            """Do it; the result is the exit code."""
            ...


COMMANDS = {
    "build": "make the checked dataset from the tables and the ontology",
    "check": "make the same checks and write nothing",
    "query": "answer a query of the catalogue, a file or standard input",
    "queries": "list the query catalogue, or show one query",
    "load": "load RDF files into a store folder",
    "export": "write the dataset in another format",
    "analyse": "measure who works with whom, and what is more than chance",
    "serve": "serve a SPARQL endpoint and pages over a dataset",
    "push": "upload the dataset to a remote store and verify it",
    "diff": "compare two releases in words",
    "tidy": "sort and normalise the tables",
}
_PLUGINS = {"viz": "draw pages and pictures", "site": "make a static site of the dataset"}
_INTERRUPTED = 130
_WIDTH = 90


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code: 0 done, 1 input, 2 call, 3 remote."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except HanseError as error:
        tell(f"{error.speaker}{error}")
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has enough
        _drop_output()
        return 0
    except KeyboardInterrupt:
        tell("hanse: interrupted")
        return _INTERRUPTED
    except OSError as error:
        _drop_output()
        place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        tell(f"hanse: {place}{error.strerror or error}")
        return 1


def _drop_output() -> None:
    """Lose what could not be written, so that the interpreter does not complain at its end."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    """Call the command and give out what it printed, the help that argparse ends with included."""
    try:
        return _call(words)
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _call(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        _make_parser().parse_args(words or ["--help"])
        return 0
    name, *rest = words
    command = load_command(name)
    parser = argparse.ArgumentParser(prog=f"hanse {name}", formatter_class=_HelpFormatter)
    command.configure(parser)
    args = parser.parse_args(rest)
    if sys.stdout is None:
        raise OutputError("standard output is closed; results have nowhere to go")
    return command.run(args)


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Writes help in lines of one length: to ask the terminal for its own costs a query 3 ms."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_WIDTH)


def _make_parser() -> argparse.ArgumentParser:
    known = COMMANDS | _PLUGINS
    width = max(map(len, known))
    listed = "\n".join(f"  {name:{width}}  {about}" for name, about in known.items())
    parser = argparse.ArgumentParser(
        prog="hanse",
        usage="hanse COMMAND …",
        formatter_class=_HelpFormatter,
        description="A knowledge graph of European city cooperation.",
        epilog=f"commands:\n{listed}\n\n`hanse COMMAND --help` tells more, with an example.",
    )
    parser.add_argument("--version", action="version", version=f"hanse {__version__}")
    return parser


def load_command(name: str) -> Command:
    """Import the command of this name, ours or one that an installed package adds.

    Raises UsageError with the nearest names where there is none.
    """
    if name in COMMANDS:
        from importlib import import_module  # noqa: PLC0415 - after the parser, before any command

        module: Any = import_module(f"hanse.cli.{name}")
        ours: Command = module
        return ours
    from importlib.metadata import entry_points  # noqa: PLC0415 - 40 ms, for plug-ins only

    for entry in entry_points(group="hanse.commands", name=name):
        command: Command = entry.load()
        return command
    hint = f"{ask_back(suggest(name, COMMANDS | _PLUGINS))}`hanse --help` lists them"
    raise UsageError(f"{shorten(name)}: no such command; {hint}")
