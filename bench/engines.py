"""The catalogue on several engines: what each answers, and how fast; prints a Markdown table.

    python bench/engines.py BUILD_FOLDER ROUNDS [NAME=URL[|GRAPH_IRI] …]

The engines inside the process, memory and store folder, are always there; remote ones are given by
name and address of a SPARQL endpoint that holds the same dataset. Queries are bound once; a time
is that of sending the text and reading the whole answer, with what verifies it. Each query is
asked once before it is timed, and the engines take turns, so that a change of the machine's load
meets all of them. Answers are compared with those of memory as multisets of terms.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import hanse
from hanse.access import Graph
from hanse.queries.catalogue import list_queries
from hanse.queries.parameters import bind_parameters
from hanse.results import read_result
from hanse.store.folder import open_store

if TYPE_CHECKING:
    from hanse.store.base import Source

    Rows = Counter[tuple[str, ...]]


def open_engines(folder: str, remote: list[str]) -> dict[str, Source]:
    """Open the engines, by the names that the table shows."""
    on_disk = open_store(f"{folder}/store")
    engines: dict[str, Source] = {"memory": on_disk.copy(), "store folder": on_disk}
    for entry in remote:
        name, _, place = entry.partition("=")
        url, _, graph = place.partition("|")
        engines[name] = hanse.open(endpoint=url, graph=graph or None).store
    return engines


def ask(engine: Source, text: str) -> tuple[float, Rows]:
    """Ask once; give the milliseconds and the rows."""
    start = time.perf_counter()
    result = read_result(engine.query(text))
    seconds = time.perf_counter() - start
    return 1000 * seconds, Counter(tuple(map(str, row)) for row in result.rows)


def measure(
    engines: dict[str, Source], texts: dict[str, str], rounds: int
) -> dict[str, dict[str, tuple[float, bool]]]:
    """Give, for each engine and query, the median time and whether the rows are those of memory."""
    found: dict[str, dict[str, tuple[float, bool]]] = {name: {} for name in engines}
    for query, text in texts.items():
        expected = ask(engines["memory"], text)[1]
        same = {name: ask(engine, text)[1] == expected for name, engine in engines.items()}
        times: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(rounds):
            for name, engine in engines.items():
                times[name].append(ask(engine, text)[0])
        for name in engines:
            found[name][query] = (statistics.median(times[name]), same[name])
    return found


def main() -> None:
    """Measure and print."""
    folder, rounds, *remote = sys.argv[1:]
    engines = open_engines(folder, remote)
    memory = Graph(engines["memory"], "memory")
    texts = {query.name: bind_parameters(query, {}, memory.store) for query in list_queries()}
    found = measure(engines, texts, int(rounds))
    print(f"| engine | same rows, of {len(texts)} | median, ms | slowest, ms | slowest query |")
    print("|---|---:|---:|---:|---|")
    for name, queries in found.items():
        times = {query: milliseconds for query, (milliseconds, _) in queries.items()}
        slowest = max(times, key=times.__getitem__)
        equal = sum(same for _, same in queries.values())
        median = statistics.median(times.values())
        print(f"| {name} | {equal} | {median:.1f} | {times[slowest]:.0f} | {slowest} |")
    for name, queries in found.items():
        differing = [query for query, (_, same) in queries.items() if not same]
        if differing:
            print(f"\n{name}: other terms in {', '.join(differing)}")


if __name__ == "__main__":
    main()
