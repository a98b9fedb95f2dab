"""Long answers: written while the engine answers, in little memory, never half in silence."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.waiting import wait_until

from hanse.errors import QueryError
from hanse.results.forms import stream_answer
from hanse.results.sorting import sort_lines
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.store.embedded import EmbeddedStore

Done = subprocess.CompletedProcess[bytes]
SIDE = 400
MANY = "SELECT ?a ?b ?c { ?a <urn:p> ?x . ?b <urn:p> ?y . ?c <urn:q> ?z }"
TRIPLES = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {MANY[15:]}".replace("?s ?p ?o", "?a <urn:r> ?b")
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """Load as many triples as pair up to 160 thousand rows."""
    numbers = [f'<urn:s{i:04}> <urn:p> "number {i}" .\n' for i in range(SIDE)]
    return load_lines([*numbers, "<urn:one> <urn:q> <urn:z> .\n"])


class _Counting:
    """A sink that counts, keeps what came last, and may refuse at a certain byte."""

    def __init__(self, refuse_at: int | None = None) -> None:
        self.bytes = self.pieces = self.longest = 0
        self.tail = b""
        self.refuse_at = refuse_at

    def write(self, data: bytes) -> None:
        self.bytes += len(data)
        self.pieces += 1
        self.longest = max(self.longest, len(data))
        self.tail = (self.tail + data)[-80:]
        if self.refuse_at is not None and self.bytes > self.refuse_at:
            raise OSError(28, "No space left on device")


STREAMED = [
    ("csv", MANY, b"\r\n", False),
    ("csv", MANY, b"\n", True),
    ("tsv", MANY, b"\n", False),
    ("json", MANY, b"}]}}\n", False),
    ("xml", MANY, b"</sparql>\n", False),
    ("ntriples", TRIPLES, b" .\n", False),
]


@pytest.mark.parametrize(("form", "query", "end", "spreadsheet"), STREAMED)
def test_long_answers_come_in_pieces(
    store: EmbeddedStore, form: str, query: str, end: bytes, *, spreadsheet: bool
) -> None:
    """160 thousand rows come in many small pieces and end as the form ends."""
    sink = _Counting()
    stream_answer(store.query(query), form, sink, spreadsheet=spreadsheet)
    assert sink.bytes > SIDE * SIDE * 20
    assert sink.longest < MEGABYTE // 4
    assert sink.pieces > 100
    assert sink.tail.endswith(end)


@pytest.mark.parametrize(("form", "query", "end", "spreadsheet"), STREAMED)
def test_what_a_sink_refuses_passes_through(
    store: EmbeddedStore, form: str, query: str, end: bytes, *, spreadsheet: bool
) -> None:
    """A full disk or a limit in the middle is the sink's own error, and nothing ends the form."""
    sink = _Counting(refuse_at=MEGABYTE)
    with pytest.raises(OSError, match="No space left") as caught:
        stream_answer(store.query(query), form, sink, spreadsheet=spreadsheet)
    assert caught.value.errno == 28
    assert MEGABYTE < sink.bytes < 2 * MEGABYTE
    assert form in {"csv", "tsv", "ntriples"} or not sink.tail.endswith(end)


class _Failing:
    """An answer whose engine fails in the middle: a disk that cannot be read."""

    def serialize(self, sink: _Counting, format: object) -> None:  # noqa: A002, ARG002 - the engine's name
        sink.write(b"a,b\n1,")
        raise OSError("IO error: block checksum mismatch")


def test_an_engine_that_fails_in_the_middle_is_a_query_error() -> None:
    """What the engine could not go on with is an error, however much was written before."""
    with pytest.raises(QueryError, match="cannot be answered: IO error: block checksum"):
        stream_answer(_Failing(), "csv", _Counting())  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] - stands for an engine


MEASURE = """
import resource, sys
from hanse.cli import main
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("form", ["csv", "json", "xml", "tsv"])
def test_the_command_holds_no_long_answer_in_memory(tmp_path: Path, form: str) -> None:
    """An answer of more than 20 MB passes through with a fraction of that in memory."""
    numbers = [f'<urn:s{i:04}> <urn:p> "{"number " * 10}{i}" .\n' for i in range(SIDE)]
    (tmp_path / "data.nt").write_text("".join(numbers), encoding="utf-8")
    query = "SELECT ?x ?y { ?a <urn:p> ?x . ?b <urn:p> ?y }"
    words = ("query", query, "--dataset", "data.nt", "--format", form)
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *words],
            cwd=tmp_path,
            stdout=out,
            stderr=subprocess.PIPE,
            check=True,
            timeout=120,
        )
    size = (tmp_path / "out").stat().st_size
    kilobytes = int(done.stderr)
    assert size > 20 * MEGABYTE
    assert kilobytes * 1024 < size // 2


def test_lines_are_sorted_by_way_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """More lines than memory holds come sorted and once each, whatever their number of runs."""
    monkeypatch.setattr("hanse.results.sorting._MOST_RUNS", 4)
    dice = random.Random(5)  # noqa: S311 - any order will do
    for number in (0, 1, 9, 10, 11, 100, 500):
        for different in (3, 300):
            lines = [f"é\r{dice.randrange(different)}\u2028 .\n" for _ in range(number)]
            assert list(sort_lines(iter(lines), 10)) == sorted(set(lines))


ENDLESS = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_file_cut_by_the_clock_is_absent_or_the_old_one(
    run_hanse: Callable[..., Done], build_folder: Path, tmp_path: Path, before: bytes | None
) -> None:
    """--timeout in the middle of a streamed answer: exit 1, and with -o nothing has changed."""
    target = tmp_path / "answer.csv"
    if before:
        target.write_bytes(before)
    words = ("--dataset", build_folder, "--format", "csv", "--timeout", "1.5", "-o", target)
    done = run_hanse("query", ENDLESS, *words)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"stopped after 1.5 s (--timeout); nothing was written" in done.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([before] if before else [])


def test_output_cut_by_the_clock_says_so(
    run_hanse: Callable[..., Done], build_folder: Path
) -> None:
    """What a pipe got before the time was up comes with exit 1 and the word that it is not all."""
    done = run_hanse(
        "query", ENDLESS, "--dataset", build_folder, "--format", "csv", "--timeout", "3"
    )
    assert done.returncode == 1
    assert done.stdout.startswith(b"a,b,c,d\r\n")
    assert b"what was written is not the whole answer" in done.stderr


def test_a_killed_query_leaves_the_old_file(build_folder: Path, tmp_path: Path) -> None:
    """After kill -9 in the middle the old file stands, and the next run tidies what was left."""
    target = tmp_path / "answer.csv"
    target.write_bytes(b"old")
    words = ["--dataset", str(build_folder), "--format", "csv", "-o", str(target)]
    command = [sys.executable, "-m", "hanse", "query"]
    with subprocess.Popen([*command, ENDLESS, *words]) as running:
        parts = partial(tmp_path.glob, ".answer.csv.new-*")
        wait_until(lambda: any(part.stat().st_size > MEGABYTE for part in parts()))
        os.kill(running.pid, signal.SIGKILL)
    assert target.read_bytes() == b"old"
    subprocess.run([*command, "ASK {}", *words], check=True, timeout=60)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("answer.csv", b"true\n")
    ]
