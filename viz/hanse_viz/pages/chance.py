"""Which ties of a page's tables are more than chance: the test of `hanse analyse ties`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hanse.errors import MissingExtraError
from hanse_viz import chance
from hanse_viz.pages.asking import ask
from hanse_viz.pages.model import Ref
from hanse_viz.pages.remembering import once_per_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.access import Graph
    from hanse.analysis.ties import ProjectedTie
    from hanse_viz.pages.model import Cells
    from hanse_viz.pages.things.parts import Row

    Ties: TypeAlias = dict[tuple[str, str], ProjectedTie]

# Heads of the columns that `show_chance` fills, as `tabulate` reads them.
HEADS = "# By chance | # p | More than chance"
_COUNT = "SELECT (COUNT(?one) AS ?many) WHERE { ?one a hanse:Membership }"
_WHOLE = 10  # from here on decimals tell nothing
_ABOUT = (
    "By chance: what two {things} have in common on average where all else is chance; p: how likely"
    " chance gives as much or more. {said}"
)
_ALIKE = {
    "cities": "cities in as many networks and projects as these",
    "networks": "networks with as many cities as these",
}
_COMMAND = "hanse analyse ties{onto} --kind city --kind network --kind project"


class Tested(NamedTuple):
    """Every tie of cities, and of networks and projects, by its ends in order of their IRIs.

    `more` counts at each thing how many of its ties are more than chance, and how many it has;
    `why` says why nothing was tested.
    """

    cities: Ties
    cooperations: Ties
    more: dict[str, tuple[int, int]]
    why: str = ""


@once_per_graph
def find_all_ties(graph: Graph) -> Tested:
    """Test every tie of a dataset once; nothing without the extra `analysis` or in a large one."""
    memberships = int(ask(graph, _COUNT)[0][0])
    if not memberships:
        return Tested({}, {}, {})
    if memberships > chance.MOST_TIES:
        return _leave(_TOO_MANY)
    try:
        from hanse.analysis import find_ties, read_affiliations  # noqa: PLC0415 - takes 1 s
    except MissingExtraError:
        return _leave("without the extra `analysis` no tie is tested for chance")
    affiliations = read_affiliations(graph, chance.KINDS)
    if not chance.can_be_tested(affiliations):
        return _leave(_TOO_MANY) if affiliations.ties else Tested({}, {}, {})
    modes = (find_ties(affiliations, onto=onto) for onto in ("members", "cooperations"))
    cities, cooperations = ({(tie.a, tie.b): tie for tie in ties} for ties in modes)
    return Tested(cities, cooperations, _count(cities, cooperations))


_TOO_MANY = "too many ties to test for a page"


def _leave(why: str) -> Tested:
    return Tested({}, {}, {}, f"Not told from chance here: {why}. ")


def _count(*sides: Ties) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for ties in sides:
        for ends, tie in ties.items():
            for end in ends:
                more, all_ = counts.get(end, (0, 0))
                counts[end] = more + tie.backbone, all_ + 1
    return counts


def show_chance(
    ties: Ties, thing: str, rows: Iterable[Row], name: str
) -> Iterator[tuple[Row, Cells]]:
    """Give with each row the cells below `HEADS` for a thing and what the row names."""
    for row in rows:
        one, other = sorted((thing, row[name]))
        yield row, _show(ties.get((one, other))) if ties else ()


def _show(tie: ProjectedTie | None) -> Cells:
    if tie is None:  # of a class of its own in somebody else's data
        return (), (), ()
    said = chance.say_tie(more=tie.backbone)
    told = Ref(said, badge=said) if tie.backbone else Ref(said)
    return (Ref(_say(tie.expected)),), (Ref(_say(tie.p)),), (told,)


def _say(value: float) -> str:
    return f"{value:.2g}" if value < _WHOLE else f"{value:.0f}"


def tell_chance(tested: Tested, thing: str, things: str) -> str:
    """Explain the columns, and say at once how many ties of a thing are more than chance."""
    command = _COMMAND.format(onto="" if things == "cities" else " --onto cooperations")
    if tested.why:
        return f"{tested.why}All ties: {command}"
    more, all_ = tested.more.get(thing, (0, 0))
    if not all_:
        return ""
    counted = f"{more or 'None'} of its {all_:,} ties {'is' if more == 1 else 'are'}"
    said = (
        f"{counted} more than chance gives (q below 0.05)."
        if more
        else f"None of its {all_:,} ties can be told from chance (q below 0.05)."
    )
    return f"{_ABOUT.format(things=_ALIKE[things], said=said)} All ties: {command}"
