"""Output folders: the old one or the new one at every moment, and nobody else's ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hanse.errors import InputError, LockedError, OutputError
from hanse.files import write_file
from hanse.release.folder import write_folder
from hanse.release.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable

DRIVER = Path(__file__).with_name("writing_driver.py")
WAYS = ["exchange", "journal"]
OWN = ("data.txt", "store/")
MARK = "0123abcd"


def drive(command: str, way: str, detail: str, target: Path, *before: str) -> Any:
    """Run a command of the driver to its end and read what it found."""
    line = [*before, sys.executable, str(DRIVER), command, way, detail, str(target)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


def fill(folder: Path) -> None:
    """Write a folder as a build does: a file, and a folder with what an engine puts there."""
    (folder / "data.txt").write_text("new")
    (folder / "store").mkdir()
    (folder / "store" / "000001.sst").write_text("new")


def list_own(folder: Path) -> tuple[str, ...]:
    """Take a folder with our file for ours."""
    return OWN if (folder / "data.txt").exists() else ()


def make_old(folder: Path) -> None:
    """Make a folder as an earlier run left it."""
    (folder / "store").mkdir(parents=True)
    (folder / "data.txt").write_text("old")
    (folder / "store" / "000009.sst").write_text("old")


def list_tree(folder: Path) -> dict[str, str]:
    """Read all that stands under a folder: names to content, folders and links to their kind."""
    return {
        str(path.relative_to(folder)): (
            "link" if path.is_symlink() else "folder" if path.is_dir() else path.read_text()
        )
        for path in sorted(folder.rglob("*"))
    }


NEW_TREE = {"data.txt": "new", "store": "folder", "store/000001.sst": "new"}
OLD_TREE = {"data.txt": "old", "store": "folder", "store/000009.sst": "old"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", ["absent", "empty", "old"])
def test_folder_is_made_or_replaced_whole(tmp_path: Path, way: str, before: str) -> None:
    """An absent, an empty and an older folder give way to the new one; nothing else stays."""
    target = tmp_path / "out"
    if before == "empty":
        target.mkdir()
    elif before == "old":
        make_old(target)
    write_folder(target, fill, list_own, one_step=way == "exchange")
    assert list_tree(target) == NEW_TREE
    assert list(tmp_path.iterdir()) == [target]


def test_relative_folder_is_one_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path without a folder before it is meant from the working folder."""
    monkeypatch.chdir(tmp_path)
    write_folder(Path("out"), fill, list_own)
    write_folder(Path("out"), fill, list_own)
    assert list_tree(tmp_path / "out") == NEW_TREE


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("harm", ["kill", "interrupt", "fail"])
def test_harm_at_every_change_leaves_old_or_new(tmp_path: Path, way: str, harm: str) -> None:
    """Killed, interrupted or failed at each of its changes, a write leaves one whole folder.

    A write that ends without an error leaves the new one, and the next write leaves no strays.
    """
    ends = {"kill": {"killed"}, "interrupt": {"KeyboardInterrupt"}, "fail": {"OutputError", "done"}}
    found = drive("strike", way, harm, tmp_path / "out")
    allowed = {f"{end}, {state}" for end in ends[harm] for state in ("old", "new")}
    assert found["moments"] > 30
    assert set(found["outcomes"]) <= (allowed - {"done, old"}) | {"untouched, new"}
    assert {f"{min(ends[harm])}, old", f"{min(ends[harm])}, new"} <= set(found["outcomes"])
    assert found["left"] == []


@pytest.mark.parametrize("way", WAYS)
def test_kill_at_random_moments_leaves_old_or_new(tmp_path: Path, way: str) -> None:
    """Killed at 50 random moments, a writer leaves the last folder it finished or the next one."""
    found = drive("kill", way, "50", tmp_path / "out")
    assert (found["lost"], found["left"]) == ([], [])
    assert found["written"] > 100


@pytest.mark.parametrize("way", WAYS)
def test_full_and_read_only_disks_leave_the_old_folder(tmp_path: Path, way: str) -> None:
    """No space left, then no writing at all: the file and the reason are named, the old stands."""
    apart = ["unshare", "--map-root-user", "--mount"]
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(tmp_path)]
    tried = subprocess.run([*apart, *mount], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("needs the right to mount a small disk: root or user namespaces")
    target = tmp_path / "out"
    line = f'{" ".join(mount)} && exec "$@"'
    found = drive("starve", way, "", target, *apart, "sh", "-c", line, "sh")
    assert "out/a.txt: not written: no space left on the disk" in found["full"]["answer"]
    assert "out.lock: not written: the file system is read-only" in found["read-only"]["answer"]
    for attempt in found.values():
        assert (attempt["state"], attempt["beside"]) == ("old", [])


def test_file_above_the_limit_leaves_the_old_folder(tmp_path: Path) -> None:
    """A file larger than the process may write is named, and the old folder stands."""
    found = drive("limit", "exchange", "", tmp_path / "out")
    assert "out/a.txt: not written: larger than a file may be here" in found["answer"]
    assert (found["state"], found["beside"]) == ("old", [])


@pytest.mark.parametrize(
    ("protected", "named"), [("beside", "out.lock"), ("target", "out"), ("inside", "out/sub")]
)
@pytest.mark.parametrize("way", WAYS)
def test_protected_folders_stay(tmp_path: Path, way: str, protected: str, named: str) -> None:
    """Without the right to write beside, at or inside the target, it is named and stands."""
    (tmp_path / "place").mkdir()
    found = drive("forbid", way, protected, tmp_path / "place" / "out")
    assert found["answer"].startswith(f"OutputError: {named}: not written: permission denied")
    assert (found["state"], found["beside"]) == ("old", [])


def test_locked_folder_is_not_written(tmp_path: Path) -> None:
    """While the lock is held elsewhere nothing is filled and nothing is tidied away."""
    target = tmp_path / "out"
    filled: list[Path] = []
    make_old(target)
    (tmp_path / f".out.new-{MARK}").mkdir()
    with hold_lock(target), pytest.raises(LockedError):
        write_folder(target, filled.append, list_own)
    assert (filled, list_tree(target)) == ([], OLD_TREE)
    assert (tmp_path / f".out.new-{MARK}").is_dir()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), InputError("x"), ValueError("y")])
def test_error_while_filling_leaves_the_old_folder(tmp_path: Path, error: BaseException) -> None:
    """Whatever stops the filling passes through; the old folder stands alone."""

    def stop(folder: Path) -> None:
        fill(folder)
        raise error

    make_old(tmp_path / "out")
    with pytest.raises(type(error)) as caught:
        write_folder(tmp_path / "out", stop, list_own)
    assert caught.value is error
    assert list_tree(tmp_path / "out") == OLD_TREE
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def write_with_hanse(file: Path) -> None:
    """Write as our modules do."""
    write_file(file, b"")


def write_plainly(file: Path) -> None:
    """Write as a library does."""
    file.write_text("")


@pytest.mark.parametrize("write", [write_with_hanse, write_plainly])
def test_failing_file_is_named_in_its_place(tmp_path: Path, write: Callable[[Path], None]) -> None:
    """A file that cannot be written is named where it was to stand, not where it was made."""

    def spoil(folder: Path) -> None:
        (folder / "data.txt").mkdir()
        write(folder / "data.txt")

    with pytest.raises(OutputError) as caught:
        write_folder(tmp_path / "out", spoil, list_own)
    assert str(caught.value).startswith(f"{tmp_path / 'out' / 'data.txt'}: ")
    assert ".new-" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_failure_that_is_not_of_writing_passes_through(tmp_path: Path) -> None:
    """A file that the filling cannot read is no failure to write."""

    def read_missing(_: Path) -> None:
        (tmp_path / "missing").read_text()

    with pytest.raises(FileNotFoundError):
        write_folder(tmp_path / "out", read_missing, list_own)
    assert list(tmp_path.iterdir()) == []


def add_file(folder: Path) -> None:
    """Put a foreign file beside ours."""
    (folder / "notes.txt").write_text("mine")


def add_folder(folder: Path) -> None:
    """Put a foreign folder beside ours."""
    (folder / "notes").mkdir()


def add_link(folder: Path) -> None:
    """Put a link that leads outside in the place of our file."""
    (folder / "data.txt").unlink()
    (folder / "data.txt").symlink_to(folder.parent / "precious")


def add_inner_link(folder: Path) -> None:
    """Put a link that leads outside in our own inner folder."""
    (folder / "store" / "link").symlink_to(folder.parent, target_is_directory=True)


def add_pipe(folder: Path) -> None:
    """Put a pipe in our own inner folder."""
    os.mkfifo(folder / "store" / "pipe")


def add_many(folder: Path) -> None:
    """Put more foreign files there than a message shows."""
    for number in range(5):
        (folder / f"{number}.txt").write_text("mine")


FOREIGN = [
    (add_file, "notes.txt;"),
    (add_folder, "notes/;"),
    (add_link, "data.txt (a link or a device);"),
    (add_inner_link, "store/link (a link or a device);"),
    (add_pipe, "store/pipe (a link or a device);"),
    (add_many, "0.txt, 1.txt, 2.txt and more;"),
]


@pytest.mark.parametrize(("add", "named"), FOREIGN)
def test_folder_with_foreign_files_is_refused(
    tmp_path: Path, add: Callable[[Path], None], named: str
) -> None:
    """A folder that holds what we did not write is named with it and left as it is."""
    (tmp_path / "precious").write_text("1")
    make_old(tmp_path / "out")
    add(tmp_path / "out")
    before = sorted(path.name for path in (tmp_path / "out").rglob("*"))
    with pytest.raises(OutputError) as caught:
        write_folder(tmp_path / "out", fill, lambda _: OWN)
    assert f"out: holds what Hanse did not write: {named} choose another" in str(caught.value)
    assert before == sorted(path.name for path in (tmp_path / "out").rglob("*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "precious"]


@pytest.mark.parametrize("claim", ["", "/", "./", "../", "other.txt", "notes"])
def test_claims_cover_only_what_they_name(tmp_path: Path, claim: str) -> None:
    """No claim but the file's own path, or the folder it is in, makes a file ours."""
    (tmp_path / "out" / "notes").mkdir(parents=True)
    (tmp_path / "out" / "notes" / "mine.txt").write_text("1")
    with pytest.raises(OutputError, match="holds what Hanse did not write: notes/"):
        write_folder(tmp_path / "out", fill, lambda _: [claim])
    assert (tmp_path / "out" / "notes" / "mine.txt").read_text() == "1"


def test_file_put_there_while_filling_is_kept(tmp_path: Path) -> None:
    """What someone puts into the old folder while the new one is filled is not removed."""
    make_old(tmp_path / "out")

    def fill_slowly(folder: Path) -> None:
        fill(folder)
        add_file(tmp_path / "out")

    with pytest.raises(OutputError, match=r"notes\.txt"):
        write_folder(tmp_path / "out", fill_slowly, list_own)
    assert list_tree(tmp_path / "out") == {**OLD_TREE, "notes.txt": "mine"}
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_target_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """A symbolic link is not followed, and the folder it leads to stays."""
    make_old(tmp_path / "elsewhere")
    (tmp_path / "out").symlink_to("elsewhere", target_is_directory=True)
    with pytest.raises(OutputError, match="out: is a symbolic link to elsewhere"):
        write_folder(tmp_path / "out", fill, list_own)
    assert list_tree(tmp_path / "elsewhere") == OLD_TREE
    assert (tmp_path / "out").is_symlink()


def test_link_above_the_target_is_followed(tmp_path: Path) -> None:
    """The folder that holds the target may be reached through a symbolic link."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to("disk", target_is_directory=True)
    write_folder(tmp_path / "link" / "out", fill, list_own)
    assert list_tree(tmp_path / "disk" / "out") == NEW_TREE


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_only_files_and_folders_may_be_filled_in(tmp_path: Path, kind: str) -> None:
    """A link or a pipe among what was filled in is refused, and nothing is put in place."""

    def plant(folder: Path) -> None:
        if kind == "link":
            (folder / "planted").symlink_to("/")
        else:
            os.mkfifo(folder / "planted")

    with pytest.raises(OutputError, match="out/planted: is no file"):
        write_folder(tmp_path / "out", plant, list_own)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["", ".", "..", "work", "work/..", "work/inner", "/"])
def test_working_folder_and_those_above_it_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A process never takes away the folder it works in, though everything in it is its own."""
    (tmp_path / "work" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work" / "inner")
    target = tmp_path / place if place.startswith("work") else Path(place)
    with pytest.raises(OutputError, match=r"working folder|give the name of a new folder"):
        write_folder(target, fill, lambda _: ["work/", "inner/"])
    assert (tmp_path / "work" / "inner").samefile(".")


PLACES = [
    ("file", "file: is not a folder"),
    ("file/out", "not written: a part of its path is a file"),
    ("missing/out", "missing/out: the folder .*missing does not exist; make it first"),
    ("a\0b", "no folder can have this name"),
    ("a\ud800b", "no folder can have this name"),
    ("z" * 250, "the name is too long"),
]


@pytest.mark.parametrize(("name", "reason"), PLACES)
def test_place_where_no_folder_can_stand_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    """A file, a missing parent and an impossible name each get their own sentence."""
    (tmp_path / "file").write_text("1")
    with pytest.raises(OutputError, match=reason):
        write_folder(tmp_path / name, fill, list_own)
    assert list_tree(tmp_path) == {"file": "1"}


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_new_folder_follows_the_umask(tmp_path: Path, mask: int) -> None:
    """A new folder and its files have the permissions that mkdir and open give."""
    before = os.umask(mask)
    try:
        write_folder(tmp_path / "out", fill, list_own)
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o7777 == 0o777 & ~mask
    assert (tmp_path / "out" / "data.txt").stat().st_mode & 0o7777 == 0o666 & ~mask


@pytest.mark.parametrize("way", WAYS)
def test_replaced_folder_hands_its_permissions_on(tmp_path: Path, way: str) -> None:
    """Who closed or opened the old folder to others finds the new one the same."""
    make_old(tmp_path / "out")
    (tmp_path / "out").chmod(0o2750)
    write_folder(tmp_path / "out", fill, list_own, one_step=way == "exchange")
    assert (tmp_path / "out").stat().st_mode & 0o7777 == 0o2750


def test_everything_is_synced_before_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file and folder is synced to the disk, and the folder that holds them all at last."""
    synced: list[int] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    write_folder(tmp_path / "out", fill, list_own)
    written = [path.stat().st_ino for path in (tmp_path / "out", *(tmp_path / "out").rglob("*"))]
    assert len(written) == 4
    assert sorted(synced) == sorted([*written, tmp_path.stat().st_ino])
    assert synced[-2:] == [(tmp_path / "out").stat().st_ino, tmp_path.stat().st_ino]
