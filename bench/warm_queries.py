"""Every query of the catalogue, warm: Hanse on its store folder, rdflib on the same triples.

    python -m bench.warm_queries BUILD_FOLDER ROUNDS [NAME …]

Hanse's time is that of Graph.query by name: reading the file, the guard, binding the parameters,
the answer as rows, in a session that has asked every query once. rdflib gets the bound text.
Prints seconds and numbers of rows, as JSON.
"""

from __future__ import annotations

import gc
import json
import signal
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib

import hanse
from hanse.queries.catalogue import list_queries
from hanse.queries.parameters import bind_parameters

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from hanse.queries.header import Query

LIMIT = 60  # seconds for one query in rdflib
PATIENCE = 5.0  # seconds of rdflib after which a query is not asked again


class Clock:
    """Times calls; `rows` is what the last one counted."""

    def __init__(self) -> None:
        """Start with no times."""
        self.seconds: list[float] = []
        self.rows = -1

    def time(self, ask: Callable[[], int]) -> None:
        """Add the time of one call."""
        start = time.perf_counter()
        self.rows = ask()
        self.seconds.append(time.perf_counter() - start)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Interrupt rdflib, which is Python and can be interrupted anywhere."""
    raise TimeoutError


def compare(
    query: Query, ours: hanse.Graph, theirs: rdflib.Graph, rounds: int
) -> dict[str, object]:
    """Ask both in turn; rdflib once where it is very slow."""
    text = bind_parameters(query, {}, ours.store)
    here, there = Clock(), Clock()
    for number in range(rounds):
        here.time(lambda: len(ours.query(query.name)))
        if number == 0 or sum(there.seconds) < PATIENCE:
            signal.alarm(LIMIT)
            try:
                there.time(lambda: len(list(theirs.query(text))))
            except TimeoutError:
                there.seconds.append(LIMIT)
            finally:
                signal.alarm(0)
    return {
        "hanse": statistics.median(here.seconds),
        "rdflib": statistics.median(there.seconds),
        "rows": [here.rows, there.rows],
    }


def main() -> None:
    """Measure the catalogue, or the named queries of it."""
    folder, rounds, *names = sys.argv[1:]
    signal.signal(signal.SIGALRM, stop)
    ours = hanse.open(folder)
    theirs = rdflib.Graph()
    theirs.parse(Path(folder) / "hanse.nt", format="nt")
    queries = [query for query in list_queries() if not names or query.name in names]
    for query in queries:
        ours.query(query.name)
    gc.freeze()  # else collections while Hanse answers walk through the graph of rdflib
    print(json.dumps({q.name: compare(q, ours, theirs, int(rounds)) for q in queries}))


if __name__ == "__main__":
    main()
