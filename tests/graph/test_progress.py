"""Long work shows a bar on a terminal, and a pipe gets its messages alone."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hanse.progress import draw_bar

if TYPE_CHECKING:
    from pathlib import Path

MANY = "".join(f'<urn:s{i}> <urn:p> "value {i}" .\n' for i in range(50_000))


@pytest.mark.parametrize(
    ("done", "total", "expected"),
    [
        (0, 100, f"{'░' * 24}   0%  0 bytes of 100 bytes"),
        (50, 100, f"{'█' * 12}{'░' * 12}  50%  50 bytes of 100 bytes"),
        (1_500_000, 228_000_000, f"{'░' * 24}   1%  1.5 MB of 228 MB"),
        (3_000_000_000, 2_000_000_000, f"{'█' * 24} 100%  3 GB of 2 GB"),
    ],
)
def test_a_bar_shows_what_is_done(done: int, total: int, expected: str) -> None:
    """The bar, the share and the sizes fit a narrow terminal, also where a file grew meanwhile."""
    assert draw_bar(done, total) == expected
    assert len(expected) < 60


def _read_terminal(terminal: int) -> str:
    """Read what was shown until the last writer has gone."""
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:  # how Linux says that nobody holds the other end
            piece = b""
        if not piece:
            return shown.decode()
        shown += piece


def test_a_terminal_shows_a_bar_and_then_the_message(tmp_path: Path) -> None:
    """The bar grows to the whole, is wiped out at the end, and the message stands alone."""
    (tmp_path / "data.nt").write_text(MANY, encoding="utf-8")
    terminal, other = pty.openpty()
    words = ("load", "data.nt", "--store", "store")
    with subprocess.Popen(
        [sys.executable, "-m", "hanse", *words], cwd=tmp_path, stderr=other
    ) as running:
        os.close(other)
        shown = _read_terminal(terminal)
        assert running.wait(60) == 0
    os.close(terminal)
    pictures = shown.split("\r\x1b[K")
    assert len(pictures) >= 3
    assert "100%" in pictures[-2]
    assert pictures[-1].startswith("store: 50000 triples from 1 file (")
    assert pictures[-1].count("\n") == 1


def test_a_pipe_gets_the_message_alone(tmp_path: Path) -> None:
    """Where standard error is no terminal nothing but the message stands there."""
    (tmp_path / "data.nt").write_text(MANY, encoding="utf-8")
    words = ("load", "data.nt", "data.nt", "--store", "store")
    done = subprocess.run(
        [sys.executable, "-m", "hanse", *words],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == ""
    assert done.stderr.startswith("store: 50000 triples from 2 files (")
    assert done.stderr.count("\n") == 1
