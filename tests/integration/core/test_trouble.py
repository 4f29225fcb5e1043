"""What goes wrong at work: lost replies, dead URLs, refused keys, full sessions, changed files, restarts."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.desk import Desk

from app import practice_mode
from app.assembly import InUse, Setup, open_core
from app.core.errors import InputError
from app.core.events import FieldsRefused, Notice
from app.core.paths import DataPaths
from app.core.services.model import KeyState
from app.core.transfer import State, Wait


def posts(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


# ── outcome unknown ─────────────────────────────────────────────────────────────────────────────────


async def test_a_lost_reply_on_a_charging_step_is_looked_up_and_charges_once(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "drop_after")
    path = desk.leads()
    [done] = await desk.until(await desk.send("optimaldial", path), State.DONE)
    assert done.result is not None
    assert done.result.id == desk.practice.received("optimaldial")[0].id
    assert (desk.practice.charges(), posts(desk, "optimaldial", "upload")) == (120, 1)


@pytest.mark.parametrize("fault", ["drop_before", "reset_mid", "status:500", "malformed"])
async def test_what_cannot_be_found_is_never_sent_again_by_itself(desk: Desk, fault: str) -> None:
    desk.practice.misbehave("optimaldial", "upload", fault)
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    [unknown] = desk.of(batch)
    assert unknown.state is State.UNKNOWN
    assert unknown.problem is not None
    assert posts(desk, "optimaldial", "upload") == 1


async def test_the_person_settles_what_nobody_can_look_up(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "drop_after")
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.resolve(unknown.id, arrived=True)
    [done] = desk.of(batch)
    assert done.state is State.DONE
    assert (len(desk.practice.received("sendai")), posts(desk, "sendai", "upload")) == (1, 1)
    with pytest.raises(InputError):
        await desk.core.uploads.resolve(unknown.id, arrived=True)


async def test_the_person_may_send_again(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "drop_before")
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.resolve(unknown.id, arrived=False)
    await desk.until(batch, State.DONE)
    assert (len(desk.practice.received("sendai")), posts(desk, "sendai", "upload")) == (1, 2)


# ── what may be repeated ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("ask", "status:503"),
        ("ask", "drop_after"),
        ("send", "reset_mid"),
        ("send", "drop_after"),
        ("send", "s3:SlowDown"),
    ],
)
async def test_safe_steps_go_on_by_themselves(desk: Desk, step: str, fault: str) -> None:
    desk.practice.misbehave("sela", step, fault)
    path = desk.file("leads.csv", b"id,name\n" + b"1,Ann\n" * 50_000)
    [done] = await desk.until(await desk.send("sela", path))
    assert done.state is State.DONE, str(done.problem)
    assert {one.sha256 for one in desk.practice.received("sela")} == {hashlib.sha256(path.read_bytes()).hexdigest()}


async def test_an_expired_address_is_asked_for_again(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "expired_url")
    [done] = await desk.until(await desk.send("sela", desk.file("leads.csv")))
    assert done.state is State.DONE, str(done.problem)
    assert posts(desk, "sela", "ask") == 2


async def test_retry_after_holds_the_whole_account(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=1)
    ended = await desk.until(await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3))))
    assert {one.state for one in ended} == {State.DONE}


async def test_what_the_vendor_refuses_fails_in_its_words_and_can_be_retried(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "status:400")
    batch = await desk.send("sela", desk.file("leads.csv"))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "crm_export" in str(failed.problem)
    await desk.core.uploads.retry()
    [done] = await desk.until(batch)
    assert done.state is State.DONE


async def test_a_login_page_in_the_way_is_named_as_that(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "html")
    [failed] = await desk.until(await desk.send("sela", desk.file("leads.csv")))
    assert failed.state is State.FAILED
    assert "page" in str(failed.problem)


async def test_field_errors_come_back_to_the_form(desk: Desk) -> None:
    refused: list[FieldsRefused] = []
    desk.core.events.subscribe(FieldsRefused, refused.append)
    desk.practice.misbehave("deepset", "open", "status:422")
    ended = await desk.until(await desk.send("deepset", desk.file("a.txt"), desk.file("b.txt")))
    assert {one.state for one in ended} == {State.FAILED}
    assert posts(desk, "deepset", "open") == 1


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_refused_key_holds_that_account_only_and_a_new_one_lets_it_go_on(desk: Desk) -> None:
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    desk.practice.revoke_key("sela", desk.practice.keys["sela"])
    held = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(6)))
    free = await desk.send("tela", desk.file("a.txt"))
    await desk.until(free, State.DONE)
    states = {one.state for one in desk.of(held)}
    assert states <= {State.WAITING, State.QUEUED}
    assert any(one.wait is Wait.KEY for one in desk.of(held))
    view = desk.core.accounts.get("practice-sela")
    assert view is not None
    assert view.key is KeyState.REJECTED
    assert [notice.kind for notice in notices] == ["key"]
    desk.practice.add_key("sela", "fresh-key-0001")
    await desk.core.accounts.set_key("practice-sela", "fresh-key-0001", this_run_only=True)
    assert {one.state for one in await desk.until(held)} == {State.DONE}
    assert len(desk.practice.received("sela")) == 6


# ── sessions ────────────────────────────────────────────────────────────────────────────────────────


async def test_too_many_sessions_offers_to_close_old_ones(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "open", "status:406")
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(4)))
    failed = await desk.until(batch)
    assert {one.state for one in failed} == {State.FAILED}
    assert {one.offer for one in failed} == {"close_old"}
    assert posts(desk, "deepset", "open") == 1
    details = await desk.core.uploads.details(failed[0].id)
    assert "close_old" in {offer.id for offer in details.offers}
    result = await desk.core.uploads.act(failed[0].id, "close_old")
    assert result.ok, str(result.words)
    await desk.core.uploads.retry()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_a_full_session_rolls_over_into_the_next(desk: Desk) -> None:
    provider = desk.core.providers.get("deepset")
    flow = replace(provider.flow, limits=replace(provider.flow.limits, session_files=3))
    desk.core.providers._providers["deepset"] = replace(provider, flow=flow)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(8)))
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert posts(desk, "deepset", "open") == 3
    assert posts(desk, "deepset", "close") == 3
    assert len(desk.practice.received("deepset")) == 8


async def test_a_session_that_expired_is_followed_by_a_new_one(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "s3:ExpiredToken", skip=2)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(5)))
    ended = await desk.until(batch)
    assert {one.state for one in ended} == {State.DONE}, [str(one.problem) for one in ended]
    assert posts(desk, "deepset", "open") == 2
    assert len({one.name for one in desk.practice.received("deepset")}) == 5


async def test_a_batch_that_is_cancelled_closes_its_session(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until(batch, State.RUNNING)
    await desk.until_sent("send")
    await desk.core.uploads.cancel()
    assert {one.state for one in desk.of(batch)} == {State.CANCELLED}
    while not any(seen.step == "close" for seen in desk.practice.requests("deepset")):
        await desk.turn()


# ── files ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("change", ["grow", "shrink", "gone"])
async def test_a_file_that_changed_is_not_sent_as_if_whole(desk: Desk, change: str) -> None:
    path = desk.file("leads.csv", b"id,name\n" + b"1,Ann\n" * 1000)
    desk.core.scheduler.hold(True)
    batch = await desk.send("sela", path)
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(b"id,name\n" + b"1,Ann\n" * (2000 if change == "grow" else 10))
    desk.core.scheduler.hold(False)
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert desk.practice.received("sela") == []


async def test_the_same_name_twice_in_one_session_is_found_before_sending(desk: Desk) -> None:
    paths = (desk.file("one/a.txt"), desk.file("two/a.txt"))
    check = await desk.core.uploads.check(desk.draft("deepset", *paths))
    assert (check.sendable, check.left_out) == (1, 1)


# ── the person's hand ───────────────────────────────────────────────────────────────────────────────


async def test_pause_resume_cancel_and_remove(desk: Desk) -> None:
    desk.core.scheduler.hold(True)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(4)))
    ids = [one.id for one in desk.of(batch)]
    await desk.core.uploads.pause()
    assert {one.state for one in desk.of(batch)} == {State.PAUSED}
    desk.core.scheduler.hold(False)
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
    desk.core.scheduler.hold(True)
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
