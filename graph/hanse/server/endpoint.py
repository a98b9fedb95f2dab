"""The endpoint itself, and the doors through which requests come to their handlers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request

from hanse.errors import shorten
from hanse.server.protocol import ProtocolError, read_request
from hanse.server.responses import Sender

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    from hanse.server.service import Service

    Handler = Callable[[Service, Request, Sender], Awaitable[None]]

READ, ASK = ("GET", "HEAD"), ("GET", "HEAD", "POST")
_ANSWER = "hanse.server.answer:answer_query"
_DESCRIBE = "hanse.server.description:describe_service"
_RECORDS = "application/sparql-results+json"


class Handled:
    """One address: the methods it knows, and the handler that they come to."""

    def __init__(self, service: Service, handler: Handler, methods: tuple[str, ...] = READ) -> None:
        self._service, self._handler, self._methods = service, handler, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        sender = Sender(scope, receive, send)
        allow = {"allow": ", ".join((*self._methods, "OPTIONS"))}
        if scope["method"] == "OPTIONS":
            await sender.send_bytes(204, b"", allow)
        elif scope["method"] not in self._methods:
            said = shorten(scope["method"])
            await sender.send_text(405, f"{said}: this address knows {allow['allow']}", allow)
        else:
            await self._handle(Request(scope, receive), sender)

    async def _handle(self, request: Request, sender: Sender) -> None:
        try:
            await self._handler(self._service, request, sender)
        except ProtocolError as error:
            await sender.send_text(error.status, str(error), error.headers)
        except ClientDisconnect:
            pass  # there is nobody to tell


async def answer(service: Service, request: Request, sender: Sender) -> None:
    """Answer a query; a plain GET gets the description of the service."""
    limits = service.limits
    try:
        async with asyncio.timeout(limits.body_seconds):
            # A form writes each sign as up to three.
            asked = await read_request(request, 3 * limits.query_bytes + limits.address_bytes)
    except TimeoutError as error:
        reason = f"the body took longer than {limits.body_seconds:g} s"
        raise ProtocolError(408, reason, {"connection": "close"}) from error
    accept = sender.get("accept")
    if asked is None:
        endpoint = str(request.url.replace(query="", fragment=""))
        described = {"accept": accept, "endpoint": endpoint}
        await service.answer(sender, _DESCRIBE, described, keep=True)
        return
    if len(asked.text.encode()) > limits.query_bytes:
        raise ProtocolError(413, f"the query is larger than {limits.query_bytes} bytes")
    args: dict[str, Any] = {
        "text": asked.text,
        "accept": accept,
        "form": asked.form,
        "default_graphs": asked.default_graphs,
        "named_graphs": asked.named_graphs,
        "most_bytes": limits.result_bytes,
        "most_rows": limits.result_rows,
        "most_text": limits.query_bytes,
        "most_nesting": limits.nesting,
        "services": list(service.services),
    }
    await service.answer(sender, _ANSWER, args)
