"""Themes, good practices, transfers, events, participations and sources as triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCT, HANSE, ORG, PROV, SCHEMA, SKOS
from hanse.triples.terms import Description, date, decimal, iri, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.model import (
        Event,
        EventParticipant,
        GoodPractice,
        Membership,
        ProjectMember,
        Source,
        Tables,
        Theme,
        Transfer,
    )
    from hanse.triples.names import Names

EVENT_CLASSES = {
    "decision": "Decision",
    "exchange-visit": "ExchangeVisit",
    "fair": "Fair",
    "meeting": "Meeting",
    "opening": "Opening",
    "seminar": "Seminar",
    "study-trip": "StudyTrip",
    "training": "Training",
}


def describe_facts(tables: Tables, names: Names) -> Iterator[Description]:
    """Describe every theme, practice, transfer, event, participation and source of the tables."""
    yield from map(_describe_theme, tables.themes)
    themes: dict[str, list[str]] = {}
    for row in tables.good_practice_themes:
        themes.setdefault(row.good_practice, []).append(row.theme)
    for practice in tables.good_practices:
        yield _describe_practice(practice, themes.get(practice.id, []), names)
    yield from _describe_transfers(tables, names)
    yield from _describe_events(tables)
    yield from _describe_participations(tables, names)
    yield from map(_describe_source, tables.sources)


def _describe_theme(theme: Theme) -> Description:
    description = Description(thing("theme", theme.id), f"{HANSE}Theme").label(theme.label)
    description.say_thing(f"{SKOS}inScheme", "scheme", "theme")
    return description.say_thing(f"{SKOS}broader", "theme", theme.broader)


def _describe_practice(practice: GoodPractice, themes: list[str], names: Names) -> Description:
    description = Description(thing("practice", practice.id), f"{HANSE}GoodPractice")
    description.label(names.practice[practice.id])
    description.say_thing(f"{HANSE}practisedIn", "city", practice.city)
    description.say_thing(f"{HANSE}practisedIn", "organisation", practice.organisation)
    description.say_thing(f"{HANSE}country", "country", practice.country)
    for theme in themes:
        description.say_thing(f"{HANSE}theme", "theme", theme)
    description.say_date(f"{DCT}issued", practice.label_year)
    description.say_date(f"{SCHEMA}startDate", practice.start_year)
    if practice.budget_eur is not None:
        description.say(f"{HANSE}budget", decimal(str(practice.budget_eur)))
    return description.say_thing(f"{PROV}hadPrimarySource", "source", practice.source)


def _describe_transfers(tables: Tables, names: Names) -> Iterator[Description]:
    """One transfer per member of a transfer network, except whose practice it is."""
    transfers = {row.network: row for row in tables.transfers}
    practices = {row.id: row for row in tables.good_practices}
    for member in tables.memberships:
        transfer = transfers.get(member.network)
        if transfer and not _owns(member, practices[transfer.good_practice]):
            yield _describe_transfer(member, transfer, practices[transfer.good_practice], names)


def _owns(member: Membership, practice: GoodPractice) -> bool:
    own_city = member.city is not None and member.city == practice.city
    own_body = member.organisation is not None and member.organisation == practice.organisation
    return own_city or own_body


def _describe_transfer(
    member: Membership, transfer: Transfer, practice: GoodPractice, names: Names
) -> Description:
    subject = thing("transfer", member.network, names.body_of(member).id)
    teacher, learner = names.place_of(practice), names.place_of(member)
    description = Description(subject, f"{HANSE}Transfer")
    description.label(
        f"{names.practice[practice.id]}, from {teacher.name} to {learner.name}"
        f" in {names.network[member.network]}"
    )
    description.say_thing(f"{HANSE}practice", "practice", practice.id)
    description.say(f"{HANSE}from", thing(teacher.kind, teacher.id))
    description.say(f"{HANSE}to", thing(learner.kind, learner.id))
    description.say_thing(f"{HANSE}within", "network", member.network)
    return description.say_thing(f"{PROV}hadPrimarySource", "source", transfer.source)


def _describe_events(tables: Tables) -> Iterator[Description]:
    networks = {row.id for row in tables.networks}
    parts: dict[str, list[str]] = {}
    for row in tables.event_cooperations:
        parts.setdefault(row.event, []).append(row.cooperation)
    for event in tables.events:
        description = _describe_event(event)
        for cooperation in parts.get(event.id, ()):
            kind = "network" if cooperation in networks else "project"
            description.say_thing(f"{HANSE}partOf", kind, cooperation)
        yield description


def _describe_event(event: Event) -> Description:
    description = Description(thing("event", event.id), f"{HANSE}{EVENT_CLASSES[event.type]}")
    description.label(event.name)
    description.say_date(f"{SCHEMA}startDate", event.start)
    description.say_date(f"{SCHEMA}endDate", event.end)
    description.say_thing(f"{SCHEMA}location", "city", event.city)
    description.say_thing(f"{HANSE}country", "country", event.country)
    return description.say_thing(f"{PROV}hadPrimarySource", "source", event.source)


def _describe_participations(tables: Tables, names: Names) -> Iterator[Description]:
    for row in tables.event_participants:
        yield _describe_participation("event", row.event, names.event[row.event], row, names)
    for member in tables.project_members:
        if member.role != "implementer":
            name = names.project[member.project]
            yield _describe_participation("project", member.project, name, member, names)


def _describe_participation(
    kind: str, slug: str, name: str, row: EventParticipant | ProjectMember, names: Names
) -> Description:
    body = names.body_of(row)
    subject = thing("participation", slug, row.role, body.id)
    description = Description(subject, f"{HANSE}Participation")
    description.label(f"{body.name}, {row.role} in {name}")
    description.say_thing(f"{HANSE}in", kind, slug)
    description.say(f"{ORG}member", thing(body.kind, body.id))
    if body.kind == "organisation":
        description.say_thing(f"{HANSE}city", "city", row.city)
    description.say(f"{HANSE}role", iri(f"{HANSE}{row.role.capitalize()}"))
    return description.say_thing(f"{PROV}hadPrimarySource", "source", row.source)


def _describe_source(source: Source) -> Description:
    description = Description(thing("source", source.id), f"{HANSE}Source").label(source.title)
    description.say_text(f"{DCT}publisher", source.publisher)
    if source.url:
        description.say(f"{SCHEMA}url", iri(source.url))
    description.say(f"{DCT}date", date(source.date) if source.date else None)
    description.say_text(f"{DCT}language", source.language)
    return description.say_thing(f"{HANSE}kind", "source-kind", source.kind)
