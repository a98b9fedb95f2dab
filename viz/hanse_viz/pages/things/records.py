"""The pages of records: memberships, participations, transfers, phases and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCT, HANSE, ORG, PROV, SCHEMA
from hanse_viz.pages.atlas import draw_map
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.things import happenings
from hanse_viz.pages.things.parts import ask, own_period, say, state, text

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Fact, Map
    from hanse_viz.pages.things.parts import Thing

_SOURCE = f"{PROV}hadPrimarySource"


def describe_membership(graph: Graph, thing: Thing) -> Body:
    """Say who takes part in what, in which role, and which source says so."""
    member, network = _name(thing, f"{ORG}member"), _name(thing, f"{ORG}organization")
    city, role = _name(thing, f"{HANSE}onBehalfOf"), _name(thing, f"{ORG}role").lower()
    acts = f", for {city}," if city else ""
    return Body(
        sentence=f"{member}{acts} is {role or 'member'} in {network}.",
        crumbs=_lead(thing, f"{ORG}organization"),
        facts=(
            *state(graph, thing, f"{ORG}member", f"{HANSE}onBehalfOf", f"{ORG}organization"),
            *state(graph, thing, f"{ORG}role"),
            *_tell_period_and_source(graph, thing, "member"),
        ),
        map=_draw(graph, thing, f"{ORG}member", f"{HANSE}onBehalfOf"),
    )


def describe_participation(graph: Graph, thing: Thing) -> Body:
    """Say which body had which role in an event or project, and which source says so."""
    member, where = _name(thing, f"{ORG}member"), _name(thing, f"{HANSE}in")
    role = _name(thing, f"{HANSE}role").lower()
    return Body(
        sentence=f"{member} is recorded as {role or 'taking part'} in {where}.",
        crumbs=_lead(thing, f"{HANSE}in"),
        facts=(
            *state(graph, thing, f"{ORG}member", f"{HANSE}role", f"{HANSE}in", f"{HANSE}city"),
            *state(graph, thing, _SOURCE),
        ),
    )


def describe_transfer(graph: Graph, thing: Thing) -> Body:
    """Say who took up whose practice in which network, and which source says so."""
    practice, network = _name(thing, f"{HANSE}practice"), _name(thing, f"{HANSE}within")
    giver, taker = _name(thing, f"{HANSE}from"), _name(thing, f"{HANSE}to")
    ends = (thing.out.first(f"{HANSE}from"), thing.out.first(f"{HANSE}to"))
    return Body(
        sentence=f"In {network}, {taker} takes up a practice of {giver}: {practice}.",
        crumbs=_lead(thing, f"{HANSE}practice"),
        facts=(
            *state(graph, thing, *(HANSE + name for name in ("practice", "from", "to", "within"))),
            *state(graph, thing, _SOURCE),
        ),
        map=draw_map(
            graph, f"From {giver} to {taker}.", {ends[0]: giver, ends[1]: taker}, (), [ends]
        ),
    )


def describe_phase(graph: Graph, thing: Thing) -> Body:
    """Say when a phase of a cooperation was, or how long, and which source says so."""
    whole = _name(thing, f"{HANSE}phaseOf")
    months, period = thing.out.first(f"{HANSE}months"), own_period(thing)
    told = [period, f"{months} months" if months else ""]
    return Body(
        sentence=f"A phase of {whole}: {', '.join(filter(None, told)) or 'no dates recorded'}.",
        crumbs=_lead(thing, f"{HANSE}phaseOf"),
        facts=(
            *state(graph, thing, f"{HANSE}phaseOf", f"{DCT}isPartOf", f"{HANSE}months"),
            *_tell_period_and_source(graph, thing, "runs"),
        ),
    )


def describe_event(graph: Graph, thing: Thing) -> Body:
    """Say when and where something happened, who took part, and which source says so."""
    place, period = _name(thing, f"{SCHEMA}location"), own_period(thing)
    where = f" in {place}" if place else ""
    when = f", {period}" if period else ""
    of = _name(thing, f"{HANSE}partOf")
    return Body(
        sentence=f"An event{where}{when}{', part of ' + of if of else ''}.",
        crumbs=_lead(thing, f"{HANSE}partOf")[:1],
        facts=(
            *say("when", text(period)),
            *state(graph, thing, f"{SCHEMA}location", f"{HANSE}country", f"{HANSE}partOf"),
            *state(graph, thing, f"{SCHEMA}url", _SOURCE),
        ),
        sections=happenings.show_roles(thing, ask(graph, happenings.OF_EVENT, thing)),
        map=_draw(graph, thing, f"{SCHEMA}location"),
    )


def _name(thing: Thing, iri: str) -> str:
    said = thing.out.values.get(iri, ())
    return " and ".join(one.label or one.value.text for one in said)


def _lead(thing: Thing, iri: str) -> tuple[Ref, ...]:
    said = thing.out.values.get(iri, ())
    return tuple(Ref(one.label or one.value.text, one.value.text) for one in said)


def _tell_period_and_source(graph: Graph, thing: Thing, word: str) -> tuple[Fact, ...]:
    return (*say(word, text(own_period(thing))), *state(graph, thing, _SOURCE))


def _draw(graph: Graph, thing: Thing, *iris: str) -> Map | None:
    places = {said.value.text: said.label for iri in iris for said in thing.out.values.get(iri, ())}
    return draw_map(graph, "Where this is.", places)
