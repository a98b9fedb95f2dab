"""The page of anything that the dataset describes: found by its IRI, laid out by its class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.namespaces import DCAT, HANSE, ID, SKOS
from hanse_viz.pages.about import read_note
from hanse_viz.pages.asking import LABEL_IRIS, ask_ahead, fill, is_iri
from hanse_viz.pages.model import Body, ThingPage
from hanse_viz.pages.rendering import render
from hanse_viz.pages.shapes import choose_shape
from hanse_viz.pages.showing import list_names, list_statements
from hanse_viz.pages.statements import IN, OUT, choose_label, name_values, read_statements
from hanse_viz.pages.things import (
    cities,
    cooperations,
    datasets,
    happenings,
    learning,
    memberships,
    places,
    practices,
    programmes,
    records,
    sources,
    themes,
)
from hanse_viz.pages.things.parts import Thing
from hanse_viz.pages.things.plain import describe_plainly
from hanse_viz.pages.vocabulary import TYPE, name_term
from hanse_viz.pages.webs import draw_star

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeAlias

    from hanse.access import Graph
    from hanse_viz.pages.links import Links

    Describe: TypeAlias = Callable[[Graph, Thing], Body]

LAYOUTS: dict[str, Describe] = {
    f"{HANSE}City": cities.describe_city,
    f"{HANSE}Organisation": cities.describe_organisation,
    f"{HANSE}Network": cooperations.describe_cooperation,
    f"{HANSE}Project": cooperations.describe_cooperation,
    f"{HANSE}GoodPractice": practices.describe_practice,
    f"{HANSE}Country": places.describe_country,
    f"{HANSE}Theme": themes.describe_theme,
    f"{HANSE}Programme": programmes.describe_programme,
    f"{HANSE}Call": programmes.describe_call,
    f"{HANSE}Event": records.describe_event,
    f"{HANSE}Source": sources.describe_source,
    f"{HANSE}Membership": records.describe_membership,
    f"{HANSE}Participation": records.describe_participation,
    f"{HANSE}Transfer": records.describe_transfer,
    f"{HANSE}Phase": records.describe_phase,
    f"{SKOS}ConceptScheme": themes.describe_scheme,
    f"{DCAT}Dataset": datasets.describe_dataset,
}
_REGION = f"{ID}region/"
_IS_USED = "ASK { ?thing $thing ?value }"
_ALL = "SELECT ?property ?value\nWHERE { $thing ?property ?value }\nORDER BY ?property ?value"


# What the pages of many things ask, and can be asked about all of them at once.
_MANY = (
    *(memberships.OF_MEMBER, memberships.OF_COOPERATION),
    *(learning.OF_BODY, learning.OF_NETWORK, learning.OF_PRACTICE),
    *(happenings.OF_BODY, happenings.OF_EVENT, happenings.OF_COOPERATION),
    *(
        cities.AROUND,
        cities.PRACTICES,
        cities.BODIES,
        cooperations.PHASES,
        practices.NETWORKS,
        themes.ABOUT,
    ),
)


def read_all(graph: Graph) -> None:
    """Answer what pages ask for all things at once: half a second, for who writes every page."""
    ask_ahead(graph, *_MANY)


def render_thing(graph: Graph, iri: str, links: Links) -> str | None:
    """Write the page of an IRI; None where the dataset says nothing of it."""
    page = read_thing(graph, iri)
    return render("thing.html", links, read_note(graph), page=page) if page else None


def read_thing(graph: Graph, iri: str) -> ThingPage | None:
    """Read all that the page of an IRI shows; None where the dataset says nothing of it."""
    if not is_iri(iri):
        return None
    out, incoming = read_statements(graph, iri, OUT), read_statements(graph, iri, IN)
    if not out.count and not incoming.count and not graph.store.query(fill(_IS_USED, iri)):
        return None
    thing = Thing(iri, choose_label(out) or name_term(graph, iri), out, incoming)
    names = name_values(graph, out, incoming)
    class_ = choose_class(thing.out.texts(TYPE))
    body = _choose_layout(iri, class_)(graph, thing)
    if body.web is None and body.told:
        body = replace(body, web=draw_star(thing.title, iri, body.sections))
    return ThingPage(
        iri=iri,
        title=thing.title,
        kind=_name_kind(graph, thing, class_),
        kind_iri=class_,
        shape=choose_shape(class_),
        names=list_names(out, LABEL_IRIS),
        body=body,
        statements=list_statements(graph, out, names),
        incoming=list_statements(graph, incoming, names),
        count=out.count,
        incoming_count=incoming.count,
        is_whole=out.is_whole,
        incoming_is_whole=incoming.is_whole,
        query=fill(_ALL, iri),
    )


def choose_class(kinds: Collection[str]) -> str:
    """Choose the class that a thing of several is shown as: one with a layout, else the first."""
    return next((iri for iri in LAYOUTS if iri in kinds), min(kinds, default=""))


def _choose_layout(iri: str, class_: str) -> Describe:
    if iri.startswith(_REGION):  # a concept like others, with a page of its own kind
        return places.describe_region
    return LAYOUTS.get(class_, describe_plainly)


def _name_kind(graph: Graph, thing: Thing, class_: str) -> str:
    if class_ in {f"{HANSE}Network", f"{HANSE}Project"}:
        return cooperations.name_kind(graph, thing).capitalize().replace("Uia", "UIA")
    return name_term(graph, class_) if class_ else "Thing"
