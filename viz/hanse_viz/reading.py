"""From a dataset to the whole city network: one query per kind of fact, joined in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.namespaces import HANSE
from hanse_viz import facts
from hanse_viz.network import (
    CityNetwork,
    Cooperation,
    CooperationKind,
    Country,
    Member,
    Role,
    Source,
    Theme,
    Thing,
    Tie,
)
from hanse_viz.themes import rank_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse_viz.facts import Dataset

_ROLES: dict[str, Role] = {
    HANSE + "LeadPartner": "lead",
    HANSE + "Implementer": "implementer",
}
Names = dict[str, tuple[str, tuple[str, ...]]]


def read_network(dataset: Dataset) -> CityNetwork:
    """Read every member, cooperation and tie of a dataset, each with its sources.

    Members without a tie are left out. A body that takes part for a city is named on the tie, and
    the city is the member; one that takes part for itself is a member of its own.
    """
    ties = tuple(_read_ties(dataset))
    tied = {tie.member for tie in ties}
    themes = _read_themes(dataset)
    cooperations = tuple(
        sorted(
            (*_read_cooperations(dataset, "network"), *_read_cooperations(dataset, "project")),
            key=lambda cooperation: cooperation.iri,
        )
    )
    known = {cooperation.iri for cooperation in cooperations}
    return CityNetwork(
        members=tuple(member for member in read_members(dataset) if member.iri in tied),
        cooperations=cooperations,
        ties=tuple(tie for tie in ties if tie.cooperation in known),
        countries=_read_countries(dataset),
        programmes=_read_things(dataset, "hanse:Programme"),
        themes=themes,
        sources=_read_sources(dataset),
        groups=rank_groups((cooperation.main_theme for cooperation in cooperations), themes),
        version="".join(version for (version,) in facts.ask(dataset, facts.VERSION)),
    )


def read_names(dataset: Dataset, kind: str) -> Names:
    """Give each thing its display name (the one without a language) and all the others."""
    labels: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    for thing, name, language in facts.ask(dataset, facts.NAMES, kind):
        if not language:
            labels.setdefault(thing, name)
        names.setdefault(thing, {})[name] = None
    return {
        thing: (label, tuple(name for name in all_names if name != label))
        for thing, all_names in names.items()
        for label in [labels.get(thing) or next(iter(all_names))]
    }


def _read_things(dataset: Dataset, kind: str) -> dict[str, Thing]:
    named = read_names(dataset, kind)
    return {iri: Thing(iri, label, names) for iri, (label, names) in named.items()}


def _read_countries(dataset: Dataset) -> dict[str, Country]:
    codes = facts.gather(facts.ask(dataset, facts.COUNTRY_CODES))
    return {
        iri: Country(iri, label, names, codes.get(iri, ("",))[0])
        for iri, (label, names) in read_names(dataset, "hanse:Country").items()
    }


def _read_themes(dataset: Dataset) -> dict[str, Theme]:
    broader = facts.gather(facts.ask(dataset, facts.BROADER))
    return {
        iri: Theme(iri, label, names, broader.get(iri, ()))
        for iri, (label, names) in read_names(dataset, "hanse:Theme").items()
    }


def _read_sources(dataset: Dataset) -> dict[str, Source]:
    named = read_names(dataset, "hanse:Source")
    return {
        iri: Source(iri, *named.get(iri, (iri, ())), url, publisher)
        for iri, url, publisher in facts.ask(dataset, facts.SOURCES)
    }


def read_members(dataset: Dataset) -> Iterable[Member]:
    """Read every city and organisation, by address."""
    cities = read_names(dataset, "hanse:City")
    named = cities | read_names(dataset, "hanse:Organisation")
    links = facts.gather(facts.ask(dataset, facts.LINKS))
    empty = ("",) * 6
    rows = {row[0]: row for row in facts.ask(dataset, facts.MEMBER_FACTS)}
    for iri in sorted(named):
        label, names = named[iri]
        _, country, population, note, latitude, longitude = rows.get(iri, empty)
        yield Member(
            iri,
            label,
            names,
            "city" if iri in cities else "organisation",
            country,
            int(population) if population else None,
            note,
            links.get(iri, ()),
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
        )


def _read_cooperations(dataset: Dataset, kind: CooperationKind) -> Iterable[Cooperation]:
    term = f"hanse:{kind.title()}"
    named = read_names(dataset, term)
    types = facts.gather(facts.ask(dataset, facts.COOPERATION_TYPES))
    themes = facts.gather(facts.ask(dataset, facts.THEMES_OF))
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, term))
    rows = {row[0]: row for row in facts.ask(dataset, facts.COOPERATIONS, term)}
    for iri, (_, programme, theme, start, end, url) in rows.items():
        label, names = named.get(iri, (iri, ()))
        yield Cooperation(
            iri,
            label,
            names,
            kind,
            types.get(iri, (kind.title(),))[0],
            programme,
            theme,
            themes.get(iri, ()),
            int(start) if start else None,
            int(end) if end else None,
            url,
            sources.get(iri, ()),
        )


def _read_ties(dataset: Dataset) -> Iterable[Tie]:
    sources = facts.gather(facts.ask(dataset, facts.SOURCES_OF, "hanse:Membership"))
    bodies = read_names(dataset, "hanse:Organisation")
    for iri, member, cooperation, role, city in facts.ask(dataset, facts.MEMBERSHIPS):
        yield Tie(
            iri,
            city or member,
            cooperation,
            _ROLES.get(role, "partner"),
            bodies.get(member, ("", ()))[0] if city else "",
            sources.get(iri, ()),
        )
