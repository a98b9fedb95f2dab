"""The page of a programme and of a call: its calls, its networks and projects, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import HANSE, PROV, SCHEMA
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.things.parts import (
    ask,
    cite_columns,
    figure,
    gather,
    linked,
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


_LEAD = "?tie org:organization ?cooperation ; org:role hanse:LeadPartner ; org:member ?lead"


def _list_under(property_: str) -> str:
    return f"""
SELECT ?cooperation ?cooperationName ?start ?end ?year ?lead ?leadName ?members
  ?source ?sourceName
WHERE {{
  {{ SELECT ?cooperation (COUNT(?membership) AS ?members) WHERE {{
      ?cooperation {property_} $thing ; a hanse:Cooperation
      OPTIONAL {{ ?membership org:organization ?cooperation }} }}
    GROUP BY ?cooperation }}{named("cooperation")}{
        optional(
            "?cooperation schema:startDate ?start ; hanse:startYear ?year",
            "?cooperation schema:endDate ?end",
        )
    }{linked(_LEAD, "lead")}{sourced("cooperation")}
}}
ORDER BY DESC(?year) ?cooperationName ?cooperation ?lead ?source"""


_OF_PROGRAMME = _list_under("hanse:programme")
_OF_CALL = _list_under("hanse:call")
_CALLS = f"""
SELECT ?call ?callName ?year (COUNT(DISTINCT ?network) AS ?networks)
WHERE {{
  ?call hanse:programme $thing ; a hanse:Call .{named("call")}{
    optional("?call hanse:startYear ?year", "?network hanse:call ?call")
}
}}
GROUP BY ?call ?callName ?year
ORDER BY ?year ?callName ?call"""


def describe_programme(graph: Graph, thing: Thing) -> Body:
    """Say when a programme ran, who pays for it, and what it supports by call."""
    rows, calls = ask(graph, _OF_PROGRAMME, thing), ask(graph, _CALLS, thing)
    period = own_period(thing)
    runs = f" ({period})" if period else ""
    within = f" in {count_things(len(calls), 'call')}" if calls else ""
    return Body(
        sentence=f"A funding programme{runs} with {_count(rows)}{within}.",
        facts=(
            *say("runs", text(period)),
            *state(graph, thing, f"{HANSE}fundedBy", f"{HANSE}fund", f"{SCHEMA}url"),
            *cite_columns(graph),
        ),
        sections=(*_show_calls(thing, calls), *_show_cooperations(thing, rows, _OF_PROGRAMME)),
    )


def describe_call(graph: Graph, thing: Thing) -> Body:
    """List the networks with which a call began."""
    rows = ask(graph, _OF_CALL, thing)
    programme = thing.out.values.get(f"{HANSE}programme", ())
    crumbs = tuple(Ref(said.label, said.value.text) for said in programme if said.label)
    of = f" of {crumbs[0].label}" if crumbs else ""
    return Body(
        sentence=f"A call{of} from which {_count(rows)} came.",
        crumbs=crumbs,
        facts=(
            *state(graph, thing, f"{HANSE}programme"),
            *say("begins", text(own_period(thing))),
            *state(graph, thing, f"{PROV}hadPrimarySource"),
        ),
        sections=_show_cooperations(thing, rows, _OF_CALL),
    )


def _count(rows: list[Row]) -> str:
    found = {row["cooperation"] for row in rows}
    return count_things(len(found), "network or project", "networks and projects")


def _show_calls(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    cells = [(refer(row, "call"), text(row["year"]), figure(row["networks"])) for row in rows]
    heads = "Call | Begins | # Networks"
    return tabulate("calls", "Calls", heads, cells, query=spell(_CALLS, thing))


def _show_cooperations(thing: Thing, rows: list[Row], query: str) -> tuple[Section, ...]:
    cells = [
        (
            refer(row, "cooperation"),
            show_years(row),
            refer(row, "lead"),
            figure(row["members"]),
            sources,
        )
        for row, sources in gather(rows, "cooperation")
    ]
    return tabulate(
        "networks",
        "Networks and projects",
        "Network or project | Runs | Lead partner | # Members | Source",
        cells,
        query=spell(query, thing),
    )
