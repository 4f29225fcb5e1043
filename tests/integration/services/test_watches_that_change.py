"""Watched folders whose preset, vendor or journal changes while they are at work."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from fixtures.held import go_on, hold
from fixtures.watched import Watched, watching

from app.core.copies import replace
from app.core.errors import InputError, StoreError
from app.core.events import ProvidersChanged
from app.core.preset import After, FolderWatch
from app.core.services import watch_following, watcher
from app.core.services.model import Check, Draft
from app.core.services.watch_book import WatchBook
from app.core.services.watch_model import WatchStand
from app.core.text import text
from app.core.transfer import State
from app.core.watched import Seen, Stand


async def test_a_watch_that_is_changed_while_it_takes_a_file_takes_it_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The submit goes to its end, whoever stops the watch; the next watcher begins after it."""
    ledger, under_way, go_on = watched.desk.core.scheduler.ledger, asyncio.Event(), asyncio.Event()
    keep = ledger.keep

    async def slowly(*rows: object) -> None:
        under_way.set()
        await go_on.wait()
        await keep(*rows)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "keep", slowly)
    preset = await watched.preset()
    await watched.watch(preset)
    watched.put("a.csv")
    async with asyncio.timeout(20):
        await under_way.wait()
    await watched.desk.core.presets.rename(preset.id, "Another name")
    go_on.set()
    await watched.until(lambda: watched.sent() == ["a.csv"])
    await watched.looked_again()
    assert watched.sent().count("a.csv") == 1
    assert watched.view().preset == "Another name"


async def test_what_changes_between_the_check_and_the_submit_waits(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = watched.desk.core.uploads

    async def refuse(*_words: object, **_more: object) -> None:
        raise InputError(text("It changed meanwhile."))

    with monkeypatch.context() as patch:
        patch.setattr(uploads, "submit", refuse)
        await watched.watch(await watched.preset())
        first = watched.put("a.csv")
        await watched.until(lambda: str(watched.view().words) == "It changed meanwhile.")
        assert watched.view().waiting == (first,)
    watched.desk.core.events.publish(ProvidersChanged("sela"))
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_an_end_that_cannot_be_kept_is_seen_to_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"

    async def full(*_rows: object, **_more: object) -> None:
        raise StoreError(text("The disk is full."))

    async with watching(data, folder) as watched:
        preset = await watched.preset()
        await watched.watch(preset)
        monkeypatch.setattr(WatchBook, "end", full)
        watched.put("a.csv")
        await watched.until(lambda: watched.sent() == ["a.csv"])
    monkeypatch.undo()
    async with watching(data, folder) as watched:
        assert await watched.desk.core.journal.watched.followed(watched.watch_id(preset)) == []


async def test_presets_without_a_vendor_are_held_and_ask_for_no_costs(watched: Watched) -> None:
    preset = await watched.preset()
    store, watches = watched.desk.core.presets._store, watched.desk.core.watches
    await store.put(replace(preset, provider_id="gone"))
    await watched.watch(preset)
    assert not watches.asks_for_costs(preset.id)
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    await watches.leave_out("nobody's")
    await watches.forget(preset.id)
    await watches.pause(preset.id, True)
    assert watches.of(preset.id) is None


async def test_the_same_folder_again_is_the_same_watch(watched: Watched) -> None:
    preset = await watched.preset()
    await watched.watch(preset)
    before = watched.watch_id(preset)
    watched.put("a.csv")
    await watched.until(lambda: watched.sent() == ["a.csv"])
    await watched.watch(preset, unasked=7)
    assert watched.watch_id(preset) == before
    await watched.looked_again()
    assert watched.sent().count("a.csv") == 1


async def test_what_is_in_the_way_of_a_file_is_said(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads, taking = watched.desk.core.uploads, watched.desk.core.watches._taking
    path, watch = watched.put("a.csv"), FolderWatch(watched.folder)
    seen = Seen(path, path.stat().st_size, path.stat().st_mtime_ns)
    taken = await taking.take(await watched.preset(account_id="gone"), watch, [seen])
    assert "has no account" in str(taken.held)
    check = uploads.check

    async def too_many(draft: Draft) -> Check:
        return replace(await check(draft), problems=(text("Too many at once."),))

    monkeypatch.setattr(uploads, "check", too_many)
    taken = await taking.take(await watched.preset(), watch, [seen])
    assert (str(taken.held), taken.waiting) == ("Too many at once.", (seen,))


async def test_a_file_that_went_away_in_the_queue_is_no_news_and_what_goes_on_is_not_touched(watched: Watched) -> None:
    core = watched.desk.core
    hold(core.scheduler)
    await watched.watch(await watched.preset(), after=After.MOVE)
    path = watched.put("a.csv")
    await watched.until(lambda: len(core.uploads.transfers()) == 1)
    (queued,) = core.uploads.transfers()
    following = core.watches._following
    await following._see(queued)
    assert [one.stand for one in core.watches._book.of_transfer(queued.id)] == [Stand.TAKEN]
    path.unlink()
    go_on(core.scheduler)
    await watched.until(lambda: [one.stand for one in core.watches._book.of_transfer(queued.id)] == [Stand.FAILED])
    assert watched.notices == []
    assert core.uploads.transfers()[0].state is State.FAILED


class SlowMove:
    """Moves files aside when it is told to: *begun* once it is at it, and over after *go_on*."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, moves_first: bool) -> None:
        self._move, self._moves_first = watch_following.move_aside, moves_first
        self.begun, self.go_on = threading.Event(), threading.Event()
        monkeypatch.setattr(watch_following, "move_aside", self)

    def __call__(self, seen: Seen, folder: Path, into: str) -> Path:
        found = self._move(seen, folder, into) if self._moves_first else None
        self.begun.set()
        assert self.go_on.wait(30)
        return found or self._move(seen, folder, into)


@pytest.mark.parametrize("moves_first", [True, False])
async def test_what_is_tried_again_while_it_is_moved_is_sent_from_its_new_place(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, moves_first: bool
) -> None:
    slow, uploads = SlowMove(monkeypatch, moves_first=moves_first), watched.desk.core.uploads
    watched.desk.practice.misbehave("sela", "send", "status:400")
    await watched.watch(await watched.preset(), after=After.MOVE)
    watched.put("a.csv")
    await watched.until(slow.begun.is_set)
    assert [one.state for one in uploads.transfers()] == [State.FAILED]
    await uploads.retry()
    await watched.until(lambda: [one.state for one in uploads.transfers()] == [State.RUNNING])
    slow.go_on.set()
    await watched.until(lambda: (watched.folder / "sent" / "a.csv").exists())
    await watched.until(lambda: [one.files[0].path for one in watched.done()] == [watched.folder / "sent" / "a.csv"])
    assert not (watched.folder / "failed" / "a.csv").exists()


async def test_what_is_taken_out_of_the_queue_while_it_is_moved_stays_where_it_then_is(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, core = SlowMove(monkeypatch, moves_first=True), watched.desk.core
    watched.desk.practice.misbehave("sela", "send", "status:400")
    await watched.watch(await watched.preset(), after=After.MOVE)
    watched.put("a.csv")
    await watched.until(slow.begun.is_set)
    (failed,) = core.uploads.transfers()
    await core.uploads.remove([failed.id])
    slow.go_on.set()
    await watched.until(lambda: not core.watches._following._tasks)
    assert (watched.folder / "failed" / "a.csv").exists()
    await core.uploads.forget_removed()
    assert await core.journal.transfers() == []


async def test_what_was_tried_again_before_it_was_moved_stays_until_its_new_end(watched: Watched) -> None:
    """The news of a failure comes when it is on the disk; by then the person may have pressed Retry."""
    core = watched.desk.core
    await watched.watch(await watched.preset(), after=After.MOVE)
    hold(core.scheduler)
    path = watched.put("a.csv")
    await watched.until(lambda: len(core.uploads.transfers()) == 1)
    (queued,) = core.uploads.transfers()
    await core.watches._following._see(queued.to(State.RUNNING).to(State.FAILED))
    assert path.exists()
    go_on(core.scheduler)
    await watched.until(lambda: (watched.folder / "sent" / "a.csv").exists())


async def test_two_folders_at_once_and_one_whose_watch_breaks(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = watched.folder.with_name("other")
    other.mkdir()
    look = watcher.look_into
    await watched.watch(await watched.preset())
    second = await watched.preset(name="Second")
    await watched.desk.core.watches.watch(second.id, FolderWatch(other))
    watched.put("a.csv")
    (other / "b.csv").write_text("id,name\n2,Bo\n")
    await watched.until(lambda: watched.sent() == ["a.csv", "b.csv"])

    def broken(folder: Path, *more: object) -> object:
        if folder == other:
            raise RuntimeError("nobody thought of this")
        return look(folder, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(watcher, "look_into", broken)
    (other / "c.csv").write_text("id,name\n3,Cy\n")
    watched.put("d.csv", "id,name\n4,Di\n")
    await watched.until(lambda: "d.csv" in watched.sent() and "a watch failed" in caplog.text)
    assert "c.csv" not in watched.sent()


async def test_a_folder_that_is_away_for_long_is_said_and_watched_on_when_it_is_back(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "AWAY_FIRST", 0.05)
    await watched.watch(await watched.preset())
    away, told = watched.folder.with_name("away"), list[WatchStand]()
    watched.folder.rename(away)
    await watched.until(lambda: watched.view().stand is WatchStand.AWAY)
    (now,) = watched.desk.core.watches._watchers.values()
    first = now._away
    await watched.until(lambda: now._away > first)  # looked for again, and still away
    told.append(watched.view().stand)
    away.rename(watched.folder)
    watched.put("a.csv")
    await watched.until(lambda: watched.sent() == ["a.csv"])
    assert (told, watched.view().stand) == ([WatchStand.AWAY], WatchStand.WATCHING)


def test_what_is_heard_after_the_end_wakes_nobody(tmp_path: Path) -> None:
    """The listener's thread may be about to tell of something while Sendoff ends."""

    async def begun() -> watcher.Watcher:
        async with watching(tmp_path / "data", tmp_path / "in") as made:
            await made.watch(await made.preset())
            (found,) = made.desk.core.watches._watchers.values()
        return found

    late = asyncio.run(begun())
    late._woken.clear()
    late._heard()
    assert not late._woken.is_set()
