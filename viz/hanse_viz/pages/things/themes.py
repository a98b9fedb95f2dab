"""The page of a theme: what is filed under it or below it, and where it stands among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import HANSE, SKOS
from hanse_viz.pages.model import Body, Fact, Ref
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.showing import show_value
from hanse_viz.pages.things.parts import (
    ask,
    figure,
    gather,
    named,
    optional,
    refer,
    show_years,
    sourced,
    spell,
    state,
    tabulate,
)

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Cells, Section
    from hanse_viz.pages.things.parts import Row, Thing

# What is on the theme or one below it; a thing on several of these stands here once for each.
ABOUT = f"""
SELECT ?thing ?thingName ?practice ?theme ?themeName ?start ?end ?year ?source ?sourceName
WHERE {{
  ?theme skos:broader* $thing .
  ?thing hanse:theme ?theme .{named("thing", "theme")}{
    optional("?thing schema:startDate ?start ; hanse:startYear ?year", "?thing schema:endDate ?end")
}{sourced("thing")}
  BIND (EXISTS {{ ?thing a hanse:GoodPractice }} AS ?practice)
}}
ORDER BY DESC(?year) ?thingName ?thing ?themeName ?source""".replace("?thing", "?one")
_CONCEPTS = f"""
SELECT ?concept ?conceptName (COUNT(DISTINCT ?use) AS ?uses)
WHERE {{
  ?concept skos:inScheme $thing .{named("concept")}
  OPTIONAL {{ ?use ?property ?concept }}
}}
GROUP BY ?concept ?conceptName
ORDER BY ?conceptName ?concept"""


def describe_theme(graph: Graph, thing: Thing) -> Body:
    """Say which networks, projects and practices are on a theme or one below it."""
    rows = ask(graph, ABOUT, thing)
    practices = [row for row in rows if row["practice"] == "true"]
    others = [row for row in rows if row["practice"] != "true"]
    query = spell(ABOUT, thing)
    broader = thing.out.values.get(f"{SKOS}broader", ())
    return Body(
        sentence=_sum_up(thing, others, practices),
        crumbs=tuple(Ref(said.label, said.value.text) for said in broader[:1] if said.label),
        facts=(
            *state(graph, thing, f"{SKOS}definition", f"{SKOS}scopeNote", f"{SKOS}broader"),
            *_list_narrower(thing),
            *state(graph, thing, f"{SKOS}exactMatch", f"{SKOS}inScheme"),
        ),
        sections=(
            *_show_networks(others, query),
            *_show_practices(practices, query),
        ),
    )


def _sum_up(thing: Thing, others: list[Row], practices: list[Row]) -> str:
    below = " or a theme below it" if f"{SKOS}broader" in thing.incoming.values else ""
    networks, known = ({row["one"] for row in rows} for rows in (others, practices))
    many = count_things(len(networks), "network or project", "networks and projects")
    return f"{many} and {count_things(len(known), 'good practice')} on this theme{below}."


def _list_narrower(thing: Thing) -> tuple[Fact, ...]:
    narrower = thing.incoming.values.get(f"{SKOS}broader", ())
    return (Fact("narrower", tuple(map(show_value, narrower))),) if narrower else ()


def _collect(rows: list[Row]) -> list[tuple[Row, tuple[Ref, ...], tuple[Ref, ...]]]:
    """Gather for each thing the themes under which it was found."""
    themes: dict[str, dict[str, Ref]] = {}
    for row in rows:
        themes.setdefault(row["one"], {}).update({ref.iri: ref for ref in refer(row, "theme")})
    return [
        (row, tuple(themes[row["one"]].values()), sources) for row, sources in gather(rows, "one")
    ]


def _show_networks(rows: list[Row], query: str) -> tuple[Section, ...]:
    cells: list[Cells] = [
        (refer(row, "one"), show_years(row), found, sources)
        for row, found, sources in _collect(rows)
    ]
    heads = "Network or project | Runs | Found under | Source"
    return tabulate("networks", "Networks and projects", heads, cells, query=query)


def _show_practices(rows: list[Row], query: str) -> tuple[Section, ...]:
    cells: list[Cells] = [
        (refer(row, "one"), found, sources) for row, found, sources in _collect(rows)
    ]
    heads = "Good practice | Found under | Source"
    return tabulate("practices", "Good practices", heads, cells, query=query)


def describe_scheme(graph: Graph, thing: Thing) -> Body:
    """List the concepts of a scheme and how often each is used."""
    rows = ask(graph, _CONCEPTS, thing)
    cells = [(refer(row, "concept"), figure(row["uses"])) for row in rows]
    heads = "Concept | # Uses"
    return Body(
        sentence=f"A list of {count_things(len(rows), 'concept')} from which facts are filled in.",
        facts=state(graph, thing, f"{SKOS}definition", f"{HANSE}source"),
        sections=tabulate("concepts", "Concepts", heads, cells, query=spell(_CONCEPTS, thing)),
    )
