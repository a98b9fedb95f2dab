"""Long jobs give way to short ones: a worker that has computed for long gets a lower priority."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

# Seconds of the processor, not of the clock: on a busy machine short jobs take long, too.
_PATIENCE = 0.5
_LOWER_BY = 5


class Courtesy:
    """Watches one worker during one job; `given` tells whether its priority was lowered.

    It cannot be raised again without privileges.
    """

    def __init__(self, pid: int) -> None:
        self.given = False
        self._pid, self._start = pid, measure_processor(pid)
        self._wait(_PATIENCE)

    def _wait(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        left = _PATIENCE - (measure_processor(self._pid) - self._start)
        if left > 0:
            self._wait(max(left, 0.1))
            return
        self.given = True
        with suppress(OSError, AttributeError):
            lower = os.getpriority(os.PRIO_PROCESS, self._pid) + _LOWER_BY
            os.setpriority(os.PRIO_PROCESS, self._pid, lower)

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()


def measure_processor(pid: int) -> float:
    """Give the seconds that a process has computed; where the system does not say, the clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return time.monotonic()
