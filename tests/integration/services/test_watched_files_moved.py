"""What becomes of watched files after they were sent: moved once, also late, or left where they are and said."""

from __future__ import annotations

import asyncio
import errno
import threading
from pathlib import Path
from typing import Any

import pytest
from fixtures.held import hold
from fixtures.watched import Watched, watching

from app.core.errors import StoreError
from app.core.preset import After
from app.core.services import watch_following
from app.core.text import text
from app.core.transfer import State
from app.core.watched import Seen


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


async def test_an_end_that_cannot_be_kept_is_seen_to_by_the_next_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_words: object) -> None:
        raise StoreError(text("The disk is full."))

    data, folder = tmp_path / "data", tmp_path / "in"
    async with watching(data, folder) as watched:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(watched.desk.core.watches._book, "end", full)
            await watched.watch(await watched.preset(), after=After.MOVE)
            watched.put("a.csv")
            await watched.until(lambda: "the end of a watched file is not kept: The disk is full." in caplog.text)
    async with watching(data, folder) as watched:
        await watched.looked_again()
        assert watched.sent().count("a.csv") == 1
        assert (folder / "sent" / "a.csv").exists()
        assert not (folder / "a.csv").exists()


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
        hold(watched.desk.core.scheduler)
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
