"""One served dataset: its workers, its limits, and what every request needs of them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from hanse import __version__
from hanse.server.responses import BrokenTransferError, explain_failure, read_whole
from hanse.worker.reply import WorkerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from hanse.server.limits import Limits
    from hanse.server.responses import Sender
    from hanse.worker.pool import Pool
    from hanse.worker.reply import Reply

_CACHED_BYTES = 32 << 20
_LARGEST_CACHED = 4 << 20
_OVERHEAD = 2048
_OK, _NOT_MODIFIED = 200, 304
_REVALIDATED = {"cache-control": "no-cache"}


class Kept(NamedTuple):
    """A page that was rendered; the dataset does not change, so it stays as it is."""

    headers: dict[str, str]
    body: bytes

    def weigh(self) -> int:
        """Give the bytes that it takes, what surrounds it included."""
        return len(self.body) + _OVERHEAD


class Service:
    """Answers with the workers' replies; `fingerprint` identifies the dataset's contents."""

    def __init__(
        self, pool: Pool, limits: Limits, fingerprint: str, services: tuple[str, ...] = ()
    ) -> None:
        self.pool, self.limits, self.services = pool, limits, services
        self._fingerprint = fingerprint
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._kept_bytes = 0

    async def answer(
        self, sender: Sender, call: str, args: dict[str, Any], *, keep: bool = False
    ) -> None:
        """Send what a job gives, or why there is nothing; `keep` says it may be kept for others."""
        tag = self.make_tag(call, args)
        if has_tag(sender, tag):
            await sender.send_bytes(_NOT_MODIFIED, b"", {"etag": tag, "vary": VARY, **_REVALIDATED})
            return
        kept = self._kept.get(tag)
        if kept:
            self._kept.move_to_end(tag)
            await sender.send_bytes(_OK, kept.body, kept.headers)
            return
        try:
            await sender.until_gone(self._ask(sender, call, args, tag if keep else "", tag))
        except WorkerError as error:
            await self._explain(sender, error)
        except BrokenTransferError:
            pass  # the response stays without its end, and the connection is closed

    async def _ask(
        self, sender: Sender, call: str, args: dict[str, Any], key: str, tag: str
    ) -> None:
        async with self.pool.ask(call, args) as reply:
            headers = dict(reply.head["headers"])
            if reply.head["status"] == _OK and not reply.head.get("volatile"):
                headers |= {"etag": tag, **_REVALIDATED}
            else:
                headers.setdefault("cache-control", "no-store")
            headers.setdefault("vary", VARY)
            if key and reply.head["status"] == _OK and await reply.wait_for(_LARGEST_CACHED):
                await self._keep(key, headers, reply)
            await sender.send_reply(reply, headers)

    async def _explain(self, sender: Sender, error: WorkerError) -> None:
        limits = self.limits
        status, text, headers = explain_failure(error, seconds=limits.seconds, memory=limits.memory)
        await sender.send_text(status, text, headers)

    async def _keep(self, key: str, headers: dict[str, str], reply: Reply) -> None:
        if reply.size > _LARGEST_CACHED:
            return
        page = Kept(headers, await read_whole(reply))
        before = self._kept.pop(key, None)  # another request for it was as fast
        self._kept[key] = page
        self._kept_bytes += page.weigh() - (before.weigh() if before else 0)
        while self._kept_bytes > _CACHED_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= dropped.weigh()

    def make_tag(self, call: str, args: Mapping[str, Any]) -> str:
        """Give the ETag of what a job with these arguments gives: the dataset never changes.

        It is a weak one: the rows of a query without ORDER BY may come in another order.
        """
        said = repr((__version__, self._fingerprint, call, sorted(args.items())))
        return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


VARY = "Accept, Accept-Encoding"


def has_tag(sender: Sender, tag: str) -> bool:
    """Tell whether the client already has what this ETag names (RFC 9110, section 13.1.2)."""
    said = sender.get("if-none-match") if sender.method in {"GET", "HEAD"} else ""
    known = {part.strip().removeprefix("W/") for part in said.split(",")}
    return said.strip() != "*" and tag.removeprefix("W/") in known
