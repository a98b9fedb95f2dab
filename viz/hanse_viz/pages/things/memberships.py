"""Who takes part in what: the tables of memberships, each row with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import HANSE
from hanse_viz.pages.model import Ref
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
)

if TYPE_CHECKING:
    from hanse_viz.pages.model import Cells, Section
    from hanse_viz.pages.things.parts import Row, Thing

LEAD = f"{HANSE}LeadPartner"

# Stands in each branch of a union: joined to it from outside, it would read every membership.
_TIE = "a hanse:Membership ; org:member ?member ; org:organization ?cooperation ; org:role ?role"
# The memberships of a city or an organisation, and those of bodies that act for the city.
OF_MEMBER = f"""
SELECT ?membership ?cooperation ?cooperationName ?role ?roleName ?member ?memberName
  ?city ?cityName ?start ?end ?year ?since ?until ?theme ?themeName ?source ?sourceName
WHERE {{
  {{ ?membership org:member $thing ; {_TIE} }}
  UNION {{ ?membership hanse:onBehalfOf $thing ; {_TIE} }}{named("cooperation", "role", "member")}{
    linked("?membership hanse:onBehalfOf ?city", "city")
}{
    optional(
        "?membership schema:startDate ?since",
        "?membership schema:endDate ?until",
        "?cooperation schema:startDate ?start ; hanse:startYear ?year",
        "?cooperation schema:endDate ?end",
    )
}{linked("?cooperation hanse:mainTheme ?theme", "theme")}{sourced("membership")}
}}
ORDER BY DESC(?year) ?cooperationName ?membership ?source"""

# The members of a network or a project.
OF_COOPERATION = f"""
SELECT ?membership ?member ?memberName ?city ?cityName ?country ?countryName ?role ?roleName
  ?since ?until ?source ?sourceName
WHERE {{
  ?membership org:organization $thing ; a hanse:Membership ; org:member ?member ;
    org:role ?role .{named("member", "role")}{linked("?membership hanse:onBehalfOf ?city", "city")}{
    linked("?member hanse:country ?country", "country")
}{optional("?membership schema:startDate ?since", "?membership schema:endDate ?until")}{
    sourced("membership")
}
}}
ORDER BY ?countryName ?memberName ?membership ?source"""


def show_cooperations(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the table of what a member takes part in, from the answer to OF_MEMBER."""
    cells = [_show_cooperation(thing, row, sources) for row, sources in gather(rows, "membership")]
    return tabulate(
        "networks",
        "Networks and projects",
        "Network or project | Role | Runs | Main theme | Source",
        cells,
        query=spell(OF_MEMBER, thing),
        about="The latest first. The role leads to the record of the membership.",
    )


def _show_cooperation(thing: Thing, row: Row, sources: tuple[Ref, ...]) -> Cells:
    if row["member"] != thing.iri:
        through = refer(row, "member", before="through")
    elif row["city"]:
        through = refer(row, "city", before="for")
    else:
        through = ()
    return (
        refer(row, "cooperation"),
        (*show_role(row), *through),
        _show_span(row),
        refer(row, "theme"),
        sources,
    )


def _show_span(row: Row) -> tuple[Ref, ...]:
    """Show when the cooperation ran, and beside it when the member was in it if that is told."""
    own = show_years(row, "since", "until")
    return (*show_years(row), *(Ref(f"member {ref.label}") for ref in own))


def show_role(row: Row) -> tuple[Ref, ...]:
    """Show the role of a membership, which leads to its record; a lead stands out."""
    name = row["roleName"] or "Member"
    if row["role"] == LEAD:
        return (Ref("", row["membership"], badge=name),)
    return (Ref(name, row["membership"]),)


def show_members(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the table of members by country, the lead first, from the answer to OF_COOPERATION."""
    records = gather(rows, "membership")
    records.sort(key=lambda record: record[0]["role"] != LEAD)
    dated = any(row["since"] or row["until"] for row, _ in records)
    cells = [_show_member(row, sources, dated=dated) for row, sources in records]
    return tabulate(
        "members",
        "Members",
        "Member | Country | Role | Member from, to | Source"
        if dated
        else "Member | Country | Role | Source",
        cells,
        query=spell(OF_COOPERATION, thing),
        records=[row["membership"] for row, _ in records],
        about="The lead first, then by country. The role leads to the record of the membership.",
    )


def _show_member(row: Row, sources: tuple[Ref, ...], *, dated: bool) -> Cells:
    member = (*refer(row, "member"), *refer(row, "city", before="for"))
    period = (show_years(row, "since", "until"),) if dated else ()
    return (member, refer(row, "country"), show_role(row), *period, sources)
