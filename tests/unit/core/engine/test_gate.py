"""What is for the whole queue waits for the whole queue, and is done before the gate counts as open."""

from __future__ import annotations

import asyncio

import pytest

from app.core.engine.gate import Gate


class Hand:
    """Writes down what was done."""

    def __init__(self) -> None:
        self.done: list[object] = []

    async def act(self, ids: object = None, *, current: bool = True) -> None:
        await asyncio.sleep(0)
        self.done.append((ids, current))


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_an_open_gate_holds_nobody_back() -> None:
    gate, hand = Gate(), Hand()
    await gate.for_some_or_all(hand.act)(None, current=False)
    await gate.for_all(hand.act)("account")
    assert hand.done == [(None, False), ("account", True)]


async def test_who_names_transfers_need_not_wait() -> None:
    gate, hand = Gate(), Hand()
    gate.close()
    await gate.for_some_or_all(hand.act)(["a"])
    assert hand.done == [(["a"], True)]


async def test_what_is_for_all_waits_and_is_done_before_the_gate_counts_as_open() -> None:
    gate, hand = Gate(), Hand()
    gate.close()
    early = [
        asyncio.ensure_future(gate.for_some_or_all(hand.act)()),
        asyncio.ensure_future(gate.for_all(hand.act)("account")),
    ]
    await turns()
    assert (hand.done, gate.is_open) == ([], False)
    await gate.open()
    assert sorted(hand.done, key=str) == [("account", True), (None, True)]
    await asyncio.gather(*early)


async def test_one_that_is_given_up_or_fails_does_not_keep_the_gate_shut() -> None:
    gate, hand = Gate(), Hand()
    gate.close()

    async def fail(ids: object = None) -> None:
        raise ValueError(ids)

    given_up = asyncio.ensure_future(gate.for_some_or_all(hand.act)())
    failing = asyncio.ensure_future(gate.for_some_or_all(fail)())
    await turns()
    given_up.cancel()
    await gate.open()
    with pytest.raises(ValueError, match="None"):
        await failing
    assert hand.done == []
