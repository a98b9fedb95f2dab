"""What a caption says of any figure: what was kept, which dataset, whose data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hanse.kinds import COOPERATIONS
from hanse.record.periods import ASSUMED_YEARS
from hanse.record.themes import OTHER, UNKNOWN, find_group
from hanse_viz.colours import colour_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hanse.record.model import CityNetwork, Cooperation, Member, Thing

_NAMED = 8
_DIGITS = 12
EARTH = "Outline: Natural Earth. "
_GROUP_NAMES = {OTHER: "Other themes", UNKNOWN: "Theme not recorded"}


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 city, 2,021 cities."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def name_some(things: Iterable[str]) -> str:
    """Write names one after the other, the first eight of many."""
    names = list(things)
    more = len(names) - _NAMED
    shown = names if more <= 1 else names[:_NAMED]
    return ", ".join(shown) + (f" and {more} more" if more > 1 else "")


def cite(part: CityNetwork, kind: str, *, earth: bool = False) -> list[str]:
    """Say how the figure was asked for, of which dataset it is, and whose data it shows."""
    asked = f"hanse viz {kind}{' ' if part.query else ''}{part.query}"
    made = f"Made by: {asked}. {say_left_out(part)}".strip()
    return [made, f"{cite_data(part)} Places: GeoNames (CC BY 4.0). {EARTH if earth else ''}"]


def say_left_out(part: CityNetwork) -> str:
    """Say what a selection leaves out, takes for granted or hides, with a blank after it."""
    shown = {tie.member for tie in part.ties}
    hidden = len({tie.member for tie in part.hidden} - shown)
    told = (
        (part.left_out, "cooperation", "without a start left out of the period"),
        (part.assumed, "membership", f"without an end taken to last until start + {ASSUMED_YEARS}"),
        (hidden, "member", "of these cooperations not shown"),
    )
    return "".join(f"{count(many, one)} {what}. " for many, one, what in told if many)


def cite_data(part: CityNetwork) -> str:
    """Say which dataset it is, by version and digest, and on which terms."""
    version = f"Data: Hanse {part.version or 'without a version'}"
    digest = f", SHA-256 {part.digest[:_DIGITS]}…" if part.digest else ""
    return f"{version}{digest} (CC BY 4.0)."


def count_cooperations(part: CityNetwork) -> str:
    """Say how many networks and projects there are."""
    kinds = Counter(one.kind for one in part.cooperations)
    told = [count(kinds[kind], kind) for kind in COOPERATIONS if kinds[kind]]
    return " and ".join(told)


def scope(part: CityNetwork) -> str:
    """Say which part of the record a figure shows, as a sentence; "" for the whole."""
    return f"{part.scope.title}. " if part.query else ""


def list_groups(part: CityNetwork) -> tuple[str, ...]:
    """List the groups of themes that colours stand for, in the order of their colours."""
    return (*part.groups, OTHER, UNKNOWN)


def name_group(part: CityNetwork, group: str) -> str:
    """Give the name of a group of themes."""
    return _GROUP_NAMES.get(group) or part.themes[group].label


def choose_group(part: CityNetwork, cooperation: Cooperation | None) -> str:
    """Give the group of a cooperation's main theme."""
    theme = cooperation.main_theme if cooperation else ""
    return find_group(theme, part.themes, part.groups)


def tint(part: CityNetwork, group: str) -> str:
    """Give the colour of a group."""
    return colour_group(group, part.groups)


def place_group(part: CityNetwork, group: str) -> int:
    """Give the number of a group's symbol and dash: those of other and unknown are the last."""
    if group in part.groups:
        return part.groups.index(group)
    return -1 if group == UNKNOWN else -2


def name_country(part: CityNetwork, member: Member) -> str:
    """Name the country of a member, "" where it has none."""
    country = part.countries.get(member.country)
    return country.label if country else ""


def name_sources(part: CityNetwork, iris: Sequence[str]) -> str:
    """Name the sources of a fact."""
    named: Iterable[Thing] = (part.sources[iri] for iri in iris if iri in part.sources)
    return "; ".join(source.label for source in named)
