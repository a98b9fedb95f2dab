"""Addresses: one thing has one IRI, and two things never share one."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.iris import encode_slug, mint_iri
from hanse.namespaces import ID

# All of Unicode but lone surrogates, which have no UTF-8 form.
slugs = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
paths = st.lists(slugs, min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("expected", "slugs"),
    [
        ("city/riga", ("city", "riga")),
        ("country/LV", ("country", "LV")),
        ("membership/active-ngos/riga", ("membership", "active-ngos", "riga")),
        ("city/x%3E%20%3Cp%3E%20%3Co", ("city", "x> <p> <o")),
        ("city/%2E%2E", ("city", "..")),
        ("city/%252F", ("city", "%2F")),
        ("city/a%2Fb", ("city", "a/b")),
        ("city/%F0%9F%8F%99", ("city", "🏙")),
        ("city/R%C4%ABga", ("city", "Rīga")),
        ("city/a%2Eb~c_d", ("city", "a.b~c_d")),
    ],
)
def test_iris_follow_the_fixed_rule(expected: str, slugs: tuple[str, ...]) -> None:
    """A slug keeps letters, digits and -_~ and encodes every other byte, the dot included."""
    assert mint_iri(*slugs) == ID + expected


@given(paths)
def test_any_slug_gives_a_valid_iri_that_leads_back(path: list[str]) -> None:
    """Whatever the slugs, the IRI is valid, has one path step for each, and decodes to them."""
    iri = mint_iri("city", *path)
    assert ox.NamedNode(iri).value == iri
    steps = urlsplit(iri).path.split("/")[4:]
    assert [unquote(step) for step in steps] == path
    assert not {".", ".."} & set(steps)


@given(paths, paths)
def test_two_paths_never_share_an_iri(one: list[str], other: list[str]) -> None:
    """Minting is injective over slugs and over how many there are."""
    assert (mint_iri("city", *one) == mint_iri("city", *other)) == (one == other)


@pytest.mark.parametrize("slug", ["", "\ud800"])
def test_what_has_no_address_is_refused(slug: str) -> None:
    """An empty slug and a lone surrogate raise ValueError."""
    with pytest.raises(ValueError, match=r"empty|surrogates"):
        encode_slug(slug)
