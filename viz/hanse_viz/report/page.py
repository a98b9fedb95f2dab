"""The page of a report: its figures, its sections and how each number was made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hanse.analysis import read_affiliations
from hanse.errors import UsageError
from hanse.namespaces import ID
from hanse_viz.figures import draw_figure, draw_map, draw_timeline
from hanse_viz.figures.page import draw_middle, show_table
from hanse_viz.filters import Filters, select
from hanse_viz.pages.rendering import open_templates
from hanse_viz.record import read_record
from hanse_viz.report.city import tell_city
from hanse_viz.report.country import tell_country
from hanse_viz.report.network import tell_network
from hanse_viz.sealing import seal_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hanse.access import Graph
    from hanse_viz.figures.figure import Figure
    from hanse_viz.network import CityNetwork
    from hanse_viz.report.parts import Section

_DRAWN: dict[str, tuple[Callable[..., Figure], ...]] = {
    "city": (draw_map, draw_timeline),
    "country": (draw_map, draw_timeline),
    "network": (draw_map, draw_figure),
}


def write(graph: Graph, kind: str, iri: str) -> bytes:
    """Write the report on a city, a country or a network, given by its IRI, as UTF-8 HTML.

    The page runs nothing and asks for nothing; the same dataset gives the same bytes. Raises
    UsageError where it is in no network or project.
    """
    record = read_record(graph)
    # By its id, as a person would ask for the same figures again.
    asked: dict[str, Any] = {kind: (iri.removeprefix(f"{ID}{kind}/"),)}
    filters = Filters(**asked)
    try:
        part = select(record, filters)
    except UsageError as error:
        told = "is in no network and no project, so there is nothing to report"
        raise UsageError(f"{iri}: {told}") from error
    name = part.scope.names[0]
    page = open_templates().get_template("report.html")
    sections = [_show(section) for section in _tell(graph, kind, iri, name)]
    text = page.render(
        title=name,
        lede=_introduce(part, kind),
        figures=list(_draw(record, filters, kind)),
        sections=sections,
        record=part,
        assets=seal_style("figure"),
    )
    return text.encode("utf-8")


def _introduce(part: CityNetwork, kind: str) -> str:
    members = {tie.member for tie in part.ties}
    about = {"city": "A city", "country": "A country", "network": "A network"}[kind]
    many = f"{len(part.cooperations):,} networks and projects with {len(members):,} members"
    return f"{about} in the graph of European city cooperation: {many} on record."


def _tell(graph: Graph, kind: str, iri: str, name: str) -> Iterable[Section]:
    affiliations = read_affiliations(graph)
    if kind == "city":
        return tell_city(graph, affiliations, iri, name)
    if kind == "network":
        return tell_network(graph, affiliations, iri, name)
    code = iri.rpartition("/")[2]
    return tell_country(graph, affiliations, iri, name, code)


def _show(section: Section) -> dict[str, Any]:
    return {
        "sentences": section.sentences,
        "command": section.command,
        "more": section.more,
        "table": show_table("report", section.table),
    }


def _draw(record: CityNetwork, filters: Filters, kind: str) -> Iterator[dict[str, Any]]:
    """Draw the figures of a report, without those for which the data lack places or years."""
    for draw in _DRAWN[kind]:
        with suppress(UsageError):
            figure = draw(record, filters)
            yield {"title": figure.title, "svg": draw_middle(figure), "caption": figure.caption}
