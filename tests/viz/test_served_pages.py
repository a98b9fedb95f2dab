"""The pages as `hanse serve` gives them: found by the server, rendered in its workers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hanse_viz.pages import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Served

pytestmark = pytest.mark.wheel

PAGES = {
    "/": "Query the Hanse knowledge graph",
    "/id/city/riga": "Riga",
    "/describe?iri=https%3A%2F%2Fw3id.org%2Fhanse%2Fid%2Fcity%2Friga": "Riga",
    "/dataset": "Hanse",
    "/search?q=kemnica": "Chemnitz",
    "/ontology": "The Hanse ontology",
    "/queries": "Partners of a network",
    "/queries/partners-of": "Partners of a network",
}
OTHERS = {
    "/search.json?q=kemnica": "application/json",
    "/complete?kind=city&q=kemn": "application/json",
    "/bind?query=partners-of&p.network=REFILL": "application/json",
    "/assets/sparql.js": "text/javascript",
    "/assets/site.css": "text/css",
    "/assets/europe.json": "application/json",
}


def test_every_route_is_tried() -> None:
    """The paths below cover every pattern that the pages offer."""
    tried = {path.partition("?")[0] for path in (*PAGES, *OTHERS)}
    fixed = {path for path in routes() if "{" not in path}
    assert fixed - tried == set()
    assert len(routes()) == 12


@pytest.mark.parametrize("path", PAGES)
def test_page_is_served(path: str, serve: Callable[..., Served]) -> None:
    """A browser gets the page as HTML, with a policy that lets nothing else in."""
    status, headers, body = serve().ask(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert PAGES[path] in body.decode()


@pytest.mark.parametrize("path", OTHERS)
def test_part_is_served(path: str, serve: Callable[..., Served]) -> None:
    """Scripts, styles and what scripts ask for have their own types."""
    status, headers, _ = serve().ask(path)
    assert (status, headers["content-type"].partition(";")[0]) == (200, OTHERS[path])


@pytest.mark.parametrize(
    ("accept", "status", "place"),
    [
        ("*/*", 200, None),
        ("text/html", 200, None),
        ("text/turtle", 303, "/id/city/riga.ttl"),
        ("application/ld+json", 303, "/id/city/riga.jsonld"),
        ("text/turtle;q=0.2, text/html;q=0.1", 303, "/id/city/riga.ttl"),
        ("image/png", 406, None),
    ],
)
def test_a_thing_has_a_page_and_documents(
    accept: str, status: int, place: str | None, serve: Callable[..., Served]
) -> None:
    """An IRI gives the page to people and sends programs to the document that they like best."""
    found = serve().ask("/id/city/riga", headers={"Accept": accept})
    assert (found[0], found[1].get("location")) == (status, place)


def test_a_query_of_the_catalogue_is_bound(serve: Callable[..., Served]) -> None:
    """The page's form gets a text that the endpoint answers."""
    served = serve()
    _, _, body = served.ask("/bind?query=partners-of&p.network=REFILL")
    text = json.loads(body)["text"]
    assert "<https://w3id.org/hanse/id/network/refill>" in text
    status, _, answer = served.query(text, "application/sparql-results+json")
    assert status == 200
    partners = {row["partner"]["value"] for row in json.loads(answer)["results"]["bindings"]}
    assert len(partners) >= 10
    assert "https://w3id.org/hanse/id/city/riga" in partners


def test_an_unknown_thing_is_a_page_that_says_so(serve: Callable[..., Served]) -> None:
    """An IRI of which the dataset says nothing has status 404, in every form."""
    for path in ("/id/city/nowhere", "/id/city/nowhere.ttl", "/queries/nothing"):
        assert serve().ask(path)[0] == 404
