"""Counting rows in written answers, choosing a form, reading fields: exact in every case."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.server.counting import LimitedSink, TooLargeError
from hanse.server.gate import split_host
from hanse.server.negotiation import (
    GRAPH_TYPES,
    ROW_TYPES,
    accepts_gzip,
    choose_form,
    parse_accept,
)
from hanse.server.protocol import ProtocolError, read_fields
from hanse.server.responses import Sender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Message

SYNTAX = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
# What could be taken for the end of a row or of a text, among ordinary signs.
SIGNS = ('"', "\\", "\n", "\r", ",", "{", "[", "]", "}", "<result>", "é", "a", "\t", "\U0001f600")
NASTY = st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
VALUES = st.lists(st.tuples(NASTY, NASTY), max_size=12)


def write_rows(rows: Sequence[tuple[str, str]], form: str) -> bytes:
    """Let the engine write rows of two texts, with a blank cell now and then."""
    cells = [
        f"({ox.Literal(first)} {ox.Literal(second) if second else 'UNDEF'})"
        for first, second in rows
    ]
    text = f"SELECT * {{ VALUES (?a ?b) {{ {' '.join(cells)} }} }}"
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    return answer.serialize(format=SYNTAX[form]) or b""


def feed(data: bytes, cuts: Sequence[int], form: str, most_rows: int) -> bytes:
    """Write data to a sink in pieces cut at these places; gives what it passed on."""
    passed: list[bytes] = []
    sink = LimitedSink(passed.append, form, most_bytes=1 << 20, most_rows=most_rows)
    at = 0
    for cut in sorted({min(cut, len(data)) for cut in cuts} | {len(data)}):
        sink.write(data[at:cut])
        at = cut
    sink.flush()
    return b"".join(passed)


@pytest.mark.parametrize("form", SYNTAX)
@given(rows=VALUES, cuts=st.lists(st.integers(0, 400), max_size=30))
def test_rows_are_counted_exactly(form: str, rows: list[tuple[str, str]], cuts: list[int]) -> None:
    """However the writing is cut into pieces, so many rows pass and one fewer is too few."""
    data = write_rows(rows, form)
    assert feed(data, cuts, form, len(rows)) == data
    assert feed(data, range(len(data)), form, len(rows)) == data
    if rows:
        with pytest.raises(TooLargeError, match=f"more than {len(rows) - 1} rows"):
            feed(data, cuts, form, len(rows) - 1)


@pytest.mark.parametrize("form", SYNTAX)
def test_bytes_are_counted_exactly(form: str) -> None:
    """So many bytes pass, one more does not, and nothing of the piece that is too much."""
    passed: list[bytes] = []
    sink = LimitedSink(passed.append, form, most_bytes=10, most_rows=9)
    assert (sink.write(b"123456"), sink.write(b"7890")) == (6, 4)
    with pytest.raises(TooLargeError, match="larger than 10 bytes"):
        sink.write(b"1")
    assert b"".join(passed) == b"1234567890"


@pytest.mark.parametrize("form", SYNTAX)
def test_quoted_triples_are_counted(form: str) -> None:
    """A quoted triple is written as objects in objects, and is still one row."""
    text = "SELECT * { VALUES ?t { <<( <urn:a> <urn:b> <<( <urn:c> <urn:d> 1 )>> )>> 2 } }"
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    data = answer.serialize(format=SYNTAX[form]) or b""
    assert feed(data, range(len(data)), form, 2) == data
    with pytest.raises(TooLargeError):
        feed(data, [], form, 1)


@pytest.mark.parametrize(
    ("accept", "form", "type_"),
    [
        ("", "json", "application/sparql-results+json"),
        ("*/*", "json", "application/sparql-results+json"),
        ("application/*", "json", "application/sparql-results+json"),
        ("APPLICATION/SPARQL-RESULTS+XML", "xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, */*;q=0.9", "json", "application/sparql-results+json"),
        ("text/csv;q=1.000, */*;q=0.9", "csv", "text/csv; charset=utf-8"),
        ("text/csv ; charset=utf-8 ; q=0.3, text/tab-separated-values;q=0.31", "tsv", None),
        ("text/*;q=0.5, text/csv;q=0.1, text/xml;q=0", "tsv", None),
        ("text/csv;q=1.1", None, None),
        ("text/csv;q=-1", None, None),
        ("text/csv;q=nan", None, None),
        ("text/csv;q=", None, None),
        ("text/csv;q=0", None, None),
        ("*/*;q=0", None, None),
        ("text", None, None),
        (",;,", None, None),
        ("image/png, text/csv;q=0.001", "csv", None),
        ("*", None, None),
    ],
)
def test_accept_chooses(accept: str, form: str | None, type_: str | None) -> None:
    """Qualities, wildcards and malformed parts of Accept choose as RFC 9110 says."""
    chosen = choose_form(accept, ROW_TYPES)
    assert form == (chosen and chosen[0])
    assert type_ in {None, chosen and chosen[1]}


def test_no_header_makes_negotiation_slow() -> None:
    """Of the longest header a hundred parts count."""
    assert len(parse_accept("a/b," * 20_000)) == 100
    assert choose_form("a/b," * 100 + "text/turtle", GRAPH_TYPES) is None


@given(st.text(max_size=60))
def test_no_accept_header_is_a_fault(header: str) -> None:
    """Any text at all is read without an exception."""
    chosen = choose_form(header, ROW_TYPES | GRAPH_TYPES)
    assert chosen is None or chosen[0] in ROW_TYPES | GRAPH_TYPES
    assert accepts_gzip(header) in {True, False}


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_forms_are_read_back(fields: list[tuple[str, str]]) -> None:
    """What a form writes is read, in any script, and as urllib reads it."""
    written = urlencode(fields)
    kept = [(name, value) for name, value in fields]
    assert read_fields(written.encode(), "here") == kept


@given(st.text(st.sampled_from("%&=+;aF90\\xz/?:"), max_size=20))
def test_odd_forms_are_read_as_others_read_them(written: str) -> None:
    """A stray percent sign stands for itself; what is no UTF-8 is refused."""
    try:
        theirs = parse_qsl(written, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(ProtocolError, match="not percent-encoded UTF-8"):
            read_fields(written.encode(), "here")
    else:
        assert read_fields(written.encode(), "here") == theirs


def test_line_break_starts_no_header() -> None:
    """A value with line breaks, from a page or from data, stays one header."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        messages.append(message)

    sender = Sender({"method": "GET", "headers": []}, receive, send)
    asyncio.run(sender.send_bytes(200, b"x", {"location": "a\r\nx-evil: 1\n"}))
    assert messages[0]["headers"][0] == (b"location", b"a  x-evil: 1 ")


def test_forms_have_limits() -> None:
    """A thousand fields are read, one more is refused, and signs beyond ASCII as well."""
    assert len(read_fields(b"&".join([b"a=1"] * 1000), "here")) == 1000
    with pytest.raises(ProtocolError, match="more than 1000 fields"):
        read_fields(b"&".join([b"a=1"] * 1001), "here")
    with pytest.raises(ProtocolError, match="not percent-encoded"):
        read_fields("a=é".encode(), "here")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Localhost:80", "localhost"),
        ("[::1]:80", "::1"),
        ("a.example.", "a.example"),
        ("a..", "a."),
        ("a:b", ""),
        ("a@b", ""),
        ("a b", ""),
        ("a:1:2", ""),
        ("[::1", ""),
        ("::1", ""),
        ("a\n", ""),
        ("", ""),
    ],
)
def test_hosts_are_split(host: str, name: str) -> None:
    """A Host header is a name or a number and a port; anything else is nobody."""
    assert split_host(host) == name
