"""SPARQL 1.1 Protocol: from an HTTP request to a query, its graphs and the wanted form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_MOST_FIELDS = 1_000
_BARE_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_READS_ONLY = "this endpoint reads only: send a query, not an update"


class ProtocolError(Exception):
    """A request that is refused: the HTTP status, the sentence that says why, more headers."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(text)


class Asked(NamedTuple):
    """What a request asks; `form` is a form or media type asked for by name, blank if by Accept."""

    text: str
    default_graphs: list[str]
    named_graphs: list[str]
    form: str


async def read_request(request: Request, most_bytes: int) -> Asked | None:
    """Read a query by GET, by POST of a form or by POST of the query itself.

    Gives None for a plain GET, which asks for the description of the service. Raises
    ProtocolError. Source: SPARQL 1.1 Protocol, section 2.1.
    """
    fields = read_fields(request.scope["query_string"], "the address")
    if request.method == "POST":
        type_ = _read_type(request)
        if type_ == FORM:
            body = await read_body(request, most_bytes)
            fields += read_fields(body, "the form")
        elif type_ == DIRECT:
            _refuse_queries(fields)
            body = await read_body(request, most_bytes)
            fields.append(("query", _decode(body, "the query")))
        else:
            said = shorten(type_) or "no type"
            rule = f"{said}: a POST is {FORM} or {DIRECT}, in UTF-8"
            raise ProtocolError(415, rule, {"accept-post": f"{FORM}, {DIRECT}"})
    return _read_query(fields, is_post=request.method == "POST")


def _read_query(fields: list[tuple[str, str]], *, is_post: bool) -> Asked | None:
    if any(name == "update" for name, _ in fields):
        raise ProtocolError(400, _READS_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise ProtocolError(400, f"{len(queries)} parameters called query; send one")
    default_graphs = [value for name, value in fields if name == "default-graph-uri"]
    named_graphs = [value for name, value in fields if name == "named-graph-uri"]
    if not queries:
        if is_post or default_graphs or named_graphs:
            raise ProtocolError(400, "no parameter called query; send the SPARQL text in it")
        return None
    form = next((value for name, value in fields if name == "format"), "")
    return Asked(queries[0], default_graphs, named_graphs, form)


def _refuse_queries(fields: list[tuple[str, str]]) -> None:
    if any(name in {"query", "update"} for name, _ in fields):
        raise ProtocolError(400, "a query in the body and another in the address; send one")


def _read_type(request: Request) -> str:
    """Give the type of the body without its parameters; refuses other encodings than UTF-8."""
    type_, *parameters = (
        part.strip().lower() for part in request.headers.get("content-type", "").split(";")
    )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"')
        if name.strip() == "charset" and charset not in {"utf-8", "utf8", "us-ascii"}:
            raise ProtocolError(415, f"charset {shorten(charset)}: send the query as UTF-8")
    return type_


def read_fields(data: bytes, place: str) -> list[tuple[str, str]]:
    """Read the fields of a form or of an address; raises ProtocolError, naming the `place`.

    Source: URL Standard, section 5.1 (application/x-www-form-urlencoded parsing).
    """
    if data.count(b"&") >= _MOST_FIELDS:
        raise ProtocolError(400, f"{place} has more than {_MOST_FIELDS} fields")
    pairs = (field.partition(b"=") for field in data.split(b"&") if field)
    try:
        return [(_unquote(name), _unquote(value)) for name, _, value in pairs]
    except UnicodeError as error:
        reason = f"{place} is not percent-encoded UTF-8; encode it as UTF-8"
        raise ProtocolError(400, reason) from error


def _unquote(data: bytes) -> str:
    """Decode one name or value; urllib takes three seconds for the largest body, in which all wait.

    A percent sign without two digits stands for itself.
    """
    data.decode("ascii")
    data = _BARE_PERCENT.sub(b"%25", data.replace(b"+", b" "))
    escaped = data.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
    return escaped.decode("unicode_escape").encode("latin-1").decode("utf-8")


def _decode(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"{place} is not UTF-8 at byte {error.start}; send it as UTF-8"
        raise ProtocolError(400, reason) from error


async def read_body(request: Request, most_bytes: int) -> bytes:
    """Read the body; raises ProtocolError (413) before or while it becomes too large."""
    said = request.headers.get("content-length", "0")
    too_large = ProtocolError(
        413, f"the body is larger than {most_bytes} bytes", {"connection": "close"}
    )
    if not (said.isascii() and said.isdigit()) or int(said) > most_bytes:
        raise too_large
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProtocolError(415, "compressed bodies are not read; send the query as it is")
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most_bytes:
            raise too_large
        pieces.append(piece)
    return b"".join(pieces)
