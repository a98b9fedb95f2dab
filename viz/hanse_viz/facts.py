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
SELECT ?thing ?country ?population ?kind ?latitude ?longitude WHERE {
  { ?thing a hanse:City } UNION { ?thing a hanse:Organisation }
  OPTIONAL { ?thing hanse:country ?country }
  OPTIONAL { ?thing wgs84:lat ?latitude ; wgs84:long ?longitude }
  OPTIONAL { ?thing hanse:population ?population }
  OPTIONAL { ?thing org:classification ?class . ?class rdfs:label ?kind FILTER(LANG(?kind) = "") }
} ORDER BY ?thing ?country ?population ?kind ?latitude ?longitude"""

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

PRACTICES = """
SELECT ?thing ?country ?issued ?start WHERE {
  ?thing a hanse:GoodPractice
  OPTIONAL { ?thing hanse:country ?country }
  OPTIONAL { ?thing dct:issued ?issued }
  OPTIONAL { ?thing hanse:startYear ?start }
} ORDER BY ?thing ?country ?issued ?start"""

HOMES = """
SELECT ?thing ?home WHERE { ?thing hanse:practisedIn ?home } ORDER BY ?thing ?home"""

PRACTICE_THEMES = """
SELECT ?thing ?theme WHERE { ?thing a hanse:GoodPractice ; hanse:theme ?theme }
ORDER BY ?thing ?theme"""

TRANSFERS = """
SELECT ?thing ?practice ?giver ?learner ?cooperation WHERE {
  ?thing a hanse:Transfer ; hanse:practice ?practice ; hanse:from ?giver ; hanse:to ?learner ;
    hanse:within ?cooperation
} ORDER BY ?thing ?practice ?giver ?learner ?cooperation"""

EVENTS = """
SELECT ?thing ?start ?end ?city ?country WHERE {
  ?thing a hanse:Event
  OPTIONAL { ?thing schema:startDate ?start }
  OPTIONAL { ?thing schema:endDate ?end }
  OPTIONAL { ?thing schema:location ?city }
  OPTIONAL { ?thing hanse:country ?country }
} ORDER BY ?thing ?start ?end ?city ?country"""

EVENT_TYPES = """
SELECT ?thing ?label WHERE {
  ?class rdfs:subClassOf+ hanse:Event ; rdfs:label ?label . ?thing a ?class
  FILTER(LANG(?label) = "en" || LANG(?label) = "") FILTER(?class != hanse:Event)
  FILTER NOT EXISTS { ?thing a ?below . ?below rdfs:subClassOf ?class FILTER(?below != ?class) }
} ORDER BY ?thing ?label"""

EVENT_COOPERATIONS = """
SELECT ?thing ?cooperation WHERE { ?thing a hanse:Event ; hanse:partOf ?cooperation }
ORDER BY ?thing ?cooperation"""

PARTICIPATIONS = """
SELECT ?thing ?event ?member ?role ?city WHERE {
  ?thing a hanse:Participation ; hanse:in ?event ; org:member ?member ; hanse:role ?class .
  ?event a hanse:Event . ?class rdfs:label ?role FILTER(LANG(?role) = "")
  OPTIONAL { ?thing hanse:city ?city }
} ORDER BY ?thing ?event ?member ?role ?city"""

PHASES = """
SELECT ?thing ?cooperation ?start ?months ?whole WHERE {
  ?thing a hanse:Phase ; hanse:phaseOf ?cooperation
  OPTIONAL { ?thing schema:startDate ?start }
  OPTIONAL { ?thing hanse:months ?months }
  OPTIONAL { ?thing dct:isPartOf ?whole }
} ORDER BY ?thing ?cooperation ?start ?months ?whole"""

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
