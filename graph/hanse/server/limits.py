"""What one request may cost, shown at /limits and set by the options of `hanse serve`."""

from __future__ import annotations

from typing import NamedTuple

MIB = 1 << 20


class Limits(NamedTuple):
    """Limits of one query and of the connections; sizes are bytes, times are seconds."""

    seconds: float = 5.0
    memory: int = 1024 * MIB
    result_bytes: int = 20 * MIB
    result_rows: int = 100_000
    query_bytes: int = MIB
    nesting: int = 100
    # The connections of clients that are slow, or mean ill.
    address_bytes: int = 64 << 10
    headers: int = 100
    header_seconds: float = 10.0
    body_seconds: float = 30.0
    write_seconds: float = 30.0
    idle_seconds: float = 15.0
    connections: int = 1000


ABOUT = {
    "seconds": "wall time of one query, in seconds; then 503",
    "memory": "memory of one query beside the dataset, in bytes; then 503",
    "result_bytes": "size of an answer, in bytes; then 413, or the transfer breaks off",
    "result_rows": "rows or triples of an answer; then 413, or the transfer breaks off",
    "query_bytes": "size of a query and of a request's body, in bytes; then 413",
    "nesting": "brackets within brackets in a query; then 400",
    "address_bytes": "size of a request's line and headers, in bytes; then 414 or 431",
    "headers": "headers of a request; then 431",
    "header_seconds": "time to send a request's line and headers, in seconds",
    "body_seconds": "time to send a request's body, in seconds; then 408",
    "write_seconds": "time in which a client must take some of the answer, in seconds",
    "idle_seconds": "time that a connection may stand idle, in seconds",
    "connections": "connections at a time; then 503",
}
