"""A command that takes too long can be ended: by Ctrl-C, by its time limit, or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.waiting import PATIENCE, count_cpu_seconds, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Done = subprocess.CompletedProcess[bytes]

INTERRUPT = """
import io, os, signal, sys
from hanse.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it

class Interrupted(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        os.kill(os.getpid(), signal.SIGINT)
        return os.readv(0, [buffer])

sys.stdin = io.TextIOWrapper(io.BufferedReader(Interrupted()))
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    """An interrupted command says so and ends as shells expect."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPT, "query", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        code = process.wait(PATIENCE)
        assert process.stderr is not None
        error = process.stderr.read().decode()
    assert (code, error) == (128 + signal.SIGINT, "hanse: interrupted\n")


def test_timeout_ends_a_query_that_cannot_be_interrupted(
    run_hanse: Callable[..., Done], build_folder: Path
) -> None:
    """A query that takes too long ends with a sentence, exit code 1 and no answer."""
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . FILTER (?c != ?f) }"
    done = run_hanse(
        "query", "-", "--timeout", "0.5", "--dataset", build_folder, sent=query.encode()
    )
    assert done.returncode == 1
    assert b"stopped after 0.5 s (--timeout)" in done.stderr
    assert done.stdout == b""


def test_timeout_out_of_range_is_a_wrong_call(run_hanse: Callable[..., Done]) -> None:
    """A time limit that is none is refused."""
    done = run_hanse("query", "counts", "--timeout", "nan")
    assert done.returncode == 2


def test_ctrl_c_ends_a_query(build_folder: Path) -> None:
    """Ctrl-C ends a query at once, also while the engine works and cannot be interrupted."""
    with _ask_at_length(build_folder, signal.SIG_DFL) as running:
        _let_compute(running, 2)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == -signal.SIGINT
        assert running.stdout is not None
        assert running.stdout.read() == b""


def test_a_query_that_ignores_ctrl_c_goes_on(build_folder: Path) -> None:
    """A query whose starter ignores Ctrl-C, as nohup and a shell's & do, is not ended by it."""
    with _ask_at_length(build_folder, signal.SIG_IGN) as running:
        _let_compute(running, 2)
        running.send_signal(signal.SIGINT)
        _let_compute(running, 1)
        running.kill()


def _let_compute(running: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until a process has computed for so much longer; starting it takes a small part."""
    before = count_cpu_seconds(running.pid)
    wait_until(lambda: count_cpu_seconds(running.pid) > before + seconds, "that it computes")


LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . FILTER (STR(?a) < STR(?f)) }"
INHERIT = """
import os, signal, sys
signal.signal(signal.SIGINT, int(sys.argv[1]))
os.execv(sys.executable, [sys.executable, "-m", "hanse", *sys.argv[2:]])
"""


def _ask_at_length(folder: Path, handling: signal.Handlers) -> subprocess.Popen[bytes]:
    """Start a query that takes minutes, in a process that inherits how SIGINT is handled."""
    words = ("query", LONG, "--dataset", str(folder))
    return subprocess.Popen(
        [sys.executable, "-c", INHERIT, str(int(handling)), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
