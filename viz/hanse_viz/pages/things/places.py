"""The page of a country and of a region: its cities, what they take part in and lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import HANSE, SCHEMA, SKOS
from hanse_viz.pages.atlas import draw_map
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.things.parts import (
    ask,
    cite_columns,
    figure,
    named,
    optional,
    refer,
    spell,
    state,
    tabulate,
    text,
)

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Section
    from hanse_viz.pages.things.parts import Row, Thing

_CITIES = f"""
SELECT ?city ?cityName ?people (COUNT(DISTINCT ?joined) AS ?networks)
  (COUNT(DISTINCT ?led) AS ?leads)
WHERE {{
  ?city hanse:country $thing ; a hanse:City .{named("city")}{
    optional(
        "?city hanse:population ?people",
        "?city hanse:takesPartIn ?joined",
        "?city hanse:leads ?led",
    )
}
}}
GROUP BY ?city ?cityName ?people
ORDER BY DESC(?networks) ?cityName ?city"""
# One row: the memberships of a country's cities and organisations in networks, and their leads.
_SHARE = """
SELECT (COUNT(?membership) AS ?memberships) (SUM(?lead) AS ?leads)
WHERE {
  ?member hanse:country $thing .
  ?membership org:member ?member ; a hanse:Membership ; org:role ?role ; org:organization ?network .
  ?network a hanse:Network .
  BIND (IF (?role = hanse:LeadPartner, 1, 0) AS ?lead)
}"""
_OTHERS = f"""
SELECT ?thing ?thingName ?kind
WHERE {{
  VALUES (?class ?kind) {{ (hanse:Organisation "Organisation") (hanse:GoodPractice "Good practice")
    (hanse:Event "Event") }}
  ?thing hanse:country $thing ; a ?class .{named("thing")}
}}
ORDER BY ?kind ?thingName ?thing""".replace("?thing", "?one")
_COUNTRIES = f"""
SELECT ?country ?countryName (COUNT(DISTINCT ?city) AS ?cities)
  (COUNT(DISTINCT ?joined) AS ?networks)
WHERE {{
  ?country hanse:region $thing .{named("country")}
  OPTIONAL {{ ?city hanse:country ?country ; a hanse:City
    OPTIONAL {{ ?city hanse:takesPartIn ?joined }} }}
}}
GROUP BY ?country ?countryName
ORDER BY DESC(?cities) ?countryName ?country"""


def describe_country(graph: Graph, thing: Thing) -> Body:
    """Say which cities of a country take part, in how many networks, and how many they lead."""
    cities = ask(graph, _CITIES, thing)
    share = ask(graph, _SHARE, thing)
    regions = thing.out.values.get(f"{HANSE}region", ())
    return Body(
        sentence=_sum_up(cities, share),
        crumbs=tuple(Ref(said.label, said.value.text) for said in regions if said.label),
        facts=(
            *state(
                graph, thing, f"{HANSE}region", f"{HANSE}euMemberSince", f"{HANSE}euMemberUntil"
            ),
            *state(graph, thing, f"{SKOS}notation", f"{HANSE}alpha3", f"{SCHEMA}sameAs"),
            *cite_columns(graph),
        ),
        sections=(*_show_cities(thing, cities), *_show_others(graph, thing)),
        map=draw_map(graph, f"The cities of {thing.title}.", {}, [row["city"] for row in cities]),
    )


def _sum_up(cities: list[Row], share: list[Row]) -> str:
    ties, leads = (int(share[0][name]) if share else 0 for name in ("memberships", "leads"))
    many = count_things(len(cities), "city")
    if not ties:
        return f"A country with {many} here; no membership in a network is recorded."
    held = count_things(ties, "membership")
    led = f"{leads} of them as lead partner ({100 * leads / ties:.0f} %)"
    return f"A country with {many} here. Its members hold {held} in networks, {led}."


def _show_cities(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    cells = [
        (refer(row, "city"), *(figure(row[name]) for name in ("people", "networks", "leads")))
        for row in rows
    ]
    return tabulate(
        "cities",
        "Cities",
        "City | # People | # Networks and projects | # Leads",
        cells,
        query=spell(_CITIES, thing),
    )


def _show_others(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    cells = [(refer(row, "one"), text(row["kind"])) for row in ask(graph, _OTHERS, thing)]
    title = "Organisations, good practices and events"
    return tabulate("others", title, "Name | Kind", cells, query=spell(_OTHERS, thing))


def describe_region(graph: Graph, thing: Thing) -> Body:
    """Say which countries are counted to a part of Europe."""
    rows = ask(graph, _COUNTRIES, thing)
    cities = sum(int(row["cities"]) for row in rows)
    cells = [
        (refer(row, "country"), figure(row["cities"]), figure(row["networks"])) for row in rows
    ]
    heads = "Country | # Cities | # Networks and projects"
    many = f"{count_things(len(rows), 'country')} and {count_things(cities, 'city')}"
    return Body(
        sentence=f"A part of Europe, with {many} counted to it here.",
        facts=state(graph, thing, f"{SKOS}definition", f"{SKOS}inScheme"),
        sections=tabulate("countries", "Countries", heads, cells, query=spell(_COUNTRIES, thing)),
    )
