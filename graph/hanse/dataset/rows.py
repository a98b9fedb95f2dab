"""The way back: from a thing of the graph to the row of the table that states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.triples.terms import thing

if TYPE_CHECKING:
    from hanse.model import Tables

# The tables whose rows have an id, with the kind of thing that an id names.
_KINDS = {
    "cities": "city",
    "organisations": "organisation",
    "programmes": "programme",
    "networks": "network",
    "projects": "project",
    "themes": "theme",
    "good_practices": "practice",
    "events": "event",
    "sources": "source",
}


def locate_rows(tables: Tables) -> dict[str, tuple[str, int]]:
    """Map each thing (an N-Triples term) to the file and the line of its row."""
    rows: dict[str, tuple[str, int]] = {}
    for table, kind in _KINDS.items():
        for row in getattr(tables, table):
            rows[thing(kind, row.id)] = (f"{table}.csv", row.line)
    for country in tables.countries:
        rows[thing("country", country.code)] = ("countries.csv", country.line)
    for phase in tables.phases:
        rows[thing("phase", phase.network, phase.phase)] = ("phases.csv", phase.line)
    for member in tables.memberships:
        body = member.organisation or member.city or ""
        rows[thing("membership", member.network, body)] = ("memberships.csv", member.line)
    _locate_participations(tables, rows)
    return rows


def _locate_participations(tables: Tables, rows: dict[str, tuple[str, int]]) -> None:
    for guest in tables.event_participants:
        subject = thing(
            "participation", guest.event, guest.role, guest.organisation or guest.city or ""
        )
        rows[subject] = ("event_participants.csv", guest.line)
    for part in tables.project_members:
        body = part.organisation or part.city or ""
        place = ("project_members.csv", part.line)
        rows[thing("participation", part.project, part.role, body)] = place
        rows[thing("membership", part.project, body)] = place
