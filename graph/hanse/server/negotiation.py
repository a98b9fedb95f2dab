"""Which of the forms on offer a client likes best (RFC 9110, section 12.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Source: SPARQL 1.1 Query Results JSON, XML, CSV and TSV Formats; the types of browsers and of
# older clients stand behind the registered ones.
ROW_TYPES: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "html": ("text/html",),
    "markdown": ("text/markdown",),
    "geojson": ("application/geo+json",),
    "arrow": ("application/vnd.apache.arrow.file",),
    "parquet": ("application/vnd.apache.parquet",),
}
GRAPH_TYPES: dict[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
    "html": ("text/html",),
}
_TEXTS = ("text/", "application/x-turtle")
_MOST_RANGES = 100


class Range(NamedTuple):
    """One part of an Accept header: a type, `*` where any will do, and how much it is liked."""

    type: str
    subtype: str
    quality: float


def choose_form(accept: str, forms: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Give the form and the media type that the header likes best, None where none will do.

    `forms` are in the order of our own preference, which decides between equals.
    """
    ranges = parse_accept(accept)
    best: tuple[float, str, str] | None = None
    for form, types in forms.items():
        for type_ in types:
            quality = measure_quality(ranges, type_)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, form, type_)
    return best and (best[1], _add_charset(best[2]))


def _add_charset(type_: str) -> str:
    return f"{type_}; charset=utf-8" if type_.startswith(_TEXTS) else type_


def parse_accept(header: str) -> list[Range]:
    """Take an Accept header apart; a header that says nothing accepts everything."""
    ranges: list[Range] = []
    for part in header.split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        type_, slash, subtype = name.partition("/")
        if slash and type_ and subtype:
            ranges.append(Range(type_, subtype, _read_quality(parameters)))
    return ranges if header.strip() else [Range("*", "*", 1.0)]


def _read_quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return _read_number(value.strip())
    return 1.0


def _read_number(text: str) -> float:
    """Read a quality; what is no number between 0 and 1 counts as not acceptable."""
    plain = text.replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdigit() and float(text) <= 1 else 0.0


def measure_quality(ranges: Iterable[Range], media_type: str) -> float:
    """Give how much a media type is liked: the quality of the most exact range that names it."""
    type_, _, subtype = media_type.partition("/")
    best = (-1, 0.0)
    for one in ranges:
        if (one.type, one.subtype) == (type_, subtype):
            best = max(best, (2, one.quality))
        elif (one.type, one.subtype) == (type_, "*"):
            best = max(best, (1, one.quality))
        elif (one.type, one.subtype) == ("*", "*"):
            best = max(best, (0, one.quality))
    return best[1]


def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip (RFC 9110, section 12.5.3)."""
    liked: dict[str, float] = {}
    for part in header.lower().split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        liked[name] = _read_quality(parameters)
    return liked.get("gzip", liked.get("*", 0.0)) > 0
