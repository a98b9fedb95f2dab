"""What one query may cost: time, memory, rows, bytes and depth, each refused with a status.

An answer that passes a limit is never a clean one: a strict reader of HTTP sees that it is broken.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pytest

import hanse
from hanse.server.responses import explain_failure
from hanse.worker.pool import Pool
from hanse.worker.process import Bounds
from hanse.worker.reply import WorkerError
from hanse.worker.starting import Forking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Served

ROWS = 12_000
TIGHT = ("--timeout", "1", "--memory", "128")
FEW = ("--limit", f"result_rows={ROWS}", "--limit", "result_bytes=5000000", "--timeout", "120")
HEAVY = {
    "cartesian": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }",
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 1",
    "distinct": "SELECT (COUNT(DISTINCT ?k) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(STR(?a) AS ?k) }",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?b (!<urn:y>)* ?c }",
    "group": "SELECT ?c (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c",
}
BOMBS = {
    "concat": 'SELECT (STRLEN(?x30) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?x0)'
    + "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    + " }",
    "regex": 'SELECT ?s { ?s ?p ?o FILTER REGEX(STR(?o), "((a{50}){50}){50}|(.*.*.*.*.*=)+x$") }',
    "replace": "SELECT (COUNT(?r) AS ?n) { ?a ?b ?c . ?d ?e ?f"
    ' BIND(REPLACE(STR(?c), "", "$0$0") AS ?r) }',
}


class Answer(NamedTuple):
    """A response as a strict reader sees it; `whole` is false where its end is missing."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool


def read_answer(data: bytes) -> Answer:
    """Read a response up to the end of the connection (RFC 9112, sections 6 and 8)."""
    head, _, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if headers.get("transfer-encoding") == "chunked":
        body, whole = _join_chunks(rest)
    else:
        body, whole = rest, len(rest) == int(headers.get("content-length", len(rest)))
    return Answer(int(first.split()[1]), headers, body, whole)


def _join_chunks(rest: bytes) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    while True:
        line, found, rest = rest.partition(b"\r\n")
        if not found:
            return b"".join(pieces), False
        size = int(line, 16)
        piece, end, rest = rest[:size], rest[size : size + 2], rest[size + 2 :]
        pieces.append(piece)
        if len(piece) < size or end != b"\r\n":
            return b"".join(pieces), False
        if not size:
            return b"".join(pieces), rest == b""


def ask_raw(
    served: Served, text: str, accept: str, *, version: str = "1.1", gzip: bool = False
) -> Answer:
    """Ask a query over a connection of its own."""
    lines = [f"GET /sparql?query={quote(text)} HTTP/{version}", "Host: localhost"]
    lines += [f"Accept: {accept}", "Connection: close", *["Accept-Encoding: gzip"] * gzip, "", ""]
    return read_answer(served.exchange("\r\n".join(lines).encode()))


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_query_is_ended_and_others_go_on(name: str, serve: Callable[..., Served]) -> None:
    """A query that would take hours gets 503 with Retry-After, and others are answered."""
    served = serve(*TIGHT)
    with ThreadPoolExecutor(2) as threads:
        heavy = [threads.submit(served.query, HEAVY[name]) for _ in range(2)]
        others = [served.query("ASK { ?s ?p ?o }")[0]]
        while not all(one.done() for one in heavy):
            others.append(served.query("ASK { ?s ?p ?o }")[0])
    assert set(others) == {200}
    for one in heavy:
        status, headers, body = one.result()
        assert (status, headers["retry-after"]) == (503, "5"), body
        assert b"ask for less" in body


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_held(name: str, serve: Callable[..., Served]) -> None:
    """A text or a pattern that blows up meets the limit of memory or time; the server lives on."""
    served = serve(*TIGHT)
    status, _, body = served.query(BOMBS[name])
    assert status in ({200, 503} if name == "regex" else {503}), body
    assert served.query("ASK {}")[0] == 200
    assert served.process.poll() is None


TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
ROW_FORMS = ("csv", "tsv", "json", "xml")


def make_flood(form: str, count: int) -> str:
    """Write a query with so many rows, or triples."""
    pattern = f"{{ SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {count} }}"
    start = "SELECT *" if form in ROW_FORMS else "CONSTRUCT { ?s ?p ?o } WHERE"
    return f"{start} {{ {pattern} }}"


@pytest.mark.parametrize("way", ["1.1", "1.0", "gzip"])
@pytest.mark.parametrize("form", TYPES)
def test_flood_is_never_a_clean_answer(form: str, way: str, serve: Callable[..., Served]) -> None:
    """One row too many gives 413, or a transfer that is visibly broken; in HTTP/1.0 always 413."""
    version, gzip = ("1.0", False) if way == "1.0" else ("1.1", way == "gzip")
    text = make_flood(form, ROWS + 1)
    found = ask_raw(serve(*FEW), text, TYPES[form], version=version, gzip=gzip)
    is_told = found.status == 413 and found.whole
    is_broken = found.status == 200 and not found.whole
    assert is_told or (is_broken and way != "1.0")
    assert (b"12000" in found.body) == is_told


@pytest.mark.parametrize("way", ["1.1", "1.0", "gzip"])
@pytest.mark.parametrize("form", TYPES)
def test_as_many_rows_as_allowed_are_answered(
    form: str, way: str, serve: Callable[..., Served]
) -> None:
    """As many rows or triples as the limit says come whole, by every way."""
    version, gzip = ("1.0", False) if way == "1.0" else ("1.1", way == "gzip")
    text = make_flood(form, ROWS)
    found = ask_raw(serve(*FEW), text, TYPES[form], version=version, gzip=gzip)
    assert (found.status, found.whole) == (200, True)
    body = zlib.decompress(found.body, 31) if gzip else found.body
    assert (found.headers.get("content-encoding") == "gzip") == gzip
    if form == "json":
        assert len(json.loads(body)["results"]["bindings"]) == ROWS
    elif form == "xml":
        assert body.count(b"<result>") == ROWS
    elif form == "ntriples":
        assert body.count(b" .\n") == ROWS


@pytest.mark.parametrize("form", ROW_FORMS)
def test_too_many_bytes_are_never_a_clean_answer(form: str, serve: Callable[..., Served]) -> None:
    """A few rows of more bytes than the limit break off as well."""
    text = "SELECT (GROUP_CONCAT(STR(?o)) AS ?x) { ?s ?p ?o VALUES ?k { 1 2 3 4 } }"
    found = ask_raw(serve(*FEW), text, TYPES[form])
    assert found.status == 413 or not found.whole


def test_documents_keep_to_the_limit_too(serve: Callable[..., Served]) -> None:
    """The document of a thing with more triples than an answer may have is no clean half."""
    served = serve("--limit", "result_rows=20")
    status, headers, body = served.ask("/id/city/riga.nt")
    assert (status, headers["content-type"]) == (413, "text/plain; charset=utf-8")
    assert b"more than 20" in body


DEEP = 20_000
NESTED = {
    "braces": "SELECT * " + "{" * DEEP + "}" * DEEP,
    "sub-selects": "SELECT * " + "{ SELECT * " * DEEP + "{}" + "}" * DEEP,
    "optional": "SELECT * { " + "OPTIONAL { " * DEEP + "}" * DEEP + " }",
    "parentheses": "SELECT * { FILTER (" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "not": "SELECT * { FILTER (" + "!" * DEEP + "true) }",
    "some signs": "SELECT * { FILTER (" + "!" * 300 + "true) }",
    "sums": "SELECT (1" + "+1" * DEEP + " AS ?x) {}",
    "minus signs": "SELECT (" + "-" * DEEP + "1 AS ?x) {}",
    "unions": "SELECT * { {}" + " UNION {}" * DEEP + " }",
    "binds": "SELECT * { " + "".join(f"BIND(1 AS ?x{n}) " for n in range(DEEP)) + "}",
    "optionals in a row": "SELECT * { " + "OPTIONAL {} " * DEEP + "}",
    "minuses in a row": "SELECT * { " + "MINUS {} " * DEEP + "}",
    "filters in a row": "SELECT * { " + "FILTER (1) " * DEEP + "}",
    "paths": "SELECT * { ?s " + "(" * 5_000 + "<urn:p>" + ")" * 5_000 + " ?o }",
    "inverse paths": "SELECT * { ?s " + "^" * DEEP + "<urn:p> ?o }",
    "long path": "SELECT * { ?s <urn:p>" + "/<urn:p>" * DEEP + " ?o }",
    "ors": "SELECT * { FILTER (true" + " || true" * DEEP + ") }",
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * DEEP + "1" + "]" * DEEP + " }",
    "lists": "SELECT * { ?s ?p " + "(" * DEEP + ")" * DEEP + " }",
    "functions": "SELECT (" + "STR(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "exists": "SELECT * { " + "FILTER EXISTS { " * DEEP + "}" * DEEP + " }",
}
DEADLY = ("braces", "sub-selects", "optional", "parentheses", "not", "sums")


@pytest.mark.parametrize("name", NESTED)
def test_depth_is_refused(name: str, serve: Callable[..., Served]) -> None:
    """What would overflow the engine's stack gets 400, and no worker dies of it."""
    served = serve()
    before = json.loads(served.ask("/limits")[2])["outcomes"].get("crash", 0)
    type_ = {"Content-Type": "application/sparql-query"}
    body = NESTED[name].encode()
    status, _, said = served.ask("/sparql", method="POST", headers=type_, body=body)
    assert status == 400, said
    assert b"query:1:" in said or b"cannot be parsed: error at 1:" in said
    assert served.process.poll() is None
    assert json.loads(served.ask("/limits")[2])["outcomes"].get("crash", 0) == before


def test_depth_kills_a_worker_and_nothing_else(
    small_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the guard miss it, the worker dies alone: 503 for this query, the next one is fine."""
    monkeypatch.setattr("hanse.server.answer.check_query", let_through)
    place = small_data / "empty.nt"
    place.write_text("", encoding="utf-8")
    texts = [text for name in DEADLY for text in (NESTED[name], "ASK {}")]
    outcomes = asyncio.run(_ask_worker(place, texts))
    assert outcomes == ["crash", "done"] * len(DEADLY)
    failure = explain_failure(WorkerError("crash"), seconds=1, memory=1)
    assert (failure[0], failure[2]) == (503, {"retry-after": "5"})


def let_through(*_: object, **__: object) -> None:
    """Stand for a guard that finds nothing."""


async def _ask_worker(place: Path, texts: list[str]) -> list[str]:
    """Give the outcome of each query, asked of a worker beside the server."""
    graph = hanse.open(place)
    pool = Pool(Forking(lambda: graph, Bounds(10)), size=1)
    outcomes: list[str] = []
    for text in texts:
        try:
            async with pool.ask("hanse.server.answer:answer_query", _make_job(text)) as reply:
                await reply.wait_for(1 << 30)
                outcomes.append(reply.outcome)
        except WorkerError as error:
            outcomes.append(error.reason)
    await pool.close()
    return outcomes


def _make_job(text: str) -> dict[str, Any]:
    lists: tuple[str, ...] = ("default_graphs", "named_graphs", "services")
    limits = {"most_bytes": 1 << 20, "most_rows": 1000, "most_text": 1 << 20, "most_nesting": 100}
    return {"text": text, "accept": "*/*", "form": "", **{name: [] for name in lists}, **limits}
