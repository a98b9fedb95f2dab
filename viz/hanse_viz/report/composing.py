"""What a report says and shows, before it becomes a page or a PDF."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hanse.analysis import read_affiliations
from hanse.errors import UsageError
from hanse.namespaces import ID
from hanse.record.reading import read_record
from hanse.record.selection import Selection, select
from hanse_viz.figures import draw_figure, draw_map, draw_timeline
from hanse_viz.pages.periods import count_things
from hanse_viz.report.city import tell_city
from hanse_viz.report.country import tell_country
from hanse_viz.report.network import tell_network
from hanse_viz.report.parts import count_both
from hanse_viz.report.whole import tell_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hanse.access import Graph
    from hanse.record.model import CityNetwork
    from hanse_viz.figures.figure import Figure
    from hanse_viz.report.parts import Section

_DRAWN: dict[str, tuple[Callable[..., Figure], ...]] = {
    "city": (draw_map, draw_timeline),
    "country": (draw_map, draw_timeline),
    "network": (draw_map, draw_figure),
}


@dataclass(frozen=True)
class Report:
    """A title, a lede, figures and sections; `record` is what they are of, with its version."""

    title: str
    lede: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    record: CityNetwork


def compose(graph: Graph, kind: str, iri: str) -> Report:
    """Compose the report on a city, a country or a network by its IRI, or on a whole dataset.

    Raises UsageError where it is in no network or project.
    """
    record = read_record(graph)
    if kind == "dataset":
        return _compose_whole(graph, record)
    # By its id, as a person would ask for the same figures again.
    asked: dict[str, Any] = {kind: (iri.removeprefix(f"{ID}{kind}/"),)}
    filters = Selection(**asked)
    try:
        part = select(record, filters)
    except UsageError as error:
        told = "is in no network and no project, so there is nothing to report"
        raise UsageError(f"{iri}: {told}") from error
    name = part.scope.names[0]
    return Report(
        title=name,
        lede=_introduce(part, kind),
        figures=tuple(_draw(record, filters, kind)),
        sections=tuple(_tell(graph, record, kind, iri, name)),
        record=part,
    )


def _compose_whole(graph: Graph, record: CityNetwork) -> Report:
    """Compose the report on a whole dataset: what each analysis finds in it."""
    affiliations = read_affiliations(record)
    if not affiliations.ties:
        raise UsageError("no city is a member of a network here, so there is nothing to report")
    return Report(
        title="European city cooperation, analysed",
        lede=(
            "What each analysis finds in the whole record: who works with whom, which ties are more"
            " than chance, who bridges, what changes and who learns. Cities and networks count."
        ),
        figures=(),
        sections=tuple(tell_whole(graph, affiliations, record)),
        record=record,
    )


def _introduce(part: CityNetwork, kind: str) -> str:
    members = {tie.member for tie in part.ties}
    about = {"city": "A city", "country": "A country", "network": "A network"}[kind]
    many = f"{count_both(len(part.cooperations))} with {count_things(len(members), 'member')}"
    return f"{about} in the graph of European city cooperation: {many} on record."


def _tell(graph: Graph, record: CityNetwork, kind: str, iri: str, name: str) -> Iterable[Section]:
    affiliations = read_affiliations(record)
    if kind == "city":
        return tell_city(graph, affiliations, iri, name)
    if kind == "network":
        return tell_network(graph, record, affiliations, iri, name)
    code = iri.rpartition("/")[2]
    return tell_country(graph, affiliations, iri, name, code)


def _draw(record: CityNetwork, filters: Selection, kind: str) -> Iterator[Figure]:
    """Draw the figures of a report, without those for which the data lack places or years."""
    for draw in _DRAWN[kind]:
        with suppress(UsageError):
            yield draw(record, filters)
