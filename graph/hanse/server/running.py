"""From a dataset and options to a running server, or to the answer of one request."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.access import Graph, open_dataset
from hanse.errors import MissingExtraError
from hanse.server.answer import find_store, prepare
from hanse.server.app import make_app
from hanse.server.gate import Door
from hanse.server.limits import Limits
from hanse.server.pages import find_preparations, find_renderers
from hanse.server.service import Service
from hanse.worker.pool import Pool
from hanse.worker.process import Bounds
from hanse.worker.starting import CAN_FORK, Forking, Spawning

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from hanse.server.pages import Renderer
    from hanse.worker.starting import Starting

# Datasets up to this many triples are copied into memory, where queries are several times faster.
_MOST_IN_MEMORY = 2_000_000
_WORKERS_PER_CORE, _LEAST_WORKERS = 4, 8


class Settings(NamedTuple):
    """How a dataset is served: its place (None for the default), limits, doors and workers."""

    place: str | None = None
    limits: Limits = Limits()
    door: Door = Door()
    services: tuple[str, ...] = ()
    workers: int = 0
    fork: bool = CAN_FORK


def open_app(settings: Settings) -> tuple[ASGIApp, Graph]:
    """Open the dataset and put the application together; raises DatasetError."""
    graph = open_dataset(settings.place)
    fingerprint = compute_fingerprint(graph)
    graph = _load_small(graph)
    on_disk = graph.on_disk is not None
    prepare()
    renderers = _find_pages(graph)
    starting = _choose_start(settings, graph, on_disk=on_disk)
    size = settings.workers or max(_LEAST_WORKERS, _WORKERS_PER_CORE * (os.cpu_count() or 1))
    pool = Pool(starting, size=size)
    service = Service(pool, settings.limits, fingerprint, settings.services)
    return make_app(service, settings.door, renderers), graph


def _find_pages(graph: Graph) -> dict[str, Renderer]:
    """Find the pages of other packages; what they share of a dataset in memory is read now."""
    try:
        renderers = find_renderers()
        preparations = find_preparations() if graph.on_disk is None else []
    except (ImportError, MissingExtraError):  # without the extra `viz`: SPARQL and RDF only
        return {}
    for read_ahead in preparations:
        read_ahead(graph)
    return renderers


def _choose_start(settings: Settings, graph: Graph, *, on_disk: bool) -> Starting:
    bounds = Bounds(settings.limits.seconds, settings.limits.memory)
    may_open = bool(settings.services)
    if not settings.fork:
        opener, args = f"{__name__}:open_for_worker", {"place": settings.place}
        return Spawning(opener, args, bounds, may_open)
    if on_disk:
        # The engine on disk has threads, which no fork copies: each worker opens it for itself.
        return Forking(lambda: open_dataset(settings.place), bounds, may_open)
    return Forking(lambda: graph, bounds, may_open)


def open_for_worker(place: str | None) -> Graph:
    """Open the dataset in a spawned worker, as the server does in itself."""
    prepare()
    return _load_small(open_dataset(place))


def _load_small(graph: Graph) -> Graph:
    """Copy a dataset on disk into memory, unless it is large."""
    if graph.on_disk is not None and len(graph) <= _MOST_IN_MEMORY:
        return Graph(graph.on_disk.copy(), graph.place)
    return graph


def compute_fingerprint(graph: Graph) -> str:
    """Sum up the contents of a dataset: the same triples give the same text."""
    if len(graph) > _MOST_IN_MEMORY:
        return os.urandom(16).hex()  # to read all of it would take too long at each start
    dump = find_store(graph).engine.dump(format=ox.RdfFormat.N_QUADS) or b""
    lines = sorted(dump.splitlines())
    return hashlib.sha256(b"\n".join(lines)).hexdigest()
