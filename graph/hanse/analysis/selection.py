"""Which part of the affiliations is analysed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.namespaces import RDFS, SKOS
from hanse.queries.names import NameNotFoundError, resolve_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.access import Graph
    from hanse.analysis.affiliations import Affiliations, Cooperation, Tie

# So many years a cooperation without a recorded end is taken to have run after its start.
ASSUMED_YEARS = 3
NAMED = ("city", "country", "network", "theme", "programme")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep: one of the values of each filter that is set; years are inclusive.

    `city`, `network` and `theme` are IRIs, `country` codes, `programme` labels (see
    `resolve_selection`). A city or a country keeps the cooperations in which it takes part, with
    all their members; a theme also those of the themes below it. `role`, "lead" or "partner",
    keeps the ties of that role; members with fewer than `lowest` cooperations are left out last.
    """

    city: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    role: str = ""
    start: int | None = None
    end: int | None = None
    lowest: int = 1


def resolve_selection(graph: Graph, selection: Selection) -> Selection:
    """Replace names of any language by what the affiliations hold.

    Raises UsageError for a name that nothing, or more than one thing, bears.
    """
    found: dict[str, Any] = {
        kind: tuple(resolve_option(graph, kind, v) for v in getattr(selection, kind))
        for kind in NAMED
    }
    found["country"] = tuple(_read_one(graph, iri, f"{SKOS}notation") for iri in found["country"])
    found["programme"] = tuple(_read_one(graph, iri, f"{RDFS}label") for iri in found["programme"])
    return replace(selection, **found)


def resolve_option(graph: Graph, kind: str, value: str) -> str:
    """Find the IRI of what an option names; a network may be a project. Raises UsageError."""
    try:
        return resolve_name(graph.store, "cooperation" if kind == "network" else kind, value)
    except NameNotFoundError as error:
        raise UsageError(f"--{kind} {value}: {error}") from error


def _read_one(graph: Graph, iri: str, predicate: str) -> str:
    rows = graph.query(f"SELECT ?is WHERE {{ <{iri}> <{predicate}> ?is FILTER (LANG(?is) = '') }}")
    return min((str(value) for (value,) in rows), default=iri)


def select(affiliations: Affiliations, selection: Selection) -> Affiliations:
    """Keep the ties that pass every filter, and what they tie.

    A tie overlaps a period that begins before it ends; a missing end counts as start + 3, and one
    without a start is left out of a period. Raises UsageError where nothing is left.
    """
    if None not in (selection.start, selection.end) and selection.start > selection.end:  # type: ignore[operator]
        raise UsageError(f"--from {selection.start} is after --to {selection.end}; exchange them")
    tests = _list_tests(affiliations, selection)
    kept = affiliations.keep(lambda tie: all(test(tie) for test in tests))
    kept = kept.drop_members_below(selection.lowest)
    if not kept.ties:
        raise UsageError("nothing to analyse: no tie passes these filters; leave one out")
    return kept


def _list_tests(affiliations: Affiliations, wanted: Selection) -> list[Callable[[Tie], bool]]:
    cooperations = {one.id: one for one in affiliations.cooperations}
    countries = {member.id: member.country for member in affiliations.members}
    tests: list[Callable[[Tie], bool]] = []
    if wanted.network:
        tests.append(lambda tie: tie.cooperation in wanted.network)
    if wanted.programme:
        tests.append(lambda tie: cooperations[tie.cooperation].programme in wanted.programme)
    if wanted.theme:
        tests.append(
            lambda tie: not set(wanted.theme).isdisjoint(cooperations[tie.cooperation].themes)
        )
    if wanted.city:
        tests.append(_joined_by(affiliations, lambda tie: tie.member in wanted.city))
    if wanted.country:
        tests.append(_joined_by(affiliations, lambda tie: countries[tie.member] in wanted.country))
    if wanted.role:
        tests.append(lambda tie: tie.lead == (wanted.role == "lead"))
    if wanted.start is not None or wanted.end is not None:
        tests.append(lambda tie: _overlaps(find_years(tie, cooperations[tie.cooperation]), wanted))
    return tests


def _joined_by(affiliations: Affiliations, test: Callable[[Tie], bool]) -> Callable[[Tie], bool]:
    joined = {tie.cooperation for tie in affiliations.ties if test(tie)}
    return lambda tie: tie.cooperation in joined


def find_years(tie: Tie, cooperation: Cooperation) -> tuple[int | None, int | None]:
    """Find when a tie lasted: its own years, where it has some, else those of the cooperation.

    A missing end is start + 3; without a start both are None.
    """
    dated: Tie | Cooperation = cooperation if tie.start is None and tie.end is None else tie
    start = cooperation.start if dated.start is None else dated.start
    if start is None:
        return None, None
    return start, start + ASSUMED_YEARS if dated.end is None else dated.end


def _overlaps(years: tuple[int | None, int | None], wanted: Selection) -> bool:
    start, end = years
    if start is None or end is None:
        return False
    after = wanted.start is None or end >= wanted.start
    return after and (wanted.end is None or start <= wanted.end)
