"""A worker's reply while it comes in, and the measure of what a worker has computed."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from hanse.worker.courtesy import measure_processor
from hanse.worker.reply import Reply, WorkerError


def test_reply_is_read_while_it_comes() -> None:
    """A reader gets each piece once and in order, and waits for what has not come yet."""

    async def work() -> None:
        reply = Reply()
        pieces: list[bytes] = []

        async def read() -> None:
            pieces.extend([piece async for piece in reply.read()])

        reading = asyncio.create_task(read())
        for number in range(40):
            reply.add(bytes([number]) * 60_000)
            await asyncio.sleep(0)
        reply.finish()
        await reading
        assert b"".join(pieces) == b"".join(bytes([n]) * 60_000 for n in range(40))
        reply.close()

    asyncio.run(work())


def test_lost_piece_breaks_the_reply() -> None:
    """A piece that the disk has lost is never passed over."""

    async def work() -> None:
        reply = Reply()
        reply.add(b"hello")
        vars(reply)["_spool"].truncate(0)
        with pytest.raises(WorkerError, match="disk"):
            await anext(reply.read())
        reply.close()

    asyncio.run(work())


def test_time_of_a_processor_is_measured() -> None:
    """The time that this process has computed is seen from outside."""
    before = measure_processor(os.getpid())
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    assert 0.1 < measure_processor(os.getpid()) - before < 2
