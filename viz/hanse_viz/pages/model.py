"""What a page shows: texts and references in facts and tables, whatever the links will be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A text, and what it leads to: the page of a thing here (`iri`) or elsewhere (`url`).

    `badge` is a word set apart from the rest (a role); `before` and `note` stand in quiet letters
    before and after it.
    """

    label: str
    iri: str = ""
    url: str = ""
    badge: str = ""
    before: str = ""
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values; `iri` leads to the documentation of the property."""

    label: str
    values: tuple[Ref, ...]
    iri: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; figures stand to the right."""

    label: str
    numeric: bool = False


Cells = tuple[tuple[Ref, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a heading; `more` rows are not shown, `query` gives them all.

    `anchors` has, for each row, the anchor by which other pages lead to it, "" for none.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    about: str = ""
    more: int = 0
    query: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Count the rows, shown or not."""
        return len(self.rows) + self.more


@dataclass(frozen=True, slots=True)
class Name:
    """One of a thing's names, and the languages in which it is called so."""

    text: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map, in units of its box."""

    x: int
    y: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """Dots on the outline of Europe, `main` with their names; `lines` is a path of SVG."""

    caption: str
    main: tuple[Dot, ...] = ()
    others: tuple[Dot, ...] = ()
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    """A thing in a small network: where it stands in a square of 400, and as which shape."""

    x: int
    y: int
    label: str
    shape: str
    iri: str = ""
    is_main: bool = False
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Web:
    """A small network; `ties` and `strong`, those of leads, are paths of an SVG drawing."""

    caption: str
    knots: tuple[Knot, ...]
    ties: str
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What the layout of a class says about one thing; what it leaves out is told in general."""

    sentence: str
    crumbs: tuple[Ref, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    map: Map | None = None
    web: Web | None = None
    # Whether the table of all statements may stay closed, because the layout tells them.
    told: bool = True


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The page of one thing: its layout, its names, and every statement about it."""

    iri: str
    title: str
    kind: str
    kind_iri: str
    shape: str
    names: tuple[Name, ...]
    body: Body
    statements: tuple[Fact, ...]
    incoming: tuple[Fact, ...]
    count: int
    incoming_count: int
    # Whether all were counted: a thing that a million others name is counted up to a limit.
    is_whole: bool
    incoming_is_whole: bool
    query: str


@dataclass(frozen=True, slots=True)
class DatasetNote:
    """What stands at the foot of every page: which data these are, and on what terms."""

    title: str = ""
    version: str = ""
    licence: str = ""
    licence_name: str = ""
    rights: tuple[str, ...] = ()
