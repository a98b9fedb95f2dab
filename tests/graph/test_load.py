"""`hanse load`: any RDF becomes a store folder, whole or not at all, with the file's answers."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from tests.waiting import PATIENCE

import hanse
from hanse.access import Graph
from hanse.errors import DatasetError, LockedError, OutputError, QueryError
from hanse.release.loading import load_files
from hanse.release.lock import hold_lock
from hanse.store import folder as store_folder
from hanse.store.folder import open_store, read_store_manifest
from hanse.store.syntax import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Done = subprocess.CompletedProcess[bytes]
GRAPHS = """<urn:a> <urn:p> "default" .
<urn:g> { <urn:a> <urn:p> "in g" . _:x <urn:p> <urn:a> }
<urn:h> { <urn:a> <urn:p> "in h" }
"""
GH, IN = ("urn:g", "urn:h"), ("in g", "in h")
ALL = "SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o"
OLD = [("old",)]


def _load(target: Path, *files: Path) -> tuple[int, int]:
    counts = load_files(files, target, lambda _: None)
    return counts.triples, counts.graphs


def _write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _write_lines(path: Path, number: int, last: str = "") -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            f'<urn:s{i}> <urn:p> "value {i}, too long to be kept in an index" .\n'
            for i in range(number)
        )
        file.write(last)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make the folder that a store stands in, loaded from one triple."""
    place = tmp_path / "place"
    place.mkdir()
    _load(place / "store", _write(tmp_path / "old.nt", '<urn:a> <urn:p> "old" .\n'))
    return place / "store"


def _is_old(store: Path) -> bool:
    """Tell that the old store stands, alone in its folder."""
    return (list(store.parent.iterdir()), hanse.open(store).query(ALL).values()) == ([store], OLD)


def test_a_loaded_store_answers_as_its_file(tmp_path: Path) -> None:
    """Named graphs are kept, counted, and seen with and without a GRAPH clause, as in a file."""
    file = _write(tmp_path / "data.trig", GRAPHS)
    assert _load(tmp_path / "store", file) == (4, 2)
    loaded, opened = hanse.open(tmp_path / "store"), hanse.open(file)
    copied = open_store(tmp_path / "store").copy()
    for query, expected in (
        (ALL, [("default",), ("in g",), ("in h",)]),
        ("SELECT ?g ?o { GRAPH ?g { <urn:a> ?p ?o } } ORDER BY ?g", [*zip(GH, IN, strict=True)]),
        ("SELECT ?o From <urn:g> { <urn:a> ?p ?o }", [("in g",)]),
        ("SELECT*FROMNAMED<urn:g>{ ?s ?p ?o }", []),
        ("SELECT ?o ('FROM' AS ?x) { ?s ?p ?o } LIMIT 1 OFFSET 3", None),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", [(4,)]),
    ):
        for graph in (loaded, opened, Graph(copied, "in memory")):
            values = graph.query(query).values()
            assert values == expected or (expected is None and len(values) == 1)
    manifest = read_store_manifest(tmp_path / "store")
    assert (manifest["triples"], manifest["graphs"]) == (4, 2)
    assert str(tmp_path) not in json.dumps(manifest)


def test_files_of_every_syntax_are_loaded_together(tmp_path: Path) -> None:
    """All suffixes, in capitals too, go into one store; blank nodes of two files stay apart."""
    files: list[Path] = []
    for number, (suffix, format_) in enumerate(FORMATS.items()):
        triple = ox.Quad(ox.BlankNode("b"), ox.NamedNode("urn:x#p"), ox.Literal(number))
        content = ox.serialize([triple], format=format_)
        files.append(_write(tmp_path / f"{number}{suffix.upper()}", content or b""))
    assert _load(tmp_path / "store", *files, _write(tmp_path / "empty.nt", b"")) == (10, 0)
    query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:x#p> ?o }"
    assert hanse.open(tmp_path / "store").query(query).values() == [(10,)]


def test_loading_again_replaces_the_store(old: Path, tmp_path: Path) -> None:
    """A store of ours gives way to the new one, also a damaged one whose manifest is whole."""
    (old / "CURRENT").write_bytes(b"")
    _load(old, _write(tmp_path / "new.nt", '<urn:a> <urn:p> "new" .\n'))
    assert hanse.open(old).query(ALL).values() == [("new",)]
    assert list(old.parent.iterdir()) == [old]


def test_a_malformed_line_far_down_changes_nothing(old: Path, tmp_path: Path) -> None:
    """Line 500 000 is malformed: file, line and column are named and the old store stands."""
    file = _write_lines(tmp_path / "data.nt", 499_999, "<urn:s> <urn:p> oops .\n")
    with pytest.raises(DatasetError, match=r"data\.nt:500000:\d+: "):
        _load(old, tmp_path / "old.nt", file)
    assert _is_old(old)


XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
REFUSED = [
    ("d.rdf", f'\n<!DOCTYPE r [<!ENTITY x "y">]>{XML}', r"d\.rdf:2: DOCTYPE is refused"),
    ("d.rdf", f"{' ' * 5_000_000}\n<!ENTITY x>{XML}", r"d\.rdf:2: ENTITY is refused"),
    ("d.jsonld", '{"@context": "http://127.0.0.1:9/c", "p": 1}', "Hanse fetches nothing"),
    ("d.jsonld", '{"urn:p":\n' * 5000 + "1" + "}" * 5000, r"d\.jsonld:101: nested deeper"),
    ("d.nt", "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 20_000, r"d\.nt:1: nested deeper"),
    ("d.csv", "a,b", r"d\.csv: unknown suffix"),
    ("gone.nt", None, r"gone\.nt: there is no such file"),
]


@pytest.mark.parametrize(("name", "content", "rule"), REFUSED)
def test_what_files_may_not_hold_is_refused(
    old: Path, tmp_path: Path, name: str, content: str | None, rule: str
) -> None:
    """What would crash the engine, grow in it or fetch is refused as in a file that is opened."""
    path = tmp_path / name
    if content is not None:
        _write(path, content)
    with pytest.raises(DatasetError, match=rule):
        _load(old, tmp_path / "old.nt", path)
    assert _is_old(old)


def test_what_is_no_text_is_refused(old: Path, tmp_path: Path) -> None:
    """Bytes that are no UTF-8 have their place named too."""
    with pytest.raises(DatasetError, match=r"d\.ttl:2:\d+: "):
        _load(old, _write(tmp_path / "d.ttl", b'<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> "\xff" .\n'))
    assert _is_old(old)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("notes", "holds what Hanse did not write: notes.txt"),
        ("build/store", "is the store of a build; choose another folder"),
        ("build", "holds what Hanse did not write: manifest.json"),
        ("file", "is not a folder"),
        ("gone/store", "does not exist; make it first"),
    ],
)
def test_what_is_not_ours_is_never_replaced(
    old: Path, tmp_path: Path, name: str, told: str
) -> None:
    """A foreign folder, a build, its store and a file are refused and stay as they are."""
    (tmp_path / "notes").mkdir()
    _write(tmp_path / "notes" / "notes.txt", "mine")
    shutil.copytree(old, tmp_path / "build" / "store")
    _write(tmp_path / "build" / "manifest.json", '{"title": "Hanse dataset"}')
    _write(tmp_path / "file", "mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match=told):
        _load(tmp_path / name, tmp_path / "old.nt")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_foreign_file_in_a_store_keeps_it(old: Path, tmp_path: Path) -> None:
    """What someone put beside our files is not removed with them."""
    _write(old / "notes.txt", "mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        _load(old, tmp_path / "old.nt")
    assert (old / "notes.txt").read_text() == "mine"


def test_a_second_writer_is_told_who_writes(
    old: Path, tmp_path: Path, run_hanse: Callable[..., Done]
) -> None:
    """While one process writes the folder another one is locked out with its pid."""
    with hold_lock(old):
        done = run_hanse("load", tmp_path / "old.nt", "--store", old)
        with pytest.raises(LockedError):
            _load(old, tmp_path / "old.nt")
    assert done.returncode == 1
    assert f"store: locked by pid {os.getpid()}" in done.stderr.decode()
    assert _is_old(old)


# Loads a file and, when so many bytes of it are read, is killed or waits for a line.
LOADER = """
import os, signal, sys
from pathlib import Path
from hanse.release.loading import load_files

left, way = int(sys.argv[3]), sys.argv[4]

def report(size):
    global left
    left -= size
    if left <= 0 and way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if left <= 0 < left + size:
        print("reading", flush=True)
        sys.stdin.readline()

load_files([Path(sys.argv[1])], Path(sys.argv[2]), report)
"""


def _start(store: Path, file: Path, at: int, way: str) -> subprocess.Popen[bytes]:
    """Start a load that stops when so many bytes are read."""
    words = [sys.executable, "-c", LOADER, str(file), str(store), str(at), way]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_a_killed_load_leaves_the_old_store(old: Path, tmp_path: Path, share: float) -> None:
    """After kill -9 at its start, on its way or when all is read, the next load tidies up."""
    file = _write_lines(tmp_path / "data.nt", 50_000)
    with _start(old, file, round(file.stat().st_size * share), "kill") as running:
        assert running.wait(PATIENCE) == -signal.SIGKILL
    assert list(old.parent.glob(".store.new-*"))
    assert hanse.open(old).query(ALL).values() == OLD
    _load(old, tmp_path / "old.nt")
    assert _is_old(old)


def test_readers_go_on_while_another_process_writes(old: Path, tmp_path: Path) -> None:
    """While a load runs the old store opens; an open one gives its old rows or an error after."""
    file = _write_lines(tmp_path / "data.nt", 50_000)
    before = hanse.open(old)
    with _start(old, file, file.stat().st_size // 2, "wait") as running:
        assert running.stdout
        assert running.stdout.readline() == b"reading\n"
        assert list(old.parent.glob(".store.new-*"))
        assert hanse.open(old).query(ALL).values() == OLD
        assert before.query(ALL).values() == OLD
        assert running.communicate(b"go on\n", PATIENCE)[0] == b""
        assert running.returncode == 0
    try:
        assert before.query(ALL).values() == OLD
    except QueryError as error:
        assert "cannot be answered" in str(error)  # noqa: PT017 - either is right
    assert hanse.open(old).query(ALL).values() == []
    assert len(hanse.open(old)) == 50_000


def test_a_store_is_not_read_whole_when_it_is_opened(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are summed up, small ones first, until the limit; sizes are compared of all."""
    files: dict[str, list[int]] = read_store_manifest(old)["files"]
    read: list[str] = []
    sum_up = store_folder._sum_up  # pyright: ignore[reportPrivateUsage] - the guard under test

    def note(path: str) -> int:
        read.append(path.rpartition(os.sep)[2])
        return sum_up(path)

    limit = max(size for size, _ in files.values())
    monkeypatch.setattr(store_folder, "_CHECKED_BYTES", limit)
    monkeypatch.setattr(store_folder, "_sum_up", note)
    open_store(old)
    assert 3 < len(read) < len(files)
    assert sum(files[name][0] for name in read) <= limit
    largest = max(files, key=lambda name: files[name][0])
    (old / largest).write_bytes((old / largest).read_bytes() + b"x")
    with pytest.raises(DatasetError, match="bytes instead of"):
        open_store(old)


def test_flipped_bits_beyond_the_limit_give_no_wrong_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not summed up at opening is guarded by the engine: an error or the right rows."""
    _load(tmp_path / "store", _write_lines(tmp_path / "data.nt", 3000))
    expected = _ask_all(tmp_path / "store")
    monkeypatch.setattr(store_folder, "_CHECKED_BYTES", 0)
    dice, refused = random.Random(11), 0  # noqa: S311 - any bit will do
    files = sorted((tmp_path / "store").glob("*.sst"))
    for path in files:
        whole = path.read_bytes()
        for _ in range(4):
            bits = bytearray(whole)
            bits[dice.randrange(len(bits))] ^= 1 << dice.randrange(8)
            path.write_bytes(bits)
            try:
                assert _ask_all(tmp_path / "store") == expected
            except (DatasetError, QueryError):
                refused += 1
        path.write_bytes(whole)
    assert (len(expected), len(files) >= 4) == (3000, True)
    assert refused >= len(files)


def _ask_all(folder: Path) -> set[str]:
    """Read every triple in all ways that a store offers; they agree, or one of them raises."""
    store = open_store(folder)
    asked = Graph(store, "store").query("CONSTRUCT WHERE { ?s ?p ?o }").rows
    lines = {f"{s} {p} {o} .\n" for s, p, o in asked}
    assert lines == set(store.lines()) == set(store.copy().lines())
    assert len(store) == len(lines)
    assert len(Graph(store, "store").query("SELECT * { <urn:s7> ?p ?o }")) == 1
    return lines
