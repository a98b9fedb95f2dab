"""What the picture asks of a dataset: SPARQL over the public terms, rows of plain text back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from hanse.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator


class Answer(Protocol):
    """What a query gives back: columns and rows of RDF terms, None where nothing is bound."""

    @property
    def rows(self) -> Any:  # noqa: ANN401 - rows of any store's terms
        """The rows, each a tuple of terms, None where a variable has no value."""
        ...


class Dataset(Protocol):
    """Anything that answers SPARQL, such as what `hanse.open()` returns."""

    def query(self, name_or_text: str, /) -> Answer:
        """Answer a query."""
        ...


MEMBERSHIPS = """
SELECT ?membership ?member ?cooperation ?role ?city WHERE {
  ?membership a hanse:Membership ; org:member ?member ; org:organization ?cooperation ;
    org:role ?role .
  OPTIONAL { ?membership hanse:onBehalfOf ?city }
} ORDER BY ?membership ?member ?cooperation ?role ?city"""

# %s is the class whose things are asked for.
NAMES = """
SELECT ?thing ?name (LANG(?name) AS ?language) WHERE {
  ?thing a %s ; rdfs:label|skos:altLabel ?name
} ORDER BY ?thing ?language ?name"""

MEMBER_FACTS = """
SELECT ?thing ?country ?population ?kind WHERE {
  { ?thing a hanse:City } UNION { ?thing a hanse:Organisation }
  OPTIONAL { ?thing hanse:country ?country }
  OPTIONAL { ?thing hanse:population ?population }
  OPTIONAL { ?thing org:classification ?class . ?class rdfs:label ?kind FILTER(LANG(?kind) = "") }
} ORDER BY ?thing ?country ?population ?kind"""

LINKS = """
SELECT ?thing ?link WHERE { ?thing a hanse:City ; schema:sameAs ?link } ORDER BY ?thing ?link"""

COUNTRY_CODES = """
SELECT ?thing ?code WHERE { ?thing a hanse:Country ; skos:notation ?code } ORDER BY ?thing ?code"""

BROADER = """
SELECT ?thing ?broader WHERE { ?thing a hanse:Theme ; skos:broader ?broader }
ORDER BY ?thing ?broader"""

# %s is hanse:Network or hanse:Project.
COOPERATIONS = """
SELECT ?thing ?programme ?theme ?start ?end ?url WHERE {
  ?thing a %s
  OPTIONAL { ?thing hanse:programme ?programme }
  OPTIONAL { ?thing hanse:mainTheme ?theme }
  OPTIONAL { ?thing hanse:startYear ?start }
  OPTIONAL { ?thing hanse:endYear ?end }
  OPTIONAL { ?thing schema:url ?url }
} ORDER BY ?thing ?programme ?theme ?start ?end ?url"""

COOPERATION_TYPES = """
SELECT ?thing ?label WHERE {
  ?class rdfs:subClassOf hanse:Network ; rdfs:label ?label . ?thing a ?class
  FILTER(LANG(?label) = "en" || LANG(?label) = "") FILTER(?class != hanse:Network)
} ORDER BY ?thing ?label"""

THEMES_OF = """
SELECT ?thing ?theme WHERE { ?thing a hanse:Cooperation ; hanse:theme ?theme }
ORDER BY ?thing ?theme"""

# %s is the class whose things name their source.
SOURCES_OF = """
SELECT ?thing ?source WHERE { ?thing a %s ; prov:hadPrimarySource ?source }
ORDER BY ?thing ?source"""

SOURCES = """
SELECT ?thing ?url ?publisher WHERE {
  ?thing a hanse:Source
  OPTIONAL { ?thing schema:url ?url }
  OPTIONAL { ?thing dct:publisher ?publisher }
} ORDER BY ?thing ?url ?publisher"""

VERSION = """
SELECT ?version WHERE {
  <https://w3id.org/hanse/dataset> dcat:version|owl:versionInfo|schema:version ?version
} ORDER BY ?version LIMIT 1"""

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def ask(dataset: Dataset, text: str, *terms: str) -> Iterator[tuple[str, ...]]:
    """Answer a query of this module row by row: IRIs and values as text, "" where unbound."""
    answer = dataset.query(_PROLOGUE + (text % terms if terms else text))
    for row in answer.rows:
        yield tuple("" if term is None else str(term.value) for term in row)


def gather(rows: Iterator[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Collect pairs into the values of each first term, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
