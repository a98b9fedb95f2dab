"""Processes that write files and folders and are killed, starved and raced on the way.

The tests of writing start this script, for such things are done to a process of its own. Each
command prints what it found as JSON; the tests say what is right. A process that is to end
badly is forked from this one, so that a hundred of them cost little.
"""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.errors import LockedError, OutputError
from hanse.exchange import recover
from hanse.files import write_file
from hanse.release.folder import write_folder
from hanse.release.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Command: TypeAlias = Callable[[str, str, Path], dict[str, object] | None]

OWN = ("a.txt", "b.txt", "sub/")
FILES = ("a.txt", "b.txt", "sub/c.txt")
SMALL, BIG = 2_000, 400_000  # bytes a file
LIMIT = 100_000  # bytes a file may have where that is limited
NOBODY = 65534
RACERS, TURNS = 20, 5
PAUSE = 0.0005  # seconds between two tries
CHANGES = {
    "ctypes.dlsym",
    "fcntl.flock",
    "open",
    "os.chmod",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.truncate",
    "shutil.rmtree",
}


def make_content(name: str, generation: str, size: int) -> bytes:
    """Fill a file with its name and generation, so that a mixture shows."""
    line = f"{name} {generation}\n".encode()
    return line * (size // len(line))


def write(way: str, target: Path, generation: str, size: int = SMALL) -> None:
    """Write one generation as a file, or as a folder by one of the two exchanges."""
    put = write_file if size == BIG else Path.write_bytes  # one names the file, one is quick

    def fill(folder: Path) -> None:
        (folder / "sub").mkdir()
        for name in FILES:
            put(folder / name, make_content(name, generation, size))

    if way == "file":
        write_file(target, make_content(target.name, generation, size))
    else:
        write_folder(target, fill, lambda _: OWN, one_step=way == "exchange")


def read(way: str, target: Path) -> str:
    """Tell which generation stands there, whole; `broken` when it is not exactly one."""
    recover(target)
    if not target.exists():
        return "absent"
    files = [target] if way == "file" else sorted(p for p in target.rglob("*") if p.is_file())
    names = [path.name if way == "file" else str(path.relative_to(target)) for path in files]
    generation = files[0].read_text().split()[1] if files and files[0].stat().st_size else ""
    whole = [make_content(name, generation, SMALL) for name in names]
    expected = [target.name] if way == "file" else list(FILES)
    read_back = [path.read_bytes() for path in files]
    return generation if names == expected and read_back == whole else "broken"


def list_beside(target: Path) -> list[str]:
    """List what stands beside the target that is not the target."""
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def start_apart(task: Callable[[], str | None]) -> tuple[int, int]:
    """Run a task in a forked process; give its pid and where its answer is to be read."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            answer = task() or "done"
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            answer = f"{type(error).__name__}: {error}"
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    return pid, reading


def finish_apart(pid: int, reading: int) -> str:
    """Wait for a forked process; give its answer, the error it raised, or `killed`."""
    with os.fdopen(reading) as pipe:
        answer = pipe.read() or "killed"
    os.waitpid(pid, 0)
    return answer


def write_apart(way: str, target: Path, generation: str) -> set[str]:
    """Write unharmed in another process; give what is wrong afterwards, errors and strays."""
    answer = finish_apart(*start_apart(lambda: write(way, target, generation)))
    return {*list_beside(target), answer} - {"done"}


def strike_at(moment: int, harm: str) -> list[str]:
    """Kill, interrupt or fail this process at its nth change of the disk; tell once it is done."""
    struck: list[str] = []
    seen = 0

    def listen(event: str, _: object) -> None:
        nonlocal seen
        seen += event in CHANGES
        if event not in CHANGES or seen != moment:
            return
        struck.append(event)
        if harm == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if harm == "interrupt":
            raise KeyboardInterrupt
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(listen)
    return struck


def write_struck(way: str, target: Path, moment: int, harm: str) -> str:
    """Write the new generation and come to harm; tell the ending."""
    struck = strike_at(moment, harm)
    try:
        write(way, target, "new")
    except (OutputError, KeyboardInterrupt) as error:
        return type(error).__name__
    return "done" if struck else "untouched"


def strike_everywhere(way: str, harm: str, target: Path) -> dict[str, object]:
    """Harm a writer at its first change of the disk, its second, … until there are no more.

    Before each, an unharmed writer puts the old generation there; `left` is what it left beside.
    """
    outcomes: Counter[str] = Counter()
    left: set[str] = set()
    ending, moment = "", 0
    while ending != "untouched":
        moment += 1
        left |= write_apart(way, target, "old")
        struck = partial(write_struck, way, target, moment, harm)
        ending = finish_apart(*start_apart(struck))
        outcomes[f"{ending}, {read(way, target)}"] += 1
    return {"moments": moment - 1, "outcomes": outcomes, "left": sorted(left)}


def kill_at_random(way: str, rounds: str, target: Path) -> dict[str, object]:
    """Kill a writer of ever new generations at random moments.

    `lost` tells where neither the last generation that was written nor the next one stands.
    """
    moments = random.Random(7)  # noqa: S311 - the same moments in every run
    lost: list[str] = []
    left: set[str] = set()
    start = time.monotonic()
    for _ in range(3):
        left |= write_apart(way, target, "0")
    longest = (time.monotonic() - start) / 2  # one and a half times what a write takes here
    last = 0
    for _ in range(int(rounds)):
        done = write_until_killed(way, target, last + 1, moments.uniform(0.0, longest))
        state = read(way, target)
        if state not in {str(last + done), str(last + done + 1)}:
            lost.append(f"{state} instead of {last + done}")
        last += done + 2
        left |= write_apart(way, target, str(last))
    return {"written": last, "lost": lost, "left": sorted(left)}


def write_until_killed(way: str, target: Path, start: int, seconds: float) -> int:
    """Write generations from `start` on in a process that is killed; count the finished ones."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, b"+")
        for generation in range(start, start + 10_000):
            write(way, target, str(generation))
            os.write(writing, b".")
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        pipe.read(1)
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return len(pipe.read())


def race(way: str, _: str, target: Path) -> dict[str, object]:
    """Let many processes take the lock, again and again, and die with every other one.

    Count the turns in which one was alone, and those in which it met another.
    """
    reading, words = os.pipe()
    start = time.monotonic() + 0.1
    racers = [start_apart(partial(take_turns, way, target, words, start)) for _ in range(RACERS)]
    answers = Counter(finish_apart(*racer) for racer in racers)
    os.close(words)
    with os.fdopen(reading) as pipe:
        turns = Counter(pipe.read().split())
    return {"turns": turns, "answers": answers, "left": list_beside(target)}


def take_turns(way: str, target: Path, words: int, start: float) -> None:
    """Take the lock a number of times, each in a process of its own; every other one dies."""
    time.sleep(max(0.0, start - time.monotonic()))
    for turn in range(TURNS):
        dies = turn % 2 == 1
        answer = finish_apart(*start_apart(partial(take_turn, way, target, words, dies=dies)))
        if answer != ("killed" if dies else "done"):
            raise AssertionError(answer)


def take_turn(way: str, target: Path, words: int, *, dies: bool) -> None:
    """Wait for the lock, tell whether nobody else has it, and release it or die."""
    taken = False
    while not taken:
        with suppress(LockedError), hold_lock(target, by_kernel=way == "kernel"):
            taken = True
            os.write(words, f"{be_alone(target.with_name('inside'))}\n".encode())
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(PAUSE)


def be_alone(inside: Path) -> str:
    """Leave a mark and take it away again; tell whether another's was there."""
    try:
        inside.mkdir()
    except FileExistsError:
        return "together"
    time.sleep(0)
    inside.rmdir()
    return "alone"


def hold(way: str, _: str, target: Path) -> None:
    """Hold the lock until the end of standard input."""
    with hold_lock(target, by_kernel=way == "kernel"):
        say({"pid": os.getpid()})
        sys.stdin.read()


def attempt(way: str, target: Path, size: int = SMALL) -> dict[str, object]:
    """Try to write the new generation in another process; tell the error and what then stands."""
    answer = finish_apart(*start_apart(lambda: write(way, target, "new", size)))
    return {"answer": answer, "state": read(way, target), "beside": list_beside(target)}


def starve(way: str, _: str, target: Path) -> dict[str, object]:
    """Write with too little room on the disk, then on a disk that takes no writing at all."""
    write(way, target, "old")
    full = attempt(way, target, BIG)
    subprocess.run(["mount", "-o", "remount,ro", str(target.parent)], check=True)
    return {"full": full, "read-only": attempt(way, target)}


def limit(way: str, _: str, target: Path) -> dict[str, object]:
    """Write files that are larger than this process may write."""
    write(way, target, "old")
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
    return attempt(way, target, BIG)


def forbid(way: str, protected: str, target: Path) -> dict[str, object]:
    """Write without the rights of root: beside, in the place of or inside what is protected."""
    write(way, target, "old")
    os.chdir(target.parent)  # a stranger has no right to come here from above
    target.parent.chmod(0o777)
    target.chmod(0o777)
    folder = {"beside": target.parent, "target": target, "inside": target / "sub"}[protected]
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return attempt(way, Path(target.name))


def watch(way: str, writes: str, target: Path) -> dict[str, object]:
    """Look at the target, as a reader does, while another process writes it again and again."""

    def write_often() -> None:
        for generation in range(int(writes)):
            write(way, target, str(generation))

    write(way, target, "old")
    writer, reading = start_apart(write_often)
    looks = absent = 0
    while os.waitpid(writer, os.WNOHANG) == (0, 0):
        looks += 1
        if way == "journal":
            recover(target)
        else:
            absent += not target.exists()
    with os.fdopen(reading) as pipe:
        return {"looks": looks, "absent": absent, "writer": pipe.read()}


def fork(way: str, _: str, target: Path) -> dict[str, object]:
    """Let a forked child leave the block of the lock; tell whether its parent still has it."""

    def leave() -> None:
        raise KeyboardInterrupt

    def take() -> None:
        with hold_lock(target, by_kernel=way == "kernel"):
            pass

    answers: list[str] = []
    parent = os.getpid()
    with suppress(KeyboardInterrupt), hold_lock(target, by_kernel=way == "kernel"):
        child = os.fork()
        if child == 0:
            leave()
        os.waitpid(child, 0)
        answers.append(finish_apart(*start_apart(take)))
    if os.getpid() != parent:
        os._exit(0)
    return {"pid": parent, "answers": answers, "beside": list_beside(target)}


def say(found: dict[str, object]) -> None:
    """Print what was found, for the test to read."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


COMMANDS: dict[str, Command] = {
    "strike": strike_everywhere,
    "kill": kill_at_random,
    "race": race,
    "hold": hold,
    "starve": starve,
    "limit": limit,
    "forbid": forbid,
    "watch": watch,
    "fork": fork,
}

if __name__ == "__main__":
    os.umask(0o022)
    command, way, detail, place = sys.argv[1:]
    found = COMMANDS[command](way, detail, Path(place))
    if found is not None:
        say(found)
