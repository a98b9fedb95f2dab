"""One request and its whole answer: in time, up to a size, from the host that was asked.

What goes wrong on the way becomes a RemoteError that names the endpoint, the status and the first
words of the answer, and says whether asking again may help.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
import zlib
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from hanse.errors import RemoteError
from hanse.store.remote.deadline import PlainConnection, SecureConnection

if TYPE_CHECKING:
    from email.message import Message
    from typing import Any

    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.deadline import Deadline

MAX_BYTES = 256 << 20
_PIECE = 1 << 16
_QUOTED_BYTES = 4096  # of which people are shown the first 200 characters
_PASSING = frozenset({429, 502, 503, 504})
_EXPLAINED = {
    400: "it does not understand the query",
    401: "it wants to know who asks; set HANSE_ENDPOINT_USER and HANSE_ENDPOINT_PASSWORD",
    403: "it forbids this",
    404: "there is nothing at this address",
    405: "this address does not take such a request",
    413: "it takes no request of this size",
    414: "it takes no address of this length",
    415: "it does not read what was sent",
    429: "too many requests; wait, then try again",
    500: "it failed",
    503: "it is too busy; try again later",
}
_SSL = "its certificate or its encryption is not accepted"
_NO_LISTENER = "nothing listens there; is it running, is the port right?"


class Reply(NamedTuple):
    """An answer as it came, uncompressed; `is_ended` tells whether its end could be seen."""

    status: int
    headers: Message
    body: bytes
    is_ended: bool

    @property
    def text(self) -> str:
        """The first part of the body, for messages."""
        return self.body[:_QUOTED_BYTES].decode("utf-8", "replace")


class PassingError(RemoteError):
    """A failure that may be over when the same is asked again, after `wait` seconds if it says."""

    wait: str = ""


# In this order: some of these errors are kinds of others.
_FAILURES: tuple[tuple[type[BaseException], type[RemoteError], str], ...] = (
    (zlib.error, PassingError, "its answer is damaged: the compression does not hold"),
    (http.client.IncompleteRead, PassingError, "its answer was cut off before its end"),
    (ConnectionRefusedError, RemoteError, _NO_LISTENER),
    (ConnectionError, PassingError, "it closed the connection without a whole answer"),
    (http.client.HTTPException, RemoteError, "what it sends is no answer of HTTP"),
)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects on the same host only, with the same method and body."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib calls it
        self,
        req: urllib.request.Request,
        fp: Any,  # noqa: ANN401 - as urllib gives it
        code: int,
        msg: str,
        headers: Any,  # noqa: ANN401 - as urllib gives it
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        upgraded = (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
        if (old.scheme, old.netloc) != (new.scheme, new.netloc) and not upgraded:
            return None
        if req.get_method() in {"GET", "HEAD"}:
            return super().redirect_request(req, fp, code, msg, headers, newurl)
        if code not in {307, 308}:
            return None
        return urllib.request.Request(  # noqa: S310 - of the same scheme and host
            newurl, req.data, dict(req.header_items()), method=req.get_method()
        )


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Answers a digest challenge once; Virtuoso shows its own to those only who send no login."""

    def http_error_401(
        self,
        req: urllib.request.Request,
        fp: Any,  # noqa: ANN401 - as urllib gives it
        code: int,
        msg: str,
        headers: Any,  # noqa: ANN401 - as urllib gives it
    ) -> Any:  # noqa: ANN401 - an answer of urllib
        challenge = str(headers.get("WWW-Authenticate", "")).lower()
        sent = req.get_header("Authorization") or ""
        if sent.startswith("Basic") and not challenge.startswith("basic"):
            req.remove_header("Authorization")
            return self.parent.open(req, timeout=req.timeout)
        if sent or not challenge.startswith("digest"):
            return None
        return super().http_error_401(req, fp, code, msg, headers)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._class: Any = partial(PlainConnection, deadline=deadline)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._class, req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._class: Any = partial(SecureConnection, deadline=deadline)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        context = ssl.create_default_context()  # 20 ms, for TLS only
        return self.do_open(partial(self._class, context=context), req)


def send_once(
    endpoint: Endpoint, request: urllib.request.Request, deadline: Deadline, limit: int = MAX_BYTES
) -> Reply:
    """Send a request and read its answer of at most `limit` bytes, compressed or not.

    Raises RemoteError for every status that is no success, PassingError where asking again may
    help.
    """
    opener = _make_opener(endpoint, deadline)
    request.add_header("Accept-Encoding", "gzip")
    try:
        with opener.open(request, timeout=deadline.left()) as answer:
            return _read_reply(endpoint, answer, limit)
    except urllib.error.HTTPError as error:
        raise _explain_status(endpoint, request, error) from error
    except RemoteError:
        raise
    except Exception as error:
        raise explain_failure(endpoint, error, deadline) from error


def _make_opener(endpoint: Endpoint, deadline: Deadline) -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    handlers = [
        urllib.request.ProxyHandler(),
        _Plain(deadline),
        _Secure(deadline),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ]
    for handler in handlers:
        opener.add_handler(handler)
    if endpoint.user:
        logins = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        logins.add_password(None, endpoint.url, endpoint.user, endpoint.password)
        opener.add_handler(_Digest(logins))
    return opener


def _read_reply(endpoint: Endpoint, answer: http.client.HTTPResponse, limit: int) -> Reply:
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if answer.length is not None and answer.length > limit:
        raise _too_large(endpoint, answer.status, limit)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding in {"gzip", "x-gzip"} else None
    if unpacker is None and coding != "identity":
        reason = f"it answers in the coding {coding}, which was not asked for"
        raise RemoteError(endpoint.shown, reason, status=answer.status)
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(_PIECE):
        plain = unpacker.decompress(piece, limit + 1 - size) if unpacker else piece
        size += len(plain)
        if size > limit:
            raise _too_large(endpoint, answer.status, limit)
        pieces.append(plain)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    if unpacker and not unpacker.eof:
        raise zlib.error("incomplete")
    is_ended = answer.length is not None or bool(answer.chunked) or unpacker is not None
    return Reply(answer.status, answer.headers, b"".join(pieces), is_ended)


def _too_large(endpoint: Endpoint, status: int, limit: int) -> RemoteError:
    reason = f"its answer has more than {limit >> 20} MiB; ask for less, with LIMIT or a filter"
    return RemoteError(endpoint.shown, reason, status=status)


def _explain_status(
    endpoint: Endpoint, request: urllib.request.Request, error: urllib.error.HTTPError
) -> RemoteError:
    try:
        said = error.read(_QUOTED_BYTES).decode("utf-8", "replace")
    except Exception:  # noqa: BLE001 - the status says enough
        said = ""
    said = endpoint.hide(said)
    if 300 <= error.code < 400:  # noqa: PLR2004 - the redirects that were not followed
        return RemoteError(endpoint.shown, _explain_redirect(request, error), status=error.code)
    reason = _EXPLAINED.get(error.code, "it refuses")
    if error.code not in _PASSING:
        return RemoteError(endpoint.shown, reason, status=error.code, said=said)
    passing = PassingError(endpoint.shown, reason, status=error.code, said=said)
    passing.wait = error.headers.get("Retry-After", "").strip()
    return passing


def _explain_redirect(request: urllib.request.Request, error: urllib.error.HTTPError) -> str:
    target = urlsplit(urljoin(request.full_url, error.headers.get("Location", "")))
    if target.hostname != urlsplit(request.full_url).hostname:
        return f"it sends on to another host, {target.hostname}; if you trust it, ask it directly"
    if request.get_method() in {"GET", "HEAD"} and target.scheme == request.type:
        return "it sends from one address to the next without end"
    return f"it sends on to {target.scheme}://{target.netloc}{target.path}; give this address"


def explain_failure(endpoint: Endpoint, error: Exception, deadline: Deadline) -> RemoteError:
    """Say in words why there is no whole answer."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        reason = f"no whole answer within {deadline.seconds:g} s; raise the limit or ask for less"
        return RemoteError(endpoint.shown, reason)
    for kinds, class_, reason in _FAILURES:
        if isinstance(cause, kinds):
            return class_(endpoint.shown, reason)
    if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError):
        return RemoteError(endpoint.shown, f"it cannot be reached: {cause.strerror or cause}")
    trouble = _SSL if isinstance(cause, ssl.SSLError) else "the exchange failed"
    return RemoteError(endpoint.shown, f"{trouble}: {endpoint.hide(str(cause))}")
