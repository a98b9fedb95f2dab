"""Two datasets compared thing by thing: what was added, removed and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.release.csvtables import find_things
from hanse.release.sheets import LABEL, SHEETS
from hanse.release.statements import index_lines, is_literal, name_blank_nodes, read_literal
from hanse.release.vocabulary import list_stated

if TYPE_CHECKING:
    from hanse.release.sheets import Sheet
    from hanse.release.statements import Statements

# Calls are made of the networks that began in them, and would tell each change of one twice.
_COMPARED = tuple(sheet for sheet in SHEETS if sheet.name != "calls")


class Side(NamedTuple):
    """One of the two datasets: its statements without derived ones, its things by sheet."""

    stated: Statements
    things: dict[str, list[str]]
    lines: frozenset[str]


class Change(NamedTuple):
    """The values of one property of a thing that only the old and only the new dataset have."""

    property: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class ClassDifference(NamedTuple):
    """What differs among the things of one class; things are N-Triples terms, sorted."""

    sheet: Sheet
    added: list[str]
    removed: list[str]
    changed: dict[str, list[Change]]


class Difference(NamedTuple):
    """What differs between two datasets, in the order of the classes."""

    old: Side
    new: Side
    classes: list[ClassDifference]


def compare_datasets(old_lines: list[str], new_lines: list[str]) -> Difference:
    """Compare two datasets given as N-Triples lines, by the things that their tables name.

    Derived properties, and names that are made of other names, are no changes of their own. A
    thing with another id is one removed and one added.
    """
    old, new = _read_side(old_lines), _read_side(new_lines)
    return Difference(old, new, [_compare_class(sheet, old, new) for sheet in _COMPARED])


def _read_side(lines: list[str]) -> Side:
    named = name_blank_nodes(lines)
    statements = index_lines(named)
    stripped = frozenset(line.rstrip("\n") for line in named)
    return Side(list_stated(statements), find_things(statements), stripped)


def _compare_class(sheet: Sheet, old: Side, new: Side) -> ClassDifference:
    before, after = set(old.things[sheet.name]), set(new.things[sheet.name])
    changed = {
        thing: changes
        for thing in sorted(before & after)
        if (changes := _compare_thing(old.stated[thing], new.stated[thing], sheet))
    }
    return ClassDifference(sheet, sorted(after - before), sorted(before - after), changed)


def _compare_thing(
    old: dict[str, list[str]], new: dict[str, list[str]], sheet: Sheet
) -> list[Change]:
    changes: list[Change] = []
    for property_ in sorted(old.keys() | new.keys()):
        before, after = set(old.get(property_, ())), set(new.get(property_, ()))
        if property_ == LABEL and sheet.made:
            before, after = set(filter(_is_tagged, before)), set(filter(_is_tagged, after))
        if before != after:
            change = tuple(sorted(before - after)), tuple(sorted(after - before))
            changes.append(Change(property_, *change))
    return changes


def _is_tagged(term: str) -> bool:
    return is_literal(term) and bool(read_literal(term).language)
