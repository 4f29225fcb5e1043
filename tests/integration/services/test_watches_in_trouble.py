"""Watched folders when something is in the way: disks, accounts, vendors, and transfers that end otherwise."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixtures.watched import Watched, watching

from app.core.errors import StoreError
from app.core.events import ProvidersChanged
from app.core.preset import After, FieldNote, MadeFor
from app.core.services import watch_following, watcher
from app.core.services.watch_model import WatchStand
from app.core.text import text
from app.core.transfer import State
from app.core.watch.listing import look_into
from app.core.watched import Seen


@pytest.fixture
async def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr(watcher, "AWAY_FIRST", 0.05)
    monkeypatch.setattr(watcher, "SLOWLY", 0.05)
    async with watching(tmp_path / "data", tmp_path / "in") as made:
        yield made


async def test_a_folder_that_may_not_be_opened_is_said(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    await watched.watch(await watched.preset())

    def closed(*_words: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(watcher, "look_into", closed)
        watched.put("a.csv")
        await watched.until(lambda: "may not be opened" in str(watched.view().words))
        assert watched.view().stand is WatchStand.AWAY
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_a_disk_that_hangs_holds_up_one_thread_and_is_waited_for(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    await watched.watch(await watched.preset())
    answered, asked = threading.Event(), []

    def hangs(*words: object) -> object:
        asked.append(words)
        answered.wait(60)
        return look_into(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(watcher, "DISK_PATIENCE", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(watcher, "look_into", hangs)
        watched.put("a.csv")
        await watched.until(lambda: "does not answer" in str(watched.view().words))
        (now,) = watched.desk.core.watches._watchers.values()
        first = now._away
        # It was time to look twice more.
        await watched.until(lambda: now._away >= 4 * first)
        assert len(asked) == 1
        answered.set()
    monkeypatch.setattr(watcher, "DISK_PATIENCE", 30.0)
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_where_nothing_can_be_heard_the_folder_is_looked_at(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_words: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")  # what Linux says when there are too many listeners

    monkeypatch.setattr(watcher, "Ear", no_room)
    await watched.watch(await watched.preset())
    watched.put("a.csv")
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_an_empty_mounting_point_is_no_folder_that_is_there(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = [True]

    def look(*words: object):
        found = look_into(*words)
        return replace(found, mounted=mounted[0], identity=(7 if mounted[0] else 8, 1))

    monkeypatch.setattr(watcher, "look_into", look)
    await watched.watch(await watched.preset())
    await watched.looked_again()
    mounted[0] = False
    watched.put("on the other disk.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.AWAY)
    assert all(one.startswith("marker") for one in watched.sent())


async def test_another_disk_in_the_same_place_is_listened_to(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = [7]

    def look(*words: object):
        return replace(look_into(*words), mounted=True, identity=(disk[0], 1))

    monkeypatch.setattr(watcher, "look_into", look)
    preset = await watched.preset()
    await watched.watch(preset)
    await watched.looked_again()
    here = watched.desk.core.watches._watchers[preset.id]
    deaf, disk[0] = here._ear, 8
    here.wake()
    await watched.until(lambda: here._ear not in (None, deaf))
    await watched.looked_again()


async def test_a_preset_that_no_longer_fits_is_held_until_it_is_mended(watched: Watched) -> None:
    preset = await watched.preset()
    store, old = watched.desk.core.presets._store, MadeFor("old", (FieldNote("body.gone", "text", "Colour"),))
    await store.put(replace(preset, values={**preset.values, "body.gone": "red"}, made_for=old))
    await watched.watch(watched.desk.core.presets.get(preset.id))
    watched.put("a.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    assert "“Colour” is gone" in str(watched.view().words)
    assert watched.sent() == []
    await watched.desk.core.presets.bring_up_to_date(preset.id)
    await watched.preset()
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_a_form_that_is_not_complete_waits_for_the_person(watched: Watched) -> None:
    await watched.watch(await watched.preset(values={}))
    first = watched.put("a.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    assert (watched.view().waiting, str(watched.view().words)) == ((first,), "“Source” is needed.")
    assert watched.notices[-1].kind == "go-ahead"


async def test_an_account_without_its_key_holds_the_watch_until_it_is_there(watched: Watched) -> None:
    core, practice = watched.desk.core, watched.desk.practice
    await watched.watch(await watched.preset())
    await core.accounts.set_key("practice-sela", practice.keys["sela"][:-4] + "none", this_run_only=True)
    await core.accounts.retest("practice-sela", {})
    watched.put("a.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    assert "Account “Practice”: " in str(watched.view().words)
    await core.accounts.set_key("practice-sela", practice.keys["sela"], this_run_only=True)
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_a_file_that_cannot_be_read_is_tried_again(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    digests, learn = watched.desk.core.watches._book._digests, []

    async def closed(*_words: object) -> None:
        learn.append(1)

    with monkeypatch.context() as patch:
        patch.setattr(digests, "learn", closed)
        await watched.watch(await watched.preset())
        watched.put("a.csv")
        await watched.until(lambda: "“a.csv” cannot be read" in str(watched.view().words))
        await watched.until(lambda: len(learn) > 3)
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_a_journal_that_cannot_be_written_is_said_and_nothing_is_sent(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    await watched.watch(await watched.preset())
    journal = watched.desk.core.journal

    async def full(*_rows: object, **_more: object) -> None:
        raise StoreError(text("The disk is full."))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write", full)
        watched.put("a.csv")
        await watched.until(lambda: str(watched.view().words) == "The disk is full.")
        assert watched.view().stand is WatchStand.HELD
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_several_files_go_in_one_request_as_far_as_the_vendor_takes_them(watched: Watched) -> None:
    provider = watched.desk.core.providers.get("tela")
    mode = next((one for one in provider.flow.modes if one.many), None)
    if mode is None:
        provider = next(p for p in watched.desk.core.providers.all() if any(m.many for m in p.flow.modes))
        mode = next(one for one in provider.flow.modes if one.many)
    await watched.watch(await watched.preset(provider.id, mode=mode.id))
    for n in range(3):
        watched.put(f"{n}.txt", f"text {n}")
    await watched.until(lambda: sum(len(one.files) for one in watched.done()) == 3)


async def test_a_file_that_cannot_be_moved_is_said_and_not_sent_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(watch_following, "move_aside", refuse)
    await watched.watch(await watched.preset(), after=After.MOVE)
    watched.put("a.csv")
    await watched.until(lambda: bool(watched.notices))
    assert "“a.csv” could not be moved to the folder “sent”: Permission denied" in str(watched.notices[-1].words)
    await watched.looked_again()
    assert watched.sent().count("a.csv") == 1


async def test_a_disk_that_hangs_while_a_file_is_moved_holds_nobody_up(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(watch_following, "move_aside", lambda *_: answers.wait(20))
    monkeypatch.setattr(watch_following, "PATIENCE", 0.01)
    monkeypatch.setattr(watch_following, "LAST_PATIENCE", 0.01)
    await watched.watch(await watched.preset(), after=After.MOVE)
    watched.put("a.csv")
    await watched.until(lambda: bool(watched.notices))
    assert "the disk does not answer. It is not sent again." in str(watched.notices[-1].words)
    monkeypatch.setattr(watch_following, "PATIENCE", 60.0)
    watched.put("b.csv", "id,name\n2,Bob\n")
    await watched.until(lambda: len(watched.done()) == 2)
    async with asyncio.timeout(10):  # far less than the disk takes
        await watched.desk.core.watches.close()
    answers.set()


async def test_a_file_that_was_changed_while_it_left_stays_and_is_sent_as_it_is_now(watched: Watched) -> None:
    await watched.watch(await watched.preset(), after=After.MOVE)
    path = watched.put("a.csv")
    move = watch_following.move_aside

    def changed_first(seen: Seen, *more: Any) -> Path:
        if seen.path == path and seen.size != 99:
            path.write_text("id,name\n1,".ljust(99, "x"))
        return move(seen, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch_following, "move_aside", changed_first)
        await watched.until(lambda: len(watched.done()) == 2)
        await watched.until(lambda: (watched.folder / "sent" / "a.csv").exists())
    assert [one.total for one in watched.done()].count(99) == 1
    assert watched.notices == []


async def test_what_goes_along_with_a_file_is_moved_with_it(watched: Watched) -> None:
    await watched.watch(await watched.preset("deepset"), after=After.MOVE)
    watched.put("a.txt.meta.json", '{"author": "Ann"}')
    watched.put("a.txt", "words")
    await watched.until(lambda: not (watched.folder / "a.txt.meta.json").exists())
    assert watched.sent() == ["a.txt"]
    assert (watched.folder / "sent" / "a.txt.meta.json").exists()


async def test_what_ended_while_nobody_looked_is_moved_then(tmp_path: Path) -> None:
    """Sent by a start that does not watch, cancelled, taken out of the queue before and after it was sent."""
    data, folder = tmp_path / "data", tmp_path / "in"
    names = ("sent.csv", "cancelled.csv", "removed.csv", "cleared.csv")
    async with watching(data, folder) as watched:
        await watched.watch(await watched.preset(), after=After.MOVE)
        uploads = watched.desk.core.uploads
        watched.desk.core.scheduler.hold(True)
        for name in names:
            watched.put(name, f"id,name\n1,{name}\n")
        await watched.until(lambda: len(uploads.transfers()) == 4)
        by_name = {one.name: one.id for one in uploads.transfers()}
        await watched.desk.core.watches.close()
        await uploads.cancel([by_name["cancelled.csv"], by_name["removed.csv"]])
        await uploads.remove([by_name["removed.csv"]])
    async with watching(data, folder, begins=False) as watched:
        await watched.until(lambda: watched.sent() == ["cleared.csv", "sent.csv"])
        await watched.desk.core.uploads.remove([by_name["cleared.csv"]])
    async with watching(data, folder) as watched:
        await watched.until(lambda: not (folder / "sent.csv").exists() and not (folder / "cleared.csv").exists())
        await watched.looked_again()
        assert {one.name for one in (folder / "sent").iterdir()} >= {"sent.csv", "cleared.csv"}
        assert (folder / "cancelled.csv").exists()
        assert (folder / "removed.csv").exists()
        states = [one.state for one in watched.desk.core.uploads.transfers() if not one.name.startswith("marker")]
        assert sorted(states) == [State.CANCELLED, State.DONE]


async def test_news_of_a_vendor_makes_a_watch_look_anew(watched: Watched) -> None:
    preset = await watched.preset(ask=("body.source",))
    await watched.watch(preset)
    first = watched.put("a.csv")
    await watched.until(lambda: watched.view().waiting == (first,))
    watched.desk.core.events.publish(ProvidersChanged("sela"))
    await watched.preset()
    await watched.until(lambda: watched.sent() == ["a.csv"])
