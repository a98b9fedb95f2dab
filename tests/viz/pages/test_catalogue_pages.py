"""The catalogue's pages have every query with its parameters and text."""

from __future__ import annotations

from html import unescape
from typing import Any

from hanse.queries.catalogue import list_queries


def test_every_query_is_listed_and_has_a_page(site: Any) -> None:
    """Each query has a page with its title, paragraph, parameters, text and a link to ask it."""
    listed = site.text("/queries")
    queries = list_queries()
    assert len(queries) == 51
    for query in queries:
        assert f'<a href="/queries/{query.name}">' in listed
        text = unescape(site.text(f"/queries/{query.name}"))
        assert query.title in text
        assert query.about in text
        assert query.text.strip() in text
        assert f'href="/#query={query.name}"' in text
        assert query.example in text
        for parameter in query.parameters.values():
            assert f"<code>{parameter.name}</code>" in text
            assert parameter.about in text
