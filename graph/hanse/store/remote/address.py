"""The address of a service and who asks it; what is shown of it never holds a secret."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from hanse.errors import UsageError, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, PASSWORD = "HANSE_ENDPOINT_USER", "HANSE_ENDPOINT_PASSWORD"
# What may stand in a URL as it is; all else is written as %XX.
_PLAIN = "%/:=&?~+!$,;'@()*[]"


class Endpoint(NamedTuple):
    """A service: its URL without credentials, and the credentials, which are shown nowhere."""

    url: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Show the address alone."""
        return f"Endpoint({self.shown})"

    @property
    def shown(self) -> str:
        """The address for people: without a query string, which may hold a key."""
        scheme, host, path, query, _ = urlsplit(self.url)
        return shorten(urlunsplit((scheme, host, path, "…" if query else "", "")), 300)

    def hide(self, text: str) -> str:
        """Take the credentials out of a text that a service sent, which may repeat them."""
        query = urlsplit(self.url).query
        token = b64encode(f"{self.user}:{self.password}".encode()).decode()
        for secret in (self.password, token if self.user else "", query):
            text = text.replace(secret, "…") if secret else text
        return text


def parse_endpoint(address: str, environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Take credentials out of an address; without any there, those of the environment hold.

    They are HANSE_ENDPOINT_USER and HANSE_ENDPOINT_PASSWORD. Raises UsageError for what is no
    http or https address.
    """
    scheme, login, host, path, query = _split(address)
    if scheme not in {"http", "https"} or not host or any(c <= " " for c in address.strip()):
        expected = "expected an address such as http://127.0.0.1:7878/query"
        raise UsageError(f"{_hide_login(address)}: {expected}")
    user, _, password = (unquote(part) for part in login.partition(":"))
    if not login:
        user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    parts = (scheme, _encode_host(host), quote(path, _PLAIN), quote(query, _PLAIN), "")
    return Endpoint(urlunsplit(parts), user, password)


def _split(address: str) -> tuple[str, ...]:
    """Split an address; gives nothing for what is none."""
    try:
        scheme, netloc, path, query, _ = urlsplit(address.strip())
        login, _, host = netloc.rpartition("@")
        place = urlsplit(f"//{host}")
        has_name = bool(place.hostname) and place.port != 0
    except ValueError:
        return ("",) * 5
    return (scheme, login, host, path, query) if has_name else ("",) * 5


def _encode_host(host: str) -> str:
    """Write a host as the network knows it: internationalised names in ASCII."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise UsageError(f"{shorten(host)}: no host can have this name") from error


def _hide_login(address: str) -> str:
    """Show what was given as an address without what stands before an @."""
    return shorten(address.rpartition("@")[2]) or "(blank)"
