"""What is tied, and by what, in the words of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection


class Nouns(NamedTuple):
    """One and many of the nodes of a projection, and of what two of them share."""

    one: str
    many: str
    shared: str
    shared_many: str

    @property
    def one_shared(self) -> str:
        """What is shared, with its article: a network, an organisation."""
        return f"{'an' if self.shared[:1] in _VOWELS else 'a'} {self.shared}"

    def turn(self) -> Nouns:
        """Give the nouns of the other mode."""
        return Nouns(self.shared, self.shared_many, self.one, self.many)


_VOWELS = tuple("aeiou")
_MEMBERS = {"city": "cities", "organisation": "organisations"}
_COOPERATIONS = {"network": "networks", "project": "projects"}


def choose_nouns(onto: str = "members", kinds: Collection[str] = ("city", "network")) -> Nouns:
    """Choose the nouns of a mode, by the kinds that are analysed; of two kinds their common one."""
    members = _choose(_MEMBERS, kinds, ("member", "members"))
    cooperations = _choose(_COOPERATIONS, kinds, ("cooperation", "cooperations"))
    nouns = Nouns(*members, *cooperations)
    return nouns if onto == "members" else nouns.turn()


def _choose(
    named: dict[str, str], kinds: Collection[str], common: tuple[str, str]
) -> tuple[str, str]:
    found = [pair for pair in named.items() if pair[0] in kinds]
    return found[0] if len(found) == 1 else common
