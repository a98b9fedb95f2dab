"""What a remote engine sent, as the answer that the embedded one gives: read whole, or an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyoxigraph as ox

from hanse.errors import DatasetError, RemoteError
from hanse.store.nesting import check_nesting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hanse.store.base import Answer
    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.transport import Reply

_T = TypeVar("_T")
_ROWS = (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML)
_TRIPLES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML)


class Table(NamedTuple):
    """The rows of a SELECT, as they came and as terms."""

    data: bytes
    form: ox.QueryResultsFormat
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]

    def give(self) -> ox.QuerySolutions:
        """Give the rows as an engine does; they can be read once."""
        answer = ox.parse_query_results(self.data, format=self.form)
        assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - read as such before
        return answer

    def has_blank_nodes(self) -> bool:
        """Tell whether a term has a name that holds in this answer only."""
        return any(isinstance(term, ox.BlankNode) for row in self.rows for term in row)


def read_boolean(endpoint: Endpoint, reply: Reply) -> ox.QueryBoolean:
    """Read the answer to an ASK; raises RemoteError for what is none."""
    answer = _read(endpoint, reply, lambda: _parse_rows(endpoint, reply))
    if not isinstance(answer, ox.QueryBoolean):
        raise _complain(endpoint, reply, "it answers an ASK with rows")
    return answer


def read_table(endpoint: Endpoint, reply: Reply) -> Table:
    """Read the answer to a SELECT; raises RemoteError for what is none, or not a whole one."""

    def parse() -> Table:
        answer = _parse_rows(endpoint, reply)
        if isinstance(answer, ox.QueryBoolean):
            raise _complain(endpoint, reply, "it answers a SELECT with true or false")
        columns = tuple(variable.value for variable in answer.variables)
        form = _find_form(endpoint, reply)
        return Table(reply.body, form, columns, [tuple(row) for row in answer])

    return _read(endpoint, reply, parse)


def read_triples(endpoint: Endpoint, reply: Reply) -> ox.Store:
    """Read the answer to a CONSTRUCT or DESCRIBE; raises RemoteError as the others do."""

    def parse() -> ox.Store:
        form = ox.RdfFormat.from_media_type(_media_type(reply))
        if form not in _TRIPLES:
            raise _refuse_type(endpoint, reply)
        if not reply.is_ended:
            reason = "nothing tells where its answer ends, so that it may be cut off"
            raise _complain(endpoint, reply, reason)
        _refuse_entities(endpoint, reply, is_xml=form == ox.RdfFormat.RDF_XML)
        check_nesting(Path("the answer"), reply.body, is_json=False)
        engine = ox.Store()
        engine.bulk_load(reply.body, format=form, base_iri=endpoint.url)
        return engine

    return _read(endpoint, reply, parse)


def give_triples(engine: ox.Store) -> ox.QueryTriples:
    """Give all triples of an engine as it would answer a CONSTRUCT."""
    answer = engine.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)  # noqa: S101 - a CONSTRUCT has triples
    return answer


def join_tables(tables: Sequence[Table]) -> Table:
    """Put pages together."""
    bindings: list[object] = []
    for table in tables:
        written = table.give().serialize(format=ox.QueryResultsFormat.JSON) or b"{}"
        bindings += json.loads(written)["results"]["bindings"]
    columns = tables[0].columns
    joined = {"head": {"vars": columns}, "results": {"bindings": bindings}}
    rows = [row for table in tables for row in table.rows]
    return Table(json.dumps(joined).encode(), ox.QueryResultsFormat.JSON, columns, rows)


def fill_template(construct: str, table: Table) -> Answer:
    """Answer a CONSTRUCT, given without its pattern, from rows that are here already."""
    names = " ".join(f"?{name}" for name in table.columns)
    rows = "\n".join(f"({' '.join(map(_write_term, row))})" for row in table.rows)
    return ox.Store().query(f"{construct} WHERE {{ VALUES ({names}) {{\n{rows}\n}} }}")


def _write_term(term: object) -> str:
    return "UNDEF" if term is None else str(term)


def _read(endpoint: Endpoint, reply: Reply, parse: Callable[[], _T]) -> _T:
    try:
        return parse()
    except (SyntaxError, ValueError, RuntimeError, OSError, DatasetError) as error:
        problem = error.msg if isinstance(error, SyntaxError) else error
        reason = (
            "its answer is empty" if not reply.body else f"its answer cannot be read: {problem}"
        )
        raise _complain(endpoint, reply, reason) from error


def _parse_rows(endpoint: Endpoint, reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    form = _find_form(endpoint, reply)
    _refuse_entities(endpoint, reply, is_xml=form == ox.QueryResultsFormat.XML)
    if b'"triple"' in reply.body:  # a term that holds terms; nothing else nests here
        check_nesting(Path("the answer"), reply.body, is_json=True)
    return ox.parse_query_results(reply.body, format=form)


def _find_form(endpoint: Endpoint, reply: Reply) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_media_type(_media_type(reply))
    if form is None or form not in _ROWS:
        raise _refuse_type(endpoint, reply)
    return form


def _media_type(reply: Reply) -> str:
    return str(reply.headers.get("Content-Type", ""))


def _refuse_type(endpoint: Endpoint, reply: Reply) -> RemoteError:
    type_ = _media_type(reply).partition(";")[0].strip().lower()
    if not reply.body:
        reason = "its answer is empty"
    elif type_ in {"text/html", "application/xhtml+xml"}:
        reason = "it answers with a web page; is this the address of its SPARQL endpoint?"
    else:
        reason = f"it answers with {type_ or 'no content type'}, not with a result of SPARQL"
    return _complain(endpoint, reply, reason)


def _refuse_entities(endpoint: Endpoint, reply: Reply, *, is_xml: bool) -> None:
    """Entities of a document type can blow a small answer up to gigabytes."""
    if is_xml and (b"<!DOCTYPE" in reply.body or b"<!ENTITY" in reply.body):
        raise _complain(endpoint, reply, "its XML has a document type, which is refused")


def _complain(endpoint: Endpoint, reply: Reply, reason: str) -> RemoteError:
    said = endpoint.hide(reply.text)
    return RemoteError(endpoint.shown, reason, status=reply.status, said=said)
