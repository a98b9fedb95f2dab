"""The figures of docs/analysis.md and docs/analysis-measures.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docs.snapshots.documents import (
    fill_block,
    fill_cell,
    fill_sentence,
    fill_table,
    join,
    percent,
    share,
)
from docs.snapshots.newcomers import count_shares
from docs.snapshots.study import RESAMPLES

from hanse.analysis import (
    LAYERS,
    Grouping,
    compare_communities,
    compare_dimensions,
    fit_bicm,
    measure_assortativity,
    measure_dimensions,
    measure_survival,
    summarise,
)
from hanse.analysis.learning import list_chains, read_transfers
from hanse.analysis.mixing import CLASSES, Meeting

if TYPE_CHECKING:
    from docs.snapshots.study import Study

    from hanse.analysis import Dimensions

DOCS = Path(__file__).resolve().parents[1]
ALPHA = 0.05  # as the pages say


def render(study: Study) -> dict[Path, str]:
    """Compute every figure of the page."""
    file = DOCS / "analysis.md"
    text = file.read_text("utf-8")
    for fill in (_fill_dimensions, _fill_ties, _fill_meetings, _fill_time, _fill_learning):
        text = fill(text, study)
    return {file: _fill_partners(text, study)}


def _fill_dimensions(text: str, study: Study) -> str:
    whole = study.affiliations
    parts = {row.part: row.dimensions for row in compare_dimensions(whole, LAYERS["programme"])}
    measured = {"all": measure_dimensions(whole)} | parts
    rows = [[part, *_tell_dimensions(one)] for part, one in measured.items()]
    return fill_table(text, "| part | cities |", rows)


def _tell_dimensions(one: Dimensions) -> list[str]:
    counts = (f"{count:,}" for count in (one.members, one.cooperations, one.ties))
    extent = (f"{one.density:.4f}", f"{one.components}", f"{one.diameter}")
    return [*counts, *extent, share(one.share_in_one_only)]


def _fill_ties(text: str, study: Study) -> str:
    ties, others = study.find_ties("members"), study.find_ties("cooperations")
    cities, once = len(study.affiliations.members), [tie for tie in ties if tie.observed == 1]
    values = {
        "cities": f"{cities}",
        "networks": f"{len(study.affiliations.cooperations)}",
        "pairs of cities": f"{cities * (cities - 1) // 2:,}",
        "ties between cities": f"{len(ties):,}",
        "ties that rest on one shared network": f"{len(once):,}",
        "their share": share(len(once) / len(ties)),
        "ties with p below 0.05": f"{sum(tie.p < ALPHA for tie in ties):,}",
        "ties in the backbone": f"{sum(tie.backbone for tie in ties)}",
        "lowest p of a tie": f"{min(tie.p for tie in ties):.2g}",
        "lowest p of a tie that rests on one network": f"{min(tie.p for tie in once):.2g}",
        "ties between networks": f"{len(others):,}",
        "ties between networks in the backbone": f"{sum(tie.backbone for tie in others)}",
    }
    return fill_cell(text, "| figure | value |\n|---|---|\n| cities |", values)


def _fill_meetings(text: str, study: Study) -> str:
    rows: list[list[str]] = []
    for by in CLASSES:
        meetings = study.find_meetings(by)
        found = [one.represented for one in meetings]
        rows.append([by, f"{len(found)}", f"{found.count('over')}", f"{found.count('under')}"])
    text = fill_table(text, "| classes | pairs of classes |", rows)
    _, sizes = study.affiliations.count_degrees()
    p = fit_bicm(*study.affiliations.count_degrees()).expand()
    expected = float((p.sum(axis=0) ** 2 - (p**2).sum(axis=0)).sum())
    more = expected / float((sizes * (sizes - 1)).sum()) - 1
    values = {"more": f"{round(100 * more)}"}
    text = fill_sentence(text, "({more} % more in the shipped tables)", values)
    small, apart = "below 20,000", "500,000 to 1 million"
    for name, by, pair in (
        ("small", "size", (small, small)),
        ("apart", "size", (small, apart)),
        ("home", "country", ("PT", "PT")),
    ):
        values |= _tell_meeting(name, _find(study.find_meetings(by), pair))
    for sentence in (
        "({small_observed} shared networks, {small_expected} expected)",
        "about a quarter as often ({apart_observed}, {apart_expected} expected)",
        "hardly meet each other ({home_observed}, {home_expected} expected)",
    ):
        text = fill_sentence(text, sentence, values)
    return text


def _find(meetings: list[Meeting], pair: tuple[str, str]) -> Meeting:
    return next(one for one in meetings if (one.a, one.b) == pair)


def _tell_meeting(name: str, one: Meeting) -> dict[str, str]:
    return {f"{name}_observed": f"{one.observed}", f"{name}_expected": f"{one.expected:.1f}"}


def _fill_time(text: str, study: Study) -> str:
    heads = (
        "all",
        "since 2004, those with a year of their own",
        "since 2007, the first year of URBACT II",
    )
    shares = count_shares(study)
    rows = [[head, *map(share, some)] for head, some in zip(heads, shares, strict=True)]
    text = fill_table(text, "| earlier networks | by city |", rows)
    lasting = percent(measure_survival(study.affiliations)[0].survival)
    sentence = "Of all ties between cities {lasting} % ever meet again"
    return fill_sentence(text, sentence, {"lasting": lasting})


def _fill_learning(text: str, study: Study) -> str:
    networks = {one.id for one in study.affiliations.cooperations}
    transfers = read_transfers(study.record, networks)
    teachers, learners = ({one[side] for one in transfers} for side in (2, 4))
    counts = {
        "transfers": len(transfers),
        "good practices passed on": len({one.practice for one in transfers}),
        "who taught": len(teachers),
        "who learned": len(learners),
        "who did both": len(teachers & learners),
        "chains of two transfers or more": len(list_chains(transfers)),
    }
    values = {name: f"{count}" for name, count in counts.items()}
    return fill_cell(text, "| figure | value |\n|---|---|\n| transfers |", values)


def _fill_partners(text: str, study: Study) -> str:
    rows = [row for row in study.held_out if row.year == "all"]
    told = [[one.method, f"{one.cases}", share(one.auc), share(one.hits)] for one in rows]
    text = fill_table(text, "| method | cases |", told)
    hits = {(row.year, row.method): row.hits for row in study.held_out if row.year != "all"}
    years = sorted({year for year, _ in hits})
    lost = [y for y in years if hits[y, "popularity"] >= hits[y, "partner finder"]]
    sentence = "hold no partner, and plain popularity had as many hits or more in {year_list}."
    return fill_sentence(text, sentence, {"year_list": join(lost)})


def render_measures(study: Study) -> dict[Path, str]:
    """Write the list of figures of the page on measures and communities."""
    file = DOCS / "analysis-measures.md"
    whole = study.affiliations
    first, tenth = study.betweenness[0], study.betweenness[9]
    one, ten = first.scores["betweenness"], tenth.scores["betweenness"]
    like = {row.attribute: row for row in measure_assortativity(whole, bootstrap=RESAMPLES)}
    leiden, bipartite = (summarise(whole, Grouping(method)) for method in ("leiden", "bipartite"))
    agreement = leiden.agreement
    other, country = agreement["other_method"], agreement["country"]
    assert other  # noqa: S101 - the shipped tables have both
    assert country  # noqa: S101 - as above
    pairs = compare_communities(whole)
    lasting = [f"{row.a} and {row.b}" for row in pairs if row.q is not None and row.q < ALPHA]
    lines = [
        f"- {first.name} has the highest betweenness, {one.value:.3f}; over {RESAMPLES} resamples "
        f"it ranks from {one.rank_low} to {one.rank_high}.\n  {tenth.name} ranks {ten.rank}, "
        f"from {ten.rank_low} to {ten.rank_high}.",
        "- Assortativity, with intervals of 95 %: "
        + ";\n  ".join(
            f"{name} {row.coefficient:.3f} ({row.low:.3f} to {row.high:.3f})"
            for name, row in like.items()
        )
        + ".",
        f"- Leiden: {leiden.communities} communities of {leiden.nodes} cities, modularity "
        f"{leiden.modularity:.3f}; over {leiden.runs} seeds a mean NMI of "
        f"{leiden.stability.mean_nmi:.2f}.",
        f"- Bipartite: {bipartite.communities} communities of {bipartite.nodes} cities and "
        f"networks, modularity {bipartite.modularity:.3f}; mean NMI "
        f"{bipartite.stability.mean_nmi:.2f}.",
        f"- NMI of both methods is {other.nmi:.2f}, of Leiden and countries {country.nmi:.2f}.",
        "- Communities of two programmes, NMI beside the same by lot: "
        + ";\n  ".join(
            f"{row.a} and {row.b} {row.nmi:.2f}, {row.expected:.2f} (q = {row.q:.3f})"
            for row in pairs
        )
        + ".",
        f"- More alike than by lot, with q below 0.05: {'; '.join(lasting) or 'none'}.",
    ]
    content = "\n".join(lines) + "\n"
    return {file: fill_block(file.read_text("utf-8"), "figures", content)}
