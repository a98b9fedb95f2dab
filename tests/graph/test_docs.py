"""The documents say what is so: their commands run, their links lead somewhere."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import hanse
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Served

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#]+)\)")


class Step(NamedTuple):
    """A command of a document and what it prints there, if anything is shown."""

    command: str
    expected: str


def read_blocks(language: str) -> list[str]:
    """Take the fenced blocks of one language from the README."""
    return [text for lang, text in _BLOCK.findall(README.read_text("utf-8")) if lang == language]


def read_steps(block: str) -> list[Step]:
    """Take a console block apart: commands after `$ `, here-documents with them, then output."""
    steps: list[Step] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        first, _, rest = part.partition("\n")
        if "<<'END'" in first:
            text, _, rest = rest.partition("END\n")
            first = f"{first}\n{text}END\n"
        steps.append(Step(first, rest.strip("\n")))
    return steps


STEPS = [step for block in read_blocks("console") for step in read_steps(block)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a working folder as the README's reader has it after `make run`: build/ and .venv/."""
    folder = tmp_path_factory.mktemp("desk")
    hanse.build(output=str(folder / "build"))
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return folder


def test_readme_has_commands() -> None:
    """The README shows at least ten commands, one Python session and one SPARQL query."""
    assert len(STEPS) >= 10
    assert len(read_blocks("pycon")) == 1
    assert len(read_blocks("sparql")) == 1


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.command.split("\n")[0][:60])
def test_readme_command_runs(step: Step, desk: Path) -> None:
    """Each command of the README works, and prints what the README shows."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", step.command],
        cwd=desk,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    if step.expected:
        assert run.stdout.strip("\n") == step.expected, "run make renew"


def test_readme_pyvis(desk: Path) -> None:
    """What the README calls for notebooks gives a pyvis network with nodes."""
    import hanse_viz  # noqa: PLC0415 - imported where the reader does

    assert "hanse_viz.to_pyvis(g)" in README.read_text("utf-8")
    drawn = hanse_viz.to_pyvis(hanse.open(desk / "build"))
    assert drawn.num_nodes() > 1000


def test_readme_pandas(desk: Path) -> None:
    """A DataFrame has a row for each partner, and the extra that the README names brings pandas."""
    text = README.read_text("utf-8")
    assert "`g.query(...).to_pandas()` gives a DataFrame; it needs the extra `notebook`" in text
    frame = hanse.open(desk / "build").query("partners-of").to_pandas()
    assert list(frame["partnerName"])[:2] == ["Altena", "Alūksne"]
    needed = [line for line in requires("hanse") or () if re.search("extra == .notebook.", line)]
    assert {re.split(r"\W", line)[0] for line in needed} == {"ipython", "pandas", "pyarrow"}


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/id/city/riga", "/id/network/re-growcity", "/search", "/ontology"]
)
def test_readme_server(path: str, serve: Callable[..., Served]) -> None:
    """`hanse serve` opens the endpoint and the pages that the README names."""
    assert serve().ask(path)[0] == 200


def test_readme_shows_no_command_that_is_not_run() -> None:
    """Nothing is to be typed but what is run in tests and `make run`; nothing is installed."""
    text = README.read_text("utf-8")
    for _, shown in _BLOCK.findall(text):
        text = text.replace(shown, "")
    indented = re.findall(r"^    (\S.*)$", text, re.MULTILINE)
    assert indented == ["make run", "hanse serve"]
    inline = re.findall(r"`([^`\n]+)`", text)
    assert [code for code in inline if re.match(r"(pip|python3?|npm|apt-get|uv) ", code)] == []


def test_make_run(tmp_path: Path) -> None:
    """`make run` builds, answers, draws and names what to try next, which works too."""
    if shutil.which("make") is None:
        pytest.skip("make is missing: apt-get install make")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".run").touch()  # the environment is that of the tests
    done = _run(tmp_path, f"make --no-print-directory run VENV=. BIN={Path(sys.executable).parent}")
    assert "Alūksne" in done
    assert (tmp_path / "network.html").is_file()
    assert (tmp_path / "build" / "hanse.ttl").is_file()
    proposed = done.partition("Try next:\n")[2].splitlines()
    assert len(proposed) == 3
    for command in proposed:
        assert _run(tmp_path, command) or (tmp_path / "latvia.html").is_file()


def _run(folder: Path, command: str) -> str:
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_citation_agrees_with_the_package_and_the_data(desk: Path) -> None:
    """Title, versions and licences to cite are those of the software and of the data."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    dataset = hanse.open(desk / "build").query(_CITED).values()[0]
    software, _, data = (ROOT / "CITATION.cff").read_text("utf-8").partition("preferred-citation:")
    assert package["version"] == hanse.__version__ == _cited(software, "version")
    licences = software.partition("license:")[2].partition("url:")[0]
    assert package["license"] == " AND ".join(re.findall(r"- (\S+)", licences))
    assert dataset[0] == _cited(software, "title") == _cited(data, "title")
    assert dataset[1] == _cited(data, "version")
    assert dataset[1] == (locate("data") / "VERSION").read_text("utf-8").strip()
    assert dataset[2] == "https://creativecommons.org/licenses/by/4.0/"
    assert _cited(data, "license") == "CC-BY-4.0"


def _cited(text: str, key: str) -> str:
    found = re.search(rf'^ *{key}: "?([^"\n]+)"?$', text, re.MULTILINE)
    assert found, key
    return found[1]


_CITED = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?title ?version ?licence
WHERE { ?dataset a dcat:Dataset ; dct:title ?title ; dcat:version ?version ; dct:license ?licence }
"""


def test_readme_python_session(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python session of the README gives what it shows."""
    monkeypatch.chdir(desk)
    parser = doctest.DocTestParser()
    test = parser.get_doctest(read_blocks("pycon")[0], {}, "README", str(README), 0)
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


def test_readme_sparql(desk: Path) -> None:
    """The SPARQL of the README gives the partners of Re-growCity with their sources."""
    graph = hanse.open(desk / "build")
    rows = graph.query(read_blocks("sparql")[0]).values()
    assert len(rows) == len(graph.query("partners-of", network="re-growcity")) >= 8
    assert all(source.startswith("https://w3id.org/hanse/id/source/") for *_, source in rows)


def test_links_lead_somewhere() -> None:
    """Every relative link of every Markdown file leads to a file that is there."""
    pages = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [
        (page, link)
        for page in pages
        for link in _LINK.findall(page.read_text("utf-8"))
        if "://" not in link
    ]
    assert len(links) >= 8
    moved = {"data", "ontology", "queries"}  # a wheel carries them elsewhere
    broken = [
        (page.name, link)
        for page, link in links
        if not (page.parent / link).exists() and link.removeprefix("../").split("/")[0] not in moved
    ]
    assert broken == []


def test_threat_model_names_tests_that_exist() -> None:
    """Each promise names the files of tests that hold it."""
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    promises = text.partition("## 8 ")[2].partition("## 9 ")[0]
    rows = [line for line in promises.splitlines() if line.startswith("| ")][1:]
    named = [re.findall(r"[\w/]+\.py", row.split("|")[-2]) for row in rows]
    assert len(named) > 20
    for row, files in zip(rows, named, strict=True):
        assert files, row
        assert all((ROOT / "tests" / file).is_file() for file in files), row


def test_make_targets_exist() -> None:
    """Every make target that README and CONTRIBUTING name is one of the Makefile."""
    named = {
        target
        for page in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(r"\bmake ([a-z]+)", (ROOT / page).read_text("utf-8"))
    }
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named >= {"run", "test", "check", "venv"}
    assert named <= made
