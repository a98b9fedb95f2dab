"""CSV on the Web: the dataset as a folder of tables with the metadata that explains them.

Sources: Model for Tabular Data and Metadata on the Web; Metadata Vocabulary for Tabular Data.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hanse.files import write_file
from hanse.namespaces import DATASET, DCT, RDF, XSD
from hanse.release.csvtables import make_tables
from hanse.release.folder import write_folder
from hanse.release.statements import index_lines, is_literal, read_literal
from hanse.spreadsheet import BOM, write_rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from hanse.release.csvtables import Table
    from hanse.release.sheets import Column

# The name under which tools look for the metadata of a table in its folder (Model, section 5.3).
METADATA = "csv-metadata.json"
_CONTEXT = "http://www.w3.org/ns/csvw"
_DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "lineTerminators": ["\n"],
    "skipInitialSpace": False,
    "trim": False,
}
# Metadata Vocabulary, section 5.11.1: the built-in datatypes that are XML Schema's.
_DATATYPES = frozenset(
    XSD + name
    for name in (
        *("anyURI", "base64Binary", "boolean", "byte", "date", "dateTime", "dateTimeStamp"),
        *("dayTimeDuration", "decimal", "double", "duration", "float", "gDay", "gMonth"),
        *("gMonthDay", "gYear", "gYearMonth", "hexBinary", "int", "integer", "language", "long"),
        *("negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "normalizedString"),
        *("positiveInteger", "short", "string", "time", "token", "unsignedByte", "unsignedInt"),
        *("unsignedLong", "unsignedShort", "yearMonthDuration"),
    )
)
# What a URI template with {+name} leaves as it is (RFC 6570, section 3.2.3).
_KEPT = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_GUARDED = (
    "For spreadsheets: a cell that would be taken for a formula, negative numbers included, begins"
    " with an apostrophe that is not part of the value."
)


def write_csvw(lines: list[str], path: Path, *, spreadsheet: bool = False) -> int:
    """Write the dataset as a folder of CSV files with `csv-metadata.json`, whole or not at all.

    Cells are unchanged for programs. With `spreadsheet` cells that begin like a formula get a
    ' before them, files begin with a byte order mark, and the metadata tell no datatypes.
    Gives the number of triples that no table can hold (hanse.release.csvtables). Raises
    OutputError where the folder holds files that are not of an earlier export.
    """
    tables, left_out = make_tables(lines)
    metadata = describe_tables(tables, _describe_dataset(lines), spreadsheet=spreadsheet)
    files = {METADATA: (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode()}
    for table in tables:
        header = (table.first, *(column.name for column in table.columns))
        text = write_rows([header, *table.rows], spreadsheet=spreadsheet)
        files[f"{table.name}.csv"] = (BOM if spreadsheet else b"") + text.encode()

    def fill(folder: Path) -> None:
        for name, data in files.items():
            write_file(folder / name, data)

    write_folder(path, fill, list_own)
    return left_out


def list_own(folder: Path) -> Collection[str]:
    """Name the files of an earlier export: those that the metadata in the folder list."""
    try:
        metadata: Any = json.loads((folder / METADATA).read_bytes())
        if metadata["dc:isFormatOf"]["@id"] != DATASET:
            return ()
        return {METADATA, *(str(table["url"]) for table in metadata["tables"])}
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def describe_tables(
    tables: list[Table], about: dict[str, Any], *, spreadsheet: bool = False
) -> dict[str, Any]:
    """Describe the tables as a CSVW table group: columns, datatypes, keys, IRIs."""
    ids = {table.name: {row[0] for row in table.rows} for table in tables}
    described: dict[str, Any] = {"@context": [_CONTEXT, {"@language": "en"}], **about}
    if spreadsheet:
        described["dc:description"] = _GUARDED
    described["dialect"] = _DIALECT
    described["tables"] = [
        {
            "url": f"{table.name}.csv",
            "dc:title": table.title,
            "tableSchema": _list_plain(table) if spreadsheet else _describe_schema(table, ids),
        }
        for table in tables
    ]
    return described


def _describe_dataset(lines: list[str]) -> dict[str, Any]:
    """Take title, licence, attribution and citation from what the dataset says of itself."""
    said = index_lines(line for line in lines if line.startswith(f"<{DATASET}>"))
    about: dict[str, Any] = {"dc:isFormatOf": {"@id": DATASET}}
    for name in ("title", "description", "license", "rights", "bibliographicCitation"):
        values = said.get(f"<{DATASET}>", {}).get(DCT + name, [])
        written = [read_literal(v).text if is_literal(v) else {"@id": v[1:-1]} for v in values]
        if written:
            about[f"dc:{name}"] = written[0] if len(written) == 1 else written
    return about


def _list_plain(table: Table) -> dict[str, Any]:
    names = [table.first, *(column.name for column in table.columns)]
    titles = [table.first, *(column.title for column in table.columns)]
    columns = [
        _name_column(name, title) | {"suppressOutput": True}
        for name, title in zip(names, titles, strict=True)
    ]
    return {"columns": columns}


def _name_column(name: str, title: str) -> dict[str, Any]:
    """Name a column; its titles hold the name too, for they are compared with the header."""
    return {"name": name, "titles": name if name == title else [name, title]}


def _describe_schema(table: Table, ids: dict[str, set[str]]) -> dict[str, Any]:
    first = _name_column(table.first, table.first)
    columns = [first | {"datatype": "string", "suppressOutput": True}]
    cells = [[row[i + 1] for row in table.rows if row[i + 1]] for i in range(len(table.columns))]
    for column, datatypes, column_cells in zip(table.columns, table.datatypes, cells, strict=True):
        columns.append(_describe_column(column, datatypes, column_cells))
    columns[0]["required"] = True
    if table.class_:
        class_ = {"name": "class", "virtual": True, "propertyUrl": f"{RDF}type"}
        columns.append(class_ | {"valueUrl": table.class_})
    schema: dict[str, Any] = {"columns": columns}
    if any(column.property for column in table.columns):
        schema["aboutUrl"] = table.about.replace("{}", f"{{+{table.first}}}")
    if len(table.key) == 1 or all(all(row) for row in table.rows):
        schema["primaryKey"] = table.key[0] if len(table.key) == 1 else list(table.key)
    # Some validators take a blank cell for a reference to nothing: only filled columns are keys.
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.table}.csv", "columnReference": "id"},
        }
        for column, column_cells in zip(table.columns, cells, strict=True)
        if column.table
        and len(column_cells) == len(table.rows)
        and set(column_cells) <= ids[column.table]
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _describe_column(column: Column, datatypes: frozenset[str], cells: list[str]) -> dict[str, Any]:
    """Describe a column; what CSVW cannot turn into the triple it came from gives none."""
    described = _name_column(column.name, column.title)
    if not column.property:
        return described | {"datatype": "string", "suppressOutput": True}
    described["propertyUrl"] = column.property
    if column.template:
        described["datatype"] = "anyURI" if column.template == "{}" else "string"
        if all(map(_KEPT.fullmatch, cells)):
            url = column.template.replace("{}", f"{{+{column.name}}}")
            return described | {"valueUrl": url}
        return described | {"suppressOutput": True}
    if not datatypes:
        return described | {"datatype": column.datatype}
    if len(datatypes) == 1 and datatypes <= _DATATYPES:
        return described | {"datatype": next(iter(datatypes)).removeprefix(XSD)}
    note = "Values of several datatypes, each as exact as its source."
    return described | {"datatype": "string", "suppressOutput": True, "dc:description": note}
