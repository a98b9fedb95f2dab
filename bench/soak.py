"""Hostile and honest traffic against `hanse serve` for as long as one likes, on this machine only.

    python -m bench.soak [SECONDS] [PATH]

Four honest clients ask the catalogue and compare every answer with the first one; four hostile ones
send, in turn, everything in ATTACKS. A line a window, a minute or a sixth of the time, tells what
was seen. The first window is for warming up. It ends with exit 1 where an honest client got
another answer or none, or where the last window, beside the second,

    has a median answer time of more than 1.5 times and 20 ms more,
    has more than 1.25 times the memory and 30 MB more (of server and workers, what they share
    counted once, at the best moment of the window), or
    has more than 30 descriptors more, at the best moment.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from bench.serving import LOCAL, Client, read_texts

import hanse

if TYPE_CHECKING:
    from collections.abc import Callable

HONEST = HOSTILE = 4
MINUTE = 60.0
WATCH = 0.5  # seconds between looks at the processes
PAUSE = 0.05  # seconds between the requests of one client
LIMITS = "--timeout 4 --limit header_seconds=5 --limit body_seconds=5 --limit write_seconds=5"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"
FLOOD = "SELECT * { { ?s ?p ?o } UNION { ?s ?p ?o } }"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
CONCAT = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))


def get(text: str, host: str = "localhost") -> bytes:
    """Write a GET of a query."""
    return f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


# What is sent, and for how many seconds the answer is read before the client leaves.
ATTACKS: dict[str, tuple[bytes, float]] = {
    "heavy": (get(HEAVY), 5),
    "abandoned": (get(HEAVY), 0.1),
    "flood": (get(FLOOD), 5),
    "flood, HTTP/1.0": (get(FLOOD).replace(b"/1.1", b"/1.0"), 5),
    "not taken": (get(FLOOD), 0),
    "bomb": (get(f'SELECT (STRLEN(?x30) AS ?n) {{ BIND("aaaaaaaa" AS ?x0){CONCAT} }}'), 5),
    "braces": (get("SELECT * " + "{" * 5000 + "}" * 5000), 1),
    "service": (get("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }"), 1),
    "update": (POST.replace(b"query", b"update") + b"Content-Length: 9\r\n\r\nCLEAR ALL", 1),
    "half a head": (b"GET /sparql HTTP/1.1\r\nHost:", 2),
    "half a body": (POST + b"Content-Length: 100\r\n\r\nASK", 2),
    "large body": (POST + b"Content-Length: 8388608\r\n\r\n" + b"x" * (8 << 20), 3),
    "long address": (b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n", 1),
    "garbage": (random.Random(1).randbytes(2000), 1),  # noqa: S311 - any will do
    "foreign host": (get("ASK {}", "evil.example"), 1),
    "pipeline": (get("ASK {}") * 50, 1),
    "many pages": (
        b"GET /describe?iri=urn:NUMBER&format=turtle HTTP/1.1\r\nHost: localhost\r\n\r\n",
        1,
    ),
}


class Seen:
    """What the clients and the watcher saw in one window."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.times: list[float] = []
        self.outcomes: Counter[str] = Counter()
        self.memory: list[float] = []
        self.descriptors: list[int] = []
        self.wrong: list[str] = []


class Window(NamedTuple):
    """A window summed up: milliseconds, and the least MB and descriptors, which is what stays."""

    middle: float
    late: float
    memory: float
    descriptors: float


class Soak:
    """Traffic against one server."""

    def __init__(self, port: int, pid: int, texts: dict[str, str]) -> None:
        """Say whom to ask what."""
        self.port, self.pid, self.texts = port, pid, texts
        self.seen = Seen()
        self.answers: dict[str, bytes] = {}
        self.kills = 0
        self.over = threading.Event()

    def be_honest(self, number: int) -> None:
        """Ask the catalogue until it is over."""
        order, names = random.Random(number), list(self.texts)  # noqa: S311 - an order
        client = Client(self.port, "/sparql")
        while not self.over.wait(PAUSE):
            name = order.choice(names)
            start = time.perf_counter()
            try:
                body = client.ask(self.texts[name])
            except (OSError, SystemExit, ValueError) as error:
                self.forgive(f"{name}: {error}")
                client = Client(self.port, "/sparql")
                continue
            self.seen.times.append(time.perf_counter() - start)
            self.seen.outcomes["honest 200"] += 1
            if sorted(self.answers.setdefault(name, body)) != sorted(body):
                self.seen.wrong.append(f"{name}: another answer")
        client.connection.close()

    def forgive(self, fault: str) -> None:
        """Count a fault as wrong, unless it is the one that a killed worker explains."""
        if self.kills and "ended its worker" in fault:
            self.kills -= 1
            self.seen.outcomes["honest 503 of a killed worker"] += 1
        else:
            self.seen.wrong.append(fault)

    def be_hostile(self, number: int) -> None:
        """Attack in every way until it is over."""
        order, names = random.Random(number), list(ATTACKS)  # noqa: S311 - an order
        while not self.over.wait(PAUSE):
            name = order.choice(names)
            data, seconds = ATTACKS[name]
            data = data.replace(b"NUMBER", str(order.randrange(10**9)).encode())
            with suppress(OSError):
                self.seen.outcomes[f"{name} {attack(self.port, data, seconds)}"] += 1

    def watch(self) -> None:
        """Look at the processes, and kill a worker now and then."""
        while not self.over.wait(WATCH):
            workers = find_workers(self.pid)
            with suppress(OSError):
                self.seen.memory.append(sum(measure_memory(pid) for pid in (self.pid, *workers)))
                files = len(list(Path(f"/proc/{self.pid}/fd").iterdir()))
                self.seen.descriptors.append(files - len(workers))
            if time.monotonic() % 20 < WATCH:
                self.kill_idle(workers)

    def kill_idle(self, workers: list[int]) -> None:
        """Kill a worker that seems to wait; should an honest query be in it, that one is lost."""
        sleeping = [pid for pid in workers if is_sleeping(pid)]
        with suppress(OSError, IndexError):
            os.kill(sleeping[-1], signal.SIGKILL)
            self.kills += 1
            self.seen.outcomes["worker killed"] += 1

    def close_window(self) -> tuple[Window, Seen]:
        """Sum up what was seen and begin anew."""
        seen, self.seen = self.seen, Seen()
        times = sorted(time * 1e3 for time in seen.times) or [float("inf")]
        late = times[max(0, -(-len(times) * 95 // 100) - 1)]
        memory, files = min(seen.memory, default=0.0), min(seen.descriptors, default=0)
        return Window(statistics.median(times), late, memory, files), seen


def attack(port: int, data: bytes, seconds: float) -> str:
    """Send data and read for so long; gives the first status and whether the server closed."""
    with socket.socket() as connection:
        connection.settimeout(2)
        if not seconds:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect((LOCAL, port))
        with suppress(ConnectionError, TimeoutError):
            connection.sendall(data)
        if not seconds:
            time.sleep(2)
            return "left"
        first = b""
        end = time.monotonic() + seconds
        connection.settimeout(min(seconds, 1))
        while time.monotonic() < end:
            try:
                piece = connection.recv(1 << 16)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            if not piece:
                break
            first = first or piece
        status = first.split(maxsplit=2)[1] if first.startswith(b"HTTP/1") else b"-"
        return status.decode()


def find_workers(pid: int) -> list[int]:
    """Give the pids of the children of a process."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def is_sleeping(pid: int) -> bool:
    """Tell whether a process waits, twice within a moment."""
    for _ in range(2):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "S":
                return False
        except OSError:
            return False
        time.sleep(0.05)
    return True


def measure_memory(pid: int) -> float:
    """Give the memory of a process in MB; what it shares counts in shares."""
    found = re.search(
        r"^Pss: +([0-9]+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE
    )
    return int(found[1]) / 1024 if found else 0.0


def find_drift(second: Window, last: Window) -> list[str]:
    """Name what has grown between two windows."""
    found: list[str] = []
    if last.middle > max(1.5 * second.middle, second.middle + 20):
        found.append(f"answer time {second.middle:.1f} → {last.middle:.1f} ms")
    if last.memory > max(1.25 * second.memory, second.memory + 30):
        found.append(f"memory {second.memory:.0f} → {last.memory:.0f} MB")
    if last.descriptors > second.descriptors + 30:
        found.append(f"descriptors {second.descriptors:.0f} → {last.descriptors:.0f}")
    return found


def tell(number: int, window: Window, seen: Seen) -> None:
    """Print the line of a window."""
    counts = ", ".join(f"{name} ×{count}" for name, count in sorted(seen.outcomes.items()))
    print(
        f"{number:3}  honest median {window.middle:.1f} ms, 95 % {window.late:.1f} ms;"
        f" {window.memory:.0f} MB, {window.descriptors:.0f} descriptors; {counts}",
        flush=True,
    )
    for line in seen.wrong[:5]:
        print(f"     WRONG {line}", flush=True)


def look_on(soak: Soak, seconds: float) -> tuple[list[Window], int]:
    """Print a line a window; gives the windows, and how much went wrong."""
    windows: list[Window] = []
    wrong = 0
    length = min(MINUTE, seconds / 6)
    for number in range(1, round(seconds / length) + 1):
        time.sleep(length)
        window, seen = soak.close_window()
        tell(number, window, seen)
        windows.append(window)
        wrong += len(seen.wrong)
    return windows, wrong


def judge(soak: Soak, seconds: float) -> bool:
    """Let everybody at the server for so long; tells whether all went well."""
    work: list[tuple[Callable[..., None], tuple[int, ...]]] = [(soak.watch, ())]
    work += [(soak.be_honest, (number,)) for number in range(HONEST)]
    work += [(soak.be_hostile, (number,)) for number in range(HOSTILE)]
    threads = [threading.Thread(target=target, args=args) for target, args in work]
    for thread in threads:
        thread.start()
    try:
        windows, wrong = look_on(soak, seconds)
    finally:
        soak.over.set()
        for thread in threads:
            thread.join()
    drift = find_drift(windows[1], windows[-1])
    for line in drift:
        print(f"DRIFT {line}")
    print(f"{wrong} honest requests went wrong" if wrong else "every honest request was answered")
    return not drift and not wrong


def main() -> int:
    """Serve, attack, judge."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10 * MINUTE
    place = sys.argv[2:3]
    words = [sys.executable, "-m", "hanse", "serve", *place, "--port", "0", *LIMITS.split()]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as process:
        try:
            assert process.stderr
            found = re.search(r"127\.0\.0\.1:([0-9]+)/", process.stderr.readline().decode())
            assert found
            texts = read_texts(hanse.open(*place), [])
            done = judge(Soak(int(found[1]), process.pid, texts), seconds)
            return 0 if done and process.poll() is None else 1
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
