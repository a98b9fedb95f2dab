"""The names of the forms of an answer, with the media type that each has on the web."""

from __future__ import annotations

# Sources: IANA's registry of media types; SPARQL 1.1 Query Results JSON, CSV and TSV; SPARQL Query
# Results XML; Apache Arrow (columnar format, "IPC file format").
MEDIA_TYPES = {
    "table": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "arrow": "application/vnd.apache.arrow.file",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
FORMS = tuple(MEDIA_TYPES)
# What only the rows of SELECT and ASK, and only the triples of CONSTRUCT and DESCRIBE can fill.
ROW_FORMS = ("csv", "tsv", "json", "xml")
TRIPLE_FORMS = ("turtle", "ntriples", "jsonld")
