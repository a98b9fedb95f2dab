"""Notebooks: the magics ask as Python does, errors are a sentence, and the examples run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import hanse
from hanse.errors import HanseError, ParameterError, QueryError, UsageError
from hanse.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.ipynb"))


class _Shell:
    """Stands for IPython's shell: keeps the magic and the variables that it sets."""

    def __init__(self) -> None:
        self.magics: dict[str, Callable[..., Result | None]] = {}
        self.variables: dict[str, object] = {}

    def register_magic_function(
        self, func: Callable[..., Result | None], magic_kind: str, magic_name: str
    ) -> None:
        assert magic_kind == "line_cell"
        self.magics[magic_name] = func

    def push(self, variables: dict[str, object]) -> None:
        self.variables |= variables


@pytest.fixture
def shell() -> _Shell:
    """Load the extension as IPython does."""
    shell = _Shell()
    hanse.load_ipython_extension(shell)
    assert list(shell.magics) == ["sparql"]
    return shell


@pytest.mark.wheel
def test_a_line_asks_the_catalogue(shell: _Shell, build_folder: Path) -> None:
    """`%sparql NAME -p …` gives what Graph.query gives; values may stand in quotation marks."""
    expected = hanse.open(build_folder).query("partners-of", network="re-growcity").values()
    place = f"--dataset '{build_folder}'"
    for line in (
        f"partners-of -p network=re-growcity {place}",
        f'partners-of {place} -p "network=Re-growCity"',
    ):
        found = shell.magics["sparql"](line)
        assert found is not None
        assert found.values() == expected
    assert len(expected) == 8


def test_a_cell_is_sparql_and_may_declare_parameters(shell: _Shell, build_folder: Path) -> None:
    """`%%sparql` takes its text as it stands: braces, dollars and quotation marks are its own."""
    cell = """# title: Names
# param city: city = riga -- the city
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name ('$city "{x}' AS ?text) { $city rdfs:label ?name FILTER (LANG(?name) = "") }
"""
    found = shell.magics["sparql"](f"--dataset {build_folder} -p city=Alūksne", cell)
    assert found is not None
    assert found.values() == [("Alūksne", '$city "{x}')]


def test_an_answer_goes_into_a_variable(shell: _Shell, build_folder: Path) -> None:
    """With -o the cell shows nothing and the variable is the Result."""
    assert shell.magics["sparql"](f"-o answer --dataset {build_folder}", "ASK {}") is None
    answer = shell.variables["answer"]
    assert isinstance(answer, Result)
    assert answer.values() == [(True,)]


def test_the_place_is_passed_on(shell: _Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """--endpoint and --dataset are what hanse.open gets; without them it chooses."""
    asked: list[dict[str, Any]] = []

    class Opened:
        def query(self, text: str, **parameters: str) -> tuple[str, dict[str, str]]:
            return text, parameters

    def note(**place: Any) -> Opened:
        asked.append(place)
        return Opened()

    monkeypatch.setattr(hanse, "open", note)
    sparql: Callable[[str], Any] = shell.magics["sparql"]
    assert sparql("counts --endpoint http://127.0.0.1:1/sparql") == ("counts", {})
    assert sparql("counts --dataset x.ttl") == ("counts", {})
    assert sparql("counts -p a=b=c") == ("counts", {"a": "b=c"})
    assert asked == [{"endpoint": "http://127.0.0.1:1/sparql"}, {"path": "x.ttl"}, {"path": None}]


BAD: list[tuple[str, str | None, type[HanseError], str]] = [
    ("", None, UsageError, "give the name of a query"),
    ("count", None, UsageError, "did you mean counts"),
    ("counts extra", None, UsageError, "unrecognized arguments: extra"),
    ("counts --nothing", None, UsageError, "unrecognized arguments: --nothing"),
    ("counts --help", None, UsageError, "unrecognized arguments: --help"),
    ("counts -p", None, UsageError, "expected one argument"),
    ("counts -p x", None, UsageError, "-p x: expected name=value"),
    ("counts -p a=1 -p a=2", None, UsageError, "each name once"),
    ("counts -p a=1", None, ParameterError, "parameter a: unknown"),
    ("counts -p city=L'Aquila", None, UsageError, "No closing quotation"),
    ("counts -o 1x", None, UsageError, "-o 1x: no name of a variable"),
    ("counts", "ASK {}", UsageError, "the query is the text of the cell"),
    ("--endpoint http://x --dataset y", "ASK {}", UsageError, "not allowed with"),
    ("", "SELECT {", QueryError, "cannot be parsed"),
    ("", "ASK { SERVICE <http://127.0.0.1:9/> {} }", QueryError, "SERVICE is disabled"),
]


@pytest.mark.parametrize("call", BAD, ids=lambda call: f"{call[0]} {call[1]}".strip())
def test_a_bad_call_is_a_sentence(
    shell: _Shell,
    build_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: tuple[str, str | None, type[HanseError], str],
) -> None:
    """What is wrong is an error of ours, which a notebook shows as its sentence alone."""
    line, cell, error, told = call
    monkeypatch.chdir(build_folder.parent)
    with pytest.raises(error, match=re.escape(told)) as caught:
        shell.magics["sparql"](line, cell)
    shown: Any = caught.value
    assert shown._render_traceback_() == [f"{shown.speaker}{shown}"]
    assert "\n" not in str(shown)


def _run_ipython(folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Run lines in a real IPython that keeps nothing at home."""
    options = ["--quick", "--no-banner", "--colors=NoColor", "--HistoryManager.enabled=False"]
    return subprocess.run(
        [sys.executable, "-m", "IPython", *options, "-c", "\n".join(lines)],
        cwd=folder,
        env=os.environ | {"IPYTHONDIR": str(folder / "ipython")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_ipython_shows_an_error_as_one_sentence(build_folder: Path, tmp_path: Path) -> None:
    """In the real IPython an error stops the cell and shows no line of Python."""
    (tmp_path / "build").symlink_to(build_folder, target_is_directory=True)
    done = _run_ipython(
        tmp_path,
        "%load_ext hanse",
        "result = %sparql partners-of -p network=re-growcity",
        "print(result)",
        "%sparql partners-of -p network=nowhere",
        "print('never')",
    )
    first, *rest = done.stdout.strip().splitlines()
    assert first.startswith("<hanse.Result: 8 rows of partner, ")
    assert len(rest) == 1
    assert rest[0].startswith("hanse: partners-of")
    assert "no network has" in rest[0]
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode != 0


@pytest.mark.wheel
def test_there_are_two_examples_without_outputs() -> None:
    """The notebooks are committed without outputs and counts, and tell what they do."""
    assert [path.stem for path in EXAMPLES] == ["asking", "network"]
    for path in EXAMPLES:
        cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert len(code) >= 5
        assert cells[0]["cell_type"] == "markdown"
        assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []


RUN = """
import json, sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=100, kernel_name="python3").execute()
outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
print(json.dumps(outputs))
"""
SHOWN = {
    "asking": ["Altena", "Alūksne", "percent from 2014", "'Riga'", "'Point'"],
    "network": ["<hanse.Graph of build", "baltic.html", "hanse.graphml"],
}
MADE = {
    "asking": {"latvia.geojson"},
    "network": {"baltic.html", "hanse.gexf", "hanse.graphml"},
}


@pytest.mark.wheel
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_run_from_top_to_bottom(path: Path, build_folder: Path, tmp_path: Path) -> None:
    """Every cell of a notebook runs in a kernel of its own, and shows what its text promises."""
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "build").symlink_to(build_folder, target_is_directory=True)
    places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path)],
        cwd=desk,
        env=os.environ | {name: str(tmp_path / name) for name in places},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outputs = json.loads(done.stdout.splitlines()[-1])
    text = json.dumps(outputs, ensure_ascii=False)
    assert [word for word in SHOWN[path.stem] if word not in text] == []
    assert [o for cell in outputs for o in cell if o["output_type"] == "error"] == []
    assert {file.name for file in desk.iterdir()} == {"build"} | MADE[path.stem]
