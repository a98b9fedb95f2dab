"""`hanse viz network` writes one page, or says in a sentence why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hanse.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph

pytestmark = pytest.mark.wheel


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
        (["network", "--city", "Atlantis"], (2, "--city Atlantis: no city has this IRI")),
        (["network", "--among", "country=DE"], (2, "--among and a --kind of members hide")),
        (["explorer", "--kind", "city"], (2, "--among and a --kind of members hide")),
        (["network", "--from", "2030"], (2, "nothing is left")),
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


@pytest.mark.parametrize("kind", ["timeline", "matrix", "figure", "ties"])
def test_command_writes_figures(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """A figure is written by the ending of its name, by default as SVG here."""
    assert run(kind) == 0
    assert (tmp_path / f"{kind}.svg").read_text("utf-8").startswith("<svg ")
    assert run(kind, "--country", "LV", "-o", "part.html") == 0
    assert "--country LV" in (tmp_path / "part.html").read_text("utf-8")
    told = capsys.readouterr()
    assert told.out == ""
    assert "part.html: " in told.err


def test_command_writes_png_and_pdf(run: Any, tmp_path: Path) -> None:
    """PNG has the pixels that its scale asks for."""
    assert run("matrix", "-o", "one.PNG", "--scale", "1") == 0
    data = (tmp_path / "one.PNG").read_bytes()
    assert int.from_bytes(data[16:20], "big") == 680
    assert run("matrix", "-o", "one.pdf") == 0
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["map", "-o", "map.gif"], "-o map.gif: a figure is written as one of .svg, .png, .pdf"),
        (["map", "-o", "map"], ".svg, .png, .pdf, .html"),
        (["matrix", "-o", "a.svg", "--scale", "2"], "--scale is for .png"),
        (["map"], "no city that takes part has coordinates"),
        (["practices"], "no good practice is handed on"),
        (["figure", "--city", "Atlantis"], "--city Atlantis: no city has this IRI"),
        (["ties", "--city", "Atlantis"], "--city Atlantis: "),
        (["ties", "--to", "1990"], "nothing is left"),
        (["ties", "--onto", "sizes"], "no two members have one recorded"),
    ],
)
def test_figure_explains_what_is_wrong(
    run: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    expected: str,
) -> None:
    """A bad call exits 2 with a sentence and without a file."""
    before = set(tmp_path.iterdir())
    assert run(*words) == 2
    assert expected in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("scale", ["0", "11", "nan", "x"])
def test_figure_refuses_a_scale(run: Any, capsys: pytest.CaptureFixture[str], scale: str) -> None:
    """A scale is a number from 0.5 to 10."""
    with pytest.raises(SystemExit) as caught:
        run("map", "-o", "a.png", "--scale", scale)
    assert caught.value.code == 2
    assert "no scale from 0.5 to 10" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["map", "timeline", "matrix", "practices", "figure"])
def test_help_of_figures_shows_examples(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind says its endings and filters and shows how it is asked for."""
    with pytest.raises(SystemExit) as caught:
        main(["viz", kind, "--help"])
    assert caught.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"examples: hanse viz {kind}" in told
    assert ".svg, .png, .pdf or .html" in told
    for option in ("--city", "--theme", "--programme", "--from", "--to", "--scale", "--dataset"):
        assert option in told
