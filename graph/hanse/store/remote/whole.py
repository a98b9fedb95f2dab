"""Whether an answer is whole: public engines cut long ones off and say nothing, or say it softly.

Virtuoso stops at 10,000 rows, others at other round numbers, with status 200 and a well-formed
document. So an answer that looks cut is counted at the engine, fetched in pages if it was cut, and
refused if the pages are not the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import RemoteError
from hanse.store.remote.answers import fill_template, join_tables
from hanse.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hanse.store.base import Answer
    from hanse.store.remote.address import Endpoint
    from hanse.store.remote.answers import Table
    from hanse.store.remote.parts import Parts
    from hanse.store.remote.transport import Reply

    Ask = Callable[[str], Table]

# No engine that is known to cut does so below this many rows.
_LEAST = 1000
_ROUND = 100


def looks_cut(reply: Reply, size: int) -> bool:
    """Tell whether a limit may have cut an answer: the engine says so, or its size is round.

    Some stop one row late.
    """
    if "X-SPARQL-MaxRows" in reply.headers:
        return True
    is_power = any(n & (n - 1) == 0 for n in (size, max(size - 1, 1)))
    return size >= _LEAST and (size % _ROUND in {0, 1} or is_power)


def complete_table(endpoint: Endpoint, parts: Parts, first: Table, ask: Ask) -> Table:
    """Give an answer that looks cut as it is if it is whole, else put together from its pages.

    Raises RemoteError where it cannot be had whole.
    """
    if parts.limit is not None and len(first.rows) == parts.limit:
        return first
    total = _count(ask(parts.count_rows()))
    if total == len(first.rows):
        return first
    if total < len(first.rows) or not first.rows:
        raise _partial(endpoint, len(first.rows), total, "did the data change meanwhile?")
    table = _read_pages(endpoint, parts, first, ask, total)
    distinct = set(table.rows)
    if len(distinct) < total:
        # Equal rows may be rows that came twice, in the place of others that did not come.
        expected = _count(ask(parts.count_different(first.columns)))
        if expected != len(distinct):
            raise _partial(endpoint, len(distinct), expected, "its pages do not fit together")
    return table


def _read_pages(endpoint: Endpoint, parts: Parts, first: Table, ask: Ask, total: int) -> Table:
    if first.has_blank_nodes():
        advice = "blank nodes have other names on each page; ask for less at once"
        raise _partial(endpoint, len(first.rows), total, advice)
    size = len(first.rows)
    write = parts.page
    pages: list[Table] = []
    found = 0
    while found < total:
        try:
            page = ask(write(first.columns, size, found))
        except RemoteError as error:
            if write == parts.page_around or error.status < 400:  # noqa: PLR2004 - no refusal
                raise
            write = parts.page_around
            continue
        if not page.rows:
            raise _partial(endpoint, found, total, "its pages end before that")
        found += len(page.rows)
        pages.append(page)
    if found != total:
        raise _partial(endpoint, found, total, "its pages do not fit together")
    return join_tables(pages)


def complete_triples(
    parts: Parts, size: int, ask: Ask, ask_whole: Callable[[Parts], Table]
) -> Answer | None:
    """Answer a CONSTRUCT of many triples from its rows, which can be counted and paged.

    Gives nothing where so few rows stand behind it that no engine cuts them.
    """
    if size < _LEAST:
        return None
    template = parts.head.partition("{")[2] or parts.pattern
    columns = _list_variables(template)
    rows = parts.select(columns)
    if not columns or _count(ask(rows.count_rows())) < _LEAST:
        return None
    construct = parts.head if "{" in parts.head else f"CONSTRUCT {parts.pattern}"
    return fill_template(f"{parts.prologue}\n{construct}", ask_whole(rows))


def _list_variables(template: str) -> Sequence[str]:
    tokens = read_tokens(template)
    return list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))


def _count(table: Table) -> int:
    ((number,),) = table.rows
    return int(getattr(number, "value", "-1"))


def _partial(endpoint: Endpoint, found: int, expected: int, advice: str) -> RemoteError:
    reason = f"it gave {found} rows of {expected}: {advice}"
    return RemoteError(endpoint.shown, reason, status=200)
