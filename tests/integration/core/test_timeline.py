"""What was said for a transfer, read back: after retries, after a restart, and with nothing secret in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import Desk, opened

from app.core.engine import exchanges as noted
from app.core.exchange import Exchange
from app.core.transfer import State, StepRecord, StepState


async def lines(desk: Desk, transfer_id: str) -> list[tuple[str, int, int]]:
    details = await desk.core.uploads.details(transfer_id)
    return [(one.step, one.attempt, one.status) for one in details.timeline]


async def test_every_request_is_there_in_order_with_its_answer(desk: Desk) -> None:
    batch = await desk.send("sela", desk.file("a.csv"))
    [done] = await desk.until(batch)
    assert await lines(desk, done.id) == [("ask", 1, 200), ("send", 1, 200)]
    ask, send = (await desk.core.uploads.details(done.id)).timeline
    assert '"filename": "a.csv"' in ask.request
    assert ask.reply.startswith("200\n")
    assert "⟨a.csv, " in send.request
    assert send.sent == done.total
    assert ask.began <= ask.ended <= send.began <= send.ended


async def test_a_lost_connection_and_the_next_try_are_two_lines(desk: Desk) -> None:
    desk.practice.misbehave("sela", "send", "reset_mid")
    batch = await desk.send("sela", desk.file("a.csv", b"id,name\n" + b"1,Ann\n" * 40_000))
    await desk.until(batch, State.WAITING)
    await desk.core.uploads.resume()
    [done] = await desk.until(batch)
    assert await lines(desk, done.id) == [("ask", 1, 200), ("send", 1, 0), ("send", 2, 200)]
    lost = (await desk.core.uploads.details(done.id)).timeline[1]
    assert lost.problem
    assert lost.reply == ""


async def test_a_retry_by_hand_leaves_what_was_said_before_also_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        desk.practice.misbehave("sela", "send", "status:400")
        [failed] = await desk.until(await desk.send("sela", desk.file("a.csv")))
        assert failed.state is State.FAILED
        before = await lines(desk, failed.id)
        assert before == [("ask", 1, 200), ("send", 1, 400)]
        desk.practice.misbehave("sela", "ask", "status:400")
        await desk.core.uploads.retry()
        [failed] = await desk.until(desk.core.uploads.batches()[0])
        assert await lines(desk, failed.id) == [*before, ("ask", 1, 400)]
    async with opened(tmp_path) as desk:
        [batch] = desk.core.uploads.batches()
        await desk.core.uploads.retry()
        [done] = await desk.until(batch)
        assert done.state is State.DONE, str(done.problem)
        assert await lines(desk, done.id) == [*before, ("ask", 1, 400), ("ask", 1, 200), ("send", 1, 200)]


async def test_a_session_is_part_of_the_timeline(desk: Desk) -> None:
    batch = await desk.send("deepset", desk.file("a.txt"), workspace="demo")
    [done] = await desk.until(batch)
    steps = [step for step, _, _ in await lines(desk, done.id)]
    assert steps[:2] == ["open", "send"]


async def test_no_key_and_no_permission_is_in_it_or_in_the_journal(desk: Desk) -> None:
    for provider, file in (("sela", "a.csv"), ("tela", "b.csv"), ("sendai", "c.pdf"), ("deepset", "d.txt")):
        values = {"workspace": "demo"} if provider == "deepset" else {}
        batch = await desk.send(provider, desk.file(file), **values)
        [done] = await desk.until(batch)
        assert done.state is State.DONE, provider
        said = repr((await desk.core.uploads.details(done.id)).timeline)
        kept = repr(await desk.core.journal.said.read([done.id, f"{batch.id}/{done.round}"]))
        key = desk.practice.keys[provider]
        for words in (said, kept):
            assert key not in words
            assert "Signature=" not in words.replace("Signature=•••", "")
            assert "X-Amz-Credential=A" not in words


async def test_what_is_not_kept_whole_still_has_its_line(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "status:400")
    batch = await desk.send("sela", desk.file("a.csv"))
    [failed] = await desk.until(batch)
    desk.core.scheduler.driver.exchanges._whole.clear()  # as after a restart
    [one] = (await desk.core.uploads.details(failed.id)).timeline
    assert one.status == 400
    assert one.request.splitlines()[0].startswith("POST http://127.0.0.1")
    assert one.reply.startswith("400\n")
    await desk.core.uploads.remove([failed.id])
    await desk.core.uploads.forget_removed()
    assert await desk.core.journal.said.read([failed.id]) == []


async def test_a_step_of_a_vendor_that_changed_keeps_its_id(desk: Desk) -> None:
    batch = await desk.send("sela", desk.file("a.csv"))
    [done] = await desk.until(batch)
    await desk.core.journal.write(Exchange(done.id, "old-step#2", 1.0, 2.0, "PUT", "https://x.example/"))
    old = (await desk.core.uploads.details(done.id)).timeline[-1]
    assert (old.label, old.request) == ("old-step#2", "PUT https://x.example/")


async def test_only_the_newest_are_kept_whole(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(noted, "KEPT", 3)
    log = desk.core.scheduler.driver.exchanges
    for name in ("a.csv", "b.csv", "c.csv"):
        await desk.until(await desk.send("sela", desk.file(name, name.encode() + b"\nx\n")))
    assert len(log._whole) == 3
    assert log._bytes == sum(len(one.reply.body) for one in log._whole.values() if one.reply)
    monkeypatch.setattr(noted, "KEPT_BYTES", 0)
    await desk.until(await desk.send("sela", desk.file("d.csv", b"d\nx\n")))
    assert all(one.reply is None or not one.reply.body for one in log._whole.values())


async def test_what_was_noted_beside_the_requests_is_no_step(desk: Desk) -> None:
    [done] = await desk.until(await desk.send("optimaldial", desk.fresh("optimaldial")))
    seen = StepRecord(done.id, "watch#seen", StepState.DONE, 1.0, outputs={"status": "processing"})
    await desk.core.scheduler.world.journal.write(seen)
    steps = (await desk.core.uploads.details(done.id)).steps
    assert [(one.id, one.state) for one in steps] == [("create", "done"), ("watch", "done")]


@pytest.mark.parametrize("act", ["pause", "cancel"])
async def test_what_was_cut_off_has_its_line(desk: Desk, act: str) -> None:
    desk.practice.misbehave("sela", "send", "hang")
    batch = await desk.send("sela", desk.file("a.csv"))
    [one] = desk.of(batch)
    await desk.until_sent("send")
    steps = (await desk.core.uploads.details(one.id)).steps
    assert [(step.id, step.state) for step in steps] == [("ask", "done"), ("send", "started")]
    await getattr(desk.core.uploads, act)()
    assert await lines(desk, one.id) == [("ask", 1, 200), ("send", 1, 0)]
    cut = (await desk.core.uploads.details(one.id)).timeline[-1]
    assert (cut.stopped, cut.sent) == (True, one.total)
    if act == "pause":
        await desk.core.uploads.resume()
    else:  # its address is gone, and all of it had left
        await desk.core.uploads.retry([one.id])
        await desk.until(batch, State.UNKNOWN)
        await desk.core.uploads.resolve(one.id, arrived=False)
    await desk.until(batch)
    timeline = (await desk.core.uploads.details(one.id)).timeline
    assert [said.step for said in timeline if said.stopped] == ["send"]
    assert (timeline[-1].step, timeline[-1].status) == ("send", 200)
