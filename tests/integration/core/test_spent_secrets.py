"""After a failure or a cancel no signed address is in any file of the data folder, and a retry asks for another."""

from __future__ import annotations

import asyncio
import re

import pytest
from fixtures.desk import Desk

from app.core.storage import writer
from app.core.transfer import Batch, State

SIGNED = re.compile(rb"X-Amz-Signature=[0-9a-f]{16}|x-amz-signature[^0-9a-f]{1,6}[0-9a-f]{16}", re.IGNORECASE)
POLICY = re.compile(rb"eyJ[A-Za-z0-9+/=_-]{24}")


def leaks(desk: Desk) -> list[str]:
    """Files of the data folder that hold a signature or a policy."""
    folder = desk.core.journal.path.parent
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert desk.core.journal.path in files
    return [one.name for one in files if SIGNED.search(data := one.read_bytes()) or POLICY.search(data)]


async def until_clean(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is emptied once it was quiet; a second in the program."""
    monkeypatch.setattr(writer, "QUIET", 0.01)
    await desk.core.journal.steps("nobody")
    try:
        async with asyncio.timeout(10):
            while leaks(desk):
                await desk.turn()
    except TimeoutError:
        pytest.fail(f"still in {leaks(desk)}")


def asked(desk: Desk, vendor: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(vendor))


@pytest.mark.parametrize("vendor", ["sela", "tela"])
async def test_a_failed_file_keeps_no_address_and_a_retry_asks_for_another(
    desk: Desk, vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.practice.misbehave(vendor, "send", "status:400")
    batch = await desk.send(vendor, desk.fresh(vendor))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    steps = await desk.core.journal.steps(failed.id)
    assert "ask" in {one.step for one in steps}
    await until_clean(desk, monkeypatch)
    before = asked(desk, vendor, "ask")
    await desk.core.uploads.retry()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert asked(desk, vendor, "ask") == before + 1
    assert len(desk.practice.received(vendor)) == 1
    await until_clean(desk, monkeypatch)


async def _cancelled_in_mid(desk: Desk, vendor: str) -> Batch:
    desk.practice.misbehave(vendor, "send", "slow", seconds=30)
    batch = await desk.send(vendor, desk.fresh(vendor))
    await desk.until_sent("send")
    assert leaks(desk), "while it is being sent the address is needed"
    await desk.core.uploads.cancel()
    assert {one.state for one in await desk.until(batch)} == {State.CANCELLED}
    return batch


async def test_a_cancelled_file_keeps_no_address(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = await _cancelled_in_mid(desk, "sela")
    await until_clean(desk, monkeypatch)
    await desk.core.uploads.retry([one.id for one in desk.of(batch)])
    for unclear in await desk.until(batch, State.UNKNOWN):  # all of it had left, and the address is gone
        await desk.core.uploads.resolve(unclear.id, arrived=False)
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_a_session_that_was_closed_after_a_cancel_keeps_no_policy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _cancelled_in_mid(desk, "deepset")
    async with asyncio.timeout(20):
        while not asked(desk, "deepset", "close"):
            await desk.turn()
    await until_clean(desk, monkeypatch)


@pytest.mark.parametrize(("vendor", "step", "at_vendor"), [("sela", "ask", "ask"), ("sendai", "create", "upload")])
async def test_a_key_that_a_vendor_repeats_is_kept_and_shown_nowhere(
    desk: Desk, vendor: str, step: str, at_vendor: str
) -> None:
    key = desk.practice.keys[vendor]
    desk.practice.misbehave(vendor, at_vendor, "status:400", words=f"what is {key}?")
    [failed] = await desk.until(await desk.send(vendor, desk.fresh(vendor)))
    assert failed.state is State.FAILED
    details = await desk.core.uploads.details(failed.id)
    [told] = [one for one in details.steps if one.id == step]
    assert "what is •••?" in repr(told), "the reply is shown"
    assert key not in repr(details) + repr(failed)
    await desk.core.journal.steps("nobody")
    folder = desk.core.journal.path.parent
    assert not [one.name for one in folder.rglob("*") if one.is_file() and key.encode() in one.read_bytes()]
