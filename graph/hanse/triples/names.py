"""The display names of rows by id, for the labels of what links them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from hanse.model import GoodPractice, Tables


class Body(NamedTuple):
    """A city or an organisation that takes part in something."""

    kind: str
    id: str
    name: str


class NamesBody(Protocol):
    """A row that names a city, an organisation or both."""

    @property
    def city(self) -> str | None:
        """The id of the city, if the row names one."""
        ...

    @property
    def organisation(self) -> str | None:
        """The id of the organisation, if the row names one."""
        ...


class Names:
    """Display names by id: cities, organisations, programmes, cooperations, practices, events."""

    def __init__(self, tables: Tables) -> None:
        """Read the names off the tables."""
        self.city = {row.id: row.name for row in tables.cities}
        self.organisation = {row.id: row.name for row in tables.organisations}
        self.programme = {row.id: row.name for row in tables.programmes}
        self.network = {row.id: row.name for row in tables.networks}
        self.project = {row.id: row.name for row in tables.projects}
        self.cooperation = self.network | self.project
        self.event = {row.id: row.name for row in tables.events}
        self.practice = {row.id: self._name_practice(row) for row in tables.good_practices}

    def body_of(self, row: NamesBody) -> Body:
        """Tell who takes part: the organisation where the row names one, else the city."""
        if row.organisation:
            return Body("organisation", row.organisation, self.organisation[row.organisation])
        return self._city(row)

    def place_of(self, row: NamesBody) -> Body:
        """Tell who learns or teaches: the city where the row names one, else the organisation."""
        return self._city(row) if row.city else self.body_of(row)

    def _city(self, row: NamesBody) -> Body:
        city = row.city or ""
        return Body("city", city, self.city[city])

    def _name_practice(self, row: GoodPractice) -> str:
        """Name a practice by its title, or say that it has none yet."""
        if row.title:
            return row.title
        year = f" labelled in {row.label_year}" if row.label_year else ""
        return f"Good practice of {self.place_of(row).name}{year} (title unknown)"
