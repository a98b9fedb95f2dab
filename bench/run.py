"""Measures Hanse beside its peers and writes docs/performance.md.

    python bench/run.py                    all rounds, a quiet machine needs about twenty minutes
    python bench/run.py --quick            one round each, to see that everything runs
    python bench/run.py --only Analysis    one section anew, the others stay as the page has them

Whole processes run in turn (ours, the peer, ours, the peer …), so that a change of the machine's
load meets both; figures are medians, and ratios hold better than seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for the modules beside this one, however it is started

from bench.telling import (  # noqa: E402 - the path comes first
    COLD,
    LARGE,
    MEASURED,
    Run,
    show,
    tell_analysis,
    tell_beside,
    tell_explorer,
    tell_loads,
    tell_parts,
    tell_served,
    tell_subjects,
    tell_warm,
    tell_whole,
)

COMMAND = "make bench"
BETWEEN = "\n\n## "  # before the heading of each section
LARGE_SIZE = ("8937", "15400", "68679")  # cities, projects and ties of keep.eu
LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "networkx", "igraph")
LIMIT = 60.0  # seconds after which networkx is stopped


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
    analysis: int


FULL, QUICK = Rounds(3, 41, 9, 5, 7, 7, 24, 5, 3), Rounds(1, 5, 2, 1, 1, 1, 1, 1, 1)


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

    def analysis(self) -> list[Run]:
        """Run every subject of the analysis of the dataset in one process."""
        words: list[str | Path] = ["-m", "bench.whole_analysis", self.built]
        return [self.python(*words) for _ in range(self.rounds.analysis)]

    def measures(self) -> dict[str, Any]:
        """Measure the dataset's members beside networkx."""
        words: list[str | Path] = [self.built, str(self.rounds.analysis), str(LIMIT)]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.measures", *words).output)
        return found

    def large_analysis(self) -> dict[str, Any]:
        """Analyse data of keep.eu's size beside networkx."""
        words = [*LARGE_SIZE, str(self.rounds.analysis), str(LIMIT)]
        found: dict[str, Any] = json.loads(self.python("-m", "bench.analysis", *words).output)
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


def tell_machine(rounds: Rounds) -> str:
    """Say in general words what machine and which versions these are."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    times = f"{rounds.build} builds, {rounds.cold} cold queries, {rounds.load} loads,"
    times += f" {rounds.warm} warm queries, {rounds.served} served, "
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory; Python {python}, {versions}."
        f" Rounds: {times}{rounds.parts} of the parts, {rounds.explorer} openings of each page,"
        f" {rounds.analysis} of the analysis."
    )


class Figures:
    """What the places of the template are filled with; measured when it is asked for, and once."""

    def __init__(self, bench: Bench, *names: str) -> None:
        """Measure with a bench, of the queries those named or all."""
        self.bench, self.names = bench, names

    def fill(self, text: str) -> str:
        """Fill the places of a part of the template."""
        fields = {field for _, field, _, _ in Formatter().parse(text) if field}
        return text.format(**{field: getattr(self, field) for field in fields})

    @cached_property
    def _builds(self) -> list[tuple[Run, Run]]:
        return self.bench.build_pairs()

    @cached_property
    def _built(self) -> Bench:
        """The bench, once there is a dataset."""
        if not self.bench.built.exists():
            self.bench.build()
        return self.bench

    @cached_property
    def _baseline(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._builds[-1][1].output)
        return found

    @cached_property
    def _analyses(self) -> list[Run]:
        return self._built.analysis()

    @cached_property
    def _large(self) -> dict[str, Any]:
        return self.bench.large_analysis()

    command = COMMAND

    @property
    def machine(self) -> str:
        """The machine and the rounds."""
        return tell_machine(self.bench.rounds)

    @property
    def triples(self) -> int:
        """How many triples the dataset has."""
        manifest = json.loads((self._built.built / "manifest.json").read_text("utf-8"))
        return int(manifest["triples"])

    @property
    def copies(self) -> int:
        """How many copies of the dataset are loaded."""
        return self.bench.rounds.copies

    @property
    def scaled(self) -> int:
        """How many triples these are."""
        return self.triples * self.copies

    @property
    def steps(self) -> str:
        """Where the baseline's seconds go."""
        seconds: dict[str, float] = self._baseline["seconds"]
        return ", ".join(f"{name} {show(took)}" for name, took in seconds.items())

    @property
    def whole(self) -> str:
        """Rows of whole processes."""
        builds = self._builds
        colds = {label: self.bench.cold_pairs(*asked) for label, asked in COLD.items()}
        return "\n".join(tell_whole(builds, colds))

    @property
    def loads(self) -> str:
        """Rows of loading."""
        return "\n".join(tell_loads(self._built.load_pairs()))

    @property
    def parts(self) -> str:
        """Rows of parts of the build."""
        return "\n".join(tell_parts(self.bench.parts(), self._baseline))

    @property
    def analysis(self) -> str:
        """Rows of the whole analysis."""
        return "\n".join(tell_analysis(self._analyses))

    @property
    def subjects(self) -> str:
        """Where its seconds go."""
        return tell_subjects(self._analyses)

    @property
    def measured(self) -> str:
        """Rows of measures of the shipped data."""
        return "\n".join(tell_beside(MEASURED, self._built.measures(), LIMIT, ""))

    @property
    def large(self) -> str:
        """Rows of the analysis at keep.eu's size."""
        return "\n".join(tell_beside(LARGE, self._large["seconds"], LIMIT, "10 times"))

    @property
    def memory(self) -> int:
        """Megabytes that it takes at most."""
        return int(self._large["peak_megabytes"])

    @property
    def pairs(self) -> int:
        """How many pairs of cities share a project there."""
        return int(self._large["counts"]["pairs_that_share"])

    @property
    def limit(self) -> int:
        """Seconds after which networkx is stopped."""
        return int(LIMIT)

    @property
    def explorer(self) -> str:
        """Rows of pages."""
        return "\n".join(tell_explorer(self._built.explorer()))

    @property
    def served(self) -> str:
        """Rows of queries over HTTP."""
        return "\n".join(tell_served(self._built.served(*self.names)))

    @property
    def warm(self) -> str:
        """Rows of all queries."""
        return "\n".join(tell_warm(self._built.warm(*self.names)))


def split_page(text: str) -> dict[str, str]:
    """Split a page, or the template, into its sections by their headings; the first has none."""
    parts = text.split(BETWEEN)
    return {"": parts[0]} | {part.partition("\n")[0]: part for part in parts[1:]}


def write_page(figures: Figures, only: str = "", page: str = "") -> str:
    """Measure everything and write the page, or one section anew into a page."""
    template = split_page((ROOT / "bench" / "performance.md.in").read_text("utf-8"))
    if only and only not in template:
        named = ", ".join(filter(None, template))
        raise SystemExit(f"--only {only}: no such section; there are {named}")
    # The last section ends with a line of its own, the others before an empty one.
    kept = {name: text.rstrip("\n") for name, text in split_page(page).items()} if only else {}
    sections = {
        name: kept[name] if only and name != only and name in kept else figures.fill(text)
        for name, text in template.items()
        if not only or name == only or name in kept
    }
    return BETWEEN.join(text.rstrip("\n") for text in sections.values()) + "\n"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--only", metavar="SECTION", default="", help="renew this section alone")
    parser.add_argument("-o", dest="output", type=Path, default=ROOT / "docs" / "performance.md")
    args = parser.parse_args()
    rounds = QUICK if args.quick else FULL
    page = args.output.read_text("utf-8") if args.only else ""
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), ROOT / "data", ROOT / "ontology", rounds)
        page = write_page(Figures(bench), args.only, page)
    args.output.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
