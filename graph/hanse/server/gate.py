"""What stands before every page: hosts, origins, malformed requests, and headers that protect."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from hanse.errors import shorten
from hanse.server.responses import Sender

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from hanse.server.limits import Limits

_HOST = re.compile(r"(?:\[(?P<number>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{0,5})?")
_ABSOLUTE = re.compile(rb"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE)
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
        " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
}
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After, Content-Disposition",
}
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}


class Door(NamedTuple):
    """Who may come in: names of this machine beside the local ones, and whether other sites may.

    `public` says that other machines reach the server, so that they may call it by its number.
    """

    hosts: Collection[str] = ()
    cors: bool = False
    public: bool = False


class Gate:
    """Refuses what no page should see, and adds the protecting headers to every response."""

    def __init__(self, app: ASGIApp, door: Door, limits: Limits) -> None:
        self._app, self._door, self._limits = app, door, limits
        self._added = {
            **_SAFE,
            **(_OPEN if door.cors else {"cross-origin-resource-policy": "same-origin"}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = to_origin_form(scope)
        guarded = self._add_headers(send)
        sender = Sender(scope, receive, guarded)
        refusal = self._find_refusal(scope, sender)
        if refusal:
            status, text = refusal
            await sender.send_text(status, text, {"connection": "close"})
        elif self._door.cors and _is_preflight(scope, sender):
            await sender.send_bytes(204, b"", _PREFLIGHT)
        elif (scope["method"], scope["path"]) == ("OPTIONS", "*"):
            await sender.send_bytes(204, b"", {"allow": _PREFLIGHT["access-control-allow-methods"]})
        else:
            await self._app(scope, receive, guarded)

    def _add_headers(self, send: Send) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in self._added.items()
                        if name.encode() not in present
                    ),
                ]
            await send(message)

        return add

    def _find_refusal(self, scope: Scope, sender: Sender) -> tuple[int, str] | None:
        return self._find_fault(scope) or self._find_stranger(scope, sender)

    def _find_fault(self, scope: Scope) -> tuple[int, str] | None:
        if scope["http_version"] not in {"1.0", "1.1"}:
            return 505, "send HTTP/1.1"
        names = [name.lower() for name, _ in scope["headers"]]
        if len(names) > self._limits.headers:
            return 431, f"{len(names)} headers; send {self._limits.headers} at most"
        if b"transfer-encoding" in names and b"content-length" in names:
            return 400, "two lengths of the body, content-length and transfer-encoding; send one"
        if not scope["path"].startswith("/") and scope["path"] != "*":
            return 400, f"{shorten(scope['path'])}: the address begins with a slash"
        return None

    def _find_stranger(self, scope: Scope, sender: Sender) -> tuple[int, str] | None:
        host = sender.get("host")
        if not self._is_known(host, scope):
            name = split_host(host) or "this name"
            hint = f"if it is meant, start the server with --allow-host {shorten(name)}"
            return 421, f"this server is not called {shorten(host) or '(blank)'}; {hint}"
        origin = sender.get("origin")
        if origin and not self._door.cors and origin != f"{scope['scheme']}://{host}":
            return 403, "pages of other sites may not ask here; --cors lets them"
        return None

    def _is_known(self, host: str, scope: Scope) -> bool:
        if not host:
            return bool(scope["http_version"] == "1.0")
        name = split_host(host)
        if name in _LOCAL or name in self._door.hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self._door.public


def split_host(host: str) -> str:
    """Give the name or number in a Host header without its port, blank where it is malformed."""
    found = _HOST.fullmatch(host)
    if not found:
        return ""
    return (found["number"] or found["name"]).lower().removesuffix(".")


def to_origin_form(scope: Scope) -> Scope:
    """Read `GET http://host/path` as a request for /path at that host (RFC 9112, 3.2.2)."""
    raw = scope.get("raw_path") or b"/"
    found = None if raw.startswith(b"/") else _ABSOLUTE.fullmatch(raw)
    if not found:
        return scope
    path = found["path"] or b"/"
    others = [(name, value) for name, value in scope["headers"] if name.lower() != b"host"]
    headers = [*others, (b"host", found["host"])]
    return {**scope, "raw_path": path, "path": unquote(path.decode("ascii")), "headers": headers}


def _is_preflight(scope: Mapping[str, object], sender: Sender) -> bool:
    return scope["method"] == "OPTIONS" and bool(sender.get("access-control-request-method"))
