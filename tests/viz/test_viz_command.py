"""`hanse viz network` writes one page, or says in a sentence why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hanse.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph


@pytest.fixture
def run(small: Graph, facts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command on the small dataset in a folder of its own."""
    assert len(small) > 0
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> int:
        return main(["viz", *words, "--dataset", str(facts.file)])

    return call


def test_command_writes_a_page(
    run: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By default network.html here; standard output stays free for results."""
    assert run("network") == 0
    page = (tmp_path / "network.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("network.html: ")


def test_command_takes_filters(run: Any, tmp_path: Path) -> None:
    """Every filter of the contract is an option, and the page can say how it was made."""
    words = ["--city", "Rīga", "--country", "LV", "--network", "old", "--theme", "economy"]
    years = ["--programme", "first", "--from", "2003", "--to", "2004", "-o", "part.html"]
    assert run("network", *words, *years) == 0
    page = (tmp_path / "part.html").read_text("utf-8")
    assert "--city Rīga --country LV --network old --theme economy --programme first" in page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["network", "--city", "Atlantis"], (2, "--city Atlantis: not found")),
        (["network", "--from", "2030"], (2, "nothing to draw")),
        (["network", "-o", "missing/page.html"], (1, "missing")),
    ],
)
def test_command_explains_what_is_wrong(
    run: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    expected: tuple[int, str],
) -> None:
    """A bad call exits 2, a place that cannot be written 1, with a sentence and no file."""
    code, said = expected
    assert run(*words) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.glob("**/*.html")) == []


@pytest.mark.parametrize("words", [[], ["network", "--from", "２０１８"], ["network", "--to", "x"]])
def test_command_refuses_a_bad_call(
    run: Any,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    """Without a picture, or with a year that is none, the usage is shown and the exit is 2."""
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert "usage: hanse viz" in capsys.readouterr().err


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """`hanse viz network --help` explains the filters by example."""
    with pytest.raises(SystemExit) as caught:
        main(["viz", "network", "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert "hanse viz network --city Riga -o riga.html" in told
    for option in ("--city", "--country", "--network", "--theme", "--programme", "--from", "--to"):
        assert option in told
