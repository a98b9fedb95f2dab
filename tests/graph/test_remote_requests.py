"""What goes out to a remote endpoint: queries only, again only where it does no harm, no secret."""

from __future__ import annotations

import base64
from email.utils import formatdate
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import hanse
from hanse.errors import QueryError, RemoteError, UsageError
from hanse.guard import check_query
from hanse.results import read_result
from hanse.store.remote import open_endpoint
from hanse.store.remote.address import PASSWORD, USER, parse_endpoint

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
BUSY = "503 Service Unavailable"
SECRET = "tiger&lily"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the pauses between attempts and leave them out."""
    noted: list[float] = []
    monkeypatch.setattr("hanse.store.remote.retries.sleep", noted.append)
    monkeypatch.delenv(USER, raising=False)
    monkeypatch.delenv(PASSWORD, raising=False)
    return noted


def test_a_query_says_who_asks_and_what_it_takes(fakes: Any) -> None:
    """Short queries go by GET, long ones by POST, with our name and the formats we read."""
    fake = fakes.start(fakes.reply(fakes.rows(["a"])))
    store = open_endpoint(f"{fake.url}?key=1", "urn:g")
    long = SELECT.replace("?s", "?" + "s" * 3000)
    for text in (SELECT, long):
        store.query(text)
    assert [request.method for request in fake.requests] == ["GET", "POST"]
    for request, text in zip(fake.requests, (SELECT, long), strict=True):
        expected = {"key": "1", "query": text, "default-graph-uri": "urn:g"}
        assert expected == request.parameters
        assert f"hanse/{hanse.__version__}" == request.headers["user-agent"]
        assert request.headers["accept"].startswith("application/sparql-results+json,")
        assert "connection" not in request.headers
        assert "authorization" not in request.headers


def test_words_in_comments_do_not_turn_a_query_into_an_update(fakes: Any) -> None:
    """SPARQLWrapper takes `load` in a comment for an update; what is sent is the query."""
    fake = fakes.start(fakes.reply(fakes.rows(["a"])))
    text = f"# Cities that lead.\n# How to load them, add or ask.\nprefix add: <urn:a>\n{SELECT}"
    open_endpoint(fake.url).query(text)
    assert [text] == [request.parameters.get("query") for request in fake.requests]


UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "PREFIX x: <urn:x>\n# SELECT\ndelete where { ?s ?p ?o }",
    "LOAD <http://127.0.0.1/x>",
    "CLEAR ALL",
    "DROP GRAPH <urn:a>",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ; INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "MOVE <urn:a> TO <urn:b>",
    r"I\u004eSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DEFINE get:soft 'replace' SELECT * { ?s ?p ?o }",
    "",
]


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_never_sent(fakes: Any, text: str) -> None:
    """Text that changes data, plain, behind comments or escaped, is refused before it is sent."""
    fake = fakes.start(fakes.reply(fakes.rows(["a"])))
    with pytest.raises(QueryError, match=r"changes data|expected SELECT|escape|get: is not"):
        open_endpoint(fake.url).query(text)
    assert fake.requests == []


def test_service_is_the_business_of_the_engine_that_answers(fakes: Any) -> None:
    """A query with SERVICE goes out to a remote engine, and is refused at home."""
    fake = fakes.start(fakes.reply(fakes.rows(["a"])))
    text = "SELECT ?x { SERVICE <urn:other> { ?s ?p ?x } }"
    graph = hanse.open(endpoint=fake.url)
    assert graph.query(text).values() == [("a",)]
    with pytest.raises(QueryError, match="SERVICE is disabled"):
        check_query(text, "query")
    with pytest.raises(QueryError, match="prefix wd: is not declared"):
        graph.query("SELECT ?x { ?s wd:p ?x }")


def test_a_busy_server_is_asked_again_three_times_at_most(fakes: Any, pauses: list[float]) -> None:
    """The pauses grow, and differ by chance; a later good answer is the answer."""
    fake = fakes.start(fakes.reply(b"", status=BUSY))
    with pytest.raises(RemoteError):
        open_endpoint(fake.url).query(SELECT)
    assert len(fake.requests) == 4
    assert [0.25 * 2**n <= p <= 0.5 * 2**n for n, p in enumerate(pauses)] == [True] * 3
    assert len(set(pauses)) == 3
    answers = [fakes.reply(b"", status=BUSY), fakes.reply(fakes.rows(["late"]))]

    def give_next(_request: object) -> bytes:
        return bytes(answers.pop(0))

    later = fakes.start(give_next)
    assert read_result(open_endpoint(later.url).query(SELECT)).values() == [("late",)]
    assert len(later.requests) == 2


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_honoured(
    fakes: Any, pauses: list[float], monkeypatch: pytest.MonkeyPatch, *, as_date: bool
) -> None:
    """Seconds and a date are waited for; what is too long for the time limit ends it at once."""
    monkeypatch.setattr("hanse.store.remote.retries.time", lambda: 1_000_000.5)
    value = formatdate(1_000_008, usegmt=True) if as_date else "7"
    fake = fakes.start(fakes.reply(b"", status=BUSY, Retry_After=value))
    with pytest.raises(RemoteError):
        open_endpoint(fake.url, seconds=60).query(SELECT)
    assert pauses == [7.5 if as_date else 7.0] * 3
    with pytest.raises(RemoteError, match=r"503: .*it asks to wait \d+ s"):
        open_endpoint(fake.url, seconds=5).query(SELECT)
    assert (len(fake.requests), len(pauses)) == (5, 3)


def test_one_deadline_holds_for_all_questions_of_a_command(
    fakes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looking up a name takes is not given to the query once more."""
    now = 0.0
    clock = SimpleNamespace(monotonic=lambda: now)
    monkeypatch.setattr("hanse.store.remote.deadline.time", clock)
    fake = fakes.start(fakes.reply(fakes.rows(["a"])))
    store = open_endpoint(fake.url, seconds=60, at_once=True)
    each = open_endpoint(fake.url, seconds=60)
    store.query(SELECT)
    now = 61
    with pytest.raises(RemoteError, match=r"no whole answer within 60 s"):
        store.query(SELECT)
    each.query(SELECT)
    assert len(fake.requests) == 2


def test_redirects_are_followed_on_the_same_host_only(fakes: Any) -> None:
    """Another host gets nothing, no query and no password; a circle ends."""
    other = fakes.start(fakes.reply(fakes.rows(["stolen"])))
    away = fakes.reply(b"", status="302 Found", Location=f"http://localhost:{other.port}/sparql")
    fake = fakes.start(away)
    address = fake.url.replace("//", f"//scott:{SECRET.replace('&', '%26')}@")
    with pytest.raises(RemoteError, match="302: it sends on to another host, localhost"):
        open_endpoint(address).query(SELECT)
    assert (len(fake.requests), other.requests) == (1, [])

    def turn(request: Any) -> bytes:
        if request.path.startswith("/new"):
            return bytes(fakes.reply(fakes.rows(["here"])))
        place = request.path.replace("/sparql", "/new")
        return bytes(fakes.reply(b"", status="307 Temporary Redirect", Location=place))

    moved = fakes.start(turn)
    for text in (SELECT, SELECT.replace("?s", "?" + "s" * 3000)):
        assert read_result(open_endpoint(moved.url).query(text)).values() == [("here",)]
    assert [request.method for request in moved.requests] == ["GET", "GET", "POST", "POST"]
    assert moved.requests[2].body == moved.requests[3].body

    def go_round(request: Any) -> bytes:
        return bytes(fakes.reply(b"", status="302 Found", Location=request.path))

    circle = fakes.start(go_round)
    with pytest.raises(RemoteError, match="from one address to the next without end"):
        open_endpoint(circle.url).query(SELECT)
    assert len(circle.requests) < 20


def test_credentials_go_to_the_endpoint_and_nowhere_else(
    fakes: Any,
    monkeypatch: pytest.MonkeyPatch,
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    """From the address or the environment, as basic authentication; nothing shown has them."""

    def echo(request: Any) -> bytes:
        return bytes(fakes.reply(str(request.headers).encode() + SECRET.encode(), status="500 No"))

    fake = fakes.start(echo)
    token = base64.b64encode(f"scott:{SECRET}".encode()).decode()
    address = fake.url.replace("//", "//scott:tiger%26lily@")
    graph = hanse.open(endpoint=address)
    monkeypatch.setenv(USER, "scott")
    monkeypatch.setenv(PASSWORD, SECRET)
    shown = [repr(graph), graph.place, repr(parse_endpoint(address))]
    for store in (graph.store, open_endpoint(fake.url)):
        with pytest.raises(RemoteError) as error:
            store.query(SELECT)
        shown += [str(error.value), repr(error.value.__cause__)]
    done = run_hanse("query", "counts", "--endpoint", address)
    assert done.returncode == 3
    shown += [done.stdout.decode(), done.stderr.decode()]
    assert [f"Basic {token}"] * 3 == [r.headers["authorization"] for r in fake.requests]
    assert [text for text in shown for part in (SECRET, "tiger", token) if part in text] == []
    assert all(fake.url in text for text in (shown[0], shown[1], shown[3]))


@pytest.mark.parametrize(
    "address",
    ["", "sparql", "ftp://host/x", "file:///etc/passwd", "http://", "http://u:tiger@",
     "http://a b/", "http://host:port/", "http://[::1/", "javascript:1", f"http://{'ä' * 300}/"],
)  # fmt: skip
def test_what_is_no_address_is_a_wrong_call(address: str) -> None:
    """The sentence says what is expected, and shows no password."""
    with pytest.raises(UsageError) as error:
        open_endpoint(address)
    assert "expected an address" in str(error.value) or "no host" in str(error.value)
    assert "tiger" not in str(error.value)


def test_wrong_options_are_a_wrong_call(
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    """Endpoint and dataset exclude each other; a graph needs an endpoint, a limit is a time."""
    for words, told in (
        (["--endpoint", "http://h/", "--dataset", "x"], "exclude each other"),
        (["--graph", "urn:g"], "give --endpoint too"),
        (["--endpoint", "http://h/", "--graph", "no iri"], "no IRI of a graph"),
        (["--endpoint", "http://h/", "--timeout", "nan"], "time limit nan: expected seconds"),
        (["--endpoint", "h"], "expected an address"),
    ):
        done = run_hanse("query", "counts", *words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert told in done.stderr.decode()
    with pytest.raises(UsageError, match="give a path, or an endpoint"):
        hanse.open("x.ttl", endpoint="http://h/")
