"""Who takes part in what: members, cooperations and the memberships that tie them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.kinds import CLASSES, COOPERATIONS
from hanse.namespaces import HANSE
from hanse.record.asking import ask, gather, keep_first, read_degrees, read_whole
from hanse.record.model import Cooperation, Country, Member, Tie
from hanse.record.names import read_names, read_things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.record.asking import Dataset
    from hanse.record.model import CooperationKind, Role

_ROLES: dict[str, Role] = {
    HANSE + "LeadPartner": "lead",
    HANSE + "Implementer": "implementer",
}


def read_countries(dataset: Dataset) -> dict[str, Country]:
    """Read the countries with their codes and the parts of Europe they lie in."""
    rows = keep_first(ask(dataset, "countries"))
    return {
        iri: Country(iri, label, names, rows[iri]["code"], rows[iri]["region"])
        for iri, (label, names) in read_names(dataset, "hanse:Country").items()
    }


def read_members(dataset: Dataset) -> Iterable[Member]:
    """Read every city and organisation, by address."""
    cities = read_names(dataset, "hanse:City")
    named = cities | read_names(dataset, "hanse:Organisation")
    links = gather(ask(dataset, "links"), "link")
    for iri, row in sorted(keep_first(ask(dataset, "members")).items()):
        if iri in named:
            yield Member(
                iri,
                *named[iri],
                "city" if iri in cities else "organisation",
                row["country"],
                read_whole(row["population"]),
                row["kind"],
                links.get(iri, ()),
                read_degrees(row["latitude"]),
                read_degrees(row["longitude"]),
                row["class"],
                row["seat"],
            )


def read_cooperations(dataset: Dataset) -> tuple[Cooperation, ...]:
    """Read every network and project, by address."""
    found = [one for kind in COOPERATIONS for one in _read_kind(dataset, kind)]
    return tuple(sorted(found, key=lambda cooperation: cooperation.iri))


def _read_kind(dataset: Dataset, kind: CooperationKind) -> Iterator[Cooperation]:
    term = f"hanse:{CLASSES[kind]}"
    named = read_names(dataset, term)
    types = keep_first(ask(dataset, "cooperation_types"))
    general = {"label": kind.title(), "class": f"{HANSE}{CLASSES[kind]}"}
    themes = gather(ask(dataset, "cooperation_themes"), "theme")
    sources = gather(ask(dataset, "sources_of", term), "source")
    calls = read_things(dataset, "hanse:Call")
    for iri, row in keep_first(ask(dataset, "cooperations", term)).items():
        type_ = types.get(iri, general)
        call = calls.get(row["call"])
        yield Cooperation(
            iri,
            *named.get(iri, (iri, ())),
            kind,
            type_["label"],
            row["programme"],
            row["theme"],
            themes.get(iri, ()),
            read_whole(row["start"]),
            read_whole(row["end"]),
            row["url"],
            sources.get(iri, ()),
            type_["class"],
            call.label if call else row["call"],
            row["from"],
            row["until"],
            read_whole(row["start"] or row["opened"]),
        )


def read_ties(dataset: Dataset) -> tuple[Tie, ...]:
    """Read every membership, once for each city that a body acts for in it."""
    sources = gather(ask(dataset, "sources_of", "hanse:Membership"), "source")
    bodies = read_names(dataset, "hanse:Organisation")
    ends = ("thing", "member", "cooperation", "role", "city")
    ties: dict[tuple[str, ...], Tie] = {}
    for row in ask(dataset, "memberships"):
        key = tuple(row[end] for end in ends)
        if key not in ties:
            ties[key] = _make_tie(row, sources.get(row["thing"], ()), bodies)
    return tuple(ties.values())


def _make_tie(
    row: dict[str, str], sources: tuple[str, ...], bodies: dict[str, tuple[str, tuple[str, ...]]]
) -> Tie:
    acting = row["member"] if row["city"] else ""
    return Tie(
        row["thing"],
        row["city"] or row["member"],
        row["cooperation"],
        _ROLES.get(row["role"], "partner"),
        bodies.get(acting, ("", ()))[0],
        sources,
        acting,
        read_whole(row["start"]),
        read_whole(row["end"]),
        row["from"],
        row["until"],
        row["role"],
    )
