"""Single files: complete or absent, and a sentence where they cannot be written."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from hanse.errors import OutputError
from hanse.files import explain_failure, join_inside, try_lock, write_file

DRIVER = Path(__file__).with_name("writing_driver.py")
STRAY = ".out.txt.new-0123abcd"


def drive(command: str, detail: str, target: Path, *before: str) -> Any:
    """Run a command of the driver to its end and read what it found."""
    line = [*before, sys.executable, str(DRIVER), command, "file", detail, str(target)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


@pytest.mark.parametrize("data", [b"", b"new", b"\0\r\n" * 1_000_000])
@pytest.mark.parametrize("before", [None, b"something older"])
def test_file_holds_exactly_the_bytes(tmp_path: Path, data: bytes, before: bytes | None) -> None:
    """A new and a replaced file hold what was given, and nothing else stays."""
    if before is not None:
        (tmp_path / "out.txt").write_bytes(before)
    write_file(tmp_path / "out.txt", data)
    assert (tmp_path / "out.txt").read_bytes() == data
    assert list(tmp_path.iterdir()) == [tmp_path / "out.txt"]


@pytest.mark.parametrize("name", ["out.txt", "Rīga €.ttl", ".hidden", "z" * 255, "ī" * 127, "-o"])
def test_file_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every name that the system takes is taken, in the working folder too."""
    monkeypatch.chdir(tmp_path)
    write_file(Path(name), b"1")
    write_file(Path(name), b"2")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"2")]


@pytest.mark.parametrize("harm", ["kill", "interrupt", "fail"])
def test_harm_at_every_change_leaves_old_or_new(tmp_path: Path, harm: str) -> None:
    """Killed, interrupted or failed at each of its changes, a write leaves one whole file."""
    ends = {"kill": {"killed"}, "interrupt": {"KeyboardInterrupt"}, "fail": {"OutputError", "done"}}
    found = drive("strike", harm, tmp_path / "out")
    allowed = {f"{end}, {state}" for end in ends[harm] for state in ("old", "new")}
    assert found["moments"] > 4
    assert set(found["outcomes"]) <= (allowed - {"done, old"}) | {"untouched, new"}
    assert f"{min(ends[harm])}, old" in found["outcomes"]
    assert found["left"] == []


def test_kill_at_random_moments_leaves_old_or_new(tmp_path: Path) -> None:
    """Killed at 50 random moments, a writer leaves the last file it finished or the next one."""
    found = drive("kill", "50", tmp_path / "out")
    assert (found["lost"], found["left"]) == ([], [])
    assert found["written"] > 100


def test_full_and_read_only_disks_leave_the_old_file(tmp_path: Path) -> None:
    """No space left, then no writing at all: the file and the reason are named, the old stands."""
    apart = ["unshare", "--map-root-user", "--mount"]
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(tmp_path)]
    tried = subprocess.run([*apart, *mount], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("needs the right to mount a small disk: root or user namespaces")
    line = f'{" ".join(mount)} && exec "$@"'
    found = drive("starve", "", tmp_path / "out", *apart, "sh", "-c", line, "sh")
    assert "out: not written: no space left on the disk" in found["full"]["answer"]
    assert "out: is write-protected" in found["read-only"]["answer"]
    for attempt in found.values():
        assert (attempt["state"], attempt["beside"]) == ("old", [])


def test_file_above_the_limit_leaves_the_old_file(tmp_path: Path) -> None:
    """A file larger than the process may write is named, and the old one stands."""
    found = drive("limit", "", tmp_path / "out")
    assert "out: not written: larger than a file may be here" in found["answer"]
    assert (found["state"], found["beside"]) == ("old", [])


@pytest.mark.parametrize(
    ("protected", "reason"),
    [("beside", "not written: permission denied"), ("target", "is write-protected")],
)
def test_protected_files_stay(tmp_path: Path, protected: str, reason: str) -> None:
    """Without the right to write the file or its folder, the file is named and stands."""
    (tmp_path / "place").mkdir()
    found = drive("forbid", protected, tmp_path / "place" / "out")
    assert found["answer"].startswith(f"OutputError: out: {reason}; ")
    assert (found["state"], found["beside"]) == ("old", [])


PLACES = [
    (".", "is a folder; give the name of a file"),
    ("/", "is a folder; give the name of a file"),
    ("folder", "folder: is a folder; give the name of a file"),
    ("missing/out", "missing/out: the folder missing does not exist; make it first"),
    ("file/out", "file/out: not written: a part of its path is a file, not a folder"),
    ("link", "link: is a symbolic link to file; give the name of a file"),
    ("dangling", "dangling: is a symbolic link to nowhere; give the name of a file"),
    ("pipe", "pipe: is a device or a pipe, not a file"),
    (os.devnull, f"{os.devnull}: is a device or a pipe, not a file"),
    ("z" * 256, "the name is too long"),
    ("a\0b", "a\\u0000b: no file can have this name"),
    ("a\ud800b", "a\\uD800b: no file can have this name"),
]


@pytest.mark.parametrize(("name", "reason"), PLACES)
def test_place_where_no_file_can_stand_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    """Folders, links, devices, missing folders and impossible names get their own sentence."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(OutputError) as caught:
        write_file(Path(name), b"2")
    assert reason in str(caught.value)
    assert (tmp_path / "file").read_text() == "1"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "../../x", "/etc/x", "a/b", "a\\b", "a\0", "a\nb", "\u202ex"],
)
def test_name_from_data_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """A name that is not that of one file in the folder is refused and shown."""
    with pytest.raises(OutputError, match="no file in this folder can be called"):
        join_inside(tmp_path, name)


def test_honest_name_from_data_is_taken(tmp_path: Path) -> None:
    """A plain name, in any script, is a file in the folder."""
    assert join_inside(tmp_path, "Rīga–Αθήνα.html") == tmp_path / "Rīga–Αθήνα.html"


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_new_file_follows_the_umask(tmp_path: Path, mask: int) -> None:
    """A new file has the permissions that open gives."""
    before = os.umask(mask)
    try:
        write_file(tmp_path / "out.txt", b"1")
    finally:
        os.umask(before)
    assert (tmp_path / "out.txt").stat().st_mode & 0o7777 == 0o666 & ~mask


def test_replaced_file_hands_its_permissions_on(tmp_path: Path) -> None:
    """Who closed the old file to others finds the new one closed."""
    (tmp_path / "out.txt").write_text("old")
    (tmp_path / "out.txt").chmod(0o640)
    write_file(tmp_path / "out.txt", b"new")
    assert (tmp_path / "out.txt").stat().st_mode & 0o7777 == 0o640


def test_file_is_synced_before_it_is_put_in_place_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes last before the name is theirs, and the name before the call returns."""
    synced: list[tuple[int, bool]] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, (tmp_path / "out.txt").exists()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    write_file(tmp_path / "out.txt", b"1")
    file, folder = (tmp_path / "out.txt").stat().st_ino, tmp_path.stat().st_ino
    assert synced == [(file, False), (folder, True)]


def test_stray_of_a_dead_writer_is_removed_and_a_living_ones_kept(tmp_path: Path) -> None:
    """Beside the place only files that no process holds are tidied away, and only our own."""
    for name in (STRAY, f"{STRAY}0", ".out.txt.new-11111111", ".other.new-0123abcd"):
        (tmp_path / name).write_text("")
    (tmp_path / ".out.txt.new-22222222").mkdir()
    living = os.open(tmp_path / ".out.txt.new-11111111", os.O_RDONLY)
    try:
        assert try_lock(living)
        write_file(tmp_path / "out.txt", b"1")
    finally:
        os.close(living)
    kept = {f"{STRAY}0", ".out.txt.new-11111111", ".other.new-0123abcd", ".out.txt.new-22222222"}
    assert {path.name for path in tmp_path.iterdir()} == {*kept, "out.txt"}


def test_writer_whose_new_file_was_swept_makes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep that comes before the writer has locked its new file does not make it fail."""
    swept: list[Path] = []
    really_open = os.open

    def open_and_sweep(path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = really_open(path, flags, mode)
        if flags & os.O_EXCL and not swept:
            swept.append(path)
            path.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_and_sweep)
    write_file(tmp_path / "out.txt", b"1")
    assert len(swept) == 1
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.txt", b"1")]


def test_writers_of_one_file_do_each_other_no_harm(tmp_path: Path) -> None:
    """Of writers at the same moment none fails, and the file is whole and one of theirs."""
    failures: list[Exception] = []

    def write_often(letter: str) -> None:
        for _ in range(20):
            try:
                write_file(tmp_path / "out.txt", letter.encode() * 10_000)
            except Exception as error:  # noqa: BLE001 - any of them fails the test
                failures.append(error)

    writers = [threading.Thread(target=write_often, args=(letter,)) for letter in "abcdefgh"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    text = (tmp_path / "out.txt").read_text()
    assert failures == []
    assert (len(text), len(set(text))) == (10_000, 1)
    assert list(tmp_path.iterdir()) == [tmp_path / "out.txt"]


def test_every_failure_of_the_system_has_words() -> None:
    """Whatever the system answers, the reader gets the path and a reason on one line."""
    errors = [OSError(code, os.strerror(code)) for code in errno.errorcode]
    messages = [str(explain_failure(Path("out"), error)) for error in [*errors, OSError("own")]]
    assert len(messages) > 100
    assert [m for m in messages if not re.fullmatch(r"out: not written: \S.+", m)] == []


def test_importing_costs_no_library() -> None:
    """What a cold query imports to write its answer or open a folder is small."""
    code = "import sys, hanse.files, hanse.exchange; print(*sys.modules)"
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    heavy = {"ctypes", "dataclasses", "inspect", "shutil", "subprocess", "tempfile", "json"}
    assert set(done.stdout.split()) & heavy == set()
    assert "hanse.files" in done.stdout.split()
