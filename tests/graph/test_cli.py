"""The command line keeps its contract: exit codes, streams, help that works, no traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hanse
from hanse.cli import COMMANDS, main
from hanse.queries.catalogue import list_queries

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.wheel

Done = subprocess.CompletedProcess[bytes]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
# Output is kept back as Python does by itself, so that it may fail as late as at the end.
BUFFERED = os.environ | {"PYTHONUNBUFFERED": ""}
EXAMPLES = ("build", "check", "load", "queries", "query", "tidy")


def _read_examples(text: str) -> list[str]:
    return re.findall(r"^(?:examples?:)? *((?:echo .*\| )?hanse .+)$", text, re.MULTILINE)


@pytest.fixture
def call(
    build_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Callable[..., tuple[int, str, str]]:
    """Call main() in an empty folder; gives the exit code and what stands in the two streams."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*words: str) -> tuple[int, str, str]:
        given = [word.replace("BUILD", str(build_folder)) for word in words]
        try:
            code = main(given)
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else -1
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_help_lists_every_command(run_hanse: Callable[..., Done]) -> None:
    """`hanse` alone and `hanse --help` tell every command on standard output."""
    for words in ([], ["--help"]):
        done = run_hanse(*words)
        text = done.stdout.decode()
        assert (done.returncode, done.stderr) == (0, b"")
        for name in [*COMMANDS, "viz"]:
            assert re.search(rf"^  {name} +\w", text, re.MULTILINE), name


@pytest.mark.parametrize("name", [*COMMANDS, "viz"])
def test_every_command_has_help_with_an_example(
    call: Callable[..., tuple[int, str, str]], name: str
) -> None:
    """`hanse NAME --help` describes the command and shows a call of it."""
    code, out, err = call(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: hanse {name} ")
    assert any(f"hanse {name}" in example for example in _read_examples(out))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_help_work(
    run_hanse: Callable[..., Done], build_folder: Path, small_data: Path, tmp_path: Path, name: str
) -> None:
    """Each example of the help, typed as it stands in a folder with a build, succeeds."""
    shutil.copytree(small_data, tmp_path / "data")
    (tmp_path / "my.rq").write_text(COUNT, encoding="utf-8")
    if name in {"load", "query"}:
        shutil.copytree(build_folder, tmp_path / "build")
    examples = _read_examples(run_hanse(name, "--help").stdout.decode())
    assert examples
    for example in examples:
        text = example.replace("hanse ", f"{sys.executable} -m hanse ", 1)
        done = subprocess.run(
            ["sh", "-c", text], cwd=tmp_path, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, (example, done.stderr.decode())
        assert b"Traceback" not in done.stderr


def test_the_version_is_told(call: Callable[..., tuple[int, str, str]]) -> None:
    """`hanse --version` prints the version, which is that of the module."""
    assert call("--version") == (0, f"hanse {hanse.__version__}\n", "")


def test_the_installed_command_is_the_module() -> None:
    """The script that an installation puts beside Python is `python -m hanse`."""
    script = Path(sysconfig.get_path("scripts")) / "hanse"
    done = subprocess.run([script, "--version"], capture_output=True, check=True, text=True)
    assert done.stdout == f"hanse {hanse.__version__}\n"


BAD = [
    # what is asked, the exit code, and what is told
    (["qurey"], 2, "qurey: no such command; did you mean query?"),
    ([""], 2, "no such command"),
    (["x" * 3000], 2, "…: no such command"),
    (["\udcff"], 2, "no such command"),
    (["--nothing"], 2, "unrecognized arguments: --nothing"),
    (["--"], 2, "hanse: error: "),
    (["query"], 2, "required"),
    (["query", "counts", "--nothing"], 2, "unrecognized arguments"),
    (["query", "counts", "--format", "pdf"], 2, "invalid choice: 'pdf'"),
    (["query", "counts", "--dataset"], 2, "expected one argument"),
    (["query", "count", "--dataset", "BUILD"], 2, "did you mean counts"),
    (["query", "x" * 3000, "--dataset", "BUILD"], 2, "…: no such query"),
    (["query", "\udcff\udcfe", "--dataset", "BUILD"], 2, "no such query"),
    (["query", "counts", "-p", "x"], 2, "-p x: expected name=value"),
    (["query", "counts", "-p", "=x"], 2, "-p =x: expected name=value"),
    (["query", "counts", "-p", "a=1", "-p", "a=1"], 2, "-p a: given twice"),
    (["query", "counts", "--dataset", "BUILD", "-p", "a=1"], 2, "parameter a: unknown"),
    (["query", "partners-of", "--dataset", "BUILD", "-p", "network=zzzz"], 2, "no network has"),
    (["query", "partners-of", "--dataset", "BUILD", "-p", "network=\udcff"], 2, "surrogates"),
    (["query", "counts", "--dataset", "BUILD", "--format", "turtle"], 2, "turtle is for CONSTRUCT"),
    (["query", "counts", "--dataset", "BUILD", "--format", "geojson"], 2, "needs coordinates"),
    (["query", "gone.rq", "--dataset", "BUILD"], 1, "gone.rq: cannot be read"),
    (["query", "SELECT {", "--dataset", "BUILD"], 1, "cannot be parsed"),
    (["query", "ASK { SERVICE <urn:x> {} }", "--dataset", "BUILD"], 1, "SERVICE is disabled"),
    (["query", "/dev/null", "--dataset", "BUILD"], 1, "/dev/null: "),
    (["query", "/dev/zero", "--dataset", "BUILD"], 1, "a query has at most"),
    (["query", "counts", "--dataset", "gone.ttl"], 1, "gone.ttl: there is no such file"),
    (["query", "counts", "--dataset", "."], 1, "not a store of ours"),
    (["query", "counts", "--dataset", "/dev/null"], 1, "is not a regular file"),
    (["query", "counts", "--dataset", "BUILD", "-o", "."], 1, "is a folder"),
    (["query", "counts", "--dataset", "BUILD", "-o", "gone/x"], 1, "folder gone does not exist"),
    (["query", "counts", "--dataset", "BUILD", "-o", "/dev/null"], 1, "is a device"),
    (["query", "counts", "--dataset", "BUILD", "-o", "\udcff/\udcff"], 1, "does not exist"),
    (["queries", "partner-of"], 2, "did you mean partners-of"),
    (["queries", "../queries/counts"], 2, "no such query"),
    (["queries", "a", "b"], 2, "unrecognized arguments"),
    (["build", "--data", "/dev/null"], 1, "is no folder"),
    (["build", "--data", "gone"], 1, "gone:1: "),
    (["build", "extra"], 2, "unrecognized arguments: extra"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), BAD, ids=lambda value: str(value)[:60])
def test_a_bad_call_is_a_sentence(
    call: Callable[..., tuple[int, str, str]], words: list[str], code: int, told: str
) -> None:
    """What is wrong gives its exit code and one message on standard error, nothing on output."""
    found, out, err = call(*words)
    assert (found, out) == (code, "")
    assert told in err
    assert err.startswith(("hanse: ", "usage: hanse", "gone:1: ", "/dev/null:1: "))
    assert "Traceback" not in err
    assert len(err) < 2000


SENT = [
    (b"", 1, "standard input: no query"),
    (b" \n", 1, "standard input: no query"),
    (b"\xff\xfe\x00", 1, "standard input: not UTF-8 at byte 0"),
    (b"ASK { ?s ?p '\xff' }", 1, "standard input: not UTF-8 at byte 13"),
    (b"\0" * 100, 1, "standard input: "),
    (b"#" * (1 << 21), 1, "a query has at most"),
    (b"{" * 200, 1, "standard input:1:101: nested deeper"),
    (b"SELECT * { ?s ?p }", 1, "standard input: the query cannot be parsed: error at 1:"),
    (b"SELECT * { ?s nope:p ?o }", 1, "standard input:1:15: prefix nope: is not declared"),
]


@pytest.mark.parametrize(("sent", "code", "told"), SENT, ids=lambda value: str(value)[:40])
def test_bad_standard_input_is_a_sentence(
    run_hanse: Callable[..., Done], build_folder: Path, sent: bytes, code: int, told: str
) -> None:
    """Nothing, bytes that are no text and what is no query are named as standard input."""
    done = run_hanse("query", "-", "--dataset", build_folder, sent=sent)
    assert (done.returncode, done.stdout) == (code, b"")
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_results_and_messages_have_their_streams(
    call: Callable[..., tuple[int, str, str]], small_data: Path
) -> None:
    """Answers and lists go to standard output alone; what a build says goes to standard error."""
    code, out, err = call("query", COUNT, "--dataset", "BUILD", "--format", "csv")
    assert (code, out.split("\r\n")[0], err) == (0, "n", "")
    code, out, err = call("queries")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(list_queries()) > 25
    code, out, err = call("build", "--data", str(small_data), "-o", "out")
    assert (code, out) == (0, "")
    assert re.search(r"out: 3 cities, 1 networks, 3 memberships, .* triples, checked", err)
    code, out, err = call("check", "--data", str(small_data))
    assert code == 0
    assert out.startswith(f"{small_data}/")
    assert "Warning" not in err
    assert re.search(r"checked: \d+ triples, no faults, .*\n$", err)


def test_a_query_is_shown_whole(call: Callable[..., tuple[int, str, str]]) -> None:
    """`hanse queries NAME` shows title, parameters and the text of the file."""
    for query in list_queries():
        code, out, _ = call("queries", query.name)
        assert code == 0
        assert out.startswith(f"{query.title}\n")
        assert out.endswith(query.text.rstrip("\n") + "\n")
        for name in query.parameters:
            assert f"-p {name}=" in out


def test_an_answer_is_written_to_a_file_whole(
    call: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """-o writes what standard output would get, and prints nothing."""
    words = ("query", "counts", "--dataset", "BUILD", "--format", "csv")
    _, printed, _ = call(*words)
    assert call(*words, "-o", "answer.csv") == (0, "", "")
    assert (tmp_path / "answer.csv").read_bytes().decode() == printed
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]


def test_a_pipe_gets_no_colour(call: Callable[..., tuple[int, str, str]]) -> None:
    """No escape sequence stands in what a pipe reads."""
    for words in (
        ["--help"],
        ["query", "--help"],
        ["queries"],
        ["query", "counts", "--dataset", "BUILD"],
    ):
        assert "\x1b" not in "".join(map(str, call(*words)))


@pytest.mark.parametrize(
    ("expected", "shell"),
    [
        ((0, ""), '"$0" -m hanse queries 2>&-'),
        ((0, ""), '"$0" -m hanse check --data "$1" 2>&-'),
        ((2, ""), '"$0" -m hanse nothing 2>&-'),
        ((1, "standard output is closed"), '"$0" -m hanse queries >&-'),
        ((1, "standard output is closed"), '"$0" -m hanse query counts --dataset "$2" >&-'),
        ((2, "standard input is closed"), '"$0" -m hanse query - <&-'),
        ((1, "No space left"), '"$0" -m hanse queries >/dev/full'),
        ((1, "No space left"), '"$0" -m hanse tidy --check --data "$1" >/dev/full'),
        ((1, "No space left"), '"$0" -m hanse query counts --dataset "$2" >/dev/full'),
        ((0, ""), 'PYTHONIOENCODING=ascii "$0" -m hanse queries'),
        ((0, ""), 'PYTHONIOENCODING=ascii "$0" -m hanse queries city-profile'),
        ((0, ""), 'LC_ALL=C PYTHONUTF8=0 "$0" -m hanse query names-of-city --dataset "$2"'),
    ],
)
def test_closed_and_full_streams_are_no_traceback(
    small_data: Path, build_folder: Path, tmp_path: Path, expected: tuple[int, str], shell: str
) -> None:
    """A stream that is closed, full or of another encoding gives an exit code and a sentence."""
    if "/dev/full" in shell and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, small_data, build_folder],
        cwd=tmp_path,
        env=BUFFERED,
        capture_output=True,
        check=False,
        timeout=120,
    )
    error = done.stderr.decode()
    assert (done.returncode, expected[1] in error) == (expected[0], True), error
    assert "Traceback" not in error
    assert "Exception ignored" not in error


@pytest.mark.parametrize("words", [["queries"], ["query", COUNT], ["--help"]])
def test_a_reader_that_has_enough_is_no_error(
    build_folder: Path, tmp_path: Path, words: list[str]
) -> None:
    """Where the reader of a pipe has gone, the command ends without a word."""
    shutil.copytree(build_folder, tmp_path / "build")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "hanse", *words],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=BUFFERED,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


IMPORTS = """
import sys
from hanse.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""
HEAVY = {
    "rdflib", "networkx", "pyvis", "pandas", "polars", "numpy", "scipy", "igraph", "IPython",
    "pyshacl", "SPARQLWrapper", "pyarrow", "babel", "dataclasses", "typing", "inspect", "logging",
    "asyncio", "subprocess",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["query", "partners-of", "-p", "network=re-growcity"],
        ["query", COUNT, "--format", "csv"],
        ["queries"],
        ["queries", "partners-of"],
    ],
)
def test_a_query_imports_no_heavy_library(
    build_folder: Path, tmp_path: Path, words: list[str]
) -> None:
    """A query starts fast because it imports the engine, a parser and no more."""
    dataset = ["--dataset", str(build_folder)] if words[0] == "query" else []
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, *words, *dataset],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        timeout=60,
    )
    loaded = set(done.stderr.decode().split())
    assert "hanse" in loaded
    assert ("pyoxigraph" in loaded) == (words[0] == "query")
    assert loaded & HEAVY == set()
