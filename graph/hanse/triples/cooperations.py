"""Programmes, calls, networks, projects, phases and memberships as triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import DCT, HANSE, ORG, PROV, SCHEMA
from hanse.triples.terms import Description, iri, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.model import Membership, Network, Phase, Programme, Project, ProjectMember, Tables
    from hanse.triples.names import Names

NETWORK_CLASSES = {
    "action-planning": "ActionPlanningNetwork",
    "delivery": "DeliveryNetwork",
    "implementation": "ImplementationNetwork",
    "innovation-transfer": "InnovationTransferNetwork",
    "municipal": "MunicipalNetwork",
    "pilot-transfer": "PilotTransferNetwork",
    "thematic": "ThematicNetwork",
    "transfer": "TransferNetwork",
    "uia-transfer": "UIATransferNetwork",
    "unknown": "Network",
    "working-group": "WorkingGroup",
}
# How the label of a call names a kind of networks, where the word itself will not do.
_KINDS = {"uia-transfer": "UIA transfer", "unknown": "other"}
# Dates of a phase of this name are those of the cooperation itself.
WHOLE = "whole"
# Phases of these names are stages of the phase whose name they begin with.
PART_OF = {"phase-2-learning": "phase-2", "phase-2-sharing": "phase-2"}


def describe_cooperations(tables: Tables, names: Names) -> Iterator[Description]:
    """Describe every programme, call, network, project, phase and membership of the tables."""
    for programme in tables.programmes:
        yield _describe_programme(programme, tables)
    yield from _describe_calls(tables, names)
    whole = {phase.network: phase for phase in tables.phases if phase.phase == WHOLE}
    themes: dict[str, list[str]] = {}
    for row in tables.network_themes:
        themes.setdefault(row.network, []).append(row.theme)
    practices = {row.network: row.good_practice for row in tables.transfers}
    for network in tables.networks:
        described = _describe_network(network, whole.get(network.id))
        for theme in themes.get(network.id, ()):
            described.say_thing(f"{HANSE}theme", "theme", theme)
        yield described.say_thing(f"{HANSE}transfers", "practice", practices.get(network.id))
    yield from map(_describe_project, tables.projects)
    for phase in tables.phases:
        if phase.phase != WHOLE:
            yield _describe_phase(phase, names)
    yield from _describe_memberships(tables, names)


def _describe_programme(programme: Programme, tables: Tables) -> Description:
    description = Description(thing("programme", programme.id), f"{HANSE}Programme")
    description.label(programme.name)
    description.say_date(f"{SCHEMA}startDate", programme.start_year)
    description.say_date(f"{SCHEMA}endDate", programme.end_year)
    description.say_thing(f"{HANSE}fund", "organisation", programme.fund)
    for row in tables.programme_funders:
        if row.programme == programme.id:
            description.say_thing(f"{HANSE}fundedBy", "organisation", row.organisation)
    return description


def _call_of(network: Network) -> str | None:
    if network.programme is None or network.start_year is None:
        return None
    return f"{network.programme}-{network.type}-{network.start_year}"


def _describe_calls(tables: Tables, names: Names) -> Iterator[Description]:
    """One call per programme, type and start year that some network has."""
    calls = {call: network for network in tables.networks if (call := _call_of(network))}
    for call, network in sorted(calls.items()):
        kind = _KINDS.get(network.type, network.type.replace("-", " "))
        programme = names.programme[network.programme or ""]
        label = f"{programme}, {kind} networks of {network.start_year}"
        description = Description(thing("call", call), f"{HANSE}Call").label(label)
        description.say_thing(f"{HANSE}programme", "programme", network.programme)
        yield description.say_date(f"{SCHEMA}startDate", network.start_year)


def _describe_network(network: Network, whole: Phase | None) -> Description:
    class_ = f"{HANSE}{NETWORK_CLASSES[network.type]}"
    description = Description(thing("network", network.id), class_).label(network.name)
    description.say_thing(f"{HANSE}programme", "programme", network.programme)
    description.say_thing(f"{HANSE}call", "call", _call_of(network))
    description.say_thing(f"{HANSE}mainTheme", "theme", network.theme)
    start, end = (whole.start, whole.end) if whole else (None, None)
    description.say_date(f"{SCHEMA}startDate", start or network.start_year)
    description.say_date(f"{SCHEMA}endDate", end or network.end_year)
    description.say_integer(f"{HANSE}months", whole.duration_months if whole else None)
    if network.url:
        description.say(f"{SCHEMA}url", iri(network.url))
    description.say_thing(f"{PROV}hadPrimarySource", "source", network.source)
    if whole and whole.source != network.source:
        description.say_thing(f"{PROV}hadPrimarySource", "source", whole.source)
    return description


def _describe_project(project: Project) -> Description:
    description = Description(thing("project", project.id), f"{HANSE}Project").label(project.name)
    description.say_thing(f"{HANSE}programme", "programme", project.programme)
    description.say_date(f"{SCHEMA}startDate", project.start)
    description.say_date(f"{SCHEMA}endDate", project.end)
    description.say_text(f"{DCT}identifier", project.number)
    description.say_integer(f"{HANSE}months", project.duration_months)
    description.say_integer(f"{HANSE}participantCount", project.participant_organisations)
    return description.say_thing(f"{PROV}hadPrimarySource", "source", project.source)


def _describe_phase(phase: Phase, names: Names) -> Description:
    subject = thing("phase", phase.network, phase.phase)
    description = Description(subject, f"{HANSE}Phase")
    description.label(f"{names.cooperation[phase.network]}, {phase.phase.replace('-', ' ')}")
    description.say_thing(f"{HANSE}phaseOf", "network", phase.network)
    if phase.phase in PART_OF:
        description.say(f"{DCT}isPartOf", thing("phase", phase.network, PART_OF[phase.phase]))
    description.say_date(f"{SCHEMA}startDate", phase.start)
    description.say_date(f"{SCHEMA}endDate", phase.end)
    description.say_integer(f"{HANSE}months", phase.duration_months)
    return description.say_thing(f"{PROV}hadPrimarySource", "source", phase.source)


def _describe_memberships(tables: Tables, names: Names) -> Iterator[Description]:
    for row in tables.memberships:
        description = _describe_membership("network", row.network, row, names)
        description.say_date(f"{SCHEMA}startDate", row.start)
        yield description.say_date(f"{SCHEMA}endDate", row.end)
    for member in tables.project_members:
        if member.role == "implementer":
            yield _describe_membership("project", member.project, member, names)


ROLES = {"lead": "LeadPartner", "partner": "Partner", "implementer": "Implementer"}


def _describe_membership(
    kind: str, cooperation: str, row: Membership | ProjectMember, names: Names
) -> Description:
    """Take the organisation as member where the row names one; it acts for the row's city."""
    member = names.body_of(row)
    description = Description(thing("membership", cooperation, member.id), f"{HANSE}Membership")
    description.label(f"{member.name} in {names.cooperation[cooperation]}")
    description.say(f"{ORG}member", thing(member.kind, member.id))
    if member.kind == "organisation":
        description.say_thing(f"{HANSE}onBehalfOf", "city", row.city)
    description.say_thing(f"{ORG}organization", kind, cooperation)
    description.say(f"{ORG}role", iri(f"{HANSE}{ROLES[row.role]}"))
    return description.say_thing(f"{PROV}hadPrimarySource", "source", row.source)
