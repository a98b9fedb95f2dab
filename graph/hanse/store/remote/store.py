"""A SPARQL endpoint as a store: queries go out checked, answers come in whole or as an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.errors import RemoteError, UsageError, shorten
from hanse.guard import check_query
from hanse.store.remote.address import parse_endpoint
from hanse.store.remote.answers import give_triples, read_boolean, read_table, read_triples
from hanse.store.remote.deadline import Deadline
from hanse.store.remote.parts import find_form, take_apart
from hanse.store.remote.requests import compose_query
from hanse.store.remote.retries import send
from hanse.store.remote.transport import MAX_BYTES
from hanse.store.remote.whole import complete_table, complete_triples, looks_cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.store.base import Answer
    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.answers import Table
    from hanse.store.remote.parts import Parts
    from hanse.store.remote.transport import Reply

SECONDS = 60.0
_LONGEST = 86_400
_EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


class RemoteStore:
    """An engine behind a SPARQL 1.1 endpoint, asked about one graph.

    `start` makes the deadline of a question, with all its attempts and pages; `limit` is the
    most bytes of an answer.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        graph: str | None,
        start: Callable[[], Deadline],
        limit: int = MAX_BYTES,
    ) -> None:
        self.endpoint = endpoint
        self.graph = graph
        self._start = start
        self._limit = limit

    def query(self, text: str) -> Answer:
        """Answer a query.

        Raises QueryError, and sends nothing, for an update and for what has no form of a query;
        RemoteError where the endpoint fails, answers with something else, or not with all of it;
        MissingExtraError without SPARQLWrapper.
        """
        check_query(text, "query", elsewhere=True)
        question = _Question(self, self._start())
        return question.ask(text)

    def lines(self) -> list[str]:
        """Give every triple as an N-Triples line, sorted."""
        table = _Question(self, self._start()).ask_rows(_EVERYTHING)
        return sorted({f"{s} {p} {o} .\n" for s, p, o in table.rows})

    def __len__(self) -> int:
        """Count the triples at the endpoint."""
        parts = take_apart(_EVERYTHING, "query")
        table = _Question(self, self._start()).ask_rows(parts.count_rows())
        return int(getattr(table.rows[0][0], "value", 0))

    def fetch(self, text: str, kind: str, deadline: Deadline) -> Reply:
        """Send a query and give the answer as it came."""
        reply = send(
            self.endpoint,
            lambda: compose_query(self.endpoint, text, kind, self.graph),
            deadline,
            limit=self._limit,
            is_idempotent=True,
        )
        if "X-SQL-State" in reply.headers:  # so Virtuoso says that its own time was up
            reason = "its answer is partial: it ran into a limit of its own"
            said = self.endpoint.hide(reply.headers.get("X-SQL-Message", ""))
            raise RemoteError(self.endpoint.shown, reason, status=reply.status, said=said)
        return reply


class _Question:
    """One query with what it takes to answer it: attempts, counts, pages, all by one deadline."""

    def __init__(self, store: RemoteStore, deadline: Deadline) -> None:
        self._store = store
        self._deadline = deadline

    def ask(self, text: str) -> Answer:
        kind = find_form(text, "query")
        if kind == "SELECT":
            return self.ask_rows(text).give()
        reply = self._store.fetch(text, kind, self._deadline)
        if kind == "ASK":
            return read_boolean(self._store.endpoint, reply)
        engine = read_triples(self._store.endpoint, reply)
        if kind == "CONSTRUCT":
            parts = take_apart(text, "query")
            whole = complete_triples(parts, len(engine), self._ask_once, self._ask_whole)
            return whole or give_triples(engine)
        if looks_cut(reply, len(engine)):
            reason = "its answer may be cut off, and a DESCRIBE cannot be counted; use CONSTRUCT"
            raise RemoteError(self._store.endpoint.shown, reason, status=reply.status)
        return give_triples(engine)

    def ask_rows(self, text: str) -> Table:
        reply = self._store.fetch(text, "SELECT", self._deadline)
        table = read_table(self._store.endpoint, reply)
        if not looks_cut(reply, len(table.rows)):
            return table
        parts = take_apart(text, "query")
        return complete_table(self._store.endpoint, parts, table, self._ask_once)

    def _ask_once(self, text: str) -> Table:
        reply = self._store.fetch(text, "SELECT", self._deadline)
        return read_table(self._store.endpoint, reply)

    def _ask_whole(self, parts: Parts) -> Table:
        return self.ask_rows(parts.write())


def open_endpoint(
    address: str,
    graph: str | None = None,
    seconds: float | None = None,
    *,
    at_once: bool = False,
) -> RemoteStore:
    """Open a SPARQL endpoint; nothing is sent yet.

    `graph` is the IRI of the graph to ask, `seconds` the time limit (60) of each question, or,
    `at_once`, of all questions together from now on. Raises UsageError for what is no http or
    https address, no IRI or no time.
    """
    limit = SECONDS if seconds is None else seconds
    check_seconds(limit)
    if graph is not None:
        check_iri(graph)
    endpoint = parse_endpoint(address)
    if at_once:
        deadline = Deadline(limit)
        return RemoteStore(endpoint, graph, lambda: deadline)
    return RemoteStore(endpoint, graph, lambda: Deadline(limit))


def check_seconds(limit: float) -> None:
    """Raise UsageError for what is no time limit."""
    if not 0 < limit <= _LONGEST:  # also refuses what is no number
        expected = f"expected seconds, more than 0 and at most {_LONGEST}"
        raise UsageError(f"time limit {limit:g}: {expected}")


def check_iri(graph: str) -> None:
    """Raise UsageError for what cannot name a graph."""
    try:
        ox.NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{shorten(graph)}: no IRI of a graph: {error}") from error
