"""The end of a batch's session: closing it, following the vendor, and every way in which that goes wrong."""

from __future__ import annotations

import threading

import pytest
from fixtures.desk import Desk

from app.core.copies import replace
from app.core.errors import KeyStoreError
from app.core.events import BatchSaid, Notice
from app.core.masking import Secret
from app.core.text import text
from app.core.transfer import ROUND_END, State


def calls(desk: Desk, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests("deepset"))


def change(desk: Desk, step_id: str, **changes: object) -> None:
    """Give a step of deepset's flow other properties."""
    provider = desk.core.providers.get("deepset")
    steps = tuple(replace(s, **changes) if s.id == step_id else s for s in provider.flow.steps)
    desk.core.providers._providers["deepset"] = replace(provider, flow=replace(provider.flow, steps=steps))


def watched(desk: Desk, **poll: object) -> None:
    """Let the ingestion be followed as given."""
    step = desk.core.providers.get("deepset").flow.step("watch")
    assert step is not None
    assert step.poll is not None
    change(desk, "watch", poll=replace(step.poll, **poll))


def files(desk: Desk, count: int) -> list:
    return [desk.file(f"{n}.txt", f"text {n}".encode()) for n in range(count)]


async def test_the_ingestion_is_followed_until_it_is_through(desk: Desk) -> None:
    said: list[BatchSaid] = []
    desk.core.events.subscribe(BatchSaid, said.append)
    watched(desk, every=0.05, longest=0.05)
    desk.practice.world.scale = 0.1
    batch = await desk.send("deepset", *files(desk, 2))
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert calls(desk, "watch") > 1
    assert {one.batch_id for one in said} == {batch.id}
    assert "of 2 files" in str(said[0].words)
    assert len(await desk.core.uploads.receipts()) == 2


async def test_files_that_could_not_be_read_in_are_told_of(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "outcome", failed=1)
    ended = await desk.until(await desk.send("deepset", *files(desk, 3)))
    assert {one.state for one in ended} == {State.DONE}
    assert {str(one.say) for one in ended} == {
        "1 of 3 files of this batch could not be read in; the vendor does not say which."
    }


async def test_when_no_file_could_be_read_in_all_failed(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "outcome", failed=2)
    batch = await desk.send("deepset", *files(desk, 2))
    ended = await desk.until(batch)
    assert {one.state for one in ended} == {State.FAILED}
    assert {str(one.problem) for one in ended} == {"The file arrived, but the vendor could not read it in."}
    assert await desk.core.uploads.receipts() == []


async def test_one_failed_file_is_not_held_to_be_the_one_that_was_not_cancelled(desk: Desk) -> None:
    watched(desk, every=0.05, longest=0.05)
    desk.practice.misbehave("deepset", "close", "outcome", failed=1)
    desk.practice.world.scale = 100.0  # not read in before the file is cancelled
    batch = await desk.send("deepset", *files(desk, 2))
    arrived = await desk.until(batch, State.PROCESSING)
    await desk.core.uploads.cancel([arrived[0].id])
    desk.practice.world.scale = 0.1
    states = [one.state for one in await desk.until(batch)]
    assert states == [State.CANCELLED, State.DONE]


async def test_what_is_due_again_at_once_is_not_forgotten(desk: Desk) -> None:
    watched(desk, every=0.0, longest=0.0)
    desk.practice.world.scale = 0.1
    batch = await desk.send("deepset", *files(desk, 2))
    assert [one.state for one in await desk.until(batch)] == [State.DONE, State.DONE]
    assert calls(desk, "watch") > 1


async def test_a_file_that_failed_with_its_session_is_sent_anew_in_the_next(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "outcome", failed=1)
    batch = await desk.send("deepset", desk.file("a.txt"))
    assert [one.state for one in await desk.until(batch)] == [State.FAILED]
    await desk.core.uploads.retry()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    sent = desk.practice.received("deepset")
    assert len({one.session for one in sent}) == 2, "the bytes went into the new session, too"
    assert not any(one.late for one in sent)


async def test_nothing_joins_a_session_that_is_being_closed(desk: Desk) -> None:
    watched(desk, every=0.05, longest=0.05)
    desk.practice.world.scale = 0.5
    desk.practice.misbehave("deepset", "send", "s3:EntityTooLarge")
    batch = await desk.send("deepset", *files(desk, 2))
    ended = await desk.until(batch, State.PROCESSING, State.FAILED)
    while not calls(desk, "close"):
        await desk.turn()
    failed = next(one for one in ended if one.state is State.FAILED)
    await desk.core.uploads.retry([failed.id])
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert (calls(desk, "open"), calls(desk, "close")) == (2, 2)
    assert not any(one.late for one in desk.practice.received("deepset"))


@pytest.mark.parametrize("fault", ["status:503", "drop_before"])
async def test_closing_is_tried_again(desk: Desk, fault: str) -> None:
    desk.practice.misbehave("deepset", "close", fault)
    assert [one.state for one in await desk.until(await desk.send("deepset", desk.file("a.txt")))] == [State.DONE]
    assert calls(desk, "close") == 2


async def test_a_session_that_was_closed_already_is_as_good(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "status:409")
    change(desk, "watch", when="$steps.none.outputs.none")
    assert [one.state for one in await desk.until(await desk.send("deepset", desk.file("a.txt")))] == [State.DONE]


async def test_a_session_that_cannot_be_closed_fails_its_files(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "status:422")
    batch = await desk.send("deepset", *files(desk, 2))
    ended = await desk.until(batch)
    assert {one.state for one in ended} == {State.FAILED}
    assert all(one.problem for one in ended)


async def test_a_close_that_certainly_fails_says_why(desk: Desk) -> None:
    change(desk, "close", call="", method="PUT", url="http://10.0.0.1/close")
    [failed] = await desk.until(await desk.send("deepset", desk.file("a.txt")))
    assert failed.state is State.FAILED
    assert calls(desk, "close") == 0


async def test_a_refused_key_at_the_end_waits_for_a_new_one(desk: Desk) -> None:
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    desk.practice.misbehave("deepset", "close", "status:401")
    batch = await desk.send("deepset", desk.file("a.txt"))
    while not notices:
        await desk.turn()
    assert (notices[0].kind, notices[0].account_id) == ("key", "practice-deepset")
    assert [one.state for one in desk.of(batch)] == [State.PROCESSING]
    desk.practice.add_key("deepset", "fresh-key-0001")
    await desk.core.accounts.set_key("practice-deepset", "fresh-key-0001", this_run_only=True)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


class LaterKeys:
    """Hands out the key for the files, and then first nothing, then an error."""

    def __init__(self, key: str, *answers: Secret | KeyStoreError | None) -> None:
        self.key = Secret(key)
        self.answers = list(answers)
        self.closing = False

    async def get(self, _account_id: str) -> Secret | None:
        if not self.closing or not self.answers:
            return self.key
        answer = self.answers.pop(0)
        if isinstance(answer, KeyStoreError):
            raise answer
        return answer


@pytest.mark.parametrize("answer", [None, KeyStoreError(text("The keyring is locked."))])
async def test_a_keyring_that_locks_before_the_end_holds_the_end_only(desk: Desk, answer: KeyStoreError | None) -> None:
    keys = LaterKeys(desk.practice.keys["deepset"], answer)
    desk.core.scheduler.world.keys = keys
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    answered = threading.Event()
    desk.practice.misbehave("deepset", "send", "slow", until=answered)
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until_sent("send")
    keys.closing = True
    answered.set()
    while not notices:
        await desk.turn()
    assert notices[0].kind == "key"
    assert calls(desk, "close") == 0
    desk.core.scheduler.unblock("practice-deepset")
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_the_end_of_a_removed_account_fails(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "slow", seconds=0.2)
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until_sent("send")
    desk.core.scheduler.world.account = lambda _id: None
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "removed" in str(failed.problem)


async def test_an_error_that_nobody_expected_fails_the_batch_in_words(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def explode(self) -> None:
            raise RuntimeError("boom")

    batch_run = desk.core.scheduler._batches
    batch_run._collects = lambda _session: Broken().explode()  # type: ignore[method-assign]
    [failed] = await desk.until(await desk.send("deepset", desk.file("a.txt")))
    assert failed.state is State.FAILED
    assert "RuntimeError" in str(failed.problem)
    assert "nobody expected" in caplog.text


async def test_what_the_files_left_is_collected_for_the_last_steps(desk: Desk) -> None:
    change(desk, "send", outputs={"status": "$statusCode"})
    change(desk, "close", headers={"X-Collected": "{$batch.collect.send.status|json}"})
    batch = await desk.send("deepset", *files(desk, 2))
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    close = next(seen for seen in desk.practice.requests("deepset") if seen.step == "close")
    assert close.header("x-collected") in ("[204, 204]", "[204,204]", "[201, 201]", "[201,201]")


async def test_the_vendor_that_is_never_through_is_left_at_last(desk: Desk) -> None:
    watched(desk, every=0.02, longest=0.02, give_up=0.05)
    desk.practice.world.scale = 1000.0
    [done] = await desk.until(await desk.send("deepset", desk.file("a.txt")))
    assert done.state is State.DONE
    assert "still at work" in str(done.say)


async def test_a_cancelled_batch_whose_session_cannot_be_closed_says_so(desk: Desk) -> None:
    said: list[BatchSaid] = []
    desk.core.events.subscribe(BatchSaid, said.append)
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    desk.practice.misbehave("deepset", "close", "status:422")
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until_sent("send")
    await desk.core.uploads.cancel()
    while not said:
        await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]
    assert said[0].batch_id == batch.id


async def test_an_ended_session_is_marked_in_the_journal_and_run_no_more(desk: Desk) -> None:
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until(batch)
    session = desk.core.scheduler.rounds.get(batch.id, 1)
    assert session is not None
    while not session.ended:
        await desk.turn()
    assert ROUND_END in {one.step for one in await desk.core.journal.steps(session.owner)}
    seen = len(desk.practice.requests("deepset"))
    await desk.core.scheduler._batches.run(session)
    await desk.core.uploads.remove([one.id for one in desk.of(batch)])
    session.ended = False
    await desk.core.scheduler._batches.run(session)
    assert len(desk.practice.requests("deepset")) == seen


async def test_files_that_stand_in_line_behind_a_refused_session_do_not_ask_again(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "open", "status:503", times=1)
    ended = await desk.until(await desk.send("deepset", *files(desk, 3)))
    assert all(one.state in (State.DONE, State.FAILED) for one in ended)
    assert calls(desk, "open") <= 2


async def test_a_batch_that_ends_by_a_session_gone_says_so(desk: Desk) -> None:
    from app.core.flow.actions import SessionGone

    async def gone(*_: object) -> SessionGone:
        return SessionGone("open")

    desk.core.scheduler._batches._drive = gone  # type: ignore[method-assign, assignment]
    [failed] = await desk.until(await desk.send("deepset", desk.file("a.txt")))
    assert failed.state is State.FAILED
    assert "session is gone" in str(failed.problem)


async def test_sessions_that_end_again_and_again_are_given_up(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "s3:ExpiredToken", times=-1)
    [failed] = await desk.until(await desk.send("deepset", desk.file("a.txt")))
    assert failed.state is State.FAILED
    assert "again and again" in str(failed.problem)
    assert calls(desk, "open") == 4
