"""The kinds of thing: their words and classes, and which of them take part in which."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# The class of the ontology by the word that options, parameters and addresses have for a kind.
CLASSES = {
    "call": "Call",
    "city": "City",
    "cooperation": "Cooperation",
    "country": "Country",
    "event": "Event",
    "network": "Network",
    "organisation": "Organisation",
    "practice": "GoodPractice",
    "programme": "Programme",
    "project": "Project",
    "source": "Source",
    "theme": "Theme",
}
MEMBERS: Final = ("city", "organisation")
COOPERATIONS: Final = ("network", "project")
KINDS = (*MEMBERS, *COOPERATIONS)
