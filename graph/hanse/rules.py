"""Derivation rules: CONSTRUCT queries that add to the graph what follows from it."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.errors import DatasetError
from hanse.guard import check_query

if TYPE_CHECKING:
    from pathlib import Path

_AFTER = re.compile(r"^# after: (.+)$", re.MULTILINE)


class Rule(NamedTuple):
    """One CONSTRUCT query, with the names of the rules whose triples it reads."""

    name: str
    after: tuple[str, ...]
    text: str


def read_rules(folder: Path) -> list[Rule]:
    """Read the rules of a folder in an order in which each comes after those it reads.

    A rule names them in lines `# after: <name> …`. Raises DatasetError for a folder without
    rules, a name that is no rule and rules that wait for each other; QueryError for a rule that
    contacts others or changes data.
    """
    rules = {path.stem: _read_rule(path) for path in sorted(folder.glob("*.rq"))}
    if not rules:
        raise DatasetError(f"{folder}: no rules here; expected CONSTRUCT queries (*.rq)")
    for rule in rules.values():
        for name in rule.after:
            if name not in rules:
                raise DatasetError(f"{folder / rule.name}.rq: after: there is no rule {name}")
    try:
        order = TopologicalSorter({rule.name: rule.after for rule in rules.values()})
        return [rules[name] for name in order.static_order()]
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise DatasetError(f"{folder}: rules wait for each other: {circle}") from error


def _read_rule(path: Path) -> Rule:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    check_query(text, str(path))
    return Rule(path.stem, tuple(" ".join(_AFTER.findall(text)).split()), text)


def derive_lines(store: ox.Store, rules: list[Rule]) -> list[bytes]:
    """Apply each rule once, in order, adding its triples to the store.

    Gives the derived triples as N-Triples lines; some may repeat asserted ones. Raises
    DatasetError for a rule that cannot be parsed or is no CONSTRUCT query.
    """
    lines: list[bytes] = []
    for rule in rules:
        try:
            answer = store.query(rule.text)
        except SyntaxError as error:
            raise DatasetError(f"{rule.name}.rq: cannot be parsed: {error.msg}") from error
        if not isinstance(answer, ox.QueryTriples):
            raise DatasetError(f"{rule.name}.rq: a rule is a CONSTRUCT query")
        derived = answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        store.bulk_load(derived, format=ox.RdfFormat.N_TRIPLES)
        lines.extend(derived.splitlines(keepends=True))
    return lines
