"""Seconds of one piece of work, and of work that is stopped when it takes too long."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any


class LateError(Exception):
    """The work took longer than it may."""


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that a piece of work takes, and what it gives."""
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def clock_within(work: Callable[[], Any], limit: float) -> tuple[float | None, Any]:
    """Give the seconds of work in plain Python, None where it is stopped after the limit."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise LateError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        return clock(work)
    except LateError:
        return None, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
