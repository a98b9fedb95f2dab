"""Two folders change places: a kill or a reader in between is no harm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hanse.errors import OutputError
from hanse.exchange import list_strays, name_new, put_in_place, recover, settle

DRIVER = Path(__file__).with_name("writing_driver.py")
WAYS = ["exchange", "journal"]
MARK = "0123abcd"


def make_folder(folder: Path, content: str) -> Path:
    """Make a folder with one file."""
    folder.mkdir()
    (folder / "data.txt").write_text(content)
    return folder


def read_folder(folder: Path) -> str | None:
    """Read the one file of a folder, if it is there."""
    file = folder / "data.txt"
    return file.read_text() if file.exists() else None


@pytest.mark.parametrize("way", WAYS)
def test_new_folder_takes_the_name_and_the_old_one_is_a_stray(tmp_path: Path, way: str) -> None:
    """After the exchange the new folder stands there; the old one is whole and listed."""
    target = make_folder(tmp_path / "out", "old")
    new = make_folder(name_new(target), "new")
    put_in_place(new, target, one_step=way == "exchange")
    assert read_folder(target) == "new"
    assert [read_folder(stray) for stray in list_strays(target)] == ["old"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("way", WAYS)
def test_failing_exchange_leaves_the_old_folder(tmp_path: Path, way: str) -> None:
    """Where the new folder is missing the old one keeps its name and no journal stays."""
    target = make_folder(tmp_path / "out", "old")
    with pytest.raises((OSError, OutputError)):
        put_in_place(name_new(target), target, one_step=way == "exchange")
    assert read_folder(target) == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_reader_that_is_quicker_than_the_writer_is_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a reader has just done the second rename the writer takes it for done."""
    target = make_folder(tmp_path / "out", "old")
    new = make_folder(name_new(target), "new")
    quicker: list[Path] = []
    rename = Path.rename

    def rename_after_reader(path: Path, to: Path) -> Path:
        if path == new:
            quicker.append(rename(path, to))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", rename_after_reader)
    put_in_place(new, target, one_step=False)
    assert quicker == [target]
    assert read_folder(target) == "new"
    assert [read_folder(stray) for stray in list_strays(target)] == ["old"]


def test_each_new_folder_has_a_name_of_its_own(tmp_path: Path) -> None:
    """Two writers, or two writes, never choose the same name."""
    names = {name_new(tmp_path / "out").name for _ in range(1000)}
    assert len(names) == 1000
    assert {name[:9] for name in names} == {".out.new-"}


@pytest.mark.parametrize("way", WAYS)
def test_readers_and_a_writer_do_each_other_no_harm(tmp_path: Path, way: str) -> None:
    """A reader that looks all the time finds a folder there and makes no writer fail."""
    line = [sys.executable, str(DRIVER), "watch", way, "100", str(tmp_path / "out")]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    assert (found["absent"], found["writer"]) == (0, "done")
    assert found["looks"] > 100


STATES = [
    # journal, what stands there, what a reader makes of it
    (f"{MARK}\n", ("new", "old"), "new"),
    (f"{MARK}\n", ("new", "out"), "out"),
    (f"{MARK}\n", ("old", "out"), "out"),
    (f"{MARK}\n", ("new",), "new"),
    (MARK, ("new", "out"), "out"),
    ("", ("new", "out"), "out"),
    (None, ("new", "old"), None),
    ("../precious\n", ("new",), None),
    ("", (), None),
]


@pytest.mark.parametrize(("journal", "standing", "expected"), STATES)
def test_reader_completes_what_the_journal_says(
    tmp_path: Path, journal: str | None, standing: tuple[str, ...], expected: str | None
) -> None:
    """A reader finds the new folder where its renames were begun; a writer settles the rest."""
    target = tmp_path / "out"
    names = {"new": f".out.new-{MARK}", "old": f".out.old-{MARK}", "out": "out"}
    for name in standing:
        make_folder(tmp_path / names[name], name)
    if journal is not None:
        (tmp_path / ".out.exchange").write_text(journal)
    recover(target)
    recover(target)
    assert read_folder(target) == expected
    settle(target)
    settle(target)
    assert read_folder(target) == expected
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {path.name for path in list_strays(target)} | ({"out"} if expected else set())


def test_old_folder_comes_back_where_the_new_one_is_lost(tmp_path: Path) -> None:
    """Where someone removed the new folder between the two renames a writer restores the old."""
    make_folder(tmp_path / f".out.old-{MARK}", "old")
    (tmp_path / ".out.exchange").write_text(f"{MARK}\n")
    with pytest.raises(OutputError, match="an interrupted write is to be completed"):
        recover(tmp_path / "out")
    settle(tmp_path / "out")
    assert read_folder(tmp_path / "out") == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_journal_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """A link in the place of the journal is named, and nothing is renamed."""
    make_folder(tmp_path / f".out.new-{MARK}", "new")
    (tmp_path / "elsewhere").write_text(f"{MARK}\n")
    (tmp_path / ".out.exchange").symlink_to("elsewhere")
    with pytest.raises(OutputError, match=r"\.out\.exchange"):
        recover(tmp_path / "out")
    assert read_folder(tmp_path / "out") is None


def test_only_folders_that_a_writer_named_are_strays(tmp_path: Path) -> None:
    """What is called only nearly so, and a link or a file called so, belongs to others."""
    others = [f".out.new-{MARK}0", ".out.new-notes00", f".outer.new-{MARK}", f"out.new-{MARK}"]
    for name in [*others, f".out.new-{MARK}", f".out.old-{MARK}"]:
        (tmp_path / name).mkdir()
    (tmp_path / ".out.new-11111111").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / ".out.new-22222222").write_text("")
    strays = [path.name for path in list_strays(tmp_path / "out")]
    assert strays == [f".out.new-{MARK}", f".out.old-{MARK}"]


@pytest.mark.parametrize("name", ["", "/", ".", "..", "a\0b", "z" * 300, "missing/out"])
def test_reader_may_ask_for_any_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Looking for a half done write never fails for a path where there cannot be one."""
    monkeypatch.chdir(tmp_path)
    recover(Path(name))
    assert list(tmp_path.iterdir()) == []
