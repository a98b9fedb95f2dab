"""Make data/country_names.csv from Unicode CLDR: a command for development, it needs babel.

`python -m hanse.tables.country_names` reads countries.csv and rewrites country_names.csv beside it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The official languages of the European Union (Regulation No 1/1958, article 1), with the CLDR
# locale of each. CLDR's plain `pt` is Brazilian (Letônia); the Union writes European Portuguese.
LOCALES = {
    language: "pt_PT" if language == "pt" else language
    for language in (
        "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
        "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
    )
}  # fmt: skip


def list_country_names(codes: Iterable[str]) -> list[tuple[str, str, str]]:
    """List (country, language, name) for each ISO 3166-1 code in 24 languages, sorted."""
    try:
        from babel import Locale  # noqa: PLC0415 - babel is there in development only
    except ImportError as error:
        message = "this command needs babel, which comes with the development tools: make venv"
        raise UsageError(message) from error
    territories = {lang: Locale.parse(name).territories for lang, name in LOCALES.items()}
    return sorted(
        (code, lang, names[code]) for code in codes for lang, names in territories.items()
    )


def write_country_names(folder: Path) -> Path:
    """Rewrite `country_names.csv` in a folder of tables for the countries of its countries.csv."""
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("country", "lang", "name"))
    writer.writerows(list_country_names(codes))
    target = folder / "country_names.csv"
    write_file(target, text.getvalue().encode("utf-8"))
    return target


if __name__ == "__main__":
    from hanse.resources import locate

    write_country_names(locate("data"))
