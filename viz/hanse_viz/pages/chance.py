"""Which ties of a page's tables are more than chance: the test of `hanse analyse ties`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hanse.errors import MissingExtraError
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
# A larger dataset is not tested before its first page; the command does it in a minute.
MOST_MEMBERSHIPS = 20_000
_COUNT = "SELECT (COUNT(?one) AS ?many) WHERE { ?one a hanse:Membership }"
_KINDS = frozenset({"city", "network", "project"})
_ABOUT = (
    "By chance: what two {things} of their sizes have in common on average, where all else is"
    " chance; p: how likely chance gives as much or more. {said}"
)
_COMMAND = "hanse analyse ties{onto} --kind city --kind network --kind project"


class Tested(NamedTuple):
    """Every tie of cities, and of networks and projects, by its ends in order of their IRIs."""

    cities: Ties
    cooperations: Ties


@once_per_graph
def find_all_ties(graph: Graph) -> Tested:
    """Test every tie of a dataset once; nothing without the extra `analysis` or in a large one."""
    memberships = ask(graph, _COUNT)
    if not 0 < int(memberships[0][0]) <= MOST_MEMBERSHIPS:
        return Tested({}, {})
    try:
        from hanse.analysis import find_ties, read_affiliations  # noqa: PLC0415 - takes 1 s
    except MissingExtraError:
        return Tested({}, {})
    affiliations = read_affiliations(graph, _KINDS)
    modes = (find_ties(affiliations, onto=onto) for onto in ("members", "cooperations"))
    return Tested(*({(tie.a, tie.b): tie for tie in ties} for ties in modes))


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
    told = Ref("yes", badge="yes") if tie.backbone else Ref("no")
    return (Ref(f"{tie.expected:.2g}"),), (Ref(f"{tie.p:.2g}"),), (told,)


def tell_chance(ties: Ties, thing: str, things: str) -> str:
    """Explain the columns, and say at once how many ties of a thing are more than chance."""
    if not ties:
        return ""
    own = [tie for ends, tie in ties.items() if thing in ends]
    more = sum(tie.backbone for tie in own)
    counted = f"{more or 'None'} of its {len(own):,} ties {'is' if more <= 1 else 'are'}"
    said = f"{counted} more than chance gives (q below 0.05)."
    command = _COMMAND.format(onto="" if things == "cities" else " --onto cooperations")
    return f"{_ABOUT.format(things=things, said=said)} All ties: {command}"
