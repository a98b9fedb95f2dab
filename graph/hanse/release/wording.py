"""Differences in words and as JSON."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from hanse.errors import shorten
from hanse.namespaces import HANSE, ORG, SCHEMA
from hanse.release.sheets import ALIAS, LABEL, LINKS, SHEETS, SOURCE, TYPE
from hanse.release.statements import is_iri, is_literal, read_literal
from hanse.turtle import shorten_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse.release.diff import Change, ClassDifference, Difference, Side
    from hanse.release.sheets import Sheet

_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
_LONGEST_ESCAPE = 10
_KINDS = ("added", "removed", "changed")
_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def write_text(difference: Difference) -> str:
    """Write the totals, then every class in which something differs, every line of it sorted."""
    old, new = difference.old, difference.new
    totals = {kind: sum(len(_list(c, kind)) for c in difference.classes) for kind in _KINDS}
    lines = [", ".join(f"{number} {kind}" for kind, number in totals.items())]
    plus, minus = len(new.lines - old.lines), len(old.lines - new.lines)
    lines.append(f"triples: {len(old.lines)} → {len(new.lines)} (+{plus} -{minus})")
    parts = _differing(difference)
    lines += [f"{part.sheet.title}: {_count(part)}" for part in parts]
    for part in parts:
        lines += ["", part.sheet.title, *_write_class(part, difference)]
    return "\n".join(lines) + "\n"


def write_json(difference: Difference) -> str:
    """Write the difference as one JSON object.

    {"triples": {"old": n, "new": n, "added": n, "removed": n},
     "totals": {"added": n, "removed": n, "changed": n},
     "classes": {"<table>": {"added": [thing …], "removed": [thing …], "changed": [changed …]}}}

    <table> is the name of a table of the CSVW export; classes without a difference are left out.
    A thing is {"id": IRI, "label": text, "text": sentence}; a changed one has instead of text
    "changes": [{"property": IRI, "old": [term …], "new": [term …], "text": sentence}], with the
    values that only one side has as N-Triples terms.
    """
    old, new = difference.old, difference.new
    document = {
        "triples": {
            "old": len(old.lines),
            "new": len(new.lines),
            "added": len(new.lines - old.lines),
            "removed": len(old.lines - new.lines),
        },
        "totals": {kind: sum(len(_list(c, kind)) for c in difference.classes) for kind in _KINDS},
        "classes": {c.sheet.name: _describe_class(c, difference) for c in _differing(difference)},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _list(part: ClassDifference, kind: str) -> list[str]:
    return {"added": part.added, "removed": part.removed, "changed": list(part.changed)}[kind]


def _differing(difference: Difference) -> list[ClassDifference]:
    return [part for part in difference.classes if part.added or part.removed or part.changed]


def _count(part: ClassDifference) -> str:
    counted = [(kind, len(_list(part, kind))) for kind in _KINDS]
    return ", ".join(f"{number} {kind}" for kind, number in counted if number)


def _write_class(part: ClassDifference, difference: Difference) -> Iterator[str]:
    for kind, side in (("added", difference.new), ("removed", difference.old)):
        sentences = [tell_thing(part.sheet, thing, side, kind) for thing in _list(part, kind)]
        yield from (f"  {_MARKS[kind]} {sentence}" for sentence in sorted(sentences))
    sentences = [
        tell_change(thing, change, difference)
        for thing, changes in part.changed.items()
        for change in changes
    ]
    yield from (f"  {_MARKS['changed']} {sentence}" for sentence in sorted(sentences))


def _describe_class(part: ClassDifference, difference: Difference) -> dict[str, Any]:
    described: dict[str, Any] = {}
    for kind, side in (("added", difference.new), ("removed", difference.old)):
        described[kind] = [
            {
                **_identify(thing, side),
                "text": tell_thing(part.sheet, thing, side, kind),
            }
            for thing in _list(part, kind)
        ]
    described["changed"] = [
        {
            **_identify(thing, difference.new),
            "changes": [_describe_change(thing, change, difference) for change in changes],
        }
        for thing, changes in part.changed.items()
    ]
    return described


def _identify(thing: str, side: Side) -> dict[str, str]:
    return {"id": thing.strip("<>"), "label": name_thing(thing, side)}


def _describe_change(thing: str, change: Change, difference: Difference) -> dict[str, Any]:
    return {
        "property": change.property,
        "old": list(change.old),
        "new": list(change.new),
        "text": tell_change(thing, change, difference),
    }


def tell_thing(sheet: Sheet, thing: str, side: Side, kind: str) -> str:
    """Say in one sentence that a thing was added or removed, with its source."""
    first = partial(_first_name, side, thing)
    tell = _TELLERS.get(sheet.name, _tell_plain)
    sources = [_name_id(value) for value in side.stated[thing].get(SOURCE, ())]
    suffix = f" (source {', '.join(sources)})" if sources else ""
    return tell(thing, side, first, kind == "added") + suffix


def _tell_plain(thing: str, side: Side, first: Callable[..., str], _: bool) -> str:  # noqa: FBT001 - one of several tellers
    """Name a thing with what tells it from its like: its type, its country and its years."""
    said = side.stated[thing]
    types = {value[1:-1].removeprefix(HANSE) for value in said.get(TYPE, ()) if HANSE in value}
    details = [_split(name) for name in sorted(types - _PLAIN_CLASSES)]
    places = (f"{HANSE}practisedIn", f"{SCHEMA}location", f"{HANSE}country")
    details += [first(place) for place in places if place in said][:1]
    start, end = first(f"{SCHEMA}startDate"), first(f"{SCHEMA}endDate")
    details += [f"{start}–{end}" if start != end else start] if start or end else []
    return name_thing(thing, side) + (f" ({', '.join(details)})" if details else "")


_PLAIN_CLASSES = frozenset(
    {"City", "Country", "Organisation", "Programme", "Network", "Project", "GoodPractice", "Event"}
    | {"Theme", "Source", "Phase", "Participation", "Transfer", "Membership"}
)


def _tell_membership(_: str, __: Side, first: Callable[..., str], joined: bool) -> str:  # noqa: FBT001 - as above
    member, cooperation = first(f"{ORG}member"), first(f"{ORG}organization")
    city, role = first(f"{HANSE}onBehalfOf"), _split(first(f"{ORG}role", local=True))
    who = f"{member} for {city}" if city else member
    if joined:
        return f"{who} joined {cooperation} as {role}"
    return f"{who} is no longer {role} in {cooperation}"


def _tell_transfer(_: str, __: Side, first: Callable[..., str], added: bool) -> str:  # noqa: FBT001 - as above
    learner, teacher = first(f"{HANSE}to"), first(f"{HANSE}from")
    practice, network = first(f"{HANSE}practice"), first(f"{HANSE}within")
    verb = "takes up" if added else "no longer takes up"
    return f"{learner} {verb} {practice} of {teacher} in {network}"


def _tell_participation(_: str, __: Side, first: Callable[..., str], added: bool) -> str:  # noqa: FBT001 - as above
    role = _split(first(f"{HANSE}role", local=True))
    verb = "is" if added else "is no longer"
    return f"{first(f'{ORG}member')} {verb} {role} in {first(f'{HANSE}in')}"


_TELLERS: dict[str, Callable[[str, Side, Callable[..., str], bool], str]] = {
    "memberships": _tell_membership,
    "transfers": _tell_transfer,
    "participations": _tell_participation,
}


def tell_change(thing: str, change: Change, difference: Difference) -> str:
    """Say in one sentence how a property of a thing changed."""
    name = name_thing(thing, difference.new)
    old = [show_value(value, difference.old) for value in change.old]
    new = [show_value(value, difference.new) for value in change.new]
    what = f"{_name_property(change.property)} of {name}"
    if len(old) <= 1 and len(new) <= 1:
        return f"{what}: {''.join(old) or 'none'} → {''.join(new) or 'none'}"
    told = [f"added {', '.join(new)}"] if new else []
    told += [f"removed {', '.join(old)}"] if old else []
    return f"{what}: {'; '.join(told)}"


_PROPERTIES = {
    LABEL: "name",
    ALIAS: "other name",
    SOURCE: "source",
    f"{SCHEMA}sameAs": "same thing elsewhere",
    f"{HANSE}practisedIn": "place",
    f"{SCHEMA}location": "place",
    f"{ORG}member": "member",
    f"{ORG}organization": "cooperation",
    f"{HANSE}in": "event or project",
    f"{HANSE}from": "teacher",
    f"{HANSE}to": "learner",
}


_TITLES = {column.property: column.title for sheet in SHEETS for column in sheet.columns} | {
    link.property: link.values[0].title for link in LINKS
}


def _name_property(property_: str) -> str:
    if property_ in _PROPERTIES:
        return _PROPERTIES[property_]
    return _TITLES.get(property_) or show(shorten_iri(property_))


def _first_name(side: Side, thing: str, property_: str, *, local: bool = False) -> str:
    """Name the first value of a property; `local` takes the last part of its IRI."""
    values = side.stated[thing].get(property_, [])
    if not values:
        return ""
    return _name_id(values[0]) if local else show_value(values[0], side)


def name_thing(thing: str, side: Side) -> str:
    """Name a thing by its display name, else by its IRI."""
    for label in side.stated.get(thing, {}).get(LABEL, ()):
        if is_literal(label) and not read_literal(label).language:
            return show(read_literal(label).text)
    return show(shorten_iri(thing[1:-1]) if is_iri(thing) else thing)


def show_value(value: str, side: Side) -> str:
    """Show a text with its language, a thing by its name, any other IRI shortened."""
    if not is_literal(value):
        return name_thing(value, side)
    literal = read_literal(value)
    return show(literal.text) + (f" ({literal.language})" if literal.language else "")


def _name_id(term: str) -> str:
    """Give the last part of an IRI, as in a table."""
    return show(re.split("[/#]", term.strip("<>"))[-1])


def _split(name: str) -> str:
    """Write the local name of a class or role as words."""
    return _CAPITAL.sub(" ", name).lower() if not name.startswith("UIA") else name


def show(text: str) -> str:
    """Escape what would move the cursor or turn the direction of a terminal."""
    return shorten(text, _LONGEST_ESCAPE * len(text) + 1)
