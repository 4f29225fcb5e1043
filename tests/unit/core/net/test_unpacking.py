"""What is unpacked, in which portions, and what is no packing at all."""

from __future__ import annotations

import asyncio
import gzip
import random
import zlib
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from app.core.net.unpacking import PORTION, unpacked

WORDS = b"".join(b"%d," % n for n in range(100_000)) + b"\0" * 2_000_000


def _raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


async def _pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def _all(data: bytes, codings: str, size: int = 1000) -> list[bytes]:
    return [part async for part in unpacked(_pieces(data, size), codings)]


@pytest.mark.parametrize("size", [1, 7, 1000, 10_000_000])
@pytest.mark.parametrize(
    ("codings", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
        ("gzip,gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("gzip", lambda data: gzip.compress(data[:5000]) + gzip.compress(data[5000:])),
    ],
)
async def test_what_was_packed_comes_out_in_portions(codings: str, pack: Callable[[bytes], bytes], size: int) -> None:
    parts = await _all(pack(WORDS[-2_001_000:] if size == 1 else WORDS), codings, size)
    assert b"".join(parts) == (WORDS[-2_001_000:] if size == 1 else WORDS)
    assert max(map(len, parts)) <= PORTION


@pytest.mark.parametrize("size", [2, 1000])
async def test_deflate_without_zlibs_head_is_understood(size: int) -> None:
    assert b"".join(await _all(_raw(WORDS[:5000]), "deflate", size)) == WORDS[:5000]


@pytest.mark.parametrize("codings", ["", "identity", "utf-8", "aws-chunked", "br"])
async def test_what_is_no_known_coding_is_left_as_it_is(codings: str) -> None:
    assert b"".join(await _all(b"{}", codings)) == b"{}"


async def test_nothing_packed_is_nothing() -> None:
    assert await _all(b"", "gzip") == []


async def test_what_follows_the_end_is_left_out() -> None:
    whole = gzip.compress(b"hello")
    assert await _all(whole + b"\0" * 50, "gzip") == [b"hello"]
    assert await _all(whole + b"\0" * 50, "gzip", len(whole)) == [b"hello"]
    assert await _all(zlib.compress(b"hello") + whole, "deflate") == [b"hello"]


@pytest.mark.parametrize("codings", ["gzip", "deflate", "gzip, gzip"])
async def test_what_is_cut_off_or_something_else_is_no_reply(codings: str) -> None:
    pack = zlib.compress if codings == "deflate" else gzip.compress
    for data in (pack(b"hello" * 100)[:-1], random.Random(5).randbytes(500), pack(b"hello")[:1]):
        with pytest.raises(httpx.DecodingError):
            await _all(data, codings)


async def test_what_was_packed_a_thousand_times_is_no_reply() -> None:
    with pytest.raises(httpx.DecodingError, match="5000 times"):
        await _all(gzip.compress(b"x"), ",".join(["gzip"] * 5000))


async def test_what_unpacks_to_nothing_gives_others_their_turn() -> None:
    """A gzip head may hold a name without an end: nothing comes of it, and whoever reads is not asked."""
    name = b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 50 * PORTION
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    with pytest.raises(httpx.DecodingError):
        await _all(gzip.compress(name), "gzip, gzip", size=10_000_000)
    beside.cancel()
    assert turns >= 50
