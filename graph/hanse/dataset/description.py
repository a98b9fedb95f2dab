"""What the dataset says of itself: title, licence, attribution, counts, how to cite."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hanse.namespaces import DATASET, DCAT, DCT, HANSE, ID, ONTOLOGY, OWL, RDFS, VOID
from hanse.triples.terms import A, Description, integer, iri, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.model import Tables
    from hanse.triples import Triple

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLE = "Hanse: a knowledge graph of European city cooperation"
ABOUT = (
    "Cities, networks, projects, good practices and their transfers, each fact with its source"
    " and its period."
)
ATTRIBUTION = (
    "Coordinates, populations and ids of cities: GeoNames (https://www.geonames.org/), CC BY 4.0.",
    "NUTS codes: © EuroGeographics for the administrative boundaries.",
    "Wikidata ids (CC0): matched through Who's On First (https://whosonfirst.org/docs/licenses/).",
    "Wikidata ids and the boxes of countries: made with Natural Earth (public domain).",
    "Names of countries: Unicode CLDR (Unicode License v3).",
)


def describe_dataset(tables: Tables, version: str, ontology_version: str) -> list[Triple]:
    """State what holds of the dataset whatever it counts, the sources of whole columns included."""
    dataset = Description(iri(DATASET), f"{DCAT}Dataset", f"{VOID}Dataset").label(TITLE)
    dataset.say(f"{RDFS}label", text(TITLE, "en"))
    dataset.say(f"{RDFS}label", text("Hanza: Eiropas pilsētu sadarbības zināšanu grafs", "lv"))
    dataset.say(f"{DCT}title", text(TITLE, "en")).say(f"{DCT}description", text(ABOUT, "en"))
    dataset.say_text(f"{DCAT}version", version).say_text(f"{OWL}versionInfo", version)
    dataset.say(f"{DCT}license", iri(LICENCE))
    dataset.say(f"{DCT}conformsTo", iri(f"{ONTOLOGY}/{ontology_version}"))
    for credit in ATTRIBUTION:
        dataset.say(f"{DCT}rights", text(credit, "en"))
    citation = f"The Hanse contributors: {TITLE}. Version {version}. {DATASET}"
    dataset.say(f"{DCT}bibliographicCitation", text(citation, "en"))
    dataset.say_text(f"{VOID}uriSpace", ID).say(f"{VOID}vocabulary", iri(HANSE))
    for source in sorted({row.source for row in tables.column_sources}):
        dataset.say(f"{HANSE}source", thing("source", source))
    return list(dataset)


def count_classes(lines: Iterable[str]) -> dict[str, int]:
    """Count the things of each class of the Hanse ontology: local name → number, sorted."""
    mark, start = f" {A} <{HANSE}", len(f" {A} <{HANSE}")
    found = Counter(
        line[at + start : line.index(">", at + start)]
        for line in lines
        if (at := line.find(mark)) >= 0
    )
    return dict(sorted(found.items()))


def describe_counts(counts: dict[str, int], triples: int) -> list[Triple]:
    """State how many things of each class there are, and how many triples in all.

    `triples` are those of the dataset without the ones made here, which are added to it.
    """
    stated = [
        triple for name, number in counts.items() for triple in _describe_partition(name, number)
    ]
    total = triples + len(stated) + 2
    dataset = Description(iri(DATASET))
    dataset.say(f"{VOID}triples", integer(total))
    dataset.say(f"{VOID}entities", integer(sum(counts[name] for name in counts if name in _LEAVES)))
    return stated + list(dataset)


# Classes that do not overlap and hold every thing but concepts: their sum counts things once.
_LEAVES = frozenset(
    {
        "Call",
        "City",
        "Cooperation",
        "Country",
        "Event",
        "GoodPractice",
        "Membership",
        "Organisation",
        "Participation",
        "Phase",
        "Programme",
        "Source",
        "Theme",
        "Transfer",
    }
)


def _describe_partition(name: str, number: int) -> list[Triple]:
    subject = iri(f"{DATASET}#{name}")
    partition = Description(subject, f"{VOID}Dataset").label(f"Things of the class {name}")
    partition.say(f"{VOID}class", iri(HANSE + name)).say(f"{VOID}entities", integer(number))
    return [(iri(DATASET), iri(f"{VOID}classPartition"), subject), *partition]
