"""Opening a dataset: which one is taken, what is refused, and how it is asked."""

from __future__ import annotations

import json
import shutil
import time
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

import hanse
from hanse import cache
from hanse.errors import (
    DatasetError,
    LockedError,
    OutputError,
    ParameterError,
    QueryError,
    UsageError,
)
from hanse.namespaces import ID
from hanse.release import make_release
from hanse.resources import ResourceError, locate

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

ONE = "<urn:a> <urn:p> <urn:b> .\n"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graph(build_folder: Path) -> Graph:
    """Open the release of the shipped tables."""
    return hanse.open(build_folder)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with the cache inside it."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def _count(graph: Graph) -> int:
    ((number,),) = graph.query(COUNT).values()
    assert isinstance(number, int)
    return number


def test_a_build_folder_its_store_and_its_files_are_one_dataset(build_folder: Path) -> None:
    """Folder, store folder, Turtle and N-Triples of a build hold the same triples."""
    counts = {
        _count(hanse.open(place))
        for place in (
            build_folder,
            str(build_folder),
            build_folder / "store",
            build_folder / "hanse.ttl",
            build_folder / "hanse.nt",
        )
    }
    manifest = json.loads((build_folder / "manifest.json").read_text(encoding="utf-8"))
    assert counts == {manifest["triples"]}
    assert _count(hanse.open(build_folder / "hanse-asserted.nt")) == manifest["asserted"]


def test_a_folder_of_rdf_files_is_one_dataset(tmp_path: Path) -> None:
    """Files of several syntaxes are read together, each blank node its own, graphs and all."""
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> _:b .")
    (tmp_path / "b.nt").write_text("_:b <urn:p> <urn:b> .\n")
    (tmp_path / "c.nq").write_text("<urn:c> <urn:p> <urn:c> <urn:g> .\n")
    (tmp_path / "notes.txt").write_text("no RDF")
    g = hanse.open(tmp_path)
    nodes = {
        str(node) for row in g.query("SELECT ?s ?o WHERE { ?s <urn:p> ?o }").rows for node in row
    }
    assert sorted(node for node in nodes if "urn" in node) == ["<urn:a>", "<urn:b>", "<urn:c>"]
    assert len(nodes) == 5


@pytest.mark.parametrize("left", ["CURRENT", "store", "hanse-asserted.nt"])
def test_a_damaged_folder_of_ours_is_no_folder_of_files(tmp_path: Path, left: str) -> None:
    """A build or a store without its manifest is refused, though RDF files may stand in it."""
    (tmp_path / "hanse.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / left).mkdir()
    with pytest.raises(DatasetError, match="not a store of ours"):
        hanse.open(tmp_path)


def test_a_graph_shows_what_it_is(build_folder: Path, graph: Graph) -> None:
    """Its length counts triples, its repr names the place."""
    assert len(graph) == _count(graph)
    assert repr(graph) == f"<hanse.Graph of {build_folder}: {len(graph)} triples>"
    lines = graph.lines()
    assert lines == sorted(lines)
    assert len(lines) == len(graph)


def test_the_build_of_the_working_folder_comes_first(here: Path, build_folder: Path) -> None:
    """Without a path the folder build/ of the working folder is opened, whatever the cache has."""
    shutil.copytree(build_folder, here / "build")
    graph = hanse.open()
    assert graph.place == "build"
    assert not (here.parent / "cache").exists()


@pytest.mark.wheel
def test_without_a_build_the_shipped_tables_are_built_once(
    here: Path,
    small_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The cache folder is filled at the first opening, with one line of notice, and read then."""
    places = {"data": small_data, "ontology": locate("ontology")}
    monkeypatch.setattr(cache, "locate", places.__getitem__)
    # Other tools keep a manifest in a folder of this name: it is none of ours.
    (here / "build").mkdir()
    (here / "build" / "manifest.json").write_text('{"name": "an app"}', encoding="utf-8")
    first = hanse.open()
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    notice = f"hanse: building the shipped tables once into {here.parent}/cache/hanse/"
    assert told.err.startswith(notice)
    (place,) = (here.parent / "cache" / "hanse").iterdir()
    assert first.place == str(place)
    assert {path.name for path in place.iterdir()} >= {"hanse.ttl", "manifest.json", "store"}
    assert hanse.open().place == str(place)
    assert capsys.readouterr().err == ""
    # A damaged cache mends itself: its person never asked for it.
    (place / "store" / "CURRENT").write_bytes(b"")
    assert len(hanse.open()) == len(first)
    assert "building the shipped tables" in capsys.readouterr().err


def test_a_damaged_build_of_the_working_folder_is_no_silent_fallback(
    here: Path, build_folder: Path
) -> None:
    """Where build/ is ours and its store is gone, that is an error and not another dataset."""
    (here / "build").mkdir()
    shutil.copy(build_folder / "manifest.json", here / "build")
    with pytest.raises(DatasetError, match="not a store of ours"):
        hanse.open()


def test_two_commands_may_fill_the_cache_at_once(
    small_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who finds the cache being built waits for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tries: list[Path] = []

    def find_it_locked(_data: Path, _ontology: Path, target: Path) -> None:
        tries.append(target)
        raise LockedError(str(target), 1)

    def let_the_other_finish(_seconds: float) -> None:
        make_release(small_data, locate("ontology"), tries[0])

    monkeypatch.setattr("hanse.release.make_release", find_it_locked)
    monkeypatch.setattr(time, "sleep", let_the_other_finish)
    target = cache.build_shipped()
    assert tries == [target]
    assert _count(hanse.open(target)) > 1000


@pytest.mark.parametrize("value", ["", "relative/path"])
def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """XDG_CACHE_HOME counts only where it is absolute, as its specification says."""
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    assert cache.find_cache().is_absolute()
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert str(cache.find_cache()) == "/somewhere/hanse"


def test_a_cache_that_cannot_be_made_says_what_to_set(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the way of the cache folder is an error that names the variable."""
    (here / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "file"))
    with pytest.raises(OutputError, match="XDG_CACHE_HOME"):
        hanse.open()


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("there is no such file", "gone"),
        ("there is no such file", "gone.ttl"),
        ("not a store of ours", "."),
        ("unknown suffix", "data.csv"),
        ("there is no such file", "http://example.org/data.ttl"),
    ],
)
def test_what_is_no_dataset_is_refused(here: Path, expected: str, name: str) -> None:
    """A missing file, an empty folder, another format and a web address are DatasetErrors."""
    (here / "data.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=expected):
        hanse.open(name)


def test_a_query_is_a_name_a_file_or_text(graph: Graph, tmp_path: Path) -> None:
    """A catalogue name, a path ending in .rq or with a slash, and SPARQL text are told apart."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    for path in (folder / "count.rq", tmp_path / "count"):
        path.write_text(COUNT, encoding="utf-8")
    expected = [(len(graph),)]
    assert graph.query(str(folder / "count.rq")).values() == expected
    assert graph.query(str(tmp_path / "count")).values() == expected
    assert graph.query(COUNT).values() == expected
    assert graph.query(f"{COUNT} # not a file.rq").values() == expected
    assert graph.query("ASK{}").values() == [(True,)]
    assert len(graph.query(f"DESCRIBE <{ID}city/riga>")) > 10
    assert len(graph.query("counts")) > 10


@pytest.mark.parametrize(
    ("error", "expected", "query"),
    [
        (UsageError, "did you mean partners-of", "partner-of"),
        (UsageError, "no such query", "x" * 5000),
        (UsageError, "no such query", "\ud800"),
        (QueryError, "cannot be read", "gone.rq"),
        (QueryError, "cannot be read", "gone/file"),
        (QueryError, "cannot be parsed", "SELECT {"),
        (QueryError, "SERVICE is disabled", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
        (QueryError, "INSERT changes data", "INSERT DATA { <urn:a> <urn:b> 1 }"),
    ],
)
def test_what_is_no_query_is_refused(
    graph: Graph, error: type[Exception], expected: str, query: str
) -> None:
    """Unknown names, missing files, broken text and what reaches out are errors of their kind."""
    with pytest.raises(error, match=expected):
        graph.query(query)


TYPED = """# title: Typed
# param n: integer = 1 -- a number
# param d: decimal = 0.5 -- a number
# param b: boolean = true -- yes or no
# param day: date = 2018-12-04 -- a day
# param query: text = a -- a text named as an argument of ours
# param city: city = riga -- a city
SELECT ?v { VALUES (?v ?k) { (1 1) } FILTER (?n = 7 && ?d = 1.5 && !?b && STR(?day) = "2020-02-29"
  && ?query = "x y" && ?city = <https://w3id.org/hanse/id/city/riga>) }
"""


def test_parameters_are_python_values(graph: Graph, tmp_path: Path) -> None:
    """Numbers, truth, days, texts and terms of any library are taken for parameters."""
    path = tmp_path / "typed.rq"
    path.write_text(TYPED, encoding="utf-8")
    city = f"{ID}city/riga"
    for value in ("riga", "Rīga", "rīga", city, ox.NamedNode(city), rdflib.URIRef(city)):
        given = {"n": 7, "d": 1.5, "b": False, "day": date(2020, 2, 29), "query": "x y"}
        assert graph.query(str(path), **given, city=value).values() == [(1,)]
    given = {"n": rdflib.Literal(7), "d": "1.5", "b": "false", "day": "2020-02-29"}
    assert graph.query(str(path), **given, query=ox.Literal("x y")).values() == [(1,)]


def test_none_is_no_value(graph: Graph) -> None:
    """None, as a table gives it for what it does not know, never means the default in silence."""
    rule = r"^partners-of\.rq: parameter network: is None; give a value, or leave it out for its"
    with pytest.raises(ParameterError, match=rule):
        graph.query("partners-of", network=None)
    with pytest.raises(UsageError, match="no such query"):
        graph.query("partner-of", network=None)


@pytest.mark.parametrize("value", ["x", 1.5, True, "7 } #", "7\n", "٧"])
def test_a_value_of_another_type_is_refused(graph: Graph, tmp_path: Path, value: object) -> None:
    """What is no whole number is no integer, and nothing of it reaches the query."""
    path = tmp_path / "typed.rq"
    path.write_text(TYPED, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"typed\.rq: parameter n="):
        graph.query(str(path), n=value)


def test_the_whole_goes_to_rdflib(small_data: Path, tmp_path: Path) -> None:
    """to_rdflib gives every triple."""
    hanse.build(small_data, str(tmp_path / "out"))
    graph = hanse.open(tmp_path / "out")
    assert len(graph.to_rdflib()) == len(graph)


@pytest.mark.wheel
def test_shipped_files_are_found_or_named() -> None:
    """A folder that ships is found; one that does not is an error with the places tried."""
    assert locate("data").is_dir()
    with pytest.raises(ResourceError, match=r"no-such-thing.*tried .*; install Hanse again"):
        locate("no-such-thing")


def test_the_command_reads_a_folder_given_by_name(
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]], build_folder: Path
) -> None:
    """`--dataset` takes what hanse.open takes."""
    done = run_hanse("query", COUNT, "--dataset", build_folder, "--format", "csv")
    assert done.stdout.decode().split() == ["n", str(len(hanse.open(build_folder)))]


def test_a_period_that_ends_before_it_begins_is_refused(build_folder: Path) -> None:
    """Years in the wrong order are a wrong call, not an empty answer."""
    graph = hanse.open(build_folder)
    with pytest.raises(UsageError, match=r"from=2010: is after to=2005; exchange them"):
        graph.query("lead-share", **{"from": 2010, "to": 2005})
    assert graph.query("lead-share", **{"from": 2005, "to": 2010})


def test_a_country_is_found_by_its_codes_and_names(build_folder: Path) -> None:
    """Alpha-2, alpha-3 and names in any language mean the same country."""
    graph = hanse.open(build_folder)
    answers = [
        graph.query("cities-of-country", country=name).values()
        for name in ("LV", "LVA", "Latvia", "Lettland", "Λετονία")
    ]
    assert answers == [answers[0]] * 5
    assert answers[0]


def test_a_beginning_is_enough_for_a_hint(build_folder: Path) -> None:
    """Names that begin like a wrong one are suggested before those spelt alike."""
    with pytest.raises(UsageError, match=r"did you mean city/santa-pola or city/santa-"):
        hanse.open(build_folder).query("networks-of", city="Santa")
