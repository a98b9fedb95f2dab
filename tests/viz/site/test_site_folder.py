"""The folder of a site: whole or not at all, ours or left alone, the same bytes each time."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.errors import DatasetError, OutputError, UsageError
from hanse.iris import mint_iri
from hanse_viz.site import build_site, making
from hanse_viz.site.addresses import name_file, plan_addresses
from hanse_viz.site.sharing import share_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph

_SAFE = making.SAFE_PATH


def _read(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_data_give_the_same_bytes(
    small_data: Path,
    small_site: Path,
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]],
    tmp_path: Path,
) -> None:
    """Whatever hash seed, folder, zone and language, no byte of the site differs."""
    build = tmp_path / "build"
    assert run_hanse("build", "--data", small_data, "-o", build).returncode == 0
    env = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8"}
    done = run_hanse("site", "-o", "out", "--dataset", build, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert b"pages" in done.stderr
    assert b"\r" not in done.stderr, "a bar is for terminals"
    # The other site was made by a process with a hash seed by lot, in this zone and language.
    assert _read(tmp_path / "out") == _read(small_site)
    assert len(_read(small_site)) > 150


def test_one_process_and_many_write_the_same(
    small_graph: Graph, small_site: Path, tmp_path: Path
) -> None:
    """How many share the work, one or three, says nothing about what is written."""
    build_site(small_graph, tmp_path / "alone", processes=1)
    assert _read(tmp_path / "alone") == _read(small_site)


def test_the_whole_site_is_the_same_elsewhere(
    whole_site: Path, build_folder: Path, tmp_path: Path
) -> None:
    """The site of all shipped data has the same hash for every file with another hash seed."""
    done = subprocess.run(
        [sys.executable, "-m", "hanse", "site", "--dataset", build_folder],
        cwd=tmp_path,
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=False,
        timeout=1_200,  # 20 s of two processors, which others may have busy
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/site.json").read_bytes() == (whole_site / "site.json").read_bytes()


def test_a_former_site_is_replaced(small_graph: Graph, own_site: Path) -> None:
    """What an earlier run wrote goes, even what this one does not write."""
    manifest = json.loads((own_site / "site.json").read_bytes())
    (own_site / "city/old.html").write_text("old")
    manifest["files"]["city/old.html"] = ""
    (own_site / "site.json").write_text(json.dumps(manifest))
    build_site(small_graph, own_site)
    assert not (own_site / "city/old.html").exists()
    assert sorted(path.name for path in own_site.parent.iterdir()) == ["site"]


def test_foreign_files_are_left_alone(small_graph: Graph, own_site: Path) -> None:
    """A folder that holds anything that is not ours is refused, and stays as it is."""
    (own_site / "city/notes.txt").write_text("mine")
    before = _read(own_site)
    with pytest.raises(OutputError, match=r"holds what Hanse did not write: city/notes\.txt"):
        build_site(small_graph, own_site)
    assert _read(own_site) == before


def test_a_link_is_no_place_for_a_site(small_graph: Graph, tmp_path: Path) -> None:
    """A symbolic link is refused, and what it leads to stays."""
    (tmp_path / "there").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "there")
    with pytest.raises(OutputError, match="symbolic link"):
        build_site(small_graph, tmp_path / "site")
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("many", [1, 2])
def test_a_full_disk_leaves_the_old_site(
    small_graph: Graph, own_site: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Where a file cannot be written the old site stands, nothing is left and the file is named."""
    before = _read(own_site)
    write = making.write_files

    def fail(folder: Path, make: Any) -> None:
        write(folder, make)
        if (folder / "city/alfa.html").exists():
            raise OSError(errno.ENOSPC, "No space left on device", str(folder / "city/alfa.html"))

    monkeypatch.setattr(making, "write_files", fail)
    with pytest.raises(OutputError, match=r"site/city/alfa\.html: not written: no space left"):
        build_site(small_graph, own_site, processes=many)
    assert _read(own_site) == before
    assert sorted(path.name for path in own_site.parent.iterdir()) == ["site"]


def _mark(folder: Path, name: int) -> None:
    (folder / str(name)).touch()


def test_work_is_shared_and_counted(tmp_path: Path) -> None:
    """Each job is done once, and each is told of."""
    told: list[int] = []
    share_work([partial(_mark, tmp_path, name) for name in range(200)], told.append, 3)
    assert sum(told) == 200
    assert len(list(tmp_path.iterdir())) == 200


@pytest.mark.parametrize(
    ("job", "error", "words"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), OutputError, "ended from outside"),
        (lambda: Path("/nowhere/x").read_bytes(), FileNotFoundError, "/nowhere/x"),
        (lambda: 1 / 0, RuntimeError, "ZeroDivisionError"),
    ],
)
def test_a_failure_in_a_process_is_told(
    job: Callable[[], Any],
    error: type[Exception],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A killed process, a failing disk and a fault of ours each end the work with their reason.

    No process of theirs is left, not even for its parent to ask for; others of the parent's stay.
    """
    started: list[int] = []
    fork = os.fork

    def note() -> int:
        pid = fork()
        started.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", note)
    jobs = [partial(_mark, tmp_path, name) for name in range(99)]
    with pytest.raises(error, match=words):
        share_work([*jobs, job], lambda _: None, 2)
    assert len(started) == 2
    for pid in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


_HARD = [
    *("../../x", "..", ".", "con", "NUL", "index", "a/b", "a\\b", "\u202e", "é", "x" * 300),
    *("%2e%2e", "a\x00b", " ", "-x", "com1", "<b>", "a.html"),
]


@given(st.lists(st.text(min_size=1, max_size=40) | st.sampled_from(_HARD), max_size=8, unique=True))
def test_names_from_data_stay_in_the_folder(slugs: list[str]) -> None:
    """No id gives a path that leads out, is hidden, is a device's or takes a list's place."""
    for slug in slugs:
        try:
            iri = mint_iri("city", slug)
        except ValueError:  # a lone surrogate
            continue
        name = name_file(iri)
        assert _SAFE.fullmatch(f"{name}.html")
        assert name.count("/") == 1
        assert name.partition("/")[2].casefold() not in {"index", "con", "nul", "com1"}
        assert len(name) < 100


def test_names_never_meet(facts: Any) -> None:
    """Ids that differ by case alone, and other people's IRIs, each have a file of their own."""
    for slug in ("riga", "Riga", "RIGA", "con", "index", "%2e"):
        facts.thing("city", slug, f"City {slug}")
    foreign = ["https://example.org/a", "https://example.org/A", "urn:x:a", "https://example.org/"]
    for iri in foreign:
        facts.say(iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "urn:x:Kind")
        facts.name(iri, "Foreign")
    addresses = plan_addresses(facts.open())
    paths = list(addresses.things.values())
    assert len(paths) == len({path.casefold() for path in paths})
    assert set(foreign) <= set(addresses.things)
    assert sum(path == "city/riga" for path in paths) + sum(p == "city/RIGA" for p in paths) == 1


def test_an_address_is_named_where_it_is_known(
    small_graph: Graph, tmp_path: Path, find_broken: Callable[[Path], list[str]]
) -> None:
    """With --base-url pages name their own, a map lists them, and the 404 page works anywhere."""
    built = build_site(small_graph, tmp_path / "site", "https://example.org/hanse")
    site = tmp_path / "site"
    assert "Sitemap: https://example.org/hanse/sitemap.xml" in (site / "robots.txt").read_text()
    listed = (site / "sitemap.xml").read_text()
    assert listed.count("<loc>") == built.pages - 1
    assert "<loc>https://example.org/hanse/</loc>" in listed
    page = (site / "city/alfa.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/hanse/city/alfa.html">' in page
    assert 'href="https://example.org/hanse/assets/site.css"' in (site / "404.html").read_text()
    assert find_broken(site) == []


def test_without_an_address_nothing_names_one(small_site: Path) -> None:
    """Without it there is no map, and no page has an address of its own."""
    assert not (small_site / "sitemap.xml").exists()
    assert not (small_site / "robots.txt").exists()
    assert 'rel="canonical"' not in (small_site / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "address", ["example.org", "javascript:alert(1)", 'https://a"b', "ftp://x/"]
)
def test_an_address_that_is_none_is_refused(
    small_graph: Graph, tmp_path: Path, address: str
) -> None:
    """What is no address of the web is refused before anything is written."""
    with pytest.raises(UsageError, match="give where the site will be"):
        build_site(small_graph, tmp_path / "new", address)
    assert not (tmp_path / "new").exists()


def test_a_dataset_without_triples_is_refused(facts: Any, tmp_path: Path) -> None:
    """Nothing gives no site."""
    facts.triples.clear()
    with pytest.raises(DatasetError, match="no triples"):
        build_site(facts.open(), tmp_path / "new")


def test_command_explains_itself(
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    """The help has an example; a wrong call and a wrong dataset have their exit codes."""
    told = run_hanse("site", "--help")
    assert told.returncode == 0
    assert b"hanse site -o site --base-url" in told.stdout
    assert b"  site " in run_hanse("--help").stdout
    assert run_hanse("site", "--base-url", "x", "--dataset", "data.nt").returncode == 1
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n")
    done = run_hanse("site", "--base-url", "x", "--dataset", "data.nt", cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "site").exists()
