"""Measures Hanse beside its peers and writes docs/performance.md.

    python bench/run.py            all rounds, a quiet machine needs about fifteen minutes
    python bench/run.py --quick    one round each, to see that everything runs

Whole processes run in turn (ours, the peer, ours, the peer …), so that a change of the machine's
load meets both; figures are medians, and ratios hold better than seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "make bench"
LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl")
COLD = {
    "`hanse query` cold, a network by its id": ("partners-of", "network=re-growcity"),
    "`hanse query` cold, a city by its name": ("networks-of", "city=Rīga"),
}
WHOLE = (
    "`hanse build`, seconds",
    "`hanse build`, processor seconds",
    "`hanse build`, peak memory in MB",
    *(f"{label}, {unit}" for label in COLD for unit in ("ms", "processor ms")),
)
LOADS = (
    "`hanse load`, seconds",
    "`hanse load`, processor seconds",
    "`hanse load`, peak memory in MB",
)
PARTS = (
    "All checks, beside the whole build, ms",
    "Shapes, beside pySHACL on rdflib, ms",
    "Checks written as SPARQL, beside rdflib, ms",
    "Turtle, beside the engine's unsorted dump, ms",
    "Turtle, beside rdflib's, ms",
    "Tables to N-Triples, beside csv and f-strings alone, µs per triple",
    "Tables to N-Triples, beside rdflib's Graph.add, ms",
)
WARM = (
    "Ratio at the median of the queries",
    "95 of 100 queries take Hanse at most, ms",
    "Slowest query in Hanse, ms",
)
# What bench/explorer.py calls each page, and what the table does.
EXPLORER = {
    "shipped": "The explorer of the shipped record",
    "shipped, pyvis": "pyvis, the same nodes and ties, with its physics",
    "shipped, pyvis, placed": "pyvis, the same with our positions",
    "large": "The explorer of a record of keep.eu's size",
    "large, pyvis, placed": "pyvis, the large record with our positions",
    "large, sigma": "sigma alone, the large record with our positions",
}
SERVED = (
    "A query over HTTP, beside the engine alone: median more, ms",
    "Answers per second with 8 clients, beside Oxigraph's server",
)


class Rounds(NamedTuple):
    """How often each thing is measured."""

    build: int
    cold: int
    warm: int
    parts: int
    served: int
    load: int
    copies: int  # of the dataset, in the file that is loaded
    explorer: int


FULL, QUICK = Rounds(3, 41, 9, 5, 7, 7, 24, 5), Rounds(1, 5, 2, 1, 1, 1, 1, 1)


class Run(NamedTuple):
    """What a process took: seconds of the clock and of the processor, memory in MB, its output."""

    seconds: float
    processor: float
    memory: float
    output: str


class Bench:
    """Runs processes in a scratch folder, with bytecode cached as an installed package has it."""

    def __init__(self, scratch: Path, data: Path, ontology: Path, rounds: Rounds) -> None:
        """Say what is measured and how often."""
        self.scratch, self.data, self.ontology, self.rounds = scratch, data, ontology, rounds
        self.built = scratch / "build"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        bytecode = {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode")}
        self.environment = kept | bytecode | {"XDG_CACHE_HOME": str(scratch / "cache")}

    def run(self, *words: str | Path) -> Run:
        """Run one command from the root of the checkout; raises where it fails."""
        with (self.scratch / "output").open("w+b") as output:
            start = time.perf_counter()
            process = subprocess.Popen(
                list(map(str, words)),
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.DEVNULL,
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode()
        if process.returncode:
            raise SystemExit(f"{' '.join(map(str, words))}: exit {process.returncode}")
        memory = usage.ru_maxrss / 1024
        return Run(seconds, usage.ru_utime + usage.ru_stime, memory, text)

    def hanse(self, *words: str | Path) -> Run:
        """Run the command as it is installed."""
        return self.run(Path(sys.executable).with_name("hanse"), *words)

    def python(self, *words: str | Path) -> Run:
        """Run a script of this folder, or a module."""
        return self.run(sys.executable, *words)

    def build_pairs(self) -> list[tuple[Run, Run]]:
        """Build with Hanse and with rdflib alone, in turn."""
        inputs: tuple[str | Path, ...] = ("--data", self.data, "--ontology", self.ontology)
        peer: list[str | Path] = ["-m", "bench.baseline", *inputs, "-o", self.scratch / "baseline"]
        self.build()
        return [(self.build(), self.python(*peer)) for _ in range(self.rounds.build)]

    def build(self) -> Run:
        """Run `hanse build`."""
        return self.hanse("build", "--data", self.data, "-o", self.built)

    def cold_pairs(self, query: str, parameter: str) -> list[tuple[Run, Run]]:
        """Answer a query in whole processes: the command, and a script that opens the store."""
        text = self.scratch / "bound.rq"
        text.write_text(bind_query(query, parameter, self.built), encoding="utf-8")
        ours = ("query", query, "-p", parameter, "--dataset", self.built)
        peer = (ROOT / "bench" / "cold_query.py", self.built / "store", text)
        self.hanse(*ours)
        self.python(*peer)
        return [(self.hanse(*ours), self.python(*peer)) for _ in range(self.rounds.cold)]

    def load_pairs(self) -> list[tuple[Run, Run]]:
        """Load a large file into a new store folder: the command, and the engine's own loader."""
        file, ours, theirs = (self.scratch / name for name in ("scaled.nt", "loaded", "bulk"))
        self.python(
            "-m", "bench.bulk_load", "scale", self.built / "hanse.nt", str(self.rounds.copies), file
        )
        pairs: list[tuple[Run, Run]] = []
        for _ in range(self.rounds.load):
            mine = self.hanse("load", file, "--store", ours)
            pairs.append((mine, self.python("-m", "bench.bulk_load", "load", file, theirs)))
            shutil.rmtree(ours)
            shutil.rmtree(theirs)
        return pairs

    def parts(self) -> dict[str, Any]:
        """Measure parts of the build inside one process."""
        words: list[str | Path] = [self.data, self.ontology, str(self.rounds.parts)]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.parts", *words).output)
        return found

    def warm(self, *names: str) -> dict[str, Any]:
        """Measure every query of the catalogue, or the named ones, inside one process."""
        words: list[str | Path] = [self.built, str(self.rounds.warm), *names]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.warm_queries", *words).output)
        return found

    def explorer(self) -> dict[str, Any]:
        """Measure the explorer and its peers in Chromium."""
        words: list[str | Path] = [str(self.rounds.explorer), self.built]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.explorer", *words).output)
        return found

    def served(self, *names: str) -> dict[str, Any]:
        """Measure queries over HTTP, all of the catalogue or the named ones."""
        words: list[str | Path] = [self.built, str(self.rounds.served), *names]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.serving", *words).output)
        return found


def bind_query(name: str, parameter: str, built: Path) -> str:
    """Give the text of a query of the catalogue with its parameter bound."""
    import hanse  # noqa: PLC0415 - the measured processes import it, this one needs it here only
    from hanse.queries.catalogue import find_query  # noqa: PLC0415 - as above
    from hanse.queries.parameters import bind_parameters  # noqa: PLC0415 - as above

    key, _, value = parameter.partition("=")
    return bind_parameters(find_query(name), {key: value}, hanse.open(built).store)


def show(value: float) -> str:
    """Write a figure with three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def spread(values: list[float]) -> str:
    """Write a median, and the least and the greatest where there is more than one value."""
    middle = show(statistics.median(values))
    many = len(set(values)) > 1
    return f"{middle} ({show(min(values))}–{show(max(values))})" if many else middle


def compare(label: str, pairs: list[tuple[float, float]], aim: str, *, faster: bool) -> str:
    """Write a row: ours, the peer, and how many times one is the other, pair by pair."""
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = statistics.median(b / a if faster else a / b for a, b in pairs)
    word = "times less" if faster else "times"
    return f"| {label} | {spread(ours)} | {spread(theirs)} | {show(ratio)} {word} | {aim} |"


def tell_whole(builds: list[tuple[Run, Run]], colds: dict[str, list[tuple[Run, Run]]]) -> list[str]:
    """Write the rows of whole processes."""
    rows = [
        compare(WHOLE[0], [(a.seconds, b.seconds) for a, b in builds], "8 times", faster=True),
        compare(WHOLE[1], [(a.processor, b.processor) for a, b in builds], "", faster=True),
        compare(WHOLE[2], [(a.memory, b.memory) for a, b in builds], "below it", faster=True),
    ]
    for label, pairs in colds.items():
        wall = [(a.seconds * 1e3, b.seconds * 1e3) for a, b in pairs]
        processor = [(a.processor * 1e3, b.processor * 1e3) for a, b in pairs]
        rows.append(compare(f"{label}, ms", wall, "at most 2", faster=False))
        rows.append(compare(f"{label}, processor ms", processor, "at most 2", faster=False))
    return rows


def tell_loads(loads: list[tuple[Run, Run]]) -> list[str]:
    """Write the rows of loading."""
    seconds, processor, memory = LOADS
    aim = "at most 1.25"
    return [
        compare(seconds, [(a.seconds, b.seconds) for a, b in loads], aim, faster=False),
        compare(processor, [(a.processor, b.processor) for a, b in loads], aim, faster=False),
        compare(memory, [(a.memory, b.memory) for a, b in loads], "", faster=False),
    ]


def tell_parts(parts: dict[str, Any], baseline: dict[str, Any]) -> list[str]:
    """Write the rows of parts; the rdflib peers of three are steps of the baseline."""
    seconds: dict[str, list[float]] = parts["seconds"]
    counts: dict[str, int] = parts["counts"]
    steps: dict[str, float] = baseline["seconds"]

    def beside(ours: str, theirs: str | float) -> list[tuple[float, float]]:
        peers = seconds[theirs] if isinstance(theirs, str) else [theirs] * len(seconds[ours])
        return [(a * 1e3, b * 1e3) for a, b in zip(seconds[ours], peers, strict=True)]

    plain = [
        (a / counts["convert_tables"] * 1e3, b / counts["convert_plainly"] * 1e3)
        for a, b in beside("convert_tables", "convert_plainly")
    ]
    share, fast = "at most 0.5", "10 times"
    read = steps["read and convert"]
    return [
        compare(PARTS[0], beside("check_all", "build_all"), share, faster=False),
        compare(PARTS[1], beside("check_shapes", steps["shapes"]), fast, faster=True),
        compare(PARTS[2], beside("check_queries", steps["other checks"]), "", faster=True),
        compare(PARTS[3], beside("write_sorted_turtle", "dump_turtle"), "at most 4", faster=False),
        compare(PARTS[4], beside("write_sorted_turtle", "serialise_turtle"), "", faster=True),
        compare(PARTS[5], plain, "at most 1.5", faster=False),
        compare(PARTS[6], beside("convert_tables", read), "20 times", faster=True),
    ]


def tell_warm(warm: dict[str, Any]) -> list[str]:
    """Write the rows over all queries, then one for each query."""
    ours = {name: found["hanse"] * 1e3 for name, found in warm.items()}
    theirs = {name: found["rdflib"] * 1e3 for name, found in warm.items()}
    ratios = {name: theirs[name] / ours[name] for name in warm}
    ordered = sorted(ours.values())
    late = ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
    summary = [
        f"| {WARM[0]} | {show(statistics.median(ratios.values()))} times | 20 times |",
        f"| {WARM[1]} | {show(late)} | 20 |",
        f"| {WARM[2]} | {show(ordered[-1])} | |",
    ]
    limit = 6e4
    rows = [
        f"| {name} | {warm[name]['rows'][0]} | {show(ours[name])} |"
        f" {'over ' if theirs[name] >= limit else ''}{show(theirs[name])} | {show(ratios[name])} |"
        for name in warm
    ]
    head = ["", "| query | rows | Hanse, ms | rdflib, ms | times |", "|---|---:|---:|---:|---:|"]
    return summary + head + rows


def tell_served(served: dict[str, Any]) -> list[str]:
    """Write the rows of queries over HTTP: what serving adds, and the throughput."""
    overhead: list[list[float]] = list(served["overhead"].values())
    alone, answered = [[pair[side] * 1e3 for pair in overhead] for side in (0, 1)]
    more = statistics.median(b - a for a, b in zip(alone, answered, strict=True))
    middle = [show(statistics.median(times)) for times in (answered, alone)]
    added = f"{middle[0]} | {middle[1]} | {show(more)} more"
    rates = [(ours, theirs) for ours, theirs in served["throughput"]]
    return [
        f"| {SERVED[0]} | {added} | at most 15 |",
        compare(SERVED[1], rates, "at least 1", faster=False),
    ]


def tell_explorer(pages: dict[str, Any]) -> list[str]:
    """Write a row for each page; one that was never ready has no seconds and no redraws."""
    rows: list[str] = []
    for name, label in EXPLORER.items():
        page = pages[name]
        ready, redraws = (spread(page[key]) if page[key] else "–" for key in ("ready", "redraws"))
        size, writing = show(page["bytes"] / 1e6), show(page["writing"])
        rows.append(f"| {label} | {size} | {writing} | {ready} | {redraws} |")
    return rows


def tell_machine(rounds: Rounds) -> str:
    """Say in general words what machine and which versions these are."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    times = f"{rounds.build} builds, {rounds.cold} cold queries, {rounds.load} loads,"
    times += f" {rounds.warm} warm queries, {rounds.served} served, "
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory; Python {python}, {versions}."
        f" Rounds: {times}{rounds.parts} of the parts, {rounds.explorer} openings of each page."
    )


def write_page(bench: Bench, *names: str) -> str:
    """Measure everything and write the page."""
    builds = bench.build_pairs()
    colds = {label: bench.cold_pairs(*asked) for label, asked in COLD.items()}
    baseline = json.loads(builds[-1][1].output)
    manifest = json.loads((bench.built / "manifest.json").read_text("utf-8"))
    steps = ", ".join(f"{name} {show(took)}" for name, took in baseline["seconds"].items())
    template = (ROOT / "bench" / "performance.md.in").read_text("utf-8")
    return template.format(
        command=COMMAND,
        machine=tell_machine(bench.rounds),
        triples=manifest["triples"],
        whole="\n".join(tell_whole(builds, colds)),
        steps=steps,
        scaled=manifest["triples"] * bench.rounds.copies,
        copies=bench.rounds.copies,
        loads="\n".join(tell_loads(bench.load_pairs())),
        parts="\n".join(tell_parts(bench.parts(), baseline)),
        explorer="\n".join(tell_explorer(bench.explorer())),
        served="\n".join(tell_served(bench.served(*names))),
        warm="\n".join(tell_warm(bench.warm(*names))),
    )


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("-o", dest="output", type=Path, default=ROOT / "docs" / "performance.md")
    args = parser.parse_args()
    rounds = QUICK if args.quick else FULL
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), ROOT / "data", ROOT / "ontology", rounds)
        page = write_page(bench)
    args.output.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
