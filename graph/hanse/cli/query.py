"""`hanse query`: one question, one answer."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import contextmanager, suppress

from hanse.access import open_dataset, open_remote
from hanse.errors import QueryError, UsageError
from hanse.guard import MAX_TEXT
from hanse.messages import tell
from hanse.results.forms import FORMS, stream_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator
    from typing import BinaryIO

    from hanse.access import Graph


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
        "  hanse query my.rq --format csv --spreadsheet -o sheet.csv\n"
        '  echo "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }" | hanse query -\n\n'
        "A remote engine is asked with --endpoint URL, and with --graph IRI where the data stand\n"
        "in a graph of that name. User and password stand in the URL, or better in the\n"
        "environment as HANSE_ENDPOINT_USER and HANSE_ENDPOINT_PASSWORD; they are shown nowhere.\n"
        "An answer that the engine cuts off is counted and fetched in pages, or is an error."
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
    parser.add_argument("--endpoint", metavar="URL", help="a SPARQL 1.1 endpoint, asked instead")
    parser.add_argument("--graph", metavar="IRI", help="the graph to ask at the endpoint")
    parser.add_argument("--format", choices=FORMS, default="table", help="default: table")
    parser.add_argument(
        "--spreadsheet",
        action="store_true",
        help="csv only: guard cells that a spreadsheet would run as formulas with a leading '",
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help="write here, not to the terminal")
    parser.add_argument(
        "--timeout",
        metavar="S",
        type=float,
        help="give up after S seconds (default: never; 60 with --endpoint)",
    )


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Add the option that every command has which reads a dataset."""
    parser.add_argument(
        "--dataset",
        metavar="PATH",
        help="an RDF file, a build folder or a store folder (default: build/ here, else the"
        " shipped tables)",
    )


def _open_graph(args: argparse.Namespace) -> Graph:
    """Open the dataset or the endpoint that the call means."""
    if args.endpoint is None:
        if args.graph is not None:
            raise UsageError("--graph names a graph of an endpoint; give --endpoint too")
        return open_dataset(args.dataset)
    if args.dataset is not None:
        raise UsageError("--dataset and --endpoint exclude each other; give one")
    return open_remote(args.endpoint, args.graph, args.timeout, at_once=True)


def run(args: argparse.Namespace) -> int:
    """Answer the query and print or write the answer."""
    values = _read_parameters(args.parameters)
    inline = args.query == "-"
    query = _read_input() if inline else args.query
    graph = _open_graph(args)
    # What is sent to an endpoint and read from it keeps to the time itself.
    seconds = args.timeout if args.endpoint is None else None
    with _open_output(args.output) as sink:
        stop = _start_clock(seconds, sink if args.output else None)
        # The engine does not let Python handle Ctrl-C before it has answered; so the system does,
        # but where whoever started us wants it ignored, as nohup does.
        handler = signal.getsignal(signal.SIGINT)
        if handler is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            answer = graph.ask(query, values, inline=inline)
            width = find_width(args)
            stream_answer(answer, args.format, sink, width, spreadsheet=args.spreadsheet)
        finally:
            signal.signal(signal.SIGINT, handler)
            stop()
    gc.freeze()  # the process ends: looking through all it made for what to free takes 4 ms
    return 0


@contextmanager
def _open_output(output: str | None) -> Generator[BinaryIO]:
    """Give what the answer is written to: standard output, or a file that is whole or absent."""
    if not output:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from pathlib import Path  # noqa: PLC0415 - 3 ms, when a file is asked for

    from hanse.files import open_file  # noqa: PLC0415 - as above

    with open_file(Path(output)) as file:
        yield file


def _start_clock(seconds: float | None, file: BinaryIO | None) -> Callable[[], None]:
    """End the process when the time is up: the engine cannot be interrupted from inside."""
    if seconds is None:
        return lambda: None
    if not 0 < seconds <= _LONGEST:  # also refuses what is no number
        expected = f"expected seconds, more than 0 and at most {_LONGEST}"
        raise UsageError(f"--timeout {seconds:g}: {expected}")
    import threading  # noqa: PLC0415 - 5 ms, when a limit is asked for

    def give_up() -> None:
        told = "nothing was written" if file else "what was written is not the whole answer"
        tell(f"hanse: the query was stopped after {seconds:g} s (--timeout); {told}")
        if file:
            with suppress(OSError):
                os.unlink(file.name)  # noqa: PTH108 - pathlib costs a query 4 ms
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


def find_width(args: argparse.Namespace) -> int | None:
    """Fit tables to a terminal; a pipe or a file gets whole cells."""
    if args.output or not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return _WIDTH
