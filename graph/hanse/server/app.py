"""The application: addresses and who answers them."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from hanse import __version__
from hanse.server import documents
from hanse.server.endpoint import ASK, Handled, answer
from hanse.server.gate import Gate
from hanse.server.limits import ABOUT
from hanse.server.negotiation import choose_form

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from hanse.server.endpoint import Handler
    from hanse.server.gate import Door
    from hanse.server.pages import Renderer
    from hanse.server.responses import Sender
    from hanse.server.service import Service

_THINGS, _ONTOLOGY, _DATASET = "/id/{path:path}", "/ontology", "/dataset"
_ANY, _LIMITS, _FRONT = "/describe", "/limits", "/"
_LIMIT_FORMS = {"json": ("application/json",), "text": ("text/plain", "text/html")}


def make_app(service: Service, door: Door, renderers: Mapping[str, Renderer]) -> ASGIApp:
    """Put the application together; renderers of other packages take the addresses they name."""
    names = {path: f"{page.__module__}:{page.__qualname__}" for path, page in renderers.items()}
    handlers: dict[str, Handler] = {
        "/.well-known/void": documents.describe_dataset,
        _DATASET: documents.show_thing(names.pop(_DATASET, None)),
        _ONTOLOGY: documents.show_thing(names.pop(_ONTOLOGY, None), documents.find_ontology),
        "/dataset.{suffix}": documents.show_thing(None),
        "/ontology.{suffix}": documents.show_thing(None, documents.find_ontology),
        "/ontology/{version}": documents.show_thing(None, documents.find_ontology),
        _ANY: documents.show_any(names.pop(_ANY, None)),
        _LIMITS: show_limits,
        _THINGS: documents.show_thing(names.pop(_THINGS, None)),
        **{path: documents.show_page(name) for path, name in names.items()},
    }
    handlers.setdefault(_FRONT, greet)
    routes = [Route("/sparql", Handled(service, answer, ASK))]
    routes += [Route(path, Handled(service, handler)) for path, handler in handlers.items()]
    routes.append(Route("/{path:path}", Handled(service, refuse)))

    @asynccontextmanager
    async def live(app: Starlette) -> AsyncGenerator[None]:  # noqa: ARG001 - Starlette's signature
        await service.pool.open()
        yield
        await service.pool.close()

    app = Starlette(routes=routes, lifespan=live)
    app.router.redirect_slashes = False
    return Gate(app, door, service.limits)


async def show_limits(service: Service, request: Request, sender: Sender) -> None:  # noqa: ARG001 - a handler
    """Show what a query may cost, and what the workers have done since the start."""
    limits = service.limits._asdict()
    chosen = choose_form(sender.get("accept"), _LIMIT_FORMS)
    if chosen and chosen[0] == "text":
        lines = [f"{name:16} {limits[name]:>13,}  {about}" for name, about in ABOUT.items()]
        await sender.send_text(200, "\n".join(lines))
        return
    told = {"limits": limits, "about": ABOUT, "outcomes": service.pool.counts}
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    await sender.send_bytes(200, json.dumps(told, indent=1).encode() + b"\n", headers)


async def greet(service: Service, request: Request, sender: Sender) -> None:  # noqa: ARG001 - a handler
    """Say what this is, where no package adds a page for people."""
    lines = (
        f"Hanse {__version__}: a SPARQL 1.1 endpoint at /sparql, its description at",
        "/.well-known/void, its limits at /limits. For pages: pip install 'hanse[viz]'",
    )
    await sender.send_text(200, "\n".join(lines))


async def refuse(service: Service, request: Request, sender: Sender) -> None:  # noqa: ARG001 - a handler
    """Say that nothing is here."""
    await sender.send_text(404, "nothing is here; the endpoint is /sparql, the front page is /")
