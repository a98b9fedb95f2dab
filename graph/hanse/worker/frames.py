"""Messages between the server and a worker: a kind of one byte, a length of four, the bytes."""

from __future__ import annotations

import json
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import StreamReader
    from typing import Any, BinaryIO

HEAD, BODY, END, FAILED = b"H", b"B", b"E", b"F"
_PREFIX = struct.Struct("!cI")
PREFIX_BYTES = _PREFIX.size


class FrameError(Exception):
    """The other side ended, or sent what is no message."""


def pack_frame(kind: bytes, content: bytes) -> bytes:
    """Write one message."""
    return _PREFIX.pack(kind, len(content)) + content


def pack_json(kind: bytes, content: object) -> bytes:
    """Write one message whose content is JSON."""
    return pack_frame(kind, json.dumps(content).encode())


def read_frame(source: BinaryIO) -> tuple[bytes, bytes]:
    """Read one message, waiting for it; raises FrameError at the end of the stream."""
    kind, length = _PREFIX.unpack(_read_exactly(source, PREFIX_BYTES))
    return kind, _read_exactly(source, length)


def _read_exactly(source: BinaryIO, length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise FrameError("the stream ended")
    return data


async def receive_frame(source: StreamReader) -> tuple[bytes, bytes]:
    """Read one message without blocking; raises FrameError at the end of the stream."""
    try:
        kind, length = _PREFIX.unpack(await source.readexactly(PREFIX_BYTES))
        return kind, await source.readexactly(length)
    except (EOFError, OSError) as error:
        raise FrameError("the stream ended") from error


def read_json(content: bytes) -> dict[str, Any]:
    """Read the content of a message that is a JSON object; raises FrameError where it is none."""
    try:
        return dict(json.loads(content))
    except (ValueError, TypeError) as error:
        raise FrameError("a message is no JSON object") from error
