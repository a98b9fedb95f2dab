"""Writes what was measured as rows of the tables of docs/performance.md."""

from __future__ import annotations

import json
import statistics
from typing import Any, NamedTuple

COLD = {
    "`hanse query` cold, a network by its id": ("partners-of", "network=re-growcity"),
    "`hanse query` cold, a city by its name": ("networks-of", "city=Rīga"),
}
WHOLE = (
    "`hanse build`, seconds",
    "`hanse build`, processor seconds",
    "`hanse build`, peak memory in MB",
    *(f"{label}, {unit}" for label in COLD for unit in ("ms", "processor ms")),
)
LOADS = (
    "`hanse load`, seconds",
    "`hanse load`, processor seconds",
    "`hanse load`, peak memory in MB",
)
PARTS = (
    "All checks, beside the whole build, ms",
    "Shapes, beside pySHACL on rdflib, ms",
    "Checks written as SPARQL, beside rdflib, ms",
    "Turtle, beside the engine's unsorted dump, ms",
    "Turtle, beside rdflib's, ms",
    "Tables to N-Triples, beside csv and f-strings alone, µs per triple",
    "Tables to N-Triples, beside rdflib's Graph.add, ms",
)
WARM = (
    "Ratio at the median of the queries",
    "95 of 100 queries take Hanse at most, ms",
    "Slowest query in Hanse, ms",
)
# What bench/explorer.py calls each page, and what the table does.
EXPLORER = {
    "shipped": "The explorer of the shipped record",
    "shipped, pyvis": "pyvis, the same nodes and ties, with its physics",
    "shipped, pyvis, placed": "pyvis, the same with our positions",
    "large": "The explorer of a record of keep.eu's size",
    "large, pyvis, placed": "pyvis, the large record with our positions",
    "large, sigma": "sigma alone, the large record with our positions",
}
SERVED = (
    "A query over HTTP, beside the engine alone: median more, ms",
    "Answers per second with 8 clients, beside Oxigraph's server",
)
# What the parts of bench/measures.py and bench/analysis.py are called.
MEASURED = {
    "betweenness": "Betweenness",
    "closeness": "Closeness",
    "eigenvector": "Eigenvector centrality",
    "pagerank": "PageRank",
    "core": "Cores",
    "clustering": "Clustering",
    "constraint": "Constraint",
    "effective_size": "Effective size",
    "communities": "Leiden from one seed, beside Louvain",
}
LARGE = {
    "projection": "Projection onto cities",
    "degrees": "Degrees and strengths",
    "betweenness": "Betweenness, off by 0.01 at most, beside the exact",
    "communities": "Leiden from one seed of a large record, beside Louvain",
    "ties": "Ties beyond chance (BiCM), beside plain loops",
}
ANALYSED = (
    "The whole analysis, seconds",
    "The same with intervals from a hundred resamples",
    "The whole analysis, processor seconds",
    "The whole analysis, peak memory in MB",
)


class Run(NamedTuple):
    """What a process took: seconds of the clock and of the processor, memory in MB, its output."""

    seconds: float
    processor: float
    memory: float
    output: str


def show(value: float) -> str:
    """Write a figure with three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def spread(values: list[float]) -> str:
    """Write a median, and the least and the greatest where there is more than one value."""
    middle = show(statistics.median(values))
    many = len(set(values)) > 1
    return f"{middle} ({show(min(values))}–{show(max(values))})" if many else middle


def compare(label: str, pairs: list[tuple[float, float]], aim: str, *, faster: bool) -> str:
    """Write a row: ours, the peer, and how many times one is the other, pair by pair."""
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = statistics.median(b / a if faster else a / b for a, b in pairs)
    word = "times less" if faster else "times"
    return f"| {label} | {spread(ours)} | {spread(theirs)} | {show(ratio)} {word} | {aim} |"


def tell_whole(builds: list[tuple[Run, Run]], colds: dict[str, list[tuple[Run, Run]]]) -> list[str]:
    """Write the rows of whole processes."""
    rows = [
        compare(WHOLE[0], [(a.seconds, b.seconds) for a, b in builds], "8 times", faster=True),
        compare(WHOLE[1], [(a.processor, b.processor) for a, b in builds], "", faster=True),
        compare(WHOLE[2], [(a.memory, b.memory) for a, b in builds], "below it", faster=True),
    ]
    for label, pairs in colds.items():
        wall = [(a.seconds * 1e3, b.seconds * 1e3) for a, b in pairs]
        processor = [(a.processor * 1e3, b.processor * 1e3) for a, b in pairs]
        rows.append(compare(f"{label}, ms", wall, "at most 2", faster=False))
        rows.append(compare(f"{label}, processor ms", processor, "at most 2", faster=False))
    return rows


def tell_loads(loads: list[tuple[Run, Run]]) -> list[str]:
    """Write the rows of loading."""
    seconds, processor, memory = LOADS
    aim = "at most 1.25"
    return [
        compare(seconds, [(a.seconds, b.seconds) for a, b in loads], aim, faster=False),
        compare(processor, [(a.processor, b.processor) for a, b in loads], aim, faster=False),
        compare(memory, [(a.memory, b.memory) for a, b in loads], "", faster=False),
    ]


def tell_parts(parts: dict[str, Any], baseline: dict[str, Any]) -> list[str]:
    """Write the rows of parts; the rdflib peers of three are steps of the baseline."""
    seconds: dict[str, list[float]] = parts["seconds"]
    counts: dict[str, int] = parts["counts"]
    steps: dict[str, float] = baseline["seconds"]

    def beside(ours: str, theirs: str | float) -> list[tuple[float, float]]:
        peers = seconds[theirs] if isinstance(theirs, str) else [theirs] * len(seconds[ours])
        return [(a * 1e3, b * 1e3) for a, b in zip(seconds[ours], peers, strict=True)]

    plain = [
        (a / counts["convert_tables"] * 1e3, b / counts["convert_plainly"] * 1e3)
        for a, b in beside("convert_tables", "convert_plainly")
    ]
    share, fast = "at most 0.5", "10 times"
    read = steps["read and convert"]
    return [
        compare(PARTS[0], beside("check_all", "build_all"), share, faster=False),
        compare(PARTS[1], beside("check_shapes", steps["shapes"]), fast, faster=True),
        compare(PARTS[2], beside("check_queries", steps["other checks"]), "", faster=True),
        compare(PARTS[3], beside("write_sorted_turtle", "dump_turtle"), "at most 4", faster=False),
        compare(PARTS[4], beside("write_sorted_turtle", "serialise_turtle"), "", faster=True),
        compare(PARTS[5], plain, "at most 1.5", faster=False),
        compare(PARTS[6], beside("convert_tables", read), "20 times", faster=True),
    ]


def tell_warm(warm: dict[str, Any]) -> list[str]:
    """Write the rows over all queries, then one for each query."""
    ours = {name: found["hanse"] * 1e3 for name, found in warm.items()}
    theirs = {name: found["rdflib"] * 1e3 for name, found in warm.items()}
    ratios = {name: theirs[name] / ours[name] for name in warm}
    ordered = sorted(ours.values())
    late = ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
    summary = [
        f"| {WARM[0]} | {show(statistics.median(ratios.values()))} times | 20 times |",
        f"| {WARM[1]} | {show(late)} | 20 |",
        f"| {WARM[2]} | {show(ordered[-1])} | |",
    ]
    limit = 6e4
    rows = [
        f"| {name} | {warm[name]['rows'][0]} | {show(ours[name])} |"
        f" {'over ' if theirs[name] >= limit else ''}{show(theirs[name])} | {show(ratios[name])} |"
        for name in warm
    ]
    head = ["", "| query | rows | Hanse, ms | rdflib, ms | times |", "|---|---:|---:|---:|---:|"]
    return summary + head + rows


def tell_served(served: dict[str, Any]) -> list[str]:
    """Write the rows of queries over HTTP: what serving adds, and the throughput."""
    overhead: list[list[float]] = list(served["overhead"].values())
    alone, answered = [[pair[side] * 1e3 for pair in overhead] for side in (0, 1)]
    more = statistics.median(b - a for a, b in zip(alone, answered, strict=True))
    middle = [show(statistics.median(times)) for times in (answered, alone)]
    added = f"{middle[0]} | {middle[1]} | {show(more)} more"
    rates = [(ours, theirs) for ours, theirs in served["throughput"]]
    return [
        f"| {SERVED[0]} | {added} | at most 15 |",
        compare(SERVED[1], rates, "at least 1", faster=False),
    ]


def tell_explorer(pages: dict[str, Any]) -> list[str]:
    """Write a row for each page; one that was never ready has no seconds and no redraws."""
    rows: list[str] = []
    for name, label in EXPLORER.items():
        page = pages[name]
        ready, redraws = (spread(page[key]) if page[key] else "–" for key in ("ready", "redraws"))
        size, writing = show(page["bytes"] / 1e6), show(page["writing"])
        rows.append(f"| {label} | {size} | {writing} | {ready} | {redraws} |")
    return rows


def tell_analysis(runs: list[Run]) -> list[str]:
    """Write the rows of the whole analysis, which has no peer; intervals are its dear part."""
    spent: list[dict[str, float]] = [json.loads(run.output)["seconds"] for run in runs]
    figures = [
        [run.seconds - one["measures, intervals"] for run, one in zip(runs, spent, strict=True)],
        [run.seconds for run in runs],
        [run.processor for run in runs],
        [run.memory for run in runs],
    ]
    aims = ("10", "", "", "")
    return [
        f"| {label} | {spread(values)} | {aim} |"
        for label, values, aim in zip(ANALYSED, figures, aims, strict=True)
    ]


def tell_subjects(runs: list[Run]) -> str:
    """Say where the seconds of the whole analysis go, the most first."""
    rounds: list[dict[str, float]] = [json.loads(run.output)["seconds"] for run in runs]
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    ordered = sorted(middle, key=lambda name: -middle[name])
    return ", ".join(f"{name} {show(middle[name])}" for name in ordered)


def tell_beside(
    labels: dict[str, str], seconds: dict[str, list[list[float | None]]], limit: float, aim: str
) -> list[str]:
    """Write a row for each part; a peer that was stopped took longer than the limit."""
    rows: list[str] = []
    for name, label in labels.items():
        ours = [pair[0] for pair in seconds[name] if pair[0] is not None]
        theirs = [limit if pair[1] is None else pair[1] for pair in seconds[name]]
        over = "over " if any(pair[1] is None for pair in seconds[name]) else ""
        ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
        peer = f"{over}{show(limit) if over else spread(theirs)}"
        rows.append(
            f"| {label} | {spread(ours)} | {peer} | {over}{show(ratio)} times less | {aim} |"
        )
    return rows
