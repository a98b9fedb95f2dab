"""One request to the application inside this process, without a socket."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes

from hanse.errors import OutputError
from hanse.messages import tell

if TYPE_CHECKING:
    from typing import BinaryIO

    from starlette.types import ASGIApp, Message

_FAILED, _BROKEN = 400, 500


def get_once(app: ASGIApp, address: str, sink: BinaryIO) -> int:
    """Write the body of the answer to a GET; gives the exit code, 1 for a status from 400 on."""
    status, body = asyncio.run(_get(app, address))
    sink.write(body)
    sink.flush()
    if status >= _FAILED:
        tell(f"hanse: {address}: status {status}")
        return 1
    return 0


async def _get(app: ASGIApp, address: str) -> tuple[int, bytes]:
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.0",  # which gets the answer whole
        "method": "GET",
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "query_string": quote(query, safe="%&=+;:,/?@!$'()*~-._[]").encode("ascii"),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"*/*")],
        "client": None,
        "server": ("localhost", 80),
        "state": {},
    }
    messages: list[Message] = []
    asked = asyncio.Event()

    async def receive() -> Message:
        if asked.is_set():
            await asyncio.Event().wait()
        asked.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    async with _Lifespan(app):
        await app(scope, receive, send)
    is_whole = bool(messages) and not messages[-1].get("more_body")
    status = int(messages[0]["status"]) if is_whole else _BROKEN
    return status, b"".join(message.get("body", b"") for message in messages)


class _Lifespan:
    """Starts the application before the request and ends it afterwards."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()

    async def __aenter__(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self._task = asyncio.create_task(_run(self._app, scope, self._to_app, self._from_app))
        await self._tell("lifespan.startup")

    async def __aexit__(self, *error: object) -> None:
        await self._tell("lifespan.shutdown")
        await self._task

    async def _tell(self, what: str) -> None:
        await self._to_app.put({"type": what})
        answer = await self._from_app.get()
        if answer["type"] != f"{what}.complete":
            raise OutputError(f"the server could not start: {answer['message'].strip()}")


async def _run(
    app: ASGIApp,
    scope: dict[str, Any],
    inward: asyncio.Queue[Message],
    outward: asyncio.Queue[Message],
) -> None:
    await app(scope, inward.get, outward.put)
