"""What a fresh machine lacks is installed by make where it may, and else named in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"
# A Python that has no venv before the package is there, and writes down that it made one.
PYTHON = """
case "$*" in
  *ensurepip*) [ -e {bin}/python3-venv ] ;;
  "-m venv"*) echo "made $3" ;;
esac
"""


class Machine:
    """A folder with our Makefile, whose PATH holds only what a test puts there."""

    def __init__(self, folder: Path) -> None:
        """Start with a Python that lacks venv, and nothing else."""
        self.folder, self.bin = folder, folder / "bin"
        self.bin.mkdir()
        shutil.copy(MAKEFILE, folder)
        self.put("python3", PYTHON.format(bin=self.bin))

    def put(self, name: str, script: str) -> None:
        """Put a command there."""
        file = self.bin / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def be_root(self, *, online: bool) -> None:
        """Let root call, with an apt-get that fails, or installs what it is told."""
        self.put("id", "echo 0")
        install = f"for last; do :; done; cd {self.bin} && {shutil.which('ln')} -s python3 $last"
        self.put("apt-get", f'[ "$1" = update ] || {{ {install}; }}' if online else "exit 100")

    def make(self, target: str, **environment: str) -> tuple[int, str]:
        """Make a target; gives the exit code and what was printed."""
        done = subprocess.run(
            [shutil.which("make") or "make", target],
            cwd=self.folder,
            env={"PATH": str(self.bin)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine where a user without rights calls."""
    if shutil.which("make") is None:
        pytest.skip("make is missing: apt-get install make")
    made = Machine(tmp_path)
    made.put("id", "echo 1000")
    return made


LACKING = [
    ("browser", 0, "chromium is missing: apt-get install chromium\n"),
    (
        "node",
        0,
        "node is missing: apt-get install nodejs\nnpm is missing: apt-get install npm\n",
    ),
    (".venv/bin/python", 2, "python3-venv is missing: apt-get install python3-venv\n"),
]


@pytest.mark.parametrize(("target", "code", "told"), LACKING)
def test_what_lacks_is_named_in_one_line(
    machine: Machine, target: str, code: int, told: str
) -> None:
    """Without rights each missing package is a line, and only Python's venv ends make."""
    found, text = machine.make(target)
    assert (found, text[: len(told)]) == (code, told)
    assert text[len(told) :].count("\n") == bool(code)  # make's own line on its failure


@pytest.mark.parametrize(("target", "code", "told"), LACKING)
def test_a_failing_installation_leads_to_the_same_line(
    machine: Machine, target: str, code: int, told: str
) -> None:
    """Where root's apt-get fails, as it does offline, make says the same and goes on the same."""
    machine.be_root(online=False)
    found, text = machine.make(target)
    assert found == code
    for line in told.splitlines():
        assert line in text.splitlines()
    assert text.startswith("installing ")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("browser", "installing chromium\n"),
        (".venv/bin/python", "installing python3-venv\nmade .venv\n"),
    ],
)
def test_root_installs_what_lacks(machine: Machine, target: str, told: str) -> None:
    """Where root's apt-get works, the package is installed once and nothing is called missing."""
    machine.be_root(online=True)
    assert machine.make(target) == (0, told)
    if target == "browser":
        assert machine.make(target) == (0, "")


def test_without_npm_the_scripts_are_passed_over(machine: Machine) -> None:
    """Who checks without npm is told in one line, and goes on unless nothing may be skipped."""
    told = "npm is missing, the scripts of the pages are passed over: apt-get install npm\n"
    assert machine.make("scripts") == (0, told)
    code, text = machine.make("scripts", HANSE_NO_SKIPS="1")
    assert (code, text.startswith(told)) == (2, True)


def test_packages_are_installed_once(machine: Machine) -> None:
    """With npm the packages are installed before the first check, and again with another lock."""
    made = machine.folder / "viz/node_modules/.package-lock.json"
    made.parent.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (machine.folder / "viz" / name).touch()
    machine.put("touch", f'exec {shutil.which("touch")} "$@"')
    machine.put("npm", 'echo "npm $*"')
    install = "installing what the scripts of the pages need\nnpm ci --silent\n"
    check = "npm --prefix viz run --silent check\n"
    assert machine.make("scripts") == (0, install + check)
    assert machine.make("scripts") == (0, check)
    os.utime(made, (1, 1))
    assert machine.make("scripts") == (0, install + check)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser"])
def test_a_browser_that_is_there_is_enough(machine: Machine, name: str) -> None:
    """Nothing is said of a browser under either of its names."""
    machine.put(name, "")
    assert machine.make("browser") == (0, "")
