"""Releases: whole or not at all, true to their manifest, the same bytes wherever they are made."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import hanse
from hanse.errors import CheckError, DatasetError, TableError
from hanse.release import check_tables, list_own, make_release, read_manifest
from hanse.resources import locate
from hanse.store.folder import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

Done = subprocess.CompletedProcess[bytes]
HANSE = ("-m", "hanse")
STABLE = ("hanse-asserted.nt", "hanse.nt", "hanse.ttl", "manifest.json")


def _read(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in STABLE}


def _snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Read every file below a folder with the time of its last change."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _release(data: Path, target: Path) -> dict[str, bytes]:
    make_release(data, locate("ontology"), target)
    return _read(target)


def _edit(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_a_release_has_its_files_and_nothing_else(build_folder: Path) -> None:
    """The folder holds the files of the contract and the store; beside it nothing is left."""
    assert {path.name for path in build_folder.iterdir()} == {*STABLE, "store"}
    assert [path.name for path in build_folder.parent.iterdir()] == ["build"]
    assert set(list_own(build_folder)) == {*STABLE, "store/"}


def test_the_manifest_is_true(build_folder: Path) -> None:
    """Sizes, sums, numbers of triples, counts and versions are those of the files."""
    manifest = read_manifest(build_folder)
    assert sorted(manifest["files"]) == sorted(set(STABLE) - {"manifest.json"})
    for name, stated in manifest["files"].items():
        data = (build_folder / name).read_bytes()
        found = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        assert stated == found, name
    lines = (build_folder / "hanse.nt").read_text(encoding="utf-8").splitlines()
    asserted = (build_folder / "hanse-asserted.nt").read_text(encoding="utf-8").splitlines()
    assert (manifest["triples"], manifest["asserted"]) == (len(lines), len(asserted))
    assert set(asserted) < set(lines)
    assert lines == sorted(lines)
    assert manifest["software"] == hanse.__version__
    assert manifest["data"] == (locate("data") / "VERSION").read_text(encoding="utf-8").strip()
    assert manifest["counts"]["City"] == len(_rows("cities"))
    assert manifest["counts"]["Membership"] > 2000


def _rows(table: str) -> list[dict[str, str]]:
    with (locate("data") / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_manifest_counts_what_names_no_source(build_folder: Path) -> None:
    """What is counted as unsourced are the filled cells of columns that no source covers."""
    covered = {(row["table"], row["column"]) for row in _rows("column_sources")}
    unsourced = read_manifest(build_folder)["unsourced"]
    assert unsourced
    for key, number in unsourced.items():
        table, column = key.split(".")
        rows = _rows(table)
        assert (table, column) not in covered
        assert "source" not in rows[0]
        assert number == sum(bool(row[column]) for row in rows), key


def test_files_and_store_hold_the_same_triples(build_folder: Path) -> None:
    """Turtle, N-Triples and store of a release agree term by term."""
    text = (build_folder / "hanse.nt").read_text(encoding="utf-8")
    lines = set(text.splitlines())
    turtle = ox.parse(path=str(build_folder / "hanse.ttl"), format=ox.RdfFormat.TURTLE)
    assert {f"{t.subject} {t.predicate} {t.object} ." for t in turtle} == lines
    store = open_store(build_folder / "store")
    assert {f"{q.subject} {q.predicate} {q.object} ." for q in store.engine} == lines


def test_no_path_no_host_and_no_day_stands_in_a_file(build_folder: Path) -> None:
    """What a release says depends on tables, ontology and software alone."""
    told = [
        str(build_folder.parent),
        str(locate("data")),
        str(Path.home()),
        time.strftime("%Y-%m-%d"),
    ]
    host = socket.gethostname()
    known = "".join(path.read_text(encoding="utf-8") for path in locate("data").glob("*.csv"))
    told += [host] if host and host not in known and len(host) > 4 else []
    for name, data in _read(build_folder).items():
        for text in told:
            assert text.encode() not in data, (name, text)


def test_checking_writes_nothing(
    run_hanse: Callable[..., Done], small_data: Path, tmp_path: Path
) -> None:
    """`hanse check` leaves tables, working folder and cache as they were."""
    before = _snapshot(tmp_path)
    done = run_hanse(
        "check", "--data", small_data, cwd=tmp_path, env={"XDG_CACHE_HOME": str(tmp_path / "cache")}
    )
    assert done.returncode == 0
    assert _snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]


def test_warnings_do_not_block(small_data: Path, tmp_path: Path) -> None:
    """What is unknown is told, line by line, and the release is made."""
    manifest, remarks = make_release(small_data, locate("ontology"), tmp_path / "out")
    assert manifest["counts"]["City"] == 3
    expected = f"{small_data / 'cities.csv'}:3: Info: id:city/beta: "
    assert [remark for remark in remarks if remark.text.startswith(expected)]
    assert {remark.severity for remark in remarks} <= {"Warning", "Info"}
    assert check_tables(small_data, locate("ontology"))[1] == remarks


def test_what_only_the_shapes_find_is_told_by_its_row(small_data: Path) -> None:
    """A finding that blocks names the file and the line of the row, and what to do."""
    path = small_data / "country_names.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(CheckError) as error:
        check_tables(small_data, locate("ontology"))
    expected = f"{small_data / 'countries.csv'}:2: Violation: id:country/LV: rdfs:label: A country"
    assert str(error.value).startswith(expected)


BROKEN: dict[str, tuple[type[Exception], Callable[[Path], object]]] = {
    "a fault of a table": (
        TableError,
        lambda data: _edit(data, "cities", "beta,Beta,LV", "beta,Beta,XX"),
    ),
    "a finding of the shapes": (
        CheckError,
        lambda data: _edit(data, "country_names", "LV,de,Lettland\n", ""),
    ),
    "a version that is none": (
        DatasetError,
        lambda data: (data / "VERSION").write_text("a b", encoding="utf-8"),
    ),
    "a table that is gone": (TableError, lambda data: (data / "cities.csv").unlink()),
}


@pytest.mark.parametrize("way", BROKEN)
def test_a_fault_leaves_the_old_release(
    run_hanse: Callable[..., Done], small_data: Path, tmp_path: Path, way: str
) -> None:
    """Where tables are at fault the build ends with 1 and the old folder is untouched."""
    target = tmp_path / "out"
    _release(small_data, target)
    before = _snapshot(target)
    error, spoil = BROKEN[way]
    spoil(small_data)
    with pytest.raises(error):
        make_release(small_data, locate("ontology"), target)
    done = run_hanse("build", "--data", small_data, "-o", target)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.removeprefix(b"hanse: ").startswith(f"{small_data}".encode())
    assert b"Traceback" not in done.stderr
    assert _snapshot(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "small"]


def test_every_fault_is_told_in_one_run(run_hanse: Callable[..., Done], small_data: Path) -> None:
    """Faults of several tables come together, each as file:line:column: value: rule."""
    _edit(small_data, "cities", "beta,Beta,LV", "beta,Beta,XX")
    _edit(small_data, "networks", "ring,Ring,plan,transfer", "ring,Ring,plan,round")
    _edit(small_data, "sources", "2020-05", "2020-15")
    done = run_hanse("check", "--data", small_data)
    told = done.stdout.decode()
    assert done.returncode == 1
    for place in (
        "cities.csv:3:country: XX: ",
        "networks.csv:2:type: round: ",
        "sources.csv:2:date: ",
    ):
        assert f"{small_data}/{place}" in told


def test_a_foreign_folder_is_never_replaced(
    run_hanse: Callable[..., Done], small_data: Path, tmp_path: Path
) -> None:
    """A folder with a manifest of another program, or with other files, is refused and kept."""
    target = tmp_path / "out"
    target.mkdir()
    (target / "manifest.json").write_text('{"name": "app", "files": [], "triples": 1}', "utf-8")
    before = _snapshot(target)
    done = run_hanse("build", "--data", small_data, "-o", target)
    assert done.returncode == 1
    assert b"holds what Hanse did not write: manifest.json" in done.stderr
    assert _snapshot(target) == before


@pytest.mark.parametrize("content", ["", "[]", "{", '{"title": "Hanse dataset"}', "[" * 100_000])
def test_a_broken_manifest_is_named(tmp_path: Path, content: str) -> None:
    """A manifest that is none is a DatasetError, and no file counts as ours by it."""
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"manifest\.json: cannot be read; rebuild"):
        read_manifest(tmp_path)
    assert list_own(tmp_path) == ()


def test_a_kill_leaves_the_old_or_the_new(small_data: Path, tmp_path: Path) -> None:
    """Killed at a dozen moments, a build leaves one whole release, and the next run tidies."""
    target = tmp_path / "place" / "out"
    target.parent.mkdir()
    old = _release(small_data, target)
    newer = shutil.copytree(small_data, tmp_path / "newer")
    (newer / "VERSION").write_text("2021.01", encoding="utf-8")
    new = _release(newer, tmp_path / "new")
    assert old != new
    words: list[str | Path] = [sys.executable, *HANSE, "build", "--data", newer, "-o", target]
    started = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    whole = time.monotonic() - started
    dice = random.Random(7)  # noqa: S311 - any moment will do
    for turn in range(12):
        data = (small_data, newer)[turn % 2]
        with subprocess.Popen([*words[:5], data, *words[6:]], stderr=subprocess.DEVNULL) as process:
            time.sleep(whole * dice.uniform(0.3, 1))
            process.kill()
        assert _read(target) in (old, new), turn
        assert len(open_store(target / "store")) > 1000
    subprocess.run(words, check=True, capture_output=True)
    assert _read(target) == new
    assert [path.name for path in target.parent.iterdir()] == ["out"]


def test_two_builds_at_once_make_one_release(small_data: Path, tmp_path: Path) -> None:
    """The second builder is told who holds the lock, or writes the same bytes."""
    target = tmp_path / "place" / "out"
    target.parent.mkdir()
    expected = _release(small_data, tmp_path / "expected")
    words: list[str | Path] = [sys.executable, *HANSE, "build", "--data", small_data, "-o", target]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=120)[1].decode() for process in both]
    codes = [process.returncode for process in both]
    assert 0 in codes
    for code, error in zip(codes, told, strict=True):
        assert code == 0 or (code == 1 and "locked by pid" in error)
    assert _read(target) == expected
    assert [path.name for path in target.parent.iterdir()] == ["out"]


WATCH = """
import os, sys
seen = []

def watch(event, args):
    if event.startswith("socket."):
        seen.append(f"{event} {args}")
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(args[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(args[0]))
        seen.extend([path] if os.path.exists(path) else [])  # else a name inside an open folder

sys.addaudithook(watch)
from hanse.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n".join(seen), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("command", ["build", "check", "query"])
def test_only_inputs_are_read_and_nobody_is_contacted(
    small_data: Path, tmp_path: Path, command: str
) -> None:
    """No socket, and no file but tables, ontology, queries, the output and Python's own."""
    target = tmp_path / "out"
    _release(small_data, target)
    words: dict[str, list[str | Path]] = {
        "build": ["build", "--data", small_data, "-o", target],
        "check": ["check", "--data", small_data],
        "query": ["query", "counts", "--dataset", target],
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *words[command]],
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
    )
    package = hanse.__path__[0]
    inputs = map(locate, ("data", "ontology", "queries"))
    folders: list[str | Path] = [sys.prefix, sys.base_prefix, package, *inputs, small_data, target]
    allowed = [os.path.realpath(folder) for folder in (*folders, os.devnull)]
    seen = {line for line in done.stderr.splitlines() if line.startswith(("/", "socket."))}
    beside = {str(tmp_path), f"{target}.lock", f"{tmp_path}/.out.exchange"}
    strange = {
        path
        for path in seen - beside
        if not path.startswith((*allowed, f"{tmp_path}/.out.new-", f"{tmp_path}/.out.old-"))
    }
    assert strange == set()
    assert any(path.endswith((".csv", ".rq", ".json")) for path in seen)
    assert json.loads((target / "manifest.json").read_text(encoding="utf-8"))["triples"] > 1000
