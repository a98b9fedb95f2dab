"""The documentation of the ontology has every term, and says of each what the dataset says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from hanse.namespaces import HANSE, OWL, RDF, RDFS
from hanse.resources import locate
from hanse_viz.pages.ontology import read_ontology

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph


@pytest.fixture(scope="module")
def text(site: Any) -> str:
    """Read the page."""
    page = site.get("/ontology")
    assert page.status == 200
    return str(page.body.decode())


def test_every_term_of_the_file_has_its_place(text: str) -> None:
    """Each class, property and role of hanse.ttl stands under its anchor."""
    file = locate("ontology/hanse.ttl").read_text("utf-8")
    terms = re.findall(r"^hanse:(\w+) a ", file, re.MULTILINE)
    assert len(terms) == 90
    for term in terms:
        assert text.count(f'id="{term}"') == 1, term


def test_a_term_says_all(text: str, graph: Graph) -> None:
    """Labels, definition, ends, uses, rule and example of a property stand with it."""
    article = text.partition('id="learnsFrom"')[2].partition("</article>")[0]
    assert "learns from" in article
    assert '<small lang="lv">mācās no</small>' in article
    assert "The city whose good practice this city takes up" in article
    assert article.count('<a href="/ontology#City">City</a>') == 2
    uses = len(graph.query(f"SELECT * {{ ?s <{HANSE}learnsFrom> ?o }}"))
    assert f"<code>hanse:learnsFrom</code> <small>{uses} uses</small>" in article
    assert '<a href="/ontology#rule-learns-from">learns-from.rq</a>' in article
    assert "?thing hanse:learnsFrom ?value" in article


def test_what_stands_above_and_below(graph: Graph) -> None:
    """A class names its superclasses, ours and those of others, and its subclasses."""
    classes = {term.iri: term for term in read_ontology(graph).classes}
    network = {
        fact.label: [ref.label for ref in fact.values] for fact in classes[f"{HANSE}Network"].facts
    }
    assert network["Subclass of"] == ["Cooperation"]
    assert "Transfer network" in network["Above"]
    assert len(network["Above"]) == 10
    city = {fact.label: fact.values for fact in classes[f"{HANSE}City"].facts}
    assert ("org:FormalOrganization", "http://www.w3.org/ns/org#FormalOrganization") in [
        (ref.label, ref.url) for ref in city["Subclass of"]
    ]


def test_uses_are_those_of_the_dataset(graph: Graph) -> None:
    """Each class and property is counted."""
    ontology = read_ontology(graph)
    counts = {term.iri: term.uses for term in (*ontology.classes, *ontology.properties)}
    for iri, pattern in {
        f"{HANSE}City": f"?t a <{HANSE}City>",
        f"{HANSE}partner": f"?t <{HANSE}partner> ?o",
        f"{HANSE}MunicipalNetwork": f"?t a <{HANSE}MunicipalNetwork>",
    }.items():
        query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        assert counts[iri] == next(iter(graph.query(query)))[0]
    assert counts[f"{HANSE}MunicipalNetwork"] == 0


def test_every_example_query_gives_rows(graph: Graph) -> None:
    """The example of each term that is used finds something."""
    ontology = read_ontology(graph)
    tried = 0
    for term in (*ontology.classes, *ontology.properties):
        answer = graph.query(term.query)
        # derivedBy and a few others stand on terms of other vocabularies, which have no name here.
        assert bool(answer) == bool(term.uses), term.iri
        tried += 1
    assert tried == 80


def test_every_rule_is_shown(text: str, graph: Graph) -> None:
    """Each rule that derives a property stands there with its text."""
    rules = read_ontology(graph).rules
    assert len(rules) == 15
    assert all("CONSTRUCT" in rule.text for rule in rules)
    assert all(text.count(f'id="{rule.anchor}"') == 1 for rule in rules)


def test_lists_and_reused_terms_stand_there(text: str) -> None:
    """The lists of concepts, and the terms of other vocabularies with their uses, are listed."""
    assert '<a href="/id/scheme/theme">Themes</a>' in text
    assert ">prov:hadPrimarySource</a> <small>source</small>" in text
    assert '<a href="/ontology#rule-organizer">organizer.rq</a>' in text


def test_terms_of_others_are_documented(facts: Any, open_site: Callable[[Graph], Any]) -> None:
    """The terms that another dataset declares are documented from what it says."""
    kind = "http://example.org/Kind"
    facts.say(kind, f"{RDF}type", f"{OWL}Class")
    facts.say(kind, f"{RDFS}label", ox.Literal("Kind", language="en"))
    facts.say(kind, f"{RDFS}comment", ox.Literal("A <kind> of thing.", language="en"))
    facts.say(kind, f"{OWL}deprecated", ox.Literal("true"))
    facts.say("http://example.org/x", f"{RDF}type", kind)
    text = open_site(facts.open()).text("/ontology")
    assert "A &lt;kind&gt; of thing." in text
    assert "<code>http://example.org/Kind</code> <small>1 thing</small>" in text
    assert "no longer used" in text


def test_large_datasets_are_not_counted(
    facts: Any, open_site: Callable[[Graph], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where counting would read millions of triples, terms stand without figures."""
    facts.say(f"{HANSE}City", f"{RDF}type", f"{OWL}Class")
    facts.name(f"{HANSE}City", "City")
    monkeypatch.setattr("hanse_viz.pages.ontology.MOST_TRIPLES", 3)
    text = open_site(facts.open()).text("/ontology")
    assert "<code>hanse:City</code></p>" in text
    assert "how often a term is used is not counted" in text
