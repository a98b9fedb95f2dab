"""`hanse query`: one question, one answer."""

from __future__ import annotations

import os
import signal
import sys

from hanse.access import open_dataset
from hanse.errors import QueryError, UsageError
from hanse.guard import MAX_TEXT
from hanse.messages import tell
from hanse.results.forms import FORMS, write_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_WIDTH = 100
_LONGEST = 86_400
_MAX_INPUT = 4 * MAX_TEXT + 1  # bytes; longer texts are refused by the guard


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse query`."""
    parser.description = "Answer a query of the catalogue, a file or standard input."
    parser.epilog = (
        "examples:\n"
        "  hanse query partners-of -p network=re-growcity\n"
        "  hanse query my.rq --format csv -o answer.csv\n"
        '  echo "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }" | hanse query -'
    )
    parser.add_argument("query", metavar="NAME|FILE.rq|-", help="a name of `hanse queries`, a file")
    parser.add_argument(
        "-p",
        dest="parameters",
        metavar="name=value",
        action="append",
        default=[],
        help="a parameter of the query: things by IRI, id or any of their names",
    )
    add_dataset(parser)
    parser.add_argument("--format", choices=FORMS, default="table", help="default: table")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write here, not to the terminal")
    parser.add_argument("--timeout", metavar="S", type=float, help="give up after S seconds")


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Add the option that every command has which reads a dataset."""
    parser.add_argument(
        "--dataset",
        metavar="PATH",
        help="an RDF file, a build folder or a store folder (default: build/ here, else the"
        " shipped tables)",
    )


def run(args: argparse.Namespace) -> int:
    """Answer the query and print or write the answer."""
    values = _read_parameters(args.parameters)
    inline = args.query == "-"
    query = _read_input() if inline else args.query
    graph = open_dataset(args.dataset)
    stop = _start_clock(args.timeout)
    # The engine does not let Python handle Ctrl-C before it has answered; so the system does.
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        data = write_answer(graph.ask(query, values, inline=inline), args.format, _find_width(args))
    finally:
        signal.signal(signal.SIGINT, handler)
        stop()
    if args.output:
        from pathlib import Path  # noqa: PLC0415 - 3 ms, when a file is asked for

        from hanse.files import write_file  # noqa: PLC0415 - as above

        write_file(Path(args.output), data)
        return 0
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def _start_clock(seconds: float | None) -> Callable[[], None]:
    """End the process when the time is up: the engine cannot be interrupted from inside."""
    if seconds is None:
        return lambda: None
    if not 0 < seconds <= _LONGEST:  # also refuses what is no number
        expected = f"expected seconds, more than 0 and at most {_LONGEST}"
        raise UsageError(f"--timeout {seconds:g}: {expected}")
    import threading  # noqa: PLC0415 - 5 ms, when a limit is asked for

    def give_up() -> None:
        tell(f"hanse: the query was stopped after {seconds:g} s (--timeout); nothing was written")
        os._exit(1)

    clock = threading.Timer(seconds, give_up)
    clock.daemon = True
    clock.start()
    return clock.cancel


def _read_input() -> str:
    if sys.stdin is None:
        raise UsageError("standard input is closed; give the name or the file of a query")
    try:
        text = sys.stdin.buffer.read(_MAX_INPUT).decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 at byte {error.start}; send it as UTF-8"
        raise QueryError(f"standard input: {reason}") from error
    if not text.strip():
        raise QueryError("standard input: no query; send SPARQL text")
    return text


def _read_parameters(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"-p {pair}: expected name=value, such as network=re-growcity")
        if name in values:
            raise UsageError(f"-p {name}: given twice")
        values[name] = value
    return values


def _find_width(args: argparse.Namespace) -> int | None:
    """Fit tables to a terminal; a pipe or a file gets whole cells."""
    if args.output or not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return _WIDTH
