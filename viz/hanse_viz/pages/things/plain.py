"""The page of what has no layout of its own: terms of other vocabularies, other people's things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.turtle import shorten_iri
from hanse_viz.pages.asking import ask_values
from hanse_viz.pages.model import Body, Ref
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.showing import show_value
from hanse_viz.pages.statements import MOST_COUNTED, Statement
from hanse_viz.pages.things.parts import MOST_ROWS, ask, spell, tabulate

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.asking import Value
    from hanse_viz.pages.model import Section
    from hanse_viz.pages.things.parts import Thing

# A thing may be used as a property, too.
_USES = f"""
SELECT ?thing ?thingName ?value ?valueName
WHERE {{
  {{ SELECT ?thing ?value WHERE {{ ?thing $thing ?value }} LIMIT {MOST_ROWS} }}
  OPTIONAL {{ ?thing rdfs:label ?thingName FILTER (LANG(?thingName) = '') }}
  OPTIONAL {{ ?value rdfs:label ?valueName FILTER (LANG(?valueName) = '') }}
}}
ORDER BY ?thingName ?thing ?value""".replace("?thing", "?one")
_COUNT = f"""
SELECT (COUNT(*) AS ?uses)
WHERE {{ {{ SELECT ?one WHERE {{ ?one $thing ?value }} LIMIT {MOST_COUNTED} }} }}"""


def describe_plainly(graph: Graph, thing: Thing) -> Body:
    """Say how much is known of a thing, and show it at work where it is a property."""
    uses = int(ask(graph, _COUNT, thing)[0]["uses"])
    return Body(
        sentence=_sum_up(thing, uses),
        sections=_show_uses(graph, thing, uses) if uses else (),
        told=False,
    )


def _sum_up(thing: Thing, uses: int) -> str:
    said = (
        [count_things(thing.out.count, "statement") + " about it here"] if thing.out.count else []
    )
    if thing.incoming.count:
        said.append(f"it stands in {count_things(thing.incoming.count, 'statement')} about others")
    if uses:
        more = "more than " if uses >= MOST_COUNTED else ""
        said.append(f"it is the property of {more}{count_things(uses, 'statement')}")
    if not thing.out.count:
        said.insert(0, "the dataset does not describe this itself")
    sentence = "; ".join(said)
    return sentence[:1].upper() + sentence[1:] + "."


def _show_uses(graph: Graph, thing: Thing, uses: int) -> tuple[Section, ...]:
    cells = [
        (_show(one, name), _show(value, value_name))
        for one, name, value, value_name in ask_values(graph, _USES, thing.iri)
    ]
    whole = spell(_USES.replace(f" LIMIT {MOST_ROWS}", ""), thing)
    heads = "Of | Value"
    return tabulate("uses", "Where it is used", heads, cells, query=whole, total=uses)


def _show(value: Value | None, name: Value | None) -> tuple[Ref, ...]:
    if value is None:
        return ()
    if value.kind == "iri" and name:
        return (Ref(name.text, value.text),)
    if value.kind == "iri":
        return (Ref(shorten_iri(value.text), url=value.text),)
    return (show_value(Statement(value)),)
