"""Files that are no tables, and files too large (catalogue rows C10 and C15)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from hanse.errors import Fault
from hanse.resources import locate
from hanse.tables import find_faults, inputs
from hanse.tables.inputs import MAX_FILE_BYTES, UnreadableError, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = "; its columns are id, label, broader"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped tables without the themes."""
    copy = shutil.copytree(locate("data"), tmp_path / "data")
    (copy / "themes.csv").unlink()
    return copy


def blame(folder: Path) -> str:
    """Find what is said about the file of themes, which must be all that is said."""
    path = str(folder / "themes.csv")
    (fault,) = find_faults(folder)
    assert fault == Fault(path, 1, "", "", fault.rule)
    return fault.rule.removesuffix(COLUMNS)


def test_missing_file(folder: Path) -> None:
    """A missing table is named with its columns."""
    assert blame(folder) == (
        "file is missing; make it with its header row, or choose another folder"
    )


def test_folder_in_place_of_file(folder: Path) -> None:
    """A folder with the name of a table is refused."""
    (folder / "themes.csv").mkdir()
    assert blame(folder) == "is a folder, expected a file"


def test_pipe_is_refused_without_waiting(folder: Path) -> None:
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(folder / "themes.csv")
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(blame(folder)), daemon=True)
    thread.start()
    thread.join(timeout=10)
    assert found == ["is a pipe, expected a file"]


def test_device_is_refused(folder: Path) -> None:
    """An endless device behind a link is refused."""
    (folder / "themes.csv").symlink_to("/dev/zero")
    assert blame(folder) == "is a device, expected a file"


def test_socket_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket is refused."""
    monkeypatch.chdir(folder)  # the address of a socket may be no longer than 107 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("themes.csv")
        assert blame(folder) == "is a socket or a device, expected a file"


def test_circle_of_links_is_refused(folder: Path) -> None:
    """Links that lead in a circle are refused."""
    (folder / "themes.csv").symlink_to(folder / "themes.csv")
    assert blame(folder) == "symbolic links lead in a circle; put the file itself here"


def test_link_to_a_file_is_followed(folder: Path) -> None:
    """A link to a table is as good as the table."""
    (folder / "themes.csv").symlink_to(locate("data") / "themes.csv")
    assert find_faults(folder) == []


def test_unreadable_file_is_refused(folder: Path) -> None:
    """A file without permission to read is refused, also where the tests run as root."""
    shutil.copy(locate("data") / "themes.csv", folder / "themes.csv")
    (folder / "themes.csv").chmod(0)
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.getuid() and path.name.startswith(("data", "test_", "pytest")):
            path.chmod(0o755)
    script = (
        "import os, pathlib, sys\n"
        "from hanse.tables import inputs\n"
        "os.getuid() or os.setuid(65534)\n"
        "try: inputs.read_bytes(pathlib.Path(sys.argv[1]))\n"
        "except inputs.UnreadableError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, folder / "themes.csv"],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "file cannot be read: permission denied; change its permissions\n"


def test_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes between the first and the last look is refused."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"id\nriga\n")

    def check(status: os.stat_result) -> None:
        assert status.st_size == 8
        with path.open("ab") as file:
            file.write(b"cesis\n")

    monkeypatch.setattr(inputs, "_check_file", check)
    with pytest.raises(UnreadableError, match="file changed while it was read; run the command"):
        read_bytes(path)


def test_file_rewritten_in_the_same_length_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes in content alone is refused too."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"id\nriga\n")
    os.utime(path, ns=(0, 0))

    def check(status: os.stat_result) -> None:
        path.write_bytes(b"id\n" + b"rome\n"[: status.st_size])

    monkeypatch.setattr(inputs, "_check_file", check)
    with pytest.raises(UnreadableError, match="file changed while it was read"):
        read_bytes(path)


def test_file_beyond_the_limit_is_not_read(folder: Path) -> None:
    """A file larger than 64 MB is refused by its size alone."""
    with (folder / "themes.csv").open("wb") as file:
        file.truncate(100 * 1000 * 1000)
    assert blame(folder) == "file of 100,000,000 bytes, expected at most 67,108,864"


@pytest.mark.parametrize(
    ("head", "body", "times", "rule"),
    [
        ("id,label,broader\n", "", 100_000_000, "file of 100,000,017 bytes"),
        ("id,label,broader\nx,", "y" * 10_000_000 + ",\n", 1, "expected at most 65,536"),
        ("id,label,broader\n", "x,y,\n", 1_000_000, "more than 100,000 rows"),
        ('id,label,broader\nx,"', "y\n" * 5_000_000, 1, "not closed on its line"),
    ],
    ids=["large file", "large cell", "many rows", "open quote"],
)
def test_large_input_is_refused_in_little_memory(
    folder: Path, head: str, body: str, times: int, rule: str
) -> None:
    """A huge file, cell or row count is refused within 200 MB of memory."""
    with (folder / "themes.csv").open("w", encoding="utf-8") as file:
        file.write(head + body * times)
        if not body:
            file.truncate(len(head) + times)
    script = (
        "import pathlib, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))\n"
        "from hanse.tables import find_faults\n"
        "faults = find_faults(pathlib.Path(sys.argv[1]))\n"
        "print(sum(sys.argv[2] in fault.rule for fault in faults) > 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, folder, rule],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def test_limit_is_64_megabytes() -> None:
    """The limit that the messages name is 64 MB."""
    assert MAX_FILE_BYTES == 64 * 2**20


def test_folder_that_is_missing_is_one_fault(tmp_path: Path) -> None:
    """A folder that is not there is one fault, not one per table."""
    missing = tmp_path / "nowhere"
    (fault,) = find_faults(missing)
    assert (fault.file, fault.rule) == (
        str(missing),
        "folder of tables cannot be read: No such file or directory",
    )


def test_file_in_place_of_the_folder_is_one_fault(tmp_path: Path) -> None:
    """A file given for the folder is one fault."""
    path = tmp_path / "cities.csv"
    path.write_text("id\n")
    assert [f.rule for f in find_faults(path)] == ["is no folder; expected a folder of tables"]


def test_name_that_no_folder_can_have_is_one_fault(tmp_path: Path) -> None:
    """A folder name with a NUL in it is refused in words."""
    (fault,) = find_faults(tmp_path / "a\0b")
    assert fault.rule == "folder of tables cannot be read: embedded null byte"


def test_stranger_among_the_tables_is_refused(folder: Path) -> None:
    """A CSV file that is no table would be left out silently, so it is a fault."""
    shutil.copy(locate("data") / "themes.csv", folder / "theme.csv")
    faults = find_faults(folder)
    assert [f.file for f in faults] == [f"{folder}/theme.csv", f"{folder}/themes.csv"]
    assert faults[0].rule.endswith("perhaps themes.csv")
