"""`hanse analyse` on the dataset and on a researcher's own file, and what it says of bad ones."""

from __future__ import annotations

import csv
import importlib
import io
import json
import math
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis import PROJECTIONS
from hanse.analysis.grouping import METHODS
from hanse.analysis.nodes import NAMES
from hanse.cli import main
from hanse.cli.analyse import SUBJECTS
from hanse.cli.analyse.measures import MEASURES
from hanse.cli.analyse.options import MODES, WEIGHTS
from hanse.errors import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

DIMENSIONS = [
    *("members", "cooperations", "ties", "density", "components", "diameter"),
    *("mean_degree_members", "mean_degree_cooperations"),
    *("median_degree_members", "median_degree_cooperations", "members_in_one_only"),
]


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    """Write a file as a spreadsheet saves it: a byte order mark, more columns, a pair twice."""
    file = tmp_path / "mine.csv"
    rows = "year;Member;Cooperation\n2001;a;x\n2001;b;x\n2002;b;y\n2003;b;y\n".replace(";", ",")
    file.write_text("\ufeff" + rows, "utf-8")
    return file


def _ask(capsysbinary: Any, *words: str) -> str:
    assert main(["analyse", *words]) == 0
    out: bytes = capsysbinary.readouterr().out
    return out.decode()


@pytest.mark.wheel
def test_every_subject_has_help(capsysbinary: Any) -> None:
    """Each says what it does, shows an example and takes the filters and --edges."""
    assert len(SUBJECTS) >= 3
    for name in SUBJECTS:
        with pytest.raises(SystemExit):
            main(["analyse", name, "--help"])
        out = capsysbinary.readouterr().out.decode()
        assert f"hanse analyse {name}" in out
        assert "--edges" in out
        assert "--programme" in out


def test_one_row_is_an_object(capsysbinary: Any, build_folder: Path) -> None:
    """JSON of one row is an object with the names of the contract and every digit."""
    out = _ask(capsysbinary, "dimensions", "--dataset", str(build_folder), "--format", "json")
    found = json.loads(out)
    assert list(found)[: len(DIMENSIONS)] == DIMENSIONS
    density = found["ties"] / (found["members"] * found["cooperations"])
    assert math.isclose(found["density"], density, rel_tol=1e-15)


@pytest.mark.wheel
def test_several_rows_are_a_list(capsysbinary: Any, build_folder: Path) -> None:
    """JSON of several rows is a list; the CSV of the same has the same figures."""
    words = ("dimensions", "--by", "programme", "--dataset", str(build_folder), "--format")
    told = json.loads(_ask(capsysbinary, *words, "json"))
    assert [row["part"] for row in told] == ["URBACT I", "URBACT II", "URBACT III", "URBACT IV"]
    rows = list(csv.DictReader(io.StringIO(_ask(capsysbinary, *words, "csv"))))
    assert [float(row["density"]) for row in rows] == [row["density"] for row in told]


def test_a_table_is_rounded_for_people(capsysbinary: Any, build_folder: Path) -> None:
    """On the terminal numbers have four digits that count."""
    words = ("dimensions", "--dataset", str(build_folder), "--programme", "urbact-i")
    out = _ask(capsysbinary, *words)
    assert "0.05511" in out
    assert "0.055107" not in out


def test_edges_of_ones_own(capsysbinary: Any, edges: Path) -> None:
    """A file with two columns is analysed like the dataset; a pair counts once."""
    found = json.loads(_ask(capsysbinary, "dimensions", "--edges", str(edges), "--format", "json"))
    assert (found["members"], found["cooperations"], found["ties"]) == (2, 2, 3)
    words = ("dimensions", "--edges", str(edges), "--min-degree", "2", "--format", "json")
    assert json.loads(_ask(capsysbinary, *words))["members"] == 1


def test_a_file_is_written_whole(edges: Path, tmp_path: Path) -> None:
    """With -o the table goes into a file."""
    file = tmp_path / "out.json"
    words = ["analyse", "dimensions", "--edges", str(edges), "--format", "json", "-o", str(file)]
    assert main(words) == 0
    assert json.loads(file.read_bytes())["ties"] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ":1: no column member; expected the columns member and cooperation, found none"),
        (b"member,network\na,x\n", ":1: no column cooperation; .* found member, network"),
        (b"member,cooperation\n", ": no row; expected a tie in each"),
        (b"member,cooperation\na,x\nb,\n", ":3: cooperation is empty; fill it"),
        (b"member,cooperation\n\na\n", ":3: cooperation is empty"),
        (b'member,cooperation\n"a,x\n', r":2: not CSV: "),
        (b"member,cooperation\na,x\nb,\xff\n", ":3: not UTF-8"),
    ],
)
def test_a_bad_file_is_told_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    """What is wrong, in which line, and how to mend it."""
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    assert main(["analyse", "dimensions", "--edges", str(file)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.search(f"bad.csv{words}", captured.err), captured.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--edges", "mine.csv", "--city", "riga"], "--city and --edges exclude each other"),
        (["--edges", "mine.csv", "--from", "2018"], "--from and --edges exclude each other"),
        (["--edges", "missing.csv"], "missing.csv: file is missing"),
        (["--city", "Atlantis"], "--city Atlantis: no city has this IRI, id or name"),
        (["--from", "2020", "--to", "2010"], "--from 2020 is after --to 2010"),
        (["--programme", "urbact-i", "--from", "2024"], "nothing is left: no cooperation passes"),
    ],
)
def test_bad_calls_are_told(
    capsys: pytest.CaptureFixture[str], build_folder: Path, words: list[str], told: str
) -> None:
    """A sentence and no traceback; the exit code says whose fault it is."""
    where = [] if "--edges" in words else ["--dataset", str(build_folder)]
    assert main(["analyse", "dimensions", *words, *where]) in {1, 2}
    assert told in capsys.readouterr().err


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the package says how to install it."""
    for name in [one for one in sys.modules if one.startswith("hanse.analysis")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(MissingExtraError, match=r"needs igraph.*hanse\[analysis\]"):
        importlib.import_module("hanse.analysis")


def test_measures_as_rows(capsysbinary: Any, build_folder: Path) -> None:
    """A row a node with values and ranks; with the bootstrap also intervals."""
    words = ["measures", "--dataset", str(build_folder), "--format", "json"]
    rows = json.loads(_ask(capsysbinary, *words))
    assert list(rows[0])[:4] == ["id", "name", "kind", "country"]
    assert list(rows[0])[4:] == [f"{name}{part}" for name in MEASURES for part in ("", "_rank")]
    assert tuple(MEASURES) == NAMES["members"]
    between = [row["betweenness"] for row in rows]
    assert between == sorted(between, reverse=True)
    words += ["--measure", "degree", "--bootstrap", "5", "--seed", "3"]
    rows = json.loads(_ask(capsysbinary, *words))
    names = ("degree", *(f"degree_{part}" for part in ("rank", "low", "high")))
    assert list(rows[0])[4:] == [*names, "degree_rank_low", "degree_rank_high"]
    assert rows == json.loads(_ask(capsysbinary, *words))
    assert [row["degree_rank"] for row in rows] == sorted(row["degree_rank"] for row in rows)


def test_measures_of_ones_own(capsysbinary: Any, edges: Path) -> None:
    """A file has no countries: they are empty, and so are roles between them."""
    rows = json.loads(_ask(capsysbinary, "measures", "--edges", str(edges), "--format", "json"))
    assert [row["id"] for row in rows] == ["a", "b"]
    assert {row["country"] for row in rows} == {None}
    assert {row["liaison"] for row in rows} == {row["liaison_rank"] for row in rows} == {None}
    assert [row["affiliations"] for row in rows] == [1, 2]
    words = ("--of", "cooperations", "--weight", "jaccard", "--format", "json")
    rows = json.loads(_ask(capsysbinary, "measures", "--edges", str(edges), *words))
    assert [(row["id"], row["strength"]) for row in rows] == [("x", 0.5), ("y", 0.5)]


def test_a_sample_is_told(
    capsys: pytest.CaptureFixture[str], build_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Betweenness that is not exact comes with its error; without betweenness there is none."""
    monkeypatch.setattr("hanse.analysis.measures.EXACT_WORK", 1000)
    words = ["analyse", "measures", "--dataset", str(build_folder), "--error", "0.1"]
    assert main([*words, "--measure", "betweenness"]) == 0
    assert "off by at most 0.1 at all nodes, with 95 % confidence" in capsys.readouterr().err
    assert main([*words, "--measure", "degree"]) == 0
    assert capsys.readouterr().err == ""
    assert main([*words[:-1], "0", "--measure", "betweenness"]) == 0
    assert capsys.readouterr().err == ""


def test_assortativity_as_rows(capsysbinary: Any, build_folder: Path) -> None:
    """Four rows, by country, region, size and degree."""
    words = ("measures", "--assortativity", "--dataset", str(build_folder), "--format", "json")
    rows = json.loads(_ask(capsysbinary, *words))
    assert [row["attribute"] for row in rows] == ["country", "region", "size", "degree"]
    assert list(rows[0]) == ["attribute", "nodes", "ties", "coefficient", "low", "high"]


def test_communities_as_rows(capsysbinary: Any, build_folder: Path) -> None:
    """A row a node, a row a community, or one row of what they are worth."""
    words = ("communities", "--seeds", "2", "--dataset", str(build_folder), "--format", "json")
    nodes = json.loads(_ask(capsysbinary, *words))
    assert list(nodes[0]) == ["id", "name", "kind", "country", "community", "stability"]
    groups = json.loads(_ask(capsysbinary, *words, "--groups"))
    assert list(groups[0]) == ["community", "size", "stability", "ids", "names"]
    assert sum(group["size"] for group in groups) == len(nodes)
    told = json.loads(_ask(capsysbinary, *words, "--summary", "--method", "bipartite"))
    assert list(told) == [
        *("method", "nodes", "communities", "largest", "modularity", "runs"),
        *("mean_nmi", "mean_vi", "pairs_always_together"),
        *("nmi_other_method", "vi_other_method"),
        *("nmi_country", "vi_country", "nmi_region", "vi_region"),
    ]
    assert (told["method"], told["runs"]) == ("bipartite", 2)
    more = json.loads(_ask(capsysbinary, *words, "--resolution", "3", "--groups"))
    assert len(more) > len(groups)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["measures", "--bootstrap", "-1"], "'-1' is no whole number, such as 100"),
        (["measures", "--error", "1"], "'1' is no number from 0 to below 1, such as 0.01"),
        (["measures", "--error", "x"], "'x' is no number from 0 to below 1"),
        (["measures", "--seed", "x"], "'x' is no whole number"),
        (["measures", "--assortativity", "--measure", "core"], "exclude each other"),
        (["measures", "--of", "cooperations", "--measure", "liaison"], "is of members alone"),
        (["communities", "--resolution", "0"], "'0' is no number above 0, such as 1.5"),
        (["communities", "--resolution", "inf"], "'inf' is no number above 0"),
        (["communities", "--seeds", "0"], "'0' is too few; at least 1"),
        (["communities", "--summary", "--groups"], "not allowed with"),
    ],
)
def test_bad_options_are_told(
    capsys: pytest.CaptureFixture[str], edges: Path, words: list[str], told: str
) -> None:
    """What is wrong with an option, and what it could be."""
    try:
        code = main(["analyse", *words, "--edges", str(edges)])
    except SystemExit as error:
        code = int(str(error.code))
    assert code == 2
    assert told in capsys.readouterr().err


def test_weights_are_those_there_are() -> None:
    """What the command offers is what the package has."""
    assert tuple(PROJECTIONS) == WEIGHTS
    assert tuple(NAMES) == MODES
    assert set(METHODS) == {"leiden", "bipartite"}
