"""What a body had to do with events and projects beside memberships, each row with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse_viz.pages.things.parts import (
    gather,
    linked,
    named,
    optional,
    refer,
    show_years,
    sourced,
    spell,
    tabulate,
    text,
)

if TYPE_CHECKING:
    from hanse_viz.pages.model import Cells, Ref, Section
    from hanse_viz.pages.things.parts import Row, Thing

# What a body did in events and projects; what merely happened in a city is its own record.
OF_BODY = f"""
SELECT ?record ?in ?inName ?role ?roleName ?member ?memberName ?start ?end ?year
  ?source ?sourceName
WHERE {{
  {{ ?record org:member|hanse:city $thing ; a hanse:Participation ; hanse:in ?in }}
  UNION {{ ?in schema:location $thing BIND (?in AS ?record) }}{named("in")}{
    linked("?record hanse:role ?role", "role")
}{linked("?record org:member ?member", "member")}{
    optional("?in schema:startDate ?start", "?in hanse:startYear ?year", "?in schema:endDate ?end")
}{sourced("record")}
}}
ORDER BY DESC(?year) ?inName ?roleName ?record ?source"""
# Who did what in an event or a project.
OF_EVENT = f"""
SELECT ?record ?role ?roleName ?member ?memberName ?city ?cityName ?source ?sourceName
WHERE {{
  ?record hanse:in $thing ; a hanse:Participation ; hanse:role ?role ;
    org:member ?member .{named("role", "member")}{linked("?record hanse:city ?city", "city")}{
    sourced("record")
}
}}
ORDER BY ?roleName ?memberName ?record ?source"""
OF_COOPERATION = f"""
SELECT ?in ?inName ?start ?end ?year ?place ?placeName ?source ?sourceName
WHERE {{
  ?in hanse:partOf $thing .{named("in")}{
    optional("?in schema:startDate ?start", "?in hanse:startYear ?year", "?in schema:endDate ?end")
}{linked("?in schema:location ?place", "place")}{sourced("in")}
}}
ORDER BY DESC(?year) ?inName ?in ?source"""


def show_events(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the table of what a body did and what happened in a city, from the answer to OF_BODY."""
    told = {row["in"] for row in rows if row["record"] != row["in"]}
    kept = [row for row in rows if row["record"] != row["in"] or row["in"] not in told]
    return tabulate(
        "events",
        "Events and projects",
        "Event or project | Role | When | Source",
        [_show(thing, row, sources) for row, sources in gather(kept, "record")],
        query=spell(OF_BODY, thing),
    )


def _show(thing: Thing, row: Row, sources: tuple[Ref, ...]) -> Cells:
    member = refer(row, "member") if row["member"] != thing.iri else ()
    role = refer({**row, "role": row["record"]}, "role") if row["role"] else text("held here")
    return (refer(row, "in"), (*role, *member), show_years(row), sources)


def show_roles(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the table of who did what in an event or a project."""
    records = gather(rows, "record")
    cells = [
        (
            refer({**row, "role": row["record"]}, "role"),
            refer(row, "member"),
            refer(row, "city"),
            sources,
        )
        for row, sources in records
    ]
    return tabulate(
        "roles",
        "Who took part",
        "Role | Body | City | Source",
        cells,
        query=spell(OF_EVENT, thing),
        records=[row["record"] for row, _ in records],
        about="The role leads to the record of the participation.",
    )


def show_programme(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the table of the events of a network or a project."""
    cells = [
        (refer(row, "in"), refer(row, "place"), show_years(row), sources)
        for row, sources in gather(rows, "in")
    ]
    return tabulate(
        "events",
        "Events",
        "Event | Place | When | Source",
        cells,
        query=spell(OF_COOPERATION, thing),
    )
