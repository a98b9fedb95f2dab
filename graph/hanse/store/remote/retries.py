"""Asking again where it does no harm: at most three times more, later each time."""

from __future__ import annotations

import random
from email.utils import parsedate_to_datetime
from time import sleep, time
from typing import TYPE_CHECKING

from hanse.errors import RemoteError
from hanse.store.remote.transport import MAX_BYTES, PassingError, send_once

if TYPE_CHECKING:
    import urllib.request
    from collections.abc import Callable

    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.deadline import Deadline
    from hanse.store.remote.transport import Reply

MAX_RETRIES = 3
_FIRST_WAIT = 0.5  # seconds; doubled each time, and half of it by chance


def send(
    endpoint: Endpoint,
    request: Callable[[], urllib.request.Request],
    deadline: Deadline,
    *,
    limit: int = MAX_BYTES,
    is_idempotent: bool,
) -> Reply:
    """Send what `request` makes, anew each time; raises RemoteError when that did not help.

    Asked again is only what may be done twice: queries, GET, PUT and DELETE. A Retry-After is
    honoured; one that ends after the deadline ends the waiting at once.
    """
    for number in range(MAX_RETRIES + 1):
        try:
            return send_once(endpoint, request(), deadline, limit)
        except PassingError as error:
            if not is_idempotent or number == MAX_RETRIES:
                raise
            _wait(number, error, deadline)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _wait(number: int, error: PassingError, deadline: Deadline) -> None:
    asked = _read_wait(error.wait)
    pause = _FIRST_WAIT * 2**number * random.uniform(0.5, 1)  # noqa: S311 - no secret
    pause = max(pause, asked)
    if pause >= deadline.left():
        hint = f"{error.reason}; it asks to wait {asked:.0f} s" if asked else error.reason
        raise RemoteError(error.endpoint, hint, status=error.status, said=error.said) from error
    sleep(pause)


def _read_wait(value: str) -> float:
    """Read a Retry-After, seconds or a date, as seconds from now; 0 where it is neither."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
