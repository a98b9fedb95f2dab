"""The page of a source: what it is, and every fact it states, counted and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.messages import join_words
from hanse.namespaces import DATASET, DCT, HANSE, SCHEMA
from hanse_viz.pages.model import Body
from hanse_viz.pages.periods import show_date
from hanse_viz.pages.things.parts import (
    MOST_ROWS,
    ask,
    figure,
    named,
    refer,
    say,
    spell,
    state,
    tabulate,
    text,
)
from hanse_viz.pages.vocabulary import name_term

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.model import Section
    from hanse_viz.pages.things.parts import Row, Thing

# The classes that do not overlap, whose records name their source.
_CLASSES = [
    "Network",
    "Project",
    "Membership",
    "Participation",
    "Transfer",
    "GoodPractice",
    "Event",
    "Phase",
    "Programme",
    "Call",
]
_RECORDS = " ".join(f"hanse:{name}" for name in _CLASSES)
_COUNTS = f"""
SELECT ?class (COUNT(DISTINCT ?record) AS ?records)
WHERE {{
  VALUES ?class {{ {_RECORDS} }}
  ?record prov:hadPrimarySource $thing ; a ?class
}}
GROUP BY ?class
ORDER BY DESC(?records) ?class"""
# %s: the class.
_LIST = f"""
SELECT ?record ?recordName
WHERE {{
  {{ SELECT ?record WHERE {{ ?record prov:hadPrimarySource $thing ; a <%s> }}
    ORDER BY ?record LIMIT {MOST_ROWS} }}{named("record")}
}}
ORDER BY ?record"""


def describe_source(graph: Graph, thing: Thing) -> Body:
    """Say who published a source, where it is, and which facts come from it."""
    counts = ask(graph, _COUNTS, thing)
    return Body(
        sentence=_sum_up(graph, thing, counts),
        facts=(
            *state(graph, thing, f"{SCHEMA}url", f"{DCT}publisher"),
            *say("date", text(show_date(thing.out.first(f"{DCT}date")))),
            *state(graph, thing, f"{DCT}language", f"{HANSE}kind"),
        ),
        sections=(
            *_show_counts(graph, thing, counts),
            *(section for row in counts for section in _show_records(graph, thing, row)),
        ),
    )


def _sum_up(graph: Graph, thing: Thing, counts: list[Row]) -> str:
    publisher = thing.out.first(f"{DCT}publisher")
    by = f" of {publisher}" if publisher else ""
    columns = DATASET in {
        said.value.text for said in thing.incoming.values.get(f"{HANSE}source", ())
    }
    if columns:
        return f"A source{by} from which whole columns of the tables come."
    stated = [
        f"{int(row['records']):,} × {name_term(graph, row['class']).lower()}" for row in counts
    ]
    return f"A source{by}. It states: {join_words(stated)}." if stated else f"A source{by}."


def _show_counts(graph: Graph, thing: Thing, counts: list[Row]) -> tuple[Section, ...]:
    cells = [
        (
            refer({**row, "className": name_term(graph, row["class"])}, "class"),
            figure(row["records"]),
        )
        for row in counts
    ]
    heads = "What it states | # Records"
    return tabulate("states", "What it states", heads, cells, query=spell(_COUNTS, thing))


def _show_records(graph: Graph, thing: Thing, row: Row) -> tuple[Section, ...]:
    query = _LIST % row["class"]
    cells = [(refer(record, "record"),) for record in ask(graph, query, thing)]
    name = name_term(graph, row["class"])
    key = row["class"].removeprefix(HANSE).lower()
    # The query that a reader opens gives all of them.
    whole = spell(query.replace(f" LIMIT {MOST_ROWS}", ""), thing)
    return tabulate(key, name, "Record", cells, query=whole, total=int(row["records"]))
