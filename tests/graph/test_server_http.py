"""The HTTP of `hanse serve`: forms of answers, methods, caching, descriptions, documents."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Served

ASK = "/sparql?query=ASK%20%7B%7D"
ROWS = f"/sparql?query={quote('SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 100')}"
TRIPLES = f"/sparql?query={quote('CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 5')}"
CITY = "https://w3id.org/hanse/id/city/riga"
SYNTAXES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
RESULT_TYPES = (
    *("application/sparql-results+json", "application/sparql-results+xml"),
    *("text/csv", "text/tab-separated-values"),
)


def read_triples(headers: dict[str, str], body: bytes) -> set[str]:
    """Read an RDF document by its media type."""
    type_ = headers["content-type"].partition(";")[0]
    return {str(quad.triple) for quad in ox.parse(body, format=SYNTAXES[type_])}


def raw(head: str, body: str = "") -> bytes:
    """Write a request whose lines are given, with Connection: close."""
    lines = "\r\n".join([*head.split("\n"), "Connection: close"])
    return f"{lines}\r\n\r\n{body}".encode("latin-1")


@pytest.mark.parametrize("type_", RESULT_TYPES)
def test_rows_come_in_the_form_that_is_asked(type_: str, serve: Callable[..., Served]) -> None:
    """Accept chooses among the four forms of rows."""
    status, headers, _ = serve().ask(ROWS, headers={"Accept": type_})
    assert (status, headers["content-type"].partition(";")[0]) == (200, type_)
    assert headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("type_", SYNTAXES)
def test_triples_come_in_the_form_that_is_asked(type_: str, serve: Callable[..., Served]) -> None:
    """Accept chooses among the four RDF forms, each of which can be read again."""
    status, headers, body = serve().ask(TRIPLES, headers={"Accept": type_})
    assert (status, headers["content-type"].partition(";")[0]) == (200, type_)
    assert len(read_triples(headers, body)) == 5


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("*/*;q=0.1, text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/xml; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
        ("text/html, */*;q=0.8", "text/html; charset=utf-8"),
        ("", "application/sparql-results+json"),
    ],
)
def test_qualities_decide(accept: str, type_: str, serve: Callable[..., Served]) -> None:
    """The most liked form wins, q=0 excludes, our order decides between equals."""
    assert serve().ask(ROWS, headers={"Accept": accept})[1]["content-type"] == type_


def test_repeated_accept_headers_count_together(serve: Callable[..., Served]) -> None:
    """Two Accept headers are one list."""
    lines = (
        f"GET {ROWS} HTTP/1.1\nHost: localhost\nAccept: image/png\nAccept: text/csv\nAccept: a/b"
    )
    assert b"text/csv" in serve().exchange(raw(lines))


@pytest.mark.parametrize("path", [ROWS, TRIPLES, "/sparql", "/id/city/riga", "/.well-known/void"])
def test_unknown_form_is_406(path: str, serve: Callable[..., Served]) -> None:
    """A form that there is not gets 406, with what there is."""
    status, _, body = serve().ask(path, headers={"Accept": "image/png"})
    assert status == 406
    assert (b"text/turtle" in body) or (b"text/csv" in body)


@pytest.mark.parametrize(
    ("type_", "status"),
    [
        ("text/plain", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/sparql-query; charset=latin-1", 415),
        ("", 415),
        ("application/sparql-query", 200),
        ('Application/SPARQL-Query; charset="UTF-8"', 200),
    ],
)
def test_type_of_a_body(type_: str, status: int, serve: Callable[..., Served]) -> None:
    """A body of another type or encoding gets 415; the name of a type has no case."""
    headers = {"Content-Type": type_}
    found = serve().ask("/sparql", method="POST", headers=headers, body=b"ASK {}")
    assert found[0] == status


def test_compressed_body_is_refused(serve: Callable[..., Served]) -> None:
    """A compressed body, which could blow up, gets 415."""
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    body = gzip.compress(b"ASK {}")
    assert serve().ask("/sparql", method="POST", headers=headers, body=body)[0] == 415


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/sparql", "GET, HEAD, POST, OPTIONS"),
        *((path, "GET, HEAD, OPTIONS") for path in ("/limits", "/", "/id/x", "/nothing")),
    ],
)
def test_methods_are_told(path: str, allow: str, serve: Callable[..., Served]) -> None:
    """OPTIONS and 405 list the methods of the address."""
    status, headers, body = serve().ask(path, method="OPTIONS")
    assert (status, headers["allow"], body) == (204, allow, b"")
    assert "content-length" not in headers
    status, headers, _ = serve().ask(path, method="DELETE")
    assert (status, headers["allow"]) == (405, allow)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "path", [ASK, ROWS, TRIPLES, "/sparql", "/limits", "/id/city/riga.ttl", "/nothing"]
)
def test_head_is_get_without_the_body(path: str, coding: str, serve: Callable[..., Served]) -> None:
    """HEAD has the status and the headers of GET."""
    sent = {"Accept-Encoding": coding}
    status, headers, body = serve().ask(path, headers=sent)
    again, same, nothing = serve().ask(path, method="HEAD", headers=sent)
    assert (status, headers | {"date": ""}) == (again, same | {"date": ""})
    assert (int(headers["content-length"]), nothing) == (len(body), b"")


@pytest.mark.parametrize(
    ("coding", "is_packed"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("*", True),
        ("gzip;q=0, *", False),
        ("gzip;q=0.000", False),
        ("br, deflate", False),
        ("identity;q=1, *;q=0", False),
        ("", False),
    ],
)
def test_gzip_is_used_where_it_is_liked(
    coding: str, serve: Callable[..., Served], *, is_packed: bool
) -> None:
    """An answer is compressed where the client takes gzip, and is the same then."""
    plain = serve().ask(ROWS)[2]
    _, headers, body = serve().ask(ROWS, headers={"Accept-Encoding": coding})
    assert (headers.get("content-encoding") == "gzip") == is_packed
    assert plain == (gzip.decompress(body) if is_packed else body)


@pytest.mark.parametrize("path", [ROWS, TRIPLES, "/sparql", "/id/city/riga.ttl"])
def test_unchanged_answer_is_304(path: str, serve: Callable[..., Served]) -> None:
    """The ETag, weak or strong, alone or in a list, saves the answer; another one does not."""
    served = serve()
    tag = served.ask(path)[1]["etag"]
    lists = [tag, f'"x", {tag}', tag.removeprefix("W/"), f'W/"a,b" ,{tag},"c"']
    for given in lists:
        status, headers, body = served.ask(path, headers={"If-None-Match": given})
        assert (status, headers["etag"], body) == (304, tag, b"")
        assert headers["vary"] == "Accept, Accept-Encoding"
        assert "content-length" not in headers
    assert served.ask(path, headers={"If-None-Match": f'{tag[:-2]}"'})[0] == 200
    other = served.ask(path, headers={"Accept": "text/csv, application/n-triples"})[1]["etag"]
    assert (other == tag) == path.endswith(".ttl")  # which has one form only


def test_what_changes_has_no_etag(serve: Callable[..., Served]) -> None:
    """An answer that is another each time, an error and a POST are never 304."""
    served = serve()
    _, headers, _ = served.query("SELECT (RAND() AS ?x) {}")
    assert (headers["cache-control"], "etag" in headers) == ("no-store", False)
    assert "etag" not in served.query("SELECT")[1]
    tag = served.ask(ASK)[1]["etag"]
    sent = {"If-None-Match": tag, "Content-Type": "application/sparql-query"}
    assert served.ask("/sparql", method="POST", headers=sent, body=b"ASK {}")[0] == 200


def test_service_description(serve: Callable[..., Served]) -> None:
    """A plain GET describes the endpoint in every RDF form, with its own address."""
    served = serve()
    found = {t: read_triples(*served.ask("/sparql", headers={"Accept": t})[1:]) for t in SYNTAXES}
    first = found["text/turtle"]
    assert all(first == other for other in found.values())
    assert any(f"<{served.url}/sparql>" in line and "endpoint" in line for line in first)
    assert sum("sparql-service-description#resultFormat>" in line for line in first) == 8


def test_dataset_description(serve: Callable[..., Served]) -> None:
    """VoID stands at its well-known address, and the dataset's own IRI to its document."""
    served = serve()
    status, headers, body = served.ask("/.well-known/void", headers={"Accept": "text/turtle"})
    lines = read_triples(headers, body)
    assert status == 200
    assert any(f"void#sparqlEndpoint> <{served.url}/sparql>" in line for line in lines)
    assert any("void#triples" in line for line in lines)
    status, headers, _ = served.ask("/dataset", headers={"Accept": "text/turtle"})
    assert (status, headers["location"]) == (303, "/dataset.ttl")
    assert served.ask("/dataset.ttl")[0] == 200


def test_limits_are_shown(serve: Callable[..., Served]) -> None:
    """Every limit stands at /limits with a sentence, as JSON or as text."""
    assert serve().query("ASK {}")[0] == 200
    told = json.loads(serve().ask("/limits")[2])
    assert told["outcomes"]["done"] > 0
    assert told["limits"].keys() == told["about"].keys()
    assert (told["limits"]["seconds"], told["limits"]["result_rows"]) == (5.0, 100_000)
    text = serve().ask("/limits", headers={"Accept": "text/plain"})[2].decode()
    assert [line.split()[0] for line in text.splitlines()] == list(told["limits"])


@pytest.mark.parametrize(
    ("suffix", "type_"),
    [("ttl", 0), ("nt", 1), ("rdf", 2), ("jsonld", 3)],
)
def test_things_have_documents(suffix: str, type_: int, serve: Callable[..., Served]) -> None:
    """The IRI of a thing leads to its document in the form that is asked, which says all of it."""
    served, types = serve(), list(SYNTAXES)
    status, headers, _ = served.ask("/id/city/riga", headers={"Accept": types[type_]})
    assert (status, headers["location"]) == (303, f"/id/city/riga.{suffix}")
    assert "Accept" in headers["vary"]
    status, headers, body = served.ask(f"/id/city/riga.{suffix}")
    assert (status, headers["content-type"].partition(";")[0]) == (200, types[type_])
    found = read_triples(headers, body)
    pattern = f"{{ ?s ?p ?o FILTER (?s = <{CITY}> || ?o = <{CITY}>) }}"
    wanted = served.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}", types[1])[2]
    assert found == {line.removesuffix(" .") for line in wanted.decode().splitlines()}


def test_other_documents(serve: Callable[..., Served]) -> None:
    """The ontology and any IRI have documents; what the dataset does not know is 404."""
    served = serve()
    status, headers, body = served.ask("/ontology.ttl")
    assert status == 200
    assert any("Membership" in line for line in read_triples(headers, body))
    found = served.ask(f"/describe?iri={quote(CITY)}&format=ntriples")[2]
    assert read_triples({"content-type": "text/turtle"}, served.ask("/id/city/riga.ttl")[2]) == {
        line.removesuffix(" .") for line in found.decode().splitlines()
    }
    assert served.ask("/id/city/atlantis.ttl")[0] == 404
    assert served.ask("/describe?iri=urn%3Ax&format=turtle")[0] == 404
    assert served.ask("/describe", headers={"Accept": "text/turtle"})[0] == 400
    assert served.ask(f"/describe?iri={quote(CITY)}&format=pdf")[0] == 406
    assert served.ask("/nothing")[0] == 404
