"""What people do: change files, pause, cancel, act at the vendor, close the window and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold

from app import practice_mode
from app.assembly import InUse, Setup, open_core
from app.core.events import TotalsChanged
from app.core.paths import DataPaths
from app.core.transfer import State


def posts(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


# ── files ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("change", ["grow", "shrink", "gone"])
async def test_a_file_that_changed_is_not_sent_as_if_whole(desk: Desk, change: str) -> None:
    path = desk.file("leads.csv", b"id,name\n" + b"1,Ann\n" * 1000)
    hold(desk.core.scheduler)
    batch = await desk.send("sela", path)
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(b"id,name\n" + b"1,Ann\n" * (2000 if change == "grow" else 10))
    go_on(desk.core.scheduler)
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert desk.practice.received("sela") == []


async def test_the_same_name_twice_in_one_session_is_found_before_sending(desk: Desk) -> None:
    paths = (desk.file("one/a.txt"), desk.file("two/a.txt"))
    check = await desk.core.uploads.check(desk.draft("deepset", *paths))
    assert (check.sendable, check.left_out) == (1, 1)


# ── the person's hand ───────────────────────────────────────────────────────────────────────────────


async def test_pause_resume_cancel_and_remove(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(4)))
    ids = [one.id for one in desk.of(batch)]
    await desk.core.uploads.pause()
    assert {one.state for one in desk.of(batch)} == {State.PAUSED}
    go_on(desk.core.scheduler)
    await desk.core.uploads.cancel(ids[:1])
    await desk.core.uploads.resume(ids[1:])
    ended = await desk.until(batch)
    assert [one.state for one in ended] == [State.CANCELLED, *[State.DONE] * 3]
    assert len(desk.practice.received("sela")) == 3
    await desk.core.uploads.remove(ids)
    assert desk.of(batch) == []
    assert len(await desk.core.uploads.receipts()) == 3


async def test_a_running_transfer_is_paused_at_once_where_that_is_safe(desk: Desk) -> None:
    desk.practice.misbehave("sela", "send", "hang")
    batch = await desk.send("sela", desk.file("leads.csv"))
    await desk.until_sent("send")
    await desk.core.uploads.pause()
    assert [one.state for one in desk.of(batch)] == [State.PAUSED]
    await desk.core.uploads.resume()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_cancelling_at_the_vendor_gives_the_credits_back(desk: Desk) -> None:
    desk.practice.world.scale = 1.0
    batch = await desk.send("optimaldial", desk.leads())
    [waiting] = await desk.until(batch, State.PROCESSING)
    details = await desk.core.uploads.details(waiting.id)
    assert "cancel_there" in {offer.id for offer in details.offers}
    result = await desk.core.uploads.act(waiting.id, "cancel_there")
    assert result.ok
    assert "120" in str(result.words)
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]
    assert desk.practice.refunds() == 120


async def test_results_are_downloaded_into_a_file(desk: Desk, tmp_path: Path) -> None:
    [done] = await desk.until(await desk.send("optimaldial", desk.leads()))
    target = tmp_path / "results.csv"
    result = await desk.core.uploads.act(done.id, "download_processed", target)
    assert result.ok, str(result.words)
    assert result.saved_to == target
    assert "212555" in target.read_text()


async def test_details_show_the_steps_and_nothing_secret(desk: Desk) -> None:
    [done] = await desk.until(await desk.send("sela", desk.file("leads.csv")))
    details = await desk.core.uploads.details(done.id)
    assert [(step.id, step.state) for step in details.steps] == [("ask", "done"), ("send", "done")]
    words = repr(details)
    assert "X-Amz-Signature=•••" in words or "X-Amz-Signature" not in words
    assert desk.practice.keys["sela"] not in words


# ── the next start ──────────────────────────────────────────────────────────────────────────────────


async def test_the_queue_is_there_again_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3)))
    await desk.core.close()
    again = await open_core(Setup(DataPaths(tmp_path / "data"), practice=True))
    practice = await practice_mode.begin(again, scale=0.0)
    await again.uploads.start()
    revived = Desk(again, practice, tmp_path / "files")
    assert len(revived.of(batch)) == 3
    assert {one.state for one in await revived.until(batch)} == {State.DONE}
    assert len(practice.received("sela")) == 3
    await again.close()
    await practice.stop()


async def test_what_rests_is_counted_after_a_restart_though_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3)))
    await desk.core.uploads.pause([one.id for one in desk.of(batch)])
    await desk.core.close()
    again = await open_core(Setup(DataPaths(tmp_path / "data"), practice=True))
    heard = list[TotalsChanged]()
    again.events.subscribe(TotalsChanged, heard.append)
    await again.uploads.start()
    assert [dict(one.by_state) for one in heard] == [{"paused": 3}]
    await again.close()


async def test_two_never_work_on_one_journal(desk: Desk, tmp_path: Path) -> None:
    assert desk.core.journal is not None
    with pytest.raises(InUse):
        await open_core(Setup(DataPaths(tmp_path / "data")))


@pytest.mark.parametrize("hand", ["pause", "cancel"])
async def test_stopping_a_costly_step_waits_for_its_answer(desk: Desk, hand: str) -> None:
    desk.practice.misbehave("sendai", "upload", "slow", seconds=0.5)
    batch = await desk.send("sendai", desk.file("a.pdf"))
    await desk.until_sent("create")
    await (desk.core.uploads.pause() if hand == "pause" else desk.core.uploads.cancel())
    assert [one.state for one in desk.of(batch)] == [State.PAUSED if hand == "pause" else State.CANCELLED]
    assert len(desk.practice.received("sendai")) == 1
    if hand == "pause":
        await desk.core.uploads.resume()
        assert [one.state for one in await desk.until(batch)] == [State.DONE]
        assert posts(desk, "sendai", "upload") == 1
