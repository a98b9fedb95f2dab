"""The bench runs on a small input, does the work it says, and its page is the one it writes.

What was made quick for it answers as the slow way does.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

import hanse
from hanse.cli.analyse import SUBJECTS
from hanse.queries import names
from hanse.resources import locate
from hanse.store.folder import open_store
from hanse.tables import read_tables
from hanse.triples import generate_triples

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
CONVERT = """
import sys
from pathlib import Path
from rdflib import Graph
from bench.baseline import read_tables, sort_lines
from bench.conversion import Converter

graph = Graph()
Converter(read_tables(Path(sys.argv[1])), graph).convert()
sys.stdout.write("".join(sort_lines(graph)))
"""


def load(name: str) -> ModuleType:
    """Import a script of the bench, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str | Path) -> str:
    """Run a script of the bench from the root of the checkout, as the bench does."""
    done = subprocess.run(
        [sys.executable, *map(str, words)], cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    told = "" if "load" not in words else done.stderr.decode()
    assert (done.returncode, done.stderr.decode()) == (0, told)
    return done.stdout.decode()


@pytest.fixture
def small_ontology(tmp_path: Path) -> Path:
    """Copy the ontology with few of its checks: pySHACL takes seconds for all of them."""
    copy = Path(shutil.copytree(locate("ontology"), tmp_path / "ontology"))
    for path in (copy / "shapes").iterdir():
        if path.name not in {"places.ttl", "shared-id-violation.rq"}:
            path.unlink()
    return copy


@pytest.fixture
def small_build(small_data: Path, tmp_path: Path) -> Path:
    """Build the small tables."""
    hanse.build(small_data, str(tmp_path / "build"))
    return tmp_path / "build"


@pytest.mark.parametrize("shipped", [True, False], ids=["shipped", "small"])
def test_baseline_makes_the_triples_of_the_tables(small_data: Path, *, shipped: bool) -> None:
    """The peer's rdflib conversion gives exactly the triples that Hanse generates."""
    data = locate("data") if shipped else small_data
    ours = {f"{s} {p} {o} ." for s, p, o in generate_triples(read_tables(data))}
    assert ours == set(run("-X", "utf8", "-c", CONVERT, data).splitlines())


def test_baseline_derives_and_writes_the_same_dataset(
    small_data: Path, small_ontology: Path, small_build: Path, tmp_path: Path
) -> None:
    """But for what the dataset says of itself, the peer's file holds the triples of ours."""
    inputs = ("--data", small_data, "--ontology", small_ontology)
    report = json.loads(run("-m", "bench.baseline", *inputs, "-o", tmp_path / "peer"))
    lines = (small_build / "hanse.nt").read_text("utf-8").splitlines()
    ours = {line for line in lines if not line.startswith("<https://w3id.org/hanse/dataset")}
    theirs = (tmp_path / "peer" / "baseline.nt").read_text("utf-8").splitlines()
    assert ours == set(theirs)
    assert sorted(theirs) == theirs
    assert report["counts"]["write"] == len(theirs)
    assert list(report["seconds"]) == list(report["counts"])


def test_cold_peer_answers_what_the_command_answers(small_build: Path, tmp_path: Path) -> None:
    """The script beside a cold `hanse query` gives the same rows."""
    text = tmp_path / "bound.rq"
    bound = load("run").bind_query("partners-of", "network=ring", small_build)
    text.write_text(bound, encoding="utf-8")
    peer = run(ROOT / "bench" / "cold_query.py", small_build / "store", text)
    words = ("partners-of", "-p", "network=ring", "--format", "tsv", "--dataset", small_build)
    ours = run("-m", "hanse", "query", *words)
    assert ours == peer
    assert ours.count("\n") == 4


def test_bulk_loader_loads_what_the_command_loads(small_build: Path, tmp_path: Path) -> None:
    """The peer of `hanse load` has the same triples, and each copy has things of its own."""
    source, scaled = small_build / "hanse.nt", tmp_path / "scaled.nt"
    run("-m", "bench.bulk_load", "scale", source, "3", scaled)
    run("-m", "bench.bulk_load", "load", scaled, tmp_path / "peer")
    run("-m", "hanse", "load", scaled, "--store", tmp_path / "ours")
    ours = hanse.open(tmp_path / "ours")
    engine = open_store(tmp_path / "ours").engine
    assert set(ox.Store.read_only(str(tmp_path / "peer"))) == set(engine)
    cities = "PREFIX hanse: <https://w3id.org/hanse/ontology#> SELECT ?c { ?c a hanse:City }"
    assert len(ours.query(cities)) == 3 * len(hanse.open(small_build).query(cities)) == 9


def test_warm_queries_ask_both_engines_the_same(small_build: Path) -> None:
    """A query of the catalogue is timed in both engines, and both give as many rows."""
    found: dict[str, Any] = json.loads(run("-m", "bench.warm_queries", small_build, "1", "counts"))
    assert list(found) == ["counts"]
    assert found["counts"]["rows"][0] == found["counts"]["rows"][1] > 0


def test_served_queries_are_measured_beside_both_peers(build_folder: Path) -> None:
    """A query is asked of the engine and of both servers, and the rows have figures."""
    words = (build_folder, "2", "counts", "partners-of")
    found: dict[str, Any] = json.loads(run("-m", "bench.serving", *words))
    assert list(found["overhead"]) == ["counts", "partners-of"]
    assert [len(pair) for pair in found["throughput"]] == [2, 2]
    assert all(rate > 0 for pair in found["throughput"] for rate in pair)
    telling = load("telling")
    rows = telling.tell_served(found)
    assert [row.split(" | ")[0] for row in rows] == [f"| {label}" for label in telling.SERVED]


def test_explorer_has_a_row_for_each_page() -> None:
    """A page that was never ready has dashes; sizes are told in MB."""
    telling = load("telling")
    page = {"bytes": 1_950_000, "writing": 5.04, "ready": [2.5, 3.0, 2.0], "redraws": [9.0, 8.0]}
    pages = dict.fromkeys(telling.EXPLORER, page)
    pages["shipped, pyvis"] = {**page, "ready": [], "redraws": []}
    rows = telling.tell_explorer(pages)
    assert rows[0].endswith("| 1.95 | 5.04 | 2.5 (2–3) | 8.5 (8–9) |")
    assert rows[1].endswith("| 1.95 | 5.04 | – | – |")
    assert len(rows) == 6


def test_whole_analysis_runs_every_subject(small_data: Path, tmp_path: Path) -> None:
    """Each subject that writes a table gives rows, in one process, and has its seconds."""
    with (small_data / "cities.csv").open(encoding="utf-8", newline="") as file:
        cities = [{**row, "population": "30000"} for row in csv.DictReader(file)]
    with (small_data / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, cities[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(cities)
    hanse.build(small_data, str(tmp_path / "build"))
    words = ["-m", "bench.whole_analysis", str(tmp_path / "build")]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, dict[str, float]] = json.loads(done.stdout)
    telling, subjects = load("telling"), load("whole_analysis").SUBJECTS
    found = told["seconds"]
    assert list(found) == ["reading", *subjects]
    assert {name.split()[0].strip(",") for name in subjects} == set(SUBJECTS) - {"report"}
    # One network is no past to learn from, and nothing was passed on in it.
    assert {name for name, rows in told["rows"].items() if not rows} <= {"partners", "learning"}
    runs = [telling.Run(seconds, 2.0, 300.0, done.stdout.decode()) for seconds in (8.0, 9.0, 7.0)]
    rows = telling.tell_analysis(runs)
    assert rows[1] == f"| {telling.ANALYSED[1]} | 8 (7–9) |  |"
    assert rows[0].endswith("| 10 |")
    most = max(found, key=lambda name: found[name])
    assert telling.tell_subjects(runs).startswith(f"{most} {telling.show(found[most])}, ")


def test_measures_are_timed_beside_networkx(build_folder: Path) -> None:
    """Each measure has a time of ours and one of networkx, or none where it was stopped."""
    words = ("-m", "bench.measures", build_folder, "1", "0.02")
    found: dict[str, list[list[float | None]]] = json.loads(run(*words))
    telling = load("telling")
    assert list(found) == list(telling.MEASURED)
    assert found["betweenness"][0][1] is None
    rows = telling.tell_beside(telling.MEASURED, found, 0.02, "")
    assert [row.split(" | ")[0] for row in rows] == [
        f"| {one}" for one in telling.MEASURED.values()
    ]
    assert " | over 0.02 | over " in rows[0]
    seconds = {"a": [[0.5, 5.0], [0.25, 6.0]]}
    told = telling.tell_beside({"a": "A"}, seconds, 60.0, "10 times")
    assert told == ["| A | 0.375 (0.25–0.5) | 5.5 (5–6) | 17 times less | 10 times |"]


def test_one_section_is_renewed_alone() -> None:
    """The section is filled anew, the others stay to the letter, and a stranger is refused."""
    script, page = load("run"), PAGE.read_text("utf-8")

    class Figures:
        def fill(self, text: str) -> str:
            return f"{text.partition(chr(10))[0]}\n\nnew"

    written = script.write_page(Figures(), "Parts", page)
    old, new = script.split_page(page), script.split_page(written)
    assert list(new) == list(old)
    assert new.pop("Parts") == "Parts\n\nnew"
    assert new == {name: text for name, text in old.items() if name != "Parts"}
    # A section that the page has not yet gets its place.
    without = script.BETWEEN.join(text for name, text in old.items() if name != "Parts")
    assert script.write_page(Figures(), "Parts", without) == written
    with pytest.raises(SystemExit, match="--only Part: no such section; there are Whole proc"):
        script.write_page(Figures(), "Part", page)


def test_soak_judges_what_it_sees(build_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few seconds of honest and hostile traffic are told, and growth would be found."""
    words = [sys.executable, "-m", "bench.soak", "6", str(build_folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=120)
    said = done.stdout.decode()
    assert said.count("honest median") == 6
    # In seconds the load of the machine may look like drift; what is answered is no question.
    assert "every honest request was answered" in said
    assert (done.returncode == 1) == ("DRIFT" in said)
    monkeypatch.syspath_prepend(str(ROOT))
    script = load("soak")
    calm = script.Window(10.0, 20.0, 200.0, 20.0)
    assert script.find_drift(calm, calm._replace(middle=29.0, memory=229.0, descriptors=49)) == []
    for worse in ({"middle": 31.0}, {"memory": 251.0}, {"descriptors": 51.0}):
        assert len(script.find_drift(calm, calm._replace(**worse))) == 1


def test_parts_are_timed_round_by_round(small_data: Path, small_ontology: Path) -> None:
    """Every part runs, has a time for each round and counts something."""
    found: dict[str, Any] = json.loads(run("-m", "bench.parts", small_data, small_ontology, "2"))
    names = [part.__name__ for part in load("parts").PARTS]
    assert names == list(found["seconds"]) == list(found["counts"])
    assert {len(times) for times in found["seconds"].values()} == {2}
    written = ("build_all", "convert_tables", "convert_plainly", "write_sorted_turtle")
    assert all(found["counts"][name] > 0 for name in written)


def test_page_has_the_rows_that_the_script_writes() -> None:
    """docs/performance.md names the command and has a row for each measure and each query."""
    telling, page = load("telling"), PAGE.read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    queries = [path.stem for path in sorted(locate("queries").glob("*.rq"))]
    heads = ["what", "query"]
    served = [*telling.SERVED, *telling.WARM]
    # The page gets its section on the explorer when all is measured anew.
    if "## The explorer" in page:
        served = [*telling.EXPLORER.values(), *served]
    analysis = [*telling.ANALYSED, *telling.MEASURED.values(), *telling.LARGE.values()]
    wanted = [*telling.WHOLE, *telling.LOADS, *telling.PARTS, *analysis, *served, *queries]
    assert wanted == [row for row in rows if row not in heads]
    assert f"`{load('run').COMMAND}`" in page


def test_graph_in_use_answers_from_memory_as_from_disk(
    small_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once queries on disk have taken long enough, a session goes on in memory unchanged."""
    graph = hanse.open(small_build)
    on_disk = graph.store
    first = graph.query("partners-of", network="ring").values()
    monkeypatch.setattr("hanse.access._MOST_SECONDS", 0.0)
    graph.query("counts")
    assert graph.store is not on_disk
    assert (first, len(on_disk)) == (
        graph.query("partners-of", network="ring").values(),
        len(graph),
    )


def test_large_graph_stays_on_disk(small_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dataset too large for memory is not copied."""
    graph = hanse.open(small_build)
    on_disk = graph.store
    monkeypatch.setattr("hanse.access._MOST_SECONDS", 0.0)
    monkeypatch.setattr("hanse.access._MOST_TRIPLES", 10)
    graph.query("counts")
    assert graph.store is on_disk


def test_names_are_looked_up_in_every_language_of_the_tables() -> None:
    """Names are looked up in every language that they have, so that none is overlooked."""
    tables = read_tables(locate("data"))
    found = {row.lang.lower() for row in tables.city_names}
    found |= {row.lang.lower() for row in tables.country_names}
    found |= {row.lang.lower() for row in tables.names}
    assert found - set(names.LANGUAGES.split()) == set()


@pytest.mark.parametrize("value", ["alfa", "city/alfa", "https://w3id.org/hanse/id/city/alfa"])
def test_thing_is_found_by_its_address(small_build: Path, value: str) -> None:
    """An id or an IRI is enough to name a thing, and costs no reading of names."""
    store = hanse.open(small_build).store
    assert names.resolve_name(store, "city", value) == "https://w3id.org/hanse/id/city/alfa"


@pytest.mark.parametrize("value", ["Alfa", "Alfen", "ALPHA", "alfén"])
def test_thing_is_found_by_its_names(small_build: Path, value: str) -> None:
    """Names as they stand are looked up, others compared without case and accents."""
    store = hanse.open(small_build).store
    assert names.resolve_name(store, "city", value) == "https://w3id.org/hanse/id/city/alfa"


def test_query_does_not_import_what_costs_time(small_build: Path) -> None:
    """A query starts without typing, pathlib and shutil, which cost 10 ms together."""
    words = ("query", "partners-of", "-p", "network=ring", "--dataset", small_build)
    script = "import sys; from hanse.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    loaded = run("-c", script, *words).splitlines()[-1].split()
    assert {"typing", "pathlib", "shutil", "dataclasses"} & set(loaded) == set()
