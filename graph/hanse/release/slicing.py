"""A part of a dataset that is one of its own: what is chosen, and all that it refers to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.dataset.description import count_classes, describe_counts
from hanse.kinds import CLASSES, KINDS
from hanse.namespaces import DATASET, HANSE, ID, ORG, RDF, RDFS, VOID
from hanse.record.asking import StoreDataset
from hanse.record.reading import read_activities
from hanse.record.selection import select
from hanse.resources import locate
from hanse.rules import derive_lines, read_rules
from hanse.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.record.model import CityNetwork
    from hanse.record.selection import Selection
    from hanse.store.base import Source

# The classes of things of which a slice has some and not others; all else comes with who names it.
_CHOSEN = (
    *(CLASSES[kind] for kind in (*KINDS, "cooperation", "practice", "event")),
    *("Membership", "Transfer", "Participation", "Phase"),
)
_COUNTED = (f"{VOID}triples", f"{VOID}entities", f"{VOID}classPartition")


def slice_dataset(store: Source, selection: Selection) -> EmbeddedStore:
    """Give what a selection chooses of a dataset as a dataset in memory.

    It holds the chosen cooperations, the memberships and members that are shown, bodies, places,
    phases, events, practices and transfers with their sources, and everything that these refer to.
    What the rules of the ontology derive is derived anew from that alone, and counted anew.
    Raises UsageError as `select` does.
    """
    record = read_activities(StoreDataset(store))
    part = select(record, selection)
    graph = _Triples(store.lines())
    kept = graph.keep({*_name_chosen(part)}, {one.programme for one in part.cooperations})
    engine = ox.Store()
    engine.bulk_load("".join(kept).encode(), format=ox.RdfFormat.N_TRIPLES)
    derived = derive_lines(engine, read_rules(locate("ontology") / "rules"))
    lines = {*kept, *(line.decode() for line in derived)}
    counted = describe_counts(count_classes(lines), len(lines))
    stated = "".join(f"{s} {p} {o} .\n" for s, p, o in counted)
    engine.bulk_load(stated.encode(), format=ox.RdfFormat.N_TRIPLES)
    return EmbeddedStore(engine)


def _name_chosen(part: CityNetwork) -> Iterator[str]:
    """Name everything that a part of a record is of, by IRI."""
    everyone = {one.iri: one for one in (*part.members, *part.others)}
    bodies = {tie.body for tie in part.ties if tie.body}
    named = {one.iri for one in part.members} | bodies
    yield from named
    yield from (everyone[iri].seat for iri in named if iri in everyone and everyone[iri].seat)
    yield from (tie.iri for tie in part.ties)
    yield from (iri for one in part.participations for iri in (one.city, one.member) if iri)
    for things in (
        *(part.cooperations, part.practices, part.transfers),
        *(part.events, part.participations, part.phases),
    ):
        yield from (thing.iri for thing in things)


class _Triples:
    """The triples of a dataset, by subject."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.of: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        data = "".join(lines).encode()
        for triple in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            end = value.value if isinstance(value, (ox.NamedNode, ox.BlankNode)) else ""
            line = f"{subject} {predicate} {value} .\n"
            self.of[_read(subject)].append((predicate.value, end, line))

    def keep(self, chosen: set[str], programmes: set[str]) -> list[str]:
        """Keep the lines of what is chosen and of all that is reached from there, sorted."""
        chosen = chosen | set(self._list_participations(chosen | programmes))
        classes = {HANSE + name for name in _CHOSEN}
        things = {
            subject
            for subject, said in self.of.items()
            if any(p == f"{RDF}type" and end in classes for p, end, _ in said)
        }
        links = self._find_derived()
        left_out = things - chosen
        reached: dict[str, list[str]] = {}
        waiting = [*chosen, *(s for s in self.of if not s.startswith((ID, f"{DATASET}#")))]
        while waiting:
            subject = waiting.pop()
            if subject in reached or subject in left_out or subject not in self.of:
                continue
            said = [
                (end, line)
                for predicate, end, line in self.of[subject]
                if end not in left_out
                and not (end in things and predicate in links)
                and predicate not in _COUNTED
            ]
            reached[subject] = [line for _, line in said]
            waiting += [end for end, _ in said if end]
        return sorted(line for lines in reached.values() for line in lines)

    def _list_participations(self, of: set[str]) -> Iterator[str]:
        """List who organises, pays for or is reached by some things, and the rows that say so."""
        ends = {f"{ORG}member", f"{HANSE}city"}
        for subject, said in self.of.items():
            if any(predicate == f"{HANSE}in" and end in of for predicate, end, _ in said):
                yield subject
                yield from (end for predicate, end, _ in said if predicate in ends)

    def _find_derived(self) -> set[str]:
        """Find the properties that rules derive, and those above them."""
        mark = f"{HANSE}derivedBy"
        found = {name for name, said in self.of.items() if any(p == mark for p, *_ in said)}
        waiting = list(found)
        while waiting:
            above = {
                end for p, end, _ in self.of.get(waiting.pop(), ()) if p == f"{RDFS}subPropertyOf"
            }
            waiting += above - found
            found |= above
        return found


def _read(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return str(getattr(term, "value", term))
