"""Watched folders when something is in the way: disks, accounts, vendors, and transfers that end otherwise."""

from __future__ import annotations

import errno
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fixtures.watched import Watched, watching

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.events import ProvidersChanged
from app.core.json_types import Json
from app.core.preset import FieldNote, MadeFor
from app.core.services import watcher
from app.core.services.watch_model import WatchStand
from app.core.text import text
from app.core.watch.listing import look_into


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


@pytest.mark.parametrize(
    ("values", "words"), [({}, "“Source” is needed."), ({"body.source": None}, "“Source”: This cannot be empty.")]
)
async def test_a_form_that_is_not_complete_waits_for_the_person(
    watched: Watched, values: dict[str, Json], words: str
) -> None:
    await watched.watch(await watched.preset(values=values))
    first = watched.put("a.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    assert (watched.view().waiting, str(watched.view().words)) == ((first,), words)
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


async def test_news_of_a_vendor_makes_a_watch_look_anew(watched: Watched) -> None:
    preset = await watched.preset(ask=("body.source",))
    await watched.watch(preset)
    first = watched.put("a.csv")
    await watched.until(lambda: watched.view().waiting == (first,))
    watched.desk.core.events.publish(ProvidersChanged("sela"))
    await watched.preset()
    await watched.until(lambda: watched.sent() == ["a.csv"])
