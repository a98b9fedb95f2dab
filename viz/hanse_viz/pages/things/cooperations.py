"""The page of a network or a project: who takes part, what is passed on, in which phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCT, HANSE, PROV, RDF, SCHEMA
from hanse_viz.pages.atlas import draw_map
from hanse_viz.pages.chance import HEADS, find_all_ties, show_chance, tell_chance
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.things import happenings, learning, memberships
from hanse_viz.pages.things.parts import (
    ask,
    figure,
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
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Map, Section
    from hanse_viz.pages.things.parts import Row, Thing

PHASES = f"""
SELECT ?phase ?phaseName ?start ?end ?months ?source ?sourceName
WHERE {{
  ?phase hanse:phaseOf $thing .{named("phase")}{
    optional(
        "?phase schema:startDate ?start",
        "?phase schema:endDate ?end",
        "?phase hanse:months ?months",
    )
}{sourced("phase")}
}}
ORDER BY ?phaseName ?phase ?source"""
_KIN = """
SELECT ?cooperation ?cooperationName ?start ?end ?shared
WHERE {
  { SELECT ?cooperation (COUNT(DISTINCT ?city) AS ?shared) WHERE {
      ?city hanse:takesPartIn $thing , ?cooperation ; a hanse:City
      FILTER (?cooperation != $thing) }
    GROUP BY ?cooperation ORDER BY DESC(?shared) ?cooperation LIMIT 15 }
  OPTIONAL { ?cooperation rdfs:label ?cooperationName FILTER (LANG(?cooperationName) = '') }
  OPTIONAL { ?cooperation schema:startDate ?start }
  OPTIONAL { ?cooperation schema:endDate ?end }
}
ORDER BY DESC(?shared) ?cooperationName ?cooperation"""
_PARENTS = {HANSE + name for name in ("Cooperation", "Network")}


def describe_cooperation(graph: Graph, thing: Thing) -> Body:
    """Say who leads and who takes part, what is passed on, and when."""
    members = ask(graph, memberships.OF_COOPERATION, thing)
    lessons = ask(graph, learning.OF_NETWORK, thing)
    return Body(
        sentence=_sum_up(graph, thing, members),
        crumbs=_trail(thing),
        facts=(
            *state(graph, thing, f"{HANSE}programme", f"{HANSE}call"),
            *say("runs", text(own_period(thing))),
            *state(graph, thing, f"{HANSE}months", f"{HANSE}mainTheme", f"{HANSE}theme"),
            *state(graph, thing, f"{HANSE}transfers", f"{HANSE}fundedBy", f"{HANSE}supportedBy"),
            *state(graph, thing, f"{HANSE}area", f"{HANSE}participantCount", f"{DCT}identifier"),
            *state(graph, thing, f"{SCHEMA}url", f"{PROV}hadPrimarySource"),
        ),
        sections=(
            *memberships.show_members(thing, members),
            *learning.show_takers(thing, lessons, learning.OF_NETWORK, "practice"),
            *_show_phases(graph, thing),
            *_show_kin(graph, thing),
            *happenings.show_programme(thing, ask(graph, happenings.OF_COOPERATION, thing)),
            *happenings.show_roles(thing, ask(graph, happenings.OF_EVENT, thing)),
        ),
        map=_draw(graph, thing, members),
    )


def _trail(thing: Thing) -> tuple[Ref, ...]:
    return tuple(
        Ref(said.label or said.value.text, said.value.text)
        for step in ("programme", "call")
        for said in thing.out.values.get(HANSE + step, ())[:1]
    )


def name_kind(graph: Graph, thing: Thing) -> str:
    """Name the kind of a network or project as precisely as its classes do."""
    ours = [iri for iri in thing.out.texts(f"{RDF}type") if iri.startswith(HANSE)]
    fine = [iri for iri in ours if iri not in _PARENTS] or ours
    return name_term(graph, fine[0]).lower() if fine else "cooperation"


def _sum_up(graph: Graph, thing: Thing, members: list[Row]) -> str:
    kind = name_kind(graph, thing)
    article = "An" if kind[:1] in "aeiou" and not kind.startswith("uia") else "A"
    kind = kind.replace("uia", "UIA")
    programme = [said.label for said in thing.out.values.get(f"{HANSE}programme", ()) if said.label]
    period = own_period(thing)
    runs = f" ({period})" if period else ""
    within = f" of {programme[0]}" if programme else ""
    return f"{article} {kind}{within}{runs}{_sum_up_members(members)}."


def _sum_up_members(members: list[Row]) -> str:
    bodies = {row["membership"] for row in members}
    countries = {row["country"] for row in members if row["country"]}
    leads = {row["memberName"] for row in members if row["role"] == memberships.LEAD}
    if not bodies:
        return " of which no member is recorded"
    led = f", led by {' and '.join(sorted(leads))}" if leads else ""
    many = count_things(len(countries), "country")
    return f" with {count_things(len(bodies), 'member')} from {many}{led}"


def _draw(graph: Graph, thing: Thing, members: list[Row]) -> Map | None:
    """Draw where the members are, with a line from each lead to each of the others."""
    leads: dict[str, str] = {}
    others: list[str] = []
    for row in members:
        place = row["city"] or row["member"]
        if row["role"] == memberships.LEAD:
            leads[place] = row["cityName"] or row["memberName"]
        else:
            others.append(place)
    lines = [(lead, other) for lead in leads for other in dict.fromkeys(others)]
    return draw_map(graph, f"The members of {thing.title}.", leads, others, lines)


def _show_phases(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    records = gather(ask(graph, PHASES, thing), "phase")
    cells = [
        (
            refer(row, "phase"),
            show_years(row),
            figure(row["months"]) if row["months"] else (),
            sources,
        )
        for row, sources in records
    ]
    return tabulate(
        "phases",
        "Phases",
        "Phase | When | # Months | Source",
        cells,
        query=spell(PHASES, thing),
        records=[row["phase"] for row, _ in records],
    )


def _show_kin(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    tested = find_all_ties(graph)
    ties = tested.cooperations
    cells = [
        (refer(row, "cooperation"), show_years(row), figure(row["shared"]), *chance)
        for row, chance in show_chance(ties, thing.iri, ask(graph, _KIN, thing), "cooperation")
    ]
    heads = "Network or project | When | # Cities in common"
    return tabulate(
        "kin",
        "Networks that share its cities",
        f"{heads} | {HEADS}" if ties else heads,
        cells,
        query=spell(_KIN, thing),
        about=tell_chance(tested, thing.iri, "networks"),
    )
