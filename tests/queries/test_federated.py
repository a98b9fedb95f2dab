"""The examples with SERVICE: they go where --federate lets them, and join what comes back.

The public endpoints are stood in for by a second server of ours, which has a few statements of
each in its own vocabulary; the addresses in the queries are exchanged for its own.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

import hanse
from hanse.errors import QueryError
from hanse.guard import check_query
from hanse.queries.header import read_query
from hanse.queries.parameters import bind_parameters
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Served

FILES = sorted(locate("queries/federated").glob("*.rq"))
SERVICE = re.compile(r"SERVICE <(https://[^>]+)>")
ELSEWHERE = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX eurio: <http://data.europa.eu/s66#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX eukg: <https://linkedopendata.eu/prop/direct/>
PREFIX e: <https://linkedopendata.eu/entity/>
wd:Q1773 wdt:P17 wd:Q211 ; wdt:P1566 "456173" ; wdt:P1082 605802 .
wd:Q64 wdt:P17 wd:Q183 ; wdt:P1566 "2950159" ; wdt:P1082 3755251 .
<urn:p1> a eurio:Project ; eurio:title "A project" ; eurio:hasInvolvedParty <urn:r1> .
<urn:r1> eurio:isRoleOf <urn:o1> .
<urn:o1> eurio:legalName "TECHNISCHE UNIVERSITAET CHEMNITZ" .
e:Q1 eukg:P35 e:Q9934 ; eukg:P32 e:Q15 ; rdfs:label "A quay for Ventspils"@en .
e:Q2 eukg:P35 e:Q9934 ; eukg:P32 e:Q15 ; rdfs:label "A quay for Liepāja"@en .
e:Q15 rdfs:label "Latvia"@en .
"""
EXPECTED = {
    "cohesion-projects": [("title", ["A quay for Ventspils"])],
    "cordis-projects": [("body", ["TECHNISCHE UNIVERSITAET CHEMNITZ"]), ("title", ["A project"])],
    "geonames-ids": [("ours", ["https://sws.geonames.org/456172/"])],
    "wikidata-populations": [("cityName", ["Riga"]), ("wikidataPopulation", ["605802"])],
}


@pytest.fixture(scope="module")
def elsewhere(serve: Callable[..., Served], tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Serve the statements of the other endpoints."""
    path = tmp_path_factory.mktemp("elsewhere") / "elsewhere.ttl"
    path.write_text(ELSEWHERE, encoding="utf-8")
    return serve(path)


def test_there_is_an_example_for_each_endpoint() -> None:
    """Four files, each with an expectation here."""
    assert [path.stem for path in FILES] == sorted(EXPECTED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_header_says_how_to_allow_it(path: Path) -> None:
    """The option named in the header lets the query through the guard; without it nothing does."""
    query = read_query(path)
    allowed = re.search(r"--federate (\S+)", query.about)
    assert query.title
    assert allowed
    check_query(query.text, query.path, services=(allowed[1],))
    with pytest.raises(QueryError, match="SERVICE is disabled"):
        check_query(query.text, query.path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_example_joins_what_the_other_endpoint_says(
    path: Path, serve: Callable[..., Served], elsewhere: Served, build_folder: Path
) -> None:
    """With the defaults of its parameters the example gives what both sides together know."""
    text = bind_parameters(read_query(path), {}, hanse.open(build_folder).store)
    asked = SERVICE.sub(f"SERVICE <{elsewhere.url}/sparql>", text)
    assert asked != text
    served = serve("--federate", f"{elsewhere.url}/")
    status, _, body = served.query(asked, "text/csv")
    assert (status, b"" if status == 200 else body) == (200, b"")
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    for column, values in EXPECTED[path.stem]:
        assert values == [row[column] for row in rows]


def test_only_the_named_endpoint_is_contacted(
    serve: Callable[..., Served], elsewhere: Served
) -> None:
    """Another address, a variable, a prefixed name and steps up in the path are refused."""
    served = serve("--federate", f"{elsewhere.url}/")
    for service in (
        *("<http://127.0.0.1:9/sparql>", "?where", "p:sparql"),
        *(f"<{elsewhere.url}/../x>", f"<{elsewhere.url}.evil.example/>", "<sparql>"),
    ):
        query = f"PREFIX p: <{elsewhere.url}/> SELECT * {{ SERVICE {service} {{ ?s ?p ?o }} }}"
        status, _, body = served.query(query)
        assert (status, b"SERVICE may name" in body) == (400, True), service
