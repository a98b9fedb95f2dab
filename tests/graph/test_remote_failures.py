"""What goes wrong at a remote endpoint: one sentence with endpoint, status and its first words."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from itertools import cycle, repeat
from typing import TYPE_CHECKING, Any

import pytest

from hanse.errors import RemoteError
from hanse.results import read_result
from hanse.store.remote import RemoteStore, open_endpoint
from hanse.store.remote.address import parse_endpoint
from hanse.store.remote.deadline import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }"
GOOD = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}'
PAGE = b"<!DOCTYPE html><title>Log in</title>" + b"<p>please</p>" * 100
XML_BOMB = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><sparql>&a;</sparql>'
TRIPLE = '{"type":"triple","value":{"subject":%s,"predicate":%s,"object":'
NESTED = (
    b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":'
    + (TRIPLE % (('{"type":"uri","value":"urn:a"}',) * 2)).encode() * 20_000
)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the pauses between attempts and leave them out."""
    pauses: list[float] = []
    monkeypatch.setattr("hanse.store.remote.retries.sleep", pauses.append)
    return pauses


def ask(url: str, text: str = SELECT, seconds: float = 60) -> RemoteError:
    """Ask, and give the error that there has to be."""
    with pytest.raises(RemoteError) as caught:
        open_endpoint(url, seconds=seconds).query(text)
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(url.partition("?")[0])
    return caught.value


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    # the answer, how often it is asked for, and what is told
    "bad request": ({"status": "400 Bad", "body": b"line 1"}, 1, "400: it does not und.*ne 1"),
    "login": ({"status": "401 Unauthorized"}, 1, "401: .*HANSE_ENDPOINT_USER"),
    "forbidden": ({"status": "403 Forbidden"}, 1, "403: it forbids"),
    "missing": ({"status": "404 Not Found", "body": b"<h1>404"}, 1, "404: .*it said: <h1>404"),
    "too many": ({"status": "429 Too Many Requests"}, 4, "429: too many requests"),
    "failing": ({"status": "500 Oops", "body": b"a\x1b[31m\xff"}, 1, r"500: it failed.*a\\u001B"),
    "bad gateway": ({"status": "502 Bad Gateway"}, 4, "502: it refuses"),
    "busy": ({"status": "503 Service Unavailable", "body": b"later"}, 4, "503: .*it said: later"),
    "page": ({"body": PAGE, "type_": "text/html; charset=x"}, 1, "200: .*web page.*<title>Log in"),
    "empty": ({}, 1, "200: its answer is empty"),
    "no type": ({"body": GOOD, "type_": ""}, 1, "no content type"),
    "type": ({"body": GOOD, "type_": "image/png"}, 1, "with image/png, not"),
    "csv": ({"body": b"x\r\na\r\n", "type_": "text/csv"}, 1, "with text/csv, not"),
    "truncated": ({"body": GOOD[:-3]}, 1, "cannot be read: .*it said: {"),
    "other JSON": ({"body": b'{"login": true}'}, 1, "cannot be read"),
    "boolean": ({"body": b'{"head":{},"boolean":true}'}, 1, "a SELECT with true or false"),
    "bomb": ({"body": XML_BOMB, "type_": "application/sparql-results+xml"}, 1, "document type"),
    "nested": ({"body": NESTED}, 1, "nested deeper than 100"),
    "short": ({"body": GOOD, "Content_Length": "5000"}, 4, "cut off before its end"),
    "chunks": (
        {"body": b"9\r\n" + GOOD, "Content_Length": "", "Transfer_Encoding": "chunked"},
        4,
        "cut off",
    ),
    "no gzip": ({"body": GOOD, "Content_Encoding": "gzip"}, 4, "damaged: the compression"),
    "half gzip": ({"body": gzip.compress(GOOD)[:-12], "Content_Encoding": "gzip"}, 4, "damaged"),
    "coding": ({"body": GOOD, "Content_Encoding": "br"}, 1, "in the coding br"),
    "2 GB": ({"body": GOOD, "Content_Length": str(2 << 30)}, 1, "more than 256 MiB"),
    "partial": ({"body": GOOD, "X_SQL_State": "S1TAT"}, 1, "is partial: it ran into a limit"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_answer_is_an_error_that_shows_it(fakes: Any, case: str) -> None:
    """Each bad answer is a RemoteError, asked for again only where that may help."""
    answer, times, told = BAD[case]
    fake = fakes.start(fakes.reply(**answer))
    error = ask(fake.url)
    assert times == len(fake.requests)
    assert re.search(told, str(error)), str(error)
    assert len(error.said) <= 200
    assert str(error).isprintable()


def test_triples_without_an_end_are_refused(fakes: Any) -> None:
    """N-Triples that end with the connection may be cut off at any line, and nothing would tell."""
    line = b"<urn:a> <urn:p> <urn:b> .\n"
    whole = fakes.start(fakes.reply(line, "application/n-triples"))
    assert len(read_result(open_endpoint(whole.url).query(CONSTRUCT))) == 1
    open_ = fakes.start(fakes.reply(line, "application/n-triples", Content_Length=""))
    assert "nothing tells where its answer ends" in str(ask(open_.url, CONSTRUCT))
    page = fakes.start(fakes.reply(PAGE, "text/html"))
    assert "web page" in str(ask(page.url, CONSTRUCT))


def test_what_cannot_be_reached_is_told_at_once(fakes: Any) -> None:
    """A closed port, an unknown name, no TLS, and what speaks no HTTP each have their sentence."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "nothing listens there" in str(ask(f"http://127.0.0.1:{port}/sparql"))
    assert "it cannot be reached" in str(ask("http://nowhere.invalid/sparql"))
    fake = fakes.start(b"220 mail.example.org ESMTP\r\n")
    assert "no answer of HTTP" in str(ask(fake.url))
    assert "certificate or its encryption" in str(ask(fake.url.replace("http:", "https:")))


def test_an_unfinished_name_lookup_ends_with_the_deadline(
    monkeypatch: pytest.MonkeyPatch, over: threading.Event
) -> None:
    """A resolver that hangs holds nobody longer than the time limit."""
    asked = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        asked.set()
        over.wait()
        return []

    monkeypatch.setattr("hanse.store.remote.deadline.socket.getaddrinfo", hang)
    assert "no whole answer within 0.3 s" in str(ask("http://name.invalid/", seconds=0.3))
    assert asked.is_set()


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Give what a server waits for that never comes by itself: the end of the test."""
    event = threading.Event()
    yield event
    event.set()


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 O\r\nX: ", b"HTTP/1.1 200 O\r\n\r\n", None])
def test_a_dripping_server_meets_the_total_deadline(
    fakes: Any, over: threading.Event, begin: bytes | None
) -> None:
    """Status, headers, body and silence are cut off together when the time is up."""

    def respond(_request: object) -> Iterator[bytes]:
        if begin is None:
            over.wait()
            return
        yield begin
        for byte in cycle(b"{ " if begin else b"HTTP"):
            if over.wait(0.05):
                return
            yield bytes([byte])

    fake = fakes.start(respond)
    error = ask(fake.url, seconds=0.5)
    assert "no whole answer within 0.5 s" in str(error)
    assert len(fake.requests) == 1


def test_a_long_answer_stops_at_the_size_limit(fakes: Any) -> None:
    """A body without a length, and a small one that unpacks to gigabytes, are read to the limit."""
    sent: list[int] = []

    def flood(_request: object) -> Iterator[bytes]:
        yield fakes.reply(Content_Length="")
        for piece in repeat(b" " * 65536, 1000):
            sent.append(len(piece))
            yield piece

    packed = gzip.compress(b" " * (50 << 20))
    for answer in (flood, fakes.reply(packed, Content_Encoding="gzip")):
        fake = fakes.start(answer)
        endpoint = parse_endpoint(fake.url, {})
        store = RemoteStore(endpoint, None, lambda: Deadline(60), limit=1 << 20)
        with pytest.raises(RemoteError, match="more than 1 MiB"):
            store.query(SELECT)
    assert sum(sent) < 40 << 20


def test_a_good_answer_may_be_compressed_or_in_chunks(fakes: Any) -> None:
    """gzip, chunks and XML are read as well as plain JSON."""
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD)
    xml = (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
        b'<results><result><binding name="x"><literal>a</literal></binding></result></results>'
        b"</sparql>"
    )
    for answer in (
        fakes.reply(GOOD),
        fakes.reply(gzip.compress(GOOD), Content_Encoding="gzip"),
        fakes.reply(chunked, Content_Length="", Transfer_Encoding="chunked"),
        fakes.reply(xml, "application/sparql-results+xml"),
        fakes.reply(GOOD, "application/json; charset=utf-8"),
    ):
        result = read_result(open_endpoint(fakes.start(answer).url).query(SELECT))
        assert result.values() == [("a",)]
