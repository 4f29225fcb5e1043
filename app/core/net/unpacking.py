"""Unpacks compressed replies in small portions: some hundred bytes may hold gigabytes, packed twice."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator

import httpx

PORTION = 256 * 1024
"""Bytes that are unpacked before whoever reads is asked again."""

MOST = 2
"""How often a reply may be packed. Nobody does it twice; a thousand times would be more than Python's stack holds."""

_NEXT_MEMBER = b"\x1f"  # RFC 1952, 2.2 and 2.3.1
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def unpacked(packed: AsyncIterator[bytes], codings: str) -> AsyncIterator[bytes]:
    """What *packed* holds.

    Args:
        codings: the header ``Content-Encoding``. Others than gzip and deflate are not undone: nobody asked for them,
            and some servers write there what is no coding at all.

    Raises:
        httpx.DecodingError: it is not packed in the way it says, too often, or was cut off.
    """
    names = [one.strip().lower() for one in codings.split(",")]
    known = [name for name in names if name in ("gzip", "x-gzip", "deflate")]
    if len(known) > MOST:
        raise httpx.DecodingError(f"packed {len(known)} times")
    for name in reversed(known):  # RFC 9110, 8.4: in order of packing
        packed = _inflated(packed, deflate=name == "deflate")
    return packed


async def _inflated(packed: AsyncIterator[bytes], *, deflate: bool) -> AsyncIterator[bytes]:
    inflater = None
    async for part in packed:
        if inflater is None:
            inflater = zlib.decompressobj(_form(part) if deflate else _GZIP)
        elif inflater.eof:
            if deflate or not part.startswith(_NEXT_MEMBER):
                return  # what follows the end is none of the reply
            inflater = zlib.decompressobj(_GZIP)
        more: bytes | None = part
        while more is not None:
            try:
                data = inflater.decompress(more, PORTION)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
            if data:
                yield data
            else:
                await asyncio.sleep(0)  # a head without an end, packed itself, gives nobody else a turn
            more = inflater.unconsumed_tail if inflater.unconsumed_tail or len(data) == PORTION else None
            if inflater.unused_data.startswith(_NEXT_MEMBER) and not deflate:
                more, inflater = inflater.unused_data, zlib.decompressobj(_GZIP)
    if inflater is not None and not inflater.eof:
        raise httpx.DecodingError("it ends too early")


def _form(begin: bytes) -> int:
    """What "deflate" means here: with zlib's head, as it should be (RFC 9110, 8.4.1.2), or without, as some send it."""
    return _ZLIB if len(begin) < 2 or (int.from_bytes(begin[:2], "big") % 31 == 0 and begin[0] & 15 == 8) else _RAW
