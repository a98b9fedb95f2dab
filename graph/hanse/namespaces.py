"""The only place where namespaces are written: prefixes in the order in which files show them."""

from __future__ import annotations

BASE = "https://w3id.org/hanse/"
HANSE = BASE + "ontology#"
ONTOLOGY = BASE + "ontology"
ID = BASE + "id/"
DATASET = BASE + "dataset"
RULES = BASE + "ontology/rules/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
SCHEMA = "https://schema.org/"
GEO = "http://www.opengis.net/ont/geosparql#"
SF = "http://www.opengis.net/ont/sf#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
TIME = "http://www.w3.org/2006/time#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
SH = "http://www.w3.org/ns/shacl#"
EURIO = "http://data.europa.eu/s66#"

GEONAMES = "https://sws.geonames.org/"
WIKIDATA = "http://www.wikidata.org/entity/"
NUTS = "http://data.europa.eu/nuts/code/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"

# What data and queries may use without more ado; shapes and alignments add their own.
PREFIXES: dict[str, str] = {
    "hanse": HANSE,
    "id": ID,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "skos": SKOS,
    "dct": DCT,
    "prov": PROV,
    "org": ORG,
    "schema": SCHEMA,
    "geo": GEO,
    "wgs84": WGS84,
    "time": TIME,
    "dcat": DCAT,
    "void": VOID,
    "xsd": XSD,
}
