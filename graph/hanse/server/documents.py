"""Pages and documents of things: /id/city/riga for people, /id/city/riga.ttl for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from hanse.namespaces import ONTOLOGY
from hanse.server.description import to_iri
from hanse.server.negotiation import GRAPH_TYPES, choose_form
from hanse.server.pages import Request as Asked
from hanse.server.protocol import ProtocolError, read_fields

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from starlette.requests import Request

    from hanse.server.endpoint import Handler
    from hanse.server.responses import Sender
    from hanse.server.service import Service

_THING = "hanse.server.description:describe_thing"
_CONTENTS = "hanse.server.description:describe_contents"
_PAGE = "hanse.server.pages:render_page"
SUFFIXES = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml", "jsonld": "jsonld"}
_SUFFIX_OF = {form: suffix for suffix, form in SUFFIXES.items()}
_HTML = {"html": ("text/html", "application/xhtml+xml")}


def show_page(render: str) -> Handler:
    """Make the handler of a page that a renderer, named `module:function`, gives."""

    async def handle(service: Service, request: Request, sender: Sender) -> None:
        args = {"render": render, "request": list(_read_asked(request, sender))}
        await service.answer(sender, _PAGE, args, keep=True)

    return handle


def _read_asked(request: Request, sender: Sender) -> Asked:
    fields = read_fields(request.scope["query_string"], "the address")
    parameters = {name: str(value) for name, value in request.path_params.items()}
    headers = {"accept-language": sender.get("accept-language")[:200]}
    return Asked(request.scope["path"], parameters, dict(reversed(fields)), headers)


def show_thing(render: str | None, find_iri: Callable[[Request], str] | None = None) -> Handler:
    """Make the handler of the IRIs of the dataset: a page, or a redirection to a document.

    A path that ends in .ttl, .nt, .rdf or .jsonld is the document itself. Source: Cool URIs for
    the Semantic Web, section 4.2 (303 URIs).
    """
    find = find_iri or _find_thing

    async def handle(service: Service, request: Request, sender: Sender) -> None:
        name, dot, suffix = find(request).rpartition(".")
        if dot and suffix in SUFFIXES:
            await _send_document(service, sender, name, SUFFIXES[suffix])
            return
        offers = (_HTML if render else {}) | GRAPH_TYPES
        chosen = choose_form(sender.get("accept"), offers)
        if chosen is None:
            known = ", ".join(types[0] for types in offers.values())
            raise ProtocolError(406, f"none of the forms there are: {known}")
        if render and chosen[0] == "html":
            await show_page(render)(service, request, sender)
        else:
            place = quote(request.scope["path"], safe="/~") + f".{_SUFFIX_OF[chosen[0]]}"
            await sender.send_text(303, f"see {place}", {"location": place, "vary": "Accept"})

    return handle


def _find_thing(request: Request) -> str:
    return to_iri(request.scope["path"])


def show_any(render: str | None) -> Handler:
    """Make the handler of /describe?iri=…, which knows every IRI, those of other people too."""

    async def handle(service: Service, request: Request, sender: Sender) -> None:
        asked = _read_asked(request, sender)
        name = asked.query.get("iri", "")
        if not name:
            raise ProtocolError(400, "no parameter called iri; send the IRI in it")
        wanted = asked.query.get("format", "")
        offers = (_HTML if render and not wanted else {}) | GRAPH_TYPES
        chosen = (wanted, "") if wanted in GRAPH_TYPES else None
        chosen = chosen or choose_form(sender.get("accept"), offers)
        if chosen is None or (wanted and wanted not in GRAPH_TYPES):
            raise ProtocolError(406, f"the formats are {', '.join(GRAPH_TYPES)}")
        if render and chosen[0] == "html":
            await show_page(render)(service, request, sender)
        else:
            await _send_document(service, sender, name, chosen[0])

    return handle


async def _send_document(service: Service, sender: Sender, name: str, form: str) -> None:
    args: dict[str, Any] = {"iri": name, "form": form, "most_rows": service.limits.result_rows}
    await service.answer(sender, _THING, args | {"accept": ""}, keep=True)


async def describe_dataset(service: Service, request: Request, sender: Sender) -> None:
    """Describe the dataset in VoID."""
    base = f"{request.url.scheme}://{request.url.netloc}"
    args = {
        "accept": sender.get("accept"),
        "endpoint": f"{base}/sparql",
        "dataset": f"{base}/.well-known/void#dataset",
    }
    await service.answer(sender, _CONTENTS, args, keep=True)


def find_ontology(request: Request) -> str:
    """Give the IRI of the ontology, which its versions share, with the suffix that was asked."""
    _, dot, suffix = request.scope["path"].rpartition(".")
    return ONTOLOGY + (f".{suffix}" if dot and suffix in SUFFIXES else "")
