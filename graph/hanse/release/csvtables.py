"""The dataset as tables: one per class, one per property with several values, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.namespaces import DATASET, GEO, ID, RDF, XSD
from hanse.release.sheets import ALIAS, ANY, LABEL, LINKS, SHEETS, TYPE, Column
from hanse.release.statements import STRING, index_lines, is_iri, is_literal, read_literal
from hanse.release.vocabulary import list_classes, list_stated, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.release.sheets import Link, Sheet
    from hanse.release.statements import Statements

_LANG_STRING = f"{RDF}langString"


class Table(NamedTuple):
    """A table that is ready to be written.

    `columns` are those after the first; `about` is the IRI of what a row tells of, with {} for
    the cell of the first column; `datatypes` are the datatypes that stand in each column.
    """

    name: str
    title: str
    key: tuple[str, ...]
    first: str
    about: str
    class_: str
    columns: tuple[Column, ...]
    datatypes: tuple[frozenset[str], ...]
    rows: list[tuple[str, ...]]


def make_tables(lines: Iterable[str]) -> tuple[list[Table], int]:
    """Make the tables of a dataset; a statement of a thing that none of them tells is in the last.

    Derived triples are left out, but for the years of a period; so are the ontology's own terms.
    Gives the number of the triples too that are neither of these and stand in no table: what is
    said of things of other classes, and which classes these are.
    """
    maker = _Maker(index_lines(lines))
    tables = [maker.make_sheet(sheet) for sheet in SHEETS]
    tables += [maker.make_link(link) for link in LINKS]
    tables.append(maker.make_names())
    rest = maker.make_rest()
    return [*tables, rest] if rest.rows else tables, maker.count_left_out()


def find_things(statements: Statements) -> dict[str, list[str]]:
    """List the things of each sheet by its name, sorted."""
    found: dict[str, list[str]] = {sheet.name: [] for sheet in SHEETS}
    by_class = {sheet.class_: sheet.name for sheet in SHEETS}
    for subject, said in statements.items():
        for class_ in list_classes(said.get(TYPE, [])):
            if class_ in by_class:
                found[by_class[class_]].append(subject)
    return {name: sorted(things) for name, things in found.items()}


class _Maker:
    """Makes tables one by one, and remembers which statements they told."""

    def __init__(self, statements: Statements) -> None:
        self._all = statements
        self._stated = list_stated(statements)
        self._things = find_things(statements)
        self._told: set[tuple[str, str, str]] = set()

    def make_sheet(self, sheet: Sheet) -> Table:
        """Make the table of a class: a thing a row, in a cell the first value that fits."""
        things = self._things[sheet.name]
        about = _choose_template(sheet.template, things)
        found = [[self._take(thing, column) for column in sheet.columns] for thing in things]
        rows = [
            (_cut(thing, about), *map(_write_cell, values, sheet.columns))
            for thing, values in zip(things, found, strict=True)
        ]
        datatypes = tuple(
            _list_datatypes(row[i] for row in found) for i in range(len(sheet.columns))
        )
        head = (sheet.name, sheet.title, ("id",), "id", about, sheet.class_)
        return Table(*head, sheet.columns, datatypes, rows)

    def make_link(self, link: Link) -> Table:
        """Make the table of a property: a row for each of its values."""
        things = sorted({thing for name in link.classes for thing in self._things[name]})
        about = _choose_template(link.thing.template, things)
        rows: list[tuple[str, ...]] = []
        for thing in things:
            for value in self._all[thing].get(link.property, ()):
                fitting = [_fits(value, column) for column in link.values]
                if any(fitting):
                    self._told.add((thing, link.property, value))
                    cells = map(_write_cell, [value if f else "" for f in fitting], link.values)
                    rows.append((_cut(thing, about), *cells))
        key = (link.thing.name, *(column.name for column in link.values))
        empty = tuple(frozenset[str]() for _ in link.values)
        head = (link.name, link.title, key, link.thing.name, about, "")
        return Table(*head, link.values, empty, rows)

    def make_names(self) -> Table:
        """Make the table of all names but the display names."""
        things = self._list_things()
        about = _choose_template(f"{ID}{{}}", things)
        rows: list[tuple[str, ...]] = []
        for thing in things:
            for use, property_ in (("label", LABEL), ("alternative", ALIAS)):
                for value in self._all[thing].get(property_, ()):
                    if (thing, property_, value) in self._told or not _is_text(value):
                        continue
                    literal = read_literal(value)
                    self._told.add((thing, property_, value))
                    rows.append((_cut(thing, about), use, literal.language, literal.text))
        columns = (
            Column("use", "use", ""),
            Column("language", "language tag", ""),
            Column("name", "name", ""),
        )
        key = ("thing", "use", "language", "name")
        empty = (frozenset[str](),) * 3
        return Table("names", "Names", key, "thing", about, "", columns, empty, sorted(rows))

    def make_rest(self) -> Table:
        """Make the table of what is stated of things and stands in no other table."""
        rows: list[tuple[str, ...]] = []
        for thing in self._list_things():
            for property_, values in self._stated[thing].items():
                rows += [
                    (_cut(thing, ANY), property_, *_describe_value(value))
                    for value in values
                    if property_ != TYPE and (thing, property_, value) not in self._told
                ]
        columns = (
            Column("property", "property", ""),
            Column("value", "value", ""),
            Column("datatype", "datatype", ""),
            Column("language", "language tag", ""),
        )
        key = ("thing", "property", "value", "datatype", "language")
        empty = (frozenset[str](),) * 4
        title = "What no other table has a column for"
        return Table("more_values", title, key, "thing", ANY, "", columns, empty, sorted(rows))

    def count_left_out(self) -> int:
        """Count the triples of a foreign vocabulary or of classes that have no table."""
        known = {sheet.class_ for sheet in SHEETS}
        things = set(self._list_things())
        implied = read_vocabulary().statements.keys() | _list_geometries(self._all, things)
        left_out = 0
        for subject, said in self._all.items():
            if subject in things:
                types = self._stated[subject].get(TYPE, ())
                left_out += sum(
                    (subject, TYPE, type_) not in self._told and type_[1:-1] not in known
                    for type_ in types
                )
            elif subject not in implied and not subject.startswith(f"<{DATASET}"):
                left_out += sum(map(len, said.values()))
        return left_out

    def _list_things(self) -> list[str]:
        return sorted({thing for things in self._things.values() for thing in things})

    def _take(self, thing: str, column: Column) -> str:
        """Give the first value that fits the column, and remember that it was told."""
        statements = self._stated if column.property == TYPE else self._all
        for value in statements[thing].get(column.property, ()):
            if _fits(value, column):
                self._told.add((thing, column.property, value))
                return value
        return ""


def _list_geometries(statements: Statements, things: set[str]) -> set[str]:
    """List the points that latitude and longitude of things tell."""
    return {point for thing in things for point in statements[thing].get(f"{GEO}hasGeometry", ())}


def _fits(value: str, column: Column) -> bool:
    if not column.template:
        return is_literal(value) and not read_literal(value).language
    start, _, end = column.template.partition("{}")
    inside = len(value) > len(start) + len(end) + 2
    return is_iri(value) and inside and value.startswith(f"<{start}") and value.endswith(f"{end}>")


def _choose_template(template: str, things: list[str]) -> str:
    """Keep the template that all the things follow, else give whole IRIs."""
    column = Column("", "", "", template)
    return template if all(_fits(thing, column) for thing in things) else ANY


def _cut(term: str, template: str) -> str:
    """Leave of an IRI what stands for {} in its template; a blank node stays as it is."""
    if not is_iri(term):
        return term
    start, _, end = template.partition("{}")
    return term[1:-1].removeprefix(start).removesuffix(end)


def _write_cell(value: str, column: Column) -> str:
    if not value:
        return ""
    return _cut(value, column.template) if column.template else read_literal(value).text


def _list_datatypes(values: Iterable[str]) -> frozenset[str]:
    return frozenset(read_literal(value).datatype for value in values if is_literal(value))


def _is_text(value: str) -> bool:
    return is_literal(value) and read_literal(value).datatype in {STRING, _LANG_STRING}


def _describe_value(value: str) -> tuple[str, str, str]:
    """Take a value apart into text, datatype and language; an IRI is of xsd:anyURI."""
    if is_literal(value):
        literal = read_literal(value)
        return literal.text, literal.datatype, literal.language
    return _cut(value, ANY), f"{XSD}anyURI", ""
