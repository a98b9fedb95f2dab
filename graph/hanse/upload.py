"""Putting a dataset into a remote store: its graph is the old one or the new one, seen to be so.

Where updates are known, the triples go into a graph beside, are read back and compared, and only
then take the place of the old ones in one step. Without, one PUT replaces the graph, which is as
safe as the server makes it. In both cases what stands there in the end is read back and compared.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import RemoteError, shorten
from hanse.namespaces import GEO
from hanse.release.statements import name_blank_nodes
from hanse.store.embedded import load_lines
from hanse.store.remote.graphs import delete_graph, move_graph, put_graph, read_graph
from hanse.store.remote.store import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.deadline import Deadline
    from hanse.store.remote.graphs import Report

_STAGING = "urn:hanse:staging:"
# Virtuoso keeps points as numbers of single precision and in a datatype of its own.
_POINT = re.compile(r'"POINT\s?\((-?[0-9.]+) (-?[0-9.]+)\)"\^\^<([^>]+)>')
_POINT_TYPES = {f"{GEO}wktLiteral", "http://www.openlinksw.com/schemas/virtrdf#Geometry"}
_PRECISION = 2e-5  # degrees
_SHOWN = 120


class Target(NamedTuple):
    """Where a dataset goes: the Graph Store Protocol's address, and a graph or the default one.

    `update` is the address for updates, `query` the one to read back from, if they are known.
    """

    endpoint: Endpoint
    graph: str | None
    update: Endpoint | None
    query: Endpoint | None


class Pushed(NamedTuple):
    """What was put and read back: its triples, the hash of its sorted N-Triples.

    `rounded` counts the triples that the engine keeps with points rounded.
    """

    triples: int
    sha256: str
    rounded: int


def push_lines(lines: Sequence[str], target: Target, deadline: Deadline, report: Report) -> Pushed:
    """Make N-Triples lines the whole content of a remote graph, and verify it.

    `report` is told the bytes sent and all of them. Raises RemoteError where the store fails or
    gives back something else: with an address for updates the old graph then still stands.
    """
    wanted = name_blank_nodes(sorted(lines))
    data = "".join(wanted).encode()
    if target.update is None:
        put_graph(target.endpoint, target.graph, data, deadline, report)
        rounded = _verify(wanted, target, target.graph, deadline)
    else:
        rounded = _exchange(wanted, data, target, target.update, deadline, report)
    return Pushed(len(wanted), hashlib.sha256(data).hexdigest(), rounded)


def _exchange(  # noqa: PLR0913, PLR0917 - one step of push_lines, with all it has
    wanted: list[str],
    data: bytes,
    target: Target,
    update: Endpoint,
    deadline: Deadline,
    report: Report,
) -> int:
    staging = f"{_STAGING}{uuid.uuid4()}"
    try:
        put_graph(target.endpoint, staging, data, deadline, report)
        _verify(wanted, target, staging, deadline)
        _move(
            lambda: _verify(wanted, target, target.graph, deadline),
            target,
            update,
            staging,
            deadline,
        )
    except BaseException:
        with suppress(RemoteError, TimeoutError):
            delete_graph(target.endpoint, staging, deadline)
        raise
    return _verify(wanted, target, target.graph, deadline)


def _move(
    verify: Callable[[], int], target: Target, update: Endpoint, staging: str, deadline: Deadline
) -> None:
    """Move once; where the answer is lost, what stands there tells whether it was done."""
    try:
        move_graph(update, staging, target.graph, deadline)
    except RemoteError as failure:
        try:
            verify()
        except RemoteError:
            raise failure from None


def _verify(wanted: list[str], target: Target, graph: str | None, deadline: Deadline) -> int:
    """Read a graph back and compare; gives the number of triples with points rounded."""
    found = _read_back(target, graph, deadline)
    if found == wanted:
        return 0
    missing, extra = set(wanted) - set(found), set(found) - set(wanted)
    if _differ_in_points(missing, extra):
        return len(missing)
    place = target.endpoint.shown
    told = [f"it gives back {len(found)} triples of {len(wanted)}"]
    for what, lines in (("missing", missing), ("not sent", extra)):
        if lines:
            told.append(f"{len(lines)} {what}, such as {shorten(min(lines).strip(), _SHOWN)}")
    if extra == set() and target.query is None:
        told.append("if it cuts long answers off, give its address for queries with --query")
    raise RemoteError(place, "; ".join(told))


def _read_back(target: Target, graph: str | None, deadline: Deadline) -> list[str]:
    if target.query is None:
        lines = read_graph(target.endpoint, graph, deadline)
    else:
        lines = RemoteStore(target.query, graph, lambda: deadline).lines()
        lines = load_lines(lines).lines()
    return name_blank_nodes(lines)


def _differ_in_points(missing: set[str], extra: set[str]) -> bool:
    """Tell whether lines differ in nothing but how exactly points are kept, within two metres."""
    ours, theirs = _take_points(missing), _take_points(extra)
    return (
        len(ours) == len(missing)
        and len(theirs) == len(extra)
        and ours.keys() == theirs.keys()
        and all(
            abs(ours[rest][axis] - theirs[rest][axis]) < _PRECISION
            for rest in ours
            for axis in (0, 1)
        )
    )


def _take_points(lines: set[str]) -> dict[str, tuple[float, float]]:
    """Index the points of lines by what else the lines say."""
    found = ((line, _POINT.search(line)) for line in lines)
    return {
        line.replace(point[0], ""): (float(point[1]), float(point[2]))
        for line, point in found
        if point is not None and point[3] in _POINT_TYPES
    }
