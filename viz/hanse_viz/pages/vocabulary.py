"""What properties and classes are called: by the dataset's own labels, else by ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import PREFIXES, RDF
from hanse.turtle import shorten_iri
from hanse_viz.pages.asking import ask_pairs
from hanse_viz.pages.remembering import once_per_graph

if TYPE_CHECKING:
    from hanse.access import Graph

TYPE = f"{RDF}type"
_MOST = 5_000
# Every property and class that a dataset declares, with its English or plain label.
_TERMS = f"""
SELECT ?term ?label WHERE {{
  VALUES ?class {{ owl:Class rdfs:Class rdf:Property owl:ObjectProperty owl:DatatypeProperty
    owl:AnnotationProperty hanse:Role hanse:ParticipationRole }}
  ?term a ?class ; rdfs:label ?label .
  FILTER (LANG(?label) IN ("", "en"))
}} ORDER BY ?term DESC(LANG(?label)) LIMIT {_MOST}"""
# Reused terms, which the dataset does not describe, in the words of their own vocabularies.
_REUSED = {
    "dcat:Dataset": "dataset",
    "dcat:version": "version",
    "dct:bibliographicCitation": "how to cite",
    "dct:conformsTo": "conforms to",
    "dct:date": "date",
    "dct:description": "description",
    "dct:identifier": "identifier",
    "dct:isPartOf": "part of",
    "dct:issued": "label given in",
    "dct:language": "language",
    "dct:license": "licence",
    "dct:publisher": "publisher",
    "dct:rights": "rights",
    "dct:subject": "subject",
    "dct:title": "title",
    "geo:Feature": "feature",
    "geo:Geometry": "location",
    "geo:asWKT": "position (WKT)",
    "geo:hasGeometry": "geometry",
    "geo:sfWithin": "within",
    "org:FormalOrganization": "organisation, formal",
    "org:Membership": "membership (ORG)",
    "org:OrganizationalCollaboration": "collaboration of organisations",
    "org:Role": "role (ORG)",
    "org:classification": "kind of organisation",
    "org:member": "member",
    "org:organization": "cooperation",
    "org:role": "role",
    "org:roleProperty": "property of the role",
    "owl:AnnotationProperty": "annotation property",
    "owl:Class": "class",
    "owl:DatatypeProperty": "property with values",
    "owl:ObjectProperty": "property between things",
    "owl:Ontology": "ontology",
    "owl:SymmetricProperty": "symmetric property",
    "owl:inverseOf": "inverse of",
    "owl:versionIRI": "IRI of the version",
    "owl:versionInfo": "version",
    "prov:Entity": "entity (PROV)",
    "prov:Plan": "plan (PROV)",
    "prov:hadPrimarySource": "source",
    "rdf:type": "kind of thing",
    "rdfs:comment": "comment",
    "rdfs:domain": "domain",
    "rdfs:isDefinedBy": "defined by",
    "rdfs:label": "name",
    "rdfs:range": "range",
    "rdfs:seeAlso": "see also",
    "rdfs:subClassOf": "subclass of",
    "rdfs:subPropertyOf": "subproperty of",
    "schema:City": "city (schema.org)",
    "schema:Country": "country (schema.org)",
    "schema:CreativeWork": "creative work",
    "schema:Event": "event (schema.org)",
    "schema:domainIncludes": "used on",
    "schema:endDate": "end",
    "schema:location": "place",
    "schema:organizer": "organiser",
    "schema:rangeIncludes": "leads to",
    "schema:sameAs": "same as",
    "schema:startDate": "start",
    "schema:url": "web page",
    "skos:Concept": "concept",
    "skos:ConceptScheme": "list of concepts",
    "skos:altLabel": "other name",
    "skos:broader": "broader",
    "skos:definition": "definition",
    "skos:exactMatch": "exact match",
    "skos:inScheme": "in scheme",
    "skos:notation": "code",
    "skos:prefLabel": "name",
    "skos:scopeNote": "note",
    "time:ProperInterval": "interval",
    "void:Dataset": "part of a dataset",
    "void:class": "class",
    "void:classPartition": "part, by class",
    "void:entities": "things",
    "void:triples": "triples",
    "void:uriSpace": "begin of its IRIs",
    "void:vocabulary": "vocabulary",
    "wgs84:lat": "latitude",
    "wgs84:long": "longitude",
}


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


_OURS = {_expand(name): label for name, label in _REUSED.items()}


@once_per_graph
def read_terms(graph: Graph) -> dict[str, str]:
    """Give the labels of properties, classes and roles, the dataset's own and ours."""
    return _OURS | ask_pairs(graph, _TERMS)


def name_term(graph: Graph, iri: str) -> str:
    """Name a property or a class; without a label by its shortened IRI."""
    return read_terms(graph).get(iri) or shorten_iri(iri)
