"""A worker's job: one query in, its answer out, in the form that the client likes best."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

from hanse.errors import HanseError, QueryError, shorten
from hanse.guard import check_query
from hanse.release.exports import write_lines
from hanse.results import read_result
from hanse.results.forms import write_result
from hanse.server.counting import LimitedSink, TooLargeError
from hanse.server.negotiation import GRAPH_TYPES, ROW_TYPES, choose_form
from hanse.store.embedded import EmbeddedStore
from hanse.tokens import find_place, read_tokens
from hanse.worker.process import open_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from hanse.access import Graph
    from hanse.store.base import Answer
    from hanse.tokens import Token
    from hanse.worker.process import Outgoing

TEXT = "text/plain; charset=utf-8"
_ROW_SYNTAX = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
# What gives another value each time: such an answer has no fixed identity.
_VOLATILE = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE"})
_SHOWN_GRAPHS = 5
# The table is one page with its style inside, and nothing else may come in.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class RefusalError(Exception):
    """A query that gets no answer: the HTTP status and the sentence that says why."""

    def __init__(self, status: int, text: str) -> None:
        self.status = status
        super().__init__(text)


def prepare() -> None:
    """Write every form of triples once: what it loads need not be loaded in each worker."""
    for form in GRAPH_TYPES.keys() - {"html"}:
        write_lines(["<urn:a> <urn:b> <urn:c> .\n"], form)


def answer_query(graph: Graph, args: dict[str, Any], out: Outgoing) -> None:
    """Answer one query, or say with an HTTP status what was wrong with it."""
    began = False

    def begin(head: dict[str, Any]) -> None:
        nonlocal began
        began = True
        out.begin(head)

    try:
        _answer(graph, args, begin, out)
    except TooLargeError as error:
        out.fail("size", str(error))
    except (RefusalError, HanseError) as error:
        if began:  # too late for a status: the transfer breaks off
            out.fail("error", str(error))
        else:
            status = error.status if isinstance(error, RefusalError) else 400
            begin({"status": status, "headers": {"content-type": TEXT}})
            out.write(f"{error}\n".encode())


def _answer(
    graph: Graph, args: dict[str, Any], begin: Callable[[dict[str, Any]], None], out: Outgoing
) -> None:
    text = args["text"]
    check_query(
        text,
        "query",
        limits=(args["most_text"], args["most_nesting"]),
        services=args["services"],
    )
    tokens = [token for token in read_tokens(text) if token.kind not in {"space", "comment"}]
    answer = _evaluate(graph, text, args, tokens)
    forms = GRAPH_TYPES if isinstance(answer, ox.QueryTriples) else ROW_TYPES
    head, form = negotiate(forms, args["accept"], args["form"])
    head["volatile"] = any(token.text.upper() in _VOLATILE for token in tokens)
    most_bytes, most_rows = args["most_bytes"], args["most_rows"]
    if isinstance(answer, ox.QueryTriples) or form not in _ROW_SYNTAX:
        data = _write_whole(answer, form, most_rows)
        if len(data) > most_bytes:
            raise TooLargeError(f"the answer is larger than {most_bytes} bytes")
        begin(head)
        out.write(data)
        return
    begin(head)
    sink = LimitedSink(out.write, form, most_bytes=most_bytes, most_rows=most_rows)
    try:
        answer.serialize(sink, format=_ROW_SYNTAX[form])
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"query: it cannot be answered: {error}") from error


def _write_whole(answer: Answer, form: str, most_rows: int) -> bytes:
    """Write an answer in a form that needs all of it before it can begin."""
    if isinstance(answer, ox.QueryTriples) and form != "html":
        return _write_triples(answer, form, most_rows)
    result = read_result(answer, most_rows + 1)
    if len(result) > most_rows:
        raise TooLargeError(f"the answer has more than {most_rows} rows")
    with open_files():  # the writers of these forms are loaded when they are needed
        return write_result(result, form)


def negotiate(
    forms: Mapping[str, tuple[str, ...]], accept: str, wanted: str
) -> tuple[dict[str, Any], str]:
    """Choose the form of the answer; gives the head of the reply and the form's name.

    `wanted` is a form or a media type that was asked for by name and goes before `accept`.
    Raises RefusalError (406, with what there is) where none will do.
    """
    if wanted:
        accept = forms[wanted][0] if wanted in forms else wanted
    chosen = choose_form(accept, forms)
    if chosen is None:
        known = ", ".join(types[0] for types in forms.values())
        raise RefusalError(406, f"{shorten(accept)}: none of the forms of this answer: {known}")
    form, media_type = chosen
    headers = {"content-type": media_type}
    if form == "html":
        headers["content-security-policy"] = _PAGE_POLICY
    return {"status": 200, "headers": headers}, form


def _evaluate(
    graph: Graph, text: str, args: dict[str, Any], tokens: Sequence[Token]
) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    store = find_store(graph)
    named = set[str]()
    given: list[str] = [*args["default_graphs"], *args["named_graphs"]]
    if given or any(token.text.upper() == "FROM" for token in tokens):
        named = {graph.value for graph in store.engine.named_graphs() if _is_iri(graph)}
    for iri in given:
        _check_graph(iri, named, "the request")
    if not given:
        for iri, offset in _find_graphs(tokens):
            line, column = find_place(text, offset)
            _check_graph(iri, named, f"query:{line}:{column}")
        return store.query(text)
    return store.query_graphs(text, args["default_graphs"], args["named_graphs"])


def find_store(graph: Graph) -> EmbeddedStore:
    """Give the engine of a served dataset, which is always one in this process."""
    store = graph.store
    assert isinstance(store, EmbeddedStore)  # noqa: S101 - the server opens no others
    return store


def _is_iri(graph: object) -> bool:
    return isinstance(graph, ox.NamedNode)


def _check_graph(iri: str, named: set[str], place: str) -> None:
    """Refuse a graph that the dataset has not: other engines would fetch it, or answer nothing."""
    if iri in named:
        return
    if named:
        shown = " ".join(f"<{name}>" for name in sorted(named)[:_SHOWN_GRAPHS])
        known = f"it has {len(named)}: {shown}" + (" …" if len(named) > _SHOWN_GRAPHS else "")
    else:
        known = "it has none: leave FROM and default-graph-uri out"
    reason = "is no named graph of this dataset, and nothing is fetched"
    raise RefusalError(400, f"{place}: <{shorten(iri)}> {reason}; {known}")


def _find_graphs(tokens: Sequence[Token]) -> Iterable[tuple[str, int]]:
    """Yield the IRIs behind FROM and FROM NAMED with their offsets."""
    prefixes: dict[str, str] = {}
    base, before, prefix = "", "", ""
    for token in tokens:
        word = token.text.upper()
        if token.kind == "iri":
            iri = urljoin(base, token.text[1:-1]) if base else token.text[1:-1]
            if before == "BASE":
                base = iri
            elif before == "PREFIX":
                prefixes[prefix] = iri
            elif before in {"FROM", "FROM NAMED"}:
                yield iri, token.start
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if before == "PREFIX":
                continue
            if before in {"FROM", "FROM NAMED"} and prefix in prefixes:
                yield prefixes[prefix] + local, token.start
        before = "FROM NAMED" if (before, word) == ("FROM", "NAMED") else word


def _write_triples(answer: ox.QueryTriples, form: str, most_rows: int) -> bytes:
    """Write triples in the same clean order as every file of ours."""
    lines: set[str] = set()
    try:
        for triple in answer:
            lines.add(f"{triple.subject} {triple.predicate} {triple.object} .\n")
            if len(lines) > most_rows:
                raise TooLargeError(f"the answer has more than {most_rows} triples")
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"query: it cannot be answered: {error}") from error
    with open_files():
        return write_lines(sorted(lines), form)
