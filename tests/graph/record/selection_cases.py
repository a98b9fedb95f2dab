"""Cases of selection with what they keep, by SPARQL alone: a third, plain implementation.

`make renew` writes selection_cases.json, which the Python of hanse.record and the JavaScript of the
explorer both run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanse.namespaces import HANSE, ID, PREFIXES

if TYPE_CHECKING:
    from hanse.access import Graph

CASES = Path(__file__).with_suffix(".json")
_ABOUT = (
    "What selections keep of the shipped data; facets hold ids. Made by"
    " `make renew`, never by hand."
)
SELECTIONS: dict[str, dict[str, Any]] = {
    "everything": {},
    "a city": {"city": ["riga"]},
    "two cities, either": {"city": ["riga", "altena"]},
    "two cities, together": {"city": ["riga", "tallinn"], "match": "all"},
    "a body that acts": {"organisation": ["adl-santa-pola"]},
    "a country": {"country": ["LV"]},
    "two countries, together": {"country": ["LV", "ES"], "match": "all"},
    "a country, of the members its own": {"country": ["LV"], "among": {"country": ["LV"]}},
    "what a country leads": {"country": ["LV"], "role": ["lead"]},
    "leads only": {"among": {"role": ["lead"]}},
    "a region": {"region": ["northern-europe"]},
    "two regions, together": {"region": ["northern-europe", "southern-europe"], "match": "all"},
    "a size": {"size": ["500000-1000000"]},
    "networks": {"kind": ["network"]},
    "cities in networks": {"kind": ["city", "network"]},
    "projects": {"kind": ["project"]},
    "a network": {"network": ["re-growcity"]},
    "a broad theme": {"theme": ["economy"]},
    "a narrow theme": {"theme": ["housing"]},
    "two themes, together": {"theme": ["economy", "housing"], "match": "all"},
    "a programme": {"programme": ["urbact-iii"]},
    "a type": {"type": ["TransferNetwork"]},
    "since": {"from": 2018},
    "until": {"to": 2005},
    "a year": {"from": 2018, "to": 2018},
    "years of a country": {"country": ["LV"], "from": 2014, "to": 2016},
    "all at once": {
        "country": ["LV", "EE"],
        "theme": ["economy", "governance"],
        "programme": ["urbact-ii", "urbact-iii"],
        "kind": ["network", "city"],
        "from": 2010,
        "to": 2020,
        "among": {"region": ["northern-europe", "western-europe"]},
    },
    "nothing": {"country": ["LV"], "programme": ["urbact-i"], "from": 2024},
}
_ROW = """?m{n} a hanse:Membership ; org:organization ?c ; org:member ?body{n} ; org:role ?role{n} .
  OPTIONAL {{ ?m{n} hanse:onBehalfOf ?acted{n} }} BIND (COALESCE(?acted{n}, ?body{n}) AS ?who{n})"""
_PERIOD = """
  OPTIONAL {{ ?m{n} hanse:startYear ?ms{n} }} OPTIONAL {{ ?m{n} hanse:endYear ?me{n} }}
  OPTIONAL {{ ?c hanse:startYear ?cs{n} }} OPTIONAL {{ ?c hanse:endYear ?ce{n} }}
  BIND (COALESCE(?ms{n}, ?cs{n}) AS ?start{n})
  BIND (COALESCE(IF(BOUND(?ms{n}) || BOUND(?me{n}), ?me{n}, ?ce{n}), ?start{n} + 3) AS ?end{n})
  FILTER (?start{n} <= {to} && ?end{n} >= {from_})"""
# How ?x{n} is a value of a facet of who takes part in ?m{n}, or of the cooperation ?c.
_OF_MEMBERS = {
    "city": "BIND (?who{n} AS ?x{n}) ?who{n} a hanse:City",
    "organisation": "BIND (?body{n} AS ?x{n}) ?body{n} a hanse:Organisation",
    "country": "?who{n} hanse:country ?x{n}",
    "region": "?who{n} hanse:country/hanse:region ?x{n}",
}
_OF_COOPERATIONS = {
    "network": "BIND (?c AS ?x{n})",
    "theme": "?c (hanse:theme|hanse:mainTheme)/skos:broader* ?x{n}",
    "programme": "?c hanse:programme ?x{n}",
    "type": "?c a ?x{n}",
    "kind": "?c a ?x{n}",
}
_KINDS = {
    "city": "City",
    "organisation": "Organisation",
    "network": "Network",
    "project": "Project",
}
_ROLES = {"lead": "LeadPartner", "partner": "Partner", "implementer": "Implementer"}


def make_cases(graph: Graph) -> str:
    """Answer every selection in SPARQL and write the cases as JSON."""
    cases = [_make_case(graph, name, wanted) for name, wanted in SELECTIONS.items()]
    return json.dumps({"about": _ABOUT, "cases": cases}, ensure_ascii=False, indent=1) + "\n"


def _make_case(graph: Graph, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    all_rows = _ask(graph, wanted, {})
    rows = _ask(graph, wanted, _find_shown(wanted))
    members = {row[2] for row in rows}
    return {
        "name": name,
        "selection": wanted,
        "cooperations": sorted({row[1].removeprefix(ID) for row in all_rows}),
        "members": len(members),
        "memberships": len({row[0] for row in rows}),
        "hidden": len({row[2] for row in all_rows} - members),
    }


def _find_shown(wanted: dict[str, Any]) -> dict[str, list[str]]:
    """Give who is shown: those among, and members of a kind that is asked for."""
    kinds = [kind for kind in wanted.get("kind", ()) if kind in {"city", "organisation"}]
    return {**wanted.get("among", {}), **({"kind": kinds} if kinds else {})}


def _ask(graph: Graph, wanted: dict[str, Any], among: dict[str, list[str]]) -> list[Any]:
    every = wanted.get("match") == "all"
    patterns: list[str] = []
    for facet in (*_OF_MEMBERS, "size", *_OF_COOPERATIONS):
        values = wanted.get(facet, ())
        if facet == "kind":
            values = [value for value in values if value in {"network", "project"}]
        for some in [[value] for value in values] if every else [values] if values else []:
            patterns.append(_choose(facet, some, wanted, len(patterns) + 1))
    if wanted.get("role") and not any(wanted.get(facet) for facet in (*_OF_MEMBERS, "size")):
        patterns.append(f"{{ SELECT DISTINCT ?c {{ {_row(wanted, 99)} }} }}")
    shown = [_show(facet, values, 100 + n) for n, (facet, values) in enumerate(among.items())]
    where = "\n".join([*patterns, _row({**wanted, "role": ()}, 0), *shown])
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return list(graph.query(f"{prefixes}SELECT DISTINCT ?m0 ?c ?who0 WHERE {{ {where} }}"))


def _row(wanted: dict[str, Any], n: int) -> str:
    """Write a membership of ?c in the period, in the roles that are asked for."""
    text = _ROW.format(n=n)
    if "from" in wanted or "to" in wanted:
        text += _PERIOD.format(n=n, from_=wanted.get("from", 0), to=wanted.get("to", 9999))
    if wanted.get("role"):
        text += f" VALUES ?role{n} {{ {_write('role', wanted['role'])} }}"
    return text


def _choose(facet: str, values: list[str], wanted: dict[str, Any], n: int) -> str:
    if facet in _OF_COOPERATIONS:
        inner = f"?c a hanse:Cooperation . {_OF_COOPERATIONS[facet].format(n=n)}"
    else:
        inner = f"{_row(wanted, n)} {_match_member(facet, values, n, f'who{n}')}"
    if facet == "size":
        return f"{{ SELECT DISTINCT ?c {{ {inner} }} }}"
    return f"{{ SELECT DISTINCT ?c {{ {inner} VALUES ?x{n} {{ {_write(facet, values)} }} }} }}"


def _match_member(facet: str, values: list[str], n: int, who: str) -> str:
    if facet != "size":
        return _OF_MEMBERS[facet].format(n=n)
    bounds = [value.partition("-") for value in values]
    tests = (f"(?people{n} >= {low} && ?people{n} < {high or 10**12})" for low, _, high in bounds)
    return f"?{who} hanse:population ?people{n} FILTER ({' || '.join(tests)})"


def _show(facet: str, values: list[str], n: int) -> str:
    if facet == "role":
        return f"VALUES ?role0 {{ {_write('role', values)} }}"
    patterns = {
        "kind": f"?who0 a ?x{n}",
        "country": f"?who0 hanse:country ?x{n}",
        "region": f"?who0 hanse:country/hanse:region ?x{n}",
    }
    return f"{patterns[facet]} VALUES ?x{n} {{ {_write(facet, values)} }}"


def _write(facet: str, values: list[str]) -> str:
    """Write ids as IRIs."""
    classes: dict[str, dict[str, str]] = {"type": {}, "kind": _KINDS, "role": _ROLES}
    if facet in classes:
        names = classes[facet]
        return " ".join(f"<{HANSE}{names.get(value, value)}>" for value in values)
    kinds = ("network", "project") if facet == "network" else (facet,)
    return " ".join(f"<{ID}{kind}/{value}>" for kind in kinds for value in values)
