"""The pool of workers: replies, limits, crashes, queues, and nothing left behind."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import signal
import socket
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hanse.server.asking import get_once
from hanse.server.limits import Limits
from hanse.server.running import Settings, open_app
from hanse.worker import pool as pools
from hanse.worker import process
from hanse.worker import starting as starts
from hanse.worker.frames import pack_json
from hanse.worker.pool import Pool
from hanse.worker.process import Bounds, Outgoing
from hanse.worker.reply import WorkerError
from hanse.worker.starting import Forking, Spawning

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

CALL = f"{__name__}:do_job"
READY = {"status": 200}


def do_job(subject: object, args: dict[str, Any], out: Outgoing) -> None:
    """Do what the arguments say; every test's job."""
    if args.get("before"):
        _do(args["before"], out)
    out.begin({**READY, "pid": os.getpid(), "subject": str(subject)})
    for _ in range(args.get("pieces", 1)):
        out.write(args.get("text", "hello").encode())
    _do(args.get("after", ""), out)


def _do(what: str, out: Outgoing) -> None:
    if what == "sleep":
        out.flush()
        time.sleep(600)  # longer than any limit here
    elif what == "compute":
        until = time.process_time() + 0.8
        while time.process_time() < until:
            pass
    elif what == "crash":
        out.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "memory":
        bytearray(1 << 30)
    elif what == "grow":
        bytearray(os.urandom(1 << 20) * 100)
    elif what == "fault":
        raise ValueError("it cannot be")
    elif what == "open":
        Path("/dev/null").read_bytes()


def open_subject(name: str) -> str:
    """Open the subject of a spawned worker."""
    return name


class Told:
    """What became of a job."""

    def __init__(self) -> None:
        self.outcome, self.body, self.pid, self.subject = "", b"", 0, ""


async def ask(pool: Pool, call: str, **args: Any) -> Told:
    """Ask and take the whole reply."""
    told = Told()
    try:
        async with pool.ask(call, args) as reply:
            told.pid, told.subject = reply.head["pid"], reply.head["subject"]
            told.body = b"".join([piece async for piece in reply.read()])
            told.outcome = reply.outcome
    except WorkerError as error:
        told.outcome = error.reason
    return told


def forking(*, seconds: float = 60.0, memory: int = 1 << 30, may_open: bool = False) -> Forking:
    """Give the means to fork workers."""
    return Forking(lambda: "forked", Bounds(seconds, memory), may_open)


def find_children() -> set[int]:
    """Give the pids of all children, the dead ones that nobody has buried included."""
    pid = os.getpid()
    return {int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


async def wait_until(test: Callable[[], bool]) -> None:
    """Let the others work until something is so; after two minutes it never will be."""
    for _ in range(12_000):
        if test():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def is_dead(pid: int) -> bool:
    """Tell whether a child has ended and only waits to be buried."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def count_files() -> int:
    """Count what this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine; no descriptor and no child of it may be left."""
    files, children = count_files(), find_children()
    asyncio.run(work)
    assert find_children() - children == set()
    assert count_files() == files


@pytest.fixture(params=["fork", "spawn"])
def starting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Forking | Spawning:
    """Give each way of starting workers; a spawned one imports this module by its bare name."""
    if request.param == "fork":
        return forking(memory=256 << 20)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return Spawning(
        f"{Path(__file__).stem}:open_subject", {"name": "spawned"}, Bounds(60, 256 << 20)
    )


def find_call(starting: Forking | Spawning) -> str:
    """Give the name of the job as its workers know it."""
    name = __name__ if isinstance(starting, Forking) else Path(__file__).stem
    return f"{name}:do_job"


def test_both_ways_answer_and_end(
    starting: Forking | Spawning, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forked or spawned, a worker answers job after job, and a killed one is replaced."""

    async def work() -> None:
        pool = Pool(starting, size=1)
        await pool.open()
        call = find_call(starting)
        first, second = [await ask(pool, call, text="x" * 70_000, pieces=3) for _ in range(2)]
        assert (first.outcome, len(first.body), first.pid) == ("done", 210_000, second.pid)
        assert first.subject == ("forked" if isinstance(starting, Forking) else "spawned")
        assert (await ask(pool, call, before="crash")).outcome == "crash"
        assert (await ask(pool, call, after="crash")).outcome == "crash"
        assert (await ask(pool, call, before="fault")).outcome == "error"
        assert (await ask(pool, call, before="memory")).outcome == "memory"
        assert (await ask(pool, call, before="open")).outcome == "error"
        third = await ask(pool, call)
        assert (third.outcome, third.pid == first.pid) == ("done", False)
        with monkeypatch.context() as patch:
            patch.setattr(pool, "_seconds", 0.5)
            assert (await ask(pool, call, before="sleep")).outcome == "time"
        assert (await ask(pool, call)).outcome == "done"
        assert pool.counts == {"done": 4, "crash": 2, "error": 2, "memory": 1, "time": 1}
        await pool.close()

    run(work())


def test_spawned_server_answers_a_query(small_data: Path) -> None:
    """Where there is no fork, the whole application works with spawned workers."""
    place = small_data / "one.ttl"
    place.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    app, graph = open_app(Settings(str(place), Limits(), workers=1, fork=False))
    assert len(graph) == 1
    path = "/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D&format="
    for form, said in (("turtle", b"<urn:a>"), ("jsonld", b"urn:a"), ("rdfxml", b"urn:a")):
        out = BytesIO()
        assert get_once(app, path + form, out) == 0, out.getvalue()
        assert said in out.getvalue()


def test_worker_that_dies_idle_is_replaced_unseen() -> None:
    """A worker that somebody killed while it waited is buried, and the next job has another."""

    async def work() -> None:
        others = find_children()
        pool = Pool(forking(), size=2)
        await pool.open()
        first = find_children() - others
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        await wait_until(lambda: all(map(is_dead, first)))
        await wait_until(lambda: all(one.reader.at_eof() for one in vars(pool)["_idle"]))
        assert (await ask(pool, CALL)).outcome == "done"
        # The dead are buried as soon as the system has them.
        await wait_until(lambda: len(find_children() - others) == 1)
        await pool.close()

    run(work())


@pytest.mark.parametrize("why", ["grown", "old", "slow"])
def test_worn_worker_is_replaced(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has grown, served long or lost its priority is replaced, and nobody fails."""
    if why == "old":
        monkeypatch.setattr(process, "_MOST_JOBS", 3)
    after = {"grown": "grow", "slow": "compute"}.get(why, "")

    async def work() -> None:
        pool = Pool(forking(), size=1)
        first = await ask(pool, CALL, after=after)
        others = [await ask(pool, CALL) for _ in range(4)]
        assert [one.outcome for one in (first, *others)] == ["done"] * 5
        changes = {"grown": 2, "old": 2, "slow": 2}[why]
        assert len({one.pid for one in (first, *others)}) == changes
        await pool.close()

    run(work())


def test_long_job_gives_way() -> None:
    """A job that computes for long gets a lower priority; one that waits keeps its own."""

    async def work() -> None:
        pool = Pool(forking(seconds=30), size=2)
        seen: dict[str, int] = {}
        own = os.getpriority(os.PRIO_PROCESS, 0)
        for what, looks in (("compute", 2_400), ("sleep", 30)):  # a busy machine computes slowly
            with suppress(WorkerError):
                async with pool.ask(CALL, {"after": what}) as reply:
                    for _ in range(looks):
                        if os.getpriority(os.PRIO_PROCESS, reply.head["pid"]) != own:
                            break
                        await asyncio.sleep(0.05)
                    seen[what] = os.getpriority(os.PRIO_PROCESS, reply.head["pid"])
        assert seen == {"compute": own + 5, "sleep": own}
        await pool.close()

    run(work())


def test_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More jobs than workers wait their turn, more than the queue holds are told so at once."""

    async def work() -> None:
        pool = Pool(forking(seconds=1), size=1, queue=2)
        tasks = [asyncio.create_task(ask(pool, CALL, before="sleep"))]
        await wait_until(lambda: bool(vars(pool)["_busy"]))
        monkeypatch.setattr(pool, "_seconds", 60)  # those behind it wait as long as it takes
        tasks += [asyncio.create_task(ask(pool, CALL)) for _ in range(5)]
        outcomes = [(await task).outcome for task in tasks]
        assert sorted(outcomes) == ["busy", "busy", "busy", "done", "done", "time"]
        await pool.close()

    run(work())


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job whose turn does not come within the time of one gives up, and holds no turn."""

    async def work() -> None:
        pool = Pool(forking(seconds=1), size=1)
        # The one at work may take longer than the others wait.
        monkeypatch.setattr(pool, "_seconds", 10)
        first = asyncio.create_task(ask(pool, CALL, before="sleep"))
        await wait_until(lambda: bool(vars(pool)["_busy"]))
        monkeypatch.setattr(pool, "_seconds", -0.5)
        assert (await ask(pool, CALL)).outcome == "busy"
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first
        monkeypatch.setattr(pool, "_seconds", 10)
        assert (await ask(pool, CALL)).outcome == "done"
        await pool.close()

    run(work())


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.01, 0.1])
def test_who_leaves_frees_the_worker(delay: float) -> None:
    """At whatever moment clients leave, every turn comes back and no process stays."""

    async def work() -> None:
        pool = Pool(forking(), size=2)
        tasks = [asyncio.create_task(ask(pool, CALL, after="sleep")) for _ in range(6)]
        await asyncio.sleep(delay)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        answers = await asyncio.gather(*(ask(pool, CALL) for _ in range(4)))
        assert [one.outcome for one in answers] == ["done"] * 4
        left = {name: vars(pool)[name] for name in ("_busy", "_waiting", "_held")}
        assert left == {"_busy": set(), "_waiting": 0, "_held": 0}
        await pool.close()

    run(work())


def test_refused_fork_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process, memory or descriptor for a worker the job is told to come again."""

    def refuse() -> int:
        raise OSError(errno.EAGAIN, "no process")

    async def work() -> None:
        pool = Pool(forking(), size=1)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fork", refuse)
            assert [(await ask(pool, CALL)).outcome for _ in range(3)] == ["busy"] * 3
        assert (await ask(pool, CALL)).outcome == "done"
        await pool.close()

    run(work())


def test_full_disk_breaks_the_reply() -> None:
    """A reply that the disk cannot hold fails as such, whole pieces before it are right."""

    async def work() -> None:
        pool = Pool(forking(), size=1)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, hard))
        try:
            told = await ask(pool, CALL, text="x" * (1 << 16), pieces=100)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert told.outcome == "disk"
        assert (await ask(pool, CALL)).outcome == "done"
        assert pool.counts == {"disk": 1, "done": 1}
        await pool.close()

    run(work())


def test_replies_that_nobody_takes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What slow clients leave untaken has a limit in all; when they go there is room again."""
    monkeypatch.setattr(pools, "_MOST_HELD", 1_000_000)

    async def work() -> None:
        pool = Pool(forking(), size=2)
        job = {"text": "x" * 1000, "pieces": 600}
        async with pool.ask(CALL, job) as reply:
            await reply.wait_for(1 << 30)
            assert (await ask(pool, CALL, **job)).outcome == "busy"
        assert (await ask(pool, CALL, **job)).outcome == "done"
        await pool.close()

    run(work())


def test_closed_pool_starts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing ends busy workers, and who waited for them starts no new one."""
    forked: list[int] = []

    def fork_worker(*args: Any, **options: Any) -> int:
        forked.append(process.fork_worker(*args, **options))
        return forked[-1]

    monkeypatch.setattr(starts, "fork_worker", fork_worker)

    async def work() -> None:
        pool = Pool(forking(), size=1)
        tasks = [asyncio.create_task(ask(pool, CALL, before="sleep")) for _ in range(3)]
        await wait_until(lambda: bool(forked))
        await pool.close()
        outcomes = sorted([(await task).outcome for task in tasks])
        assert outcomes == ["busy", "busy", "crash"]
        assert len(forked) == 1

    run(work())


def test_worker_ends_itself() -> None:
    """Should the server not do it, a worker's own alarm ends a job that takes too long."""
    ours, theirs = socket.socketpair()
    bounds = Bounds(0.2)
    pid = process.fork_worker(lambda: None, bounds, theirs, may_open=False)
    theirs.close()
    ours.sendall(pack_json(b"H", {"call": CALL, "args": {"before": "sleep"}}))
    _, status = os.waitpid(pid, 0)
    ours.close()
    assert os.waitstatus_to_exitcode(status) == -signal.SIGALRM
    assert pools.explain_end(-signal.SIGALRM) == "time"


def test_worker_of_a_dead_server_takes_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose server was killed while it forked has no parent to outlive, and ends."""
    ours, theirs = socket.socketpair()
    gone = os.getpid() + 1
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: gone)
        pid = process.fork_worker(lambda: None, Bounds(5), theirs, may_open=False)
    theirs.close()
    with ours, suppress(ConnectionError):
        ours.sendall(pack_json(b"H", {"call": CALL, "args": {}}))
        assert ours.recv(1) == b""
    assert os.waitpid(pid, 0)[0] == pid
