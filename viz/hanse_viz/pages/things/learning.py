"""Who learned what from whom: the tables of transfers, each row with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse_viz.pages.things.parts import gather, linked, named, refer, sourced, spell, tabulate

if TYPE_CHECKING:
    from hanse_viz.pages.model import Cells, Ref, Section
    from hanse_viz.pages.things.parts import Row, Thing


def _select(pattern: str) -> str:
    return f"""
SELECT ?transfer ?from ?fromName ?to ?toName ?practice ?practiceName ?network ?networkName
  ?country ?countryName ?source ?sourceName
WHERE {{
  {pattern}
  ?transfer a hanse:Transfer ; hanse:practice ?practice ; hanse:from ?from ; hanse:to ?to ;
    hanse:within ?network .{named("from", "to", "practice", "network")}{
        linked("?to hanse:country ?country", "country")
    }{sourced("transfer")}
}}
ORDER BY ?practiceName ?networkName ?fromName ?toName ?transfer ?source"""


OF_BODY = _select("?transfer hanse:to|hanse:from $thing .")
OF_NETWORK = _select("?transfer hanse:within $thing .")
OF_PRACTICE = _select("?transfer hanse:practice $thing .")


def show_learning(thing: Thing, rows: list[Row]) -> tuple[Section, ...]:
    """Make the two tables of a body: whom it learned from, and who learned from it."""
    taken = [record for record in gather(rows, "transfer") if record[0]["to"] == thing.iri]
    given = [record for record in gather(rows, "transfer") if record[0]["from"] == thing.iri]
    query = spell(OF_BODY, thing)
    return (
        *tabulate(
            "learned-from",
            "Learned from",
            "From | Practice taken up | Network | Source",
            [_show(row, "from", sources) for row, sources in taken],
            query=query,
        ),
        *tabulate(
            "learned-by",
            "Who learned from it",
            "Taken up by | Practice | Network | Source",
            [_show(row, "to", sources) for row, sources in given],
            query=query,
        ),
    )


def _show(row: Row, other: str, sources: tuple[Ref, ...]) -> Cells:
    return (refer(row, other), refer(row, "practice"), refer(row, "network"), sources)


def show_takers(thing: Thing, rows: list[Row], query: str, middle: str) -> tuple[Section, ...]:
    """Make the table of who took up a practice; `middle` is `practice` or `network`."""
    records = gather(rows, "transfer")
    cells = [
        (refer(row, "to"), refer(row, "country"), refer(row, middle), refer(row, "from"), sources)
        for row, sources in records
    ]
    return tabulate(
        "taken-up",
        "Taken up by",
        f"Taken up by | Country | {middle.title()} | Learned from | Source",
        cells,
        query=spell(query, thing),
        records=[row["transfer"] for row, _ in records],
    )
