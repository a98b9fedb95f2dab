"""The page of a good practice: whose it is, what it is about, and who took it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCT, HANSE, PROV, SCHEMA
from hanse_viz.pages.atlas import draw_map
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things, show_date
from hanse_viz.pages.things import learning
from hanse_viz.pages.things.parts import (
    ask,
    gather,
    named,
    optional,
    own_period,
    refer,
    say,
    show_years,
    sourced,
    spell,
    state,
    tabulate,
    text,
)

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Section
    from hanse_viz.pages.things.parts import Row, Thing

NETWORKS = f"""
SELECT ?network ?networkName ?start ?end ?year ?source ?sourceName
WHERE {{
  ?network hanse:transfers $thing .{named("network")}{
    optional(
        "?network schema:startDate ?start ; hanse:startYear ?year", "?network schema:endDate ?end"
    )
}{sourced("network")}
}}
ORDER BY DESC(?year) ?networkName ?network ?source"""


def describe_practice(graph: Graph, thing: Thing) -> Body:
    """Say whose practice it is, what it is about and who took it up."""
    lessons = ask(graph, learning.OF_PRACTICE, thing)
    owners = _list_owners(thing)
    names = {ref.iri: ref.label for ref in owners}
    takers = [row["to"] for row in lessons]
    return Body(
        sentence=_sum_up(thing, owners, lessons),
        crumbs=owners[:1],
        facts=(
            *state(graph, thing, f"{HANSE}practisedIn", f"{HANSE}country", f"{HANSE}mainTheme"),
            *state(graph, thing, f"{HANSE}theme", f"{DCT}issued"),
            *say("practised", text(own_period(thing))),
            *state(graph, thing, f"{HANSE}budget", f"{SCHEMA}url", f"{PROV}hadPrimarySource"),
        ),
        sections=(
            *learning.show_takers(thing, lessons, learning.OF_PRACTICE, "network"),
            *_show_networks(graph, thing),
        ),
        map=draw_map(
            graph,
            f"Where it is practised{', and who took it up' if takers else ''}.",
            names,
            takers,
            sorted({(row["from"], row["to"]) for row in lessons}),
        ),
    )


def _list_owners(thing: Thing) -> tuple[Ref, ...]:
    """List whose practice it is, cities before organisations."""
    owners = thing.out.values.get(f"{HANSE}practisedIn", ())
    found = [Ref(said.label or said.value.text, said.value.text) for said in owners]
    return tuple(sorted(found, key=lambda ref: ("/city/" not in ref.iri, ref.label)))


def _sum_up(thing: Thing, owners: tuple[Ref, ...], lessons: list[Row]) -> str:
    of = f" of {owners[0].label}" if owners else ""
    issued = thing.out.first(f"{DCT}issued")
    label = f", labelled in {show_date(issued)}" if issued else ""
    takers = len({row["to"] for row in lessons})
    taken = f"taken up by {count_things(takers, 'other')}" if takers else "not recorded as taken up"
    return f"A good practice{of}{label}; {taken}."


def _show_networks(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    cells = [
        (refer(row, "network"), show_years(row), sources)
        for row, sources in gather(ask(graph, NETWORKS, thing), "network")
    ]
    heads = "Network | Runs | Source"
    title = "Networks that pass it on"
    return tabulate("networks", title, heads, cells, query=spell(NETWORKS, thing))
