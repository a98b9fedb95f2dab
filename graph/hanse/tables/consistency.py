"""What must hold between the facts themselves, whatever table they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.tables.periods import blame_periods
from hanse.tables.places import blame_places

if TYPE_CHECKING:
    from hanse.model import Tables
    from hanse.tables.sheets import Sheet


def blame_contradictions(tables: Tables, sheets: dict[str, Sheet]) -> None:
    """Blame the records that contradict each other; rows with faults of their own are left out."""
    blame_places(tables, sheets)
    blame_periods(tables, sheets)
    _blame_leads(tables, sheets["memberships"])
    _blame_circles(tables, sheets["themes"])
    _blame_transfers(tables, sheets["transfers"])


def _blame_leads(tables: Tables, sheet: Sheet) -> None:
    """Blame every lead partner of a network but the first; a network may have none."""
    first: dict[str, int] = {}
    for member in sorted(tables.memberships, key=lambda member: member.line):
        if member.role == "lead" and first.setdefault(member.network, member.line) != member.line:
            line = first[member.network]
            rule = f"{member.network} has its lead in line {line} already; expected one at most"
            sheet.blame(member.line, "role", member.role, rule)


def _blame_circles(tables: Tables, sheet: Sheet) -> None:
    broader = {theme.id: theme.broader for theme in tables.themes}
    for theme in tables.themes:
        above, passed = theme.broader, {theme.id}
        while above and above not in passed:
            passed.add(above)
            above = broader.get(above)
        if above == theme.id:
            rule = f"the broader themes of {theme.id} lead back to it; break the circle"
            sheet.blame(theme.line, "broader", theme.broader or "", rule)


def _blame_transfers(tables: Tables, sheet: Sheet) -> None:
    """Only a network of a transfer type passes on a practice."""
    types = {network.id: network.type for network in tables.networks}
    for transfer in tables.transfers:
        kind = types.get(transfer.network, "transfer")
        if not kind.endswith("transfer"):
            rule = f"a network of type {kind}; expected one of a transfer type"
            sheet.blame(transfer.line, "network", transfer.network, rule)
