"""Web addresses that are safe to link and valid as IRIs."""

from __future__ import annotations

import re

# What RFC 3987 keeps out of an IRI; the first group would break out of `<…>` in N-Triples too.
_BAD_CHARACTER = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]|%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(
    r"https?://"
    r"(?:[^\s/?#@:\[\]]+)"  # a host, and no user name or password before it
    r"(?::[0-9]{1,5})?"
    r"(?:[/?#].*)?",
    re.ASCII | re.DOTALL,
)
_OUTSIDE_IRI = re.compile(r"[\[\]]")


def find_url_fault(value: str) -> str | None:
    """Say why an address cannot be used as a link, or nothing where it can (RFC 3987)."""
    bad = _BAD_CHARACTER.search(value)
    if bad:
        return f"character {bad.start() + 1} must be percent-encoded in an address"
    if not _WEB.fullmatch(value):
        return "expected an address that starts with http:// or https:// and names a host"
    if _OUTSIDE_IRI.search(value) or value.count("#") > 1:
        return "brackets and a second # must be percent-encoded in an address"
    return None
