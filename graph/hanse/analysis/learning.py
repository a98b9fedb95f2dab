"""Good practices on their way: who teaches, who learns, and how far it goes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hanse.record.model import CityNetwork
from hanse.record.reading import read_activities

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hanse.record.asking import Dataset
    from hanse.record.model import Practice


class Transfer(NamedTuple):
    """A good practice that one took up from another; `start` is the year its network began."""

    practice: str
    practice_name: str
    giver: str
    giver_name: str
    learner: str
    learner_name: str
    cooperation: str
    start: int | None


class Learner(NamedTuple):
    """What a city or an organisation taught and learned.

    `taught` and `learned_from` count who learned from it and whom it learned from; `reach` those
    to whom it leads by chains of transfers, each of which began after the one before, and `depth`
    the transfers of the longest.
    """

    id: str
    name: str
    taught: int
    learned_from: int
    practices_taught: int
    practices_learned: int
    reach: int
    depth: int


class PracticeReach(NamedTuple):
    """How far a practice went: networks and learners, and whom these taught something later."""

    practice: str
    name: str
    giver: str
    giver_name: str
    networks: int
    learners: int
    taught_on: int
    first_year: int | None
    last_year: int | None


class Chain(NamedTuple):
    """Transfers of which each began after the one before, from its giver on; ids and names."""

    length: int
    members: str
    names: str
    practices: str
    years: str


class ThemeLearning(NamedTuple):
    """What is taught on a theme: a practice of several themes counts in each."""

    theme: str
    name: str
    practices: int
    transfers: int
    teachers: int
    learners: int


def read_transfers(source: Dataset | CityNetwork, cooperations: Collection[str]) -> list[Transfer]:
    """Take the transfers within some cooperations, with names, from a record or a dataset."""
    record = _read(source)
    things = (*record.members, *record.others, *record.practices)
    names = {thing.iri: thing.label for thing in things}
    starts = {one.iri: one.start for one in record.cooperations}
    rows = {
        Transfer(
            one.practice,
            names.get(one.practice, one.practice),
            one.giver,
            names.get(one.giver, one.giver),
            one.learner,
            names.get(one.learner, one.learner),
            one.cooperation,
            starts.get(one.cooperation),
        )
        for one in record.transfers
        if one.cooperation in cooperations
    }
    return sorted(rows, key=str)


def _read(source: Dataset | CityNetwork) -> CityNetwork:
    return source if isinstance(source, CityNetwork) else read_activities(source)


def count_learning(transfers: Collection[Transfer]) -> list[Learner]:
    """Count what each one taught and learned, who taught most first."""
    names = {one.giver: one.giver_name for one in transfers}
    names |= {one.learner: one.learner_name for one in transfers}
    rows = [_count_of(who, name, transfers) for who, name in names.items()]
    return sorted(rows, key=lambda row: (-row.taught, -row.reach, -row.learned_from, row.id))


def _count_of(who: str, name: str, transfers: Collection[Transfer]) -> Learner:
    given = [one for one in transfers if one.giver == who]
    taken = [one for one in transfers if one.learner == who]
    chains = list(_follow(given, _by_giver(transfers)))
    return Learner(
        who,
        name,
        len({one.learner for one in given}),
        len({one.giver for one in taken}),
        len({one.practice for one in given}),
        len({one.practice for one in taken}),
        len({one.learner for chain in chains for one in chain} - {who}),
        max(map(len, chains), default=0),
    )


def measure_practices(transfers: Collection[Transfer]) -> list[PracticeReach]:
    """Measure how far each practice went, the farthest first."""
    rows: defaultdict[tuple[str, str], list[Transfer]] = defaultdict(list)
    for one in transfers:
        rows[one.practice, one.giver].append(one)
    onward = _by_giver(transfers)
    measured = [_measure(passed, onward) for passed in rows.values()]
    return sorted(measured, key=lambda row: (-row.learners, -row.taught_on, row.practice))


def _measure(passed: list[Transfer], onward: dict[str, list[Transfer]]) -> PracticeReach:
    first = passed[0]
    learners = {one.learner for one in passed}
    later = {one.learner for chain in _follow(passed, onward) for one in chain[1:]}
    years = [one.start for one in passed if one.start is not None]
    return PracticeReach(
        first.practice,
        first.practice_name,
        first.giver,
        first.giver_name,
        len({one.cooperation for one in passed}),
        len(learners),
        len(later - learners - {first.giver}),
        min(years, default=None),
        max(years, default=None),
    )


def list_chains(transfers: Collection[Transfer]) -> list[Chain]:
    """List the chains of two transfers or more that none extends at either end, longest first."""
    onward = _by_giver(transfers)
    begun = [one for one in transfers if not any(_follows(one, other) for other in transfers)]
    chains = {_tell(chain) for chain in _follow(begun, onward) if len(chain) > 1}
    return sorted(chains, key=lambda chain: (-chain.length, chain.names, chain))


def count_themes(
    source: Dataset | CityNetwork, transfers: Collection[Transfer]
) -> list[ThemeLearning]:
    """Count what is taught on each theme, that with most transfers first."""
    record = _read(source)
    passed: defaultdict[tuple[str, str], list[Transfer]] = defaultdict(list)
    for theme, practice in _list_themes(record.practices):
        name = record.themes[theme].label if theme in record.themes else theme
        passed[theme, name] += [one for one in transfers if one.practice == practice]
    rows = [
        ThemeLearning(
            theme,
            name,
            len({one.practice for one in some}),
            len(some),
            len({one.giver for one in some}),
            len({one.learner for one in some}),
        )
        for (theme, name), some in passed.items()
        if some
    ]
    return sorted(rows, key=lambda row: (-row.transfers, row.name, row.theme))


def _list_themes(practices: Iterable[Practice]) -> Iterator[tuple[str, str]]:
    for practice in practices:
        yield from ((theme, practice.iri) for theme in practice.themes)


def _by_giver(transfers: Iterable[Transfer]) -> dict[str, list[Transfer]]:
    given: defaultdict[str, list[Transfer]] = defaultdict(list)
    for one in transfers:
        given[one.giver].append(one)
    return given


def _follows(later: Transfer, earlier: Transfer) -> bool:
    """Tell whether who learned in one transfer taught in a later one: its network began later."""
    dated = earlier.start is not None and later.start is not None
    return earlier.learner == later.giver and dated and later.start > earlier.start  # type: ignore[operator]


def _follow(
    begun: Iterable[Transfer], onward: dict[str, list[Transfer]]
) -> Iterator[tuple[Transfer, ...]]:
    """Yield the chains that begin with some transfers, each as far as it goes.

    Years only grow along a chain, so that none returns to a transfer and all end.
    """
    for one in begun:
        later = [other for other in onward.get(one.learner, ()) if _follows(other, one)]
        if not later:
            yield (one,)
        for rest in _follow(later, onward):
            yield (one, *rest)


def _tell(chain: tuple[Transfer, ...]) -> Chain:
    members = [chain[0].giver, *(one.learner for one in chain)]
    names = [chain[0].giver_name, *(one.learner_name for one in chain)]
    return Chain(
        len(chain),
        " ".join(members),
        " → ".join(names),
        " → ".join(one.practice_name for one in chain),
        " → ".join(str(one.start) for one in chain),
    )
