"""The page of a city, and of an organisation: what it takes part in, and whom it learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.messages import join_words
from hanse.namespaces import DCT, HANSE, ORG, SCHEMA, SKOS, WGS84
from hanse_viz.pages.atlas import draw_map
from hanse_viz.pages.chance import HEADS, find_all_ties, show_chance, tell_chance
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things, show_number
from hanse_viz.pages.showing import write_point
from hanse_viz.pages.things import happenings, learning, memberships
from hanse_viz.pages.things.parts import (
    ask,
    cite_columns,
    figure,
    gather,
    linked,
    named,
    optional,
    refer,
    say,
    sourced,
    spell,
    state,
    tabulate,
    text,
)
from hanse_viz.pages.webs import draw_circles

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Fact, Section, Web
    from hanse_viz.pages.things.parts import Row, Thing

PRACTICES = f"""
SELECT ?practice ?practiceName ?theme ?themeName ?year ?source ?sourceName
WHERE {{
  ?practice hanse:practisedIn $thing .{named("practice")}{
    linked("?practice hanse:theme ?theme", "theme")
}{optional("?practice dct:issued ?year")}{sourced("practice")}
}}
ORDER BY ?practiceName ?practice ?themeName ?source"""
BODIES = f"""
SELECT ?body ?bodyName ?kind ?kindName ?acts
WHERE {{
  {{ ?body hanse:city $thing ; a hanse:Organisation }}
  UNION {{ ?membership hanse:onBehalfOf $thing ; org:member ?body }}{named("body")}{
    linked("?body org:classification ?kind", "kind")
}
  BIND (EXISTS {{ ?record hanse:onBehalfOf $thing ; org:member ?body }} AS ?acts)
}}
ORDER BY ?bodyName ?body ?kindName"""
_PARTNERS = """
SELECT ?city ?cityName ?country ?countryName ?shared
WHERE {
  { SELECT ?city (COUNT(DISTINCT ?cooperation) AS ?shared) WHERE {
      $thing hanse:takesPartIn ?cooperation .
      ?cooperation hanse:partner ?city .
      ?city a hanse:City
      FILTER (?city != $thing) }
    GROUP BY ?city ORDER BY DESC(?shared) ?city LIMIT 15 }
  OPTIONAL { ?city rdfs:label ?cityName FILTER (LANG(?cityName) = '') }
  OPTIONAL { ?city hanse:country ?country .
    ?country rdfs:label ?countryName FILTER (LANG(?countryName) = '') }
}
ORDER BY DESC(?shared) ?cityName ?city"""


# Who takes part in what a city or an organisation takes part in.
AROUND = """
SELECT ?cooperation ?city ?cityName
WHERE {
  $thing hanse:takesPartIn ?cooperation .
  ?cooperation hanse:partner ?city .
  ?city a hanse:City ; rdfs:label ?cityName
  FILTER (LANG(?cityName) = '' && ?city != $thing)
}
ORDER BY ?cityName ?city ?cooperation"""


def _draw_web(graph: Graph, thing: Thing, ties: list[Row]) -> Web | None:
    joined = {row["cooperation"]: Ref(row["cooperationName"], row["cooperation"]) for row in ties}
    others = [
        (row["cooperation"], Ref(row["cityName"], row["city"])) for row in ask(graph, AROUND, thing)
    ]
    return draw_circles(thing.title, thing.iri, tuple(joined.values()), others)


def describe_city(graph: Graph, thing: Thing) -> Body:
    """Say where a city is, what it takes part in, and who it learned from."""
    ties = ask(graph, memberships.OF_MEMBER, thing)
    lessons = ask(graph, learning.OF_BODY, thing)
    around = thing.out.texts(f"{HANSE}cooperatesWith")
    return Body(
        sentence=_sum_up(thing, "city", ties, lessons),
        crumbs=_trail(thing),
        facts=_state_city(graph, thing),
        sections=(
            *memberships.show_cooperations(thing, ties),
            *learning.show_learning(thing, lessons),
            *_show_practices(graph, thing),
            *_show_partners(graph, thing),
            *_show_bodies(graph, thing),
            *happenings.show_events(thing, ask(graph, happenings.OF_BODY, thing)),
        ),
        map=draw_map(
            graph,
            f"{thing.title} and the {count_things(len(around), 'city')} it cooperates with.",
            {thing.iri: thing.title},
            around,
            sorted({(row["from"], row["to"]) for row in lessons}),
        ),
        web=_draw_web(graph, thing, ties),
    )


def describe_organisation(graph: Graph, thing: Thing) -> Body:
    """Say what kind of body an organisation is, where it sits and what it takes part in."""
    ties = ask(graph, memberships.OF_MEMBER, thing)
    lessons = ask(graph, learning.OF_BODY, thing)
    seat = {said.value.text: said.label for said in thing.out.values.get(f"{HANSE}city", ())}
    return Body(
        sentence=_sum_up(thing, "organisation", ties, lessons),
        crumbs=_trail(thing),
        facts=(
            *state(graph, thing, f"{ORG}classification", f"{HANSE}city", f"{HANSE}country"),
            *state(graph, thing, f"{SCHEMA}url", f"{SCHEMA}sameAs", f"{DCT}identifier"),
            *cite_columns(graph),
        ),
        sections=(
            *memberships.show_cooperations(thing, ties),
            *learning.show_learning(thing, lessons),
            *_show_practices(graph, thing),
            *happenings.show_events(thing, ask(graph, happenings.OF_BODY, thing)),
        ),
        map=draw_map(graph, f"Where {thing.title} has its seat.", seat),
        web=_draw_web(graph, thing, ties),
    )


def _sum_up(thing: Thing, kind: str, ties: list[Row], lessons: list[Row]) -> str:
    """Write the sentence with the figures."""
    joined = {row["cooperation"] for row in ties}
    leads = {row["cooperation"] for row in ties if row["role"] == memberships.LEAD}
    teachers = {row["from"] for row in lessons if row["to"] == thing.iri}
    learners = {row["to"] for row in lessons if row["from"] == thing.iri}
    around = thing.out.counts.get(f"{HANSE}cooperatesWith", 0)
    took_part = (
        f"takes part in {count_things(len(joined), 'network or project', 'networks and projects')}"
    )
    led = f" and leads {len(leads)} of them" if leads else ""
    said = [took_part + led] if joined else []
    said += (
        [f"cooperates with {count_things(around, 'other city', 'other cities')}"] if around else []
    )
    said += [f"learned from {len(teachers)}"] if teachers else []
    said += [f"taught {len(learners)}"] if learners else []
    return f"{_introduce(thing, kind)} {join_words(said) or 'takes part in nothing recorded here'}."


def _introduce(thing: Thing, kind: str) -> str:
    where = [said.label for said in thing.out.values.get(f"{HANSE}country", ()) if said.label]
    people = thing.out.first(f"{HANSE}population")
    size = f" of {show_number(people)} people" if people else ""
    classes = [said.label for said in thing.out.values.get(f"{ORG}classification", ())]
    article = f"{'An' if kind[0] in 'aeiou' else 'A'} {kind}"
    sort = f" ({classes[0].lower()})" if classes and classes[0] else ""
    return f"{article}{sort}{size}{' in ' + where[0] if where else ''} that"


def _trail(thing: Thing) -> tuple[Ref, ...]:
    """Lead from the country to the seat to the thing."""
    steps = (f"{HANSE}country", f"{HANSE}city")
    return tuple(
        Ref(said.label or said.value.text, said.value.text)
        for step in steps
        for said in thing.out.values.get(step, ())[:1]
    )


def _state_city(graph: Graph, thing: Thing) -> tuple[Fact, ...]:
    latitude, longitude = (thing.out.first(WGS84 + name) for name in ("lat", "long"))
    return (
        *state(graph, thing, f"{HANSE}country", f"{HANSE}population"),
        *say("position", text(write_point(latitude, longitude))),
        *state(graph, thing, f"{HANSE}nuts3", f"{SKOS}notation", f"{SCHEMA}sameAs"),
        *cite_columns(graph),
    )


def _show_practices(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    rows = ask(graph, PRACTICES, thing)
    themes: dict[str, dict[str, Ref]] = {}
    for row in rows:
        found = themes.setdefault(row["practice"], {})
        found.update({ref.iri: ref for ref in refer(row, "theme")})
    cells = [
        (
            refer(row, "practice"),
            tuple(themes[row["practice"]].values()),
            text(row["year"]),
            sources,
        )
        for row, sources in gather(rows, "practice")
    ]
    heads = "Practice | Themes | Label given in | Source"
    return tabulate("practices", "Good practices", heads, cells, query=spell(PRACTICES, thing))


def _show_partners(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    rows = ask(graph, _PARTNERS, thing)
    tested = find_all_ties(graph)
    ties = tested.cities
    cells = [
        (refer(row, "city"), refer(row, "country"), figure(row["shared"]), *chance)
        for row, chance in show_chance(ties, thing.iri, rows, "city")
    ]
    heads = "City | Country | # Networks and projects in common"
    return tabulate(
        "partners",
        "Cities it meets most",
        f"{heads} | {HEADS}" if ties else heads,
        cells,
        query=spell(_PARTNERS, thing),
        about=tell_chance(tested, thing.iri, "cities"),
    )


def _show_bodies(graph: Graph, thing: Thing) -> tuple[Section, ...]:
    rows = {row["body"]: row for row in ask(graph, BODIES, thing)}
    cells = [
        (
            refer(row, "body"),
            refer(row, "kind"),
            text("takes part for the city" if row["acts"] == "true" else "has its seat here"),
        )
        for row in rows.values()
    ]
    heads = "Organisation | Kind | How"
    return tabulate("organisations", "Organisations", heads, cells, query=spell(BODIES, thing))
