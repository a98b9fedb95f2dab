"""Queries and updates as requests of the SPARQL 1.1 Protocol: the one room with SPARQLWrapper.

SPARQLWrapper composes them. It does not send them: it has no deadline, follows redirects to
anywhere, and takes whatever comes back for an answer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

from hanse import __version__
from hanse.errors import MissingExtraError

if TYPE_CHECKING:
    import urllib.request
    from typing import Any

    from hanse.store.remote.address import Endpoint

AGENT = f"hanse/{__version__}"
# Servers refuse longer addresses, or cut them; longer queries go by POST.
_LONGEST_GET = 2000
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"


def compose_query(
    endpoint: Endpoint, text: str, kind: str, graph: str | None = None
) -> urllib.request.Request:
    """Compose the request for a query of a kind (SELECT, ASK, CONSTRUCT or DESCRIBE).

    `graph` is the IRI of the graph to ask, for engines whose default graph is not it. Raises
    MissingExtraError where SPARQLWrapper is not installed.
    """
    wrapper = _wrap(endpoint, kind, text)
    if graph is not None:
        wrapper.addParameter("default-graph-uri", graph)
    wrapper.addCustomHttpHeader("Accept", ROWS if kind in {"SELECT", "ASK"} else TRIPLES)
    is_short = len(quote_plus(text)) + len(endpoint.url) <= _LONGEST_GET
    wrapper.setMethod("GET" if is_short else "POST")
    return _compose(wrapper)


def compose_update(endpoint: Endpoint, text: str) -> urllib.request.Request:
    """Compose the request for an update; raises MissingExtraError as `compose_query` does."""
    # The kind only has to be one of an update: SPARQLWrapper sends them all alike.
    wrapper = _wrap(endpoint, "INSERT", text)
    wrapper.addCustomHttpHeader("Accept", "*/*")
    wrapper.setMethod("POST")
    return _compose(wrapper)


def _wrap(endpoint: Endpoint, kind: str, text: str) -> Any:  # noqa: ANN401 - of a library without types here
    try:
        library: Any = import_module("SPARQLWrapper")
    except ImportError as error:
        raise MissingExtraError("remote", "SPARQLWrapper") from error
    scheme, host, path, query, _ = urlsplit(endpoint.url)
    wrapper = library.SPARQLWrapper(urlunsplit((scheme, host, path, "", "")), agent=AGENT)
    for name, value in parse_qsl(query, keep_blank_values=True):
        wrapper.addParameter(name, value)
    wrapper.setOnlyConneg(onlyConneg=True)
    if endpoint.user:
        wrapper.setCredentials(endpoint.user, endpoint.password)
    # Not by setQuery, which guesses the kind, and takes a word of a comment for an update.
    wrapper.queryString, wrapper.queryType = text, kind
    return wrapper


def _compose(wrapper: Any) -> urllib.request.Request:  # noqa: ANN401 - as above
    request: urllib.request.Request = wrapper._createRequest()  # noqa: SLF001 - query() would send it
    return request
