"""When things are: an end not before its start, parts inside their wholes, phases in order.

Dates are as exact as their source, so two are compared only as far as both go; a date without a
year (--05-13) is compared with nothing but its like.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from hanse.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.model import Phase, Tables
    from hanse.tables.sheets import Sheet

_NUMBERED = re.compile(r"phase-[0-9]+", re.ASCII)


class Span(NamedTuple):
    """A time from a start to an end, either of which may be unknown, and what lasts it."""

    start: str | None
    end: str | None
    what: str


def is_after(first: str | None, second: str | None) -> bool:
    """Tell whether a date is certainly after another: false where they cannot be compared."""
    if not first or not second or first.startswith("--") != second.startswith("--"):
        return False
    length = min(len(first), len(second))
    return first[:length] > second[:length]


def blame_periods(tables: Tables, sheets: dict[str, Sheet]) -> None:
    """Blame what ends before it starts or lies outside of what it is part of."""
    for name, table in TABLES.items():
        for start, end in table.periods:
            _blame_order(sheets[name], getattr(tables, name), start, end)
    networks = {n.id: Span(_text(n.start_year), _text(n.end_year), n.id) for n in tables.networks}
    _blame_networks(tables, sheets["networks"])
    for member in tables.memberships:
        _blame_outside(sheets["memberships"], member, networks.get(member.network))
    _blame_phases(tables, sheets["phases"], networks)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _blame_order(sheet: Sheet, records: Iterable[Any], start: str, end: str) -> None:
    for record in records:
        first, last = _text(getattr(record, start)), _text(getattr(record, end))
        # Where the year is unknown, from December to January leads into the next.
        if is_after(first, last) and (first or "")[:4] + (last or "")[:4] != "--12--01":
            sheet.blame(record.line, end, last or "", f"before {start} {first}; expected it after")


def _blame_networks(tables: Tables, sheet: Sheet) -> None:
    """Blame a network older than its programme; ending later is common, calls are prolonged."""
    starts = {programme.id: programme.start_year for programme in tables.programmes}
    for network in tables.networks:
        programme = starts.get(network.programme or "")
        if is_after(_text(programme), _text(network.start_year)):
            rule = f"before its programme {network.programme} starts in {programme}"
            sheet.blame(network.line, "start_year", str(network.start_year), rule)


def _blame_outside(sheet: Sheet, part: Any, whole: Span | None) -> None:  # noqa: ANN401 - any record with start and end
    if whole is None:
        return
    for column in ("start", "end"):
        value: str | None = getattr(part, column)
        if is_after(whole.start, value):
            rule = f"before {whole.what} starts ({whole.start}); mend one of the two"
            sheet.blame(part.line, column, value or "", rule)
        if is_after(value, whole.end):
            rule = f"after {whole.what} ends ({whole.end}); mend one of the two"
            sheet.blame(part.line, column, value or "", rule)


def _blame_phases(tables: Tables, sheet: Sheet, networks: dict[str, Span]) -> None:
    phases: dict[str, dict[str, Phase]] = defaultdict(dict)
    for phase in tables.phases:
        phases[phase.network][phase.phase] = phase
        _blame_outside(sheet, phase, networks.get(phase.network))
    for named in phases.values():
        _blame_sequence(sheet, [p for name, p in named.items() if _NUMBERED.fullmatch(name)])
        for name, phase in named.items():
            parts = [p for part, p in named.items() if part.startswith(f"{name}-")]
            _blame_parts(sheet, phase, parts)


def _blame_sequence(sheet: Sheet, phases: list[Phase]) -> None:
    """Phase 2 starts neither before phase 1 starts nor before it ends."""
    phases.sort(key=lambda phase: int(phase.phase.removeprefix("phase-")))
    for before, after in pairwise(phases):
        limit = before.end if is_after(before.end, before.start) else before.start
        if is_after(limit, after.start):
            rule = f"before {before.phase} is over ({limit}); expected it after"
            sheet.blame(after.line, "start", after.start or "", rule)


def _blame_parts(sheet: Sheet, whole: Phase, parts: list[Phase]) -> None:
    months = sum(part.duration_months or 0 for part in parts)
    if whole.duration_months and months > whole.duration_months:
        rule = f"its parts last {months} months together; expected at least as many"
        sheet.blame(whole.line, "duration_months", str(whole.duration_months), rule)
    for part in parts:
        _blame_outside(sheet, part, Span(whole.start, whole.end, whole.phase))
