"""A body goes to aiohttp as it is: a stream that is sent once and never read back."""

from __future__ import annotations

import pytest

from app.core.net.leaving import BodyPayload


class Writer:
    """Takes down what is written."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    async def write(self, part: bytes) -> None:
        self.parts.append(part)


async def parts():
    yield b"one"
    yield b"two"


async def test_every_part_is_written_in_order_and_counts_as_sent() -> None:
    payload, writer = BodyPayload(parts()), Writer()
    assert not payload.consumed
    await payload.write_with_length(writer, 6)
    assert writer.parts == [b"one", b"two"]
    assert payload.consumed, "else aiohttp might think that it can be sent again"


async def test_it_has_no_text() -> None:
    with pytest.raises(TypeError, match="sent, not read"):
        BodyPayload(parts()).decode()
