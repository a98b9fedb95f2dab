"""The kinds of thing that have a list of their own, and what a list tells of each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.namespaces import HANSE

if TYPE_CHECKING:
    from hanse_viz.site.addresses import Addresses


class Kind(NamedTuple):
    """A kind: its class, the folder of its things and the title of its list.

    `group` is the pattern that finds the `?group` of a `?thing`, `counted` the one that finds what
    is counted of it, `word` what that is called. With `dated` the year of its start stands beside
    it; `rest` is the head over those of no group.
    """

    name: str
    folder: str
    title: str
    counted: str
    word: str
    group: str = ""
    dated: bool = False
    rest: str = "Not recorded"

    @property
    def iri(self) -> str:
        """Give its class."""
        return HANSE + self.name

    @property
    def path(self) -> str:
        """Give the path of its list."""
        return f"{self.folder}/index.html"


_JOINED = "networks and projects"
_MEMBERS = "?counted org:organization ?thing ; a hanse:Membership"
_BY_COUNTRY = "?thing hanse:country ?group"
_BY_PROGRAMME = "?thing hanse:programme ?group"
KINDS = (
    Kind("City", "city", "Cities", "?thing hanse:takesPartIn ?counted", _JOINED, _BY_COUNTRY),
    Kind(
        name="Country",
        folder="country",
        title="Countries",
        counted="?counted hanse:country ?thing ; a hanse:City",
        word="cities",
        group="?thing hanse:region ?group",
    ),
    Kind("Network", "network", "Networks", _MEMBERS, "members", _BY_PROGRAMME, dated=True),
    Kind("Project", "project", "Projects", _MEMBERS, "members", _BY_PROGRAMME, dated=True),
    Kind(
        name="GoodPractice",
        folder="practice",
        title="Practices",
        counted="?counted hanse:practice ?thing ; a hanse:Transfer",
        word="transfers",
        group=_BY_COUNTRY,
    ),
    Kind(
        name="Theme",
        folder="theme",
        title="Themes",
        counted="?counted hanse:theme ?thing",
        word="networks, projects and practices",
        group="?thing skos:broader ?group",
        rest="Broadest themes",
    ),
    Kind(
        name="Organisation",
        folder="organisation",
        title="Organisations",
        counted="?counted org:member ?thing ; a hanse:Membership",
        word="memberships",
        group=_BY_COUNTRY,
    ),
    Kind(
        name="Programme",
        folder="programme",
        title="Programmes",
        counted="?counted hanse:programme ?thing ; a hanse:Cooperation",
        word=_JOINED,
        dated=True,
    ),
    Kind(
        name="Call",
        folder="call",
        title="Calls",
        counted="?counted hanse:call ?thing",
        word=_JOINED,
        group=_BY_PROGRAMME,
        dated=True,
    ),
    Kind(
        name="Event",
        folder="event",
        title="Events",
        counted="?counted hanse:in ?thing",
        word="participations",
        group="?thing hanse:startYear ?group",
    ),
    Kind(
        name="Source",
        folder="source",
        title="Sources",
        counted="?counted prov:hadPrimarySource ?thing",
        word="facts that it states",
        group="?thing hanse:kind ?group",
    ),
)
IN_MENU = ("Cities", "Countries", "Networks", "Practices", "Themes")


def find_kinds(addresses: Addresses) -> tuple[Kind, ...]:
    """Choose the kinds of which the dataset has things."""
    found = set(addresses.classes.values())
    return tuple(kind for kind in KINDS if kind.iri in found)
