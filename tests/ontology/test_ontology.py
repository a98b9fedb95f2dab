"""The ontology keeps its contract: names, what stands above them, labels, rules, version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse import namespaces
from hanse.namespaces import (
    DCT,
    HANSE,
    ONTOLOGY,
    ORG,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    RULES,
    SCHEMA,
    SKOS,
)
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

# The public names: never renamed, never dropped. A class with the classes right above it.
CLASSES = {
    "City": "org:FormalOrganization schema:City geo:Feature",
    "Country": "schema:Country",
    "Organisation": "org:FormalOrganization",
    "Cooperation": "org:OrganizationalCollaboration",
    "Network": "hanse:Cooperation",
    "ActionPlanningNetwork": "hanse:Network",
    "ImplementationNetwork": "hanse:Network",
    "TransferNetwork": "hanse:Network",
    "InnovationTransferNetwork": "hanse:Network",
    "UIATransferNetwork": "hanse:Network",
    "PilotTransferNetwork": "hanse:Network",
    "ThematicNetwork": "hanse:Network",
    "WorkingGroup": "hanse:Network",
    "DeliveryNetwork": "hanse:Network",
    "MunicipalNetwork": "hanse:Network",
    "Project": "hanse:Cooperation",
    "Phase": "time:ProperInterval",
    "Programme": "",
    "Call": "",
    "Membership": "org:Membership",
    "Participation": "",
    "GoodPractice": "prov:Plan",
    "Transfer": "prov:Entity",
    "Event": "schema:Event",
    "ExchangeVisit": "hanse:Event",
    "StudyTrip": "hanse:ExchangeVisit",
    "Meeting": "hanse:Event",
    "Seminar": "hanse:Event",
    "Fair": "hanse:Event",
    "Training": "hanse:Event",
    "Opening": "hanse:Event",
    "Decision": "hanse:Event",
    "Theme": "skos:Concept",
    "Role": "org:Role skos:Concept",
    "Source": "prov:Entity schema:CreativeWork",
}
# A property with its classes before, its classes or datatype after, and properties above it.
PROPERTIES = {
    "nuts3": ("City", "", "geo:sfWithin"),
    "country": ("City Organisation GoodPractice Event", "hanse:Country", ""),
    "region": ("Country", "skos:Concept", ""),
    "euMemberSince": ("Country", "xsd:gYear", ""),
    "euMemberUntil": ("Country", "xsd:gYear", ""),
    "city": ("Organisation", "hanse:City", ""),
    "population": ("City", "xsd:integer", ""),
    "programme": ("Cooperation", "hanse:Programme", ""),
    "call": ("Network", "hanse:Call", ""),
    "theme": ("Cooperation GoodPractice", "hanse:Theme", "dct:subject"),
    "mainTheme": ("Cooperation GoodPractice", "hanse:Theme", "hanse:theme"),
    "startYear": ("Cooperation Membership Phase Programme Event GoodPractice", "xsd:integer", ""),
    "endYear": ("Cooperation Membership Phase Programme Event GoodPractice", "xsd:integer", ""),
    "months": ("Phase Project", "xsd:integer", ""),
    "phaseOf": ("Phase", "hanse:Cooperation", ""),
    "onBehalfOf": ("Membership", "hanse:City", ""),
    "practisedIn": ("GoodPractice", "hanse:City hanse:Organisation", ""),
    "budget": ("GoodPractice", "xsd:decimal", ""),
    "transfers": ("Network", "hanse:GoodPractice", ""),
    "practice": ("Transfer", "hanse:GoodPractice", ""),
    "from": ("Transfer", "hanse:City hanse:Organisation", ""),
    "to": ("Transfer", "hanse:City hanse:Organisation", ""),
    "within": ("Transfer", "hanse:Network", ""),
    "in": ("Participation", "hanse:Event hanse:Project", ""),
    "role": ("Participation", "", ""),
    "host": ("Event Project", "hanse:City hanse:Organisation", ""),
    "visitor": ("Event Project", "hanse:City hanse:Organisation", ""),
    "visited": ("Event Project", "hanse:City hanse:Organisation", ""),
    "fundedBy": ("Event Project Programme", "hanse:City hanse:Organisation", ""),
    "supportedBy": ("Event Project", "hanse:City hanse:Organisation", ""),
    "area": ("Event Project", "hanse:City hanse:Organisation", ""),
    "partOf": ("Event", "hanse:Cooperation", ""),
    "participantCount": ("Project", "xsd:integer", ""),
    "kind": ("Source", "", ""),
    "source": ("", "hanse:Source", ""),
    "derivedBy": ("", "", ""),
    "leadPartner": ("Cooperation", "hanse:City hanse:Organisation", "hanse:partner"),
    "partner": ("Cooperation", "hanse:City hanse:Organisation", ""),
    "leads": ("City Organisation", "hanse:Cooperation", "hanse:takesPartIn"),
    "takesPartIn": ("City Organisation", "hanse:Cooperation", ""),
    "cooperatesWith": ("City", "hanse:City", ""),
    "learnsFrom": ("City", "hanse:City", ""),
}
ROLES = {"LeadPartner": "leadPartner", "Partner": "partner", "Implementer": "partner"}
DERIVED = {
    "area", "cooperatesWith", "endYear", "fundedBy", "host", "leadPartner", "leads", "learnsFrom",
    "partner", "startYear", "supportedBy", "takesPartIn", "visited", "visitor",
}  # fmt: skip
CLOSURES = {"superclasses", "superproperties"}
ADDRESSES = {
    "hanse": "https://w3id.org/hanse/ontology#",
    "id": "https://w3id.org/hanse/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "time": "http://www.w3.org/2006/time#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TERM_TYPES = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"}


class Vocabulary:
    """The ontology's triples by subject and predicate."""

    def __init__(self) -> None:
        self.triples = [
            triple
            for path in sorted(locate("ontology").glob("*.ttl"))
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        ]

    def values(self, subject: str, predicate: str) -> list[ox.Literal | ox.NamedNode]:
        """Give the values of a predicate, none of which is a blank node."""
        node, property_ = ox.NamedNode(subject), ox.NamedNode(predicate)
        return [
            triple.object
            for triple in self.triples
            if triple.subject == node
            and triple.predicate == property_
            and isinstance(triple.object, ox.Literal | ox.NamedNode)
        ]

    def names(self, subject: str, *predicates: str) -> set[str]:
        """Give the values as prefixed names."""
        found = [v.value for predicate in predicates for v in self.values(subject, predicate)]
        return {shorten(value) for value in found}

    def terms(self) -> Iterator[tuple[str, str]]:
        """Yield each term of our namespace with each of its types."""
        for triple in self.triples:
            if triple.predicate.value == f"{RDF}type" and isinstance(triple.subject, ox.NamedNode):
                class_ = triple.object
                if triple.subject.value.startswith(HANSE) and isinstance(class_, ox.NamedNode):
                    yield triple.subject.value, class_.value


def shorten(iri: str) -> str:
    """Shorten an IRI by the contract's prefixes."""
    for prefix, namespace in ADDRESSES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Read the ontology once."""
    return Vocabulary()


def test_namespaces_are_those_of_the_contract() -> None:
    """Prefixes and the addresses of the dataset and of other people's data are fixed."""
    assert PREFIXES == ADDRESSES
    assert namespaces.DATASET == "https://w3id.org/hanse/dataset"
    assert namespaces.GEONAMES == "https://sws.geonames.org/"
    assert namespaces.WIKIDATA == "http://www.wikidata.org/entity/"
    assert namespaces.NUTS == "http://data.europa.eu/nuts/code/"
    country = "http://publications.europa.eu/resource/authority/country/"
    assert country == namespaces.EU_COUNTRY
    assert namespaces.EURIO == "http://data.europa.eu/s66#"


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_stands_where_the_contract_puts_it(vocabulary: Vocabulary, name: str) -> None:
    """Each class is declared, right below the classes of the contract and below no others."""
    assert "owl:Class" in vocabulary.names(HANSE + name, f"{RDF}type")
    assert vocabulary.names(HANSE + name, f"{RDFS}subClassOf") == set(CLASSES[name].split())


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_stands_where_the_contract_puts_it(vocabulary: Vocabulary, name: str) -> None:
    """Each property is declared, below those of the contract, and leads from and to its classes."""
    before, after, above = PROPERTIES[name]
    iri = HANSE + name
    kinds = vocabulary.names(iri, f"{RDF}type")
    literal = after.startswith("xsd:")
    assert kinds & {"owl:DatatypeProperty" if literal else "owl:ObjectProperty"} or not after
    assert vocabulary.names(iri, f"{RDFS}subPropertyOf") == set(above.split())
    domains = vocabulary.names(iri, f"{RDFS}domain", f"{SCHEMA}domainIncludes")
    for class_ in before.split():
        assert domains & {f"hanse:{class_}", *_list_above(class_)}, class_
    ranges = vocabulary.names(iri, f"{RDFS}range", f"{SCHEMA}rangeIncludes")
    assert ranges == set(after.split()) or not after


def _list_above(name: str) -> set[str]:
    above = set(CLASSES[name].split())
    return above.union(*(_list_above(c.removeprefix("hanse:")) for c in above if c[:6] == "hanse:"))


def test_one_class_is_a_domain_and_several_are_only_included(vocabulary: Vocabulary) -> None:
    """rdfs:domain and rdfs:range stand only where there is one class, as they are all meant."""
    for name in PROPERTIES:
        for strict, loose in (("domain", "domainIncludes"), ("range", "rangeIncludes")):
            one = vocabulary.names(HANSE + name, f"{RDFS}{strict}")
            several = vocabulary.names(HANSE + name, f"{SCHEMA}{loose}")
            assert len(one) <= 1, name
            assert not (one and several), name
            assert len(several) != 1, name


@pytest.mark.parametrize("name", ROLES)
def test_roles_are_roles(vocabulary: Vocabulary, name: str) -> None:
    """The roles of members are hanse:Role in their scheme and name their property."""
    assert vocabulary.names(HANSE + name, f"{RDF}type") == {"hanse:Role"}
    assert vocabulary.names(HANSE + name, f"{ORG}roleProperty") == {f"hanse:{ROLES[name]}"}
    assert vocabulary.names(HANSE + name, f"{SKOS}inScheme") == {"id:scheme/role"}


def test_symmetry_and_inverses_are_declared(vocabulary: Vocabulary) -> None:
    """What holds both ways is said in OWL too."""
    symmetric = vocabulary.names(f"{HANSE}cooperatesWith", f"{RDF}type")
    assert "owl:SymmetricProperty" in symmetric
    assert vocabulary.names(f"{HANSE}leads", f"{OWL}inverseOf") == {"hanse:leadPartner"}
    assert vocabulary.names(f"{HANSE}takesPartIn", f"{OWL}inverseOf") == {"hanse:partner"}


def _collect_subjects(vocabulary: Vocabulary) -> set[str]:
    typed = {
        triple.subject.value
        for triple in vocabulary.triples
        if triple.predicate.value == f"{RDF}type" and isinstance(triple.subject, ox.NamedNode)
    }
    return {iri for iri in typed if iri.startswith("https://w3id.org/hanse/")}


def test_every_term_has_its_labels(vocabulary: Vocabulary) -> None:
    """Terms, roles, concepts and schemes are labelled once untagged, in English and in Latvian."""
    subjects = _collect_subjects(vocabulary)
    assert len(subjects) > 100
    for subject in subjects:
        labels = [
            v for v in vocabulary.values(subject, f"{RDFS}label") if isinstance(v, ox.Literal)
        ]
        tags = sorted(label.language or "" for label in labels)
        assert tags == ["", "en", "lv"], subject
        untagged, english = (
            next(label.value for label in labels if label.language == tag) for tag in (None, "en")
        )
        assert untagged == english, subject


def test_every_term_is_defined(vocabulary: Vocabulary) -> None:
    """Each class, property and role has one English definition that is a sentence."""
    terms = {term for term, _ in vocabulary.terms()}
    assert len(terms) >= len(CLASSES) + len(PROPERTIES) + len(ROLES)
    for term in terms:
        definitions = vocabulary.values(term, f"{SKOS}definition")
        assert len(definitions) == 1, term
        assert re.fullmatch(r"[A-Z].{10,}\.", definitions[0].value), term
        assert vocabulary.names(term, f"{RDFS}isDefinedBy") == {ONTOLOGY}, term


def test_versions_agree(vocabulary: Vocabulary) -> None:
    """owl:versionIRI ends with owl:versionInfo, a version of three numbers."""
    (info,) = vocabulary.values(ONTOLOGY, f"{OWL}versionInfo")
    (iri,) = vocabulary.values(ONTOLOGY, f"{OWL}versionIRI")
    assert re.fullmatch(r"\d+\.\d+\.\d+", info.value)
    assert iri.value == f"{ONTOLOGY}/{info.value}"
    licence = vocabulary.names(ONTOLOGY, f"{DCT}license")
    assert licence == {"https://creativecommons.org/licenses/by/4.0/"}


def test_the_ontology_has_no_blank_nodes(vocabulary: Vocabulary) -> None:
    """Every subject and value has an address of its own."""
    for triple in vocabulary.triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert not isinstance(triple.object, ox.BlankNode)


def test_rules_and_derived_properties_name_each_other(vocabulary: Vocabulary) -> None:
    """A derived property names a rule that ships, and each rule but the closures is named."""
    named = {
        triple.subject.value: triple.object.value
        for triple in vocabulary.triples
        if triple.predicate.value == f"{HANSE}derivedBy"
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    }
    assert set(named) == {HANSE + name for name in DERIVED} | {f"{SCHEMA}organizer"}
    shipped = {path.stem for path in locate("ontology/rules").glob("*.rq")}
    assert {f"{RULES}{stem}.rq" for stem in shipped - CLOSURES} == set(named.values())
    assert shipped >= CLOSURES


@pytest.mark.parametrize("property_", sorted(DERIVED | {"organizer"}))
def test_a_rule_derives_the_property_that_names_it(vocabulary: Vocabulary, property_: str) -> None:
    """The CONSTRUCT template of a rule holds the property and nothing else."""
    namespace, prefix = (SCHEMA, "schema") if property_ == "organizer" else (HANSE, "hanse")
    (rule,) = vocabulary.values(namespace + property_, f"{HANSE}derivedBy")
    text = locate(f"ontology/rules/{rule.value.removeprefix(RULES)}").read_text(encoding="utf-8")
    (template,) = re.findall(r"CONSTRUCT \{(.*?)\}", text)
    assert template.split()[1:2] == [f"{prefix}:{property_}"]
    assert len(template.split()) == 3


def test_the_ontology_declares_no_foreign_term(vocabulary: Vocabulary) -> None:
    """Types of OWL are given to terms of our own namespace only."""
    declared = {
        triple.subject.value
        for triple in vocabulary.triples
        if isinstance(triple.object, ox.NamedNode)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.object.value in {OWL + name for name in TERM_TYPES}
    }
    assert declared
    assert {iri for iri in declared if not iri.startswith(HANSE)} == set()
