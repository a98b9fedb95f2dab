"""Turtle for people: the same triples for every parser, the same bytes for every order."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from hanse.dataset import build_dataset
from hanse.namespaces import HANSE, ID, PREFIXES, RDF, XSD
from hanse.resources import locate
from hanse.turtle import shorten_iri, split_line, write_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset

SECTIONS = [
    "The dataset", "Countries", "Cities", "Locations of cities", "Organisations", "Programmes",
    "Calls", "Networks", "Projects", "Phases", "Memberships", "Good practices",
    "Transfers of good practices", "Events", "Participations in events and projects", "Themes",
    "Sources", "Other things", "The ontology",
]  # fmt: skip


def _parse(turtle: str) -> set[str]:
    triples = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return {f"{t.subject} {t.predicate} {t.object} .\n" for t in triples}


@pytest.fixture(scope="module")
def turtle(built: Dataset) -> str:
    """Write the shipped dataset as Turtle once."""
    return write_turtle(built.lines)


def test_a_strict_parser_reads_the_same_triples(built: Dataset, turtle: str) -> None:
    """The dataset's Turtle holds the triples of its N-Triples, term by term."""
    assert _parse(turtle) == set(built.lines)


def test_another_parser_reads_the_same_triples(small_data: Path) -> None:
    """With rdflib too, Turtle gives what N-Triples give."""
    lines = build_dataset(small_data, locate("ontology")).lines
    turtle = rdflib.Graph().parse(data=write_turtle(lines), format="turtle")
    assert set(turtle) == set(rdflib.Graph().parse(data="".join(lines), format="nt"))
    assert len(turtle) == len(lines)


def test_the_order_of_lines_does_not_matter(built: Dataset, turtle: str) -> None:
    """Shuffled and repeated lines give the same bytes."""
    lines = [*built.lines, *built.lines[:100], "\n"]
    random.Random(7).shuffle(lines)  # noqa: S311 - any order will do
    assert write_turtle(lines) == turtle


def test_it_opens_with_the_dataset_and_goes_by_kind(turtle: str) -> None:
    """After the prefixes come the dataset, then each kind of thing under its heading, once."""
    head, _, body = turtle.partition("\n\n")
    assert head.startswith(f"@base <{ID}> .\n@prefix hanse: <{HANSE}> .\n")
    assert body.startswith("# The dataset\n\n<https://w3id.org/hanse/dataset> a dcat:Dataset")
    assert re.findall(r"^# (.+)$", turtle, re.MULTILINE) == SECTIONS


def test_things_of_a_section_are_sorted(turtle: str) -> None:
    """Within a section subjects are in order of their addresses, and each stands once."""
    cities = turtle.partition("\n# Cities\n")[2].partition("\n# ")[0]
    subjects = re.findall(r"^<(city/[^>]+)> a ", cities, re.MULTILINE)
    assert len(subjects) == len(set(subjects)) > 700
    assert subjects == sorted(subjects)


def test_only_used_prefixes_are_declared(turtle: str) -> None:
    """A prefix in the head is used in the body, and the body uses no other."""
    head, _, body = turtle.partition("\n\n")
    declared = set(re.findall(r"^@prefix (\w+):", head, re.MULTILINE))
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^#.*$', "", body, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w@])(\w+):\w", bare))
    assert declared == used
    assert len(write_turtle([f"<{ID}a> <{RDF}type> <urn:b> .\n"]).split("\n\n")[0].split("\n")) == 2


def test_a_changed_fact_changes_its_lines_only(built: Dataset, turtle: str) -> None:
    """Taking one triple away takes one line away or rewrites it, and moves no other."""
    gone = f"<{ID}city/riga> <{HANSE}population> "
    lines = [line for line in built.lines if not line.startswith(gone)]
    assert len(lines) == len(built.lines) - 1
    before, after = turtle.split("\n"), write_turtle(lines).split("\n")
    assert len(set(before) - set(after)) == 1
    assert len(before) - len(after) == 1


@pytest.mark.parametrize(
    ("expected", "iri"),
    [
        ("<city/riga>", ID + "city/riga"),
        ("<membership/a/b>", ID + "membership/a/b"),
        ("<city/%2E%2E>", ID + "city/%2E%2E"),
        ("hanse:City", HANSE + "City"),
        ("xsd:integer", XSD + "integer"),
        ("nuts:LV006", "http://data.europa.eu/nuts/code/LV006"),
        ("wd:Q1773", "http://www.wikidata.org/entity/Q1773"),
        # What would be another IRI, or none, when written short.
        (f"<{ID}>", ID),
        (f"<{ID}city/>", ID + "city/"),
        (f"<{ID}city//riga>", ID + "city//riga"),
        (f"<{ID}../ontology>", ID + "../ontology"),
        (f"<{ID}city/a.b>", ID + "city/a.b"),
        (f"<{ID}a:b>", ID + "a:b"),
        (f"<{ID}a?b#c>", ID + "a?b#c"),
        (f"<{HANSE}>", HANSE),
        (f"<{HANSE}a.>", HANSE + "a."),
        (f"<{HANSE}a/b>", HANSE + "a/b"),
        (f"<{HANSE}-a>", HANSE + "-a"),
        (f"<{HANSE}a(b)>", HANSE + "a(b)"),
        (f"<{HANSE}é>", HANSE + "é"),
        ("<https://w3id.org/hanse/ontology>", "https://w3id.org/hanse/ontology"),
        ("<urn:x:hanse:City>", "urn:x:hanse:City"),
    ],
)
def test_iris_are_shortened_only_where_they_stay_the_same(expected: str, iri: str) -> None:
    """A short form is used where it reads back as the same IRI, else the whole is written."""
    line = f"<urn:s> <urn:p> <{iri}> .\n"
    written = write_turtle([line])
    assert f" {expected} .\n" in written
    assert _parse(written) == {line}


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal),
            st.text(st.characters(exclude_categories=["Cs"])).map(
                lambda value: ox.Literal(value, language="en")
            ),
            st.sampled_from(
                ["1", "-7", "+7", "007", "1.5", "-.5", "1.", "1e3", "x", "", "true", "1.5 "]
            ).flatmap(
                lambda value: st.sampled_from(["integer", "decimal", "double", "boolean"]).map(
                    lambda type_: ox.Literal(value, datatype=ox.NamedNode(XSD + type_))
                )
            ),
            st.text("abc/#.:%-_~", max_size=8).map(
                lambda end: ox.NamedNode(ID + end.replace("%", "%25").replace("#", ""))
            ),
        ),
        min_size=1,
    )
)
def test_any_value_survives(values: list[ox.Literal | ox.NamedNode]) -> None:
    """Whatever the values, the Turtle reads back as the very lines it was written from."""
    lines = {f"<{ID}a> <{HANSE}p> {value} .\n" for value in values}
    assert _parse(write_turtle(lines)) == lines


def test_blank_nodes_and_triple_terms_are_kept() -> None:
    """Answers of users' own data may hold them, and they are written as they are."""
    line = "_:b <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> .\n"
    (triple,) = ox.parse(write_turtle([line]), format=ox.RdfFormat.TURTLE)
    assert isinstance(triple.subject, ox.BlankNode)
    assert isinstance(triple.object, ox.Triple)


def test_a_line_is_taken_apart_at_its_terms() -> None:
    """Spaces, dots and quotation marks of a literal stay in it."""
    assert split_line('<a> <b> "x . \\" y" .\n') == ("<a>", "<b>", '"x . \\" y"')
    assert split_line('<a> <b> "x"@lv .') == ("<a>", "<b>", '"x"@lv')


@pytest.mark.parametrize(
    ("expected", "iri"),
    [
        ("id:city/riga", ID + "city/riga"),
        ("hanse:City", HANSE + "City"),
        ("https://w3id.org/hanse/dataset", "https://w3id.org/hanse/dataset"),
        (HANSE, HANSE),
    ],
)
def test_iris_are_short_for_people(expected: str, iri: str) -> None:
    """Tables show prefix and name."""
    assert shorten_iri(iri) == expected
    assert set(PREFIXES) >= {"id", "hanse"}


def test_no_triples_are_an_empty_file() -> None:
    """Nothing to write gives the base alone."""
    assert write_turtle([]) == f"@base <{ID}> .\n"
