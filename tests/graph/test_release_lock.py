"""The lock beside an output folder: one holder at a time, whatever becomes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hanse.errors import LockedError, OutputError
from hanse.files import HAS_LOCKS
from hanse.release.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable

DRIVER = Path(__file__).with_name("writing_driver.py")
WAYS = [
    pytest.param(
        "kernel",
        marks=pytest.mark.skipif(not HAS_LOCKS, reason="this system has no file locks"),
    ),
    "file",
]


def drive(command: str, way: str, target: Path) -> Any:
    """Run a command of the driver to its end and read what it found."""
    line = [sys.executable, str(DRIVER), command, way, "", str(target)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


def start_holder(way: str, target: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock, and wait until it does."""
    holder = subprocess.Popen(
        [sys.executable, DRIVER, "hold", way, "", target],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert json.loads(holder.stdout.readline()) == {"pid": holder.pid}
    return holder


@pytest.mark.parametrize("way", WAYS)
def test_lock_stands_beside_the_target_and_goes(tmp_path: Path, way: str) -> None:
    """The lock is `<target>.lock`, names its holder, and nothing of it stays."""
    with hold_lock(tmp_path / "out", by_kernel=way == "kernel"):
        assert [path.name for path in tmp_path.iterdir()] == ["out.lock"]
        assert (tmp_path / "out.lock").read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", WAYS)
def test_error_inside_gives_the_lock_back(tmp_path: Path, way: str) -> None:
    """An error in the block passes through and ends the lock."""
    with pytest.raises(OSError, match="mine"), hold_lock(tmp_path / "x", by_kernel=way == "kernel"):
        raise OSError("mine")
    with hold_lock(tmp_path / "x", by_kernel=way == "kernel"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", WAYS)
def test_second_process_is_told_who_holds_the_lock(tmp_path: Path, way: str) -> None:
    """While another process holds the lock, LockedError names the folder and that process."""
    with start_holder(way, tmp_path / "out") as holder:
        with (
            pytest.raises(LockedError) as caught,
            hold_lock(tmp_path / "out", by_kernel=way == "kernel"),
        ):
            pass
        holder.communicate("")
    assert (caught.value.path, caught.value.pid) == (str(tmp_path / "out"), holder.pid)
    assert f"out: locked by pid {holder.pid}" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", WAYS)
def test_lock_of_a_killed_process_is_taken_over(tmp_path: Path, way: str) -> None:
    """After kill -9 of the holder its file is still there, and the next one has the lock."""
    with start_holder(way, tmp_path / "out") as holder:
        holder.kill()
    assert (tmp_path / "out.lock").read_text() == f"{holder.pid}\n"
    with hold_lock(tmp_path / "out", by_kernel=way == "kernel"):
        assert (tmp_path / "out.lock").read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not HAS_LOCKS, reason="this system has no file locks")
@pytest.mark.parametrize("text", [f"{os.getppid()}\n", "", "not a pid", "9" * 30, "-1\n"])
def test_kernel_decides_whatever_the_file_says(tmp_path: Path, text: str) -> None:
    """A file that nobody holds is no lock, though a process has the pid that stands in it."""
    (tmp_path / "out.lock").write_text(text)
    with hold_lock(tmp_path / "out"):
        assert (tmp_path / "out.lock").read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("way", WAYS)
def test_racing_processes_are_never_two_at_once(tmp_path: Path, way: str) -> None:
    """Of 20 processes each has the lock five times, alone, though every other holder is killed."""
    found = drive("race", way, tmp_path / "out")
    assert found == {"turns": {"alone": 100}, "answers": {"done": 20}, "left": []}


def test_lock_released_and_taken_while_looked_at_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file is the lock, a holder that ends in good order leaves it to the next one."""
    lock = tmp_path / "out.lock"
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    lock.write_text(f"{ended.pid}\n")
    asked: list[int] = []
    kill = os.kill

    def release_before_answer(pid: int, number: int) -> None:
        asked.append(pid)
        if asked.count(ended.pid) == 2:
            lock.unlink()
            lock.write_text(f"{os.getppid()}\n")
        kill(pid, number)

    monkeypatch.setattr(os, "kill", release_before_answer)
    with pytest.raises(LockedError) as caught, hold_lock(tmp_path / "out", by_kernel=False):
        pass
    assert (caught.value.pid, lock.read_text()) == (os.getppid(), f"{os.getppid()}\n")
    assert asked == [ended.pid, ended.pid, os.getppid()]


@pytest.mark.parametrize("way", WAYS)
def test_forked_child_does_not_end_its_parents_lock(tmp_path: Path, way: str) -> None:
    """A child that leaves the block by an error leaves the lock to its parent."""
    found = drive("fork", way, tmp_path / "out")
    assert len(found["answers"]) == 1
    assert f"locked by pid {found['pid']}" in found["answers"][0]
    assert found["beside"] == []


@pytest.mark.parametrize("way", WAYS)
def test_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path, way: str) -> None:
    """A symbolic link called like the lock is refused, and where it leads nothing changes."""
    (tmp_path / "precious").write_text("1")
    (tmp_path / "out.lock").symlink_to("precious")
    with (
        pytest.raises(OutputError, match=r"out\.lock: not written: its path goes through"),
        hold_lock(tmp_path / "out", by_kernel=way == "kernel"),
    ):
        pass
    assert (tmp_path / "precious").read_text() == "1"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("make", "reason"),
    [(os.mkdir, "a folder stands in its place"), (os.mkfifo, "not a file")],
)
def test_lock_that_is_no_file_is_refused(
    tmp_path: Path, way: str, make: Callable[[Path], None], reason: str
) -> None:
    """A folder or a pipe called like the lock is named, and nobody waits for it."""
    make(tmp_path / "out.lock")
    with (
        pytest.raises(OutputError, match=rf"out\.lock: .*{reason}"),
        hold_lock(tmp_path / "out", by_kernel=way == "kernel"),
    ):
        pass
