"""Who may ask `hanse serve`, and how a request must look: hosts, origins, paths, malformed HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Served

ASK = "/sparql?query=ASK%20%7B%7D"


def raw(head: str, body: str = "") -> bytes:
    """Write a request whose lines are given, with Connection: close."""
    lines = "\r\n".join([*head.split("\n"), "Connection: close"])
    return f"{lines}\r\n\r\n{body}".encode("latin-1")


def status_of(served: Served, data: bytes) -> int:
    """Send bytes and give the status of the answer."""
    return int(served.exchange(data).split()[1])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((host, 200) for host in ("localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8000")),
        *((host, 200) for host in ("localhost.", "127.5.5.5", "[::1]", "localhost:")),
        *((host, 421) for host in ("evil.example", "localhost.evil.example", "0.0.0.0", "")),  # noqa: S104 - a name
        *((host, 421) for host in ("localhost@evil.example", "evil@localhost", "localhost/x")),
        *((host, 421) for host in ("localhost:80@evil", "[::1", "[::1]evil", "localhost:x")),
        *((host, 421) for host in ("localhost,evil", "192.168.0.1", "[::2]", 'localhost:1" x')),
    ],
)
def test_foreign_hosts_are_refused(host: str, status: int, serve: Callable[..., Served]) -> None:
    """Only names of this machine are served, so that no page can rebind its name to it."""
    found = serve().exchange(raw(f"GET {ASK} HTTP/1.1\nHost: {host}"))
    assert int(found.split()[1]) == status, found
    assert b"evil" not in found.partition(b"\r\n\r\n")[0]


def test_hosts_may_be_allowed(serve: Callable[..., Served]) -> None:
    """--allow-host lets a name in; two Host headers never, none only in HTTP/1.0."""
    served = serve("--allow-host", "Cities.Example", "--cors")
    assert status_of(served, raw(f"GET {ASK} HTTP/1.1\nHost: cities.example:80")) == 200
    assert status_of(served, raw(f"GET {ASK} HTTP/1.1\nHost: localhost\nHost: localhost")) in {
        400,
        421,
    }
    assert status_of(served, raw(f"GET {ASK} HTTP/1.1")) == 400
    assert status_of(served, raw(f"GET {ASK} HTTP/1.0")) == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (f"http://localhost{ASK}", 200),
        (f"HTTP://127.0.0.1:99{ASK}", 200),
        (f"http://evil.example{ASK}", 421),
        ("http://localhost", 200),
        ("http:/sparql", 400),
        ("ftp://localhost/", 400),
        ("sparql", 400),
        ("/%73parql?query=ASK%20%7B%7D", 200),
        ("//sparql", 404),
        ("/sparql/", 404),
        ("/sparql%00", 404),
    ],
)
def test_targets(target: str, status: int, serve: Callable[..., Served]) -> None:
    """A target may be absolute, and then its host counts; what is none is refused."""
    assert status_of(serve(), raw(f"GET {target} HTTP/1.1\nHost: localhost")) == status


def test_options_of_the_whole_server(serve: Callable[..., Served]) -> None:
    """OPTIONS * is answered."""
    assert status_of(serve(), raw("OPTIONS * HTTP/1.1\nHost: localhost")) == 204


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_other_sites_are_kept_out(origin: str, serve: Callable[..., Served]) -> None:
    """Without --cors a page of another site gets 403 and no permission; our own pages may ask."""
    served = serve()
    for method in ("GET", "OPTIONS"):
        status, headers, _ = served.ask(ASK, method=method, headers={"Origin": origin})
        assert status == 403
        assert not any(name.startswith("access-control") for name in headers)
    assert served.ask(ASK, headers={"Origin": served.url})[0] == 200
    assert served.ask(ASK)[1]["cross-origin-resource-policy"] == "same-origin"


def test_other_sites_may_be_let_in(serve: Callable[..., Served]) -> None:
    """With --cors every site may ask, never with credentials, and a preflight says how."""
    served = serve("--allow-host", "Cities.Example", "--cors")
    origin = {"Origin": "https://site.example"}
    for path in (ASK, "/sparql?query=x", "/nothing"):
        headers = served.ask(path, headers=origin)[1]
        assert headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in headers
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    status, headers, _ = served.ask("/sparql", method="OPTIONS", headers=asked)
    assert (status, headers["access-control-allow-methods"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "Content-Type" in headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "path",
    [
        *("/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..\\etc"),
        *("/id/../../etc/passwd", "/id/..%2f..%2fetc%2fpasswd", "/static/..%5c..%5cx", "/id/%00"),
        *("/ontology/../../etc/passwd", "/ontology.%2e%2e%2fetc", "/%252e%252e/etc/passwd"),
    ],
)
def test_no_path_leads_out(path: str, serve: Callable[..., Served]) -> None:
    """Steps up in a path, encoded or not, find nothing."""
    found = serve().exchange(raw(f"GET {path} HTTP/1.1\nHost: localhost\nAccept: text/turtle"))
    assert int(found.split()[1]) in {303, 404}
    assert b"root:" not in found


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=ASK%7B%7D&default-graph-uri=%3Cimg%20onerror%3Dx%3E",
        "/sparql?query=ASK%7B%7D&format=%3Cscript%3E%0d%0aX-Evil:%201",
        "/id/%3Cscript%3E%0d%0aX-Evil:%201",
        "/id/city/riga%0d%0aX-Evil:%201",
        "/describe?iri=%3Cscript%3E%0d%0aX-Evil:%201&format=turtle",
        "/%3Cscript%3E",
    ],
)
def test_errors_are_text_and_no_header(path: str, serve: Callable[..., Served]) -> None:
    """Markup in a request comes back as text at most, and line breaks make no header."""
    status, headers, _ = serve().ask(path, headers={"Accept": "text/turtle"})
    assert status in {303, 400, 404, 406}
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "x-evil" not in headers


POST = "POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: application/sparql-query\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"{POST}Content-Length: 6\nTransfer-Encoding: chunked", "6\r\nASK {}\r\n0\r\n\r\n"),
        (f"{POST}Content-Length: 6\nContent-Length: 7", "ASK {}"),
        (f"{POST}Content-Length: -6", "ASK {}"),
        (f"{POST}Content-Length: 6x", "ASK {}"),
        (f"{POST}Content-Length: {'9' * 5000}", "ASK {}"),
        (f"{POST}Transfer-Encoding: chunked", "x\r\nASK {}\r\n0\r\n\r\n"),
        (f"{POST}Transfer-Encoding: gzip, chunked", "6\r\nASK {}\r\n0\r\n\r\n"),
        ("GET /sparql\nHost: localhost", ""),
        ("GET /spa rql HTTP/1.1\nHost: localhost", ""),
        ("GET /sparql HTTP/1.1\nHost : localhost", ""),
        ("GET /sparql?query=ASK%20%FF HTTP/1.1\nHost: localhost", ""),
        ("GET /sparql?query=ASK\xff HTTP/1.1\nHost: localhost", ""),
        ("\x16\x03\x01\x02\x00", ""),
    ],
)
def test_malformed_requests_are_400(head: str, body: str, serve: Callable[..., Served]) -> None:
    """What could be read in two ways, or is no HTTP, gets 400, and the connection is closed."""
    assert status_of(serve(), raw(head, body)) == 400


@pytest.mark.parametrize("version", ["0.9", "1.2", "2.0", "9.9"])
def test_other_versions_of_http_are_refused(version: str, serve: Callable[..., Served]) -> None:
    """Only in 1.0 and 1.1 is it known how an end of an answer shows."""
    assert status_of(serve(), raw(f"GET {ASK} HTTP/{version}\nHost: localhost")) == 505


@pytest.mark.parametrize("way", ["chunked", "expect"])
def test_bodies_may_come_in_chunks_or_after_a_word(way: str, serve: Callable[..., Served]) -> None:
    """A chunked body and one that waits for 100 Continue are read."""
    more = (
        "Transfer-Encoding: chunked"
        if way == "chunked"
        else "Expect: 100-continue\nContent-Length: 6"
    )
    body = "3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n" if way == "chunked" else "ASK {}"
    found = serve().exchange(raw(POST + more, body))
    assert found.count(b"HTTP/1.1 200 ") == 1
    assert b'"boolean":true' in found
