"""Watched folders with real files, a real journal and the practice vendors."""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

import pytest
from fixtures.watched import Watched, watching

from app.core.copies import replace
from app.core.errors import InputError
from app.core.preset import After, FileWishes, FolderWatch
from app.core.services import watch_claims
from app.core.services.watch_model import WatchStand
from app.core.watch.places import Place, place_of


async def test_new_files_are_sent_once_each_and_those_that_lie_there_are_left_alone(watched: Watched) -> None:
    watched.put("old.csv")
    await watched.watch(await watched.preset())
    watched.put("new.csv", "id,name\n2,Bo\n")
    await watched.until(lambda: watched.sent() == ["new.csv"])
    (watched.folder / "new.csv").rename(watched.folder / "other name.csv")
    (watched.folder / "old.csv").rename(watched.folder / "older.csv")
    watched.put("copy.csv", "id,name\n2,Bo\n")
    await watched.looked_again()
    assert [one for one in watched.sent() if not one.startswith("marker")] == ["new.csv"]
    watched.put("new.csv", "id,name\n3,Cy\n")
    await watched.until(lambda: watched.sent().count("new.csv") == 2)
    assert watched.view().stand is WatchStand.WATCHING
    batch = watched.desk.core.uploads.batches()[0]
    assert batch.preset == "May leads"


async def test_what_lies_there_is_sent_when_it_is_wished(watched: Watched) -> None:
    old = watched.put("a/b/old.csv")
    await watched.watch(await watched.preset(), send_present=True, after=After.MOVE)
    await watched.until(lambda: not old.exists())
    assert watched.sent() == ["old.csv"]
    assert (watched.folder / "sent" / "a" / "b" / "old.csv").read_text() == "id,name\n1,Ann\n"


async def test_file_rules_and_what_is_left_alone(watched: Watched) -> None:
    preset = await watched.preset(files=FileWishes(("*.csv",), folders=False))
    await watched.watch(preset)
    for name in (".hidden.csv", "~$a.csv", "b.csv.part", "c.txt", "sub/d.csv", "sent/e.csv", "failed/f.csv"):
        watched.put(name, f"id,name\n1,{name}\n")
    (watched.folder / "empty.csv").touch()
    await watched.looked_again()
    assert all(name.startswith("marker") for name in watched.sent())
    assert len(watched.desk.core.uploads.transfers()) == 2


async def test_what_came_while_sendoff_was_closed_is_sent_and_what_was_sent_is_not(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"
    async with watching(data, folder) as watched:
        await watched.watch(await watched.preset(), after=After.MOVE)
        first = watched.put("a.csv", "id,name\n1,A\n")
        await watched.until(lambda: not first.exists())
    watched.put("b.csv", "id,name\n1,B\n")
    watched.put("copy of a.csv", "id,name\n1,A\n")
    async with watching(data, folder) as watched:
        await watched.until((folder / "sent" / "b.csv").exists)
        await watched.looked_again()
        assert [one for one in watched.sent() if not one.startswith("marker")] == ["a.csv", "b.csv"]
        assert (folder / "copy of a.csv").exists()


async def test_two_files_with_the_same_contents_are_sent_once(watched: Watched) -> None:
    await watched.watch(await watched.preset())
    for name in ("one.csv", "two.csv"):
        watched.put(name, "id,name\n1,Twin\n")
    await watched.looked_again()
    assert len([one for one in watched.sent() if not one.startswith("marker")]) == 1


async def test_a_file_that_grows_is_sent_when_it_is_whole(tmp_path: Path) -> None:
    """A process of its own writes for longer than a file has to be quiet."""
    writer = "import sys,time\nf=open(sys.argv[1],'w')\nf.write('id,name\\n')\n" + (
        "for n in range(40):\n f.write(f'{n},Ann\\n'*50); f.flush(); time.sleep(0.03)\n"
    )
    async with watching(tmp_path / "data", tmp_path / "in", quiet=0.8) as watched:
        await watched.watch(await watched.preset())
        path = watched.folder / "grows.csv"
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", writer, str(path))
        await watched.until(lambda: watched.sent() == ["grows.csv"])
        assert await process.wait() == 0
        (transfer,) = watched.desk.core.uploads.transfers()
        assert transfer.total == path.stat().st_size > 40 * 50 * 6


async def test_what_the_vendor_refuses_goes_to_failed_and_a_copy_may_come_again(watched: Watched) -> None:
    await watched.watch(await watched.preset(), after=After.MOVE)
    notes = watched.put("notes.docx", "no table")
    await watched.until(lambda: bool(watched.notices))
    assert "“notes.docx” in a watched folder is not sent." in str(watched.notices[0].words)
    await watched.looked_again()
    await watched.until(lambda: not notes.exists())
    assert (watched.folder / "failed" / "notes.docx").read_text() == "no table"


async def test_a_failed_file_goes_to_failed_and_to_sent_when_it_was_sent_after_all(watched: Watched) -> None:
    (watched.folder / "failed").mkdir()
    (watched.folder / "failed" / "a.csv").write_text("somebody's")
    await watched.watch(await watched.preset(), after=After.MOVE)
    watched.desk.practice.misbehave("sela", "ask", "status:422")
    watched.put("a.csv")
    there = watched.folder / "failed" / "a (2).csv"
    await watched.until(there.exists)
    await watched.until(lambda: watched.desk.core.uploads.transfers()[0].files[0].path == there)
    await watched.desk.core.uploads.retry()
    await watched.until(lambda: not there.exists() and "a (2).csv" in watched.sent())
    assert (watched.folder / "sent" / "a (2).csv").exists()
    assert (watched.folder / "failed" / "a.csv").read_text() == "somebody's"


async def test_costs_wait_for_the_person_or_go_up_to_the_limit(watched: Watched) -> None:
    preset = await watched.preset("optimaldial")
    await watched.watch(preset, unasked=200)
    watches = watched.desk.core.watches
    assert watches.asks_for_costs(preset.id)
    watched.desk.leads("first.csv", rows=120)
    await watched.until(lambda: watched.sent() == ["first.csv"])
    second = watched.desk.leads("second.csv", rows=121)
    await watched.until(lambda: watched.view().stand is WatchStand.ASKING)
    assert watched.view().waiting == (second,)
    assert str(watched.view().words) == "1 new file in “in” waits for your go-ahead."
    draft = watched.reviewed(preset)
    await watched.desk.submit(draft)
    await watched.until(lambda: watched.sent() == ["first.csv", "second.csv"])
    await watched.until(lambda: watched.view().stand is WatchStand.WATCHING)
    third = watched.desk.leads("third.csv", rows=122)
    await watched.until(lambda: watched.view().waiting == (third,))
    await watches.leave_out(preset.id)
    await watched.until(lambda: watched.view().stand is WatchStand.WATCHING)
    assert watched.notices[-1].over
    assert len(watched.desk.core.uploads.transfers()) == 2


async def test_what_is_asked_for_each_time_waits_for_the_person(watched: Watched) -> None:
    preset = await watched.preset(ask=("body.source",))
    await watched.watch(preset)
    watched.put("a.csv")
    watched.put("b.csv", "id,name\n2,B\n")
    await watched.until(lambda: len(watched.view().waiting) == 2)
    assert str(watched.view().words) == "2 new files in “in” wait for your go-ahead."
    assert watched.notices[-1].kind == "go-ahead"


async def test_a_folder_that_goes_away_is_said_and_goes_on_when_it_is_back(watched: Watched, tmp_path: Path) -> None:
    await watched.watch(await watched.preset())
    await watched.looked_again()
    watched.folder.rename(tmp_path / "unplugged")
    await watched.until(lambda: watched.view().stand is WatchStand.AWAY)
    assert "is not there" in str(watched.notices[-1].words)
    (tmp_path / "unplugged" / "meanwhile.csv").write_text("id,name\n7,Meanwhile\n")
    (tmp_path / "unplugged").rename(watched.folder)
    await watched.until(lambda: "meanwhile.csv" in watched.sent())
    assert watched.notices[-1].over
    assert watched.view().stand is WatchStand.WATCHING


async def test_another_folder_under_the_same_name_is_watched_as_well(watched: Watched, tmp_path: Path) -> None:
    await watched.watch(await watched.preset())
    await watched.looked_again()
    watched.folder.rename(tmp_path / "old")
    watched.folder.mkdir()
    await watched.looked_again()


async def test_a_folder_that_is_replaced_at_once_is_listened_to_anew(watched: Watched) -> None:
    """Linux gives the new one the old one's number, so that it looks like the same folder."""
    preset = await watched.preset()
    await watched.watch(preset)
    watcher = watched.desk.core.watches._watchers[preset.id]
    await watched.until(lambda: watcher.view.words.template == "New files in {folder} are sent.")
    deaf = watcher._ear
    watched.folder.rmdir()
    watched.folder.mkdir()
    await watched.until(lambda: watcher._ear not in (None, deaf))
    watched.put("new.csv")
    await watched.until(lambda: watched.sent() == ["new.csv"])


async def test_a_watch_is_paused_by_the_person_and_goes_on_with_what_came(watched: Watched) -> None:
    preset = await watched.preset()
    await watched.watch(preset)
    watches = watched.desk.core.watches
    await watches.pause(preset.id, True)
    assert watched.view().stand is WatchStand.PAUSED
    watched.put("a.csv")
    await watches.pause(preset.id, False)
    await watched.until(lambda: watched.sent() == ["a.csv"])
    await watches.forget(preset.id)
    assert list(watches.all()) == []
    assert watches.of(preset.id) is None


async def test_a_preset_without_its_account_holds_the_watch_until_it_has_one(watched: Watched) -> None:
    preset = await watched.preset(account_id="gone")
    await watched.watch(preset)
    watched.put("a.csv")
    await watched.until(lambda: watched.view().stand is WatchStand.HELD)
    assert "has no account" in str(watched.view().words)
    await watched.preset()
    await watched.until(lambda: watched.sent() == ["a.csv"])


async def test_what_was_sent_by_hand_is_not_sent_again(watched: Watched, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text("id,name\n1,By hand\n")
    batch = await watched.desk.send("sela", elsewhere)
    await watched.desk.until(batch)
    await watched.watch(await watched.preset())
    watched.put("a.csv", "id,name\n1,By hand\n")
    await watched.looked_again()
    assert [one for one in watched.sent() if not one.startswith("marker")] == ["elsewhere.csv"]


async def test_no_two_presets_watch_one_folder(watched: Watched) -> None:
    first, second = await watched.preset(), await watched.preset(name="Other")
    await watched.watch(first)
    presets, watches = watched.desk.core.presets, watched.desk.core.watches
    with pytest.raises(InputError, match="One of the two folders lies in the other"):
        await watches.watch(second.id, FolderWatch(watched.folder.parent))
    assert presets.get((await presets.duplicate(first.id)).id).watch is None
    known = presets.get(first.id)
    await presets.remove(first.id)
    await watches.watch(second.id, FolderWatch(watched.folder))
    assert (await presets.put_back(known)).watch is None
    with pytest.raises(InputError, match="cannot be opened"):
        await watches.count(second.id, watched.folder.parent / "none")
    assert await watches.count(second.id, watched.folder) == 0
    with pytest.raises(InputError, match="“Other” watches this folder already"):
        await watches.count(first.id, watched.folder)


async def test_a_folder_is_known_by_whatever_path_it_is_reached(watched: Watched, tmp_path: Path) -> None:
    first, second = await watched.preset(), await watched.preset(name="Other")
    await watched.watch(first)
    link = tmp_path / "a link"
    link.symlink_to(watched.folder, target_is_directory=True)
    below = watched.folder / "below"
    below.mkdir()
    presets, watches = watched.desk.core.presets, watched.desk.core.watches
    for path, words in ((link, "this folder already: .*in is the same one"), (link / "below", "One of the two")):
        with pytest.raises(InputError, match=f"“May leads” watches .*{words}"):
            await watches.watch(second.id, FolderWatch(path))
    with pytest.raises(InputError, match="“May leads” watches this folder already"):
        await watches.watch(second.id, FolderWatch(watched.folder))
    known = presets.get(first.id).watch
    await watches.watch(first.id, FolderWatch(link, after=After.MOVE))
    assert presets.get(first.id).watch == replace(known, after=After.MOVE)  # the same folder is the same watch
    await watches.watch(first.id, FolderWatch(below))
    assert presets.get(first.id).watch.folder == below  # its own folder is in nobody's way


async def test_a_disk_that_hangs_keeps_nobody_from_watching_another_folder_or_from_pausing(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await watched.preset(), await watched.preset(name="Other")
    await watched.watch(first)
    answered, asked = threading.Event(), list[Path]()

    def hangs(folder: Path) -> Place:
        asked.append(folder)
        if folder == watched.folder:
            answered.wait(30)
        return place_of(folder)

    monkeypatch.setattr(watch_claims, "PATIENCE", 0.05)
    monkeypatch.setattr(watch_claims, "place_of", hangs)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    watches = watched.desk.core.watches
    with pytest.raises(InputError, match="“May leads” watches this folder already"):
        await watches.watch(second.id, FolderWatch(watched.folder))
    await watches.watch(second.id, FolderWatch(elsewhere))
    asked.clear()
    await watches.pause(first.id, True)
    assert watches.of(first.id).stand is WatchStand.PAUSED
    assert asked == []
    answered.set()
