"""One address per thing: IRIs minted from a kind and the ids of table rows."""

from __future__ import annotations

from hanse.namespaces import ID

# RFC 3986 "unreserved" without the dot: a slug of dots alone would be a path step, not a name.
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~")
_PLAIN_TEXT = frozenset(map(chr, _PLAIN))


def encode_slug(slug: str) -> str:
    """Percent-encode every byte that is not a letter, a digit or one of `-_~`.

    The encoding is injective: two slugs never give one IRI. Raises ValueError for an empty
    slug and for text that has no UTF-8 form (a lone surrogate). Source: RFC 3986, section 2.1.
    """
    if not slug:
        raise ValueError("an IRI needs a slug that is not empty")
    if _PLAIN_TEXT.issuperset(slug):
        return slug
    data = slug.encode("utf-8")
    return "".join(chr(b) if b in _PLAIN else f"%{b:02X}" for b in data)


def mint_iri(kind: str, *slugs: str) -> str:
    """Build `https://w3id.org/hanse/id/<kind>/<slug>[/<slug>…]` from ids of table rows."""
    return f"{ID}{kind}/" + "/".join(map(encode_slug, slugs))
